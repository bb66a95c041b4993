"""A small vault to put under stress, with a cache of its own and a fixed day."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.stressed_vault import NOTES, TODAY, Stressed
from support.vaults import write


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the developer's own, and `mdnet` finds the cache that the tests look into."""
    for name in [name for name in os.environ if name.startswith(("MDNET_", "_MDNET"))]:
        monkeypatch.delenv(name)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.setenv("MDNET_TODAY", TODAY.isoformat())


@pytest.fixture
def stressed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Stressed:
    """The vault, which is also the folder that one is in."""
    root = tmp_path / "vault"
    write(root, NOTES)
    monkeypatch.chdir(root)
    return Stressed(root, tmp_path / "home" / "mdnetwork")
