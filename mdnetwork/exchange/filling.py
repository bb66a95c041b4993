"""Exchange: what a card adds to a person's note. Fields are filled; where they differ, they are only listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mdnetwork.editing.differences import Change, change, in_halves
from mdnetwork.editing.document import Document, written_under
from mdnetwork.editing.fields import add_items, set_key
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.addresses import email_key, name_key, org_key, phone_key, url_key
from mdnetwork.exchange.cards import Card
from mdnetwork.fields import EXCHANGED, LISTS, SINGLE, FieldKind, PersonField, value_of
from mdnetwork.model import Facts, Mention, Person
from mdnetwork.names import fold, same
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.people.links import names_of
from mdnetwork.words.keys import REACH

_HARM = "“{key}: {value}” would make something else of this note, so it was left out."
_MAY_CHANGE = frozenset({*(field.name for field in EXCHANGED), "introduced_by", "more", "lines"} - {"status"})
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
class MergeOptions:
    """How to fill: the day of news, the country of phone numbers, and fields whose value the file may change."""

    today: date
    region: str = ""
    take: frozenset[str] = frozenset()
    settings: ReadingSettings = ReadingSettings()
    usual: Callable[[str], str] = lambda _key: ""
    """What the vault mostly calls the key of a meaning."""


def fill(data: bytes, person: Person, card: Card, ways: MergeOptions) -> Filling:
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


def with_entry(data: bytes, person: Person, day: date, text: str, ways: MergeOptions) -> tuple[bytes, tuple[str, ...]]:
    """The note with an entry in its log, unless the log has it; and why not, where it cannot take it."""
    note = Document(data, person.path, ways.settings)
    told = {(each.date, same(each.text)) for each in note.log[0]}
    if (day, same(text)) in told:
        return data, ()
    try:
        return add_entry(data, day, text, path=person.path, settings=ways.settings), ()
    except EditRefused as refused:
        return data, (str(refused),)


class _Filler:
    def __init__(self, data: bytes, person: Person, ways: MergeOptions) -> None:
        self._note = Document(data, person.path, ways.settings)
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
        after = Document(data, self._note.path, self._note.settings)
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


_NEWS = re.compile(r"#news(?=\s)")
_ARROW = re.compile(r"(?<=\s)->(?=\s)")


def moved(note: Document, here: str, there: str) -> str:
    """The words of the news that the note does not tell: `#news Acme -> Beta`; "" where that is none.

    `here` is the organisation in the note, `there` the one in the file. One that the log's news name already is none:
    an old file brings no old job back.
    """
    told = list(_moves(note.facts.mentions))
    known = {org_key(here), *(org_key(org) for move in told for org in move)}
    if not here or not there or org_key(there) in known:
        return ""
    return f"#news {told[-1][1] if told else here} -> {there}"


def with_news(note: Document, words: str, month: date) -> Document:
    """The note with the news in its log, dated by the month, since nobody knows the day; as it was where it cannot."""
    try:
        data = add_entry(note.source, month, words, path=note.path, settings=note.settings)
    except EditRefused:
        return note
    return _by_month(Document(data, note.path, note.settings), month, words)


def _moves(mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """The changes of job that a log tells, in order of their days: (before, now)."""
    news = sorted((each.date or date.min, each.line, each.text) for each in mentions if "news" in each.tags)
    for _, _, text in news:
        line = text.rstrip().rpartition("\n")[2]
        tag = _NEWS.search(line)
        arrow = _ARROW.search(line, tag.end()) if tag else None
        if tag and arrow:
            yield line[tag.end() : arrow.start()].strip(), line[arrow.end() :].strip()


def _by_month(note: Document, month: date, words: str) -> Document:
    """The entry with its month only; with its first day where the log's form is another, or would read otherwise."""
    day = f"{month:%Y-%m-%d}"
    for row, each in enumerate(note.page.rows):
        if words in each.text and day in each.text:
            shorter = note.with_page(note.page.with_row(row, each.text.replace(day, f"{month:%Y-%m}", 1)))
            return shorter if change(note.facts, shorter.facts) == Change() else note
    return note


def singles(person: Person, card: Card) -> Iterator[tuple[str, str, str, Callable[[str], str]]]:
    """(key, what the note says, what the card says, form in which both are compared)."""
    knows_how = person.met or person.met_at  # how two met is known best to those who did
    for field in EXCHANGED:
        if field.kind in SINGLE and not (knows_how and field.name in {"met", "met_at"}):
            here, there = (str(value_of(each, field.name) or "") for each in (person, card))
            yield field.key, here, there, _alike(field)
    for key, day in card.anniversaries:
        yield key, next((str(own) for name, own in person.anniversaries if fold(name) == fold(key)), ""), str(day), str


def lists(person: Person, card: Card, region: str) -> Iterator[tuple[str, list[str]]]:
    """(key, the items that the note lacks)."""
    for field in EXCHANGED:
        if field.name in _GROUPED:
            yield from _GROUPED[field.name](person, card)
        elif field.kind in LISTS:
            here, there = value_of(person, field.name), value_of(card, field.name)
            if field.kind == "names":
                here, there = names_of(person), (card.name, *there)
            yield field.key, _missing(there, here, _item_key(field, region))


def _urls(person: Person, card: Card) -> Iterator[tuple[str, list[str]]]:
    for kind in dict.fromkeys(kind for kind, _ in card.urls):
        known = [url_key(kind, url) for _, url in person.urls]
        yield kind, [url for k, url in card.urls if k == kind and url_key(kind, url) not in known]


def _relations(person: Person, card: Card) -> Iterator[tuple[str, list[str]]]:
    for relation in dict.fromkeys(relation for relation, _ in card.relations):
        theirs = [name for each, name in card.relations if each == relation]
        known = [ref.target.rpartition("/")[2] for each, ref, _ in person.relations if each == relation]
        if relation != "introduced_by":
            yield relation, _missing(theirs, known, name_key)
        elif not person.introduced_by:
            yield relation, theirs[:1]


_GROUPED = {"urls": _urls, "relations": _relations}
"""Fields that stand under a key for each kind of value."""


def _alike(field: PersonField) -> Callable[[str], str]:
    """The form in which two values of a field are compared."""
    return org_key if field.compared == "organisation" else fold if field.kind == "text" else str


def _item_key(field: PersonField, region: str) -> Callable[[str], str]:
    """The form in which two items of a list are compared."""
    keys: dict[FieldKind, Callable[[str], str]] = {
        "names": name_key,
        "emails": lambda text: email_key(text) or same(text),
        "phones": lambda text: phone_key(text, region) or same(text),
    }
    return keys.get(field.kind, fold)


def _missing(items: Iterable[str], known: Iterable[str], key: Callable[[str], str]) -> list[str]:
    seen = {key(item) for item in known}
    found = []
    for item in items:
        if key(item) not in seen:
            seen.add(key(item))
            found.append(item)
    return found
