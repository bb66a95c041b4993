"""The stamps of a vault's notes, by folder: one text of names and one row of numbers each, so that most never become
objects.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from mdnetwork.frozen import NamedTuple


class Stamp(NamedTuple):
    """Shows whether a file changed. Times are nanoseconds since 1970; `ctime_ns` is 0 if the system has none."""

    mtime_ns: int
    size: int
    inode: int
    ctime_ns: int


class Listing(NamedTuple):
    """The notes of one folder, without those in folders below it: their names, and their stamps in the same order."""

    names: str
    """Joined with `/`, which no name has."""
    stamps: bytes
    """The numbers of a `Stamp` each, as 64-bit integers of this machine."""

    @classmethod
    def of(cls, names: Iterable[str], numbers: Iterable[int]) -> Listing:
        """The listing of these names, with four numbers for each."""
        return cls("/".join(names), array("q", numbers).tobytes())


class Stamps(Mapping[str, Stamp]):
    """The stamp of each note by path. Two folders are compared as listings; their notes are taken apart when asked for.

    A folder without notes has no listing.
    """

    def __init__(self, folders: Mapping[str, Listing] | None = None) -> None:
        self.folders: dict[str, Listing] = dict(folders or {})
        self._apart: dict[str, dict[str, Stamp]] = {}

    @classmethod
    def by_path(cls, stamps: Mapping[str, Stamp]) -> Stamps:
        """These stamps, in this order."""
        folders: dict[str, dict[str, Stamp]] = {}
        for path, stamp in stamps.items():
            folders.setdefault(path.rpartition("/")[0], {})[path] = stamp
        made = cls()
        for folder, notes in folders.items():
            made.put_folder(folder, notes)
        return made

    def in_folder(self, folder: str) -> Mapping[str, Stamp]:
        """The stamps of the notes in this folder, by path."""
        found = self._apart.get(folder)
        if found is None:
            found = self._apart[folder] = _taken_apart(folder, self.folders.get(folder))
        return found

    def put_folder(self, folder: str, notes: Mapping[str, Stamp]) -> None:
        """Replace the notes of a folder, in this order."""
        self._apart.pop(folder, None)
        if notes:
            names = [path.rpartition("/")[2] for path in notes]
            self.folders[folder] = Listing.of(names, chain.from_iterable(notes.values()))
        else:
            self.folders.pop(folder, None)

    def __getitem__(self, path: str) -> Stamp:
        return self.in_folder(path.rpartition("/")[0])[path]

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and path in self.in_folder(path.rpartition("/")[0])

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(self.in_folder, self.folders))

    def __len__(self) -> int:
        return sum(each.names.count("/") + 1 for each in self.folders.values())


def _taken_apart(folder: str, listing: Listing | None) -> dict[str, Stamp]:
    if listing is None:
        return {}
    numbers = array("q")
    numbers.frombytes(listing.stamps)
    prefix = f"{folder}/" if folder else ""
    each = iter(numbers)
    stamps = map(Stamp, each, each, each, each)
    return {prefix + name: stamp for name, stamp in zip(listing.names.split("/"), stamps, strict=True)}
