"""Editing: where in a typed line its day stands: first of all, before or behind its people, or as its last words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mdnetwork.editing.capture import Doubt
from mdnetwork.editing.days_said import LONGEST, day_said, is_unclear_day, looks_like_day
from mdnetwork.editing.parties import Party
from mdnetwork.editing.typed_words import Line, line
from mdnetwork.names import fold
from mdnetwork.reading.settings import DateOrder
from mdnetwork.words.day_words import AGO, DAYS, DEADLINES, LAST
from mdnetwork.words.tags import exchange_tags

_SEPARATORS = " ,;:–—-"
_STOPS = tuple(",;:.!?")


class TypedDay(NamedTuple):
    """The day that a line tells, if it does, with its words; the text before and behind the people without them."""

    before: str
    after: str
    day: date | None = None
    written: str = ""
    doubts: tuple[Doubt, ...] = ()


class _Found(NamedTuple):
    first: int
    end: int
    day: date | None
    doubt: Doubt | None = None


def day_in(typed: Line, party: Party, today: date, order: DateOrder) -> TypedDay:
    """The day of a line whose people are `party`.

    It stands first, directly before or behind the people, or last in what is said up to the first comma or tag behind
    them; "yesterday" and "3 days ago" anywhere up to there, "last monday" anywhere before them.
    """
    before = line(typed.before(party.first))
    after = line(typed.after(party.end)) if party.end else typed
    if party.end == party.first:
        after = line("")
    found = _at(before, 0, today, order) or _last(before, today, order) or _plain(before, today, order, AGO | LAST)
    if found is not None:
        return _told(_without(before, found), after.text, before, found)
    found = _behind(after, today, order)
    if found is None and not exchange_tags(before.text):
        found = _last(_clause(after), today, order) or _plain(_clause(after), today, order, AGO)
    if found is not None:
        return _told(before.text, _without(after, found), after, found)
    return TypedDay(before.text, after.text)


def _told(before: str, after: str, where: Line, found: _Found) -> TypedDay:
    doubts = (found.doubt,) if found.doubt else ()
    return TypedDay(before, after, found.day, where.phrase(found.first, found.end), doubts)


def _without(text: Line, found: _Found) -> str:
    """The text without the day, and without the separator behind a day that comes first."""
    head, tail = text.before(found.first), text.after(found.end)
    if not head.strip() and text.text[:1] != " ":
        return tail.lstrip(_SEPARATORS)
    joined = head.rstrip()
    if not tail.strip(_SEPARATORS):
        return joined.rstrip(_SEPARATORS)
    return (joined.rstrip(_SEPARATORS) if tail[:1] in _STOPS else joined) + tail


def _at(text: Line, first: int, today: date, order: DateOrder) -> _Found | None:
    """The longest phrase from the word `first` that is a day, or only looks like one."""
    for end in range(text.reach(first, LONGEST), first, -1):
        phrase = text.phrase(first, end)
        day = day_said(phrase, today, order)
        if day is not None:
            return _Found(first, end, day)
        if is_unclear_day(phrase, order):
            return _Found(first, end, None, Doubt("unclear date", phrase))
        if looks_like_day(phrase):
            return _Found(first, end, None, Doubt("no date", phrase))
    return None


def _last(text: Line, today: date, order: DateOrder) -> _Found | None:
    """The longest day that ends the text, a comma after it or not."""
    end = len(text.words)
    while end and text.words[end - 1].stops:
        end -= 1
    found = (_at(text, first, today, order) for first in range(max(0, end - LONGEST), end))
    last = next((each for each in found if each is not None and each.end == end), None)
    return None if last and last.first and text.words[last.first - 1].folded in DEADLINES else last


def _plain(text: Line, today: date, order: DateOrder, marks: frozenset[str]) -> _Found | None:
    """The first phrase that can be nothing but the day, wherever it stands: "ieri", or one with a word of `marks`."""
    for first in range(len(text.words)):
        found = _at(text, first, today, order)
        words = fold(text.phrase(found.first, found.end)) if found else ""
        if words in DAYS or not marks.isdisjoint(words.split()):
            return found
    return None


def _clause(text: Line) -> Line:
    """The text up to its first sign or exchange tag."""
    end = next((at for at, word in enumerate(text.words) if word.stops or exchange_tags(word.text)), len(text.words))
    return Line(text.text, text.words[:end])


def _behind(text: Line, today: date, order: DateOrder) -> _Found | None:
    """The day directly behind the people or their place; behind a comma, only where another ends it."""
    for first in _openings(text):
        found = _at(text, first, today, order)
        after_sign = first > 0 and text.words[first - 1].stops
        if found is not None and (not after_sign or found.end == len(text.words) or text.words[found.end].stops):
            return found
    return None


def _openings(text: Line) -> Iterator[int]:
    for at, word in enumerate(text.words):
        yield at
        if not word.stops and not word.text.startswith("@"):
            return
