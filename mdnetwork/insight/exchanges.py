"""Insight: what was given, got and asked. Facts, each with its line; nobody is in anybody's debt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import theirs, words
from mdnetwork.insight.period import Counted, Figure, Period, Periods
from mdnetwork.insight.survey import HIDDEN, Survey
from mdnetwork.model import Evidence, Person

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


def exchanges(case: PersonHistory) -> list[Exchange]:
    """What passed between me and a person, in order of date."""
    return [found for line in case.tagged for found in _told(case, line)]


def all_exchanges(survey: Survey) -> list[Exchange]:
    """What passed between me and everybody who may be named; a line that tells of several people counts once."""
    found = [each for case, line in survey.tagged for each in _told(case, line)]
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


def _told(case: PersonHistory, line: Evidence) -> Iterable[Exchange]:
    for tag in line.tags:
        kind = _kind(line, tag)
        if kind is not None:
            yield Exchange(kind, case.person, line.date, words(line.text, tag), line)


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
