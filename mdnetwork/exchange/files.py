"""Exchange: the files that a user names, opened and read by their kind. Archives are bounded, folders walked."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.calendar_in import Window, read_calendar
from mdnetwork.exchange.cards import Appointment, Card, Guest, Item
from mdnetwork.exchange.columns import Columns, columns, is_known
from mdnetwork.exchange.friends_md import read_friends
from mdnetwork.exchange.records import card_of
from mdnetwork.exchange.rows import read_rows
from mdnetwork.exchange.tables import Row, csv_rows, table
from mdnetwork.exchange.vcard_in import read_vcards
from mdnetwork.reading.settings import DateOrder

_HEAD = 4096
_LARGEST = 400_000_000
"""Bytes that an archive may hold when it is unpacked."""
_FULLEST = 200
"""How many times larger than itself an archive may be when unpacked; text is seldom more than 20 times."""
_SMALL = 5_000_000
_SUFFIXES = frozenset({".vcf", ".vcard", ".csv", ".tsv", ".xlsx", ".ics", ".json", ".jsonl", ".ndjson", ".zip"})
_INSIDE = (".vcf", ".vcard", ".ics")
_FRIENDS = ("### ACTIVITIES:", "### FRIENDS:", "### NOTES:", "### LOCATIONS:")
_CONNECTIONS = "connections.csv"


@dataclass(frozen=True, slots=True)
class Wishes:
    """How files are to be read: what columns are, in which order dates in numbers stand, and whether with photos."""

    columns: Mapping[str, str] = field(default_factory=dict)
    order: DateOrder = ""
    photos: bool = False
    window: Window = Window()
    """The days of which a calendar's events are taken."""
    event: tuple[date, str] | None = None
    """The day and title of the event whose guests a table lists."""


@dataclass
class Files:
    """The items of some files, read as they are asked for; `guessed` fills with tables whose columns were guessed."""

    paths: Sequence[Path]
    wishes: Wishes = Wishes()
    progress: Callable[[int, int], None] | None = None
    guessed: list[tuple[str, tuple[tuple[str, str], ...]]] = field(default_factory=list)
    """(file, (column, field) pairs)."""
    sources: list[str] = field(default_factory=list)
    """The program or format of each table and file, in order."""

    def items(self) -> Iterator[Item]:
        """All items of all files. Raises ExchangeError."""
        found = [each for path in self.paths for each in _walked(path)]
        total = sum(path.stat().st_size for path in found)
        before = 0
        for path in found:
            with _opened(path) as file:
                for item in self._read(file, path.name):
                    yield item
                    if self.progress:
                        self.progress(before + min(file.tell(), path.stat().st_size), total)
            before += path.stat().st_size

    def _read(self, file: BinaryIO, name: str) -> Iterator[Item]:
        head = file.read(_HEAD)
        file.seek(0)
        if head.startswith(b"PK\x03\x04"):
            yield from self._archive(file, name)
            return
        plain = head.decode("utf-8-sig", "replace").lstrip().upper()
        if "BEGIN:VCARD" in plain[:200] or name.lower().endswith((".vcf", ".vcard")):
            self.sources.append("vCard")
            yield from read_vcards(_utf8_lines(file, head), name, photos=self.wishes.photos)
        elif "BEGIN:VCALENDAR" in plain[:200] or name.lower().endswith(".ics"):
            self.sources.append("iCalendar")
            yield from read_calendar(file.read(_LARGEST), name, self.wishes.window)
        elif plain.startswith(_FRIENDS):
            self.sources.append("friends.md")
            yield from read_friends((line.decode("utf-8-sig", "replace") for line in file), name)
        elif plain.startswith(("[", "{")):
            self.sources.append("JSON")
            yield from _json_items(file, name)
        else:
            yield from self._table(csv_rows(file), name)

    def _table(self, rows: Iterable[Row], name: str) -> Iterator[Item]:
        found = table(rows, is_known)
        meant: Columns = columns(found.header, dict(self.wishes.columns))
        _check(found.header, self.wishes.columns, name)
        self.sources.append(meant.source)
        if meant.guessed:
            self.guessed.append((name, tuple(zip(found.header, meant.fields, strict=True))))
        guests: list[Guest] = []
        for item in read_rows(found, meant, name, self.wishes.order):
            yield item
            if self.wishes.event and isinstance(item, Card) and item.came is not False:
                guests.append(Guest(item.name, next(iter(item.emails), "")))
        if self.wishes.event:
            day, title = self.wishes.event
            yield Appointment(f"{day} {title}", day, title, name, guests=tuple(guests), kind="event")

    def _archive(self, file: BinaryIO, name: str) -> Iterator[Item]:
        try:
            archive = zipfile.ZipFile(file)
        except zipfile.BadZipFile as error:
            raise ExchangeError(f"{name} is a broken archive: fetch it again.") from error
        with archive:
            _bounded(archive, name)
            inside = archive.namelist()
            if "[Content_Types].xml" in inside:
                from mdnetwork.exchange.spreadsheets import xlsx_rows  # noqa: PLC0415  an extra, and slow to import

                yield from self._table(xlsx_rows(file, name), name)
                return
            wanted = [each for each in inside if _is_wanted(each)]
            if not wanted:
                raise ExchangeError(
                    f"{name} holds no Connections.csv, vCards or calendars; unpack it and name the file."
                )
            for each in wanted:
                try:
                    with archive.open(each) as member:
                        yield from self._read(io.BytesIO(member.read()), f"{name}/{_tail(each)}")
                except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:  # broken, or with a password
                    raise ExchangeError(
                        f"{name} cannot be unpacked ({error}): unpack it yourself and name the file."
                    ) from error


def _walked(path: Path) -> list[Path]:
    if path.is_dir():
        found = sorted(each for each in path.rglob("*") if each.suffix.lower() in _SUFFIXES and each.is_file())
        if not found:
            raise ExchangeError(f"{path} holds no file that could be imported ({', '.join(sorted(_SUFFIXES))}).")
        return found
    if not path.exists():
        raise ExchangeError(f"There is no file {path}. Name the file that the other program exported.")
    return [path]


def _opened(path: Path) -> BinaryIO:
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


def _utf8_lines(file: BinaryIO, head: bytes) -> Iterator[bytes]:
    """The lines of a text file, those of UTF-16 as UTF-8."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return (line.encode() for line in io.TextIOWrapper(file, "utf-16", "replace"))
    return _lines(file)


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """Lines that end in LF, CRLF or, as on old Macs, CR alone."""
    for line in file:
        yield from line.splitlines(keepends=True) if b"\r" in line.rstrip(b"\r\n") else (line,)


def _json_items(file: BinaryIO, name: str) -> Iterator[Item]:
    try:
        text = file.read(_LARGEST).decode("utf-8-sig")
        if text.lstrip().startswith("["):
            found = json.loads(text)
        else:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ExchangeError(f"{name} is no JSON that can be read ({error}). Export it again.") from error
    yield from (card_of(each, f"{name}:{number}") for number, each in enumerate(found, 1))


def _bounded(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what unpacks to far more than it is. Python reads no more of a member than it says to hold."""
    full = sum(each.file_size for each in archive.infolist())
    packed = sum(each.compress_size for each in archive.infolist())
    if full > _LARGEST or full > max(_SMALL, _FULLEST * packed):
        raise ExchangeError(
            f"{name} would unpack to {full / 1e6:,.0f} MB and was left alone: unpack it yourself and name the file."
        )


def _is_wanted(member: str) -> bool:
    plain = _tail(member).lower().replace(" ", "").replace("_", "")
    return plain == _CONNECTIONS or plain.endswith(_INSIDE)


def _tail(member: str) -> str:
    return member.replace("\\", "/").rpartition("/")[2]


def _check(header: tuple[str, ...], told: Mapping[str, str], name: str) -> None:
    missing = [column for column in told if column.casefold().strip() not in {cell.casefold() for cell in header}]
    if missing:
        raise ExchangeError(f"{name} has no column “{missing[0]}”; it has {', '.join(header)}.")
