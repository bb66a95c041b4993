"""Slow tests run first, so that no worker is left alone with one at the end. `tests/conftest.py` loads this."""

from __future__ import annotations

import pytest


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put tests marked `slow` first, then properties. All others keep their order."""
    items.sort(
        key=lambda item: next((at for at, name in enumerate(_DEAR) if item.get_closest_marker(name)), len(_DEAR))
    )


_DEAR = ("slow", "hypothesis")
