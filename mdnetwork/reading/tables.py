"""Reading: tables with a column of dates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from mdnetwork.names import bare
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.marks import Dated, dated
from mdnetwork.reading.settings import DateOrder

_CELLS = re.compile(r"(?<!\\)\|")
DATE_HEADS = frozenset({"date", "day", "when", "data", "giorno", "quando"})


def cells(text: str) -> list[str]:
    r"""The cells of a table's row; `\\|` stays within its cell."""
    return [cell.strip() for cell in _CELLS.split(text.strip())[1 if text.startswith("|") else 0 :]]


def rows_with_dates(lines: Sequence[BodyLine], order: DateOrder = "") -> dict[int, Dated]:
    """The rows (by position in the outline) that hold a day: in the column headed Date, else in the first cell."""
    found: dict[int, Dated] = {}
    column: int | None = None
    for position, line in enumerate(lines):
        if line.kind != "row":
            column = None
            continue
        row = cells(line.text)
        if column is None:
            column = next((number for number, cell in enumerate(row) if bare(cell) in DATE_HEADS), 0)
        day = _day(row, column, order)
        if day is not None:
            rest = [cell for number, cell in enumerate(row) if number != column and cell]
            found[position] = Dated(day, " · ".join(rest))
    return found


def whole_tables(lines: Sequence[BodyLine], rows: Iterable[int]) -> set[int]:
    """The positions of all rows of the tables in which `rows` (positions, in order) stand."""
    found: set[int] = set()
    for row in rows:
        if row not in found:
            start = stop = row
            while start and lines[start - 1].kind == "row":
                start -= 1
            while stop < len(lines) and lines[stop].kind == "row":
                stop += 1
            found.update(range(start, stop))
    return found


def _day(row: Sequence[str], column: int, order: DateOrder) -> date | None:
    written = dated(row[column], order) if column < len(row) else None
    return written.day if written else None
