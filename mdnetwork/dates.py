"""Ground: spans, cadences and partial dates; calendar arithmetic without a clock."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Literal

from mdnetwork.frozen import dataclass

_WEEKEND = (5, 6)
_DECEMBER = 12
DateOrder = Literal["", "dmy", "mdy"]
"""How `05/03/2026` is read; "" if the order of day and month is unknown."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time in calendar months and days, both >= 0."""

    months: int = 0
    days: int = 0

    def after(self, start: date) -> date:
        """The day this span after `start`. Months clamp: 31 January + 1 month is 28 or 29 February.

        A day past the end of the calendar is `date.max`.
        """
        return add_days(add_months(start, self.months), self.days)

    def before(self, end: date) -> date:
        """The day this span before `end`, clamped as in `after`."""
        return add_days(add_months(end, -self.months), -self.days)

    def doubled(self) -> Span:
        """Twice this span."""
        return Span(self.months * 2, self.days * 2)


@dataclass(frozen=True, slots=True)
class Cadence:
    """How often to be in touch: a band from `due` to `late`, one month a year, or never.

    `month` (1-12) means "every August": due on its first day, `every` years apart. `never` means no cadence, by
    choice. `text` is the cadence as written. `light` means that a light touch, such as a comment online, satisfies it.
    """

    due: Span = Span()
    late: Span = Span()
    month: int | None = None
    every: int = 1
    never: bool = False
    text: str = ""
    light: bool = False

    def due_after(self, last: date) -> date:
        """The day a follow-up is due if the last contact was on `last`."""
        return self.due.after(last) if self.month is None else self._month_after(last, self.month)

    def late_after(self, last: date) -> date:
        """The last day of the band. A follow-up is late after it."""
        return self.late.after(last) if self.month is None else end_of_month(self._month_after(last, self.month))

    def doubled(self) -> Cadence:
        """The cadence with both ends of the band doubled (a month: every other year)."""
        return Cadence(
            self.due.doubled(), self.late.doubled(), self.month, self.every * 2, self.never, self.text, self.light
        )

    def _month_after(self, last: date, month: int) -> date:
        year = last.year + self.every - (last.month < month)
        return date.max if year > date.max.year else date(year, month, 1)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date whose year or day may be unknown, such as a birthday. `str()` is its ISO 8601 form."""

    month: int
    day: int | None = None
    year: int | None = None

    def __str__(self) -> str:
        year = "-" if self.year is None else f"{self.year:04}"
        day = "" if self.day is None else f"-{self.day:02}"
        return f"{year}-{self.month:02}{day}"

    def in_year(self, year: int) -> date | None:
        """This day in `year`, with 29 February on the 28th in common years; None if the day is unknown."""
        if self.day is None:
            return None
        return date(year, self.month, min(self.day, days_in_month(year, self.month)))

    def next_after(self, day: date) -> date | None:
        """The next occurrence on `day` or later; None if the day is unknown."""
        this_year = self.in_year(day.year)
        if this_year is None or this_year >= day:
            return this_year
        return self.in_year(day.year + 1)


def add_months(start: date, months: int) -> date:
    """`start` moved by calendar months, clamped to the end of the month and to the ends of the calendar."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return date.max if months > 0 else date.min
    return date(year, month + 1, min(start.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """The number of days of a month (`calendar`, which has it too, imports `locale`)."""
    return 31 if month == _DECEMBER else (date(year, month + 1, 1) - date(year, month, 1)).days


def add_days(start: date, days: int) -> date:
    """`start` moved by days, clamped to the ends of the calendar."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


def end_of_month(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=days_in_month(day.year, day.month))


def working_day_before(day: date) -> date:
    """The last day from Monday to Friday before `day`."""
    return add_days(day, {0: -3, 6: -2}.get(day.weekday(), -1))


def working_day_from(day: date) -> date:
    """`day`, or the following Monday if it is on a weekend."""
    return add_days(day, 7 - day.weekday()) if day.weekday() in _WEEKEND else day
