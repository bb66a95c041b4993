"""Writing: what is to happen to which notes, as values that can be looked at before anything does."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from mdnetwork.reading.decoding import decode

Make = Callable[[bytes], bytes]
"""An edit of a note's bytes. Raises EditRefused."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One note, before and after. `before` None: it is made; `after` None: it is deleted. `to`: where it moves."""

    path: str
    before: bytes | None
    after: bytes | None
    to: str = ""
    make: Make | None = field(default=None, compare=False, repr=False)
    """What made `after` of `before`: asked again where the note changed before it was written."""

    @classmethod
    def of(cls, path: str, before: bytes, make: Make) -> Edit:
        """The edit that `make` makes of a note. Raises EditRefused."""
        return cls(path, before, make(before), make=make)

    @property
    def at(self) -> str:
        """Where the note lies afterwards."""
        return self.to or self.path

    def remade(self, current: bytes) -> Edit:
        """The same edit of a note that holds something else by now. Raises EditRefused where it means nothing there."""
        return self if self.make is None else replace(self, before=current, after=self.make(current))

    def diff(self, context: int = 1) -> Iterator[str]:
        """The edit as lines of a unified diff, without line ends. A move is two lines."""
        if self.to and self.to != self.path:
            yield f"rename from {self.path}"
            yield f"rename to {self.to}"
        old = "/dev/null" if self.before is None else f"a/{self.path}"
        new = "/dev/null" if self.after is None else f"b/{self.at}"
        yield from difflib.unified_diff(_lines(self.before), _lines(self.after), old, new, n=context, lineterm="")


@dataclass(frozen=True, slots=True)
class Plan:
    """A step: `title` says in a few words what it does; `edits` in the order in which they are applied."""

    title: str
    edits: tuple[Edit, ...] = ()
    make: Callable[[], Plan] | None = field(default=None, compare=False, repr=False)
    """What made the plan: asked again where another process wrote to the vault before the plan was written."""
    as_of: int = field(default=-1, compare=False, repr=False)
    """The count of writes (`VaultLock.writes`) when the notes were read from which the plan was made."""

    def __bool__(self) -> bool:
        return any(edit.before != edit.after or edit.to for edit in self.edits)

    @property
    def paths(self) -> tuple[str, ...]:
        """The notes that are touched, by the paths they have afterwards."""
        return tuple(dict.fromkeys(edit.at for edit in self.edits))

    def diff(self, context: int = 1) -> list[str]:
        """All edits as one unified diff."""
        return [line for edit in self.edits for line in edit.diff(context)]


def _lines(data: bytes | None) -> list[str]:
    return decode(data).text.splitlines() if data else []
