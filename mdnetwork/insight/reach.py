"""Insight: finds the paths to a person or an organisation, through people who know each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from mdnetwork.dates import add_days
from mdnetwork.errors import AmbiguousName
from mdnetwork.fields import value_of
from mdnetwork.frozen import short_repr
from mdnetwork.insight.edges import Edges, cited
from mdnetwork.insight.groups import Membership
from mdnetwork.insight.survey import Survey
from mdnetwork.insight.ties import tie
from mdnetwork.model import Evidence, History, Person
from mdnetwork.names import fold
from mdnetwork.people import People
from mdnetwork.people.directory import shortened
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.text import shell_word

SHOWN = 5
"""The maximum number of paths."""
ASLEEP = 365
"""Days of silence after which a tie is asleep, and is to be woken first."""
STEPS = 6
"""The maximum number of people on a path (Milgram 1967, "The small world problem")."""


@dataclass(frozen=True, slots=True)
class Route:
    """A path to a person: the people in order, the target last; `evidence` has one group for each step.

    The first step is the evidence that the user knows the first person. If `certain` is False, the last step is only
    a common employer or group, and the two may not know each other.
    """

    people: tuple[Person, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    certain: bool = True
    next: str = ""
    """What comes next: the coming meeting with the first person, or a message to write."""

    __repr__ = short_repr("people")

    @property
    def in_group(self) -> bool:
        """Whether the last step is only a common group."""
        return not self.certain and any(line.source == "list" for line in self.evidence[-1])


def reach(directory: People, edges: Edges, target: str, today: date) -> list[Route]:
    """The paths to the person with this identity, shortest first, then strongest first tie; at most five.

    Empty for a person who may not be named. For a person the user knows, the direct path comes with those through
    others. If there is no path, known colleagues of the person are returned; if nobody
    is known to know the person, known members of a common group too. They may know them.
    """
    goal = directory.identities[target]
    if not PrivacyFilter(directory, "review").may_name(goal.person):
        return []
    routes = [*_direct(goal, today), *_shortest(directory, edges, target, today)]
    if not routes:
        routes = list(_colleagues(directory, goal, today))
    if all(len(route.people) == 1 or not route.certain for route in routes):  # nobody is known to know them
        routes += _fellows(directory, edges, goal, today)
    return sorted(routes, key=lambda route: _order(route, directory, today))[:SHOWN]


def reach_all(survey: Survey, edges: Edges, is_there: Callable[[Person], bool]) -> list[Route]:
    """The best path to each nameable person that fits `is_there`, with what comes next, shortest first."""
    directory, today = survey.directory, survey.today
    there = [person for person in PrivacyFilter(directory, "review").nameable if is_there(person)]
    directory.expect(person.id for person in there)
    routes = [route for each in there for route in reach(directory, edges, each.id, today)[:1]]
    certain = [route for route in routes if route.certain]
    ordered = sorted(certain or routes, key=lambda route: _order(route, directory, today))
    return [replace(route, next=_next(route.people[0], survey)) for route in ordered]


def _next(person: Person, survey: Survey) -> str:
    """The coming meeting with a person, else the message to write: after a year of silence another one."""
    ahead = [
        each for each in survey.directory.meetings_with(person.path) if (each.note.date or survey.today) > survey.today
    ]
    for meeting in ahead:
        if meeting.note.date and survey.privacy.may_show(f"{meeting.note.title} {meeting.note.path}"):
            day = survey.context.phrases.day(meeting.note.date)
            return survey.texts.say("You meet on {date}: {title}.", date=day, title=meeting.note.title)
    last = survey.directory.identities[person.id].last_contact
    kind = "coffee" if last and last >= add_days(survey.today, -ASLEEP) else "reconnect"
    return survey.texts.say("To begin: `mdnet draft {name} --kind {kind}`.", name=shell_word(person.name), kind=kind)


def reach_group(survey: Survey, edges: Edges, group: Membership) -> list[Route]:
    """The best path to each member of a group, with what comes next, shortest first."""
    directory, today = survey.directory, survey.today
    routes = [route for each in group.members for route in reach(directory, edges, each.person.id, today)[:1]]
    ordered = sorted(routes, key=lambda route: _order(route, directory, today))
    return [replace(route, next=_next(route.people[0], survey)) for route in ordered]


def works_at(directory: People, org: str) -> bool:
    """Whether somebody works at an organisation with this name."""
    wanted = fold(org)
    return any(fold(person.org or "") == wanted for person in directory.everybody)


def organisation(directory: People, beginning: str) -> str:
    """The one organisation of nameable people that starts with `beginning`; "" if none. Raises AmbiguousName."""
    wanted = fold(beginning)
    orgs = {fold(org): org for person in PrivacyFilter(directory, "review").nameable if (org := person.org)}
    found = tuple(orgs[key] for key in sorted(orgs) if wanted and key.startswith(wanted))
    if len(found) > 1:
        raise AmbiguousName(f"“{beginning}” fits several: {shortened(found)}. Write more of the name.", found)
    return found[0] if found else ""


def sector(directory: People, name: str) -> str:
    """The sector of nameable people with this name; "" if there is none."""
    found = (value_of(person, "sector") for person in PrivacyFilter(directory, "review").nameable)
    return next((each for each in found if each and fold(each) == fold(name)), "")


def _order(route: Route, directory: People, today: date) -> tuple[bool, int, float, tuple[str, ...]]:
    strength = tie(directory.identities[route.people[0].id], today).strength
    return not route.certain, len(route.people), -strength, tuple(person.id for person in route.people)


def _direct(goal: History, today: date) -> Iterator[Route]:
    known = _known(goal, today)
    if known:
        yield Route((goal.person,), (known,))


def _known(history: History, today: date) -> tuple[Evidence, ...]:
    """The evidence that the user knows somebody: the latest interaction, else the `met` field."""
    days = frozenset(history.held(today))
    counted = [line for line in history.counted if line.date in days]
    if counted:
        return cited(counted, 1)
    met = history.person.met
    if met is None or met > today:
        return ()
    return (Evidence(met, history.person.path, history.person.line_of("met"), f"met: {met}", source="field"),)


def _shortest(directory: People, edges: Edges, target: str, today: date) -> Iterator[Route]:
    """Search backwards from the target, level by level, until a level contains people the user knows."""
    seen = {target}
    level: list[tuple[str, ...]] = [(target,)]
    for _ in range(STEPS - 1):
        longer = [(near, *path) for path in level for near in edges.neighbours.get(path[0], ()) if near not in seen]
        directory.expect(path[0] for path in longer)
        firsts = {path[0]: _known(directory.identities[path[0]], today) for path in longer}
        found = [path for path in longer if firsts[path[0]]]
        if found or not longer:
            for path in found:
                yield _route(path, firsts[path[0]], directory, edges)
            return
        seen |= firsts.keys()
        level = list({path[0]: path for path in reversed(longer)}.values())


def _route(path: tuple[str, ...], known: tuple[Evidence, ...], directory: People, edges: Edges) -> Route:
    steps = (cited(edges.between(one, other)) for one, other in pairwise(path))
    return Route(tuple(directory.identities[each].person for each in path), (known, *steps))


def _fellows(directory: People, edges: Edges, goal: History, today: date) -> Iterator[Route]:
    """Known people in a group with the person, who may know each other."""
    for pair, places in edges.fellows.items():
        if goal.person.id in pair:
            history = directory.identities[pair[pair[0] == goal.person.id]]
            known = _known(history, today)
            if known:
                yield Route((history.person, goal.person), (known, places), certain=False)


def _colleagues(directory: People, goal: History, today: date) -> Iterator[Route]:
    """Known people with the same employer."""
    org = fold(goal.person.org or "")
    nameable = PrivacyFilter(directory, "review").nameable if org else ()
    same = [each for each in nameable if each.id != goal.person.id and fold(each.org or "") == org]
    directory.expect(each.id for each in same)
    for each in same:
        known = _known(directory.identities[each.id], today)
        if known:
            yield Route((each, goal.person), (known, (_work(each), _work(goal.person))), certain=False)


def _work(person: Person) -> Evidence:
    return Evidence(None, person.path, person.line_of("org"), f"org: {person.org}", source="field")
