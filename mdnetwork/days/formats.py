"""The forms in which days are written: Moment's formats, of daily notes and templates, and those of a log's entries.

A form reads a day and writes another one in the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache

from mdnetwork.dates import add_days
from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.vocabulary.day_words import MONTH_NAMES, MONTHS, WEEKDAY_NAMES
from mdnetwork.vocabulary.languages import codes, listed, section, written

TOKENS = lazy_pattern(
    r"\[[^\[\]]*\]|YYYY|YY|MMMM|MMM|MM|Mo|M|DDDD|DDD|Do|DD|D|dddd|ddd|dd|do|d|E|e|gggg|gg|GGGG|GG|Wo|WW|W|wo|ww|w|Qo|Q"
    r"|HH|H|hh|h|kk|k|mm|m|ss|s|A|a|X|x|ZZ|Z|.",
    re.DOTALL,
)
LONGEST = 200
"""The most characters of a format. A longer one matches no day: no path is that long."""
_WORD = r"[^\W\d_]++"
_ORDINAL = r"[0-9]{1,2}+(?:st|nd|rd|th|[°ºª.])?"
_SHAPES = {
    "YYYY": r"[0-9]{4}",
    "YY": r"[0-9]{2}",
    "MMMM": _WORD,
    "MMM": _WORD,
    "MM": r"[0-9]{2}",
    "M": r"[0-9]{1,2}+",
    "DD": r"[0-9]{2}",
    "D": r"[0-9]{1,2}+",
    "Do": _ORDINAL,
    "DDDD": r"[0-9]{3}",
    "DDD": r"[0-9]{1,3}+",
    "GGGG": r"[0-9]{4}",
    "WW": r"[0-9]{2}",
    "W": r"[0-9]{1,2}+",
    "E": r"[1-7]",
}
_OTHERS = {
    **dict.fromkeys(("dddd", "ddd", "dd"), _WORD),
    **dict.fromkeys(("A", "a"), "[AaPp][Mm]"),
    "gggg": r"[0-9]{4}",
    **dict.fromkeys(("HH", "hh", "kk", "mm", "ss", "ww", "gg", "GG"), r"[0-9]{2}"),
    "Z": r"[-+0-9:]++",
}
_NUMBER = r"[0-9]++(?:st|nd|rd|th)?+"
"""Any other letter. Quantifiers are possessive, so that matching takes time in proportion to the path, whatever the
format. Tokens that follow each other directly (`YYYYMMDDHHmm`) have a fixed width.
"""
_YEARS, _WHOLE_MONTHS = {"YYYY", "YY"}, {"MMMM", "MMM", "MM", "M"}
_FULL = ((_YEARS, _WHOLE_MONTHS, {"DD", "D", "Do"}), (_YEARS, {"DDDD", "DDD"}), ({"GGGG"}, {"WW", "W"}, {"E"}))
"""What a full date has, one of each: a day of a month, a day of a year, or a day of an ISO week.

The week of `ww` is another one in each country, so it names no day.
"""
_ORDINAL_ENDINGS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}
_DIGITS = lazy_pattern(r"[0-9]+")
_WORD_OF_LETTERS = lazy_pattern(r"([^\W\d_]+)")
_SHORT_FIRST = (("%d", "%m", "%Y"), ("%e", "%n", "%Y"), ("%m", "%d", "%Y"), ("%n", "%e", "%Y"))


def date_by(moment_format: str, text: str) -> date | None:
    """The day of `text` in this format; None if it has another form or the format has no full date."""
    pattern = _pattern(moment_format)
    match = pattern.fullmatch(text) if pattern else None
    return _day_of_parts(match.groupdict()) if match else None


def has_form(moment_format: str, text: str) -> bool:
    """Whether `text` has this format, also if no such day exists or its month is in no known language."""
    pattern = _pattern(moment_format)
    return pattern is not None and pattern.fullmatch(text) is not None


@lru_cache(64)
def _pattern(moment_format: str) -> re.Pattern[str] | None:
    tokens = TOKENS.findall(moment_format) if len(moment_format) <= LONGEST else []
    return re.compile("".join(_pieces(tokens))) if any(_names_day(set(tokens), parts) for parts in _FULL) else None


def _names_day(tokens: set[str], parts: tuple[set[str], ...]) -> bool:
    return all(tokens & part for part in parts)


def _pieces(tokens: list[str]) -> Iterator[str]:
    seen: set[str] = set()
    for token in tokens:
        if token in _SHAPES:
            yield f"(?P={token})" if token in seen else f"(?P<{token}>{_SHAPES[token]})"
            seen.add(token)
        elif token.startswith("[") and len(token) > 1:
            yield re.escape(token[1:-1])
        elif TOKENS.fullmatch(token) and token.isalpha() and token.isascii():
            yield _OTHERS.get(token, _NUMBER)
        else:
            yield re.escape(token)


def _day_of_parts(parts: dict[str, str | None]) -> date | None:
    year = parts.get("YYYY") or (f"20{parts['YY']}" if parts.get("YY") else "")
    word = parts.get("MMMM") or parts.get("MMM") or ""
    month = parts.get("MM") or parts.get("M") or str(MONTHS.get(fold(word), 0))
    day = parts.get("DD") or parts.get("D") or (parts.get("Do") or "")
    of_year = parts.get("DDDD") or parts.get("DDD")
    week = parts.get("WW") or parts.get("W")
    try:
        if year and day and (word or month != "0"):
            return date(int(year), int(month), int(day.rstrip("sthndr°ºª.")))
        if year and of_year:
            found = add_days(date(int(year), 1, 1), int(of_year) - 1)
            return found if found.year == int(year) and int(of_year) else None
        return date.fromisocalendar(int(parts.get("GGGG") or ""), int(week or ""), int(parts.get("E") or ""))
    except ValueError:
        return None


def in_moment(moment_format: str, moment: datetime, language: str = "en") -> str:
    """The moment in a format such as `YYYY-MM-DD dddd HH:mm`. `[words]` and letters without a meaning are kept."""
    known = _values(moment, language)
    return "".join(_shown(token, known) for token in TOKENS.findall(moment_format))


def _shown(token: str, known: dict[str, str]) -> str:
    return token[1:-1] if token.startswith("[") and len(token) > 1 else known.get(token, token)


def _values(moment: datetime, language: str) -> dict[str, str]:
    month = written(language, "months", MONTH_NAMES[moment.month - 1])[0]
    weekday = written(language, "weekdays", WEEKDAY_NAMES[moment.weekday()])[0]
    year, week, day_of_week = moment.isocalendar()
    hour = moment.hour % 12 or 12
    ordinal = f"{moment.day}{section(language, 'writing').get('ordinal') or _ORDINAL_ENDINGS.get(moment.day, 'th')}"
    numbers = {
        "M": moment.month,
        "D": moment.day,
        "DDD": moment.timetuple().tm_yday,
        "H": moment.hour,
        "h": hour,
        "m": moment.minute,
        "s": moment.second,
        "W": week,
        "w": week,
    }
    doubled = {name * 2: f"{value:02}" for name, value in numbers.items() if name != "DDD"}
    return {
        **{name: str(value) for name, value in numbers.items()},
        **doubled,
        "DDDD": f"{moment.timetuple().tm_yday:03}",
        "YYYY": f"{moment.year:04}",
        "YY": f"{moment.year % 100:02}",
        "GGGG": f"{year:04}",
        "gggg": f"{year:04}",
        "MMMM": month,
        "MMM": month[:3],
        "Do": ordinal,
        "dddd": weekday,
        "ddd": weekday[:3],
        "dd": weekday[:2],
        "d": str(day_of_week % 7),
        "E": str(day_of_week),
        "Q": str((moment.month + 2) // 3),
        "A": "AM" if moment.hour < 12 else "PM",  # noqa: PLR2004  noon
        "a": "am" if moment.hour < 12 else "pm",  # noqa: PLR2004  noon
    }


def alike(text: str, shown: date, day: date) -> str | None:
    """`day` in the form in which `text` shows `shown`: "23/11/2026" for "04/03/2026"; None if the form is unknown.

    Where day and month of `shown` can be swapped, the European order is taken; reading the result decides.
    """
    return next((form(day) for form in forms(text) if form(shown) == text), None)


def with_weekday(text: str, shown: date, day: date) -> str:
    """The text around a date with the weekday of `day` in place of that of `shown`: Mon for Thu, lunedì for giovedì."""
    return _WORD_OF_LETTERS.sub(lambda match: _weekday_like(match[0], shown, day), text)


def _weekday_like(word: str, shown: date, day: date) -> str:
    for code in codes():
        names = [listed(section(code, "weekdays").get(name, name)) for name in WEEKDAY_NAMES]
        for family in ([each[0] for each in names], [_short(each) for each in names]):
            if fold(word) == fold(family[shown.weekday()]):
                return _cased(family[day.weekday()], word)
    return word


def _cased(name: str, like: str) -> str:
    return name.upper() if like.isupper() else name.lower() if like.islower() else name.title()


class DateForm:
    """The form of a date as parts: fixed texts, and placeholders for year, month and day."""

    def __init__(self, parts: tuple[str, ...]) -> None:
        self._parts = parts

    @property
    def has_day(self) -> bool:
        """Whether the form includes the day of the month."""
        return any(part in {"%d", "%e"} for part in self._parts)

    def __call__(self, day: date) -> str:
        """The day in this form."""
        return "".join(_filled_part(part, day) for part in self._parts)


def _filled_part(part: str, day: date) -> str:
    """`%Y` is the year, `%d` and `%m` have two digits, `%e` and `%n` as many as needed, `%0`, `%1`… are names."""
    if part[:1] != "%":
        return part
    if part[1].isdecimal():
        name = _families()[int(part[1:-1])][day.month - 1]
        return {"u": name.upper(), "l": name.lower(), "t": name.title()}[part[-1]]
    shown = {
        "Y": f"{day.year:04}",
        "d": f"{day.day:02}",
        "m": f"{day.month:02}",
        "e": str(day.day),
        "n": str(day.month),
    }
    return shown[part[1]]


@lru_cache(1)
def _families() -> list[list[str]]:
    """The names of the twelve months, long and then short, in each language."""
    words = [[listed(section(code, "months").get(name, name)) for name in MONTH_NAMES] for code in codes()]
    return [family for months in words for family in ([each[0] for each in months], [_short(each) for each in months])]


def _short(names: list[str]) -> str:
    """The short name of a month: the second in its list, else its first three letters."""
    return names[1] if len(names) > 1 else names[0][:3]


def forms(text: str) -> Iterator[DateForm]:
    """The forms of a full date that `text` may have."""
    numbers = _DIGITS.findall(text)
    signs = _DIGITS.split(text)
    if len(numbers) == 1 and len(text) == len("20260304"):
        yield DateForm(("%Y", "%m", "%d"))
    elif len(numbers) == 3:  # noqa: PLR2004  year, month and day
        for order in (("%Y", "%m", "%d"), ("%Y", "%n", "%e")) if len(numbers[0]) > 2 else _SHORT_FIRST:  # noqa: PLR2004
            yield DateForm(tuple(part for pair in zip(signs, (*order, ""), strict=True) for part in pair))
    elif len(numbers) in {1, 2}:  # a day, and perhaps a year, around a month's name
        yield from named(text)


def named(text: str) -> Iterator[DateForm]:
    """The forms that `text` may have around a month's name."""
    for match in _WORD_OF_LETTERS.finditer(text):
        for family, names in enumerate(_families()):
            if fold(match[0]) in map(fold, names):
                case = "u" if match[0].isupper() else "l" if match[0].islower() else "t"
                for short in ("%e", "%d"):  # "3 July" comes after "12 June": without a leading zero first
                    before = _numbered(text[: match.start()], short)
                    after = _numbered(text[match.end() :], short)
                    yield DateForm((*before, f"%{family}{case}", *after))


def _numbered(text: str, short: str) -> Iterator[str]:
    """The parts before or after a month's name: a number with four digits is the year, any other the day."""
    for part in re.split(r"([0-9]+)", text):
        yield part if not part.isdecimal() else "%Y" if len(part) > 2 else short  # noqa: PLR2004  digits of a day
