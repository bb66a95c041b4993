"""What an edit changes of the facts of a note, to check that it does what was asked and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from mdnetwork.frozen import dataclass
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Facts, Mention, Person, Problem, Task
from mdnetwork.parsing.causes import HINTS
from mdnetwork.parsing.document import LOST, Document
from mdnetwork.vocabulary.notes import LINKED

Fact = TypeVar("Fact")
Item = TypeVar("Item")
_NUMBER = lazy_pattern(r"\bline [0-9]+")
READ_AGAIN = 8_000_000
"""How many bytes an edit may read again, beyond `ATTEMPTS` readings, for parts that must be tried one by one."""
ATTEMPTS = 64
"""How often `in_halves` tries. Each attempt reads the whole note, so the number must not grow with the items."""


def change(before: Facts, after: Facts) -> Change:
    """What differs between the two. All line numbers in the result are 0."""
    return Change(
        _differing(before.note, after.note),
        _differing(_lineless(before.person), _lineless(after.person)),
        before.me != after.me,
        *lost_and_found(before.mentions, after.mentions),
        *lost_and_found(before.tasks, after.tasks),
        *lost_and_found(*([each for each in facts.problems if each.code not in HINTS] for facts in (before, after))),
    )


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


def _differing(before: object, after: object) -> frozenset[str]:
    either: Any = before if before is not None else after
    names = (field.name for field in fields(either)) if either is not None else ()
    return frozenset(name for name in names if getattr(before, name, _differing) != getattr(after, name, _differing))


def _lineless(person: Person | None) -> Person | None:
    if person is None:
        return None
    relations = tuple((name, whom, 0) for name, whom, _ in person.relations if name != LINKED)
    return replace(person, relations=relations, lines=tuple(replace(line, number=0) for line in person.lines))


def lost_and_found(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """The items that only `before` has, and those that only `after` has. Line numbers are ignored."""
    had, has = Counter(map(_placeless, before)), Counter(map(_placeless, after))
    return tuple((had - has).elements()), tuple((has - had).elements())


def _placeless(fact: Any) -> Any:
    if isinstance(fact, Problem):
        return replace(fact, line=0, message=_NUMBER.sub("line", fact.message))
    return replace(fact, line=0) if isinstance(fact, (Mention, Task)) else fact


def no_worse(before: Document, after: Document) -> bool:
    """Whether the front matter has no new problem, and no byte that is not text was replaced."""
    if sum(row.text.count(LOST) for row in after.page.rows) > sum(row.text.count(LOST) for row in before.page.rows):
        return False
    had, has = (Counter(problem.code for problem in note.front.problems) for note in (before, after))
    return not has - had


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
