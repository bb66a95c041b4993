"""Insight: measures how strong the tie with a person is, and returns the parts of the measure.

It serves for sorting and drawing, never to rank friends.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from math import sqrt
from typing import Literal

from mdnetwork.followups.contact_days import CONTACT, DAY, IN, MUTUAL, OUT, ContactDays, contact_days, day_of, first_of
from mdnetwork.followups.history import PersonHistory
from mdnetwork.i18n import Texts
from mdnetwork.model import History
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
    return tie_of(contact_days(PersonHistory(history)), today)


def tie_of(known: ContactDays, today: date) -> Tie:
    """The tie that these days make on this day. Later ones are ignored."""
    numbers = known.days
    began = bisect_left(numbers, first_of(today) - (YEAR - 1) * DAY)
    end = bisect_left(numbers, first_of(today) + DAY, began)
    recent = light = ways = 0
    for number in numbers[began:end]:
        if number & CONTACT:
            recent += 1
            ways |= number
        else:
            light += 1
    last = next((day_of(number) for number in reversed(numbers[:end]) if number & CONTACT), None)
    if last is None and not light:
        return Tie(0.0, "none", 0.0, 0.0, 0.0, 0, None, None, "")
    touched = next((day_of(number) for number in reversed(numbers[began:end]) if not number & CONTACT), None)
    directions = _directions(ways, is_unanswered=known.is_unanswered)
    frequency = min(1.0, (recent + LIGHT_WEIGHT * light) / MONTHLY)
    recency = max(_recency(last, today), LIGHT_WEIGHT * _recency(touched, today))
    reciprocity = 1.0 if directions == "both" else 0.5
    strength = sqrt(frequency * recency) * reciprocity
    silent = (today - last).days if last else None
    return Tie(strength, _level(strength), frequency, recency, reciprocity, recent, last, silent, directions, light)


def _recency(day: date | None, today: date) -> float:
    """The recency of the last of some days; 0 without any."""
    return 0.0 if day is None else 0.5 ** ((today - day).days / HALF_LIFE)


def _directions(ways: int, *, is_unanswered: bool) -> Directions:
    """The direction of a year's interactions, from the marks of its days."""
    out, inward = ways & OUT, ways & IN
    if is_unanswered:
        return "out"
    if ways & MUTUAL or (out and inward):
        return "both"
    return "out" if out else "in" if inward else ""


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
    match level:  # a table would look up the words of all levels for each person on a map
        case "strong":
            return texts.say("strong")
        case "middling":
            return texts.say("middling")
        case "weak":
            return texts.say("weak")
        case "asleep":
            return texts.say("asleep")
        case "none":
            return texts.say("none yet")


def _directions_text(directions: Directions, texts: Texts) -> str:
    match directions:
        case "both":
            return texts.say("both ways")
        case "out":
            return texts.say("only from you")
        case "in":
            return texts.say("only from them")
        case "":
            return ""
