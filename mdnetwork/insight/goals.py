"""Insight: what I want to come about, who serves it, and what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from mdnetwork.insight.survey import Survey
from mdnetwork.insight.topics import meant, words
from mdnetwork.model import Evidence, Person


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal note: its title, its place, and the topics it names; why it is pursued (belonging, helping, learning…)."""

    title: str
    path: str
    topics: tuple[str, ...]
    """Sectors too: whoever is of one serves it."""
    line: int = 1
    """Where the topics stand."""
    motives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Server:
    """Somebody who serves a goal: named in its note (`named`), or because of what they know or are, by topic.

    `said` is what their note says of it: (topic, field, the field's words).
    """

    person: Person
    topics: tuple[str, ...]
    named: bool
    evidence: tuple[Evidence, ...]
    said: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Outlook:
    """A goal with who serves it, the topics nobody serves, and with whom there was contact least lately (`next`)."""

    goal: Goal
    servers: tuple[Server, ...]
    missing: tuple[str, ...]
    next: Server | None


def goals(found: Iterable[Goal], survey: Survey) -> list[Outlook]:
    """How each goal stands, in order of title. A goal in whose title they stand is left out."""
    said = (each for each in found if not survey.discretion.hides_words(f"{each.title} {each.path}"))
    return [_outlook(goal, survey) for goal in sorted(said, key=lambda each: (each.title, each.path))]


def _outlook(written: Goal, survey: Survey) -> Outlook:
    goal = replace(written, topics=tuple(each for each in written.topics if not survey.discretion.hides_words(each)))
    servers = tuple(each for each in (_server(goal, who, survey) for who in sorted(survey.cases)) if each)
    served = {topic for server in servers for topic in server.topics}
    ready = [each for each in servers if not each.person.status and survey.cases[each.person.id].days]
    silent = min(
        ready,
        key=lambda each: (survey.cases[each.person.id].last_contact or survey.today, each.person.id),
        default=None,
    )
    missing = tuple(topic for topic in goal.topics if topic not in served)
    ordered = sorted(servers, key=lambda each: (not each.named, -len(each.topics), each.person.name, each.person.id))
    return Outlook(goal, tuple(ordered), missing, silent)


def _server(goal: Goal, identity: str, survey: Survey) -> Server | None:
    case = survey.cases[identity]
    person = case.person
    linked = [line for line in (*case.history.counted, *case.history.rejected) if line.path == goal.path]
    known = [(topic, key, text) for topic in goal.topics for key, text in _offered(person) if _speaks(topic, text)]
    known = [each for each in known if not survey.discretion.hides_words(each[2])]
    if not linked and not known:
        return None
    lines = [Evidence(None, person.path, person.line_of(key), text, source="field") for _, key, text in known]
    topics = tuple(dict.fromkeys(topic for topic, _, _ in known))
    return Server(person, topics, bool(linked), tuple(dict.fromkeys((*linked, *lines))), tuple(known))


def _offered(person: Person) -> list[tuple[str, str]]:
    role = [("role", person.role)] if person.role else []
    return [
        *role,
        *(("expertise", each) for each in person.expertise),
        *(("interests", each) for each in person.interests),
        *((("sector", person.sector),) if person.sector else ()),
        *(("tags", each) for each in person.tags),
    ]


def _speaks(topic: str, text: str) -> bool:
    """All words of a topic: who mends sewing machines does not serve "machine learning"."""
    return meant(words(topic), text) == frozenset(words(topic)) != frozenset()
