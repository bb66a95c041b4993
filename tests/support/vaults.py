"""The notes of a vault: written to a folder, or read as they stand in a test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from mdnetwork.model import Facts
from mdnetwork.parsing import ReadingSettings, read_note


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


def read(notes: Mapping[str, str]) -> Iterator[Facts]:
    """The facts of each note. Their paths have no suffix, and names without a folder are people's."""
    for path, text in notes.items():
        yield _read(f"{path if '/' in path or path == 'Me' else f'People/{path}'}.md", text)


@lru_cache(1000)
def _read(path: str, text: str) -> Facts:
    """Many tests, and all examples of a property, have the same notes."""
    return read_note(path, text.encode(), ReadingSettings())
