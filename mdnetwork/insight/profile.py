"""Insight: measures the user's own profile: the step it has reached, and the people met at events.

The steps go from being present to recognition, each with counted evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal

from mdnetwork.followups.history import PersonHistory
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.contact import known_since
from mdnetwork.insight.period import Counted, Figure, Period, Periods
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Meeting, Person
from mdnetwork.names import same
from mdnetwork.people.links import stem
from mdnetwork.vocabulary.deeds import Deed, deed_in

LASTING = 2
"""The number of later contact days that make a tie a lasting one."""
Step = Literal["none", "there", "network", "took_part", "published", "recognised"]
STEPS: tuple[Step, ...] = ("none", "there", "network", "took_part", "published", "recognised")


class Event(NamedTuple):
    """An event note. `met` are people first met there; of these `followed` had contact later, `lasting` twice."""

    gathering: Meeting
    people: tuple[Person, ...]
    met: tuple[Person, ...]
    followed: tuple[Person, ...]
    lasting: tuple[Person, ...]


class Events(NamedTuple):
    """The events of this period and of the one before, and future events, each by date."""

    now: tuple[Event, ...]
    before: tuple[Event, ...]
    coming: tuple[Event, ...]


def events(survey: Survey, periods: Periods) -> Events:
    """The results of events. Attendees come from the note; people met there from their first contact or `met_at`."""
    found = [_event(survey, each) for each in showable_events(survey)]
    coming = tuple(each for each in found if _day(each) > survey.today)
    return Events(_within(found, periods.now), _within(found, periods.before), coming)


def showable_events(survey: Survey) -> Iterator[Meeting]:
    """The events whose titles contain nobody who may not be named."""
    for each in survey.directory.meetings:
        if each.note.kind == "event" and survey.privacy.may_show(f"{each.note.title} {stem(each.note.path)}"):
            yield each


def _within(found: list[Event], period: Period) -> tuple[Event, ...]:
    return tuple(each for each in found if each.gathering.note.date in period)


def _day(event: Event) -> date:
    return event.gathering.note.date or date.min


def _event(survey: Survey, gathering: Meeting) -> Event:
    day = gathering.note.date
    came = tuple(survey.privacy.named(gathering.people))
    by_field = [
        history for history in survey.histories.values() if history.person.met_at and _is_there(history, gathering)
    ]
    there = {history.person.id: history for history in by_field} | {
        person.id: survey.histories[person.id] for person in came if known_since(survey.histories[person.id]) == day
    }
    later = {who: sum(day is not None and each > day for each in history.days) for who, history in there.items()}
    return Event(gathering, came, *(_those(there, later, least) for least in (0, 1, LASTING)))


def _those(there: dict[str, PersonHistory], later: dict[str, int], least: int) -> tuple[Person, ...]:
    return tuple(history.person for who, history in there.items() if later[who] >= least)


def _is_there(history: PersonHistory, gathering: Meeting) -> bool:
    """Whether `met_at` names this event, by its note or title."""
    link = (history.person.met_at or "").strip("[]").partition("|")[0].partition("#")[0]
    name = same(stem(link))
    return name in {same(stem(gathering.note.path)), same(gathering.note.title)}


class VisibilityLadder(NamedTuple):
    """The highest step with evidence in the period, whatever is missing below it.

    `there`: the `me` note has a pitch or offers. `network`: people with contact. `took_part`, `published`,
    `recognised`: lines of the `me` note's log; `took_part` also days of event notes. `inbound` and `outbound` are
    the log's lines with `←` and without. `last_published` and `next_due` belong to the posting cadence: `next_due`
    is the last day to publish again, None without a cadence.
    """

    step: Step
    there: bool
    network: Figure
    took_part: Figure
    published: Figure
    recognised: Figure
    inbound: Figure
    outbound: Figure
    last_published: date | None
    next_due: date | None
    evidence: tuple[Evidence, ...]
    """The log lines of the period that count for a step."""


def ladder(survey: Survey, periods: Periods) -> VisibilityLadder:
    """The step the profile has reached (docs/networking.md: "reputation is mine and dynamic")."""
    log = survey.directory.own_log
    profile = survey.directory.profile
    there = profile is not None and bool(profile.pitch or profile.offers)
    now, before = survey.active(periods.now), survey.active(periods.before)
    deeds: dict[Deed | None, list[Counted]] = {"took_part": list(_attended(survey)), "published": [], "recognised": []}
    for each in _counted(log):
        deeds.setdefault(deed_in(each.evidence[0].text), []).append(each)
    network = Figure(len(now), len(before), tuple(now.values()))
    took, published, recognised = (periods.figure(deeds[deed]) for deed in ("took_part", "published", "recognised"))
    last = max((each.date for each in log if each.date and deed_in(each.text) == "published"), default=None)
    cadence = profile.cadence if profile else None
    return VisibilityLadder(
        _step(there, network, took, published, recognised),
        there,
        network,
        took,
        published,
        recognised,
        periods.figure(_counted(each for each in log if each.direction == "in")),
        periods.figure(_counted(each for each in log if each.direction != "in")),
        last,
        cadence.late_after(last) if cadence and last and not cadence.never else None,
        tuple(each for each in log if each.date in periods.now and deed_in(each.text)),
    )


def _step(there: bool, *higher: Figure) -> Step:
    reached = [step for step, figure in zip(STEPS[2:], higher, strict=True) if figure.now]
    return reached[-1] if reached else "there" if there else "none"


def _counted(log: Iterable[Evidence]) -> list[Counted]:
    return [Counted(each.date, (each,)) for each in log if each.date]


def _attended(survey: Survey) -> Iterator[Counted]:
    """The days of events that have a note."""
    for each in showable_events(survey):
        day, _, path = each.when
        yield Counted(day, (Evidence(day, path, each.line, each.note.title, source="attendee"),))
