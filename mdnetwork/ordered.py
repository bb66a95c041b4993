"""Ground: a sorted list for small changes, and the difference of two sequences."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar

_Thing = TypeVar("_Thing")


class SortedList(Generic[_Thing]):
    """A list sorted by `key`, with equal keys in order of insertion.

    It is sorted at the first access; items added later are inserted in place.
    """

    def __init__(self, key: Callable[[_Thing], Any], things: Iterable[_Thing] = ()) -> None:
        self._key = key
        self._things = list(things)
        self._is_sorted = False

    def add(self, thing: _Thing) -> None:
        """Add an item, after those with the same key."""
        if self._is_sorted:
            insort(self._things, thing, key=self._key)
        else:
            self._things.append(thing)

    def remove(self, thing: _Thing) -> None:
        """Remove an item that equals `thing`. Raises ValueError if there is none."""
        things = self.all()
        del things[things.index(thing, bisect_left(things, self._key(thing), key=self._key))]

    def all(self) -> list[_Thing]:
        """The list itself, which callers must not change."""
        if not self._is_sorted:
            self._things.sort(key=self._key)
            self._is_sorted = True
        return self._things

    def __len__(self) -> int:
        return len(self._things)


def exchanged(before: Iterable[_Thing], now: Iterable[_Thing]) -> list[_Thing]:
    """The objects that are in only one of the two."""
    old, new = ({id(each): each for each in things} for things in (before, now))
    return [(old if key in old else new)[key] for key in old.keys() ^ new.keys()]


def differing(before: Sequence[_Thing], now: Sequence[_Thing]) -> tuple[Sequence[_Thing], Sequence[_Thing]]:
    """The items that are another object at the same index, old and new; everything if the lengths differ."""
    if len(before) != len(now):
        return before, now
    pairs = [(old, new) for old, new in zip(before, now, strict=True) if old is not new]
    return [old for old, _ in pairs], [new for _, new in pairs]
