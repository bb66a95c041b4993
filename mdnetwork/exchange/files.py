"""The files that a user names. The kind of each is recognised by its content."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from mdnetwork.dates import DateOrder
from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.calendar_in import Window, read_calendar
from mdnetwork.exchange.cards import Appointment, Card, Guest, Item, SkippedRecord
from mdnetwork.exchange.columns import Columns, columns_of, is_known_column
from mdnetwork.exchange.jscontact import is_jscontact, read_jscontact
from mdnetwork.exchange.ldif import is_ldif, ldif_rows
from mdnetwork.exchange.matching import Census
from mdnetwork.exchange.plugin_notes import (
    USUAL_FORMAT,
    is_birthdays,
    is_company,
    read_birthdays,
    read_company,
    read_friends,
)
from mdnetwork.exchange.tables import (
    NO_PEOPLE,
    TableRow,
    Workbook,
    card_of,
    csv_rows,
    day_orders,
    read_rows,
    table_of,
    unknown_keys,
)
from mdnetwork.exchange.values import name_key, plain_line
from mdnetwork.exchange.vcards import read_vcards
from mdnetwork.i18n import Sentence
from mdnetwork.names import same

_FRIENDS = ("### ACTIVITIES:", "### FRIENDS:", "### NOTES:", "### LOCATIONS:")
_DEEPEST = 2
"""The deepest nesting of archives. No program that exports people makes more than one."""
_SHOWN = 200
"""The most characters of a file's name in a message."""
_NOT_THERE = Sentence("{name} is not among the guests: the list does not say that they came.")
_FORMS = {"dmy": "DD/MM/YYYY", "mdy": "MM/DD/YYYY"}
LARGEST = 400_000_000
"""The most bytes of an unpacked archive."""
_FULLEST = 200
"""How many times larger an unpacked archive may be; text is rarely more than 20 times larger."""
_SMALL = 5_000_000
_INSIDE = (".vcf", ".vcard", ".ics")
_CONNECTIONS = "connections.csv"
HEAD_BYTES = 4096
"""How many bytes show the kind of a file."""
_SUFFIXES = frozenset(
    {".vcf", ".vcard", ".csv", ".tsv", ".xlsx", ".ics", ".json", ".jsonl", ".ndjson", ".ldif", ".zip"}
)
_OF_PEOPLE = frozenset({"name", "given", "family", "email"})
"""Columns that a sheet of people has one of."""
_PLUGINS = ".obsidian/plugins"
_LARGEST_SETTINGS = 200_000
"""The most bytes of a plugin's settings."""
_TRACKER = f"{_PLUGINS}/birthday-tracker/data.json"
"""The path of Birthday Tracker's settings, which exists once one of them was changed."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """How to read files: the meaning of columns, the order of dates in numbers, and whether to read photos."""

    columns: Mapping[str, str] = field(default_factory=dict)
    order: DateOrder = ""
    photos: bool = False
    window: Window = Window()
    """The days of which a calendar's events are read."""
    event: tuple[date, str] | None = None
    """The day and title of the event whose guests a table lists."""
    usual_order: DateOrder = ""
    """The order of days in numbers where neither the user nor the file says it."""


@dataclass
class Files:
    """The items of several files, read lazily. `guessed` collects the tables with guessed columns."""

    paths: Sequence[Path]
    wishes: Wishes = Wishes()
    progress: Callable[[int, int], None] | None = None
    guessed: list[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    """(file, (column, field) pairs)."""
    sources: list[str] = field(default_factory=list)
    """The program or format of each table and file, in order."""
    _counted: dict[str, Census] = field(default_factory=dict)
    source: str = ""
    """The source of the last item: a file, or a folder with one vCard per person."""

    def items(self) -> Iterator[Item]:
        """All items of all files. Raises ExchangeError."""
        found = [(each, _source_of(each, path)) for path in self.paths for each in walked(path)]
        total = sum(path.stat().st_size for path, _ in found)
        before = 0
        for path, self.source in found:
            with opened(path) as file:
                for item in self._read(file, path.name, path):
                    yield item
                    if self.progress:
                        self.progress(before + min(file.tell(), path.stat().st_size), total)
            before += path.stat().st_size

    def census(self, source: str) -> Census:
        """The uids and names of all cards in a source, whose files are read again. Raises ExchangeError."""
        if source not in self._counted:
            self._counted[source] = self._count(source)
        return self._counted[source]

    def _count(self, source: str) -> Census:
        wishes = replace(self.wishes, photos=False, event=None)
        # a pipe can be read only once
        found = [(path, named) for named in self.paths for path in walked(named) if path.is_file()]
        paths = [path for path, named in found if _source_of(path, named) == source]
        keys = {
            (same(item.uid), name_key(item.name)) for item in Files(paths, wishes).items() if isinstance(item, Card)
        }
        return Census(frozenset(uid for uid, _ in keys if uid), frozenset(name for _, name in keys))

    def _read(self, file: BinaryIO, name: str, path: Path, depth: int = 0) -> Iterator[Item]:
        head = file.read(HEAD_BYTES)
        file.seek(0)
        if head.startswith(b"PK\x03\x04"):
            yield from self._archive(file, name, path, depth)
            return
        text = head.decode("utf-8-sig", "replace").lstrip()
        plain = text.upper()
        if "BEGIN:VCARD" in plain[:200] or name.lower().endswith((".vcf", ".vcard")):
            self.sources.append("vCard")
            yield from read_vcards(utf8_lines(file, head), name, photos=self.wishes.photos)
        elif "BEGIN:VCALENDAR" in plain[:200] or name.lower().endswith(".ics"):
            self.sources.append("iCalendar")
            yield from read_calendar(file.read(LARGEST), name, self.wishes.window)
        elif is_ldif(text, name):
            yield from self._table(lambda: _from_start(file, ldif_rows), name)
        elif plain.startswith(("[", "{")):
            self.sources.append("JSON")
            yield from _json_items(file, name)
        else:
            yield from self._note(file, text, path) or self._table(lambda: csv_rows(file), name)

    def _note(self, file: BinaryIO, head: str, path: Path) -> Iterator[Item] | None:
        """The people in a Markdown file of a program that keeps several people in one; None for any other file."""
        lines = (line.decode("utf-8-sig", "replace") for line in file)
        if head.upper().startswith(_FRIENDS):
            self.sources.append("friends.md")
            return read_friends(lines, path.name)
        if is_company(head):
            self.sources.append("People Metadata")
            return read_company(lines, path.name, path.stem)
        if is_birthdays(head):
            self.sources.append("Birthday Tracker")
            form = _FORMS.get(self.wishes.order or self.wishes.usual_order) or birthday_format(path)
            return read_birthdays(lines, path.name, form)
        return None

    def _table(self, rows: Callable[[], Iterable[TableRow]], name: str) -> Iterator[Item]:
        """The people in a table. `rows` returns its rows from the start: their days are looked at first."""
        yield from self._tables({"": rows}, name)

    def _tables(self, sheets: Mapping[str, Callable[[], Iterable[TableRow]]], name: str) -> Iterator[Item]:
        """The people in the sheets of a workbook, by their titles. A sheet without a column of names is left out."""
        headers = {title: table_of(rows(), is_known_column).header for title, rows in sheets.items()}
        _check(tuple(cell for header in headers.values() for cell in header), self.wishes.columns, name)
        guests: list[Guest] = []
        for title, rows in sheets.items():
            meant = columns_of(headers[title], self.wishes.columns)
            if len(sheets) == 1 or not _OF_PEOPLE.isdisjoint(meant.fields):
                yield from self._sheet(rows, meant, f"{name}/{plain_line(title)}" if len(sheets) > 1 else name, guests)
            elif headers[title]:
                yield SkippedRecord(name, NO_PEOPLE.filled(sheet=plain_line(title)), "table")
        if self.wishes.event:
            day, event = self.wishes.event
            yield Appointment(f"{day} {event}", day, event, name, guests=tuple(guests), kind="event")

    def _sheet(
        self, rows: Callable[[], Iterable[TableRow]], meant: Columns, name: str, guests: list[Guest]
    ) -> Iterator[Card | SkippedRecord]:
        """The people in one table. Those who came are added to `guests`, if it lists the guests of an event."""
        found = table_of(rows(), is_known_column)
        self.sources.append(meant.source)
        if meant.guessed:
            self.guessed.append((name, tuple(zip(found.header, meant.fields, strict=True))))
        orders = day_orders(found, meant, self.wishes.usual_order)
        if self.wishes.order:
            orders = dict.fromkeys(orders, self.wishes.order)
        for item in read_rows(table_of(rows(), is_known_column), meant, name, orders):
            yield item
            if not self.wishes.event or not isinstance(item, Card):
                continue
            if item.came is False:
                yield SkippedRecord(item.where, _NOT_THERE.filled(name=item.name), "guest")
            else:
                record = (self.source, item.where)
                guests.append(Guest(item.name, next(iter(item.emails), ""), record=record))

    def _archive(self, file: BinaryIO, name: str, path: Path, depth: int) -> Iterator[Item]:
        if depth >= _DEEPEST:
            raise ExchangeError(f"{name[:_SHOWN]} is too deep inside archives: unpack them yourself and name the file.")
        if is_workbook(file, name):
            yield from self._tables(Workbook(file, name).sheets(), name)
            return
        for member, inside in members(file, name):
            yield from self._read(inside, f"{name}/{member}", path, depth + 1)


def _json_items(file: BinaryIO, name: str) -> Iterator[Item]:
    try:
        text = file.read(LARGEST).decode("utf-8-sig")
        found = _json_values(text)
        items = [item for number, each in enumerate(found, 1) for item in _json_item(each, f"{name}:{number}")]
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ExchangeError(f"{name} cannot be read as JSON ({error}). Export it again.") from error
    yield from items
    yield from unknown_keys((each for each in found if not is_jscontact(each)), name)


def _json_values(text: str) -> list[Any]:
    """The values of a JSON list, of one value, or of a value on each line. Raises ValueError."""
    lines = [line for line in text.splitlines() if line.strip()]
    if text.lstrip().startswith("{") and len(lines) > 1:
        with suppress(ValueError):
            return [json.loads(line) for line in lines]
    found = json.loads(text)
    return found if isinstance(found, list) else [found]


def _json_item(found: object, where: str) -> Iterator[Card | SkippedRecord]:
    return read_jscontact(found, where) if is_jscontact(found) else card_of(found, where)


def _from_start(file: BinaryIO, rows: Callable[[Iterable[bytes]], Iterable[TableRow]]) -> Iterable[TableRow]:
    file.seek(0)
    return rows(file)


def _check(header: tuple[str, ...], told: Mapping[str, str], name: str) -> None:
    missing = [column for column in told if column.casefold().strip() not in {cell.casefold() for cell in header}]
    if missing:
        raise ExchangeError(
            f"{name} has no column “{missing[0]}”; it has {', '.join(header)}. Use --map once for each."
        )


def _source_of(path: Path, named: Path) -> str:
    """The source of a file: its folder, if the user named the folder and each vCard in it has one person."""
    if path == named or path.suffix.lower() not in {".vcf", ".vcard"}:
        return str(path)
    with opened(path) as file:
        begins = (n for n, line in enumerate(file) if line.strip().upper() == b"BEGIN:VCARD")
        several = next(begins, None) is not None and next(begins, None) is not None
    return str(path if several else path.parent)


def is_workbook(file: BinaryIO, name: str) -> bool:
    """Whether the archive is a spreadsheet. Raises ExchangeError if it is broken or too large."""
    with _bounded(file, name) as archive:
        return "[Content_Types].xml" in archive.namelist()


def members(file: BinaryIO, name: str) -> Iterator[tuple[str, BinaryIO]]:
    """The files in the archive that may contain people or meetings: (name without folders, content).

    Raises ExchangeError if there are none, or if one cannot be unpacked.
    """
    with _bounded(file, name) as archive:
        wanted = [each for each in archive.namelist() if _is_wanted(each)]
        if not wanted:
            raise ExchangeError(f"{name} holds no Connections.csv, vCards or calendars; unpack it and name the file.")
        for each in wanted:
            try:
                data = archive.read(each)
            except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:  # broken, or with a password
                raise ExchangeError(
                    f"{name} cannot be unpacked ({error}): unpack it yourself and name the file."
                ) from error
            yield _tail(each), io.BytesIO(data)


def _bounded(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """The archive, if it is not too large when unpacked. Python reads no more of a member than its declared size."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except zipfile.BadZipFile as error:
        raise ExchangeError(f"{name} is a broken archive: download it again.") from error
    full = sum(each.file_size for each in archive.infolist())
    packed = sum(each.compress_size for each in archive.infolist())
    if full > LARGEST or full > max(_SMALL, _FULLEST * packed):
        raise ExchangeError(
            f"{name} would unpack to {full / 1e6:,.0f} MB and was left alone: unpack it yourself and name the file."
        )
    return archive


def _is_wanted(member: str) -> bool:
    plain = _tail(member).lower().replace(" ", "").replace("_", "")
    return plain == _CONNECTIONS or plain.endswith(_INSIDE)


def _tail(member: str) -> str:
    return member.replace("\\", "/").rpartition("/")[2]


def walked(path: Path) -> list[Path]:
    """The files that a path means: those in a folder, those of plugins in a vault, or the file itself.

    Raises ExchangeError if there are none.
    """
    vault = _vault_of_settings(path)
    if vault:
        note = _tracked(vault)
        return [note] if note else [path]
    if path.is_dir():
        return _in_vault(path) if (path / ".obsidian").is_dir() else _in_folder(path)
    if not path.exists():
        raise ExchangeError(f"There is no file {path}. Name the file that the other program exported.")
    return [path]


def opened(path: Path) -> BinaryIO:
    """The file, open for reading. Raises ExchangeError if it cannot be read."""
    try:
        file = path.open("rb")
        if file.seekable():
            return file
        with file:  # a pipe: import <(unzip -p …)
            return io.BytesIO(file.read())
    except OSError as error:
        raise ExchangeError(
            f"{path} cannot be read ({(error.strerror or '').lower()}). Allow yourself to read it."
        ) from error


def utf8_lines(file: BinaryIO, head: bytes) -> Iterator[bytes]:
    """The lines of a text file, UTF-16 as UTF-8. They end in LF, CRLF or, as on old Macs, CR."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _wide_lines(file)
    return _lines(file)


def birthday_format(path: Path) -> str:
    """The format of Birthday Tracker's dates in the vault of this note: from its settings, else the default."""
    for folder in path.resolve().parents:
        found = _settings(folder / _TRACKER).get("dateFormatting")
        if isinstance(found, str) and found:
            return found
    return USUAL_FORMAT


def _wide_lines(file: BinaryIO) -> Iterator[bytes]:
    text = io.TextIOWrapper(file, "utf-16", "replace")
    yield from (line.encode() for line in text)
    text.detach()  # the caller closes the file


def _lines(file: BinaryIO) -> Iterator[bytes]:
    for line in file:
        yield from line.splitlines(keepends=True) if b"\r" in line.rstrip(b"\r\n") else (line,)


def _in_folder(folder: Path) -> list[Path]:
    found = sorted(each for each in folder.rglob("*") if each.suffix.lower() in _SUFFIXES and each.is_file())
    if not found:
        raise ExchangeError(f"{folder} holds no file that could be imported ({', '.join(sorted(_SUFFIXES))}).")
    return found


def _in_vault(vault: Path) -> list[Path]:
    """The notes of a vault with several people each. People with a note of their own need no import."""
    notes = [each for each in sorted(vault.rglob("*.md")) if ".obsidian" not in each.parts and _is_in(each, vault)]
    found = [each for each in notes if is_birthdays(head := _head_of(each)) or is_company(head)]
    if not found:
        raise ExchangeError(
            f"{vault} is a vault, and no note in it is a list of people by Birthday Tracker or People Metadata: "
            "mdnet reads its other notes as they are, with --vault."
        )
    return found


def _is_in(note: Path, vault: Path) -> bool:
    """Whether a path is a file inside the vault, also after links."""
    return note.is_file() and note.resolve().is_relative_to(vault.resolve())


def _head_of(path: Path) -> str:
    with opened(path) as file:
        return file.read(HEAD_BYTES).decode("utf-8-sig", "replace")


def _vault_of_settings(path: Path) -> Path | None:
    """The vault whose Birthday Tracker settings are in this file; None for any other file."""
    return path.resolve().parents[3] if path.resolve().as_posix().endswith(f"/{_TRACKER}") else None


def _tracked(vault: Path) -> Path | None:
    """The note named in the settings, if it is inside the vault."""
    named = _settings(vault / _TRACKER).get("birthdayNodeLocation")
    if not isinstance(named, str) or not named:
        return None
    note = (vault / named).resolve()
    return note if note.is_relative_to(vault) and note.is_file() else None


def _settings(path: Path) -> dict[str, object]:
    try:
        if not path.is_file() or path.stat().st_size > _LARGEST_SETTINGS:
            return {}
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
