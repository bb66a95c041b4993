"""Exchange: what a card adds to a person's note. Fields are filled; where they differ, they are only listed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mdnetwork.editing.change import change, in_halves
from mdnetwork.editing.keys import add_items, set_key
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.opened import Opened
from mdnetwork.editing.told import written_under
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.cards import Card
from mdnetwork.exchange.job_news import moved, with_news
from mdnetwork.exchange.lacking import lists, singles
from mdnetwork.model import Facts, Person
from mdnetwork.names import same
from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.words.keys import REACH

_HARM = "“{key}: {value}” would make something else of this note, so it was left out."
_MAY_CHANGE = frozenset(
    [
        *("aliases", "tags", "org", "role", "sector", "emails", "phones", "urls", "birthday", "anniversaries", "place"),
        *("met", "met_at", "language", "network", "tone", "expertise", "needs", "interests", "relations"),
        *("introduced_by", "private", "lines"),
    ]
)
"""Fields of Person that an import may change, and nothing else of a note."""


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
    for key, here, there, alike in singles(person, card):
        filler.single(key, here, there, alike)
    for key, items in lists(person, card, ways.region):
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


class _Filler:
    def __init__(self, data: bytes, person: Person, ways: Ways) -> None:
        self._note = Opened(data, person.path, ways.settings)
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
        left = list(items)
        while left and key in REACH and not written_under(key, self._note):  # the first one is no list yet
            self.set(key, left.pop(0))
        refusals: dict[str, str] = {}

        def attempt(part: Sequence[str]) -> bool:
            refusal = self._refusal(key, part, add_items)
            refusals.update(dict.fromkeys(part, refusal))
            return not refusal

        refused = {*in_halves(left, attempt)}
        self._filled += [Filled(key, item) for item in left if item not in refused]
        self._refused += [refusals[item] for item in left if item in refused]

    def set(self, key: str, value: str) -> None:
        """A field that is filled."""
        refusal = self._refusal(key, value, set_key)
        if refusal:
            self._refused.append(refusal)
        else:
            self._filled.append(Filled(key, value))

    def job(self, card: Card) -> None:
        """A changed job becomes a dated line of news."""
        words, month = moved(self._note, self._person.org or "", card.org), self._ways.today.replace(day=1)
        after = with_news(self._note, words, month) if words else self._note
        if after is not self._note:
            self._note, self._news = after, f"{month:%Y-%m} {words}"

    def _refusal(self, key: str, value: str | Sequence[str], edit: Callable[..., bytes]) -> str:
        """Why the note does not take the value; "" where it does, and only what an import may change is another."""
        try:
            note, usual = self._note, self._ways.usual(key)
            data = edit(note.source, key, value, usual=usual, path=note.path, settings=note.settings)
        except EditRefused as refused:
            return str(refused)
        after = Opened(data, self._note.path, self._note.settings)
        if not _is_harmless(self._note.facts, after.facts):
            return _HARM.format(key=key, value=value if isinstance(value, str) else ", ".join(value))
        self._note = after
        return ""


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
