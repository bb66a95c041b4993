"""Exchange: spreadsheets (XLSX) as rows of text. The door to openpyxl."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO

from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.tables import Row


def xlsx_rows(file: BinaryIO, name: str) -> Iterator[Row]:
    """The rows of the first sheet, read as they are asked for; formulas give the value that was computed last.

    Raises ExchangeError where openpyxl is not installed, or the file is no workbook.
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
    for number, cells in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
        yield Row(number, [_text(cell) for cell in cells])


def _text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
