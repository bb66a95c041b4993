"""Editing: the least change that turns some bytes into others, which can be taken back."""

from __future__ import annotations

from itertools import takewhile
from typing import NamedTuple

from mdnetwork.errors import EditRefused


class Splice(NamedTuple):
    """Where `before` stood, `after` stands: the bytes from `start` up to `end` (as counted before the change)."""

    start: int
    end: int
    before: bytes
    after: bytes

    @classmethod
    def between(cls, before: bytes, after: bytes) -> Splice:
        """The smallest splice that makes `after` of `before`."""
        head = _shared(before, after)
        tail = _shared(before[head:][::-1], after[head:][::-1])
        return cls(head, len(before) - tail, before[head : len(before) - tail], after[head : len(after) - tail])

    def apply(self, data: bytes) -> bytes:
        """The bytes after the change. Raises EditRefused where they are not as they were when it was made."""
        return self._swapped(data, self.before, self.after)

    def undo(self, data: bytes) -> bytes:
        """The bytes as they were before. Raises EditRefused where somebody else changed this place since."""
        return self._swapped(data, self.after, self.before)

    def _swapped(self, data: bytes, old: bytes, new: bytes) -> bytes:
        stop = self.start + len(old)
        if data[self.start : stop] != old or len(data) < stop:
            raise EditRefused("The note has changed at this place since it was read: nothing was written; try again.")
        return data[: self.start] + new + data[stop:]


def _shared(one: bytes, other: bytes) -> int:
    """How many bytes the two begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
