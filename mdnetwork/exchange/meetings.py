"""Appointments compared with the vault: notes for future meetings, evidence for past ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from mdnetwork.editing.context import EditContext
from mdnetwork.editing.fields import add_items, set_key
from mdnetwork.editing.flat_fields import values_by_key, written_under
from mdnetwork.editing.log_places import NO_PLACE, add_lines
from mdnetwork.editing.new_notes import daily_path, daily_template, file_name, fill
from mdnetwork.errors import EditRefused, VaultError
from mdnetwork.exchange.cards import Answerer, Appointment, Card, Edits, Guest, ImportedCard, Outcome, unanswered
from mdnetwork.exchange.matching import Book
from mdnetwork.exchange.new_notes import FileNames
from mdnetwork.model import Note, Person
from mdnetwork.names import fold, same
from mdnetwork.parsing.document import Document
from mdnetwork.parsing.inline import links_in
from mdnetwork.parsing.paths import folder_of
from mdnetwork.people.links import stem, written_link
from mdnetwork.vocabulary.languages import written
from mdnetwork.vocabulary.notes import CANCELLED

Into = Literal["daily", "note"]
_SIGNS = re.compile(r"[#\[\]|]|::|📅|⏳|🛫|✅|→|←|<!--|%%|`")
"""Signs with a special meaning in a line of a note."""
_ONLINE = re.compile(r"zoom\.us|meet\.google|teams\.|webex|whereby|jitsi|https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MeetingEntry:
    """The result for one appointment. `people` are names; `others` are guests without a note."""

    outcome: Outcome
    title: str
    day: date
    where: str
    path: str = ""
    people: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    why: str = ""
    """Why nothing is written, or what differs, as a sentence."""


class Guests:
    """Finds the people of the vault, and of this run, among guests. `doubts` collects the uncertain ones."""

    def __init__(
        self,
        book: Book,
        person: Callable[[str], Person | None],
        owners: Mapping[tuple[str, str], str],
        answer: Answerer = unanswered,
    ) -> None:
        """`person` returns the person of a note; `owners` has the notes of guests with a card in a guest list."""
        self._book, self._person, self._owners, self._answer = book, person, owners, answer
        self._known: dict[tuple[str, str], str] = {}
        self.doubts: list[ImportedCard] = []

    def among(self, guests: Iterable[Guest], where: str) -> tuple[list[Person], tuple[str, ...]]:
        """The people among the guests, and the names of the others."""
        found: dict[str, Person] = {}
        others: list[str] = []
        for guest in guests:
            person = self._person(self._path(guest, where))
            if person is None:
                others.append(guest.name or guest.email)
            else:
                found[person.path] = person
        return list(found.values()), tuple(others)

    def path_of(self, address: str, where: str) -> str:
        """The path of the note of a person who is known by an e-mail address, or else by a name; "" without one."""
        return self._path(Guest("", address) if "@" in address else Guest(address), where)

    def _path(self, guest: Guest, where: str) -> str:
        """The path of a guest's note; "" if there is none. Each guest is looked up, and asked about, once."""
        if guest.record is not None:
            return self._owners.get(guest.record, "")
        key = (guest.name, guest.email)
        if key not in self._known:
            self._known[key] = self._found(
                Card(guest.name or guest.email, where, emails=(guest.email,) if guest.email else ())
            )
        return self._known[key]

    def _found(self, card: Card) -> str:
        match = self._book.invited(card)
        answered = self._answer(card, match) if match.candidates else match.path
        if answered is None:
            self.doubts.append(
                ImportedCard("ambiguous", card.name, card.where, candidates=match.candidates, why=match.why)
            )
        return answered or ""


class Diary:
    """Turns appointments into edits, one after the other."""

    def __init__(self, context: EditContext, guests: Guests, edits: Edits, past: Into | None = None) -> None:
        """`past` says where past ones go: by default to notes if the vault has notes of meetings."""
        self._desk, self._guests, self._edits = context, guests, edits
        self._notes = {note.uid: note for note in context.notes() if note.uid and note.kind in {"meeting", "event"}}
        self._dated = [note for note in context.notes() if note.kind in {"meeting", "event"}]
        self._shelf = FileNames(note.path for note in context.notes())
        self._stems = Counter(same(stem(note.path)) for note in context.notes())
        self._made = {path for path, (before, _) in edits.items() if before is None}
        self._stems.update(same(stem(path)) for path in self._made)
        self._past: Into = past or ("note" if self._dated else "daily")
        self._titles = {(note.date, same(note.title)) for note in self._dated if not note.uid}
        self._coming: dict[str, set[str]] = {}
        for gathering in context.directory.meetings:
            self._coming.setdefault(gathering.note.path, set()).update(person.path for person in gathering.people)
        self._folders: dict[str, Counter[str]] = {}
        for note in self._dated:
            self._folders.setdefault(note.kind, Counter())[folder_of(note.path)] += 1
        self._lines: dict[str, list[tuple[MeetingEntry, str]]] = {}

    def plan(self, appointments: Iterable[Appointment]) -> tuple[MeetingEntry, ...]:
        """The result for each, by day. Appointments without anyone of the vault are left out."""
        found = sorted(appointments, key=lambda each: (each.day, each.time, each.title))
        entries = [entry for each in found if (entry := self._entry(each))]
        refused = {entry for path in self._lines for entry in self._write_lines(path)}
        return tuple(
            replace(entry, outcome="unchanged", path="", why=NO_PLACE.format(path=entry.path))
            if entry in refused
            else entry
            for entry in entries
        )

    def _entry(self, appointment: Appointment) -> MeetingEntry | None:
        people, others = self._guests.among(appointment.guests, appointment.where)
        if not people and appointment.uid not in self._notes:
            return None
        entry = MeetingEntry(
            "unchanged",
            _plain(appointment.title) or self._desk.texts.say("Meeting"),
            appointment.day,
            appointment.where,
            people=tuple(person.name for person in people),
            others=others,
        )
        return self._filed(entry, appointment, people)

    def _filed(  # noqa: PLR0911  one for each reason to write nothing
        self, entry: MeetingEntry, appointment: Appointment, people: Sequence[Person]
    ) -> MeetingEntry:
        is_past = appointment.day < self._desk.today
        known = self._notes.get(appointment.uid)
        if known is not None:
            return self._updated(entry, appointment, known, people)
        if appointment.cancelled:
            return replace(entry, why=self._desk.texts.say("It was cancelled."))
        crowd = self._desk.config.crowd
        if appointment.kind == "meeting" and len(appointment.guests) > crowd:
            return replace(
                entry,
                why=self._desk.texts.count(
                    "More than {n} people come: a crowd.", "More than {n} people come: a crowd.", crowd
                ),
            )
        if is_past and not appointment.time and appointment.kind == "meeting":
            return replace(entry, why=self._desk.texts.say("It is an all-day event, so it may not be a meeting."))
        if self._is_told(appointment, people, is_past=is_past):
            return replace(entry, why=self._desk.texts.say("Your notes already cover that day."))
        try:
            if is_past and self._past == "daily" and appointment.kind == "meeting":
                return self._in_daily(entry, appointment, people)
            return self._noted(entry, appointment, people)
        except (EditRefused, VaultError) as refused:
            return replace(entry, why=str(refused))

    def _is_told(self, appointment: Appointment, people: Sequence[Person], *, is_past: bool) -> bool:
        """Whether the notes have contact with all of them on that day, or this meeting by its title."""
        paths = self._desk.directory.paths
        days = [paths[person.path].days if person.path in paths else () for person in people]
        if is_past and all(appointment.day in each for each in days):
            return True
        return (appointment.day, same(_plain(appointment.title))) in self._titles

    def _in_daily(self, entry: MeetingEntry, appointment: Appointment, people: Sequence[Person]) -> MeetingEntry:
        path = daily_path(self._desk, appointment.day)
        if path not in self._edits:
            self._edits[path] = self._daily(path, appointment.day)
        before, _ = self._edits[path]
        language = self._desk.config.language
        online = _ONLINE.search(appointment.place)
        what = written(language, "writing", "video-call" if online else "meeting")[0]
        links = [self._link(person) for person in people]
        joined = f" {written(language, 'people', 'and')[0]} ".join(filter(None, (", ".join(links[:-1]), links[-1])))
        line = f"- {what} {written(language, 'people', 'with')[0]} {joined}: {entry.title}"
        entry = replace(entry, outcome="updated" if before is not None else "new", path=path)
        self._lines.setdefault(path, []).append((entry, line))
        return entry

    def _write_lines(self, path: str) -> list[MeetingEntry]:
        """Write all lines of a daily note at once. Returns the meetings with lines that it refused."""
        before, now = self._edits[path]
        meetings = self._lines[path]
        if not now:
            now, meetings = f"{meetings[0][1]}\n".encode(), meetings[1:]
        after, refused = add_lines(now, [line for _, line in meetings], path=path, settings=self._desk.settings)
        self._edits[path] = (before, after)
        lines = {*refused}
        return [entry for entry, line in meetings if line in lines]

    def _daily(self, path: str, day: date) -> tuple[bytes | None, bytes]:
        """The daily note as it is, or from its template."""
        if self._desk.exists(path):
            data = self._desk.read(path)
            return data, data
        template = daily_template(self._desk)
        moment = datetime.combine(day, time())
        return None, fill(template, stem(path), moment, self._desk.config.language) if template else b""

    def _noted(self, entry: MeetingEntry, appointment: Appointment, people: Sequence[Person]) -> MeetingEntry:
        """Create a note for the meeting."""
        day = appointment.day.isoformat()
        try:
            name = file_name(entry.title)
        except EditRefused:
            name = self._desk.texts.say("Meeting")
        path = self._shelf.free(f"{day} {name}", self._folder(appointment.kind), appointment.uid)
        when = f"{day}T{appointment.time}" if appointment.time else day
        data = f"---\ntype: {appointment.kind}\n---\n# {entry.title}\n".encode()
        links = [self._link(person) for person in people]
        for key, value in (
            ("date", when),
            ("attendees", links),
            ("location", _plain(appointment.place)),
            ("uid", appointment.uid),
            *_version_keys(appointment),
        ):
            if value:
                data = set_key(data, key, value, usual=key, path=path, settings=self._desk.settings)
        self._edits[path] = (None, data)
        return replace(entry, outcome="new", path=path)

    def _updated(
        self, entry: MeetingEntry, appointment: Appointment, note: Note, people: Sequence[Person]
    ) -> MeetingEntry:
        """Update a note from an earlier run: what a newer version of its event says, and guests who are people now.

        An older version changes nothing. Where the calendar has no versions, the day changes only while the note has
        no text.
        """
        before, now = self._edits.get(note.path) or ((data := self._desk.read(note.path)), data)
        known = Document(now, note.path, self._desk.settings)
        version, mine = (appointment.sequence, appointment.stamp), _version_in(known)
        entry = replace(entry, path=note.path)
        if version < mine:
            return replace(entry, why=self._desk.texts.say("The note is from a newer version of this event."))
        links = [self._link(each) for each in people if each.path not in self._coming.get(note.path, set())]
        data = add_items(now, "attendees", links, path=note.path, settings=self._desk.settings)
        why = ""
        if appointment.stamp and version > mine:
            data = self._of_version(data, appointment, note, people)
        elif note.date != appointment.day and not note.has_text and not appointment.stamp:
            data = self._with(data, note.path, "date", _when(appointment))
        elif note.date != appointment.day:
            why = self._desk.texts.say(
                "It was moved to {day}; the note says {date}.", day=appointment.day, date=note.date
            )
        if data == now:
            return replace(entry, why=why)
        self._edits[note.path] = (before, data)
        return replace(entry, why=why, outcome="updated")

    def _of_version(self, data: bytes, appointment: Appointment, note: Note, people: Sequence[Person]) -> bytes:
        """The note with the day, title, place and guests of a newer version of its event."""
        known = Document(data, note.path, self._desk.settings)
        cancelled = any(fold(text) in CANCELLED for text in _values(known, "status"))
        if appointment.cancelled:
            data = data if cancelled else self._with(data, note.path, "status", "cancelled")
        else:
            data = self._with(data, note.path, "status", None) if cancelled else data
            data = self._with(data, note.path, "date", _when(appointment))
            place = _plain(appointment.place)
            data = self._with(data, note.path, "location", place) if place else data
            data = self._titled(data, note, _plain(appointment.title))
            data = self._without_guests(data, note.path, appointment, people)
        for key, value in _version_keys(appointment):
            data = self._with(data, note.path, key, value)
        return data

    def _with(self, data: bytes, path: str, key: str, value: str | Sequence[str] | None) -> bytes:
        return set_key(data, key, value, usual=key, path=path, settings=self._desk.settings)

    def _titled(self, data: bytes, note: Note, title: str) -> bytes:
        """The note with another title in its first heading, if that says the old one."""
        known = Document(data, note.path, self._desk.settings)
        for line in known.lines:
            if (
                line.kind == "heading"
                and line.level == 1
                and title
                and same(line.text) == same(note.title) != same(title)
            ):
                raw = known.page.text(line.number - 1)
                return known.page.with_row(line.number - 1, raw.replace(line.text, title, 1)).data
        return data

    def _without_guests(self, data: bytes, path: str, appointment: Appointment, people: Sequence[Person]) -> bytes:
        """The note without the attendees that an earlier version of the event invited and this one does not."""
        invited = {same(guest.email or guest.name) for guest in appointment.guests}
        note = Document(data, path, self._desk.settings)
        gone = [address for address in _values(note, "invited") if same(address) not in invited]
        left = {self._guests.path_of(address, appointment.where) for address in gone}
        left -= {"", *(person.path for person in people)}
        kept = [text for text in _values(note, "attendees") if self._path_of(text, path) not in left]
        return self._with(data, path, "attendees", kept or None) if left else data

    def _path_of(self, attendee: str, path: str) -> str | None:
        """The note of an attendee as written in a note: a link or a name."""
        target = next((link.target for link in links_in(attendee)), attendee)
        return self._desk.directory.note(target, folder_of(path))

    def _link(self, person: Person) -> str:
        """A link to the person's note, which may be created in this run."""
        name = same(stem(person.path))
        if person.path in self._made and self._stems[name] == 1:
            return written_link(stem(person.path), person.name)
        return self._desk.directory.link_to(person.path, person.name)

    def _folder(self, kind: str) -> str:
        """The folder with the most notes of this kind."""
        folders = self._folders.get(kind)
        if folders:
            return max(sorted(folders), key=folders.__getitem__)
        return written(self._desk.config.language, "writing", f"{kind}-folder")[0]


def _plain(text: str) -> str:
    return " ".join(_SIGNS.sub(" ", text).split())


def _when(appointment: Appointment) -> str:
    return f"{appointment.day}T{appointment.time}" if appointment.time else f"{appointment.day}"


def _version_keys(appointment: Appointment) -> tuple[tuple[str, str | list[str]], ...]:
    """The keys in which a note keeps the version of its event, and the guests that version invited."""
    if not appointment.stamp:
        return ()
    invited = list(dict.fromkeys(guest.email or guest.name for guest in appointment.guests))
    return ("sequence", str(appointment.sequence)), ("dtstamp", appointment.stamp), ("invited", invited)


def _version_in(note: Document) -> tuple[int, str]:
    sequence = next(iter(_values(note, "sequence")), "")
    return int(sequence) if sequence.isdecimal() else 0, next(iter(_values(note, "dtstamp")), "")


def _values(note: Document, key: str) -> tuple[str, ...]:
    """The texts of a field; none without it."""
    return next((values_by_key(note)[at][1] for at in reversed(written_under(key, note))), ())
