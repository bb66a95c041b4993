"""A note's fields, in front matter and inline, grouped by the meaning of their keys."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, TypeAlias

from mdnetwork.fields import FIELDS, REACH
from mdnetwork.frozen import dataclass
from mdnetwork.parsing.inline import shown_text
from mdnetwork.vocabulary.keys import folded, meaning_of

ReadingKeys: TypeAlias = tuple[tuple[str, str], ...]
_OWN = {folded(field.key): field.key for field in FIELDS}


def key_meaning(key: str) -> str | None:
    """What a key means. A field of a person is known by its canonical key, also where no language has a word for it."""
    return meaning_of(key) or _OWN.get(folded(key))


class Field(NamedTuple):
    """A key as written, its value, and the line of the key (from 1).

    `lines` has the line of each item if a list covers several lines. `inline` fields are in the body (`Key:: value`).
    """

    key: str
    value: Value
    line: int
    lines: tuple[int, ...] = ()
    inline: bool = False

    def items(self) -> Iterator[tuple[Value, int]]:
        """The items of a list, each with its line. Any other value is one item; an empty one is none."""
        if not isinstance(self.value, tuple):
            if self.value:
                yield self.value, self.line
            return
        for number, item in enumerate(self.value):
            if item:
                yield item, self.lines[number] if number < len(self.lines) else self.line

    def text(self) -> str:
        """The first text in the value, stripped; "" if there is none."""
        if isinstance(self.value, str):
            return self.value.strip()
        return next((text for text, _ in self.texts()), "")

    def texts(self) -> Iterator[tuple[str, int]]:
        """Every text in the value, at any depth, stripped, with its line. Empty texts are left out."""
        for item, line in self.items():
            yield from _texts(item, line)


@dataclass(frozen=True, slots=True)
class FieldMap:
    """A map in front matter, in the order in which it is written."""

    fields: tuple[Field, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields)

    def get(self, meaning: str) -> Field | None:
        """The last non-empty field with this meaning."""
        return next(
            (field for field in reversed(self.fields) if field.value and meaning_of(field.key) == meaning), None
        )


Value: TypeAlias = "str | tuple[Value, ...] | FieldMap"


def _texts(value: Value, line: int) -> Iterator[tuple[str, int]]:
    if isinstance(value, str):
        if stripped := value.strip():
            yield stripped, line
    elif isinstance(value, FieldMap):
        for field in value.fields:
            yield from field.texts()
    else:
        for item in value:
            yield from _texts(item, line)


class Fields:
    """A note's fields by canonical meaning ("last_contact"), in order, inline ones last."""

    def __init__(self, written: Iterable[Field], keys: ReadingKeys = ()) -> None:
        """Take the fields of a note. `keys` are the additional keys of the settings: (key as written, any key of the
        meaning).

        Comments in values are removed here. The fields that edits work on (`FrontMatter.fields`) still have them.
        """
        self.written = tuple(map(_shown, written))
        self._keys = {key.casefold(): key_meaning(known) or known for key, known in keys}
        self._found: dict[str, list[Field]] = {}
        for field in self.written:
            self._add(field)

    def _add(self, field: Field) -> None:
        if not field.value:
            return
        meaning = self._keys.get(field.key.casefold()) or key_meaning(field.key)
        if meaning is not None:
            self._found.setdefault(meaning, []).append(field)
        elif not isinstance(field.value, str):
            for inner in _inner(field):
                if meaning_of(inner.key) in REACH:
                    self._add(inner)

    def __contains__(self, meaning: str) -> bool:
        return meaning in self._found

    def get(self, meaning: str) -> Field | None:
        """The last non-empty field of this meaning."""
        found = self._found.get(meaning)
        return found[-1] if found else None

    def all(self, meaning: str) -> tuple[Field, ...]:
        """All non-empty fields of this meaning, in order."""
        found = self._found.get(meaning)
        return tuple(found) if found else ()

    def text(self, meaning: str) -> str:
        """The first text of the last field of this meaning; "" if there is none."""
        found = self._found.get(meaning)
        return found[-1].text() if found else ""

    def texts(self, meaning: str) -> tuple[str, ...]:
        """Every text of every field of this meaning, at any depth."""
        found = self._found.get(meaning)
        return tuple([text for field in found for text, _ in field.texts()]) if found else ()


def _shown(field: Field) -> Field:
    """The field without comments and struck words."""
    return field._replace(key=shown_text(field.key), value=_shown_value(field.value))


def _shown_value(value: Value) -> Value:
    if isinstance(value, str):
        return shown_text(value)
    if isinstance(value, FieldMap):
        return FieldMap(tuple(map(_shown, value.fields)))
    return tuple(map(_shown_value, value))


def _inner(field: Field) -> Iterator[Field]:
    """The fields of the maps directly in the value."""
    for item, _ in field.items():  # noqa: PERF102  a Field is no dict
        if isinstance(item, FieldMap):
            yield from item.fields
