"""Editing: the day on which something promised is due becomes the sign that reading knows: `📅 2026-11-27`."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mdnetwork.editing.capture import Doubt
from mdnetwork.editing.days_said import LONGEST, day_said, is_unclear_day, looks_like_day
from mdnetwork.editing.typed_words import Line, line
from mdnetwork.reading.marks import due_in, without_by
from mdnetwork.reading.settings import DateOrder
from mdnetwork.words.day_words import DEADLINES, LAST
from mdnetwork.words.sentence_words import OWED
from mdnetwork.words.tags import exchange_tags

SIGN = "📅"


class Dated(NamedTuple):
    """The two parts of a line, its deadline in them as a sign; or the doubt that leaves them as they were typed."""

    before: str
    after: str
    doubts: tuple[Doubt, ...] = ()


class _Due(NamedTuple):
    first: int
    end: int
    day: date | None
    doubt: Doubt | None = None


def with_due(before: str, after: str, today: date, order: DateOrder) -> Dated:
    """The two parts of a line, with the first deadline of its `#promised`, `#waiting` or `#asked` as a sign at the end.

    "by friday", "entro fine mese" count wherever they stand, behind the tag first; a day alone ("tomorrow") only
    behind it, as the last words before a comma or the end.
    """
    if due_in(without_by(f"{before} {after}")) or not _owes(f"{before} {after}"):
        return Dated(before, after)
    parts = [line(before), line(after)]
    tagged = next((number, at) for number, part in enumerate(parts) for at, w in enumerate(part.words) if _owes(w.text))
    behind = (
        (number, at) for number, part in enumerate(parts) for at in range(len(part.words)) if (number, at) > tagged
    )
    for number, at in (*behind, *((number, at) for number, part in enumerate(parts) for at in range(len(part.words)))):
        found = _phrase(parts[number], at, today, order, alone=(number, at) > tagged)
        if found is not None and found.doubt:
            return Dated(before, after, (found.doubt,))
        if found is not None:
            texts = [before, after]
            texts[number] = parts[number].before(found.first).rstrip() + parts[number].after(found.end)
            return Dated(texts[0], f"{texts[1].rstrip()} {SIGN} {found.day}")
    return Dated(before, after)


def _owes(text: str) -> bool:
    return not OWED.isdisjoint(exchange_tags(text))


def _phrase(text: Line, at: int, today: date, order: DateOrder, *, alone: bool) -> _Due | None:
    """A deadline that begins with the word `at`; one without "by" before it where it may stand `alone`."""
    told = text.words[at].folded in DEADLINES
    if text.words[at - 1].folded in LAST or not (told or alone):
        return None
    for end in range(text.reach(at, LONGEST), at + told, -1):
        if not told and end < text.reach(at, LONGEST):
            return None
        day = day_said(text.phrase(at, end), today, order, ahead=True)
        if day is None and told:
            day = day_said(text.phrase(at + 1, end), today, order, ahead=True)
        if day is not None and day >= today:
            return _Due(at, end, day)
        doubt = _doubt(text.phrase(at + 1, end), order) if told and day is None else None
        if doubt:
            return _Due(at, end, None, doubt)
    return None


def _doubt(phrase: str, order: DateOrder) -> Doubt | None:
    """What is unclear of a day behind "by" that is none: 3/12 without an order, "30 feb"."""
    if is_unclear_day(phrase, order):
        return Doubt("unclear date", phrase)
    return Doubt("no date", phrase) if looks_like_day(phrase) else None
