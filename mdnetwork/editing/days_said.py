"""The day that a phrase means on the day it is typed: a past one, or a future one for a deadline."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date

from mdnetwork.dates import Span, add_days, add_months, end_of_month
from mdnetwork.names import fold
from mdnetwork.parsing import parse_date, parse_span
from mdnetwork.parsing.dates_written import is_ambiguous, parse_partial
from mdnetwork.parsing.settings import DateOrder
from mdnetwork.vocabulary.calendar_words import MONTHS, UNITS, WEEKDAYS
from mdnetwork.vocabulary.day_words import AGO, ARTICLES, COUPLES, DAYS, END_OF, ENDS, HENCE, LAST, NEXT, PARTS, THIS

LONGEST = 7
"""The most words of a phrase: "on the third of november 2026" has six."""
_NUMBERS = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}|[0-9]{4}[/.][0-9]{1,2}[/.][0-9]{1,2}|[0-9]{8}")
_DAY_MONTH = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?")
_NTH = re.compile(r"(?:on )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th)|(?:il |l')([0-9]{1,2})°?")
_NUMBER = re.compile(r"(?:[12]?[0-9]|3[01])(?:st|nd|rd|th|°)?,?")
"""The day of the month next to the month's name."""
_LEAP = 2004
_FRIDAY = 4
_SOON = 31
"""A date without a year that is at most this many days ahead means the coming one, which a log refuses."""
_SHORT = 6
"""A weekday with fewer letters ("sat", "mar", "dom") is a day only after last, next or this."""


def day_said(phrase: str, today: date, order: DateOrder = "", *, ahead: bool = False) -> date | None:
    """The day that the whole of `phrase` means; None if it means none.

    A weekday is the last such day before today, with `ahead` the next one after it. "last monday" and "lunedì scorso"
    are that same last Monday; "next tuesday" and "prossimo martedì" are the coming Tuesday. "3 nov" and "5/11" may be
    today; a date in the next 31 days means the coming one, so that a log refuses it. "last week" and "la settimana
    scorsa" mean seven days ago: a log needs a day, and the day chosen is always shown. "end of week" is Friday.
    """
    whole = fold(phrase).rstrip(".")
    for words in dict.fromkeys((whole, _without_part(whole))):
        for reading in (_phrase, _span, _weekday, _unit, _end):
            day = reading(words, today, ahead)
            if day is not None:
                return day
    return _dated(_bare(whole), today, order, ahead) or _day_of_month(whole, today, ahead)


def _without_part(words: str) -> str:
    """The phrase without its part of the day: "monday" for "monday evening"."""
    part = next((part for part in PARTS if words.endswith(part)), "")
    return words.removesuffix(part)


def is_unclear_day(phrase: str, order: DateOrder = "") -> bool:
    """Whether `phrase` is a date in numbers that depends on the order of day and month: 5/11, "il 5/11"."""
    match = _DAY_MONTH.fullmatch(_bare(fold(phrase).rstrip(".")))
    return match is not None and not order and is_ambiguous(_with_year(match, _LEAP))


def looks_like_day(phrase: str) -> bool:
    """Whether `phrase` has the form of a date, valid or not: 2026-02-30, 31/2/2026, "il 31 novembre"."""
    written = _bare(fold(phrase).rstrip("."))
    match = _DAY_MONTH.fullmatch(written)
    in_numbers = _NUMBERS.fullmatch(written) is not None or (match is not None and match[4] is not None)
    return in_numbers or (_is_of_dates(written) and any(map(_NUMBER.fullmatch, written.split())))


def _bare(words: str) -> str:
    first, space, rest = words.partition(" ")
    if first in ARTICLES and space:
        return _bare(rest)
    return words if words in DAYS else words.removeprefix("dell'").removeprefix("l'")


def _phrase(words: str, today: date, _ahead: bool) -> date | None:
    days = DAYS.get(words, DAYS.get(_bare(words)))
    return None if days is None else add_days(today, days)


def _span(words: str, today: date, ahead: bool) -> date | None:
    """The day of "3 days ago", "un paio di settimane fa", "in 2 weeks"."""
    for couple in COUPLES:
        words = words.replace(couple, "2 ")
    head, _, last = words.rpartition(" ")
    if last in AGO:
        span = parse_span(head)
        return _back(today, span) if span else None
    first, _, rest = words.partition(" ")
    span = parse_span(rest) if ahead and first in HENCE and rest else None
    return span.after(today) if span else None


def _back(day: date, span: Span) -> date:
    return add_days(add_months(day, -span.months), -span.days)


def _turned(words: str, ahead: bool) -> tuple[str, int]:
    """The phrase without last, next or this, and the direction: -1 back, 1 ahead, 0 without such a word."""
    kept = [word for word in _bare(words).split() if word not in LAST | NEXT | THIS]
    said = set(words.split())
    way = -1 if said & LAST else 1 if said & NEXT else (1 if ahead else -1) if said & THIS else 0
    return " ".join(kept), way


def _weekday(words: str, today: date, ahead: bool) -> date | None:
    word, way = _turned(words, ahead)
    wanted = WEEKDAYS.get(word)
    if wanted is None or (not way and not ahead and len(word) < _SHORT):
        return None
    forward = way > 0 or (not way and ahead)
    days = (wanted - today.weekday()) % 7 or 7 if forward else -((today.weekday() - wanted) % 7 or 7)
    return add_days(today, days)


def _unit(words: str, today: date, ahead: bool) -> date | None:
    """The day one week, month or year away: "last week", "il mese prossimo"."""
    word, way = _turned(words, ahead)
    unit = UNITS.get(word) if way and not set(words.split()) & THIS and len(word) > 1 else None
    if unit is None:
        return None
    return unit.after(today) if way > 0 else _back(today, unit)


def _end(words: str, today: date, ahead: bool) -> date | None:
    """The last day of the week, the month, or a month by name."""
    phrase = _bare(words)
    unit = ENDS.get(words) or ENDS.get(phrase)
    if not ahead:
        return None
    if unit:
        return _ENDS[unit](today)
    month = next((MONTHS.get(_bare(phrase.removeprefix(end))) for end in END_OF if phrase.startswith(end)), None)
    first = _nearest((_day(today.year + n, month, 1) for n in (0, 1)), today.replace(day=1), True) if month else None
    return end_of_month(first) if first else None


_ENDS: dict[str, Callable[[date], date]] = {
    "week": lambda day: add_days(day, (_FRIDAY - day.weekday()) % 7),
    "month": end_of_month,
    "quarter": lambda day: end_of_month(day.replace(day=1, month=(day.month + 2) // 3 * 3)),
    "year": lambda day: day.replace(month=12, day=31),
}


def _dated(bare: str, today: date, order: DateOrder, ahead: bool) -> date | None:
    """A day in numbers or with the name of its month; without a year, the nearest on the right side of today."""
    if _NUMBERS.fullmatch(bare):
        return parse_date(bare)
    match = _DAY_MONTH.fullmatch(bare)
    if match and match[4]:
        return parse_date(_with_year(match, 0), order)
    latest = today if ahead else add_days(today, _SOON)
    if match:
        return _nearest((parse_date(_with_year(match, year), order) for year in _years(latest, ahead)), latest, ahead)
    partial = parse_partial(bare) if _is_of_dates(bare) else None
    if partial is None or partial.day is None:
        return None
    if partial.year:
        return _day(partial.year, partial.month, partial.day)
    return _nearest((_day(year, partial.month, partial.day) for year in _years(latest, ahead)), latest, ahead)


def _nearest(days: Iterable[date | None], today: date, ahead: bool) -> date | None:
    return next((day for day in days if day is not None and (day >= today if ahead else day <= today)), None)


def _years(today: date, ahead: bool) -> Iterable[int]:
    """Nine years from this one on: 29 February may be years away."""
    return (today.year + (n if ahead else -n) for n in range(9))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_year(match: re.Match[str], year: int) -> str:
    written = match[4] or f"{year:04}"
    return f"{match[1]}/{match[3]}/{written if len(written) > 2 else f'20{written}'}"  # noqa: PLR2004  a short year


def _is_of_dates(bare: str) -> bool:
    """Whether the words are only a date with a month's name, since `parse_partial` ignores what follows."""
    words = [word.strip(".,") for word in bare.split()]
    return any(word in MONTHS for word in words) and all(
        word in MONTHS or word in WEEKDAYS or word in ARTICLES or word[:1].isdigit() for word in words
    )


def _day_of_month(words: str, today: date, ahead: bool) -> date | None:
    """The day "the 5th", "il 5": of this month, or of the nearest month that has such a day."""
    match = _NTH.fullmatch(words)
    if match is None:
        return None
    months = (add_months(today.replace(day=1), n if ahead else -n) for n in range(3))
    return _nearest((_day(month.year, month.month, int(match[1] or match[2])) for month in months), today, ahead)
