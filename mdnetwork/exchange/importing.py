"""An import from start to end, as a plan: read the files, compare them with the vault, prepare the edits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from functools import cache, lru_cache
from pathlib import Path

from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.new_notes import person_folder, person_templates
from mdnetwork.editing.plans import log_heading
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.cards import (
    Answerer,
    Appointment,
    Card,
    CardMatch,
    Chooser,
    Edits,
    Filled,
    ImportedCard,
    ImportPlan,
    Item,
    LoggedInteraction,
    SkippedRecord,
    nobody,
    unanswered,
)
from mdnetwork.exchange.files import Files, Wishes
from mdnetwork.exchange.filling import Filling, MergeOptions, fill, with_entries
from mdnetwork.exchange.matching import LISTED, Book
from mdnetwork.exchange.meetings import Diary, Guests, Into, MeetingEntry
from mdnetwork.exchange.new_notes import FileNames, Mould, fitting, has_quotation, new_note, with_quotation, with_rows
from mdnetwork.exchange.values import plain_line
from mdnetwork.frozen import short_repr
from mdnetwork.i18n import Sentence
from mdnetwork.model import Person
from mdnetwork.names import same
from mdnetwork.parsing import read_note

_PICTURE = re.compile(rb"!\[\[[^\[\]\n]+\]\]|!\[[^\[\]\n]*\]\([^)\n]{1,1024}\)")
"""A picture, or another file, that is shown in a note."""
_READ = 256
"""Notes of new people that are kept as they were read: 30,000 people would fill the memory."""


_NO_NOTE = Sentence("Its note would turn this person's into something else, so it was left out: {text}")
_NOT_ADDED = Sentence("Its note is not added to one that is there already; copy what you need: {text}")


@dataclass(frozen=True)
class Choices:
    """The user's choices for an import. `create` decides who gets a note, `answer` decides doubts about cards."""

    wishes: Wishes = Wishes()
    create: Chooser = nobody
    answer: Answerer = unanswered
    folder: str = ""
    """The folder for new notes; "" is the folder with the most people."""
    region: str = ""
    """The country of phone numbers without one: "IT"."""
    take: frozenset[str] = frozenset()
    """Fields in which the file's value replaces that of the note."""
    by_name: bool = False
    past: Into | None = None
    """Where past meetings go: a line in the daily note, or a note for each."""
    moment: datetime | None = None
    """The current time, for templates that show it; None is the start of today."""
    progress: Callable[[int, int], None] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Import:
    """What an import would do; `plan` is the step that does it."""

    planned: ImportPlan
    plan: Plan
    sources: tuple[str, ...] = ()
    guessed: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()

    meetings: tuple[MeetingEntry, ...] = ()

    __repr__ = short_repr("plan.title")

    @property
    def entries(self) -> tuple[ImportedCard, ...]:
        """The result for each card."""
        return self.planned.entries


def plan_import(context: EditContext, paths: Sequence[Path], choices: Choices) -> Import:
    """The import of these files. Raises ExchangeError."""
    people = [history.person for history in context.directory.histories]
    files = Files(paths, choices.wishes, choices.progress)
    book = Book(people, choices.region, by_name=choices.by_name, census=files.census)
    ways = MergeOptions(context.today, choices.region, choices.take, context.settings, cache(context.usual))
    planner = Planner(
        context,
        book,
        FileNames(note.path for note in context.notes()),
        ways,
        _mould(context, ways, choices),
        lambda: files.source,
    )
    planned = planner.plan(files.items(), choices.create, choices.answer, guests=bool(choices.wishes.event))
    edits = planned.edits or {}
    meetings: tuple[MeetingEntry, ...] = ()
    if planned.appointments:
        guests = Guests(book, planner.person, planned.owners, choices.answer)
        meetings = Diary(context, guests, edits, choices.past).plan(planned.appointments)
        planned = replace(planned, entries=(*planned.entries, *guests.doubts))
    title = context.texts.say("import of {names}", names=", ".join(dict.fromkeys(path.name for path in paths)))
    step = Plan(title, tuple(Edit(path, *change) for path, change in edits.items() if change[0] != change[1]))
    return Import(planned, step, tuple(files.sources), tuple(files.guessed), meetings)


def _mould(context: EditContext, ways: MergeOptions, choices: Choices) -> Mould:
    """The form of new notes, as in `mdnet add`: from the vault's first template that makes a person."""
    now = choices.moment or datetime.combine(context.today, time())
    found = (fitting(context.read(path), now, context.settings) for path in person_templates(context))
    return Mould(
        choices.folder.strip("/") or person_folder(context),
        now,
        context.settings,
        ways.usual,
        log_heading(context),
        next(filter(None, found), b""),
        context.config.language,
    )


class Planner:
    """Compares cards with the vault one after the other. Those of one person are filled into the note together."""

    def __init__(  # noqa: PLR0917  the parts of an import
        self,
        context: EditContext,
        book: Book,
        shelf: FileNames,
        ways: MergeOptions,
        mould: Mould,
        source: Callable[[], str],
    ) -> None:
        """`source` returns the source of the current item."""
        self._people = {history.person.path: history.person for history in context.directory.histories}
        self._names = {same(person.name) for person in self._people.values()}
        self._book, self._shelf, self._ways, self._mould = book, shelf, ways, mould
        self._read, self._exists, self._source = context.read, context.exists, source
        self._edits: Edits = {}
        self._listed = 0
        self._cards: dict[str, list[tuple[Card, ImportedCard]]] = {}
        """The cards of each person who has a note, with the entries that their own will replace."""
        self._told: dict[str, list[tuple[LoggedInteraction, ImportedCard]]] = {}
        """The same for entries of other logs."""
        self._person = lru_cache(_READ)(self._person_in)

    def plan(
        self, items: Iterable[Item], create: Chooser = nobody, answer: Answerer = unanswered, *, guests: bool = False
    ) -> ImportPlan:
        """The result for all items. `guests` means that the cards are an event's guests."""
        owners: dict[tuple[str, str], str] = {}
        entries: list[ImportedCard] = []
        left: list[SkippedRecord] = []
        appointments: list[Appointment] = []
        for item in items:
            if isinstance(item, SkippedRecord):
                left.append(item)
            elif isinstance(item, Card):
                entry = self._entry(item, create, answer)
                entries.append(entry)
                if guests:
                    owners[self._source(), item.where] = entry.path
            elif isinstance(item, LoggedInteraction):
                entries += self._told_of(item)
            else:
                appointments.append(item)
        made = dict(self._filled_in()) | dict(self._logged())
        entries = [made.get(id(entry), entry) for entry in entries]
        return ImportPlan(tuple(entries), tuple(left), self._edits, tuple(appointments), owners)

    def _told_of(self, told: LoggedInteraction) -> Iterator[ImportedCard]:
        """Add a log entry, once, for each person in it who has a note."""
        for name in told.people:
            path = self._book.guest(Card(name))
            if self.person(path) is not None:
                entry = ImportedCard("unchanged", name, told.where, path, "name")
                self._told.setdefault(path, []).append((told, entry))
                yield entry

    def _logged(self) -> Iterator[tuple[int, ImportedCard]]:
        """The entries of other logs, by the identity of those that they replace: a log is written once."""
        for path, waiting in self._told.items():
            before, now = self._edits.get(path) or ((data := self._read(path)), data)
            data, results = with_entries(now, path, [(told.day, told.text) for told, _ in waiting], self._ways)
            if data != now:
                self._edits[path] = (before, data)
            for (told, entry), refusal in zip(waiting, results, strict=True):
                if refusal:
                    yield id(entry), replace(entry, refused=(refusal,))
                elif refusal is not None:
                    yield (
                        id(entry),
                        replace(entry, outcome="updated", filled=(Filled("log", f"{told.day} {told.text}"),)),
                    )

    def _entry(self, card: Card, create: Chooser, answer: Answerer) -> ImportedCard:
        match = self._book.match(card, self._source())
        if match.candidates:
            answered = answer(card, match)
            if answered is None:
                return ImportedCard(
                    "ambiguous", card.name, card.where, candidates=match.candidates, why=match.why, org=card.org
                )
            match = CardMatch(answered, "name" if answered else "")
        if match.path:
            return self._update(card, match)
        return self._new(card, create)

    def _update(self, card: Card, match: CardMatch) -> ImportedCard:
        self._book.learn(match.path, card, self._source())
        if match.path not in self._people and match.path not in self._edits:  # who is new and gets no note
            return ImportedCard("unchanged", card.name, card.where, by=match.by, org=card.org)
        entry = ImportedCard("unchanged", card.name, card.where, match.path, match.by, org=card.org)
        self._cards.setdefault(match.path, []).append((card, entry))
        return entry

    def _filled_in(self) -> Iterator[tuple[int, ImportedCard]]:
        """The entries of all cards of people with a note, by the identity of those that they replace."""
        for path, waiting in self._cards.items():
            person = self.person(path)
            made = self._fill(person, waiting) if person else ()
            yield from ((id(entry), new) for (_, entry), new in zip(waiting, made, strict=False))

    def _fill(self, person: Person, cards: Sequence[tuple[Card, ImportedCard]]) -> list[ImportedCard]:
        """The entries of these cards of one person, whose note is filled in with all of them."""
        path = person.path
        before, now = self._edits.get(path) or ((data := self._read(path)), data)
        data, found = fill(now, person, [card for card, _ in cards], self._ways)
        at = next((at for at, (card, _) in enumerate(cards) if card.photo), None)
        if at is not None:
            found[at] = self._pictured(cards[at][0], path, replace(found[at], data=data))
            data = found[at].data
        if data != now:
            self._edits[path] = (before, data)
        return [
            replace(
                entry,
                outcome="updated" if data != now and (each.filled or each.news) else "unchanged",
                filled=each.filled,
                differs=each.differs,
                news=each.news,
                refused=(*each.refused, *self._unquoted(card, data)),
            )
            for (card, entry), each in zip(cards, found, strict=True)
        ]

    @staticmethod
    def _unquoted(card: Card, data: bytes) -> Iterator[str]:
        """Why the free text of a card is not added to a note that the user has: it may be there in other words."""
        if card.note and not has_quotation(data, card.note):
            yield _NOT_ADDED.filled(text=plain_line(card.note))

    def _new(self, card: Card, create: Chooser) -> ImportedCard:
        entry = ImportedCard("new", card.name, card.where, org=card.org)
        if card.uid and self._book.has_uid(card.uid):  # a uid is of one note
            card = replace(card, uid="")
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
            noted = with_quotation(data, card.note, path, self._ways.settings) if card.note else data
            refused_note = (_NO_NOTE.filled(text=plain_line(card.note)),) if card.note and noted == data else ()
            self._edits[path] = (None, self._with_photo(card, path, noted)[0])
            self._names.add(same(card.name))
            self._book.add(path, card, self._source())
            return replace(entry, path=path, refused=refused_note)
        return entry

    def _pictured(self, card: Card, path: str, found: Filling) -> Filling:
        """The same with the card's photo, if the note shows no picture yet."""
        if not card.photo or _PICTURE.search(found.data):
            return found
        data, beside = self._with_photo(card, path, found.data)
        return replace(found, data=data, filled=(*found.filled, Filled("photo", beside))) if beside else found

    def _with_photo(self, card: Card, path: str, data: bytes) -> tuple[bytes, str]:
        """The note with the card's photo, and the path of the photo next to it; "" if another file has that path."""
        beside = f"{path.removesuffix('.md')}.{card.photo.suffix}" if card.photo else ""
        if not card.photo or self._exists(beside):
            return data, ""
        self._edits[beside] = (None, card.photo.data)
        return with_rows(data, [f"![[{beside.rpartition('/')[2]}]]"], path, self._ways.settings), beside

    def person(self, path: str) -> Person | None:
        """The person of this note, also of one that is planned; None where there is none."""
        if path in self._people or path not in self._edits:
            return self._people.get(path)
        return self._person(path, self._edits[path][1])

    def _person_in(self, path: str, data: bytes) -> Person | None:
        return read_note(path, data, self._ways.settings).person
