"""Insight: what was given, got and asked, each with its line; nobody is in anybody's debt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import Literal

from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import theirs, words
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.period import Counted, Figure, Period, Periods
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Person
from mdnetwork.people.privacy import OMITTED
from mdnetwork.vocabulary.channels import is_talk

ExchangeKind = Literal[
    "gave", "got", "asked", "was_asked", "introduced", "thanked", "recommended", "was_recommended", "feedback"
]


_KIND: frozenset[ExchangeKind] = frozenset({"gave", "introduced", "recommended", "thanked"})
"""What the user does for somebody."""
REFERENCES: frozenset[ExchangeKind] = frozenset({"recommended", "was_recommended"})
"""References given and received."""


class Exchange(NamedTuple):
    """Something given, received or asked. A person who was recommended got a reference (`#reference`).

    A line with `#asked` too asks for a reference, and is none.

    Feedback is a person's opinion of the user's work, on a line in either direction.
    """

    kind: ExchangeKind
    person: Person
    date: date | None
    words: str
    evidence: Evidence


class Balance(NamedTuple):
    """Give and take with everybody together, as figures of this period and the one before."""

    gave: Figure
    introduced: Figure
    got: Figure
    asked: Figure
    was_asked: Figure
    thanked: Figure


def exchanges(history: PersonHistory) -> list[Exchange]:
    """The exchanges with a person, by date."""
    return [found for line in history.tagged for found in _exchanges_on(history, line)]


def all_exchanges(survey: Survey) -> list[Exchange]:
    """The exchanges with everybody who may be named. A line about several people counts once."""
    found = [each for history, line in survey.tagged for each in _exchanges_on(history, line)]
    return [each._replace(words=survey.privacy.quoted(each.words, each.evidence)) for each in found]


def _exchanges_on(history: PersonHistory, line: Evidence) -> Iterable[Exchange]:
    for tag in line.tags:
        kind = _kind(line, tag)
        if kind is not None:
            yield Exchange(kind, history.person, line.date, words(line.text, tag), line)


def _kind(line: Evidence, tag: str) -> ExchangeKind | None:
    """The kind of exchange of a line. The other person's `#asked`, `#intro` and `#reference` are their actions."""
    if tag == "asked":
        return "was_asked" if theirs(line, tag) else "asked"
    if tag == "intro":
        return "got" if theirs(line, tag) else "introduced"
    if tag == "reference" and "asked" in line.tags:
        return None
    if tag == "reference":
        return "was_recommended" if theirs(line, tag) else "recommended"
    kinds: dict[str, ExchangeKind] = {"gave": "gave", "got": "got", "thanked": "thanked", "feedback": "feedback"}
    return kinds.get(tag)


def balance(found: Iterable[Exchange], periods: Periods) -> Balance:
    """Give and take in total, not as debts of single people."""
    kept: dict[str, list[Counted]] = {kind: [] for kind in Balance._fields}
    for each in found:
        if each.kind in kept and each.date:
            kept[each.kind].append(Counted(each.date, (each.evidence,), each.person))
    return Balance(**{kind: periods.figure(some) for kind, some in kept.items()})


def feedback(found: Iterable[Exchange], period: Period) -> tuple[Exchange, ...]:
    """The feedback on the user's work in the period, latest first."""
    return _latest(found, frozenset({"feedback"}), period)


def references(found: Iterable[Exchange], period: Period) -> tuple[Exchange, ...]:
    """The references received and given in the period, latest first."""
    return _latest(found, REFERENCES, period)


def _latest(found: Iterable[Exchange], kinds: frozenset[ExchangeKind], period: Period) -> tuple[Exchange, ...]:
    kept = [each for each in found if each.kind in kinds and each.date in period and each.words != OMITTED]
    return tuple(sorted(kept, key=lambda each: (-(each.date or date.min).toordinal(), each.person.id)))


class BareAsk(NamedTuple):
    """A favour asked of somebody again, with nothing given to them and no talk since the one `before`."""

    person: Person
    day: date
    before: date
    evidence: tuple[Evidence, ...]


def bare_asks(survey: Survey, period: Period) -> tuple[BareAsk, ...]:
    """The favours of the period that were asked with nothing in between, latest first. They are for the user alone.

    "Never turn up only when in need" (docs/networking.md). Gifts, introductions, references and thanks are something in
    between, and so is a talk: a call, a video call, a meeting in person.
    """
    found = (each for history in survey.histories.values() for each in _asked_again(history))
    return tuple(
        sorted((each for each in found if each.day in period), key=lambda each: (-each.day.toordinal(), each.person.id))
    )


def _asked_again(history: PersonHistory) -> Iterable[BareAsk]:
    passed = exchanges(history)
    asks = {each.date: each.evidence for each in passed if each.kind == "asked" and each.date}
    kind = {each.date for each in passed if each.kind in _KIND}
    talks = {each.date for each in history.evidence.counted if each.in_person or is_talk(each.channel)}
    for before, day in pairwise(sorted(asks)):
        if not any(each is not None and before <= each <= day for each in kind) and not any(
            each is not None and before < each <= day for each in talks
        ):
            yield BareAsk(history.person, day, before, (asks[before], asks[day]))
