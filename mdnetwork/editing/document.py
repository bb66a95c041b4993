"""Editing: a note opened for an edit: its page, and what reading makes of the same lines.

A note's fields one by one, those within maps too, to find one and to see that no other one changed.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple, TypeAlias, TypeVar, cast

from mdnetwork.errors import EditRefused
from mdnetwork.fields import FIELDS, LISTS, REACH, RELATIONS
from mdnetwork.model import Facts, Mention, Note, Problem, Task
from mdnetwork.parsing.decoding import decode
from mdnetwork.parsing.fields import Field, FieldMap, key_meaning
from mdnetwork.parsing.frontmatter import FrontMatter, split
from mdnetwork.parsing.hidden import shown
from mdnetwork.parsing.log import inline_fields, log_of
from mdnetwork.parsing.notes import read_note
from mdnetwork.parsing.outline import BodyLine, outline
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.parsing.tasks import tasks_in
from mdnetwork.vocabulary.keys import KEYS, folded
from mdnetwork.vocabulary.tags import tags_in

Made = TypeVar("Made")
SOMEBODY = "People/Somebody.md"
"""The path of some person's note, for edits that do not depend on the path."""
LOST = "\ufffd"
"""How reading shows a byte that is not text. The page keeps the byte, so this character must never replace it."""


@dataclass(frozen=True)
class Document:
    """A note's bytes and its path. Lines of reading count from 1, rows of the page from 0."""

    source: bytes
    path: str = SOMEBODY
    settings: ReadingSettings = ReadingSettings()

    @cached_property
    def page(self) -> Rows:
        """The note's rows. Raises EditRefused as `Rows.of` does."""
        return Rows.of(self.source)

    @cached_property
    def text(self) -> str:
        """The note's text as reading sees it."""
        return decode(self.source).text

    @cached_property
    def front(self) -> FrontMatter:
        """The front matter, and the body as one text."""
        return split(self.text)

    @cached_property
    def lines(self) -> tuple[BodyLine, ...]:
        """The outline of the body."""
        return outline(self.front.body, self.front.first_line)

    @cached_property
    def facts(self) -> Facts:
        """All facts of the note."""
        return read_note(self.path, self.source, self.settings)

    @cached_property
    def log(self) -> tuple[list[Mention], list[Problem]]:
        """The entries of the note when it is read as a person's note, and their problems."""
        return log_of(Note(self.path, "person"), self.lines, self.settings)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of the note."""
        return tasks_in(self.lines)

    @cached_property
    def tags(self) -> list[str]:
        """The tags of the body, in order."""
        return [tag for line in self.lines if not line.inert for tag in tags_in(line.text)]

    @cached_property
    def inline(self) -> tuple[Field, ...]:
        """The inline fields of the body."""
        return tuple(inline_fields(self.lines, is_person=self.facts.note.kind == "person"))

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """The result of `make` for this note, computed once for each `name`."""
        made = self.__dict__.setdefault("_made", {})
        if name not in made:
            made[name] = make()
        return cast("Made", made[name])

    @property
    def has_front_matter(self) -> bool:
        """Whether the note begins with front matter, even an empty one."""
        return len(self.front.body) < len(self.text)

    @cached_property
    def fences(self) -> tuple[int, int]:
        """The rows of the two lines around the front matter. Valid only if the note has front matter."""
        texts = [row.text.rstrip(" \t") for row in self.page.rows]
        first = next(number for number, text in enumerate(texts) if text.strip())
        return first, texts.index(texts[first], first + 1)

    def with_page(self, page: Rows) -> Document:
        """The same note with other rows."""
        return Document(page.data, self.path, self.settings)

    def rows(self, line: BodyLine) -> list[str]:
        """The rows of a line, including those that continue its text."""
        end = line.number
        while (at := end + 1 - self.front.first_line) < len(self.lines) and self.lines[at].kind == "wrapped":
            end += 1
        return [self.page.text(row) for row in range(line.number - 1, end)]

    def own_text(self, line: BodyLine) -> str:
        """The part of a line's text that is on its first row, without comments."""
        return outline(self.page.text(line.number - 1))[0].text if self.rows(line)[1:] else line.text

    def lead(self, line: BodyLine) -> str | None:
        """What its row has before the line's text; None where bytes that are not text make this uncertain."""
        raw = self.page.text(line.number - 1)
        row, own = shown(raw).text.rstrip(), self.own_text(line)
        known, lost, _ = own.partition(LOST)
        at = row.find(known) if lost and known else row.rfind(own)
        return row[:at] if at >= 0 and raw.startswith(row[:at]) else None

    def at(self, line: BodyLine) -> int:
        """The index of a line in `lines`."""
        return line.number - self.front.first_line

    @cached_property
    def table_tops(self) -> list[int]:
        """For each line the index of the first row of its table; for a line outside a table its own index."""
        tops: list[int] = []
        for at, line in enumerate(self.lines):
            goes_on = at and line.kind == "row" and self.lines[at - 1].kind == "row"
            tops.append(tops[-1] if goes_on else at)
        return tops

    def body_line(self, number: int) -> BodyLine:
        """The body's line with this number. Raises EditRefused if the body has no such line."""
        at = number - self.front.first_line
        if not 0 <= at < len(self.lines):
            raise EditRefused(f"The note has no line {number} below its front matter: read it again, and try again.")
        return self.lines[at]


_END = re.compile(r"(\r\n|\n|\r)")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Row(NamedTuple):
    """A line of the file and its line end. The last row has no line end."""

    text: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows of a note, counted from 0. `parsing` counts the same lines from 1."""

    rows: tuple[Row, ...]
    encoding: str = "utf-8"
    mark: bytes = b""

    @classmethod
    def of(cls, data: bytes) -> Rows:
        """The rows of these bytes. Raises EditRefused for broken UTF-16; other bytes that are not text are kept."""
        mark, encoding = next(((mark, name) for mark, name in _MARKS if data.startswith(mark)), (b"", "utf-8"))
        try:
            text = data[len(mark) :].decode(encoding, "surrogateescape" if encoding == "utf-8" else "strict")
        except UnicodeDecodeError as error:
            message = "The note is in UTF-16 and not whole, so it was left alone: save it as UTF-8, and try again."
            raise EditRefused(message) from error
        parts = [*_END.split(text), ""]
        return cls(tuple(map(Row, parts[::2], parts[1::2])), encoding, mark)

    @property
    def data(self) -> bytes:
        """The bytes of these rows. Raises EditRefused if the encoding cannot represent a character."""
        text = "".join(row.text + row.end for row in self.rows)
        try:
            return self.mark + text.encode(self.encoding, "surrogateescape" if self.encoding == "utf-8" else "strict")
        except UnicodeEncodeError as error:
            raise EditRefused("The text holds half a character, which no file can: leave it out.") from error

    @property
    def end(self) -> int:
        """The index at which a new last row is inserted: before the empty row after a final line end."""
        return len(self.rows) - (not self.rows[-1].text)

    def text(self, row: int) -> str:
        """The row's text; "" after the last row."""
        return self.rows[row].text if row < len(self.rows) else ""

    def gap(self, row: int) -> list[str]:
        """A blank row to insert at `row`, if the row above has text; otherwise none."""
        return [""] if row and self.rows[row - 1].text.strip() else []

    def spliced(self, start: int, stop: int, texts: Iterable[str]) -> Rows:
        """The page with the rows from `start` to `stop` replaced. Replaced rows keep their line ends.

        An added row ends like its neighbour. If the last line had no line end, it still has none.
        """
        new = list(texts)
        kept = [row.end for row in self.rows[start:stop]][: len(new)]
        ends = [*kept, *[""] * (len(new) - len(kept))]
        rows = [*self.rows[:start], *map(Row, new, ends), *self.rows[stop:]] or [Row("")]
        ended = [row if row.end else row._replace(end=self._newline(start)) for row in rows[:-1]]
        return Rows((*ended, Row(rows[-1].text)), self.encoding, self.mark)

    def with_row(self, row: int, text: str) -> Rows:
        """The page with one row's text replaced."""
        return self.spliced(row, row + 1, (text,))

    def inserted(self, row: int, texts: Iterable[str]) -> Rows:
        """The page with rows added before `row`."""
        return self.spliced(row, row, texts)

    def with_rows(self, added: Mapping[int, Sequence[str]]) -> Rows:
        """The page with rows added before the rows with these numbers, in one pass."""
        usual = next((row.end for row in self.rows if row.end), "\n")
        rows: list[Row] = []
        for number in range(len(self.rows) + 1):
            end = rows[-1].end if rows else usual
            rows += (Row(text, end or usual) for text in added.get(number, ()))
            rows += self.rows[number : number + 1]
        ended = [row if row.end else row._replace(end=usual) for row in rows[:-1]]
        return Rows((*ended, Row(rows[-1].text)), self.encoding, self.mark)

    def _newline(self, row: int) -> str:
        """The line end used around this row."""
        around = (*reversed(self.rows[:row]), *self.rows[row:])
        return next((each.end for each in around if each.end), "\n")


def one_line(text: str) -> str:
    """A text that a user typed, on one line: single spaces, no line ends and no control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else _shown(c) for c in text).split())


def _shown(character: str) -> str:
    """The character, if it has no shape but belongs to text (joiners and variation selectors of emoji); else ""."""
    return character if character in "\u200c\u200d\ufe0e\ufe0f" else ""


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
