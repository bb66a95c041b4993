"""The form of answers for people: styles, aligned tables, the language and the day."""

from __future__ import annotations

import json
import os
import shutil
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from itertools import accumulate, zip_longest
from typing import TYPE_CHECKING, Protocol

from mdnetwork.cli.streams import line, obeys, styled
from mdnetwork.frozen import NamedTuple
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy
from mdnetwork.phrases import Phrases
from mdnetwork.sections import Cell, Row, Section
from mdnetwork.text import escaped, one_line

if TYPE_CHECKING:
    from mdnetwork import records
else:
    records = lazy("mdnetwork.records")

__all__ = ["Answer", "Cell", "Human", "Json", "OutputForm", "Row", "Section", "TextPage"]
GAP = "  "
WIDEST = 100
"""The widest column that is aligned; longer cells stick out."""
PLACE, NARROW = 24, 8
"""The narrowest column of places, usually and at most."""
READABLE = 16
"""Columns of words are narrower than this only if places are as narrow as they get; then longer words are broken."""
LOOKS = {"": 0, "name": 1, "faint": 2, "late": 31, "today": 33, "added": 32, "removed": 31}
"""The code of each style: 1 is bold, 2 dim, 31 red, 32 green, 33 yellow (ECMA-48, section 8.3.117)."""
NARROWEST = 40
"""The narrowest width of lines, even on a narrower terminal."""


class TextPage:
    """The settings for writing lines. `width` is a terminal's columns; None is a file or pipe, where nothing is cut."""

    def __init__(self, texts: Texts, today: date, width: int | None = None, colour: bool = False) -> None:
        self.texts, self.today, self.width, self.colour = texts, today, width, colour

    @cached_property
    def phrases(self) -> Phrases:
        """Phrases for dates and spans."""
        return Phrases(self.texts, self.today)

    def styled(self, text: str, look: str) -> str:
        """The text in this style, if the terminal has colours."""
        return styled(text, LOOKS[look]) if self.colour else text

    def heading(self, text: str) -> str:
        """The line above a list."""
        return self.styled(text, "name")

    def section(self, section: Section, indent: str = "") -> Iterator[str]:
        """The heading, and the rest below it, indented by two more."""
        path = f"  {self.styled(section.path, 'faint')}" if section.path else ""
        yield f"{indent}{self.heading(section.heading)}{path}"
        yield from self.table(section.rows, f"{indent}  ")
        yield from (f"{indent}  {sentence}" for sentence in section.sentences)

    def sections(self, sections: Iterable[Section], indent: str = "") -> Iterator[str]:
        """Those of the sections that have rows or sentences."""
        for each in sections:
            if each.rows or each.sentences:
                yield from self.section(each, indent)

    def table(self, rows: Iterable[Row], indent: str = "") -> Iterator[str]:
        """The rows in aligned columns, one line each. On a terminal cells that are too long are wrapped, places cut.

        Cells are cleaned to one line without control characters, since notes may contain any.
        """
        kept = [
            column for column in zip(*[[_cell(cell) for cell in row] for row in rows], strict=True) if _words(column)
        ]
        widest = [max([columns(cell.text) for cell in column]) for column in kept]
        widths = [min(WIDEST, wide) for wide in widest]
        if widths and self.width is not None:
            widths = _fitting(widths, list(map(_least, kept)), self.width - len(indent))
        if self.width is not None and widths != widest:
            for row in zip(*kept, strict=True):
                for parts in self._wrapped(row, widths):
                    yield (indent + GAP.join(map(self._padded, parts, row, widths))).rstrip()
            return
        padded = [
            [self._padded(cell.text, cell, width) for cell in column]
            for column, width in zip(kept, widths, strict=True)
        ]
        for row in zip(*padded, strict=True):
            yield (indent + GAP.join(row)).rstrip()

    def _wrapped(self, row: Sequence[Cell], widths: Sequence[int]) -> Iterable[Sequence[str]]:
        """The lines of a row, each with its part of every cell."""
        return zip_longest(*map(self._lines, row, widths), fillvalue="")

    def _padded(self, text: str, cell: Cell, width: int) -> str:
        """A part of a cell in its style, as wide as its column."""
        if not self.colour and text.isascii():
            return text.ljust(width)
        shown = self.styled(text, cell.look) if text and self.colour else text
        return shown + " " * (width - columns(text))

    def _lines(self, cell: Cell, width: int) -> list[str]:
        """A cell that is too long is wrapped, and a place is cut."""
        return [cut_begin(cell.text, width)] if cell.place else wrap(broken(cell.text, width), width)


def _cell(cell: Cell | str) -> Cell:
    if isinstance(cell, str):
        return Cell(one_line(cell))
    text = one_line(cell.text)
    return cell if text == cell.text else cell._replace(text=text)


def _words(column: Iterable[Cell]) -> bool:
    """Whether a column has any text."""
    return any(cell.text for cell in column)


def columns(text: str) -> int:
    """How many terminal columns the text takes (Unicode's East Asian Width; combining marks take none)."""
    return len(text) if text.isascii() else sum(map(_column, text))


def _column(character: str) -> int:
    if unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1


def cut_begin(text: str, width: int) -> str:
    """The text, cut to `width` columns with an ellipsis at the start."""
    if columns(text) <= width:
        return text
    return "…" + text[len(text) - _fits(text[::-1], width - 1) :].lstrip()


def _fits(text: str, width: int) -> int:
    """How many characters from the start fit into `width` columns."""
    taken = accumulate(map(_column, text))
    return next(at for at, so_far in enumerate(taken) if so_far > width)


def broken(text: str, width: int) -> str:
    """The text with a space in words that are wider than `width` columns."""
    if columns(text) <= width:
        return text
    return " ".join(piece for word in text.split() for piece in _pieces(word, max(width, 2)))


def _pieces(word: str, width: int) -> Iterator[str]:
    while columns(word) > width:
        fits = _fits(word, width)
        yield word[:fits]
        word = word[fits:]
    yield word


def wrap(text: str, width: int) -> list[str]:
    """The text in lines of at most `width` columns, broken between words; a longer word has its own line."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".lstrip()
        if columns(joined) <= width or not lines[-1]:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines


class _Least(NamedTuple):
    """The narrowest widths of a column: the usual one, and one that is taken if nothing else helps."""

    usual: int
    last: int


def _least(cells: Iterable[Cell]) -> _Least:
    """A column of places may be cut. A column of words is as wide as its longest word."""
    column = [cell for cell in cells if cell.text]
    if any(cell.place for cell in column):
        return _Least(PLACE, NARROW)
    longest = max((columns(word) for cell in column for word in cell.text.split()), default=0)
    return _Least(max(longest, READABLE), min(longest, READABLE))


def _fitting(widths: list[int], least: list[_Least], room: int) -> list[int]:
    """Widths that fit into `room` if possible. The widest column shrinks first."""
    fitted, room = widths.copy(), room - len(GAP) * (len(widths) - 1)
    for floors in ([each.usual for each in least], [each.last for each in least]):
        while sum(fitted) > room:
            wide = [at for at, floor in enumerate(floors) if fitted[at] > floor]
            if not wide:
                break
            fitted[max(wide, key=lambda at: fitted[at])] -= 1
    return fitted


class Answer(Protocol):
    """The result of a command, which can be shown in both forms."""

    def data(self) -> object:
        """The nouns of the answer, in dicts and lists where it has several, for `record`."""

    def lines(self, page: TextPage) -> Iterable[str]:
        """The answer as lines for people."""


class OutputForm(Protocol):
    """How answers are shown on stdout."""

    @property
    def colour(self) -> bool:
        """Whether other output of the command may be coloured."""

    def written(self, answer: Answer, texts: Texts, today: date) -> str:
        """The answer as text."""


class Json:
    """For programs: one JSON document (docs/json.md)."""

    colour = False

    def written(self, answer: Answer, texts: Texts, today: date) -> str:  # noqa: ARG002  the protocol's
        """The answer's data unchanged, with control characters escaped."""
        plain = (sys.stdout.encoding or "").lower().replace("-", "") != "utf8"
        return escaped(json.dumps(records.record(answer.data()), indent=2, ensure_ascii=plain)) + "\n"


class Human:
    """For people: lines as wide as the terminal. In a file or a pipe nothing is cut, wrapped or coloured."""

    @property
    def colour(self) -> bool:
        """Whether stdout can show colours, and the user has not disabled them (https://no-color.org)."""
        return obeys(sys.stdout) and not os.environ.get("NO_COLOR")

    def written(self, answer: Answer, texts: Texts, today: date) -> str:
        """The answer's lines."""
        width = max(NARROWEST, shutil.get_terminal_size().columns) if sys.stdout.isatty() else None
        page = TextPage(texts, today, width, self.colour)
        return "".join(map(line, answer.lines(page)))
