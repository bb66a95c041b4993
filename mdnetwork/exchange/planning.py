"""Exchange: cards put against the vault one after the other: whose each is, and what that makes of their note."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from mdnetwork.errors import EditRefused
from mdnetwork.exchange.cards import Appointment, Card, Item, Left, Told
from mdnetwork.exchange.filing import Shelf
from mdnetwork.exchange.filling import Filled, Filling, Ways, fill, with_entry
from mdnetwork.exchange.matching import LISTED, Book, Match
from mdnetwork.exchange.new_notes import Mould, new_note, with_rows
from mdnetwork.exchange.planned import Answerer, Chooser, Edits, Entry, Plan, nobody, unanswered
from mdnetwork.model import Person
from mdnetwork.names import same
from mdnetwork.reading.notes import read_note
from mdnetwork.writing.desk import Desk

_PICTURE = re.compile(rb"!\[\[[^\[\]\n]+\]\]|!\[[^\[\]\n]*\]\([^)\n]{1,1024}\)")
"""A picture, or another file, that is shown in a note."""


class Planner:
    """Puts cards against the vault one after the other, so that two cards of one person add up."""

    def __init__(  # noqa: PLR0917  each is a part of its own
        self, desk: Desk, book: Book, shelf: Shelf, ways: Ways, mould: Mould, source: Callable[[], str]
    ) -> None:
        """`source` tells where the item comes from that is planned."""
        self._people = {history.person.path: history.person for history in desk.directory.histories}
        self._names = {same(person.name) for person in self._people.values()}
        self._book, self._shelf, self._ways, self._mould = book, shelf, ways, mould
        self._read, self._exists, self._source = desk.read, desk.exists, source
        self._edits: Edits = {}
        self._listed = 0

    def plan(
        self, items: Iterable[Item], create: Chooser = nobody, answer: Answerer = unanswered, *, guests: bool = False
    ) -> Plan:
        """What comes of all items. `guests` says that the cards are those of an event's guests."""
        owners: dict[tuple[str, str], str] = {}
        entries: list[Entry] = []
        left: list[Left] = []
        appointments: list[Appointment] = []
        for item in items:
            if isinstance(item, Left):
                left.append(item)
            elif isinstance(item, Card):
                entry = self._entry(item, create, answer)
                entries.append(entry)
                if guests:
                    owners[self._source(), item.where] = entry.path
            elif isinstance(item, Told):
                entries += self._told_of(item)
            else:
                appointments.append(item)
        return Plan(tuple(entries), tuple(left), self._edits, tuple(appointments), owners)

    def _told_of(self, told: Told) -> Iterator[Entry]:
        """An entry in the log of everybody whom another log names, and who has a note; once."""
        for name in told.people:
            path = self._book.guest(Card(name))
            person = self.person(path)
            if person is None:
                continue
            before, now = self._edits.get(path) or ((data := self._read(path)), data)
            data, refused = with_entry(now, person, told.day, told.text, self._ways)
            if data != now:
                self._edits[path] = (before, data)
            filled = (Filled("log", f"{told.day} {told.text}"),) if data != now else ()
            yield Entry("updated" if filled else "unchanged", name, told.where, path, "name", filled, refused=refused)

    def _entry(self, card: Card, create: Chooser, answer: Answerer) -> Entry:
        match = self._book.match(card, self._source())
        if match.candidates:
            answered = answer(card, match)
            if answered is None:
                return Entry(
                    "ambiguous", card.name, card.where, candidates=match.candidates, why=match.why, org=card.org
                )
            match = Match(answered, "name" if answered else "")
        if match.path:
            return self._update(card, match)
        return self._new(card, create)

    def _update(self, card: Card, match: Match) -> Entry:
        self._book.learn(match.path, card, self._source())
        person = self.person(match.path)
        if person is None:  # somebody new of whom an earlier card told, and who gets no note
            return Entry("unchanged", card.name, card.where, by=match.by, org=card.org)
        before, now = self._edits.get(match.path) or ((data := self._read(match.path)), data)
        found = self._pictured(card, match.path, fill(now, person, card, self._ways))
        if found.data != now:
            self._edits[match.path] = (before, found.data)
            self._learn(match.path, found.data)
        return self._told(card, match, found, changed=found.data != now)

    def _told(self, card: Card, match: Match, found: Filling, *, changed: bool) -> Entry:
        return Entry(
            "updated" if changed else "unchanged",
            card.name,
            card.where,
            match.path,
            match.by,
            found.filled,
            found.differs,
            found.news,
            refused=found.refused,
            org=card.org,
        )

    def _new(self, card: Card, create: Chooser) -> Entry:
        entry = Entry("new", card.name, card.where, org=card.org)
        if not create(card):
            self._listed += 1
            self._book.add(f"{LISTED}{self._listed}", card, self._source())
            return entry
        homonym = same(card.name) in self._names
        for path in self._shelf.places(card, self._mould.folder):
            try:
                data = new_note(card, path, self._mould, homonym=homonym)
            except EditRefused as refused:
                entry = replace(entry, refused=(str(refused),))
                continue
            self._edits[path] = (None, self._with_photo(card, path, data)[0])
            self._names.add(same(card.name))
            self._book.add(path, card, self._source())
            return replace(entry, path=path, refused=())
        return entry

    def _pictured(self, card: Card, path: str, found: Filling) -> Filling:
        """The same with the card's photo, where the note shows no picture yet."""
        if not card.photo or _PICTURE.search(found.data):
            return found
        data, beside = self._with_photo(card, path, found.data)
        return replace(found, data=data, filled=(*found.filled, Filled("photo", beside))) if beside else found

    def _with_photo(self, card: Card, path: str, data: bytes) -> tuple[bytes, str]:
        """The note with the card's photo, and where that lies: beside it; "" where another file lies there already."""
        beside = f"{path.removesuffix('.md')}.{card.photo.suffix}" if card.photo else ""
        if not card.photo or self._exists(beside):
            return data, ""
        self._edits[beside] = (None, card.photo.data)
        return with_rows(data, [f"![[{beside.rpartition('/')[2]}]]"], path, self._ways.settings), beside

    def person(self, path: str) -> Person | None:
        """The person of this note, also of one that is planned; None where there is none.

        Somebody new is read again each time: 30,000 people would fill the memory.
        """
        if path in self._people or path not in self._edits:
            return self._people.get(path)
        return read_note(path, self._edits[path][1], self._ways.settings).person

    def _learn(self, path: str, data: bytes) -> None:
        """Know what the note of somebody whom the vault knew says now."""
        person = read_note(path, data, self._ways.settings).person
        if person is not None and path in self._people:
            self._people[path] = person
