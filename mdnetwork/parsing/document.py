"""A note as one document, which reading and editing share: bytes, rows, front matter, the outline, and its facts.

Reading sees text and lines; the rows keep every byte.
"""

from __future__ import annotations

import codecs
import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar, cast

from mdnetwork.errors import EditRefused
from mdnetwork.frozen import NamedTuple, dataclass
from mdnetwork.lazy import lazy, lazy_pattern
from mdnetwork.model import Facts, Mention, Note, Problem, Task
from mdnetwork.parsing.decoding import Decoded, decode
from mdnetwork.parsing.fields import Field, inline_fields
from mdnetwork.parsing.inline import shown
from mdnetwork.parsing.log import log_of
from mdnetwork.parsing.notes import facts_of
from mdnetwork.parsing.outline import BodyLine, outline, outline_and_open_comment
from mdnetwork.parsing.plain_matter import FrontMatter, plain_matter
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.parsing.tasks import tasks_in
from mdnetwork.vocabulary.tags import tags_in, with_pages

if TYPE_CHECKING:
    from mdnetwork.parsing import frontmatter
else:  # with yaml it takes longer to import than a hundred plain notes to read
    frontmatter = lazy("mdnetwork.parsing.frontmatter")

Made = TypeVar("Made")
SOMEBODY = "People/Somebody.md"
"""The path of some person's note, for edits that do not depend on the path."""
_OPEN = "The comment that begins here has no end, so nothing below it is read: close it with %% or -->."
LOST = "\ufffd"
"""How reading shows a byte that is not text. The page keeps the byte, so this character must never replace it."""
_QUOTE = lazy_pattern(r"[ \t]*>[ \t]?")
_MARGIN = lazy_pattern(r"[\s>]*")
_END = lazy_pattern(r"(\r\n|\n|\r)")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclasses.dataclass(frozen=True)
class Document:
    """A note's bytes and its path. Lines of reading count from 1, rows of the page from 0.

    Nothing is read before it is asked for, and nothing twice.
    """

    source: bytes
    path: str = SOMEBODY
    settings: ReadingSettings = ReadingSettings()

    @cached_property
    def page(self) -> Rows:
        """The note's rows. Raises EditRefused as `Rows.of` does."""
        return Rows.of(self.source)

    @cached_property
    def decoded(self) -> Decoded:
        """The note's text as reading sees it, and the problems of its encoding."""
        return decode(self.source)

    @property
    def text(self) -> str:
        """The note's text as reading sees it."""
        return self.decoded.text

    @cached_property
    def front(self) -> FrontMatter:
        """The front matter, and the body as one text. Values have their comments, which an edit has to keep."""
        return plain_matter(self.text) or frontmatter.split(self.text)

    @cached_property
    def shown_front(self) -> FrontMatter:
        """The same without the comments in values."""
        if "%%" not in self.text and "<!--" not in self.text:
            return self.front
        return plain_matter(self.text) or frontmatter.split(self.text, comments=False)

    @cached_property
    def _outlined(self) -> tuple[tuple[BodyLine, ...], int | None]:
        lines, open_comment = outline_and_open_comment(self.shown_front.body, self.shown_front.first_line)
        if self.settings.logseq:
            lines = tuple(line if line.inert else line._replace(text=with_pages(line.text)) for line in lines)
        return lines, open_comment

    @property
    def first_line(self) -> int:
        """The number of the body's first line."""
        return self.shown_front.first_line

    @property
    def lines(self) -> tuple[BodyLine, ...]:
        """The outline of the body."""
        return self._outlined[0]

    @cached_property
    def facts(self) -> Facts:
        """All facts of the note."""
        lines, open_comment = self._outlined
        found = [*self.decoded.problems, *self.shown_front.problems]
        if open_comment is not None:
            found.append(Problem("", open_comment, "OPEN-COMMENT", _OPEN, "warning"))
        return facts_of(self.path, self.shown_front.fields, lines, found, self.settings)

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
        return [self.page.text(row) for row in range(line.number - 1, self.after(line))]

    def after(self, line: BodyLine) -> int:
        """The row after a line and those that continue its text."""
        end = line.number
        while (at := end + 1 - self.front.first_line) < len(self.lines) and self.lines[at].kind == "wrapped":
            end += 1
        return end

    def quote(self, line: BodyLine) -> str:
        """The `> ` before the text of a line in a callout, as its row has it; "" for any other line."""
        return _quote(self.page.text(line.number - 1), line.callout)

    def gap(self, line: BodyLine) -> str:
        """A row without text that separates `line` from its neighbours: in a callout it has a `>`."""
        return _quote(self.page.text(line.number - 1), line.callout - line.opens_callout).rstrip()

    def own_text(self, line: BodyLine) -> str:
        """The part of a line's text that is on its first row, without comments."""
        return (
            outline(self.page.text(line.number - 1)[len(self.quote(line)) :])[0].text
            if self.rows(line)[1:]
            else line.text
        )

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


def _quote(raw: str, depth: int) -> str:
    at = 0
    for _ in range(depth):
        match = _QUOTE.match(raw, at)
        at = match.end() if match else at
    return raw[:at]


def margin(raw: str) -> str:
    """The spaces at the start of a row, and the `>` of callouts."""
    return _MARGIN.match(raw)[0]  # type: ignore[index]  # it matches every text


def is_blank(raw: str) -> bool:
    """Whether a row has no text. The `>` of a callout is none."""
    return margin(raw) == raw


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
            message = "The note is in UTF-16 and incomplete, so it was left alone: save it as UTF-8, and try again."
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
            raise EditRefused("The text contains half a character, which no file can hold: leave it out.") from error

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
