"""Insight: measures how strong the tie with a person is, and returns the parts of the measure.

It serves for sorting and drawing, never to rank friends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PATIENCE, PersonHistory
from mdnetwork.followups.text import plain
from mdnetwork.i18n import Texts
from mdnetwork.model import Evidence, History
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter

YEAR = 365
"""The number of days in which interactions count."""
MONTHLY = 12
"""The number of interaction days per year with full frequency."""
HALF_LIFE = 180
"""The number of days in which recency halves."""
STRONG, MIDDLING = 2 / 3, 1 / 3
LIGHT_WEIGHT = 0.25
"""What a day with a light touch, such as a comment online, counts beside a day of interaction."""
Level = Literal["strong", "middling", "weak", "asleep", "none"]
Directions = Literal["both", "out", "in", ""]


@dataclass(frozen=True, slots=True)
class Tie:
    """The strength of a tie, and its parts.

    `strength` = sqrt(frequency x recency) x reciprocity, from 0 (none) to 1, without a unit, where

    - `frequency` = min(1, (days of interaction + days of only light touches / 4) in the last 365 days / 12): once a
      month is full;
    - `recency` = 0.5 ** (days since the last interaction / 180): today is 1, half a year ago a half; a light touch
      counts a quarter of that;
    - `reciprocity` = 1 if the year's interactions went both ways (a mutual one, or one out and one in), else 0.5.

    `level`: strong from 2/3, middling from 1/3, weak above 0; asleep with earlier contact but none in a year
    (strength 0; Levin, Walter & Murnighan 2011, "Dormant ties"); none without any contact. After Granovetter 1973,
    "The strength of weak ties": time, intensity, intimacy and reciprocal services. Notes contain time and
    direction, so these are measured; they do not contain affection, and it is not guessed.
    """

    strength: float
    level: Level
    frequency: float
    recency: float
    reciprocity: float
    days: int
    """Distinct days of interaction in the last year."""
    last: date | None
    silent: int | None
    """Days since the last interaction."""
    ways: Directions
    light: int = 0
    """Days of the last year with a light touch online and no interaction."""


def ties(directory: People, today: date) -> dict[str, Tie]:
    """The tie with everybody who may be named, by identity."""
    return {history.person.id: tie(history, today) for history in PrivacyFilter(directory, "review").people}


def tie(history: History, today: date) -> Tie:
    """The tie with a person on this day. Later interactions are ignored."""
    days = history.held(today)
    since = add_days(today, -YEAR)
    touched = sorted({each.date for each in history.touches if each.date and since < each.date <= today} - {*days})
    if not days and not touched:
        return Tie(0.0, "none", 0.0, 0.0, 0.0, 0, None, None, "")
    recent = sum(day > since for day in days)
    ways = _directions(history, since, today)
    frequency = min(1.0, (recent + LIGHT_WEIGHT * len(touched)) / MONTHLY)
    recency = max(_recency(days, today), LIGHT_WEIGHT * _recency(touched, today))
    reciprocity = {"both": 1.0, "out": 0.5, "in": 0.5, "": 0.5}[ways]
    strength = sqrt(frequency * recency) * reciprocity
    last = days[-1] if days else None
    silent = (today - last).days if last else None
    return Tie(strength, _level(strength), frequency, recency, reciprocity, recent, last, silent, ways, len(touched))


def _recency(days: list[date], today: date) -> float:
    """The recency of the last of these days, in order; 0 without any."""
    return 0.5 ** ((today - days[-1]).days / HALF_LIFE) if days else 0.0


def _directions(history: History, since: date, today: date) -> Directions:
    """The direction of the interactions after `since`, up to `today`."""
    lines = [each for each in history.counted if each.date is not None and since < each.date <= today]
    seen = {each.direction for each in lines if _tells_direction(each)}
    if PersonHistory(history).unanswered(PATIENCE):
        return "out"
    if "mutual" in seen or len(seen) > 1:
        return "both"
    return "out" if "out" in seen else "in" if "in" in seen else ""


def _tells_direction(line: Evidence) -> bool:
    """Whether the line says who spoke. A date alone does not."""
    if line.direction != "mutual" or line.channel:
        return True
    return line.source != "field" and bool(plain(line.text).removeprefix(str(line.date)).strip(" .,;:"))


def _level(strength: float) -> Level:
    if strength >= STRONG:
        return "strong"
    if strength >= MIDDLING:
        return "middling"
    return "weak" if strength > 0 else "asleep"


def tie_text(found: Tie, texts: Texts) -> str:
    """The tie and its parts in words: "strong: 9 interactions in a year, last 12 days ago, both ways"."""
    light = texts.count("{n} light touch online", "{n} light touches online", found.light)
    if found.silent is None:
        return f"{level_text(found.level, texts)}: {light}" if found.light else texts.say("no contact yet")
    parts = [
        texts.count("{n} interaction in a year", "{n} interactions in a year", found.days),
        texts.count("last {n} day ago", "last {n} days ago", found.silent) if found.silent else texts.say("last today"),
    ]
    parts += [light] if found.light else []
    parts += [_directions_text(found.ways, texts)] if found.ways else []
    return f"{level_text(found.level, texts)}: {', '.join(parts)}"


def level_text(level: Level, texts: Texts) -> str:
    """A level in one word."""
    return {
        "strong": texts.say("strong"),
        "middling": texts.say("middling"),
        "weak": texts.say("weak"),
        "asleep": texts.say("asleep"),
        "none": texts.say("none yet"),
    }[level]


def _directions_text(directions: Directions, texts: Texts) -> str:
    return {
        "both": texts.say("both ways"),
        "out": texts.say("only from you"),
        "in": texts.say("only from them"),
    }[directions]
