"""Deadlines in a text, such as "by friday", and the nearest day of a date without a year."""

from __future__ import annotations

import re
from datetime import date
from functools import cache

from mdnetwork.dates import DateOrder
from mdnetwork.days.reader import LONGEST, day_said, is_unclear_day, looks_like_day, may_say_day, written_date
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.vocabulary.day_words import DEADLINES, DUE_BY
from mdnetwork.vocabulary.languages import longest_first

_CLAUSE = lazy_pattern(r"[,;:!?()\[\]#→←\n]|(?<![0-9])\.(?=\s|$)|->|<-|$|[^\x00-\u2fff]")
_WORD_END = lazy_pattern(r"(?<=\S)(?=\s|$)")
_SOME_DAY = date(2024, 2, 29)


def deadline_in(text: str, since: date | None, order: DateOrder = "", *, owed: bool = False) -> Deadline | None:
    """The first deadline of a text: "by friday", "entro il 25 novembre", "until the 30th". It counts from `since`.

    In what is `owed`, words that often mean something else count too: "for friday", "per lunedì", "within 2 weeks".

    Without `since` only a complete date is a day; what counts from a day is a deadline without one. A number after a
    day says that the day is not understood: "by Tuesday 20" where the 20th is a Friday.
    """
    unread: Deadline | None = None
    for by in _by(owed=owed).finditer(text):
        clause = _CLAUSE.search(text, by.end())
        stop = clause.start() if clause else len(text)
        if not may_say_day(text[by.start() : stop]):
            continue
        ends = [match.end() for match in _WORD_END.finditer(text, by.end(), stop + 1) if match.end() <= stop][:LONGEST]
        ends += [stop] if stop not in ends and text[by.end() : stop].strip() and len(ends) < LONGEST else []
        for end in reversed(ends):
            phrase = text[by.end() : end]
            day = _due_day(phrase, text[by.start() : end].strip(), since, order)
            if day is not None and not text[end:stop].lstrip()[:1].isdigit():
                return Deadline(by.start(), end, day, phrase)
            if unread is None and _is_unread(phrase, since, order):
                unread = Deadline(by.start(), end, None, phrase)
    return unread


class Deadline(NamedTuple):
    """A deadline in a text, from `start` to `end` with its "by": the day, or the phrase that is none."""

    start: int
    end: int
    day: date | None
    phrase: str


@cache
def _by(*, owed: bool) -> re.Pattern[str]:
    """The words before a deadline. Compiled when they are first needed: most commands read no line that owes."""
    words = longest_first({*DUE_BY, *DEADLINES}) if owed else DUE_BY
    return re.compile(rf" ?(?<!\w)(?:{'|'.join(map(re.escape, words))})(?: |(?<='))", re.IGNORECASE)


def _due_day(phrase: str, whole: str, since: date | None, order: DateOrder) -> date | None:
    if since is not None:
        day = day_said(whole, since, order, ahead=True) or day_said(phrase, since, order, ahead=True)
        return day if day is None or day >= since else None
    found = written_date(phrase, order)
    return found.day if found and not found.problem and found.parts and found.parts.day else None


def _is_unread(phrase: str, since: date | None, order: DateOrder) -> bool:
    if since is None and day_said(phrase, _SOME_DAY, order or "dmy", ahead=True) is not None:
        return True
    return is_unclear_day(phrase, order) or looks_like_day(phrase)


def nearest_to(phrase: str, today: date, order: DateOrder = "") -> date | None:
    """The day of a date without a year, such as "25 November", that is nearest to `today`: within half a year."""
    found = written_date(phrase, order)
    if found is None or found.problem or found.parts is None or found.parts.day is None:
        return None
    if found.parts.year:
        return found.day
    days = [day for n in (-1, 0, 1) if (day := found.in_year(today.year + n))]
    return min(days, key=lambda day: abs((day - today).days), default=None)
