"""Insight: finds the people who drift away: silence is compared with the usual pace and the cadence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mdnetwork.followups.cadences import Cadences, FollowUpSettings, Inherited
from mdnetwork.followups.history import habit
from mdnetwork.i18n import Texts
from mdnetwork.insight.survey import is_tended
from mdnetwork.model import Evidence, History, Person
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.verdicts import AHEAD

DRIFT_RATIO = 2.0
"""Silence of this many times the usual pace is drift."""
PATIENCE = 28
"""Shorter silence, in days, is never drift, however short the pace."""


@dataclass(frozen=True, slots=True)
class Drift:
    """A person who drifts away, with the parts of the measure.

    `ratio` = `silent` / `pace`, without a unit; drift begins at 2. `pace`, in days, is the longer of the two that are
    known: the median gap between interactions (`habit`, with at least 3 gaps over 21 days), and the upper end of the
    cadence's band counted from the last contact (`cadence`, with its origin), or from the last light touch if the
    cadence says that those count. The rule is the `dormant` follow-up's
    without its end, because this is an overview and not a reminder.
    """

    person: Person
    last: date
    silent: int
    pace: float
    ratio: float
    habit: float | None
    cadence: int | None
    cadence_from: str
    evidence: tuple[Evidence, ...]


def drifting(directory: People, settings: FollowUpSettings, today: date) -> list[Drift]:
    """Everybody who drifts and may be named, largest ratio first, without people the user meets today."""
    cadences = Cadences(settings)
    apart = (
        each
        for each in PrivacyFilter(directory, "review").people
        if not any(line.rejected == AHEAD for line in each.rejected)
    )
    found: Iterator[Drift | None] = (drifting_of(history, cadences, today) for history in apart)
    return sorted((each for each in found if each), key=lambda each: (-each.ratio, each.person.id))


def drift(history: History, settings: FollowUpSettings, today: date) -> Drift | None:
    """The drift of a person, or None if they do not drift or are left alone by choice."""
    return drifting_of(history, Cadences(settings), today)


def drifting_of(history: History, cadences: Cadences, today: date) -> Drift | None:
    """Does the work of `drift`, with prepared cadences."""
    person = history.person
    days = [day for day in history.days if day <= today]
    if not days or (today - days[-1]).days < PATIENCE or not is_tended(person, cadences) or _is_put_off(person, today):
        return None
    usual = habit(days)
    inherited = cadences.of(person)
    light = history.touches if inherited and inherited[0].light else ()
    last = max(days[-1], *(each.date for each in light if each.date and each.date <= today), date.min)
    band = _band(inherited, last)
    pace = max((float(each) for each in (usual, band) if each), default=0.0)
    silent = (today - last).days
    if not pace or silent < DRIFT_RATIO * pace:
        return None
    latest = tuple(each for each in (*history.counted, *light) if each.date == last)
    origin = inherited[1] if inherited else ""
    return Drift(person, last, silent, pace, silent / pace, usual, band, origin, latest)


def _is_put_off(person: Person, today: date) -> bool:
    """Whether the next contact is set to a later day."""
    return any(day is not None and day > today for day in (person.snooze_until, person.next_contact))


def _band(inherited: Inherited | None, last: date) -> int | None:
    """Days from the last contact to the upper end of the cadence's band."""
    return (inherited[0].late_after(last) - last).days if inherited else None


def drift_text(found: Drift, texts: Texts) -> str:
    """The drift and its parts in words."""
    pace = texts.count("{n} day", "{n} days", round(found.pace))
    silent = texts.count("{n} day", "{n} days", found.silent)
    if found.pace == found.habit:
        return texts.say("silent for {silent}; you used to be in touch about every {pace}", silent=silent, pace=pace)
    return texts.say("silent for {silent}; you mean to be in touch within {pace}", silent=silent, pace=pace)
