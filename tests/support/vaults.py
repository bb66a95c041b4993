"""Write the notes of a vault to a folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def write(root: Path, notes: Mapping[str, str | bytes]) -> Path:
    """Write notes by path, in UTF-8 and with the line ends that they have. Returns `root`, which is made if need be.

    Each file appears whole: a watcher on a busy machine must not see a note without its text.
    """
    root.mkdir(parents=True, exist_ok=True)
    for path, text in notes.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        beside = file.with_name(".written.tmp")
        beside.write_bytes(text.encode() if isinstance(text, str) else text)
        beside.replace(file)
    return root
