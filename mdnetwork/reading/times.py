"""Reading: when a meeting begins, as its note says it. As it is written: zones never move it."""

from __future__ import annotations

import re

from mdnetwork.reading.fields import Fields

_WITH_DAY = re.compile(r"[0-9][Tt ]+([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
_ALONE = re.compile(r"([01]?[0-9]|2[0-3])(?:[:.h]([0-5][0-9]))?(?::[0-5][0-9])?\s*([ap])?\.?(?:m\b\.?)?", re.IGNORECASE)
_NOON = 12


def time_said(fields: Fields) -> str:
    """The time under a key of its own (`time`, `startTime`, `ora`), else the one beside the day: "09:30" or ""."""
    alone = _ALONE.match(fields.text("time"))
    if alone and (alone[2] or alone[3]):
        return _clock(_in_a_day(int(alone[1]), (alone[3] or "").lower()), alone[2] or "00")
    beside = _WITH_DAY.search(fields.text("date"))
    return _clock(int(beside[1]), beside[2]) if beside else ""


def _in_a_day(hour: int, half: str) -> int:
    """The hour of twenty-four; `half` is "a", "p" or "" for none."""
    return hour % _NOON + _NOON * (half == "p") if half and hour <= _NOON else hour


def _clock(hour: int, minutes: str) -> str:
    return f"{hour:02}:{minutes}"
