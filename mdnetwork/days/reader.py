"""The one reader of days: dates as they are written, and days as they are spoken.

`date_at` is the grammar of written dates: numbers, names of months, a weekday in front. It says what was read, what
could not be read, and where. `day_said` adds phrases that count from a day: "last monday", "in 2 weeks", "monday 9".
The date is the one written, whatever time follows. Only a time with an offset is an instant: `moment_at` gives its
local time, and `parse_date` its local day.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Literal

from mdnetwork.dates import DateOrder, PartialDate, Span, add_days, add_months, end_of_month
from mdnetwork.days.spans import parse_span
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.vocabulary.day_words import (
    AGO,
    ARTICLES,
    BETWEEN,
    COUPLES,
    DAYS,
    END_OF,
    ENDS,
    HENCE,
    LAST,
    MONTHS,
    NEXT,
    PARTS,
    THIS,
    UNITS,
    WEEKDAYS,
)

DateProblem = Literal["", "impossible", "ambiguous", "weekday", "no year"]
"""Why something that looks like a date is none: no such day, two days, not that weekday, or a day without a year."""
TIME = lazy_pattern(r"[T ,]{1,2}[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?(?![0-9])")
"""A time after a date."""
_INSTANT = lazy_pattern(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([0-9]{2}:[0-9]{2})(:[0-9]{2})?(?:[.,][0-9]+)?"
    r" ?(?:(Z)|([+-][0-9]{2}):?([0-9]{2}))(?![0-9])",
    re.IGNORECASE,
)
_MIDNIGHT = lazy_pattern(r"[Tt ]00:00(?::00(?:[.,]0+)?)? ?(?:[Zz]|[+-]00:?00)\s*$")
_ISO = lazy_pattern(r"([0-9]{4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?(?![0-9])(?!\2[0-9])")
_COMPACT = lazy_pattern(r"([12][0-9]{3})([0-9]{2})([0-9]{2})(?![0-9])")
_NUMBERS = lazy_pattern(r"([0-9]{1,2})([-/.])([0-9]{1,2})(?:\2([0-9]{4}|[0-9]{2}))?(?![0-9])(?!\2[0-9])")
_NO_YEAR = lazy_pattern(r"--([0-9]{1,2})(?:-?([0-9]{1,2}))?(?![0-9])")
_TOKEN = lazy_pattern(
    r"(?:\s*,?\s*|[-/])"
    r"(?:(?P<number>[0-9]{1,4})(?:(?:st|nd|rd|th)\b|[°º]|\.(?![0-9]))?(?!\w|:[0-9]|[-/.][0-9])"
    r"|['’](?P<short>[0-9]{2})(?!\w)"
    r"|(?P<word>[^\W\d_]+)\.?)",
    re.IGNORECASE,
)
_GAP = lazy_pattern(r",?\s+")
_CLOSED = lazy_pattern(r"\s*(?:$|[,;)\]]|[0-9]{1,2}:[0-9])")
"""What follows a year of two digits: the end, a comma, a bracket, a time."""
_MOST_TOKENS = 7
_UNKNOWN_YEAR = 1604
"""Apple Contacts writes birthdays without a year as 1604, a leap year."""
_PIVOT = 70
"""Two-digit years below it belong to this century, as in POSIX."""
_MONTHS_IN_A_YEAR = 12
LONGEST = 7
"""The most words of a phrase: "on the third of november 2026" has six."""
_NTH = lazy_pattern(r"(?:on )?(?:the )?([0-9]{1,2})(?:st|nd|rd|th)|(?:il |l')([0-9]{1,2})°?")
_FRIDAY = 4
_SOON = 31
"""A date without a year that is at most this many days ahead means the coming one, which a log refuses."""
_SHORT = 6
"""A weekday with fewer letters ("sat", "mar", "dom") is a day only after last, next or this."""
_LAST_DAY_OF: dict[str, Callable[[date], date]] = {
    "week": lambda day: add_days(day, (_FRIDAY - day.weekday()) % 7),
    "month": end_of_month,
    "quarter": lambda day: end_of_month(day.replace(day=1, month=(day.month + 2) // 3 * 3)),
    "year": lambda day: day.replace(month=12, day=31),
}
_LETTERS = lazy_pattern(r"[^\W\d_]+")
_DIGIT = lazy_pattern("[0-9]")
_NAMED_NTH = lazy_pattern(r"([^\W\d_]+),? (the |il |l')?([0-9]{1,2})(st|nd|rd|th|°)?")


class DateReading(NamedTuple):
    """A date in a text, from `start` to `end`: what was read, and the reason why it is no day.

    Without a `problem`, the date exists. It may lack its year or its day. With "weekday" the date exists too.
    """

    start: int
    end: int
    parts: PartialDate | None
    problem: DateProblem = ""
    is_spelt: bool = False
    """Whether it has the name of a month."""

    @property
    def day(self) -> date | None:
        """The day, if it is complete; the first day of a month with its year."""
        if self.parts is None or self.parts.year is None:
            return None
        return date(self.parts.year, self.parts.month, self.parts.day or 1)

    def in_year(self, year: int | None) -> date | None:
        """The day, in `year` if the date has none."""
        if self.parts is None or self.parts.day is None or self.parts.year or not year:
            return self.day
        return _day(year, self.parts.month, self.parts.day)


def date_at(text: str, at: int = 0, order: DateOrder = "") -> DateReading | None:
    """The date that starts at this position of the text; None if nothing there looks like one."""
    first = text[at : at + 1]
    if first.isdigit():
        return _in_numbers(text, at, order) or _in_words(text, at)
    if first == "-":
        match = _NO_YEAR.match(text, at)
        return _reading(at, match.end(), None, match[1], match[2]) if match else None
    if not first.isalpha():
        return None
    token = _TOKEN.match(text, at)
    word = fold(token["word"] or "") if token else ""
    weekday = WEEKDAYS.get(word)
    is_small = word in BETWEEN or word in ARTICLES
    if token is None or (weekday is None and not is_small):
        return _in_words(text, at) if word in MONTHS else None
    following = _GAP.match(text, token.end())
    found = _in_numbers(text, following.end(), order) if following else None
    if found is None or (found.parts is not None and found.parts.year is None):
        return _in_words(text, at)
    return _on(weekday, found._replace(start=at))


def _on(weekday: int | None, found: DateReading) -> DateReading:
    """The reading, with a problem if its day is not this weekday."""
    if weekday is None or found.problem or found.parts is None or found.parts.day is None or found.day is None:
        return found
    return found if found.day.weekday() == weekday else found._replace(problem="weekday")


def _in_numbers(text: str, at: int, order: DateOrder) -> DateReading | None:
    match = _ISO.match(text, at)
    if match:
        return _reading(at, match.end(), match[1], match[3], match[4])
    match = _NUMBERS.match(text, at)
    if match:
        month, day = _ordered(match[1], match[3], order)
        year = match[4] and (match[4] if len(match[4]) > 2 else str(_century(match[4])))  # noqa: PLR2004  a short year
        if month:
            return _reading(at, match.end(), year, month, day)
        possible = int(match[1]) > 0 and int(match[3]) > 0
        return DateReading(at, match.end(), None, "ambiguous" if possible else "impossible")
    match = _COMPACT.match(text, at)
    return _reading(at, match.end(), match[1], match[2], match[3]) if match else None


def _ordered(first: str, second: str, order: DateOrder) -> tuple[str, str]:
    """(month, day) from two numbers; ("", "") if either could be the month."""
    if int(first) > _MONTHS_IN_A_YEAR or first == second or order == "dmy":
        return second, first
    return (first, second) if int(second) > _MONTHS_IN_A_YEAR or order == "mdy" else ("", "")


def _century(year: str) -> int:
    return int(year) + (2000 if int(year) < _PIVOT else 1900)


def _reading(start: int, end: int, year: str | None, month: str, day: str | None) -> DateReading:
    """The reading of these numbers, if such a day exists: without a year, in a leap year."""
    if _day(int(year or _UNKNOWN_YEAR), int(month), int(day or 1)) is None:
        return DateReading(start, end, None, "impossible")
    return DateReading(start, end, PartialDate(int(month), int(day) if day else None, int(year) if year else None))


def _in_words(text: str, at: int) -> DateReading | None:
    """A month's name with a day, a year or both, in any order: "Thu, 5 March 2026", "1° maggio", "3 nov '25".

    Two digits after day and month are a year only as `'25`, or at the end or before a comma: in "3 nov 25 people came"
    they are not.
    """
    found: dict[str, str] = {}
    weekday: int | None = None
    position = end = at
    for _ in range(_MOST_TOKENS):
        token = _TOKEN.match(text, position)
        if token is None:
            break
        number, short, word = token.group("number", "short", "word")
        folded = fold(word) if word else ""
        part = "month" if folded in MONTHS else _part_of(number, found, text, token) if number else ""
        part = "year" if short and "day" in found and "month" in found else part
        if part and part not in found:
            found[part] = number or (str(_century(short)) if short else str(MONTHS[folded]))
            end = token.end()
        elif weekday is None and folded in WEEKDAYS:
            weekday = WEEKDAYS[folded]
            end = token.end() if token.end() == len(text) else end
        elif folded not in BETWEEN:
            break
        position = token.end()
    if "month" not in found:
        return None
    year = found.get("year")
    full_year = str(_century(year)) if year and len(year) == 2 else year  # noqa: PLR2004  a short year
    reading = _reading(at, end, full_year, found["month"], found.get("day"))
    return _on(weekday, reading)._replace(is_spelt=True)


def _part_of(number: str, found: dict[str, str], text: str, token: re.Match[str]) -> str:
    """The part of a date that a number is: "day", "year", or "" for none."""
    if len(number) > 2:  # noqa: PLR2004  the digits of a day
        return "year" if len(number) == 4 else ""  # noqa: PLR2004  the digits of a year
    if "day" not in found:
        return "day"
    joined = token[0][:1] in {"-", "/"}
    return "year" if "month" in found and (joined or _CLOSED.match(text, token.end())) else ""


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def parse_date(text: str, order: DateOrder = "") -> date | None:
    """The day that `text` starts with; for a month its first day.

    Accepts `2026-03-04`, with a time or text after it, as a link, and with names of months. `05/03/2026` counts only if
    one of the numbers cannot be a month, or if `order` ("dmy", "mdy") is given; see `is_ambiguous`. A time with an
    offset gives the local day.
    """
    moment = moment_at(_unwrapped(text)) if ":" in text else None
    return moment.date() if moment else _written_day(text, order)


@lru_cache(8192)
def _written_day(text: str, order: DateOrder) -> date | None:
    found = _first(text, order)
    return found.day if found else None


def is_day_in_utc(text: str) -> bool:
    """Whether the text ends with midnight in UTC, which programs write for a day without a time."""
    return _MIDNIGHT.search(text) is not None


def moment_at(text: str) -> datetime | None:
    """The local time of the instant that the text starts with: `2026-11-23T15:00:00Z`, `2026-11-23 15:00+02:00`.

    None for a time without an offset, and for midnight in UTC (`is_day_in_utc`).
    """
    match = _INSTANT.match(text)
    if match is None:
        return None
    day, minutes, seconds, utc, hours_off, minutes_off = match.groups()
    offset = "+00:00" if utc else f"{hours_off}:{minutes_off}"
    if is_day_in_utc(match[0]):
        return None
    try:
        return datetime.fromisoformat(f"{day}T{minutes}{seconds or ''}{offset}").astimezone().replace(tzinfo=None)
    except (ValueError, OverflowError, OSError):  # no such time, or outside the calendar
        return None


def _first(text: str, order: DateOrder) -> DateReading | None:
    """The date at the start of a value, unless letters or digits continue it. A time may."""
    written = _unwrapped(text)
    found = date_at(written, 0, order)
    if found is None:
        return None
    rest = written[found.end : found.end + 2]
    continued = rest[:1].isalnum() and not (rest[:1] in "Tt" and rest[1:].isdigit())
    return None if continued and not found.is_spelt else found


def _unwrapped(text: str) -> str:
    """The text without surrounding quotation marks and brackets: `[[Daily/2026-03-04|yesterday]]` is 2026-03-04."""
    text = text.strip().strip("\"'*").strip()
    if text.startswith("[["):
        text, _, rest = text[2:].partition("]]")
        text = text.partition("|")[0].partition("#")[0].removesuffix(".md").rpartition("/")[2] + rest
    elif text.startswith("["):
        text = "".join(text[1:].split("]", 1))
    return text.strip()


@lru_cache(4096)
def parse_partial(text: str, order: DateOrder = "") -> PartialDate | None:
    """A date that may lack the year or the day, such as a birthday; None if it is no date or its order is unknown.

    Accepts `1815-12-10`, `--12-10`, `12-10`, `December 10`, `10 dicembre 1815`, `1° maggio`, `1990-05`, `May 1990`.
    """
    found = _first(text, order)
    if found is None:
        return None
    if found.problem == "ambiguous":
        match = _NUMBERS.fullmatch(_unwrapped(text))
        found = _first(text, "mdy") if match and match[2] == "-" and not match[4] else None  # `12-10`, as in ISO 8601
    if found is None or found.parts is None:
        return None
    return found.parts if found.parts.year != _UNKNOWN_YEAR else PartialDate(found.parts.month, found.parts.day)


def whole_day(text: str) -> date | None:
    """The day, if all of `text` is one complete date."""
    found = _lone_date(text.strip(), "")
    return found.day if found and not found.problem and found.parts and found.parts.day else None


def is_ambiguous(text: str) -> bool:
    """Whether `text` is a date only if the order of day and month is known."""
    return parse_partial(text) is None and parse_partial(text, "dmy") is not None


def order_shown(text: str) -> DateOrder:
    """The order of day and month that a date in numbers shows: "dmy" for 25/12/1980; "" if it could have either."""
    match = _NUMBERS.match(_unwrapped(text))
    first, second = (int(match[1]), int(match[3])) if match else (0, 0)
    if min(first, second) < 1 or min(first, second) > _MONTHS_IN_A_YEAR or max(first, second) <= _MONTHS_IN_A_YEAR:
        return ""
    return "dmy" if first > second else "mdy"


def leading_date(text: str, order: DateOrder = "") -> tuple[date, int] | None:
    """The date in numbers that `text` starts with, and where it ends. A year and month count too."""
    if not text[:1].isdigit():
        return None
    found = _in_numbers(text, 0, order)
    day = found.day if found else None
    return (day, found.end) if found and day and has_full_year(text, found) else None


def has_full_year(text: str, found: DateReading) -> bool:
    """Whether the year has four digits, or slashes make it plain: 1.2.34 is no date at the start of a line."""
    return "/" in text[: found.end] or re.search("[0-9]{4}", text[: found.end]) is not None


def day_said(phrase: str, today: date, order: DateOrder = "", *, ahead: bool = False) -> date | None:
    """The day that the whole of `phrase` means; None if it means none.

    A weekday is the last such day before today, with `ahead` the next one after it. "last monday" and "lunedì scorso"
    are that same last Monday; "next tuesday" and "prossimo martedì" are the coming Tuesday. "3 nov" and "5/11" may be
    today; a date in the next 31 days means the coming one, so that a log refuses it. "last week" and "la settimana
    scorsa" mean seven days ago: a log needs a day, and the day chosen is always shown. "end of week" is Friday.
    "monday 9" is the nearest 9th that is a Monday.
    """
    whole = _folded_phrase(phrase)
    for words in dict.fromkeys((whole, _without_part(whole))):
        for reading in (_day_word, _span_away, _weekday, _unit_away, _last_day):
            day = reading(words, today, ahead)
            if day is not None:
                return day
    return (
        _dated(_without_articles(whole), today, order, ahead)
        or _day_of_month(whole, today, ahead)
        or _weekday_and_day(whole, today, ahead)
    )


def may_say_day(text: str) -> bool:
    """Whether the text may name a day. Most texts have no word of one."""
    folded = fold(text)
    return (
        not folded.isascii() or _DIGIT.search(folded) is not None or not _telling().isdisjoint(_LETTERS.findall(folded))
    )


@cache
def _telling() -> frozenset[str]:
    """The longest word of each phrase for a day, a month, or a length of time."""
    phrases = (*DAYS, *WEEKDAYS, *MONTHS, *UNITS, *ENDS)
    return frozenset(max(_LETTERS.findall(phrase), key=len, default="") for phrase in phrases)


def _folded_phrase(phrase: str) -> str:
    """The folded phrase, without a dot at its end or a genitive: yesterday for "yesterday's"."""
    folded = fold(phrase).rstrip(".")
    return folded.removesuffix("'s") if folded.endswith("'s") else folded


def _without_part(words: str) -> str:
    """The phrase without its part of the day: "monday" for "monday evening"."""
    part = next((part for part in PARTS if words.endswith(part)), "")
    return words.removesuffix(part)


def _without_articles(words: str) -> str:
    first, space, rest = words.partition(" ")
    if first in ARTICLES and space:
        return _without_articles(rest)
    return words if words in DAYS else words.removeprefix("dell'").removeprefix("l'")


def _day_word(words: str, today: date, _ahead: bool) -> date | None:
    days = DAYS.get(words, DAYS.get(_without_articles(words)))
    return None if days is None else add_days(today, days)


def _span_away(words: str, today: date, ahead: bool) -> date | None:
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


def _weekday(words: str, today: date, ahead: bool) -> date | None:
    word, way = _turned(words, ahead)
    wanted = WEEKDAYS.get(word)
    if wanted is None or (not way and not ahead and len(word) < _SHORT):
        return None
    forward = way > 0 or (not way and ahead)
    days = (wanted - today.weekday()) % 7 or 7 if forward else -((today.weekday() - wanted) % 7 or 7)
    return add_days(today, days)


def _unit_away(words: str, today: date, ahead: bool) -> date | None:
    """The day one week, month or year away: "last week", "il mese prossimo"."""
    word, way = _turned(words, ahead)
    unit = UNITS.get(word) if way and not set(words.split()) & THIS and len(word) > 1 else None
    if unit is None:
        return None
    return unit.after(today) if way > 0 else _back(today, unit)


def _turned(words: str, ahead: bool) -> tuple[str, int]:
    """The phrase without last, next or this, and the direction: -1 back, 1 ahead, 0 without such a word."""
    kept = [word for word in _without_articles(words).split() if word not in LAST | NEXT | THIS]
    named = set(words.split())
    if named & LAST:
        way = -1
    elif named & NEXT:
        way = 1
    elif named & THIS:
        way = 1 if ahead else -1
    else:
        way = 0
    return " ".join(kept), way


def _last_day(words: str, today: date, ahead: bool) -> date | None:
    """The last day of the week, the month, or a month by name."""
    phrase = _without_articles(words)
    unit = ENDS.get(words) or ENDS.get(phrase)
    if not ahead:
        return None
    if unit:
        return _LAST_DAY_OF[unit](today)
    named = (phrase.removeprefix(end) for end in END_OF if phrase.startswith(end))
    month = next((MONTHS.get(_without_articles(name)) for name in named), None)
    if month is None:
        return None
    first = _nearest((_day(today.year + n, month, 1) for n in (0, 1)), today.replace(day=1), ahead=True)
    return end_of_month(first) if first else None


def _dated(words: str, today: date, order: DateOrder, ahead: bool) -> date | None:
    """A written day; without a year, the nearest on the right side of today."""
    found = _lone_date(words, order)
    partial = found.parts if found and not found.problem else None
    if partial is None or partial.day is None or words[:1] == "-":
        return None
    if partial.year:
        return _day(partial.year, partial.month, partial.day)
    latest = today if ahead else add_days(today, _SOON)
    years = (latest.year + (n if ahead else -n) for n in range(9))  # 29 February may be years away
    weekday = _leading_weekday(words)
    days = (_day(year, partial.month, partial.day) for year in years)
    day = _nearest(days, latest, ahead=ahead)
    return day if day is None or weekday is None or day.weekday() == weekday else None


def _leading_weekday(words: str) -> int | None:
    return next((WEEKDAYS[word] for part in words.split() if (word := part.strip(".,")) in WEEKDAYS), None)


def _nearest(days: Iterable[date | None], today: date, *, ahead: bool) -> date | None:
    return next((day for day in days if day is not None and (day >= today if ahead else day <= today)), None)


def _day_of_month(words: str, today: date, ahead: bool) -> date | None:
    """The day "the 5th", "il 5": of this month, or of the nearest month that has such a day."""
    match = _NTH.fullmatch(words)
    if match is None:
        return None
    months = (add_months(today.replace(day=1), n if ahead else -n) for n in range(3))
    return _nearest((_day(month.year, month.month, int(match[1] or match[2])) for month in months), today, ahead=ahead)


def _weekday_and_day(words: str, today: date, ahead: bool) -> date | None:
    """The day of "monday 9", "friday the 13th": the nearest in two months, and at most 31 days on the other side."""
    named = _weekday_and_number(words)
    if named is None:
        return None
    weekday, number, _ = named
    first = today.replace(day=1)
    months = (add_months(first, n) for n in ((0, 1, 2, -1) if ahead else (0, -1, -2, 1)))
    days = [_day(month.year, month.month, number) for month in months]
    latest = today if ahead else add_days(today, _SOON)
    return _nearest((day for day in days if day and day.weekday() == weekday), latest, ahead=ahead)


def _weekday_and_number(words: str) -> tuple[int, int, bool] | None:
    """The weekday and the number of "monday 9"; and whether it is plainly a day of the month: "friday the 13th"."""
    match = _NAMED_NTH.fullmatch(_without_articles(words))
    weekday = WEEKDAYS.get(match[1]) if match else None
    return (weekday, int(match[3]), bool(match[2] or match[4])) if match and weekday is not None else None


def written_date(phrase: str, order: DateOrder) -> DateReading | None:
    """The date that `phrase` is, with nothing around it but articles."""
    return _lone_date(_without_articles(_folded_phrase(phrase)), order)


def _lone_date(words: str, order: DateOrder) -> DateReading | None:
    """The date that these words are, with nothing before or after it."""
    found = date_at(words, 0, order)
    return found if found and not words[found.end :].strip(" .") else None


def is_unclear_day(phrase: str, order: DateOrder = "") -> bool:
    """Whether `phrase` is a date in numbers that depends on the order of day and month: 5/11, "il 5/11"."""
    found = written_date(phrase, order)
    return found is not None and found.problem == "ambiguous"


def looks_like_day(phrase: str) -> bool:
    """Whether `phrase` has the form of a date, valid or not: 2026-02-30, 31/2/2026, "il 31 novembre"."""
    whole = _folded_phrase(phrase)
    written = _without_articles(whole)
    found = _lone_date(written, "dmy")
    if found is None:
        named = _weekday_and_number(whole)
        return named is not None and named[2]
    if found.is_spelt:
        return found.parts is None or found.parts.day is not None
    return re.search(r"[0-9]{4}|[0-9][-/.][0-9]{1,2}[-/.][0-9]", written) is not None


def ends_in_short_year(phrase: str) -> bool:
    """Whether the last two digits of `phrase` are a year only if nothing follows: "3 nov 25", but not "3 nov '25"."""
    found = written_date(phrase, "")
    spelt = found is not None and found.is_spelt and found.parts is not None and found.parts.year is not None
    return spelt and re.search(r"\s[0-9]{2}$", phrase) is not None
