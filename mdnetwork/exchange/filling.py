"""What a card adds to a person's note. Missing fields are set; fields that differ are only listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from mdnetwork.editing.differences import Change, change, in_halves
from mdnetwork.editing.fields import add_items, set_key
from mdnetwork.editing.flat_fields import written_under
from mdnetwork.editing.log_entry import NO_CONTACT, NOWHERE, add_entries, is_refused
from mdnetwork.editing.log_rows import Words
from mdnetwork.editing.typed_words import printable_line
from mdnetwork.errors import EditRefused
from mdnetwork.exchange.cards import Card, Differs, Filled
from mdnetwork.exchange.values import item_key, name_key, org_key, text_key, url_key
from mdnetwork.fields import EXCHANGED, LISTS, REACH, SINGLE, value_of
from mdnetwork.i18n import Sentence
from mdnetwork.model import Facts, Mention, Person
from mdnetwork.names import fold, same
from mdnetwork.parsing.document import Document
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.people.links import names_of

_HARM = Sentence("“{key}: {value}” would turn this note into something else, so it was left out.")
_MAY_CHANGE = frozenset({*(field.name for field in EXCHANGED), "introduced_by", "more", "lines"} - {"status"})
"""The fields of Person that an import may change. It may change nothing else of a note."""

_LISTED = tuple(field for field in EXCHANGED if field.kind in LISTS)
"""Fields that are a list of values under one key."""
_HOW_MET = frozenset({"met", "met_at"})
_NEWS_TAG = re.compile(r"#news(?=\s)")
_ARROW = re.compile(r"(?<=\s)->(?=\s)")


@dataclass(frozen=True, slots=True)
class Filling:
    """The note as it would be, and what was changed. `news` is the line about a changed job, "" if there is none.

    `refused` are sentences about values that would change something else in the note.
    """

    data: bytes
    filled: tuple[Filled, ...] = ()
    differs: tuple[Differs, ...] = ()
    news: str = ""
    refused: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MergeOptions:
    """How to fill: the day of news, the country of phone numbers, and fields that the file may overwrite."""

    today: date
    region: str = ""
    take: frozenset[str] = frozenset()
    settings: ReadingSettings = ReadingSettings()
    usual: Callable[[str], str] = lambda _key: ""
    """The vault's most common key for a meaning."""


def fill(data: bytes, person: Person, cards: Sequence[Card], ways: MergeOptions) -> tuple[bytes, list[Filling]]:
    """The note of `person`, which holds `data`, with what these cards know more; and what each of them adds.

    The note is read as often as for one card. Of two cards that say different things the first is taken, and the
    other one differs.
    """
    filler = _Filler(data, person, ways)
    filler.compare(cards)
    filler.news()
    filler.singles()
    filler.lists(cards)
    filler.private(cards)
    return filler.result()


def with_entries(
    data: bytes, path: str, entries: Sequence[tuple[date, str]], ways: MergeOptions
) -> tuple[bytes, list[str | None]]:
    """The note with these entries in its log; and of each "" where it is new, None where it was there, else why not."""
    note = Document(data, path, ways.settings)
    known = {(each.date, same(each.text)) for each in note.log[0]}
    results: list[str | None] = []
    new: list[int] = []
    for at, (day, text) in enumerate(entries):
        told = (day, same(text)) in known
        known.add((day, same(text)))
        results.append(None if told else NO_CONTACT if is_refused(text) else "")
        if results[-1] == "":
            new.append(at)
    after, refused = add_entries(note, [Words(entries[at][0], printable_line(entries[at][1])) for at in new])
    for at in refused:
        results[new[at]] = NOWHERE
    return after.source, results


class _Filler:
    def __init__(self, data: bytes, person: Person, ways: MergeOptions) -> None:
        self._note = Document(data, person.path, ways.settings)
        self._person, self._ways = person, ways
        self._filled: list[list[Filled]] = []
        self._differs: list[list[Differs]] = []
        self._refused: list[list[str]] = []
        self._moves: list[str] = []
        """The news of each card, "" without one."""
        self._chosen: dict[str, list[tuple[int, str]]] = {}
        """The values for a field that holds one, and from which cards they come. The last one is written."""

    def result(self) -> tuple[bytes, list[Filling]]:
        data = self._note.source
        month = self._month
        news = [f"{month:%Y-%m} {words}" if words else "" for words in self._moves]
        found = zip(self._filled, self._differs, news, self._refused, strict=True)
        return data, [Filling(data, tuple(a), tuple(b), words, tuple(c)) for a, b, words, c in found]

    @property
    def _month(self) -> date:
        return self._ways.today.replace(day=1)

    def compare(self, cards: Sequence[Card]) -> None:
        """Find out what the cards say of jobs, and of fields that hold one value, one card after the other."""
        moves, person = Moves(self._note), self._person
        for at, card in enumerate(cards):
            self._filled.append([])
            self._refused.append([])
            self._differs.append([])
            self._moves.append(moves.to(self._now("org", person.org or ""), card.org))
            for key, written, there, alike in singles(person, card):
                here = self._now(key, written)
                if not there or alike(here) == alike(there):
                    continue
                if not here or key in self._ways.take:
                    self._chosen.setdefault(key, []).append((at, there))
                else:
                    self._differs[at].append(Differs(key, here, there))
            if not _HOW_MET.isdisjoint(self._chosen):  # the next card need not tell how two met
                person = replace(person, met_at=self._now("met_at", "told"))

    def _now(self, key: str, written: str) -> str:
        """What the field says by now."""
        return self._chosen[key][-1][1] if key in self._chosen else written

    def news(self) -> None:
        """Changed jobs become dated lines of news."""
        moving = [at for at, words in enumerate(self._moves) if words]
        if moving:
            self._note, refused = with_news(self._note, [self._moves[at] for at in moving], self._month)
            for at in refused:
                self._moves[moving[at]] = ""

    def singles(self) -> None:
        """Fields that hold one value."""
        for key, chosen in self._chosen.items():
            refusal = self._refusal(key, chosen[-1][1], set_key)
            for at, value in chosen:
                self._note_down(at, key, value, refusal)

    def lists(self, cards: Sequence[Card]) -> None:
        """Items that lists lack, those of all cards together."""
        owners: dict[tuple[str, str], int] = {}
        for at, card in enumerate(cards):
            for pair in said(card):
                owners.setdefault(pair, at)
        for key, items in lists(self._person, joined(cards), self._ways.region):
            for item, refusal in self._items(key, items).items():
                self._note_down(owners[key, item], key, item, refusal)

    def private(self, cards: Sequence[Card]) -> None:
        """Whether the person is private."""
        at = next((at for at, card in enumerate(cards) if card.private), None)
        if at is not None and not self._person.private:
            self._note_down(at, "private", "true", self._refusal("private", "true", set_key))

    def _note_down(self, at: int, key: str, value: str, refusal: str) -> None:
        if refusal:
            self._refused[at].append(refusal)
        else:
            self._filled[at].append(Filled(key, value))

    def _items(self, key: str, items: Sequence[str]) -> dict[str, str]:
        """Each item, and why the note cannot take it; "" where it can."""
        left = list(items)
        found: dict[str, str] = {}
        while left and key in REACH and not written_under(key, self._note):  # a single value is not a list
            first = left.pop(0)
            found[first] = self._refusal(key, first, set_key)
        refusals: dict[str, str] = {}

        def attempt(part: Sequence[str]) -> bool:
            refusal = self._refusal(key, part, add_items)
            refusals.update(dict.fromkeys(part, refusal))
            return not refusal

        refused = {*in_halves(left, attempt)}
        return found | {item: refusals[item] if item in refused else "" for item in left}

    def _refusal(self, key: str, value: str | Sequence[str], edit: Callable[..., bytes]) -> str:
        """Set the value; returns the reason if the note refuses it or something else would change, otherwise ""."""
        try:
            note, usual = self._note, self._ways.usual(key)
            data = edit(note.source, key, value, usual=usual, path=note.path, settings=note.settings)
        except EditRefused as refused:
            return str(refused)
        after = Document(data, self._note.path, self._note.settings)
        if not _is_harmless(self._note.facts, after.facts):
            return _HARM.filled(key=key, value=value if isinstance(value, str) else ", ".join(value))
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


class Moves:
    """The changes of job in a note, and those that cards add: an old file brings no old job back."""

    def __init__(self, note: Document) -> None:
        told = list(_moves(note.facts.mentions))
        self._latest = told[-1][1] if told else ""
        self._known = {org_key(org) for move in told for org in move}

    def to(self, here: str, there: str) -> str:
        """The words of the news that the note does not have yet: `#news Acme -> Beta`; "" where that is none.

        `here` is the organisation in the note, `there` the one in the file.
        """
        self._known.add(org_key(here))
        if not here or not there or org_key(there) in self._known:
            return ""
        self._known.add(org_key(there))
        before, self._latest = self._latest or here, there
        return f"#news {before} -> {there}"


def with_news(note: Document, news: Sequence[str], month: date) -> tuple[Document, set[int]]:
    """The note with these news in its log, and the positions of those that it cannot take.

    They are dated by the month, since nobody knows the day.
    """
    after, refused = add_entries(note, [Words(month, printable_line(words)) for words in news])
    return _by_month(after, month, [words for at, words in enumerate(news) if at not in refused]), refused


def _moves(mentions: Sequence[Mention]) -> Iterator[tuple[str, str]]:
    """The changes of job in a log, by day: (before, after)."""
    news = sorted((each.date or date.min, each.line, each.text) for each in mentions if "news" in each.tags)
    for _, _, text in news:
        line = text.rstrip().rpartition("\n")[2]
        tag = _NEWS_TAG.search(line)
        arrow = _ARROW.search(line, tag.end()) if tag else None
        if tag and arrow:
            yield line[tag.end() : arrow.start()].strip(), line[arrow.end() :].strip()


def _by_month(note: Document, month: date, news: Sequence[str]) -> Document:
    """The entries with their month only; with its first day where the log has another form, or would read otherwise."""
    day = f"{month:%Y-%m-%d}"
    rows = [
        row._replace(text=row.text.replace(day, f"{month:%Y-%m}", 1))
        if day in row.text and any(words in row.text for words in news)
        else row
        for row in note.page.rows
    ]
    shorter = note.with_page(replace(note.page, rows=tuple(rows)))
    return shorter if change(note.facts, shorter.facts) == Change() else note


def singles(person: Person, card: Card) -> Iterator[tuple[str, str, str, Callable[[str], str]]]:
    """(key, value in the note, value on the card, function that makes both comparable)."""
    knows_how = person.met or person.met_at  # the user knows best how they met
    for field in EXCHANGED:
        if field.kind == "structured name" and same(person.name) != same(card.name):
            continue
        if field.kind in SINGLE and not (knows_how and field.name in {"met", "met_at"}):
            here, there = (str(value_of(each, field.name) or "") for each in (person, card))
            yield field.key, here, there, text_key(field)
    for key, day in card.anniversaries:
        yield key, next((str(own) for name, own in person.anniversaries if fold(name) == fold(key)), ""), str(day), str


def lists(person: Person, card: Card, region: str) -> Iterator[tuple[str, list[str]]]:
    """(key, the items that the note does not have)."""
    for field in EXCHANGED:
        if field.name in _GROUPED:
            yield from _GROUPED[field.name](person, card)
        elif field.kind in LISTS:
            here, there = value_of(person, field.name), value_of(card, field.name)
            if field.kind == "names":
                here, there = names_of(person), (card.name, *there)
            yield field.key, _missing(there, here, item_key(field, region))


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
"""Fields that have a key for each kind of value."""


def said(card: Card) -> Iterator[tuple[str, str]]:
    """(key, item) of everything that a card says in lists, whether the note has it or not."""
    yield "aliases", card.name
    yield from ((field.key, item) for field in _LISTED for item in value_of(card, field.name))
    yield from (*card.urls, *card.relations)


def joined(cards: Sequence[Card]) -> Card:
    """One card with all that these cards of one person say in lists."""
    names = ("urls", "relations", *(field.name for field in _LISTED))
    merged: dict[str, Any] = {name: tuple(item for card in cards for item in getattr(card, name)) for name in names}
    merged["aliases"] = (*(card.name for card in cards), *merged["aliases"])
    return Card(cards[0].name, **merged)


def _missing(items: Iterable[str], known: Iterable[str], key: Callable[[str], str]) -> list[str]:
    seen = {key(item) for item in known}
    found = []
    for item in items:
        if key(item) not in seen:
            seen.add(key(item))
            found.append(item)
    return found
