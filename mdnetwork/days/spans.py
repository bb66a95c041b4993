"""Lengths of time and cadences as people write them: "2w", "every 3 months", "due volte l'anno", "4w..6w"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import lru_cache

from mdnetwork.dates import Cadence, Span
from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.vocabulary.day_words import EVERY, LIGHT, MONTHS, NEVER, NUMBERS, PER, RHYTHMS, TIMES, TIMES_WORDS, UNITS

_ISO_SPAN = lazy_pattern(r"p(?:([0-9]{1,4})y)?(?:([0-9]{1,4})m)?(?:([0-9]{1,4})w)?(?:([0-9]{1,5})d)?")
_BAND = lazy_pattern(r"\.\.|…|[-–—](?= ?[0-9])")
_LIGHT = lazy_pattern(rf"(.+?)(?: ?[,+(;] ?| )(?:{'|'.join(map(re.escape, LIGHT)) or '(?!)'})\)?")
_START = date(2001, 1, 1)
_TIMES_A = lazy_pattern(
    rf"(.+?)(?: (?:{'|'.join(map(re.escape, TIMES_WORDS))}))?"
    rf" (?:{'|'.join(map(re.escape, PER))})(.+)"
)


@lru_cache(4096)
def parse_cadence(text: str) -> Cadence | None:
    """The cadence that `text` means; None if it means none, or is ambiguous (biweekly, bimonthly, bisettimanale).

    A number is days; `4w..6w` is a band; `every August` is once a year; `never` means that no contact is due, by
    choice. `monthly, light` is a cadence that a light touch satisfies too.
    """
    words = fold(text).rstrip(".")
    written = text.strip()
    lightly = _LIGHT.fullmatch(words)
    if lightly is not None:
        found = parse_cadence(lightly[1])
        return found and replace(found, light=not found.never, text=written)
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
    return None if rest == words else _period(rest) or RHYTHMS.get(rest.replace(" ", "-"))


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
