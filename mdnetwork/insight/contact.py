"""Insight: with whom and how there was contact: new and known people, online and in person.

What was given, got and asked. Facts, each with its line; nobody is in anybody's debt.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import theirs, words
from mdnetwork.insight.period import Counted, Figure, Period, Periods
from mdnetwork.insight.privacy import is_tended
from mdnetwork.insight.survey import HIDDEN, Survey
from mdnetwork.model import Evidence, Person

YEAR = 365
LEAST = 3
"""Days of contact in a year before one speaks of only one way."""

Way = Literal["online", "in_person"]


class Reach(NamedTuple):
    """Days of contact, summed over people, with those who were new in the period and with those known before it.

    Somebody is new from the day of the first contact (or `met`, if that is earlier) to the period's end. `share_new`
    = with new people / all, from 0 to 1, None where there was no contact; "mind the existing network, not only the
    new" (docs/networking.md). `new_people` came into the network in the period; `from_them` of these began it.
    """

    with_new: Figure
    with_known: Figure
    share_new: float | None
    new_people: Figure
    from_them: Figure


class OneWay(NamedTuple):
    """Somebody whom one only wrote to, or only saw, for a year: on so many days, the last one with its evidence."""

    person: Person
    way: Way
    days: int
    evidence: tuple[Evidence, ...]


class Presence(NamedTuple):
    """Days of contact in person, online, and of neither known; a day with both is in person."""

    in_person: Figure
    online: Figure
    unknown: Figure
    one_way: tuple[OneWay, ...]


def reach(survey: Survey, periods: Periods) -> Reach:
    """How much of the contact was with new people."""
    since = {identity: known_since(history) for identity, history in survey.cases.items()}
    new: list[Counted] = []
    known: list[Counted] = []
    for identity, history in survey.cases.items():
        for each in contacts(history, survey, periods):
            period = periods.now if each.day in periods.now else periods.before
            (new if since[identity] in period else known).append(each)
    with_new, with_known = periods.figure(new), periods.figure(known)
    total = with_new.now + with_known.now
    began = [(survey.cases[who], day) for who, day in since.items() if day]
    theirs = [(history, day) for history, day in began if any(line.direction == "in" for line in history.on(day))]
    come, came = (periods.figure(_beginning(history, survey, day) for history, day in some) for some in (began, theirs))
    return Reach(with_new, with_known, with_new.now / total if total else None, come, came)


def presence(survey: Survey, periods: Periods) -> Presence:
    """How contact was made, and with whom for a year in one way only."""
    found: dict[Way | None, list[Counted]] = {"in_person": [], "online": [], None: []}
    for history in survey.cases.values():
        for each in contacts(history, survey, periods):
            found[_way(history.on(each.day))].append(each)
    in_person, online, unknown = map(periods.figure, found.values())
    return Presence(in_person, online, unknown, tuple(_one_way(survey)))


def contacts(history: PersonHistory, survey: Survey, periods: Periods) -> list[Counted]:
    """The days of contact with a person in both periods, each with its evidence."""
    days = (day for day in history.evidence.held(survey.today) if periods.before.start <= day <= periods.now.end)
    return [Counted(day, survey.sayable(history.on(day)), history.person) for day in days]


def known_since(history: PersonHistory) -> date | None:
    """The day one came to know somebody: the first contact, or `met` if that is earlier."""
    days = [day for day in (history.person.met, *history.days[:1]) if day is not None]
    return min(days, default=None)


def _beginning(history: PersonHistory, survey: Survey, day: date) -> Counted:
    """How it began: the first lines, or what the note says of it."""
    return Counted(day, survey.sayable(history.on(day) or (history.field("met", day),)), history.person)


def _way(evidence: tuple[Evidence, ...]) -> Way | None:
    if any(each.in_person for each in evidence):
        return "in_person"
    return "online" if any(each.channel for each in evidence) else None


def _one_way(survey: Survey) -> list[OneWay]:
    """Only people one means to keep in touch with, and has known for the whole year; the most days first."""
    since = add_days(survey.today, -YEAR)
    found = []
    for history in survey.cases.values():
        days = [day for day in history.days if since < day <= survey.today]
        known = known_since(history)
        if len(days) < LEAST or not is_tended(history.person, survey.round.cadences) or known is None or known > since:
            continue
        ways = {_way(history.on(day)) for day in days}
        way = ways.pop()
        if not ways and way is not None:
            found.append(OneWay(history.person, way, len(days), history.on(days[-1])))
    return sorted(found, key=lambda each: (-each.days, each.person.id))


ExchangeKind = Literal[
    "gave", "got", "asked", "was_asked", "introduced", "thanked", "recommended", "was_recommended", "feedback"
]


class Exchange(NamedTuple):
    """Something that passed between me and a person. Whoever was recommended got a reference (`#reference`).

    Feedback is what they told me of my work, whoever began to talk.
    """

    kind: ExchangeKind
    person: Person
    date: date | None
    words: str
    evidence: Evidence


class Balance(NamedTuple):
    """Give and take overall, in days and numbers of lines: this period's and the one's before."""

    gave: Figure
    introduced: Figure
    got: Figure
    asked: Figure
    was_asked: Figure
    thanked: Figure


def exchanges(history: PersonHistory) -> list[Exchange]:
    """What passed between me and a person, in order of date."""
    return [found for line in history.tagged for found in _told(history, line)]


def all_exchanges(survey: Survey) -> list[Exchange]:
    """What passed between me and everybody who may be named; a line that tells of several people counts once."""
    found = [each for history, line in survey.tagged for each in _told(history, line)]
    return [each._replace(words=survey.said(each.words, each.evidence)) for each in found]


def balance(found: Iterable[Exchange], periods: Periods) -> Balance:
    """Give and take overall; no ledger of debts with each friend."""
    kept: dict[str, list[Counted]] = {kind: [] for kind in Balance._fields}
    for each in found:
        if each.kind in kept and each.date:
            kept[each.kind].append(Counted(each.date, (each.evidence,), each.person))
    return Balance(**{kind: periods.figure(some) for kind, some in kept.items()})


def feedback(found: Iterable[Exchange], period: Period) -> tuple[Exchange, ...]:
    """What people told me of my work in the period, the latest first."""
    heard = [each for each in found if each.kind == "feedback" and each.date in period and each.words != HIDDEN]
    return tuple(sorted(heard, key=lambda each: (-(each.date or date.min).toordinal(), each.person.id)))


def _told(history: PersonHistory, line: Evidence) -> Iterable[Exchange]:
    for tag in line.tags:
        kind = _kind(line, tag)
        if kind is not None:
            yield Exchange(kind, history.person, line.date, words(line.text, tag), line)


def _kind(line: Evidence, tag: str) -> ExchangeKind | None:
    """`#asked`, `#intro` and `#reference` of theirs are what they did; an introduction made for me is something got."""
    if tag == "asked":
        return "was_asked" if theirs(line, tag) else "asked"
    if tag == "intro":
        return "got" if theirs(line, tag) else "introduced"
    if tag == "reference":
        return "was_recommended" if theirs(line, tag) else "recommended"
    kinds: dict[str, ExchangeKind] = {"gave": "gave", "got": "got", "thanked": "thanked", "feedback": "feedback"}
    return kinds.get(tag)
