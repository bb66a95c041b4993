"""Tables (CSV, XLSX) and JSON records of people as Cards."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from mdnetwork import fields
from mdnetwork.dates import DateOrder
from mdnetwork.days.reader import order_shown, parse_partial
from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.cards import RELATED, Card, SkippedRecord
from mdnetwork.exchange.columns import BIRTH, OURS, PARTS, WEDDING, Columns
from mdnetwork.exchange.structured_names import from_parts
from mdnetwork.exchange.values import (
    OF_PERSON,
    field_values,
    mail_address,
    plain_line,
    plain_lines,
    refused_values,
    relation_of,
    unguarded,
)
from mdnetwork.fields import EXCHANGED, URLS, PersonField, arguments
from mdnetwork.i18n import Sentence
from mdnetwork.lazy import lazy
from mdnetwork.names import bare, fold
from mdnetwork.vocabulary.imports import ABSENT, AGREED, COMING, NOTHING, column_of
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
_TWO = 2
_ROWS = 1_048_576
"""The most rows of a worksheet (ECMA-376; Excel specifications and limits)."""
_WIDEST = 1024
"""The most columns of a table of people. A file of a few bytes can claim 16,384 for each row."""
LISTS = frozenset(field.key for field in EXCHANGED if field.kind in fields.LISTS)
_SPLIT = {**dict.fromkeys(LISTS, re.compile("[;,\n]")), "phone": re.compile("[;\n]")}
VALUE_SEPARATOR = ":::"
"""Google's separator of several values in one cell."""
_HIDDEN = Sentence(
    "This row has no name: it is blank, of a company, or of a member of LinkedIn who does not want to be exported."
)
_NOBODY = Sentence("“{name}” is not a name.")
_NOTHING = Sentence("“{text}” means that there is none.")
_BEYOND = Sentence(
    "The row has more cells than the header, as happens where a comma has no quotation marks around it: {text}."
)
_HALF = Sentence(
    "Only half a name: “{name}”. No column is known as the other half; say which with --map COLUMN={other}."
)
_NO_RECORD = Sentence("Not a record of a person: it has no “name”.")
_UNKNOWN = Sentence("No field is known for these columns: {columns}. Say what one is with --map COLUMN=FIELD.")
NO_PEOPLE = Sentence("The sheet “{sheet}” has no column of names or e-mail addresses, so nobody was read from it.")
_UNKNOWN_KEYS = Sentence("No field is known for these keys: {keys}.")
_KNOWN_KEYS = frozenset(
    (
        *("name", "uid", "circle", "first_contact", "last_contact"),
        *(key for field in EXCHANGED for key in (field.name, field.key)),
    )
)
"""The keys of our own records. What they say about contact and circle only concerns their vault."""
_PAIRED = frozenset(field.name for field in EXCHANGED if field.kind in fields.PAIRS)
_WORDS: frozenset[fields.FieldKind] = frozenset({"text", "texts", "names", "tags"})
"""Kinds of fields whose values are any words."""
_DAYS = frozenset(field.key for field in EXCHANGED if field.kind in {"partial", "day", "anniversaries"})
_N = (("family_particle", "family"), ("given",), ("middle",), ("prefix",), ("suffix",))
"""The columns of each part of a structured name."""
_HALVES = {"given": "family", "family": "given"}


class TableRow(NamedTuple):
    """A row's number in the file (from 1; the last line of a cell with line ends) and its cells."""

    number: int
    cells: list[str]


class Table(NamedTuple):
    """The header's cells as written, and the rows below it, read lazily."""

    header: tuple[str, ...]
    rows: Iterator[TableRow]


def csv_rows(file: BinaryIO) -> Iterator[TableRow]:
    """The rows of a CSV file from its start. Bytes that are not UTF-8 are read as Windows' Western European."""
    file.seek(0)
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


class Workbook:
    """An XLSX file. Its sheets are tables."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        """Raises ExchangeError if openpyxl is not installed, or the file is not a workbook."""
        load_workbook = openpyxl.load_workbook
        file.seek(0)
        try:
            book = load_workbook(file, read_only=True, data_only=True)
        except Exception as error:  # openpyxl raises many kinds of errors
            raise ExchangeError(f"{name} cannot be read as a spreadsheet: save it as CSV and try again.") from error
        self._name, self._sheets = name, {sheet.title: sheet for sheet in book.worksheets}

    def sheets(self) -> dict[str, Callable[[], Iterator[TableRow]]]:
        """The rows of each sheet, by its title."""
        return {title: partial(self.rows, title) for title in self._sheets}

    def rows(self, title: str) -> Iterator[TableRow]:
        """The rows of a sheet, read lazily. Formulas give the value that was computed last. Rows missing in the file
        are skipped.

        Raises ExchangeError if a cell is too far to the right or below.
        """
        name, sheet = self._name, self._sheets[title]
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


def day_orders(table: Table, columns: Columns, usual: DateOrder = "") -> dict[int, DateOrder]:
    """The order of days in numbers in each column of days, by its position; reads the whole table.

    A date that can be read in one way decides for its column, then the program or the language of the header, then
    `usual`.
    """
    shown: dict[int, set[DateOrder]] = {at: set() for at, field in enumerate(columns.fields) if field in _DAYS}
    for row in table.rows if shown else ():
        for at, orders in shown.items():
            if at < len(row.cells):
                orders.add(order_shown(row.cells[at].strip()))
    return {at: _decided(orders - {""}, columns.order or usual) for at, orders in shown.items()}


def _decided(shown: Collection[DateOrder], otherwise: DateOrder) -> DateOrder:
    """The order that all dates of a column show; "" if they contradict each other."""
    return next(iter(shown), otherwise) if len(shown) < _TWO else ""


def read_rows(
    table: Table, columns: Columns, name: str, orders: Mapping[int, DateOrder]
) -> Iterator[Card | SkippedRecord]:
    """The people in a table called `name`. `orders` has the order of days in each column of days."""
    places: dict[str, list[int]] = {}
    for at, field in enumerate(columns.fields):
        places.setdefault(field, []).append(at)
    unknown = dict.fromkeys(columns.unknown)
    used: list[int] = []
    for row in table.rows:
        if any(cell.strip() for cell in row.cells):
            cells, where = _Cells(row, table.header, columns, orders, places), f"{name}:{row.number}"
            found = _card(cells, where)
            yield found
            if isinstance(found, Card):
                yield from refused_values(cells, found.name, where)
                why = [_NOTHING.filled(text=text) for text in cells.nothings()]
                beyond = [text for cell in row.cells[len(table.header) :] if (text := plain_line(cell))]
                why += [_BEYOND.filled(text=", ".join(beyond))] if beyond else []
                yield from (
                    SkippedRecord(where, OF_PERSON.filled(name=found.name, reason=each), "value") for each in why
                )
            new = [at for at in unknown if at < len(row.cells) and row.cells[at].strip()]
            used += new
            for at in new:
                del unknown[at]
    if used:
        names = ", ".join(plain_line(table.header[at]) or f"(column {at + 1})" for at in sorted(used))
        yield SkippedRecord(name, _UNKNOWN.filled(columns=names), "table")


class _Cells(NamedTuple):
    """A row as the source of a person's fields."""

    row: TableRow
    header: tuple[str, ...]
    columns: Columns
    orders: Mapping[int, DateOrder]
    places: Mapping[str, Sequence[int]]
    """The positions of the columns of each field."""

    @property
    def is_ours(self) -> bool:
        return self.columns.source == OURS

    def texts(self, field: PersonField) -> Iterable[str]:
        """The texts of a field that has one label."""
        match field.name:
            case "place":
                return (", ".join(filter(None, (self.text("place"), self.text("country")))),)
            case "met_at" if self.columns.source == "LinkedIn" and self.text("met"):
                return (*self.all("met_at"), "LinkedIn")
            case "structured_name" if not self.is_ours:
                return (from_parts([self.name_of(*parts)] for parts in _N).text(),)
            case "birthday":
                return (*self.all("birthday"), *self._parts(BIRTH))
        found = self.all(field.key)
        return (text for text in found if not self._is_nothing(text)) if field.kind in _WORDS else found

    def nothings(self) -> Iterator[str]:
        """Values of fields in words that only say that there is none."""
        texts = (text for field in EXCHANGED if field.kind in _WORDS for text in self.all(field.key))
        return (plain_line(text) for text in dict.fromkeys(texts) if self._is_nothing(text))

    def _is_nothing(self, text: str) -> bool:
        """Whether a value says that there is none: "n/a", "Info Requested". In our own tables it means what it says."""
        return not self.is_ours and bare(text) in NOTHING

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
            for label, text in self.labelled(field.key):
                is_one = field.key in {meaning_of(label), column_of(label, self.columns.language)}
                yield "anniversary" if is_one else label, text
            if field.kind == "anniversaries":
                yield from (("anniversary", day) for day in self._parts(WEDDING))

    def all(self, field: str) -> list[str]:
        """The values of all columns of this field. A cell may have several."""
        if field not in self.places:
            return []
        found: list[str] = []
        for at in self.at(field):
            cell = unguarded(self.row.cells[at]).strip()
            if cell:
                found += [self._day(text, at) for part in self._several(cell, field) if (text := part.strip())]
        return found

    def at(self, field: str) -> Sequence[int]:
        """The indices of the columns of this field."""
        return [at for at in self.places.get(field, ()) if at < len(self.row.cells)]

    def text(self, field: str) -> str:
        """The first value, as a line."""
        return next(
            (text for value in self.all(field) if (text := plain_line(value)) and not self._is_nothing(text)), ""
        )

    def name_of(self, *parts: str) -> str:
        """These parts of the name. Two family names may have a column each."""
        texts = (text for part in parts for value in self.all(part) if (text := plain_line(value)))
        return " ".join(dict.fromkeys(text for text in texts if not self._is_nothing(text)))

    def _day(self, text: str, at: int) -> str:
        """The text of a column; a day in numbers as the column has them, in ISO 8601."""
        found = parse_partial(text, self.orders[at]) if at in self.orders else None
        return str(found) if found else text

    def _parts(self, fields: Sequence[str]) -> Iterator[str]:
        """The day whose year, month and day have a column each; a month may be a word."""
        year, month, day = (self.text(field).lstrip("0") for field in fields)
        if month.isdigit():
            yield f"{year or '-'}-{month:0>2}{f'-{day:0>2}' if day else ''}"
        elif month:
            yield f"{day} {month} {year}".strip()

    def labelled(self, field: str) -> Iterator[tuple[str, str]]:
        """The pairs from `Event 1 - Label` and `Event 1 - Value`, with the label folded."""
        for at in self.at(field):
            wanted = {fold(self.header[at]).replace("value", word) for word in ("label", "type")}
            cells = (
                self.row.cells[n] for n, name in enumerate(self.header[: len(self.row.cells)]) if fold(name) in wanted
            )
            label = fold(next(cells, self.header[at]).lstrip("* "))
            if self.row.cells[at].strip():
                yield label, self._day(unguarded(self.row.cells[at]).strip(), at)

    def _several(self, cell: str, field: str) -> Sequence[str]:
        if self.is_ours and cell.startswith('["'):
            try:
                return [str(each) for each in json.loads(cell)]
            except ValueError:
                return [cell]
        if self.is_ours:
            return cell.split(";") if field in LISTS | _PAIRED else [cell]
        if VALUE_SEPARATOR in cell:
            return cell.split(VALUE_SEPARATOR)
        return _SPLIT[field].split(cell) if field in _SPLIT else [cell]


def _card(cells: _Cells, where: str) -> Card | SkippedRecord:
    name = cells.text("name")
    if not name:
        halves = {*_HALVES} & {*cells.columns.fields}
        half = next(iter(halves)) if len(halves) == 1 and "name" not in cells.columns.fields else ""
        if half and cells.text(half):
            return SkippedRecord(where, _HALF.filled(name=cells.text(half), other=_HALVES[half]))
        name = " ".join(filter(None, map(cells.name_of, PARTS[1:])))
    email = next(filter(None, map(mail_address, cells.all("email"))), "")
    if not name and (cells.columns.source == "LinkedIn" or not email):
        written = next((text for part in ("name", *PARTS) for text in plain_lines(cells.all(part))), "")
        return SkippedRecord(where, _NOBODY.filled(name=written) if written else _HIDDEN)
    return Card(
        name=name or email,
        where=where,
        uid=cells.text("uid"),
        note="\n\n".join(cells.all("note")),
        came=_came(cells),
        **arguments(Card, field_values(cells, name)),
    )


def _came(cells: _Cells) -> bool | None:
    """Whether a guest list says that they were there; None if it has no column for it.

    Who came is in a column of presence; "Attending", as in Eventbrite's, only means that somebody planned to come. A
    list without one has answers to an invitation: who did not answer yes was not there.
    """
    if "attended" in cells.columns.fields:
        presence = cells.text("attended")
        return (bare(presence) or presence) not in NO | ABSENT | COMING
    if "answer" in cells.columns.fields:
        return bare(cells.text("answer")) in COMING | AGREED
    return None


class _JsonRecord(NamedTuple):
    """A JSON object as the source of a person's fields."""

    values: Mapping[str, Any]

    def texts(self, field: PersonField) -> list[str]:
        """The texts of a field that has one label."""
        return self.all(field.name) or self.all(field.key)

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


def unknown_keys(records: Iterable[object], name: str) -> Iterator[SkippedRecord]:
    """The keys of JSON records that hold something and are no fields."""
    keys = (key for each in records if isinstance(each, Mapping) for key, value in each.items() if value)
    unknown = [plain_line(key) for key in dict.fromkeys(keys) if key not in _KNOWN_KEYS]
    if unknown:
        yield SkippedRecord(name, _UNKNOWN_KEYS.filled(keys=", ".join(unknown)), "table")


def card_of(found: object, where: str) -> Iterator[Card | SkippedRecord]:
    """The card of one record, ours or any other with the same keys, and what of it was refused."""
    record = _JsonRecord(found if isinstance(found, Mapping) else {})
    name, uid = (next(iter(plain_lines(record.all(key))), "") for key in ("name", "uid"))
    if not name:
        yield SkippedRecord(where, _NO_RECORD)
        return
    yield Card(name=name, where=where, uid=uid, **arguments(Card, field_values(record, name)))
    yield from refused_values(record, name, where)
