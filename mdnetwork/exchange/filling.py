"""Exchange: what a card adds to a person's note. Fields are filled; where they differ, they are only listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mdnetwork.editing.change import Change, change
from mdnetwork.editing.keys import add_item, set_key
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.opened import Opened
from mdnetwork.editing.told import written_under
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.addresses import email_key, name_key, org_key, phone_key, url_key
from mdnetwork.exchange.cards import Card
from mdnetwork.model import Facts, Mention, Person
from mdnetwork.names import fold, same
from mdnetwork.people.naming import names_of
from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.words.keys import REACH

_FIELDS = "aliases, tags, org, role, emails, phones, urls, birthday, anniversaries, place, met, met_at, language"
_MAY_CHANGE = frozenset(f"{_FIELDS}, expertise, needs, interests, relations, introduced_by, private, lines".split(", "))
"""Fields of Person that an import may change, and nothing else of a note."""
_MOVED = re.compile(r"#news\s+(?P<before>.*?)\s+->\s+(?P<now>.+?)\s*$")


class Filled(NamedTuple):
    """A value that the note lacks: of the field `key`, or one more item of that list."""

    key: str
    value: str


class Differs(NamedTuple):
    """A field in which note and file say different things."""

    key: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Filling:
    """The note as it would be, and what was done to it. `news` is the line of a changed job, "" without one.

    `refused` are sentences about values that the note cannot take without harm to something else in it.
    """

    data: bytes
    filled: tuple[Filled, ...] = ()
    differs: tuple[Differs, ...] = ()
    news: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ways:
    """How to fill: the day of news, the country of phone numbers, and fields whose value the file may change."""

    today: date
    region: str = ""
    take: frozenset[str] = frozenset()
    settings: ReadingSettings = ReadingSettings()
    usual: Callable[[str], str] = lambda _key: ""
    """What the vault mostly calls the key of a meaning."""


def fill(data: bytes, person: Person, card: Card, ways: Ways) -> Filling:
    """The note of `person`, which holds `data`, with what the card knows more."""
    filler = _Filler(data, person, ways)
    filler.job(card)
    for key, here, there, alike in _singles(person, card):
        filler.single(key, here, there, alike)
    for key, items in _lists(person, card, ways):
        filler.items(key, items)
    if card.private and not person.private:
        filler.set("private", "true")
    return filler.result()


def with_entry(data: bytes, person: Person, day: date, text: str, ways: Ways) -> tuple[bytes, tuple[str, ...]]:
    """The note with an entry in its log, unless the log has it; and why not, where it cannot take it."""
    note = Opened(data, person.path, ways.settings)
    told = {(each.date, same(each.text)) for each in note.log[0]}
    if (day, same(text)) in told:
        return data, ()
    try:
        return add_entry(data, day, text, path=person.path, settings=ways.settings), ()
    except EditRefused as refused:
        return data, (str(refused),)


def _singles(person: Person, card: Card) -> Iterator[tuple[str, str, str, Callable[[str], str]]]:
    """(key, what the note says, what the card says, form in which both are compared)."""
    yield "org", person.org or "", card.org, org_key
    yield "role", person.role or "", card.role, fold
    yield "birthday", str(person.birthday or ""), str(card.birthday or ""), str
    yield "place", person.place or "", card.place, fold
    if not (person.met or person.met_at):  # how two met is known best to those who did
        yield "met", "", str(card.met or ""), str
        yield "met_at", "", card.met_at, fold
    yield "language", person.language or "", card.language, fold
    own = {name for name, _ in person.anniversaries}
    for key, day in card.anniversaries:
        here = next((str(theirs) for name, theirs in person.anniversaries if fold(name) == fold(key)), "")
        if here or not own or fold(key) not in {fold(name) for name in own}:
            yield key, here, str(day), str


def _lists(person: Person, card: Card, ways: Ways) -> Iterator[tuple[str, list[str]]]:
    """(key, the items that the note lacks)."""
    names = [*names_of(person)]
    yield "aliases", _missing((card.name, *card.aliases), names, name_key)
    yield "tags", _missing(card.tags, person.tags, fold)
    yield "email", _missing(card.emails, person.emails, lambda text: email_key(text) or same(text))
    yield "phone", _missing(card.phones, person.phones, lambda text: phone_key(text, ways.region) or same(text))
    for kind in dict.fromkeys(kind for kind, _ in card.urls):
        known = [url_key(kind, url) for _, url in person.urls]
        yield kind, [url for k, url in card.urls if k == kind and url_key(kind, url) not in known]
    yield "expertise", _missing(card.expertise, person.expertise, fold)
    yield "needs", _missing(card.needs, person.needs, fold)
    yield "interests", _missing(card.interests, person.interests, fold)
    for relation in dict.fromkeys(relation for relation, _ in card.relations):
        theirs = [name for each, name in card.relations if each == relation]
        known = [ref.target.rpartition("/")[2] for each, ref, _ in person.relations if each == relation]
        if relation != "introduced_by":
            yield relation, _missing(theirs, known, name_key)
        elif not person.introduced_by:
            yield relation, theirs[:1]


def _missing(items: Iterable[str], known: Iterable[str], key: Callable[[str], str]) -> list[str]:
    seen = {key(item) for item in known}
    found = []
    for item in items:
        if key(item) not in seen:
            seen.add(key(item))
            found.append(item)
    return found


class _Filler:
    def __init__(self, data: bytes, person: Person, ways: Ways) -> None:
        self._first = self._note = Opened(data, person.path, ways.settings)
        self._person, self._ways = person, ways
        self._filled: list[Filled] = []
        self._differs: list[Differs] = []
        self._refused: list[str] = []
        self._news = ""

    def result(self) -> Filling:
        return Filling(self._note.source, tuple(self._filled), tuple(self._differs), self._news, tuple(self._refused))

    def single(self, key: str, here: str, there: str, alike: Callable[[str], str]) -> None:
        """A field that holds one value."""
        if not there or alike(here) == alike(there):
            return
        if not here or key in self._ways.take:
            self.set(key, there)
        else:
            self._differs.append(Differs(key, here, there))

    def items(self, key: str, items: Sequence[str]) -> None:
        """A list."""
        for item in items:
            is_first = key in REACH and not written_under(key, self._note)
            if self._try(key, item, set_key if is_first else add_item):
                self._filled.append(Filled(key, item))

    def set(self, key: str, value: str) -> None:
        """A field that is filled."""
        if self._try(key, value, set_key):
            self._filled.append(Filled(key, value))

    def job(self, card: Card) -> None:
        """A changed job becomes a dated line of news, once: what the log tells already is no news."""
        here = self._person.org or ""
        told = list(_moves(self._first.facts.mentions))
        known = {org_key(here), *(org_key(org) for move in told for org in move)}
        if not here or not card.org or org_key(card.org) in known:
            return
        before = told[-1][1] if told else here
        words = f"#news {before} -> {card.org}"
        month = self._ways.today.replace(day=1)
        with suppress(EditRefused):
            data = add_entry(self._note.source, month, words, path=self._note.path, settings=self._note.settings)
            data = _by_month(self._note, data, month, words)
            self._note = Opened(data, self._note.path, self._note.settings)
            self._news = f"{month:%Y-%m} {words}"

    def _try(self, key: str, value: str, edit: Callable[..., bytes]) -> bool:
        """Whether the note took the value, and nothing but what an import may change is another one."""
        try:
            note, usual = self._note, self._ways.usual(key)
            data = edit(note.source, key, value, usual=usual, path=note.path, settings=note.settings)
        except EditRefused as refused:
            self._refused.append(str(refused))
            return False
        after = Opened(data, self._note.path, self._note.settings)
        if data == self._note.source or not _is_harmless(self._note.facts, after.facts):
            return False
        self._note = after
        return True


def _moves(mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """The changes of job that a log tells, in order of their days: (before, now)."""
    news = sorted((each.date or date.min, each.line, each.text) for each in mentions if "news" in each.tags)
    for _, _, text in news:
        match = _MOVED.search(text)
        if match:
            yield match["before"], match["now"]


def _by_month(before: Opened, data: bytes, month: date, words: str) -> bytes:
    """The entry with its month only, since nobody knows the day; where the log's form has no such date, as it was."""
    after = Opened(data, before.path, before.settings)
    day = f"{month:%Y-%m-%d}"
    row = next((n for n, each in enumerate(after.page.rows) if words in each.text and day in each.text), None)
    if row is None:
        return data
    shorter = after.with_page(after.page.with_row(row, after.page.text(row).replace(day, f"{month:%Y-%m}", 1)))
    return shorter.source if change(after.facts, shorter.facts) == Change() else data


def _is_harmless(before: Facts, after: Facts) -> bool:
    found = change(before, after)
    return found.person <= _MAY_CHANGE and not (
        found.note
        or found.mentions_gone
        or found.mentions_new
        or found.tasks_gone
        or found.tasks_new
        or found.problems_new
    )
