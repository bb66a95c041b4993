"""Exchange: spreadsheets (XLSX) as rows of text. The door to openpyxl."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.tables import Row

_ROWS = 1_048_576
"""Rows that a worksheet can have (ECMA-376; Excel specifications and limits)."""
_COLUMNS = 1024
"""Columns that a table of people may have: a file of a few bytes can claim 16,384 for each row."""


def xlsx_rows(file: BinaryIO, name: str) -> Iterator[Row]:
    """The rows of the first sheet, read as they are asked for; formulas give the value that was computed last.

    Rows that the file leaves out are left out here too. Raises ExchangeError where openpyxl is not installed, the file
    is no workbook, or a cell claims a place that no table reaches.
    """
    try:
        from openpyxl import load_workbook  # noqa: PLC0415  an extra
    except ImportError as error:
        raise ExchangeError("Spreadsheets need openpyxl: pip install 'mdnetwork[xlsx]', or save it as CSV.") from error
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many things
        raise ExchangeError(f"{name} cannot be read as a spreadsheet: save it as CSV and try again.") from error
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # what the file claims of its size may be far more than it holds
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > _ROWS:
            raise ExchangeError(f"{name} has more than {_ROWS} rows, which no spreadsheet has: save it as CSV.")
        far = cells[_COLUMNS:]
        if far.count(None) < len(far):
            raise ExchangeError(
                f"Row {number} of {name} has a value beyond column {_COLUMNS}: delete that cell and try again."
            )
        if cells:
            yield Row(number, [_text(cell) for cell in cells[:_COLUMNS]])


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
