"""Which tests count for coverage: tables, and no property, no slow test and none of those that repeat whole commands.

Coverage doubles the time of a test, and more than doubles that of a property. What it asks is whether each branch of
the core has a test that is about it. What an example that was drawn happens to pass shows nothing of that, nor what
the hundredth command does. `pytest --cov=mdnetwork --measure-all` measures every test: `make coverage`.
"""

from __future__ import annotations

import os

import pytest

from support.paths import ROOT

TESTS = ROOT / "tests"
REPEATED = ("docs", "hostile", "packaging", "privacy", "store", "stress", "sync", "vault", "web")
"""Folders of tests that reach the core by whole commands, over and over, or that are about other packages."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The option that measures every test."""
    parser.addoption("--measure-all", action="store_true", help="Count all tests for coverage, properties too.")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark what does not count. pytest-cov stops measuring within it."""
    if config.getoption("--measure-all"):
        return
    folders = tuple(f"{TESTS / folder}{os.sep}" for folder in REPEATED)  # paths of pathlib are slow for ten thousand
    for item in items:
        repeated = str(item.path).startswith(folders)
        if repeated or any(item.get_closest_marker(name) for name in ("hypothesis", "slow")):
            item.add_marker(pytest.mark.no_cover)
