"""Command line: days and spans as a person says them: "12 days late", "in 3 weeks", "yesterday"."""

from __future__ import annotations

from datetime import date

from mdnetwork.messages import Texts
from mdnetwork.model import FollowUp, FollowUpKind, Status

Length = tuple[int, str]
"""A number and its unit."""


class Phrases:
    """What is said of days in one language on one day."""

    def __init__(self, texts: Texts, today: date) -> None:
        self._texts = texts
        self._today = today
        self._said: dict[tuple[date | None, date | None], str] = {}

    def when(self, day: date) -> str:
        """A day as seen from today: "yesterday", "in 3 weeks"."""
        away = (day - self._today).days
        if away == 0:
            return self._texts.say("today")
        if away > 0:
            return self._texts.say("tomorrow") if away == 1 else self._ahead(*length(away))
        return self._texts.say("yesterday") if away == -1 else self._ago(*length(-away))

    def due(self, follow_up: FollowUp) -> str:
        """How a follow-up stands: "12 days late", "due 3 days ago" (within its band), "today", "in 2 weeks"."""
        key = follow_up.due, follow_up.late_after
        if key not in self._said:
            self._said[key] = self._due(*key)
        return self._said[key]

    def _due(self, due: date | None, late_after: date | None) -> str:
        if due is None:
            return self._texts.say("no date")
        if late_after is not None and late_after < self._today:
            return self._late(*length((self._today - late_after).days))
        when = self.when(due)
        return self._texts.say("due {when}", when=when) if due < self._today else when

    def urgency(self, follow_up: FollowUp) -> str:
        """How it looks: "late", "today" or nothing."""
        if follow_up.due is None or follow_up.due > self._today:
            return ""
        late = follow_up.late_after is not None and follow_up.late_after < self._today
        return "late" if late else "today"

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
            return count("{n} day ago", "{n} days ago", n)
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


def kind_said(kind: FollowUpKind, texts: Texts) -> str:
    """A kind of follow-up in one word."""
    return {
        "planned": texts.say("planned"),
        "first": texts.say("first"),
        "promise": texts.say("promise"),
        "waiting": texts.say("waiting"),
        "task": texts.say("task"),
        "thank": texts.say("thank"),
        "congratulate": texts.say("congratulate"),
        "introduction": texts.say("introduction"),
        "cadence": texts.say("cadence"),
        "dormant": texts.say("dormant"),
        "birthday": texts.say("birthday"),
        "anniversary": texts.say("anniversary"),
        "prepare": texts.say("prepare"),
    }[kind]


def status_said(status: Status, texts: Texts) -> str:
    """A status in one word; "" for none."""
    return {
        "": "",
        "paused": texts.say("paused"),
        "archived": texts.say("archived"),
        "dormant": texts.say("dormant"),
        "closed": texts.say("closed"),
        "inactive": texts.say("inactive"),
        "deceased": texts.say("deceased"),
        "no-contact": texts.say("no contact"),
    }[status]


def length(days: int) -> Length:
    """The unit in which a person would say so many days, and how many of it: the nearest whole number.

    Days up to three weeks, weeks up to nine, months up to two years.
    """
    if days < 21:  # noqa: PLR2004  the rule that the docstring tells
        return days, "day"
    if days < 63:  # noqa: PLR2004  as above
        return round(days / 7), "week"
    if days < 730:  # noqa: PLR2004  as above
        return round(days / 30.44), "month"
    return round(days / 365.25), "year"
