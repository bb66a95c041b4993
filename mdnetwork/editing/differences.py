"""How an edit changes the facts of a note, to check that it does what was asked and nothing else."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from itertools import takewhile
from typing import Any, NamedTuple, TypeVar

from mdnetwork.errors import EditRefused
from mdnetwork.model import Facts, Mention, Person, Problem, Task
from mdnetwork.vocabulary.notes import LINKED

Fact = TypeVar("Fact")
Item = TypeVar("Item")
_NUMBER = re.compile(r"\bline [0-9]+")
READ_AGAIN = 8_000_000
"""How many bytes an edit may read again, beyond `ATTEMPTS` readings, for parts that must be tried one by one."""
ATTEMPTS = 64
"""How often `in_halves` tries. Each attempt reads the whole note, so the number must not grow with the items."""


@dataclass(frozen=True, slots=True)
class Change:
    """The facts that differ between two readings of a note. Line numbers are ignored."""

    note: frozenset[str] = frozenset()
    """Names of the fields of Note that differ."""
    person: frozenset[str] = frozenset()
    """Names of the fields of Person that differ; all of them if only one of the readings has a person."""
    me: bool = False
    mentions_gone: tuple[Mention, ...] = ()
    mentions_new: tuple[Mention, ...] = ()
    tasks_gone: tuple[Task, ...] = ()
    tasks_new: tuple[Task, ...] = ()
    problems_gone: tuple[Problem, ...] = ()
    problems_new: tuple[Problem, ...] = ()


def change(before: Facts, after: Facts) -> Change:
    """What differs between the two. All line numbers in the result are 0."""
    return Change(
        _differing(before.note, after.note),
        _differing(_lineless(before.person), _lineless(after.person)),
        before.me != after.me,
        *lost_and_found(before.mentions, after.mentions),
        *lost_and_found(before.tasks, after.tasks),
        *lost_and_found(before.problems, after.problems),
    )


def _placeless(fact: Any) -> Any:
    if isinstance(fact, Problem):
        return replace(fact, line=0, message=_NUMBER.sub("line", fact.message))
    return replace(fact, line=0) if isinstance(fact, (Mention, Task)) else fact


def _lineless(person: Person | None) -> Person | None:
    if person is None:
        return None
    relations = tuple((name, whom, 0) for name, whom, _ in person.relations if name != LINKED)
    return replace(person, relations=relations, lines=tuple(replace(line, number=0) for line in person.lines))


def _differing(before: object, after: object) -> frozenset[str]:
    either: Any = before if before is not None else after
    names = (field.name for field in fields(either)) if either is not None else ()
    return frozenset(name for name in names if getattr(before, name, _differing) != getattr(after, name, _differing))


def lost_and_found(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The items that only `before` has, and those that only `after` has. Line numbers are ignored."""
    had, has = Counter(map(_placeless, before)), Counter(map(_placeless, after))
    return tuple((had - has).elements()), tuple((has - had).elements())


def in_halves(items: Sequence[Item], attempt: Callable[[Sequence[Item]], bool]) -> list[Item]:
    """The items that were refused. `attempt` takes all the items it is given and returns True, or takes none.

    All items are tried at once. A group that is refused is split in half, down to single items. After `ATTEMPTS`
    attempts, all remaining items count as refused.
    """
    refused: list[Item] = []
    parts = [items] if items else []
    attempts = 0
    while parts:
        part = parts.pop()
        attempts += 1
        if attempts <= ATTEMPTS and attempt(part):
            continue
        middle = len(part) // 2
        if middle == 0 or attempts > ATTEMPTS:
            refused += part
        else:
            parts += (part[middle:], part[:middle])
    return refused


class Splice(NamedTuple):
    """A replacement of `before` by `after`, at the bytes from `start` to `end` (positions before the change)."""

    start: int
    end: int
    before: bytes
    after: bytes

    @classmethod
    def between(cls, before: bytes, after: bytes) -> Splice:
        """The smallest splice that turns `before` into `after`."""
        head = _shared(before, after)
        tail = _shared(before[head:][::-1], after[head:][::-1])
        return cls(head, len(before) - tail, before[head : len(before) - tail], after[head : len(after) - tail])

    def apply(self, data: bytes) -> bytes:
        """The bytes after the change. Raises EditRefused if the bytes at this place are not `before`."""
        return self._swapped(data, self.before, self.after)

    def undo(self, data: bytes) -> bytes:
        """The bytes before the change. Raises EditRefused if the bytes at this place are not `after`."""
        return self._swapped(data, self.after, self.before)

    def _swapped(self, data: bytes, old: bytes, new: bytes) -> bytes:
        stop = self.start + len(old)
        if data[self.start : stop] != old or len(data) < stop:
            raise EditRefused("The note has changed at this place since it was read: nothing was written; try again.")
        return data[: self.start] + new + data[stop:]


def _shared(one: bytes, other: bytes) -> int:
    """The length of the common prefix, in bytes."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
