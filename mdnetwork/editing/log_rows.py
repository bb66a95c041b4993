"""Editing: the rows of a new log entry, written as the log's other entries are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mdnetwork.editing.dated_lines import dated_line
from mdnetwork.editing.log_places import Entry
from mdnetwork.editing.opened import Opened
from mdnetwork.names import bare
from mdnetwork.reading.entries import nested_in
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.tables import DATE_HEADS
from mdnetwork.words.channels import channel_in

_CELLS = re.compile(r"(?<!\\)\|")
_CHANNEL_HEADS = frozenset({"type", "channel", "medium", "how", "tipo", "canale", "come"})
_TEXT_HEADS = frozenset(
    [
        "notes",
        "note",
        "text",
        "summary",
        "what",
        "topic",
        "details",
        "description",
        "about",
        "content",
        "testo",
        "riassunto",
        "argomento",
    ]
)
RULE = re.compile(r"[|:\- \t]+")
"""The row below a table's head."""
_NUMBERED = re.compile(r"(\s*)([0-9]{1,9})([.)]\s+)")


class Words(NamedTuple):
    """What a new entry says: the day, a line, and the rows to be nested below it (each with its own indent)."""

    day: date
    text: str
    nested: tuple[str, ...] = ()


def rows_like(note: Opened, model: Entry, words: Words) -> Iterator[list[str]]:
    """The rows of a new entry in the style of another one, the likeliest first."""
    if model.line.kind == "row":
        yield from ([row] for row in _table_rows(note, model.line, words))
        return
    for iso in (False, True):
        rows = _in_style(note, model, words, iso=iso)
        if rows:
            yield rows
    yield plain_rows(words, _indent(note.page.text(model.row)))


def plain_rows(words: Words, indent: str = "", bullet: str = "- ") -> list[str]:
    """The rows of an entry as our own notes have them."""
    return [f"{indent}{bullet}{words.day} {words.text}".rstrip(), *(indent + row for row in words.nested)]


def _in_style(note: Opened, model: Entry, words: Words, *, iso: bool) -> list[str]:
    raw, lead = note.page.text(model.row), note.lead(model.line)
    parts = dated_line(note.own_text(model.line), note.settings.date_order, may_be_last=model.line.kind == "bullet")
    if parts is None or lead is None:
        return []
    first = next(nested_in(note.lines, note.at(model.line)), None) if not parts.words else None
    line = parts.said_of(words.day, "" if first else words.text, iso=iso)
    if line is None:
        return []
    if first is None:
        nested = [_indent(raw) + row for row in words.nested]
        return [lead + line, *(["", *nested] if nested and model.line.kind == "heading" else nested)]
    return [lead + line, _lead(note, first) + words.text, *words.nested]


def _lead(note: Opened, line: BodyLine) -> str:
    """What stands before the words of a line."""
    lead = note.lead(line) if line.text and line.kind in {"bullet", "text"} else None
    return _indent(note.page.text(line.number - 1)) + "- " if lead is None else lead


def _indent(raw: str) -> str:
    return raw[: len(raw) - len(raw.lstrip())]


def numbered_after(row: str, above: str) -> str:
    """The row with the number that follows the one above, where both are items of a numbered list."""
    own, other = _NUMBERED.match(row), _NUMBERED.match(above)
    if own is None or other is None:
        return row
    return f"{own[1]}{int(other[2]) + 1}{own[3]}{row[own.end() :]}"


def _table_rows(note: Opened, model: BodyLine, words: Words) -> Iterator[str]:
    head = _cells(note.page.text(_first_row(note, model).number - 1))
    raw = note.page.text(model.number - 1)
    row = _cells(raw)
    names = [bare(cell) for cell in head[: len(row)]] + [""] * (len(row) - len(head))
    dates = next((at for at, name in enumerate(names) if name in DATE_HEADS), 0)
    filled = _filled(names, dates, words)
    if filled is None:
        return
    for iso in (False, True):
        parts = dated_line(row[dates].strip(), note.settings.date_order, may_be_last=False)
        said = parts.said_of(words.day, "", iso=iso) if parts else words.day.isoformat()
        if said is not None:
            yield _joined(raw, row, [*filled[:dates], said, *filled[dates + 1 :]])


def table_head(note: Opened, line: BodyLine) -> list[str]:
    """The rows above the first entry of the table in which a row stands: its head and the rule; none elsewhere."""
    if line.kind != "row":
        return []
    first = _first_row(note, line).number - 1
    return [note.page.text(first), note.page.text(first + 1)] if RULE.fullmatch(note.page.text(first + 1)) else []


def _first_row(note: Opened, line: BodyLine) -> BodyLine:
    return note.lines[note.table_tops[note.at(line)]]


def _filled(names: Sequence[str], dates: int, words: Words) -> list[str] | None:
    """The cells of the new row; None where the table has no place for words."""
    others = [at for at in range(len(names)) if at != dates]
    if not others:
        return None
    text = next((at for at in others if names[at] in _TEXT_HEADS), others[-1])
    channel = next((at for at in others if names[at] in _CHANNEL_HEADS and at != text), None)
    cells = [""] * len(names)
    first, _, rest = words.text.partition(" ")
    said = " ".join([rest if channel is not None and channel_in(first) else words.text, *map(str.strip, words.nested)])
    if channel is not None and channel_in(first):
        cells[channel] = first.rstrip(",;:")
    cells[text] = _CELLS.sub(r"\\|", said.strip())
    return cells


def _cells(raw: str) -> list[str]:
    """The cells between the bars as they are written, spaces included."""
    cells = _CELLS.split(raw.strip())[1:]
    return cells[:-1] if len(cells) > 1 and not cells[-1].strip() else cells


def _joined(raw: str, like: Sequence[str], cells: Sequence[str]) -> str:
    """A row of cells, each as wide as the one `like` it where that is padded."""
    padded = [_padded(cell, old) for old, cell in zip(like, cells, strict=True)]
    row = _indent(raw) + "|" + "|".join(padded)
    return row + "|" if raw.rstrip().endswith("|") else row.rstrip()


def _padded(cell: str, old: str) -> str:
    spaced = f" {cell} " if old[:1] == " " else cell
    return spaced.ljust(len(old)) if old[-1:] == " " else spaced
