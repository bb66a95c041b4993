"""Vault: Obsidian's canvases, which are no notes but link to them. They are looked for only when a note is renamed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

_SUFFIX = ".canvas"


def canvases(root: str, ignoring: Callable[[str], bool]) -> Iterator[str]:
    """The path of each canvas of the vault, with `/`. A folder that cannot be read has none."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(f"{root}/{folder}"), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}".lstrip("/")
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False) and not ignoring(f"{path}/"):
                waiting.append(path)
            elif entry.name.lower().endswith(_SUFFIX) and entry.is_file(follow_symlinks=False) and not ignoring(path):
                yield path
