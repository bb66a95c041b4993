"""Insight: for each goal who serves it, what is missing, and the next step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.insight.survey import Survey
from mdnetwork.insight.who import who_knows
from mdnetwork.model import Evidence

HELPERS = 3
"""As many people are named for a topic that nobody linked serves."""


class Topic(NamedTuple):
    """Something a goal is about, and the line on which it stands."""

    words: str
    line: int


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal note: its topics, the people it links (identities, with the line), and its open tasks."""

    path: str
    title: str
    topics: tuple[Topic, ...] = ()
    people: tuple[tuple[str, int], ...] = ()
    steps: tuple[Topic, ...] = ()


class Progress(NamedTuple):
    """What serves a goal. Each is a Suggestion; one that says what is missing names nobody."""

    goal: Goal
    serving: tuple[Suggestion, ...]
    helpers: tuple[Suggestion, ...]
    missing: tuple[Topic, ...]
    steps: tuple[Topic, ...]


def progress(survey: Survey, goals: Iterable[Goal]) -> tuple[Progress, ...]:
    """Each goal, by path: those it links and what they bring, others who know its topics, topics nobody knows."""
    return tuple(_progress(survey, goal) for goal in sorted(goals, key=lambda each: each.path))


def _progress(survey: Survey, goal: Goal) -> Progress:
    linked = {who: line for who, line in goal.people if who in survey.cases}
    serving = tuple(_serving(survey, goal, who, line) for who, line in linked.items())
    helpers: list[Suggestion] = []
    missing: list[Topic] = []
    for topic in goal.topics:
        able = [each for each in who_knows(survey, topic.words, ()) if each.kind != "needs"]
        if not able:
            missing.append(topic)
        elif not any(each.people[0].id in linked for each in able):
            helpers += [each for each in able if not each.people[0].status][:HELPERS]
    steps = goal.steps or tuple(_next(goal, helpers))
    return Progress(goal, serving, tuple(helpers), tuple(missing), steps)


def _serving(survey: Survey, goal: Goal, who: str, line: int) -> Suggestion:
    case, say = survey.cases[who], survey.texts.say
    last = case.last_contact
    when = say("last contact on {date}", date=last) if last else say("no contact yet")
    reason = say("{name} is part of it; {when}.", name=case.person.name, when=when)
    told = Evidence(None, goal.path, line, case.person.name, source="link")
    return Suggestion("goal", (case.person,), reason, (told, *case.on(last)))


def _next(goal: Goal, helpers: list[Suggestion]) -> Iterator[Topic]:
    """Without a task of its own: somebody who could help, and is not asked yet."""
    for each in helpers[:1]:
        yield Topic(each.people[0].name, goal.topics[0].line)
