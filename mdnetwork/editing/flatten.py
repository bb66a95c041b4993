"""Editing: a note's fields one by one, those within maps too, to find one and to see that no other one changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

from mdnetwork.editing.document import LOST, Document
from mdnetwork.fields import FIELDS, LISTS
from mdnetwork.parsing.fields import Field, FieldMap, key_meaning
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.words.keys import KEYS, REACH, RELATIONS, folded

Said: TypeAlias = "tuple[str, tuple[str, ...]]"
"""A key as written, and the texts under it."""
MANY = frozenset(
    {"type", "attendees", "people", *REACH, *RELATIONS, *(field.key for field in FIELDS if field.kind in LISTS)}
)
"""Meanings of which every field counts, not the last one only."""


class FlatField(NamedTuple):
    """A field without maps in it. `nested` is true of one in a map or a list of maps, below the key `top`."""

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
    """What every field of the note says."""
    return [leaf.said for leaf in flatten(note)]


def no_worse(before: Document, after: Document) -> bool:
    """Whether the front matter has no problem that it had not before, and every byte that is no text is still one."""
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
        if texts:  # a list with maps in it is never written anew
            yield FlatField(field._replace(value=(texts,)), nested=True, top=top or field.key)
        yield from _leaves(inner, top or field.key)


def meaning(key: str, settings: ReadingSettings) -> str | None:
    """What a key means in this vault."""
    own = {written.casefold(): key_meaning(known) or known for written, known in settings.keys}
    return own.get(key.casefold()) or key_meaning(key)


def canonical(key: str, settings: ReadingSettings) -> str:
    """How our own notes write a key: by its meaning, where that has a name."""
    found = meaning(key, settings)
    return found if found in KEYS else key


def written_under(key: str, note: Document) -> list[int]:
    """The positions among `flatten` of the fields that `key` asks for, those that say nothing first.

    The last one is the one that counts. Of meanings that many fields may have, a field of just this name comes last.
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
    """The positions of the fields that are in no map by their names, and of all that count by their meanings."""
    names: dict[str, list[int]] = {}
    meanings: dict[str, list[int]] = {}
    for at, leaf in enumerate(flatten(note)):
        means = meaning(leaf.field.key, note.settings)
        if not leaf.nested:
            names.setdefault(folded(leaf.field.key), []).append(at)
        if means and (not leaf.nested or means in REACH):
            meanings.setdefault(means, []).append(at)
    return names, meanings
