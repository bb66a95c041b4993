"""A vault to ask, a cache of its own, and a fixed day, for the tests of the command line."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from support.small_vault import NOTES, WRONG
from support.vaults import write


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone, a fixed day, and none of the developer's own settings."""
    for name in [name for name in os.environ if name.startswith(("MDNET_", "_MDNET"))]:
        monkeypatch.delenv(name)
    cache = tmp_path / "cache"
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(cache))
    monkeypatch.setenv("MDNET_TODAY", "2026-11-23")
    return cache


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of two people, and the folder one is in."""
    root = tmp_path / "vault"
    write(root, NOTES)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def wrong(vault: Path) -> Path:
    """The vault with a note that has two errors, one of which can be mended."""
    write(vault, {"People/Carla Riva.md": WRONG})
    return vault
