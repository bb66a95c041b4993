"""Editing: the day on which something promised is due becomes the sign that reading knows: `📅 2026-11-27`."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mdnetwork.editing.days_said import LONGEST, day_said
from mdnetwork.editing.typed_words import Line, line
from mdnetwork.reading.marks import due_in
from mdnetwork.reading.settings import DateOrder
from mdnetwork.words.day_words import DEADLINES, LAST
from mdnetwork.words.sentence_words import OWED
from mdnetwork.words.tags import exchange_tags

SIGN = "📅"


class _Due(NamedTuple):
    first: int
    end: int
    day: date


def with_due(before: str, after: str, today: date, order: DateOrder) -> tuple[str, str]:
    """The two parts of a line, with the first deadline behind its `#promised`, `#waiting` or `#asked` as a sign.

    "by friday", "entro fine mese" count wherever they stand behind the tag; a day alone ("tomorrow") only as the
    last words before a comma or the end. The sign stands at the end of the line.
    """
    if due_in(f"{before} {after}"):
        return before, after
    armed = False
    parts = [before, after]
    for number, text in enumerate(parts):
        typed = line(text)
        start = next((at + 1 for at, word in enumerate(typed.words) if _owes(word.text)), None)
        armed = armed or start is not None
        found = _due(typed, start or 0, today, order) if armed else None
        if found is not None:
            parts[number] = typed.before(found.first).rstrip() + typed.after(found.end)
            return parts[0], f"{parts[1].rstrip()} {SIGN} {found.day.isoformat()}"
    return before, after


def _owes(word: str) -> bool:
    return not OWED.isdisjoint(exchange_tags(word))


def _due(text: Line, start: int, today: date, order: DateOrder) -> _Due | None:
    for at in range(start, len(text.words)):
        found = _phrase(text, at, today, order)
        if found is not None:
            return found
    return None


def _phrase(text: Line, at: int, today: date, order: DateOrder) -> _Due | None:
    told = text.words[at].folded in DEADLINES
    if text.words[at - 1].folded in LAST:
        return None
    for end in range(text.reach(at, LONGEST), at + told, -1):
        if not told and end < text.reach(at, LONGEST):
            return None
        day = day_said(text.phrase(at, end), today, order, ahead=True)
        if day is None and told:
            day = day_said(text.phrase(at + 1, end), today, order, ahead=True)
        if day is not None and day >= today:
            return _Due(at, end, day)
    return None
