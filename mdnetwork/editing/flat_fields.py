"""The fields of a note one by one, those within maps too, and where the field of a key is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from mdnetwork.fields import FIELDS, LISTS, REACH, RELATIONS
from mdnetwork.frozen import NamedTuple
from mdnetwork.parsing.document import Document
from mdnetwork.parsing.fields import Field, FieldMap, key_meaning
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.vocabulary.keys import KEYS, folded

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


def values_by_key(note: Document) -> list[Said]:
    """Key and texts of every field of the note."""
    return [leaf.said for leaf in flatten(note)]


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


def meaning(key: str, settings: ReadingSettings) -> str | None:
    """What a key means in this vault; None if it has no meaning."""
    own = {written.casefold(): key_meaning(known) or known for written, known in settings.keys}
    return own.get(key.casefold()) or key_meaning(key)


def canonical(key: str, settings: ReadingSettings) -> str:
    """The key as our own notes write it: the name of its meaning, if there is one."""
    found = meaning(key, settings)
    return found if found in KEYS else key
