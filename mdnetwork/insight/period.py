"""Insight: a stretch of time to look back on, the one before it, and numbers of both side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from mdnetwork.dates import Span, add_days, add_months
from mdnetwork.model import Evidence, Person

QUARTER = Span(months=3)
"""What a look back is over where nothing else is asked."""


class Period(NamedTuple):
    """From `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


class Counted(NamedTuple):
    """One of what a number counts: on which day, on what evidence, and of whom (None: of me alone)."""

    day: date
    evidence: tuple[Evidence, ...]
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of this period, and of the one before. `parts` are what was counted in this one, in order of day."""

    now: int
    before: int
    parts: tuple[Counted, ...] = field(default=(), compare=False)


class Periods(NamedTuple):
    """The period that is looked at, and the one of the same length before it."""

    now: Period
    before: Period

    def figure(self, found: Iterable[Counted]) -> Figure:
        """How many of these lie in the one, and in the other. People's names have no part in their order."""
        kept = [each for each in found if self.before.start <= each.day <= self.now.end]
        now = sorted((each for each in kept if each.day in self.now), key=_in_order)
        return Figure(len(now), len(kept) - len(now), tuple(now))


def periods(length: Span, today: date) -> Periods:
    """The `length` up to and with `today`, and the same before it."""
    start = _back(length, today)
    earlier = _back(length, start)
    return Periods(Period(add_days(start, 1), today), Period(add_days(earlier, 1), start))


def _in_order(counted: Counted) -> tuple[date, list[tuple[str, int]]]:
    return counted.day, [(each.path, each.line) for each in counted.evidence]


def _back(length: Span, day: date) -> date:
    return add_days(add_months(day, -length.months), -length.days)
