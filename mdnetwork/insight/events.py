"""Insight: events, and what came of them: whom I met there first, and with whom it lasted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mdnetwork.followups.history import PersonHistory
from mdnetwork.insight.contact import known_since
from mdnetwork.insight.period import Period, Periods
from mdnetwork.insight.privacy import only_named
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Meeting, Person
from mdnetwork.names import same
from mdnetwork.people.links import stem

LASTING = 2
"""Later days of contact that make a tie a lasting one."""


class Event(NamedTuple):
    """An event note. `met` are those first met there; `followed`: with later contact, `lasting`: with twice that."""

    gathering: Meeting
    people: tuple[Person, ...]
    met: tuple[Person, ...]
    followed: tuple[Person, ...]
    lasting: tuple[Person, ...]


class Events(NamedTuple):
    """Events of this period and the one before, and those to come with whom one knows there, each by date."""

    now: tuple[Event, ...]
    before: tuple[Event, ...]
    coming: tuple[Event, ...]


def events(survey: Survey, periods: Periods) -> Events:
    """What came of the events. Who came is told by the note; who was met there, by their first contact or `met_at`."""
    found = [_event(survey, each) for each in sayable_events(survey)]
    coming = tuple(each for each in found if _day(each) > survey.today)
    return Events(_within(found, periods.now), _within(found, periods.before), coming)


def sayable_events(survey: Survey) -> Iterator[Meeting]:
    """The events with nobody in their titles who may not be named."""
    for each in survey.directory.meetings:
        hidden = survey.discretion.hides_words(f"{each.note.title} {stem(each.note.path)}")
        if each.note.kind == "event" and not hidden:
            yield each


def _within(found: list[Event], period: Period) -> tuple[Event, ...]:
    return tuple(each for each in found if each.gathering.note.date in period)


def _day(event: Event) -> date:
    return event.gathering.note.date or date.min


def _event(survey: Survey, gathering: Meeting) -> Event:
    day = gathering.note.date
    came = tuple(only_named(gathering.people))
    told = [case for case in survey.cases.values() if case.person.met_at and _is_there(case, gathering)]
    there = {case.person.id: case for case in told} | {
        person.id: survey.cases[person.id] for person in came if known_since(survey.cases[person.id]) == day
    }
    later = {who: sum(day is not None and each > day for each in case.days) for who, case in there.items()}
    return Event(gathering, came, *(_those(there, later, least) for least in (0, 1, LASTING)))


def _those(there: dict[str, PersonHistory], later: dict[str, int], least: int) -> tuple[Person, ...]:
    return tuple(case.person for who, case in there.items() if later[who] >= least)


def _is_there(case: PersonHistory, gathering: Meeting) -> bool:
    """Whether `met_at` names this event: by its note, or its title."""
    link = (case.person.met_at or "").strip("[]").partition("|")[0].partition("#")[0]
    name = same(stem(link))
    return name in {same(stem(gathering.note.path)), same(gathering.note.title)}
