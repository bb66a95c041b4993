"""Vault: which folder is the vault when nobody says so."""

from __future__ import annotations

from pathlib import Path

from mdnetwork.errors import VaultError
from mdnetwork.words.vault_files import OURS

MARKERS = (OURS, ".obsidian")
"""What makes a folder a vault: our settings file, or Obsidian's folder."""


def find_vault(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds one of `MARKERS`. Raises VaultError where there is none."""
    here = start.expanduser().resolve()
    for folder in (here, *here.parents):
        if markers(folder):
            return folder
    raise VaultError(
        f"No vault was found in {here} or above it. Name your folder of notes with --vault DIR, "
        "or run `mdnet --vault DIR init` once to mark it."
    )


def markers(folder: Path) -> frozenset[str]:
    """Which of `MARKERS` the folder holds: a settings file must be a file, and `.obsidian` a folder."""
    try:
        held = [(folder / MARKERS[0]).is_file(), (folder / MARKERS[1]).is_dir()]
    except OSError:  # a folder above that we may not look into is no vault of ours
        return frozenset()
    return frozenset(name for name, there in zip(MARKERS, held, strict=True) if there)
