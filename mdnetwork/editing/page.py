"""Editing: a note's bytes as rows of text that go back to the same bytes: encoding, mark and line ends are kept."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from mdnetwork.errors import EditRefused

_END = re.compile(r"(\r\n|\n|\r)")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Row(NamedTuple):
    """A line as it stands in the file, and what ends it; the last one ends in nothing."""

    text: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of a note. They count from 0; the same lines count from 1 in `reading`."""

    rows: tuple[Row, ...]
    encoding: str = "utf-8"
    mark: bytes = b""

    @classmethod
    def of(cls, data: bytes) -> Page:
        """The page that these bytes are. Raises EditRefused for UTF-16 that is broken; other bytes are kept as is."""
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
        """The bytes of this page. Raises EditRefused where its encoding cannot hold a character."""
        text = "".join(row.text + row.end for row in self.rows)
        try:
            return self.mark + text.encode(self.encoding, "surrogateescape" if self.encoding == "utf-8" else "strict")
        except UnicodeEncodeError as error:
            raise EditRefused("The text holds half a character, which no file can: leave it out.") from error

    @property
    def end(self) -> int:
        """Where a row is put to become the last: before the nothing that follows a last line end."""
        return len(self.rows) - (not self.rows[-1].text)

    def text(self, row: int) -> str:
        """The row's text; "" beyond the last."""
        return self.rows[row].text if row < len(self.rows) else ""

    def gap(self, row: int) -> list[str]:
        """A blank row to be put before what is put at `row`, where something stands above it."""
        return [""] if row and self.rows[row - 1].text.strip() else []

    def spliced(self, start: int, stop: int, texts: Iterable[str]) -> Page:
        """The page with rows from `start` up to `stop` replaced. Rows that are replaced keep what ended them.

        A row that is added ends as its neighbour does. A last line end that is missing stays missing.
        """
        new = list(texts)
        kept = [row.end for row in self.rows[start:stop]][: len(new)]
        ends = [*kept, *[""] * (len(new) - len(kept))]
        rows = [*self.rows[:start], *map(Row, new, ends), *self.rows[stop:]] or [Row("")]
        ended = [row if row.end else row._replace(end=self._newline(start)) for row in rows[:-1]]
        return Page((*ended, Row(rows[-1].text)), self.encoding, self.mark)

    def with_row(self, row: int, text: str) -> Page:
        """The page with one row's text replaced."""
        return self.spliced(row, row + 1, (text,))

    def inserted(self, row: int, texts: Iterable[str]) -> Page:
        """The page with rows added before `row`."""
        return self.spliced(row, row, texts)

    def with_rows(self, added: Mapping[int, Sequence[str]]) -> Page:
        """The page with rows added before the rows of these numbers. Costs the same however many they are."""
        usual = next((row.end for row in self.rows if row.end), "\n")
        rows: list[Row] = []
        for number in range(len(self.rows) + 1):
            end = rows[-1].end if rows else usual
            rows += (Row(text, end or usual) for text in added.get(number, ()))
            rows += self.rows[number : number + 1]
        ended = [row if row.end else row._replace(end=usual) for row in rows[:-1]]
        return Page((*ended, Row(rows[-1].text)), self.encoding, self.mark)

    def _newline(self, row: int) -> str:
        """How lines end around this row."""
        around = (*reversed(self.rows[:row]), *self.rows[row:])
        return next((each.end for each in around if each.end), "\n")


def one_line(text: str) -> str:
    """Text that a user typed as it can stand on one line: spaces single, no line ends and no control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else _shown(c) for c in text).split())


def _shown(character: str) -> str:
    """Signs without a shape that belong to text (joiners and variation selectors of emoji) stay."""
    return character if character in "\u200c\u200d\ufe0e\ufe0f" else ""
