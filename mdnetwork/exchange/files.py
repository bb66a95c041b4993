"""Exchange: the files that a user names, each read by its kind, which its content tells."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import BinaryIO

from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.addresses import name_key
from mdnetwork.exchange.archives import LARGEST, is_workbook, members
from mdnetwork.exchange.calendar_in import Window, read_calendar
from mdnetwork.exchange.cards import Appointment, Card, Guest, Item
from mdnetwork.exchange.columns import Columns, columns, is_known
from mdnetwork.exchange.friends_md import read_friends
from mdnetwork.exchange.matching import Census
from mdnetwork.exchange.opening import HEAD, birthday_format, opened, utf8_lines, walked
from mdnetwork.exchange.plugin_notes import is_birthdays, is_company, read_birthdays, read_company
from mdnetwork.exchange.records import card_of
from mdnetwork.exchange.rows import read_rows
from mdnetwork.exchange.tables import Row, csv_rows, table
from mdnetwork.exchange.vcard_in import read_vcards
from mdnetwork.names import same
from mdnetwork.reading.settings import DateOrder

_FRIENDS = ("### ACTIVITIES:", "### FRIENDS:", "### NOTES:", "### LOCATIONS:")
_DEEPEST = 2
"""Archives within each other. No program that exports people makes more than one."""
_SHOWN = 200
"""Characters of a file's name in a message."""
_FORMS = {"dmy": "DD/MM/YYYY", "mdy": "MM/DD/YYYY"}


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
    _counted: dict[str, Census] = field(default_factory=dict)
    source: str = ""
    """Where the item comes from that was read last: a file, or a folder that holds a vCard a person."""

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
        """The uids and names of all cards in a source: its files are read once more. Raises ExchangeError."""
        if source not in self._counted:
            self._counted[source] = self._count(source)
        return self._counted[source]

    def _count(self, source: str) -> Census:
        wishes = replace(self.wishes, photos=False, event=None)
        # A pipe can be read only once.
        found = [(path, named) for named in self.paths for path in walked(named) if path.is_file()]
        paths = [path for path, named in found if _source_of(path, named) == source]
        keys = {
            (same(item.uid), name_key(item.name)) for item in Files(paths, wishes).items() if isinstance(item, Card)
        }
        return Census(frozenset(uid for uid, _ in keys if uid), frozenset(name for _, name in keys))

    def _read(self, file: BinaryIO, name: str, path: Path, depth: int = 0) -> Iterator[Item]:
        head = file.read(HEAD)
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
        elif plain.startswith(("[", "{")):
            self.sources.append("JSON")
            yield from _json_items(file, name)
        else:
            yield from self._note(file, text, path) or self._table(csv_rows(file), name)

    def _note(self, file: BinaryIO, head: str, path: Path) -> Iterator[Item] | None:
        """What a Markdown file of a program that keeps people in one tells; None of any other file."""
        lines = (line.decode("utf-8-sig", "replace") for line in file)
        if head.upper().startswith(_FRIENDS):
            self.sources.append("friends.md")
            return read_friends(lines, path.name)
        if is_company(head):
            self.sources.append("People Metadata")
            return read_company(lines, path.name, path.stem)
        if is_birthdays(head):
            self.sources.append("Birthday Tracker")
            form = _FORMS.get(self.wishes.order) or birthday_format(path)
            return read_birthdays(lines, path.name, form)
        return None

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
                record = (self.source, item.where)
                guests.append(Guest(item.name, next(iter(item.emails), ""), record=record))
        if self.wishes.event:
            day, title = self.wishes.event
            yield Appointment(f"{day} {title}", day, title, name, guests=tuple(guests), kind="event")

    def _archive(self, file: BinaryIO, name: str, path: Path, depth: int) -> Iterator[Item]:
        if depth >= _DEEPEST:
            raise ExchangeError(f"{name[:_SHOWN]} lies too deep in archives: unpack them yourself and name the file.")
        if is_workbook(file, name):
            from mdnetwork.exchange.spreadsheets import xlsx_rows  # noqa: PLC0415  an extra, and slow to import

            yield from self._table(xlsx_rows(file, name), name)
            return
        for member, inside in members(file, name):
            yield from self._read(inside, f"{name}/{member}", path, depth + 1)


def _json_items(file: BinaryIO, name: str) -> Iterator[Item]:
    try:
        text = file.read(LARGEST).decode("utf-8-sig")
        if text.lstrip().startswith("["):
            found = json.loads(text)
        else:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
        cards = [card_of(each, f"{name}:{number}") for number, each in enumerate(found, 1)]
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ExchangeError(f"{name} is no JSON that can be read ({error}). Export it again.") from error
    yield from cards


def _check(header: tuple[str, ...], told: Mapping[str, str], name: str) -> None:
    missing = [column for column in told if column.casefold().strip() not in {cell.casefold() for cell in header}]
    if missing:
        raise ExchangeError(
            f"{name} has no column “{missing[0]}”; it has {', '.join(header)}. Say --map once for each."
        )


def _source_of(path: Path, named: Path) -> str:
    """The source that a file is part of: its folder, where the user named that and each vCard in it is one person's."""
    if path == named or path.suffix.lower() not in {".vcf", ".vcard"}:
        return str(path)
    with opened(path) as file:
        begins = (n for n, line in enumerate(file) if line.strip().upper() == b"BEGIN:VCARD")
        several = next(begins, None) is not None and next(begins, None) is not None
    return str(path if several else path.parent)
