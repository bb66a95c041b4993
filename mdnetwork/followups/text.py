"""Follow-ups: extracts the text of a log line and a key that ignores dates, and phrases reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.i18n import Texts
from mdnetwork.model import Evidence
from mdnetwork.names import same
from mdnetwork.parsing.log import after_their_arrow, promised_by
from mdnetwork.parsing.marks import signs_in
from mdnetwork.vocabulary.languages import pattern, spellings
from mdnetwork.vocabulary.tags import around_tag, exchange_tags

_LONGEST = 160
"""The maximum length of a quoted line, in characters."""
_TAG = re.compile(r"#[\w/-]+")
_AMID = re.compile(r"(?<=[^\W_])(?<!\b[Ii])(?<!\b[IiHh][oO])(?<!\b[Ww][Ee])(?: #[\w/-]++){1,9}+(?= \w)")
"""A tag between two words, without punctuation that starts a clause: "of the harvest #gave the drafts"."""
_ENDED = re.compile(r"[;,.:→←—]")
_SAID = 3
"""Words before a tag that can start a new clause; after fewer, as in "introduced #intro", the clause goes on."""
_DATE = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:T\d{2}:\d{2})?|\d{1,2}[./]\d{1,2}[./]\d{4}")


def _labels(*meanings: str) -> str:
    """The pattern for some labels within an entry."""
    return pattern(frozenset[str]().union(*(spellings("labels", meaning) for meaning in meanings)))


_LABELLED = re.compile(
    rf"^[ \t]*(?:[-*+][ \t]+)?\**(?:{_labels('direction', 'channel')}\**:\**.*$"
    r"|(?:id|collapsed)::.*$|(?:SCHEDULED|DEADLINE): <.*$"
    rf"|{_labels('text')}\**:\**[ \t]*)",
    re.IGNORECASE | re.MULTILINE,
)
"""Lines without content (`Direction: Outbound`, an outline's `id:: 65f`), and the label of `Summary: the rates`."""
_WORD = re.compile(r"\w+")
_MINE, _THEIRS = ("→", "->"), ("←", "<-")
_EDGES = " \t,;:.–—·|-*_()"
_BEGINNING = re.compile(r"(?:[ \t,;:.–—·|*_()]|-(?!>))+")
"""`_EDGES` before the first word. Does not split an arrow, `->`."""


def theirs(evidence: Evidence, tag: str) -> bool:
    """Whether the tag is about something that the other person did.

    For `#promised` the words decide, not an arrow. Other tags are theirs after `←`, or on an incoming line without
    arrows.
    """
    if tag == "promised":
        return promised_by(evidence.text) == "theirs"
    return after_their_arrow(evidence.text, evidence.direction, tag)


def words(text: str, tag: str = "") -> str:
    """What the line says about its tag: the words after it, else before it, else all; at most 160 characters.

    In news an arrow does not end the words: "Acme -> Beta".
    """
    before, after = around_tag(text, tag)
    return (
        plain(_until_next(after, () if tag == "news" else (*_MINE, *_THEIRS)))
        or plain(_since_arrow(before))
        or plain(text)
    )


def plain(text: str) -> str:
    """The text without tags, signs and the dates of signs; at most 160 characters."""
    text = _LABELLED.sub("", text) if ":" in text else text
    text = signs_in(text).rest
    text = _apart(text) if "#" in text else text
    text = unedged(" ".join(_TAG.sub("", text).split()))
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip(_EDGES) + "…"


def unedged(text: str) -> str:
    """The text without surrounding punctuation. An arrow at either end is kept."""
    said = text.rstrip(_EDGES)
    said += "-" if said.endswith("<") and text[len(said) :].startswith("-") else ""
    edge = _BEGINNING.match(said)
    return said[edge.end() :] if edge else said


def _apart(text: str) -> str:
    """The text with `;` in place of each tag that separates two clauses. Runs in linear time."""
    parts: list[str] = []
    start = end = said = 0
    for amid in _AMID.finditer(text):
        *ended, last = _ENDED.split(text[start : amid.start()])
        said = len(last.split()) + (0 if ended else said)
        divides = said >= _SAID and exchange_tags(amid[0].split()[0])
        parts += (text[end : amid.start()], ";" if divides else amid[0])
        start, end = amid.span()
    return "".join(parts) + text[end:]


def undated(text: str) -> str:
    """A key for a line: its words without dates, signs and punctuation, case folded.

    It stays the same when a date is changed, added or removed.
    """
    return " ".join(_WORD.findall(same(_TAG.sub(" ", _DATE.sub(" ", signs_in(text).rest)))))


def alike(one: str, other: str) -> int:
    """How many words of three or more letters two texts share."""
    first, second = ({word for word in undated(text).split() if len(word) > 2} for text in (one, other))  # noqa: PLR2004  short words carry no meaning
    return len(first & second)


Item = TypeVar("Item")


def numbered(items: Iterable[Item], text: Callable[[Item], str]) -> Iterator[tuple[Item, str]]:
    """Each item with its text, plus an ordinal from the second occurrence of the same text on."""
    seen: dict[str, int] = {}
    for item in items:
        words = text(item)
        seen[words] = seen.get(words, 0) + 1
        yield item, words if seen[words] == 1 else f"{words}\n{seen[words]}"


def after_tag(text: str, tag: str) -> str:
    """The text after the tag."""
    return around_tag(text, tag)[1]


def _until_next(text: str, arrows: tuple[str, ...]) -> str:
    """The text up to the next tag, arrow or line end."""
    line = text.partition("\n")[0]
    for stop in (" #", *arrows):
        line = line.partition(stop)[0]
    return line


def _since_arrow(text: str) -> str:
    """The text after the last arrow, in the last line that is not blank."""
    line = text.rstrip().rpartition("\n")[2]
    for arrow in (*_MINE, *_THEIRS):
        line = line.rpartition(arrow)[2]
    return line


_WEEK = 7
_YEAR = 12
Unit = tuple[str, int]


class ReasonPhrases:
    """Words and phrases for reasons in one language, cached."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._channels = _channels(texts)
        self._months = _months(texts)
        self._cadences: dict[Cadence, str] = {}

    def channel(self, evidence: tuple[Evidence, ...]) -> str:
        """The first channel in a day's evidence, such as "coffee"; "" if there is none."""
        return self.channel_said(next((each.channel for each in evidence if each.channel), None))

    def channel_said(self, channel: str | None) -> str:
        """The translated name of a channel that `channel_in` returned; "" for None."""
        return self._channels.get(channel, channel) if channel else ""

    def day(self, partial: PartialDate) -> str:
        """A yearly day: "10 December"."""
        return self._texts.say("{day} {month}", day=partial.day, month=self._months[partial.month - 1])

    def cadence(self, cadence: Cadence) -> str:
        """The frequency: "every 4 to 6 weeks"."""
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
    """The largest unit that divides the span. A span of months and days is approximated in days."""
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
