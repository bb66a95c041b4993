"""Phrases for people in one language: days, spans, cadences, channels, and lists of names.

Sentences are messages where they are used; the words of a kind of follow-up are in `kinds.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.i18n import Texts, WrittenDay
from mdnetwork.model import DueDates, Evidence
from mdnetwork.verdicts import LIGHT

_WEEK = 7
_YEAR = 12
Length = tuple[int, str]
"""A number and its unit."""


class Phrases:
    """Phrases in one language, on one day."""

    def __init__(self, texts: Texts, today: date) -> None:
        self._texts = texts
        self._today = today
        self._channels = _channels(texts)
        self._cadences: dict[Cadence, str] = {}
        self._dues: dict[tuple[date | None, date | None], str] = {}

    def channel(self, evidence: tuple[Evidence, ...]) -> str:
        """The first channel in a day's evidence, such as "coffee"; "" if there is none."""
        return self.channel_name(next((each.channel for each in evidence if each.channel), None))

    def channel_name(self, channel: str | None) -> str:
        """The translated name of a channel that `channel_in` returned; "" for None."""
        return self._channels.get(channel, channel) if channel else ""

    def yearly(self, day: PartialDate) -> WrittenDay:
        """A day of every year: "10 December"."""
        number = self._texts.say("1") if day.day == 1 else day.day
        written = self._texts.say("{day} {month}", day=number, month=self._texts.months[day.month - 1])
        return WrittenDay(written, day.day)

    def day(self, day: date) -> WrittenDay:
        """A day of a sentence, with its year unless that is this year."""
        return self._texts.day(day, year=day.year != self._today.year)

    def month(self, day: date) -> str:
        """The month of a day: "in March", "in March 2025"."""
        month = self._texts.months[day.month - 1]
        if day.year == self._today.year:
            return self._texts.say("in {month}", month=month)
        return self._texts.say("in {month} {year}", month=month, year=day.year)

    def is_past(self, day: date) -> bool:
        """Whether the day is over."""
        return day < self._today

    def days(self, n: int) -> str:
        """A number of days: "12 days"."""
        return self._texts.count("{n} day", "{n} days", n)

    def days_ago(self, n: int) -> str:
        """A past day, counted in days: "30 days ago"."""
        return self._texts.count("{n} day ago", "{n} days ago", n)

    def when(self, day: date) -> str:
        """A day relative to today: "yesterday", "in 3 weeks"."""
        away = (day - self._today).days
        if away == 0:
            return self._texts.say("today")
        if away > 0:
            return self._texts.say("tomorrow") if away == 1 else self._ahead(*length(away))
        return self._texts.say("yesterday") if away == -1 else self._ago(*length(-away))

    def due(self, follow_up: DueDates) -> str:
        """When a follow-up is due: "12 days late", "due 3 days ago" (within its band), "today", "in 2 weeks"."""
        key = follow_up.due, follow_up.late_after
        if key not in self._dues:
            self._dues[key] = self._due(*key)
        return self._dues[key]

    def urgency(self, follow_up: DueDates) -> str:
        """Its style: "late", "today" or ""."""
        if follow_up.due is None or follow_up.due > self._today:
            return ""
        late = follow_up.late_after is not None and follow_up.late_after < self._today
        return "late" if late else "today"

    def cadence(self, cadence: Cadence) -> str:
        """The frequency: "every 4 to 6 weeks"."""
        if cadence not in self._cadences:
            self._cadences[cadence] = self._often(cadence)
        return self._cadences[cadence]

    def length(self, span: Span) -> str:
        """A span: "6 weeks"."""
        n, unit = _unit(span)
        count = self._texts.count
        if unit == "year":
            return count("{n} year", "{n} years", n)
        if unit == "month":
            return count("{n} month", "{n} months", n)
        if unit == "week":
            return count("{n} week", "{n} weeks", n)
        return self.days(n)

    def _often(self, cadence: Cadence) -> str:
        if cadence.month is not None:
            month = self._texts.months[cadence.month - 1]
            return self._texts.count("every {month}", "every {n} years, in {month}", cadence.every, month=month)
        if cadence.due == cadence.late:
            return self._every(cadence.due)
        (low, unit), (_, other) = _unit(cadence.due), _unit(cadence.late)
        shortest = str(low) if unit == other else self.length(cadence.due)
        return self._texts.say("every {low} to {high}", low=shortest, high=self.length(cadence.late))

    def _every(self, span: Span) -> str:
        n, unit = _unit(span)
        count = self._texts.count
        if unit == "year":
            return count("every year", "every {n} years", n)
        if unit == "month":
            return count("every month", "every {n} months", n)
        if unit == "week":
            return count("every week", "every {n} weeks", n)
        return count("every day", "every {n} days", n)

    def _due(self, due: date | None, late_after: date | None) -> str:
        if due is None:
            return self._texts.say("no date")
        if late_after is not None and late_after < self._today:
            return self._late(*length((self._today - late_after).days))
        when = self.when(due)
        return self._texts.say("due {when}", when=when) if due < self._today else when

    def _ahead(self, n: int, unit: str) -> str:
        count = self._texts.count
        if unit == "day":
            return count("in {n} day", "in {n} days", n)
        if unit == "week":
            return count("in {n} week", "in {n} weeks", n)
        if unit == "month":
            return count("in {n} month", "in {n} months", n)
        return count("in {n} year", "in {n} years", n)

    def _ago(self, n: int, unit: str) -> str:
        count = self._texts.count
        if unit == "day":
            return self.days_ago(n)
        if unit == "week":
            return count("{n} week ago", "{n} weeks ago", n)
        if unit == "month":
            return count("{n} month ago", "{n} months ago", n)
        return count("{n} year ago", "{n} years ago", n)

    def _late(self, n: int, unit: str) -> str:
        count = self._texts.count
        if unit == "day":
            return count("{n} day late", "{n} days late", n)
        if unit == "week":
            return count("{n} week late", "{n} weeks late", n)
        if unit == "month":
            return count("{n} month late", "{n} months late", n)
        return count("{n} year late", "{n} years late", n)


def listed(names: Sequence[str], among: int) -> str:
    """The names and the number of the others: "Ada, Bruno, +1"."""
    others = among - len(names)
    return ", ".join((*names, f"+{others}") if others > 0 else names)


def joined(items: Sequence[str], texts: Texts) -> str:
    """The items as a list in a sentence: "maps, posters and lights"; "" for none."""
    if len(items) < 2:  # noqa: PLR2004  one item has nothing to be joined to
        return "".join(items)
    return texts.say("{items} and {last}", items=", ".join(items[:-1]), last=items[-1])


def length(days: int) -> Length:
    """The length in the unit that a person would use, rounded.

    Days up to three weeks, weeks up to nine, months up to two years.
    """
    if days < 21:  # noqa: PLR2004  the rule in the docstring
        return days, "day"
    if days < 63:  # noqa: PLR2004  two people, as above
        return round(days / 7), "week"
    if days < 730:  # noqa: PLR2004  two people, as above
        return round(days / 30.44), "month"
    return round(days / 365.25), "year"


def _unit(span: Span) -> Length:
    """The span in the largest unit that divides it. A span of months and days is approximated in days."""
    if span.days and span.months:
        return span.months * 30 + span.days, "day"
    if span.months:
        return (span.months, "month") if span.months % _YEAR else (span.months // _YEAR, "year")
    return (span.days, "day") if span.days % _WEEK or not span.days else (span.days // _WEEK, "week")


def _channels(texts: Texts) -> dict[str, str]:
    return {
        "call": texts.say("call"),
        "email": texts.say("email"),
        "message": texts.say("message"),
        "video": texts.say("video call"),
        "linkedin": texts.say("LinkedIn"),
        "chat": texts.say("chat"),
        "letter": texts.say("letter"),
        LIGHT: texts.say("online, light"),
        "coffee": texts.say("coffee"),
        "breakfast": texts.say("breakfast"),
        "lunch": texts.say("lunch"),
        "dinner": texts.say("dinner"),
        "drinks": texts.say("drinks"),
        "meeting": texts.say("meeting"),
        "visit": texts.say("visit"),
        "walk": texts.say("walk"),
        "event": texts.say("event"),
        "conference": texts.say("conference"),
        "fair": texts.say("fair"),
    }
