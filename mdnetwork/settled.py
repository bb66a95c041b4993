"""Ground: whether the modification time of a file is reliable."""

from __future__ import annotations

GRANULARITY = 2_000_000_000
"""Nanoseconds: the coarsest file system clock in use (FAT has steps of two seconds)."""


def is_mtime_reliable(newest: int, seen: int) -> bool:
    """Whether a change after `seen` certainly gets a later time than `newest` (both in ns since 1970).

    A file that changed within the clock's granularity before it was read could change again and keep its time:
    git's "racy" rule (Documentation/technical/racy-git.txt).
    """
    return newest < seen - GRANULARITY
