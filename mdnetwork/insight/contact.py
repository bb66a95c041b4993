"""Insight: counts contact: with new and with known people, online and in person, and what was given, got and asked.

These are facts, each with its line; nobody is in anybody's debt.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date
from typing import Literal

from mdnetwork.dates import add_days
from mdnetwork.followups.cadences import Preference
from mdnetwork.followups.history import PersonHistory
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.period import Counted, Figure, Periods
from mdnetwork.insight.survey import Survey, is_tended
from mdnetwork.model import Evidence, Person

YEAR = 365
LEAST = 3
"""The minimum of contact days in a year for saying that contact goes one way only."""
Way = Literal["online", "in_person", "together"]


class Reach(NamedTuple):
    """Days of contact, summed over people, with people new in the period and with people known before.

    A person is new from the first contact (or `met`, if earlier) to the end of the period. `share_new` = days with
    new people / all days, from 0 to 1, None without contact; "mind the existing network, not only the new"
    (docs/networking.md). `new_people` joined the network in the period; of these, `from_them` made the first
    contact.
    """

    with_new: Figure
    with_known: Figure
    share_new: float | None
    new_people: Figure
    from_them: Figure


class OneWay(NamedTuple):
    """A person with contact in only one way: online or in person for a year, or in a period only together with others.

    The evidence is the last day's.
    """

    person: Person
    way: Way
    days: int
    evidence: tuple[Evidence, ...]


class Presence(NamedTuple):
    """Days of contact in person, online, and unknown. A day with both is in person.

    `light` are days with a light touch, such as a comment online, and no contact. Of the days in person, `alone` were
    with one person at a time, `together` with several: at an event, a meeting of more than two, a day of a group, or on
    a line about several people. A day with both is alone. `in_company` are the people that the user saw in this period
    only together with others, most days first.
    """

    in_person: Figure
    online: Figure
    unknown: Figure
    light: Figure
    alone: Figure
    together: Figure
    one_way: tuple[OneWay, ...]
    in_company: tuple[OneWay, ...]
    prefers: Preference = ""
    """How the user likes to meet people, which the two numbers are held against."""


def new_and_known(survey: Survey, periods: Periods) -> Reach:
    """How much of the contact was with new people."""
    since = {identity: known_since(history) for identity, history in survey.histories.items()}
    new: list[Counted] = []
    known: list[Counted] = []
    for identity, history in survey.histories.items():
        for each in contacts(history, survey, periods):
            period = periods.now if each.day in periods.now else periods.before
            (new if since[identity] in period else known).append(each)
    with_new, with_known = periods.figure(new), periods.figure(known)
    total = with_new.now + with_known.now
    began = [(survey.histories[who], day) for who, day in since.items() if day]
    they_began = [(history, day) for history, day in began if any(line.direction == "in" for line in history.on(day))]
    come, came = (periods.figure(_beginning(history, day) for history, day in some) for some in (began, they_began))
    return Reach(with_new, with_known, with_new.now / total if total else None, come, came)


def presence(survey: Survey, periods: Periods) -> Presence:
    """How contact was made, and the people with contact in only one way for a year."""
    found: dict[Way | None, list[Counted]] = {"in_person": [], "online": [], None: []}
    alone: list[Counted] = []
    together: list[Counted] = []
    in_company: list[OneWay] = []
    of_groups = frozenset((day.path, day.line) for group in survey.directory.groups for day in group.days)
    for history in survey.histories.values():
        seen: dict[bool, list[Counted]] = {True: [], False: []}
        for each in contacts(history, survey, periods):
            way = _way(history.on(each.day))
            found[way].append(each)
            if way == "in_person":
                seen[any(_is_alone(line, survey, of_groups) for line in history.on(each.day))].append(each)
        alone += seen[True]
        together += seen[False]
        days = [each for each in seen[False] if each.day in periods.now]
        lately = any(each.day in periods.now for each in seen[True])
        if days and not lately and is_tended(history.person, survey.context.cadences):
            in_company.append(OneWay(history.person, "together", len(days), days[-1].evidence))
    in_person, online, unknown = map(periods.figure, (found["in_person"], found["online"], found[None]))
    light = periods.figure(touched for history in survey.histories.values() for touched in _touched(history))
    return Presence(
        in_person,
        online,
        unknown,
        light,
        periods.figure(alone),
        periods.figure(together),
        tuple(_one_way(survey)),
        tuple(sorted(in_company, key=lambda each: (-each.days, each.person.id))),
        survey.context.settings.prefers,
    )


def _touched(history: PersonHistory) -> Iterator[Counted]:
    days = {each.date: each for each in reversed(history.touches) if each.date and each.date not in history.days}
    for day, each in sorted(days.items()):
        yield Counted(day, (each,), history.person)


def _is_alone(line: Evidence, survey: Survey, of_groups: Collection[tuple[str, int]]) -> bool:
    """Whether a line says that the user saw one person in person, and nobody else."""
    if not line.in_person or len(line.people) > 1 or (line.path, line.line) in of_groups:
        return False
    meeting = survey.directory.meeting(line.path)
    if meeting is None:
        return True
    return meeting.note.kind == "meeting" and len(meeting.people) + len(meeting.others) <= 1


def known_since(history: PersonHistory) -> date | None:
    """The day the user came to know a person: the first contact, or `met` if earlier; None if unknown."""
    days = [day for day in (history.person.met, *history.days[:1]) if day is not None]
    return min(days, default=None)


def contacts(history: PersonHistory, survey: Survey, periods: Periods) -> list[Counted]:
    """The days of contact with a person in both periods, each with its evidence."""
    days = (day for day in history.held(survey.today) if periods.before.start <= day <= periods.now.end)
    return [Counted(day, history.on(day), history.person) for day in days]


def _beginning(history: PersonHistory, day: date) -> Counted:
    """The beginning of an acquaintance: the first day's lines, or the note's `met` field."""
    return Counted(day, history.on(day) or (history.field("met", day),), history.person)


def _way(evidence: tuple[Evidence, ...]) -> Way | None:
    if any(each.in_person for each in evidence):
        return "in_person"
    return "online" if any(each.channel for each in evidence) else None


def _one_way(survey: Survey) -> list[OneWay]:
    """Only people with a circle or cadence, known for the whole year; those with the most days first."""
    since = add_days(survey.today, -YEAR)
    found = []
    for history in survey.histories.values():
        days = [day for day in history.days if since < day <= survey.today]
        known = known_since(history)
        if (
            len(days) < LEAST
            or not is_tended(history.person, survey.context.cadences)
            or known is None
            or known > since
        ):
            continue
        ways = {_way(history.on(day)) for day in days}
        way = ways.pop()
        if not ways and way is not None:
            found.append(OneWay(history.person, way, len(days), history.on(days[-1])))
    return sorted(found, key=lambda each: (-each.days, each.person.id))
