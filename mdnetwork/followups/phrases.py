"""Follow-ups: how days, spans, cadences and channels are said in the user's language."""

from __future__ import annotations

from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.messages import Texts
from mdnetwork.model import Evidence

_WEEK = 7
_YEAR = 12
Unit = tuple[str, int]


class Phrases:
    """The small words of reasons in one language, each worked out once."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._channels = _channels(texts)
        self._months = _months(texts)
        self._cadences: dict[Cadence, str] = {}

    def channel(self, evidence: tuple[Evidence, ...]) -> str:
        """The channel of a day's first evidence that has one: "coffee"; "" where none has."""
        return self.channel_said(next((each.channel for each in evidence if each.channel), None))

    def channel_said(self, channel: str | None) -> str:
        """A channel as `channel_in` names it; "" for none."""
        return self._channels.get(channel, channel) if channel else ""

    def day(self, partial: PartialDate) -> str:
        """A day that comes round: "10 December"."""
        return self._texts.say("{day} {month}", day=partial.day, month=self._months[partial.month - 1])

    def cadence(self, cadence: Cadence) -> str:
        """How often: "every 4 to 6 weeks"."""
        if cadence not in self._cadences:
            self._cadences[cadence] = self._often(cadence)
        return self._cadences[cadence]

    def _often(self, cadence: Cadence) -> str:
        if cadence.month is not None:
            month = self._months[cadence.month - 1]
            return self._texts.count("every {month}", "every {n} years, in {month}", cadence.every, month=month)
        if cadence.due == cadence.late:
            return self._every(cadence.due)
        (unit, low), (other, _) = _unit(cadence.due), _unit(cadence.late)
        shortest = str(low) if unit == other else self._length(cadence.due)
        return self._texts.say("every {low} to {high}", low=shortest, high=self._length(cadence.late))

    def _every(self, span: Span) -> str:
        unit, n = _unit(span)
        count = self._texts.count
        if unit == "year":
            return count("every year", "every {n} years", n)
        if unit == "month":
            return count("every month", "every {n} months", n)
        if unit == "week":
            return count("every week", "every {n} weeks", n)
        return count("every day", "every {n} days", n)

    def _length(self, span: Span) -> str:
        unit, n = _unit(span)
        count = self._texts.count
        if unit == "year":
            return count("{n} year", "{n} years", n)
        if unit == "month":
            return count("{n} month", "{n} months", n)
        if unit == "week":
            return count("{n} week", "{n} weeks", n)
        return count("{n} day", "{n} days", n)


def _unit(span: Span) -> Unit:
    """The largest unit in which the span is whole. Months with days beside them are said in days, near enough."""
    if span.days and span.months:
        return "day", span.months * 30 + span.days
    if span.months:
        return ("month", span.months) if span.months % _YEAR else ("year", span.months // _YEAR)
    return ("day", span.days) if span.days % _WEEK or not span.days else ("week", span.days // _WEEK)


def _channels(texts: Texts) -> dict[str, str]:
    return {
        "call": texts.say("call"),
        "email": texts.say("email"),
        "message": texts.say("message"),
        "video": texts.say("video call"),
        "linkedin": texts.say("LinkedIn"),
        "chat": texts.say("chat"),
        "letter": texts.say("letter"),
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


def _months(texts: Texts) -> tuple[str, ...]:
    return (
        texts.say("January"),
        texts.say("February"),
        texts.say("March"),
        texts.say("April"),
        texts.say("May"),
        texts.say("June"),
        texts.say("July"),
        texts.say("August"),
        texts.say("September"),
        texts.say("October"),
        texts.say("November"),
        texts.say("December"),
    )
