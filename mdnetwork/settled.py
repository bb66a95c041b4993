"""Ground: when the stamp of a file can be trusted."""

from __future__ import annotations

GRANULARITY = 2_000_000_000
"""Nanoseconds: the coarsest clock of a file system in use (FAT stamps every second second)."""


def is_mtime_reliable(newest: int, seen: int) -> bool:
    """Whether a change after `seen` is sure to show in a stamp whose latest time is `newest` (ns since 1970).

    A file changed within the clock's granularity of being looked at could change again and keep its stamp: git's
    "racy" rule (Documentation/technical/racy-git.txt).
    """
    return newest < seen - GRANULARITY
