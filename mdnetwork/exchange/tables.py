"""A table's rows, in any encoding and with any separator, one at a time, and where its header is."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import chain, islice
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from mdnetwork.errors import ExchangeError
from mdnetwork.lazy import lazy

if TYPE_CHECKING:
    import openpyxl
    from _typeshed import WriteableBuffer
else:
    openpyxl = lazy(
        "openpyxl",
        extra="xlsx",
        need="Spreadsheets need openpyxl",
        instead="save it as CSV",
        error=ExchangeError,
    )

_SEPARATORS = (",", ";", "\t", "|")
_LOOKED_AT = 25
"""How many rows are searched for a header. Texts that programs write above it are shorter."""
_LONGEST_CELL = 1_000_000
_MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_FORMULA = frozenset("=+-@\u2212")
"""The first characters of formulas, in any width: compared after compatibility normalisation (NFKC)."""
_CONTROLS = frozenset("\t\r\n")
_UNSEEN = frozenset({"Cc", "Cf", "Mn", "Me", "Zs", "Zl", "Zp"})
_FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Characters that show nothing."""


class TableRow(NamedTuple):
    """A row's number in the file (from 1; the last line of a cell with line ends) and its cells."""

    number: int
    cells: list[str]


class Table(NamedTuple):
    """The header's cells as written, and the rows below it, read lazily."""

    header: tuple[str, ...]
    rows: Iterator[TableRow]


def csv_rows(file: BinaryIO) -> Iterator[TableRow]:
    """The rows of a CSV file. Bytes that are not UTF-8 are read as Windows' Western European."""
    csv.field_size_limit(_LONGEST_CELL)
    text = _text(file)
    head = list(islice(text, _LOOKED_AT))
    reader = csv.reader(chain(head, text), delimiter=_separator(head))
    try:
        for cells in reader:
            yield TableRow(reader.line_num, [_mended(cell) for cell in cells])
    except csv.Error as error:
        raise ExchangeError(
            f"Near line {reader.line_num} a cell goes on for more than a million letters, as where a quotation mark is "
            "never closed. Close it, or export the table again."
        ) from error


def table(rows: Iterable[TableRow], is_known: Callable[[str], bool]) -> Table:
    """The table whose header is the first row with two known columns, else the first with two cells."""
    all_rows = iter(rows)
    first = list(islice(all_rows, _LOOKED_AT))
    at = next((n for n, row in enumerate(first) if sum(map(is_known, row.cells)) > 1), None)
    if at is None:
        at = next((n for n, row in enumerate(first) if sum(bool(cell.strip()) for cell in row.cells) > 1), 0)
    header = tuple(cell.strip().lstrip("\ufeff") for cell in first[at].cells) if first else ()
    return Table(header, chain(first[at + 1 :], all_rows))


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front if a spreadsheet could run it (OWASP, CSV injection)."""
    return f"'{cell}" if _needs_guard(cell) else cell


def unguarded(cell: str) -> str:
    """The cell without the apostrophe that `guarded` added."""
    return cell[1:] if cell.startswith("'") and _needs_guard(cell[1:]) else cell


def _needs_guard(cell: str) -> bool:
    """Whether the first visible character starts a formula, also in full width, and also after apostrophes.

    Programs ignore invisible characters before it: spaces, zero-width characters, byte order marks.
    """
    bare = cell.lstrip("'")
    first = next((sign for sign in bare if not _is_unseen(sign)), "")
    return bare[:1] in _CONTROLS or unicodedata.normalize("NFKC", first)[:1] in _FORMULA


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN or sign in _FILLERS


def _text(file: BinaryIO) -> Iterator[str]:
    head = file.read(4)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    rest = _Prefixed(head.removeprefix(b"\xef\xbb\xbf") if encoding == "utf-8" else head[2:], file)
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    for line in io.TextIOWrapper(io.BufferedReader(rest), encoding, errors, newline=""):
        yield line.replace("\0", "")


class _Prefixed(io.RawIOBase):
    """Bytes that were read already, followed by the rest of the file."""

    def __init__(self, head: bytes, file: BinaryIO) -> None:
        self._head, self._file = head, file

    def readable(self) -> bool:
        """Always True."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fill the buffer."""
        view = memoryview(buffer)
        data = self._head[: len(view)] or self._file.read(len(view))
        self._head = self._head[len(view) :]
        view[: len(data)] = data
        return len(data)


def _mended(cell: str) -> str:
    if cell.isascii() or not any("\udc80" <= c <= "\udcff" for c in cell):
        return cell
    return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")


def _separator(head: list[str]) -> str:
    """The sign that gives the most cells in one row. csv.Sniffer can choose letters."""
    return max(_SEPARATORS, key=lambda sign: max((_outside(line).count(sign) for line in head), default=0))


def _outside(line: str) -> str:
    """The text outside quotation marks."""
    return "".join(line.split('"')[::2])


_ROWS = 1_048_576
"""The most rows of a worksheet (ECMA-376; Excel specifications and limits)."""
_COLUMNS = 1024
"""The most columns of a table of people. A file of a few bytes can claim 16,384 for each row."""


def xlsx_rows(file: BinaryIO, name: str) -> Iterator[TableRow]:
    """The rows of the first sheet, read lazily. Formulas give the value that was computed last.

    Rows missing in the file are skipped. Raises ExchangeError if openpyxl is not installed, the file is not a workbook,
    or a cell is too far to the right or below.
    """
    load_workbook = openpyxl.load_workbook
    file.seek(0)
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises many kinds of errors
        raise ExchangeError(f"{name} cannot be read as a spreadsheet: save it as CSV and try again.") from error
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # the file may claim a much larger size than it has
    for number, cells in enumerate(sheet.iter_rows(values_only=True), 1):
        if number > _ROWS:
            raise ExchangeError(f"{name} has more than {_ROWS} rows, which no spreadsheet has: save it as CSV.")
        far = cells[_COLUMNS:]
        if far.count(None) < len(far):
            raise ExchangeError(
                f"Row {number} of {name} has a value beyond column {_COLUMNS}: delete that cell and try again."
            )
        if cells:
            yield TableRow(number, [_cell_text(cell) for cell in cells[:_COLUMNS]])


def _cell_text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
