"""How an edit changes the facts and fields of a note, to check that it does what was asked and nothing else.

A note's fields one by one, those within maps too, to find one and to see that no other one changed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from typing import Any, NamedTuple, TypeAlias, TypeVar

from mdnetwork.fields import FIELDS, LISTS, REACH, RELATIONS
from mdnetwork.frozen import dataclass
from mdnetwork.model import Facts, Mention, Person, Problem, Task
from mdnetwork.parsing.document import LOST, Document
from mdnetwork.parsing.fields import Field, FieldMap, key_meaning
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.vocabulary.keys import KEYS, folded
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


Said: TypeAlias = "tuple[str, tuple[str, ...]]"
"""A key as written, and its texts."""
MANY = frozenset(
    {"type", "attendees", "people", *REACH, *RELATIONS, *(field.key for field in FIELDS if field.kind in LISTS)}
)
"""Meanings for which every field counts, not only the last one."""


class FlatField(NamedTuple):
    """A field whose value has no maps. `nested` fields are inside a map or a list of maps, below the key `top`."""

    field: Field
    nested: bool = False
    top: str = ""

    @property
    def said(self) -> Said:
        """The key and its texts."""
        return self.field.key, tuple(text for text, _ in self.field.texts())

    @property
    def is_list(self) -> bool:
        """Whether its value is a list."""
        return isinstance(self.field.value, tuple)


def flatten(note: Document) -> Sequence[FlatField]:
    """Every field of the note: the front matter's in order, then the body's."""
    return note.once("leaves", lambda: [*_leaves(note.front.fields), *_leaves(note.inline)])


def values_by_key(note: Document) -> list[Said]:
    """Key and texts of every field of the note."""
    return [leaf.said for leaf in flatten(note)]


def no_worse(before: Document, after: Document) -> bool:
    """Whether the front matter has no new problem, and no byte that is not text was replaced."""
    if sum(row.text.count(LOST) for row in after.page.rows) > sum(row.text.count(LOST) for row in before.page.rows):
        return False
    had, has = (Counter(problem.code for problem in note.front.problems) for note in (before, after))
    return not has - had


def _leaves(fields: Iterable[Field], top: str = "") -> Iterator[FlatField]:
    for field in fields:
        values = field.value if isinstance(field.value, tuple) else (field.value,)
        inner = [each for value in values if isinstance(value, FieldMap) for each in value.fields]
        if not inner:
            yield FlatField(field, bool(top), top or field.key)
            continue
        texts = tuple(value for value in values if not isinstance(value, FieldMap))
        if texts:  # a list that contains maps is never rewritten
            yield FlatField(field._replace(value=(texts,)), nested=True, top=top or field.key)
        yield from _leaves(inner, top or field.key)


def meaning(key: str, settings: ReadingSettings) -> str | None:
    """What a key means in this vault; None if it has no meaning."""
    own = {written.casefold(): key_meaning(known) or known for written, known in settings.keys}
    return own.get(key.casefold()) or key_meaning(key)


def canonical(key: str, settings: ReadingSettings) -> str:
    """The key as our own notes write it: the name of its meaning, if there is one."""
    found = meaning(key, settings)
    return found if found in KEYS else key


def written_under(key: str, note: Document) -> list[int]:
    """The indices in `flatten` of the fields that `key` refers to, empty ones first.

    The last one is the one that counts. For meanings that several fields can have, a field with exactly this key comes
    last.
    """
    wanted = meaning(key, note.settings)
    all_leaves = flatten(note)
    by_name, by_meaning = note.once("written", lambda: _written(note))
    named, alike = by_name.get(folded(key), []), by_meaning.get(wanted or "", [])
    found = named if wanted in {None, "anniversary"} else alike
    if wanted in MANY:
        found = named or alike
    return sorted(found, key=lambda at: (bool(all_leaves[at].said[1]), at))


def _written(note: Document) -> tuple[dict[str, list[int]], dict[str, list[int]]]:
    """The indices of fields outside maps by their keys, and of all fields that count by their meanings."""
    names: dict[str, list[int]] = {}
    meanings: dict[str, list[int]] = {}
    for at, leaf in enumerate(flatten(note)):
        means = meaning(leaf.field.key, note.settings)
        if not leaf.nested:
            names.setdefault(folded(leaf.field.key), []).append(at)
        if means and (not leaf.nested or means in REACH):
            meanings.setdefault(means, []).append(at)
    return names, meanings


def one_line(text: str) -> str:
    """A text that a user typed, on one line: single spaces, no line ends and no control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else _shown(c) for c in text).split())


def _shown(character: str) -> str:
    """The character, if it has no shape but belongs to text (joiners and variation selectors of emoji); else ""."""
    return character if character in "\u200c\u200d\ufe0e\ufe0f" else ""
