"""Index: which notes to read again, by comparing what was known with what a scan saw. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from mdnetwork import settled
from mdnetwork.vault import Scan, Stamp


class FileStamp(NamedTuple):
    """What the index holds of a note's file. Unsettled: it may have changed since without its stamp showing it."""

    stamp: Stamp
    settled: bool = True


class RefreshPlan(NamedTuple):
    """What a refresh has to do, in order of path."""

    read: tuple[str, ...] = ()
    """New notes, changed ones, and those that were unsettled."""
    gone: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Notes that are not there, but should be looked for once more before they count as gone."""


def compare(before: Mapping[str, FileStamp], scan: Scan, doubted: AbstractSet[str] | None = None) -> RefreshPlan:
    """What changed between `before` and `scan`.

    What the scan did not cover, could not read, or found in the cloud only, stays as it was known. With `doubted`
    (the notes that were missing last time) a note must be missing twice to be gone, unless it was plainly moved.
    """
    now = scan.stamps
    read = tuple(sorted(path for path, stamp in now.items() if not _is_same(before.get(path), stamp)))
    absent = [path for path in before.keys() - now.keys() - scan.evicted if scan.covers(path)]
    moved = {_file(now[path]) for path in read if path not in before}
    kept = {p for p in absent if doubted is not None and p not in doubted and _file(before[p].stamp) not in moved}
    return RefreshPlan(read, tuple(sorted(set(absent) - kept)), tuple(sorted(kept)))


def below(known: Mapping[str, FileStamp], paths: Sequence[str], folders: Iterable[str]) -> dict[str, FileStamp]:
    """What is known of the notes in these folders, or at these paths; `paths` are all that are known, in order."""
    found = {path: known[path] for path in folders if path in known}
    for folder in folders:
        first, after = bisect_left(paths, f"{folder}/"), bisect_left(paths, f"{folder}0")  # "0" comes after "/"
        found |= {path: known[path] for path in paths[first:after]}
    return found


def is_settled(stamp: Stamp, started: int) -> bool:
    """Whether a change made after a scan that began at `started` is sure to show in the stamp."""
    return settled.is_mtime_reliable(max(stamp.mtime_ns, stamp.ctime_ns), started)


def _is_same(known: FileStamp | None, stamp: Stamp) -> bool:
    return known is not None and known.settled and known.stamp == stamp


def _file(stamp: Stamp) -> tuple[int, int, int]:
    """What a file keeps when it is renamed; its ctime it does not."""
    return stamp[:3]
