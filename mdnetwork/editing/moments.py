"""Editing: a moment in Moment's formats, as Obsidian's templates and daily notes write it."""

from __future__ import annotations

from datetime import datetime

from mdnetwork.parsing.paths import TOKENS
from mdnetwork.words.calendar_words import MONTH_NAMES, WEEKDAY_NAMES
from mdnetwork.words.languages import section, written

_ORDINALS = {1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st"}


def in_moment(moment_format: str, moment: datetime, language: str = "en") -> str:
    """The moment in a format such as `YYYY-MM-DD dddd HH:mm`; `[words]` stay, and so do letters that mean nothing."""
    known = _values(moment, language)
    return "".join(_shown(token, known) for token in TOKENS.findall(moment_format))


def _shown(token: str, known: dict[str, str]) -> str:
    return token[1:-1] if token.startswith("[") and len(token) > 1 else known.get(token, token)


def _values(moment: datetime, language: str) -> dict[str, str]:
    month = written(language, "months", MONTH_NAMES[moment.month - 1])[0]
    weekday = written(language, "weekdays", WEEKDAY_NAMES[moment.weekday()])[0]
    year, week, day_of_week = moment.isocalendar()
    hour = moment.hour % 12 or 12
    ordinal = f"{moment.day}{section(language, 'writing').get('ordinal') or _ORDINALS.get(moment.day, 'th')}"
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
