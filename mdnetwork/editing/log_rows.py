"""The rows of a new log entry, in the form of the log's other entries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mdnetwork.dates import DateOrder
from mdnetwork.days.formats import alike, with_weekday
from mdnetwork.days.reader import TIME, leading_date
from mdnetwork.editing.log_places import LogEntry
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import bare
from mdnetwork.parsing.document import Document, margin
from mdnetwork.parsing.entries import nested_in
from mdnetwork.parsing.log import year_above
from mdnetwork.parsing.marks import CLOSERS, OPENERS, SEPARATORS, dated, dated_last
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.vocabulary.channels import channel_in
from mdnetwork.vocabulary.notes import CHANNEL_COLUMNS, DATE_COLUMNS, TEXT_COLUMNS

_CELL_ENDS = lazy_pattern(r"(?<!\\)\|")
RULE = lazy_pattern(r"[|:\- \t]+")
"""The row below a table's header."""
_NUMBERED = lazy_pattern(r"([\s>]*)([0-9]{1,9})([.)]\s+)")
_LINK = lazy_pattern(r"(?P<link>\[\[[^\]]*\]\]|\[[^\]]*\]\([^)]*\))(?P<tail>.*)", re.DOTALL)
_IN_LINK = lazy_pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}[._]?[0-9]{2}[._]?[0-9]{2}")


class Words(NamedTuple):
    """What a new entry says: the day, a line, and the rows nested below it (each with its own indent)."""

    day: date
    text: str
    nested: tuple[str, ...] = ()


def rows_like(note: Document, model: LogEntry, words: Words) -> Iterator[list[str]]:
    """The rows of a new entry in the style of `model`, the likeliest first."""
    if model.line.kind == "row":
        yield from ([row] for row in _table_rows(note, model.line, words))
        return
    for iso in (False, True):
        rows = _in_style(note, model, words, iso=iso)
        if rows:
            yield rows
    yield plain_rows(words, margin(note.page.text(model.row)))


def plain_rows(words: Words, indent: str = "", bullet: str = "- ") -> list[str]:
    """The rows of an entry in the form that our own notes use."""
    return [f"{indent}{bullet}{words.day} {words.text}".rstrip(), *(indent + row for row in words.nested)]


def _in_style(note: Document, model: LogEntry, words: Words, *, iso: bool) -> list[str]:
    raw, lead = note.page.text(model.row), note.lead(model.line)
    year = year_above(model.line.headings)
    is_bullet = model.line.kind == "bullet"
    parts = dated_line(note.own_text(model.line), note.settings.date_order, may_be_last=is_bullet, year=year)
    if parts is None or lead is None:
        return []
    first = next(nested_in(note.lines, note.at(model.line)), None) if not parts.words else None
    line = parts.said_of(words.day, "" if first else words.text, iso=iso)
    if line is None:
        return []
    if first is None:
        nested = [margin(raw) + row for row in words.nested]
        gap = [note.gap(model.line)] if nested and model.line.kind == "heading" else []
        return [lead + line, *gap, *nested]
    return [lead + line, _lead(note, first) + words.text, *words.nested]


def _lead(note: Document, line: BodyLine) -> str:
    """What its row has before the words of a line."""
    lead = note.lead(line) if line.text and line.kind in {"bullet", "text"} else None
    return margin(note.page.text(line.number - 1)) + "- " if lead is None else lead


def numbered_after(row: str, above: str) -> str:
    """The row with the number after the one above, if both are items of a numbered list."""
    own, other = _NUMBERED.match(row), _NUMBERED.match(above)
    if own is None or other is None:
        return row
    return f"{own[1]}{int(other[2]) + 1}{own[3]}{row[own.end() :]}"


def _table_rows(note: Document, model: BodyLine, words: Words) -> Iterator[str]:
    head = _cells(note.page.text(_first_row(note, model).number - 1))
    raw = note.page.text(model.number - 1)
    row = _cells(raw)
    names = [bare(cell) for cell in head[: len(row)]] + [""] * (len(row) - len(head))
    dates = next((at for at, name in enumerate(names) if name in DATE_COLUMNS), 0)
    filled = _filled(names, dates, words)
    if filled is None:
        return
    for iso in (False, True):
        parts = dated_line(row[dates].strip(), note.settings.date_order, may_be_last=False)
        said = parts.said_of(words.day, "", iso=iso) if parts else words.day.isoformat()
        if said is not None:
            yield _joined(raw, row, [*filled[:dates], said, *filled[dates + 1 :]])


def table_head(note: Document, line: BodyLine) -> list[str]:
    """The header rows of the table that a row belongs to; none for a line outside a table or a table without a rule."""
    if line.kind != "row":
        return []
    first = _first_row(note, line).number - 1
    rows = [note.page.text(first), note.page.text(first + 1)]
    return rows if RULE.fullmatch(rows[1], len(margin(rows[1]))) else []


def _first_row(note: Document, line: BodyLine) -> BodyLine:
    return note.lines[note.table_tops[note.at(line)]]


def _filled(names: Sequence[str], dates: int, words: Words) -> list[str] | None:
    """The cells of the new row; None if the table has no column for text."""
    others = [at for at in range(len(names)) if at != dates]
    if not others:
        return None
    text = next((at for at in others if names[at] in TEXT_COLUMNS), others[-1])
    channel = next((at for at in others if names[at] in CHANNEL_COLUMNS and at != text), None)
    cells = [""] * len(names)
    first, _, rest = words.text.partition(" ")
    said = " ".join([rest if channel is not None and channel_in(first) else words.text, *map(str.strip, words.nested)])
    if channel is not None and channel_in(first):
        cells[channel] = first.rstrip(",;:")
    cells[text] = _CELL_ENDS.sub(r"\\|", said.strip())
    return cells


def _cells(raw: str) -> list[str]:
    """The cells between the bars as written, including spaces."""
    cells = _CELL_ENDS.split(raw.strip())[1:]
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _joined(raw: str, like: Sequence[str], cells: Sequence[str]) -> str:
    """A row of cells, padded like the cells in `like`."""
    padded = [_padded(cell, old) for old, cell in zip(like, cells, strict=True)]
    row = margin(raw) + "|" + "|".join(padded)
    return row + "|" if raw.rstrip().endswith("|") else row.rstrip()


def _padded(cell: str, old: str) -> str:
    spaced = f" {cell} " if old[:1] == " " else cell
    return spaced.ljust(len(old)) if old[-1:] == " " else spaced


class DatedLine(NamedTuple):
    """A line as its date, the text around the date, and the words. `last` means that the date is at the end.

    `wrap` closes, at the end of the line, what `head` opens: `**2026-03-04 Coffee**`.
    """

    head: str
    written: str
    tail: str
    words: str
    day: date
    last: bool = False
    wrap: str = ""

    @property
    def wrapped(self) -> str:
        """The words with the marks around the whole line: "**Coffee**" for `**2026-03-04 Coffee**`."""
        return self.wrap[::-1] + self.words + self.wrap if self.wrap in {"*", "**", "_", "__"} else self.words

    def said_of(self, day: date, words: str, *, iso: bool = False) -> str | None:
        """The same line with another day and other words; None if the form of its date is unknown."""
        written = day.isoformat() if iso else alike(self.written, self.day, day)
        if written is None or not self._is_whole(iso=iso):
            return None
        if self.last:
            return words + self.head + written + self.tail
        head, tail = self.head.replace(self.written, written), self.tail.replace(self.written, written)
        head, written, tail = (with_weekday(part, self.day, day) for part in (head, written, tail))
        gap = "" if not words or tail[-1:] in {" ", "\t"} or self.words else " "
        return (head + written + tail + gap + words + self.wrap).rstrip()

    def _is_whole(self, *, iso: bool) -> bool:
        """Whether the text around the date has no other part of it: `[[2026/03/2026-03-04]]` has."""
        around = (self.head + self.tail).replace(self.written, "")
        return not iso or not any(c.isdigit() for c in around)


def dated_line(
    content: str, order: DateOrder, *, may_be_last: bool = True, year: int | None = None
) -> DatedLine | None:
    """The parts of a line's content (without bullet, box or `#`); None if it has no day in these forms.

    `year` is that of the headings above the line.
    """
    found = dated(content, order, year)
    if found is None:
        return _at_the_end(content, order) if may_be_last else None
    words = found.rest
    start = content[: len(content) - len(words)]
    link = _LINK.match(start)
    parts = _linked(link) if link else _plain(start, order)
    if parts is None:
        return None
    head, written, tail = parts
    wrap = _closing(head, tail)
    if wrap and not words.endswith(wrap):
        return None
    return DatedLine(head, written, tail, words.removesuffix(wrap) if wrap else words, found.day, wrap=wrap)


def _linked(link: re.Match[str]) -> tuple[str, str, str] | None:
    """The parts of `[[2026-03-04]]`, `[[Daily/2026-03-04|…]]`; None if the link has digits outside the date."""
    match = _IN_LINK.search(link["link"])
    if match is None or any(c.isdigit() for c in link["link"].replace(match[0], "")):
        return None
    return link["link"][: match.start()], match[0], link["link"][match.end() :] + link["tail"]


def _plain(start: str, order: DateOrder) -> tuple[str, str, str]:
    opened = start.lstrip(OPENERS)
    found = leading_date(opened, order)
    end = found[1] if found else len(opened.rstrip(SEPARATORS + CLOSERS))
    return start[: len(start) - len(opened)], opened[:end], TIME.sub("", opened[end:], count=1)


def _closing(head: str, tail: str) -> str:
    """The signs that must close, after the words, what the head opens."""
    signs = head.strip()
    if not signs or signs.startswith("["):
        return ""
    closing = signs[::-1].replace("(", ")")
    return "" if closing in tail else closing


def _at_the_end(content: str, order: DateOrder) -> DatedLine | None:
    found = dated_last(content, order)
    if found is None:
        return None
    rest = content[len(found.rest) :]
    written = rest.strip(SEPARATORS + OPENERS + CLOSERS + ".")
    at = rest.rindex(written)
    return DatedLine(rest[:at], written, rest[at + len(written) :], found.rest, found.day, last=True)
