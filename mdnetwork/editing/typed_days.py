"""Editing: where in a typed line its day stands: first of all, before or behind its people, or as its last words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mdnetwork.editing.capture import Doubt
from mdnetwork.editing.days_said import LONGEST, day_said, is_unclear_day, looks_like_day
from mdnetwork.editing.parties import Party
from mdnetwork.editing.typed_words import Line, line
from mdnetwork.reading.settings import DateOrder
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
    """The day of a line whose people are `party`. The last words count where neither comma nor tag stands before."""
    before = line(typed.before(party.first))
    after = line(typed.after(party.end)) if party.end else typed
    if party.end == party.first:
        after = line("")
    found = _at(before, 0, today, order) or _last(before, today, order)
    if found is not None:
        return _told(_without(before, found), after.text, before, found)
    found = _behind(after, today, order)
    if found is None and not any(word.stops for word in after.words) and not exchange_tags(typed.text):
        found = _last(after, today, order)
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
    """The longest day that ends the text."""
    starts = range(max(0, len(text.words) - LONGEST), len(text.words))
    ends = ((first, _at(text, first, today, order)) for first in starts)
    return next((found for _, found in ends if found is not None and found.end == len(text.words)), None)


def _behind(text: Line, today: date, order: DateOrder) -> _Found | None:
    """The day directly behind the people, or behind the place or the sign that follows them."""
    for first in _openings(text):
        found = _at(text, first, today, order)
        if found is not None:
            return found
    return None


def _openings(text: Line) -> Iterator[int]:
    for at, word in enumerate(text.words):
        yield at
        if not word.stops and not word.text.startswith("@"):
            return
