"""Answers: the state of a vault in a few bytes. Where they are the same, so are its notes and settings."""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterator
from contextlib import suppress

from mdnetwork.settled import is_mtime_reliable
from mdnetwork.words.vault_files import EVICTED, NOTES, SETTINGS

_REPARSE = 0x400
"""FILE_ATTRIBUTE_REPARSE_POINT: a junction of Windows, or a file of OneDrive that is elsewhere."""
_Row = tuple[str, int, int, int, int]


class _Uncertain(Exception):
    """Something whose changes do not show in the vault: a link, or a folder that may not be read."""


def state_of(root: str, now: int) -> tuple[bytes, bool] | None:
    """The state of the vault at `root` at the time `now` (nanoseconds since 1970), and whether it is settled.

    None where there is a link or a folder that cannot be read. It
    looks at every Markdown file, at ignored ones too: what it takes for changed may not be, but never the other way.
    """
    try:
        rows = [*_settings(root), *_below(root)]
    except (OSError, _Uncertain):
        return None
    newest = max((max(row[1], row[4]) for row in rows), default=0)
    # marshal is quick, and its version 2 writes equal values as equal bytes
    return hashlib.blake2b(marshal.dumps(rows, 2), digest_size=16).digest(), is_mtime_reliable(newest, now)


def _settings(root: str) -> Iterator[_Row]:
    for name in SETTINGS:
        with suppress(FileNotFoundError, NotADirectoryError):
            yield _row(name, os.stat(f"{root}/{name}"))


def _below(root: str) -> list[_Row]:
    rows: list[_Row] = []
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        with os.scandir(f"{root}/{folder}") as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    if name.endswith(EVICTED):
                        rows.append((folder + name, 0, 0, 0, 0))
                elif entry.is_symlink():
                    raise _Uncertain
                elif entry.is_dir(follow_symlinks=False):
                    if os.name == "nt" and _is_elsewhere(entry):
                        raise _Uncertain
                    waiting.append(f"{folder}{name}/")
                elif name.lower().endswith(NOTES):
                    rows.append(_row(folder + name, entry.stat(follow_symlinks=False)))
    return rows


def _row(path: str, seen: os.stat_result) -> _Row:
    # on Windows st_ctime is the day of creation, which does no harm here
    return path, seen.st_mtime_ns, seen.st_size, seen.st_ino, seen.st_ctime_ns


def _is_elsewhere(entry: os.DirEntry[str]) -> bool:
    return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _REPARSE)
