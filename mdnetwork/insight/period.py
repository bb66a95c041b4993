"""Insight: a period to review, the one before it, and figures that compare both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from datetime import date

from mdnetwork.dates import Span, add_days, add_months
from mdnetwork.frozen import NamedTuple, dataclass
from mdnetwork.model import Evidence, Person

QUARTER = Span(months=3)
"""The default length of a review."""


class Period(NamedTuple):
    """The days from `start` to `end`, both included."""

    start: date
    end: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day <= self.end


class Counted(NamedTuple):
    """One item of a figure: its day, its evidence, and its person (None for the user alone)."""

    day: date
    evidence: tuple[Evidence, ...]
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """The number in this period and in the one before. `parts` are the items of this period, by day."""

    now: int
    before: int
    parts: tuple[Counted, ...] = field(default=(), compare=False)


class Periods(NamedTuple):
    """The period under review, and the one of the same length before it."""

    now: Period
    before: Period

    def figure(self, items: Iterable[Counted]) -> Figure:
        """The number of items in each period. The order of the parts does not depend on people's names."""
        kept = [each for each in items if self.before.start <= each.day <= self.now.end]
        now = sorted((each for each in kept if each.day in self.now), key=_in_order)
        return Figure(len(now), len(kept) - len(now), tuple(now))


def periods_up_to(length: Span, today: date) -> Periods:
    """The `length` up to and including `today`, and the same length before it."""
    start = _back(length, today)
    earlier = _back(length, start)
    return Periods(Period(add_days(start, 1), today), Period(add_days(earlier, 1), start))


def _in_order(counted: Counted) -> tuple[date, list[tuple[str, int]]]:
    return counted.day, [(each.path, each.line) for each in counted.evidence]


def _back(length: Span, day: date) -> date:
    return add_days(add_months(day, -length.months), -length.days)
