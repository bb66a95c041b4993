"""Tables (CSV, XLSX) and JSON records of people as Cards. The columns of other programs are in `vendors.toml`."""

from __future__ import annotations

import csv
import io
import json
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from importlib.resources import files
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from mdnetwork import fields
from mdnetwork.dates import DateOrder
from mdnetwork.days.reader import is_ambiguous
from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.cards import RELATED, Card, SkippedRecord
from mdnetwork.exchange.values import field_values, plain_line, plain_lines, relation_of, unguarded
from mdnetwork.fields import EXCHANGED, RELATIONS, URLS, PersonField, arguments
from mdnetwork.lazy import lazy
from mdnetwork.names import fold
from mdnetwork.parsing.fields import key_meaning
from mdnetwork.vocabulary.keys import meaning_of
from mdnetwork.vocabulary.notes import NO

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
_ROWS = 1_048_576
"""The most rows of a worksheet (ECMA-376; Excel specifications and limits)."""
_WIDEST = 1024
"""The most columns of a table of people. A file of a few bytes can claim 16,384 for each row."""
LISTS = frozenset(field.key for field in EXCHANGED if field.kind in fields.LISTS)
_SPLIT = {**dict.fromkeys(LISTS, re.compile("[;,\n]")), "phone": re.compile("[;\n]")}
_VALUE_SEPARATOR = ":::"
"""Google's separator of several values in one cell."""
_ORDERS: dict[str, DateOrder] = {"LinkedIn": "mdy"}
"""The order of numeric dates of a program, in any country: LinkedIn, until 2019, `9/1/18, 3:04 PM`."""
_HIDDEN = "A row without a name: LinkedIn leaves members empty who want no export, and spreadsheets have blank rows."
_NO_RECORD = "No person's record: it has no “name”."
_PAIRED = frozenset(field.name for field in EXCHANGED if field.kind in fields.PAIRS)
_PARTS = ("given", "middle", "family", "suffix")
"""Fields of a column that are parts of a name, in the order of a full name."""
_DAYS = tuple(field.key for field in EXCHANGED if field.kind in {"partial", "day", "anniversaries"})
FIELDS = tuple(
    dict.fromkeys(
        (
            *("name", *_PARTS, "uid", "country", "note", "attended"),
            *(
                name
                for field in EXCHANGED
                for name in (field.key, *((field.name,) if field.kind in fields.PAIRS else ()))
            ),
            *(*URLS, *RELATIONS, "-"),
        )
    )
)
"""The possible fields of a column; "-" means that it is left out."""
OURS = "mdnetwork"
"""The source of what `mdnet export` wrote."""
_VENDORS = tomllib.loads(files("mdnetwork.exchange").joinpath("vendors.toml").read_text("utf-8"))
"""The columns of other programs. Words that people write in notes too are in the languages (`key_meaning`)."""
_FIELD_OF: dict[str, str] = {name: field for field, names in _VENDORS["columns"].items() for name in names}
_NUMBERED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(shape), field) for field, shape in _VENDORS["numbered"].items()
)
_SIGNS = tuple((name, frozenset(sign)) for name, signs in _VENDORS["signs"].items() for sign in signs)
_GUESTS: dict[str, str] = _VENDORS["guests"]
_OUR_COLUMNS: dict[str, str] = {
    **{name: name for name in FIELDS},
    **{field.name: field.key for field in EXCHANGED if field.kind not in fields.PAIRS},
}
"""Columns that `mdnet export` writes. Its others, about contact and circle, only concern this vault."""
_MEANT = {"first_name": "given", "last_name": "family"}
"""Fields of a column for other meanings of keys."""
_URL_OF = frozenset({"LinkedIn", "table"})
"""Sources whose `URL` is a LinkedIn profile."""


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
    text = _decoded_text(file)
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


def table_of(rows: Iterable[TableRow], is_known: Callable[[str], bool]) -> Table:
    """The table whose header is the first row with two known columns, else the first with two cells."""
    all_rows = iter(rows)
    first = list(islice(all_rows, _LOOKED_AT))
    at = next((n for n, row in enumerate(first) if sum(map(is_known, row.cells)) > 1), None)
    if at is None:
        at = next((n for n, row in enumerate(first) if sum(bool(cell.strip()) for cell in row.cells) > 1), 0)
    header = tuple(cell.strip().lstrip("\ufeff") for cell in first[at].cells) if first else ()
    return Table(header, chain(first[at + 1 :], all_rows))


def _decoded_text(file: BinaryIO) -> Iterator[str]:
    head = file.read(4)
    encoding = next((name for mark, name in _MARKS if head.startswith(mark)), "utf-8")
    rest = _Prefixed(head.removeprefix(b"\xef\xbb\xbf") if encoding == "utf-8" else head[2:], file)
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    for text in io.TextIOWrapper(io.BufferedReader(rest), encoding, errors, newline=""):
        yield text.replace("\0", "")


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
        far = cells[_WIDEST:]
        if far.count(None) < len(far):
            raise ExchangeError(
                f"Row {number} of {name} has a value beyond column {_WIDEST}: delete that cell and try again."
            )
        if cells:
            yield TableRow(number, [_cell_text(cell) for cell in cells[:_WIDEST]])


def _cell_text(cell: object) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def read_rows(table: Table, columns: Columns, name: str, order: DateOrder = "") -> Iterator[Card | SkippedRecord]:
    """The people in a table called `name`."""
    order = order or _ORDERS.get(columns.source, "")
    for row in table.rows:
        if any(cell.strip() for cell in row.cells):
            cells, where = _Cells(row, table.header, columns), f"{name}:{row.number}"
            yield _card(cells, where, order)
            yield from _unclear(cells, where, order)


class _Cells(NamedTuple):
    """A row as the source of a person's fields."""

    row: TableRow
    header: tuple[str, ...]
    columns: Columns

    @property
    def is_ours(self) -> bool:
        return self.columns.source == OURS

    def texts(self, field: PersonField) -> Iterable[str]:
        """The texts of a field that has one label."""
        match field.name:
            case "emails":
                return (each.removeprefix("mailto:") for each in self.all("email"))
            case "place":
                return (", ".join(filter(None, (self.text("place"), self.text("country")))),)
            case "met_at" if self.columns.source == "LinkedIn" and self.text("met"):
                return (*self.all("met_at"), "LinkedIn")
        return self.all(field.key)

    def pairs(self, field: PersonField) -> Iterator[tuple[str, str]]:
        """The pairs in our own columns such as "spouse: Ben Okoro", else those of the columns for each label."""
        for text in self.all(field.name):
            kind, sign, value = text.partition(":")
            if sign and value.strip():
                yield kind.strip(), value
        if field.kind == "urls":
            yield from (("" if kind in {"website", "url"} else kind, url) for kind in URLS for url in self.all(kind))
        elif field.kind == "relations":
            for relation in RELATED:
                yield from ((relation_of(label) or relation, text) for label, text in self.labelled(relation))
        elif not self.is_ours:
            yield from (
                ("anniversary", text) for label, text in self.labelled(field.key) if meaning_of(label) == field.key
            )

    def all(self, field: str) -> Iterator[str]:
        """The values of all columns of this field. A cell may have several."""
        for at in self.at(field):
            cell = unguarded(self.row.cells[at]).strip()
            if cell:
                yield from (text for part in self._several(cell, field) if (text := part.strip()))

    def at(self, field: str) -> Iterator[int]:
        """The indices of the columns of this field."""
        return (n for n, each in enumerate(self.columns.fields[: len(self.row.cells)]) if each == field)

    def text(self, field: str) -> str:
        """The first value, as a line."""
        return next((text for value in self.all(field) if (text := plain_line(value))), "")

    def labelled(self, field: str) -> Iterator[tuple[str, str]]:
        """The pairs from `Event 1 - Label` and `Event 1 - Value`, with the label folded."""
        for at in self.at(field):
            wanted = {fold(self.header[at]).replace("value", word) for word in ("label", "type")}
            cells = (
                self.row.cells[n] for n, name in enumerate(self.header[: len(self.row.cells)]) if fold(name) in wanted
            )
            label = fold(next(cells, "").lstrip("* "))
            if self.row.cells[at].strip():
                yield label or fold(self.header[at]), unguarded(self.row.cells[at]).strip()

    def _several(self, cell: str, field: str) -> Sequence[str]:
        if self.is_ours and cell.startswith('["'):
            try:
                return [str(each) for each in json.loads(cell)]
            except ValueError:
                return [cell]
        if self.is_ours:
            return cell.split(";") if field in LISTS | _PAIRED else [cell]
        if _VALUE_SEPARATOR in cell:
            return cell.split(_VALUE_SEPARATOR)
        return _SPLIT[field].split(cell) if field in _SPLIT else [cell]


def _card(cells: _Cells, where: str, order: DateOrder) -> Card | SkippedRecord:
    name = cells.text("name") or " ".join(filter(None, map(cells.text, _PARTS)))
    email = next(iter(plain_lines(each.removeprefix("mailto:") for each in cells.all("email"))), "")
    if not name and (cells.columns.source == "LinkedIn" or not email):
        return SkippedRecord(where, _HIDDEN)
    return Card(
        name=name or email,
        where=where,
        uid=cells.text("uid"),
        note="\n\n".join(cells.all("note")),
        came=_came(cells),
        **arguments(Card, field_values(cells, name, order)),
    )


def _unclear(cells: _Cells, where: str, order: DateOrder) -> Iterator[SkippedRecord]:
    for field in _DAYS if not order else ():
        for text in cells.all(field):
            if is_ambiguous(text):
                yield SkippedRecord(
                    where, f"The date {text} reads in two ways; --date-order dmy or mdy tells which.", day=True
                )


def _came(cells: _Cells) -> bool | None:
    """Whether a guest list says that they were there. Eventbrite's "Attending" only means that they planned to come."""
    if "attended" not in cells.columns.fields:
        return None
    status = fold(cells.text("attended"))
    return status == "checked in" if cells.columns.source == "Eventbrite" else status not in {*NO, "no show", "absent"}


class _JsonRecord(NamedTuple):
    """A JSON object as the source of a person's fields."""

    values: Mapping[str, Any]

    def texts(self, field: PersonField) -> list[str]:
        """The texts of a field that has one label."""
        return self.all(field.name)

    def pairs(self, field: PersonField) -> Iterator[tuple[str, str]]:
        """The pairs of objects such as `{"kind": "spouse", "value": "Ben Okoro"}`."""
        found = self.values.get(field.name)
        for each in found if isinstance(found, list) else ():
            if isinstance(each, Mapping):
                kind, value = (next(iter(_JsonRecord(each).all(key)), "") for key in ("kind", "value"))
                if kind and value:
                    yield plain_line(kind), value

    def all(self, key: str) -> list[str]:
        """The texts under a key: one, or those of a list. True is "true"."""
        found = self.values.get(key)
        several = found if isinstance(found, list) else [found]
        return [
            str(each).lower() if each is True else str(each)
            for each in several
            if isinstance(each, (str, int, float)) and each is not False
        ]


def card_of(found: object, where: str) -> Card | SkippedRecord:
    """The card of one record, ours or any other with the same keys."""
    record = _JsonRecord(found if isinstance(found, Mapping) else {})
    name, uid = (next(iter(plain_lines(record.all(key))), "") for key in ("name", "uid"))
    if not name:
        return SkippedRecord(where, _NO_RECORD)
    return Card(name=name, where=where, uid=uid, **arguments(Card, field_values(record, name)))


class Columns(NamedTuple):
    """The program that wrote a table ("table" if unknown), and the field of each column."""

    source: str
    fields: tuple[str, ...]
    guessed: bool = False


def is_known_column(header: str) -> bool:
    """Whether a cell may be part of a header."""
    return bool(_field(header))


def columns_of(header: tuple[str, ...], given: dict[str, str]) -> Columns:
    """The fields of the columns; `given` are the user's (column as written -> field)."""
    names = [_plain(cell) for cell in header]
    source = next((name for name, sign in _SIGNS if sign <= set(names)), "table")
    told = {_plain(name): field for name, field in given.items()}
    found = [told.get(name) or _in(source, name, names) for name in names]
    unknown = source == "table" and not all(name in told for name in names if name)
    return Columns(source, tuple(found), unknown)


def _in(source: str, name: str, names: list[str]) -> str:
    if source in {"Eventbrite", "Luma", "Meetup"} and name in _GUESTS:
        return _GUESTS[name]
    if source == OURS:
        return _OUR_COLUMNS.get(name, "-")
    if name == "title" and ("job title" in names or source == "Meetup"):
        return "-"  # Outlook's title is Mr or Dr; Meetup's is the host's
    if name == "url" and source not in _URL_OF:
        return "website"
    if name == "status":
        return "-"
    return _field(name) or "-"


def _field(header: str) -> str:
    name = _plain(header)
    found = _FIELD_OF.get(name) or next((field for shape, field in _NUMBERED if shape.fullmatch(name)), "")
    meaning = "" if found or not header else key_meaning(header) or ""
    meaning = _MEANT.get(meaning, meaning)
    return found or (meaning if meaning in FIELDS else "")


def _plain(header: str) -> str:
    return fold(header.lstrip("\ufeff"))
