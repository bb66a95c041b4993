"""Insight: whether I do what I said: promises kept and open, and first meetings followed up within 48 hours."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.rules import first_meeting
from mdnetwork.insight.period import Counted, Figure, Periods
from mdnetwork.insight.survey import Promise, Survey
from mdnetwork.model import Evidence, Person

HOURS = 48
_DAYS = 2


class Promises(NamedTuple):
    """Promises that fell due in the period (or were kept in it before they did), as they stand today.

    `rate` = kept / (kept + broken), from 0 to 1; None where there were none. `open` are all that are open today,
    the one due first before the others; `broken` are those of the period among them that are overdue.
    """

    kept: Figure
    broken: Figure
    rate: float | None
    open: tuple[Promise, ...]


class Met(NamedTuple):
    """A first meeting in person. `followed` is the day of the first word after it; `in_time` None is: still time."""

    person: Person
    day: date
    followed: date | None
    in_time: bool | None
    evidence: tuple[Evidence, ...]


class Firsts(NamedTuple):
    """First meetings in person, and how many of them were followed up within two days. `waiting` have time left."""

    met: Figure
    followed: Figure
    waiting: int
    meetings: tuple[Met, ...]


def promises_kept(survey: Survey, periods: Periods) -> Promises:
    """How promises stand. "Keep promises; they are how trust is made" (docs/networking.md)."""
    today = survey.today
    kept = periods.figure(_counted(each, each.reckoned) for each in survey.promises if each.is_kept and each.reckoned)
    due = [(each, each.due) for each in survey.promises if not each.is_kept and each.due]
    broken = periods.figure(_counted(each, day) for each, day in due if day < today)
    still = sorted((each for each in survey.promises if not each.is_kept), key=_by_due)
    total = kept.now + broken.now
    return Promises(kept, broken, kept.now / total if total else None, tuple(still))


def firsts(survey: Survey, periods: Periods) -> Firsts:
    """First meetings in person (as the `first` follow-up knows them), and what came within 48 hours.

    Notes tell days, so that 48 hours are the two days after the meeting; an online word on the same day counts too.
    """
    found = [each for case in survey.cases.values() if (each := _met(case, survey.today)) is not None]
    now = tuple(
        sorted((each for each in found if each.day in periods.now), key=lambda each: (each.day, each.person.id))
    )
    met = periods.figure(Counted(each.day, each.evidence, each.person) for each in found)
    followed = periods.figure(Counted(each.day, each.evidence, each.person) for each in found if each.in_time is True)
    return Firsts(met, followed, sum(each.in_time is None for each in now), now)


def _counted(promise: Promise, day: date) -> Counted:
    return Counted(day, (promise.evidence,), promise.person)


def _by_due(promise: Promise) -> tuple[date, str, str, int]:
    return promise.due or date.max, promise.person.id, promise.evidence.path, promise.evidence.line


def _met(case: PersonHistory, today: date) -> Met | None:
    day = first_meeting(case)
    if day is None or day > today:
        return None
    evidence = case.on(day) or (case.field("met", day),)
    same = any(not each.in_person and each.channel for each in case.on(day))
    after = day if same else next((each for each in case.days if each > day), None)
    last = add_days(day, _DAYS)
    if after is not None and after <= last:
        return Met(case.person, day, after, in_time=True, evidence=evidence)
    return Met(case.person, day, after, in_time=None if today <= last else False, evidence=evidence)
