"""A note's fields, in front matter and inline, grouped by the meaning of their keys; and what their values say.

Fields in the body: `Key:: value` on a line of its own, `[key:: value]`, bold labels, two-column tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from mdnetwork.days.reader import parse_date
from mdnetwork.fields import FIELDS, REACH
from mdnetwork.frozen import NamedTuple, dataclass
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Ref
from mdnetwork.names import fold
from mdnetwork.parsing.inline import cells, links_in, plain_text, shown_text
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.vocabulary.keys import folded, meaning_of
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.notes import NO, YES, section_of

ReadingKeys: TypeAlias = tuple[tuple[str, str], ...]
_OWN = {folded(field.key): field.key for field in FIELDS}
Value: TypeAlias = "str | tuple[Value, ...] | FieldMap"
_OPEN, _CLOSE = "[(", "])"
_NEVER = words_of("cadence", "no-next")
_BRACKETED = lazy_pattern(
    r"[\[(]([^\W\d_][\w .-]{0,40})::([^\[\]()]{0,200}(?:\[\[[^\[\]]{0,200}\]\][^\[\]()]{0,80}){0,8})[\])]"
)
_LABELS = frozenset(
    [
        "email",
        "phone",
        "linkedin",
        "github",
        "twitter",
        "mastodon",
        "bluesky",
        "telegram",
        "website",
        "url",
        "org",
        "role",
        "place",
        "birthday",
        "circle",
        "cadence",
        "met_at",
        "introduced_by",
        "aliases",
    ]
)
"""What a bold label or a two-column table may say without `::`."""
_DATED = frozenset({"last_contact", "next_contact", "met", "birthday", "snooze_until"})
"""What any label may say if a day follows it, and nothing else: `First met: 2024-03-02`."""
_LONGEST_KEY = 48
_TWO = 2


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
        meaning = self._meaning(field.key)
        if meaning is not None:
            self._found.setdefault(meaning, []).append(field)
        elif not isinstance(field.value, str):
            for inner in _inner(field):
                if meaning_of(inner.key) in REACH:
                    self._add(inner)

    def _meaning(self, key: str) -> str | None:
        return self._keys.get(key.casefold()) or key_meaning(key)

    def __contains__(self, meaning: str) -> bool:
        return meaning in self._found

    def unknown(self) -> Iterator[Field]:
        """The non-empty fields with a key of no known meaning."""
        return (field for field in self.written if field.value and self._meaning(field.key) is None)

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


def plain(text: str) -> str:
    """The text as readers see it: Acme for `[[In/Acme#Staff]]`, the firm for `[[Acme|the firm]]`, Dean for **Dean**."""
    return plain_text(text).strip()


def refs_in(text: str) -> Iterator[Ref]:
    """The people that a text names: its links if it has any, else the whole text as a plain name."""
    links = links_in(text) if "[" in text else []
    if links:
        yield from (Ref(link.target) for link in links if link.target)
    elif name := plain(text).strip(" @\t"):
        yield Ref(name, plain=True)


def people_in(field: Field) -> Iterator[tuple[Ref, int]]:
    """All people that a field names, each with its line. Texts are split at commas outside brackets."""
    for text, line in field.texts():
        for part in in_parts(text):
            for ref in refs_in(part):
                yield ref, line


def listed(field: Field) -> Iterator[str]:
    """The items of a list as plain texts; a single text is split at its commas (for aliases, tags and people keys)."""
    if isinstance(field.value, str):
        yield from (text for part in in_parts(field.value) if (text := plain(part)))
    else:
        yield from (text for item, _ in field.texts() if (text := plain(item)))


def in_parts(text: str) -> Iterator[str]:
    """The parts between commas outside brackets, stripped. Empty parts are left out."""
    if "," not in text:
        parts = [text]
    else:
        parts = [""]
        depth = 0
        for piece in text.split(","):
            parts[-1] += piece
            depth = max(0, depth + sum(map(piece.count, _OPEN)) - sum(map(piece.count, _CLOSE)))
            if depth:
                parts[-1] += ","
            else:
                parts.append("")
    return (stripped for part in parts if (stripped := part.strip()))


def switch(text: str) -> bool | None:
    """Whether a switch is on: True for `true`, `yes`, `sì`, `1`; None if it is neither yes nor no."""
    word = fold(text)
    return True if word in YES else False if word in NO else None


def is_never(text: str) -> bool:
    """Whether a date field says never."""
    return fold(text) in _NEVER


def inline_fields(lines: Sequence[BodyLine], *, is_person: bool) -> Iterator[Field]:
    """The body's fields in order. Labels and tables count only in a person's note, outside the log."""
    for line in lines:
        if line.inert or not line.text or line.kind == "task":
            continue
        if "::" in line.text:
            yield from _dataview(line)
        elif is_person and (line.kind == "row" or ":" in line.text) and not _is_logged(line):
            yield from _labelled(line)


def _is_logged(line: BodyLine) -> bool:
    return any(section_of(heading) == "log" for heading in line.headings)


def _dataview(line: BodyLine) -> Iterator[Field]:
    key, _, value = line.text.partition("::")
    name = key.strip(" *_")
    if line.kind != "row" and 0 < len(name) <= _LONGEST_KEY and not set("[](|") & set(name):
        yield Field(name, value.strip(" *_"), line.number, inline=True)
        return
    for match in _BRACKETED.finditer(line.text):
        yield Field(match[1].strip(), match[2].strip(), line.number, inline=True)


def _labelled(line: BodyLine) -> Iterator[Field]:
    name, value, may_say = _label(line)
    means = meaning_of(name) if 0 < len(name) <= _LONGEST_KEY else None
    if (means in _LABELS and may_say) or (means in _DATED and parse_date(value) is not None):
        yield Field(name, value, line.number, inline=True)


def _label(line: BodyLine) -> tuple[str, str, bool]:
    """The label of a line, its value, and whether its form (a bold label, two cells) may have any value."""
    if line.kind == "row":
        row = [cell for cell in cells(line.text) if cell]
        return (row[0].strip(" *_:"), row[1], True) if len(row) == _TWO else ("", "", False)
    if line.text.startswith("**"):
        label, bold, rest = line.text[2:].partition("**")
        is_label = bool(bold) and (label.rstrip().endswith(":") or rest.startswith(":"))
        return label.strip().rstrip(":"), rest.lstrip(": ").strip(), is_label
    label, _, rest = line.text.partition(":")
    return label.strip(" *_"), rest.strip(" *_"), False
