"""Reading: dates as people write them. The date is the one written: times and zones never move it.

How often to be in touch, and lengths of time, as people write them in English and Italian.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache

from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.names import fold
from mdnetwork.parsing.settings import DateOrder
from mdnetwork.vocabulary.calendar_words import (
    EVERY,
    MONTHS,
    NEVER,
    NUMBERS,
    PER,
    RHYTHMS,
    TIMES,
    TIMES_WORDS,
    UNITS,
    WEEKDAYS,
)
from mdnetwork.vocabulary.languages import words_of

_ISO = re.compile(r"([0-9]{4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?(?![0-9])(?!\2[0-9])")
_COMPACT = re.compile(r"([12][0-9]{3})([0-9]{2})([0-9]{2})(?![0-9])")
_NUMBERS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})(?![0-9])")
_NO_YEAR = re.compile(r"-{0,2}([0-9]{1,2})([-/.])([0-9]{1,2})\.?")
_NO_YEAR_COMPACT = re.compile(r"--([0-9]{2})-?([0-9]{2})?")
_ORDINAL = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|°|º|\.|,)?,?")
_YEAR = re.compile(r"[0-9]{4}")
_BETWEEN = words_of("day-words", "between")
"""Small words within a date in words: "the 5th of May"."""
_UNKNOWN_YEAR = 1604
"""Apple Contacts writes birthdays without a year as 1604, a leap year."""


@lru_cache(8192)
def parse_date(text: str, order: DateOrder = "") -> date | None:
    """The day that `text` starts with; for a month its first day.

    Accepts `2026-03-04`, with a time, zone or text after it, as a link, and with names of months. `05/03/2026` counts
    only if one of the numbers cannot be a month, or if `order` ("dmy", "mdy") is given; see `is_ambiguous`.
    """
    written = _bare(text)
    found = leading_date(written, order)
    if found is None:
        return _spelt(written)
    rest = written[found[1] : found[1] + 2]
    return None if rest[:1].isalnum() and not (rest[:1] in "Tt" and rest[1:].isdigit()) else found[0]


def is_ambiguous(text: str) -> bool:
    """Whether `text` is a date only if the order of day and month is known."""
    return parse_date(text) is None and parse_date(text, "dmy") is not None


def leading_date(text: str, order: DateOrder = "") -> tuple[date, int] | None:
    """The date in numbers that `text` starts with, and where it ends. A year and month count too."""
    if not text[:1].isdigit():
        return None
    match = _ISO.match(text)
    if match:
        return _at(match[1], match[3], match[4] or "1", match.end())
    match = _NUMBERS.match(text)
    if match:
        return _at(match[4], *_ordered(match[1], match[3], order), match.end())
    match = _COMPACT.match(text)
    return _at(match[1], match[2], match[3], match.end()) if match else None


def _at(year: str, month: str, day: str, end: int) -> tuple[date, int] | None:
    try:
        return date(int(year), int(month), int(day)), end
    except ValueError:
        return None


def _ordered(first: str, second: str, order: DateOrder) -> tuple[str, str]:
    """(month, day) from two numbers; ("", "") if either could be the month."""
    last = 12
    if int(first) > last or first == second or order == "dmy":
        return second, first
    return (first, second) if int(second) > last or order == "mdy" else ("", "")


def _bare(text: str) -> str:
    """The text without surrounding quotation marks and brackets: `[[Daily/2026-03-04|yesterday]]` is 2026-03-04."""
    text = text.strip().strip("\"'*").strip()
    if text.startswith("[["):
        text, _, rest = text[2:].partition("]]")
        text = text.partition("|")[0].partition("#")[0].removesuffix(".md").rpartition("/")[2] + rest
    elif text.startswith("["):
        text = "".join(text[1:].split("]", 1))
    return text.strip()


def _spelt(text: str) -> date | None:
    partial = _in_words(text)
    if partial is None or partial.year is None:
        return None
    return date(partial.year, partial.month, partial.day or 1)


@lru_cache(4096)
def parse_partial(text: str, order: DateOrder = "") -> PartialDate | None:
    """A date that may lack the year or the day, such as a birthday; None if it is no date or its order is unknown.

    Accepts `1815-12-10`, `--12-10`, `12-10`, `December 10`, `10 dicembre 1815`, `1° maggio`, `1990-05`, `May 1990`.
    """
    written = _bare(text)
    for partial in _partials(written, order):
        return partial
    return None


def _partials(text: str, order: DateOrder) -> Iterator[PartialDate]:
    full = parse_date(text, order)
    if full is not None:
        year = None if full.year == _UNKNOWN_YEAR else full.year
        yield PartialDate(full.month, full.day if _has_day(text) else None, year)
    match = _NO_YEAR_COMPACT.fullmatch(text)
    if match:
        yield from _possible(match[1], match[2])
    match = _NO_YEAR.fullmatch(text)
    if match:
        first, second = match[1], match[3]
        month, day = (first, second) if _iso_like(match) else _ordered(first, second, order)
        yield from _possible(month, day)
    in_words = _in_words(text)
    if in_words is not None:
        yield in_words


def _iso_like(match: re.Match[str]) -> bool:
    """Whether `12-10` is month and day, as in ISO 8601. It is not if the first number cannot be a month."""
    return match[2] == "-" and int(match[1]) <= 12  # noqa: PLR2004  months


def _has_day(text: str) -> bool:
    match = _ISO.match(text)
    if match:
        return match[4] is not None
    in_words = _in_words(text)
    return in_words is None or in_words.day is not None


def _possible(month: str, day: str | None, year: int | None = None) -> Iterator[PartialDate]:
    """The date, if this day exists in `year`; without `year`, if it exists in a leap year."""
    at = _at(str(year or _UNKNOWN_YEAR), month, day or "1", 0)
    if at is not None:
        yield PartialDate(at[0].month, at[0].day if day else None, year)


def _in_words(text: str) -> PartialDate | None:
    """A month's name with a day, a year or both, in any order: "Thu, 5 March 2026", "1° maggio", "May 1990"."""
    month: int | None = None
    day: str | None = None
    year: int | None = None
    for word in fold(text).replace(",", ", ").split()[:6]:
        plain = word.strip(".,")
        ordinal = _ORDINAL.fullmatch(word)
        if plain in MONTHS and month is None:
            month = MONTHS[plain]
        elif ordinal and day is None:
            day = ordinal[1]
        elif _YEAR.fullmatch(plain) and year is None:
            year = int(plain)
        elif plain and plain not in WEEKDAYS and plain not in _BETWEEN:
            break
    return next(_possible(str(month), day, year), None) if month else None


_ISO_SPAN = re.compile(r"p(?:([0-9]{1,4})y)?(?:([0-9]{1,4})m)?(?:([0-9]{1,4})w)?(?:([0-9]{1,5})d)?")
_BAND = re.compile(r"\.\.|…|[-–—](?= ?[0-9])")
_START = date(2001, 1, 1)
_TIMES_A = re.compile(
    rf"(.+?)(?: (?:{'|'.join(map(re.escape, TIMES_WORDS))}))?"
    rf" (?:{'|'.join(map(re.escape, PER))})(.+)"
)


@lru_cache(4096)
def parse_cadence(text: str) -> Cadence | None:
    """The cadence that `text` means; None if it means none, or is ambiguous (biweekly, bimonthly, bisettimanale).

    A number is days; `4w..6w` is a band; `every August` is once a year; `never` means that no contact is due, by
    choice.
    """
    words = fold(text).rstrip(".")
    written = text.strip()
    if words in NEVER:
        return Cadence(never=True, text=written)
    month = MONTHS.get(_without_every(words)) if words.startswith(EVERY) else None
    if month is not None:
        return Cadence(month=month, text=written)
    due, late = _band(words)
    if due is None or late is None or due.after(_START) > late.after(_START):
        return None
    return Cadence(due, late, text=written)


def parse_span(text: str) -> Span | None:
    """The length of time that `text` means: "2w", "3 months", "P1M", "due settimane", "30" (days)."""
    return _span(fold(text).rstrip("."))


def _band(words: str) -> tuple[Span | None, Span | None]:
    parts = _BAND.split(_without_every(words))
    if len(parts) == 1:
        rhythm = _rhythm(words)
        return rhythm, rhythm
    if len(parts) > 2:  # noqa: PLR2004  a band has two ends
        return None, None
    first, last = (part.strip() for part in parts)
    unit = last.lstrip("0123456789 ")
    return _span(first + unit if first.isdecimal() else first), _span(last)


def _rhythm(words: str) -> Span | None:
    return RHYTHMS.get(words) or RHYTHMS.get(words.replace(" ", "-")) or _span(words) or _every(words) or _often(words)


def _every(words: str) -> Span | None:
    """A span such as "every 3 months", "ogni mese", "each week"."""
    rest = _without_every(words)
    return None if rest == words else _period(rest)


def _without_every(words: str) -> str:
    for every in EVERY:
        words = words.removeprefix(every)
    return words


def _often(words: str) -> Span | None:
    """The span of "twice a year", "due volte l'anno", "once a month": the period divided by the count."""
    match = _TIMES_A.fullmatch(words)
    period = _period(match[2]) if match else None
    times = (TIMES.get(match[1]) or _number(match[1])) if match else None
    if period is None or not times:
        return None
    months, odd = divmod(period.months, times)
    days = period.days + period.months * 30
    return Span(months=months) if months and not odd else Span(days=days // times) if days >= times else None


def _period(words: str) -> Span | None:
    """A span such as "month", "3 months"."""
    return UNITS.get(words) or _span(words)


def _span(words: str) -> Span | None:
    if words.startswith("p"):
        return _iso(words)
    digits = len(words) - len(words.lstrip("0123456789"))
    number, unit = (words[:digits], words[digits:].strip()) if digits else words.partition(" ")[::2]
    count, one = _number(number), UNITS.get(unit.rstrip(".")) if unit else Span(days=1) if digits else None
    return Span(one.months * count, one.days * count) if one and count else None


def _iso(words: str) -> Span | None:
    """The span of an ISO 8601 duration of whole days and longer units: P1Y6M, P2W, P30D."""
    match = _ISO_SPAN.fullmatch(words)
    years, months, weeks, days = (int(part or 0) for part in match.groups()) if match else (0, 0, 0, 0)
    return Span(years * 12 + months, weeks * 7 + days) if years or months or weeks or days else None


def _number(word: str) -> int | None:
    """A whole number of at most five digits, or the word for a small one."""
    return int(word) if word.isascii() and word.isdecimal() and len(word) <= 5 else NUMBERS.get(word)  # noqa: PLR2004
