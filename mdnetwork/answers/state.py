"""Answers: a hash of a vault's state. If it is equal, so are the notes and settings."""

from __future__ import annotations

import hashlib
import marshal
import os
from collections.abc import Iterator
from contextlib import suppress

from mdnetwork.vault_files import EVICTED, NOTES, SETTINGS, is_mtime_reliable

_REPARSE = 0x400
"""FILE_ATTRIBUTE_REPARSE_POINT: a Windows junction, or a OneDrive file that is not on this computer."""
_Row = tuple[str, int, int, int, int]


class _Uncertain(Exception):
    """Something that can change unnoticed: a link, or a folder that cannot be read."""


def state_of(root: str, now: int) -> tuple[bytes, bool] | None:
    """The state of the vault at `root` at the time `now` (ns since 1970), and whether its stamps are reliable.

    None if there is a link or an unreadable folder. It includes every Markdown file, also ignored ones: it may
    report a change where there is none, but never misses one.
    """
    try:
        rows = [*_settings(root), *_below(root)]
    except (OSError, _Uncertain):
        return None
    newest = max((max(row[1], row[4]) for row in rows), default=0)
    # marshal is fast, and its version 2 writes equal values as equal bytes
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
    # on Windows st_ctime is the creation time, which is harmless here
    return path, seen.st_mtime_ns, seen.st_size, seen.st_ino, seen.st_ctime_ns


def _is_elsewhere(entry: os.DirEntry[str]) -> bool:
    return bool(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0) & _REPARSE)
