"""Insight: how to prepare for a meeting: its aim, two questions, something to offer, and the ask.

Each is what the note of the meeting says under such a heading, else what the notes of those who come and the user's own
notes say. What nobody wrote is a gap: it is not made up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

from mdnetwork.fields import value_of
from mdnetwork.followups.history import PersonHistory
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.introductions import offers
from mdnetwork.insight.questions import questions
from mdnetwork.insight.survey import Survey
from mdnetwork.lazy import lazy
from mdnetwork.model import Evidence, Meeting, Profile
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.vocabulary.meaning import alike, is_part
from mdnetwork.vocabulary.notes import Intent

if TYPE_CHECKING:
    from mdnetwork.insight import goals as goal_notes
    from mdnetwork.insight.goals import Goal, Server
    from mdnetwork.parsing import document, intents
    from mdnetwork.parsing.intents import Intended
else:  # a page without a meeting shows no preparation
    goal_notes = lazy("mdnetwork.insight.goals")
    document = lazy("mdnetwork.parsing.document")
    intents = lazy("mdnetwork.parsing.intents")

QUESTIONS = 2
_KNOWING = ("expertise", "role", "sector")
"""Fields that say what somebody could help with."""


class Prompt(NamedTuple):
    """Something for the meeting, and the lines that it comes from."""

    text: str
    evidence: tuple[Evidence, ...]


class Preparation(NamedTuple):
    """What to take to a meeting. An empty part is a gap."""

    aim: tuple[Prompt, ...]
    questions: tuple[Prompt, ...]
    offer: tuple[Prompt, ...]
    ask: tuple[Prompt, ...]


def preparation(
    meeting: Meeting, written: Sequence[Intended], goals: Iterable[Goal], survey: Survey
) -> Preparation | None:
    """How to prepare for a meeting of today or later; None for another one."""
    day = meeting.note.date
    if day is None or day < survey.today:
        return None
    come = [survey.histories[each.id] for each in meeting.people if each.id in survey.histories]
    people = [each.person for each in come]
    served = [(goal, found) for goal in goals for found in goal_notes.servers(goal, people, survey)]

    def said(intent: Intent, otherwise: Iterator[Prompt], most: int) -> tuple[Prompt, ...]:
        own = (
            _written(each, meeting) for each in written if each.intent == intent and survey.privacy.may_show(each.text)
        )
        mine = tuple(own)
        if intent == "questions":  # one that is written leaves room for another
            return (*mine, *islice(otherwise, max(0, most - len(mine))))
        return mine or tuple(islice(otherwise, most))

    aims = (
        Prompt(
            survey.texts.say("{goal}: {name}, {reason}", goal=goal.title, name=found.person.name, reason=found.reason),
            found.evidence,
        )
        for goal, found in served
    )
    profile = survey.directory.profile
    asks = chain(_needs(profile, come, survey) if profile else (), _for_goals(served, survey))
    return Preparation(
        said("agenda", iter(aims), 1),
        said("questions", _questions(come, survey), QUESTIONS),
        said("offer", _offers(come, survey), 1),
        said("ask", asks, 1),
    )


def written_in(data: bytes, settings: ReadingSettings) -> list[Intended]:
    """What the note of a meeting says of what is meant to happen there."""
    return intents.intended(document.Document(data, settings=settings).lines)


def _written(each: Intended, meeting: Meeting) -> Prompt:
    return Prompt(each.text, (Evidence(meeting.note.date, meeting.note.path, each.line, each.text),))


def _questions(come: Sequence[PersonHistory], survey: Survey) -> Iterator[Prompt]:
    """The first question to each who comes, then the second ones. A question that nothing gives rise to is none."""
    asked = [[each for each in questions(history, survey) if each.evidence] for history in come]
    for n in range(QUESTIONS):
        for history, theirs in zip(come, asked, strict=True):
            if len(theirs) > n:
                yield Prompt(f"{history.person.name}: {theirs[n].text}", theirs[n].evidence)


def _offers(come: Sequence[PersonHistory], survey: Survey) -> Iterator[Prompt]:
    say, may_show = survey.texts.say, survey.privacy.may_show
    for history in come:
        for each in offers(history.person, survey):
            if may_show(each.need) and may_show(each.offer):
                values = {"name": history.person.name, "need": each.need, "offer": each.offer}
                text = (
                    say("{name} is looking for {need}; {known} knows about {offer}.", known=each.person.name, **values)
                    if each.person
                    else say("{name} is looking for {need}; you offer {offer}.", **values)
                )
                yield Prompt(text, each.evidence)
    profile = survey.directory.profile
    for history in come if profile else ():
        person = history.person
        for interest in survey.privacy.showable(person.interests):
            for offer in alike(interest, survey.privacy.showable(profile.offers if profile else ())):
                values = {"name": person.name, "interest": interest, "offer": offer}
                text = say("{name} cares about {interest}; you offer {offer}.", **values)
                line = Evidence(None, person.path, person.line_of("interests"), interest, source="field")
                yield Prompt(text, (line,))


def _needs(profile: Profile, come: Sequence[PersonHistory], survey: Survey) -> Iterator[Prompt]:
    """What the user looks for and somebody who comes may know."""
    for need in survey.privacy.showable(profile.needs):
        for history in come:
            person = history.person
            for field in _KNOWING:
                value = value_of(person, field)
                for text in (value,) if isinstance(value, str) else value or ():
                    if is_part(need, text) and survey.privacy.may_show(text):
                        reason = goal_notes.in_words(field, text, survey.texts)
                        line = Evidence(None, person.path, person.line_of(field), text, source="field")
                        yield Prompt(_ask(need, person.name, reason, survey), (line,))


def _for_goals(served: Iterable[tuple[Goal, Server]], survey: Survey) -> Iterator[Prompt]:
    """What a goal is about and somebody who comes may know; a target is no topic to ask about."""
    for goal, found in served:
        for topic in [each for each in found.topics if each not in goal.targets][:1]:
            text = survey.texts.say("{topic}, for “{goal}”", topic=topic, goal=goal.title)
            yield Prompt(_ask(text, found.person.name, found.reason, survey), found.evidence)


def _ask(what: str, name: str, reason: str, survey: Survey) -> str:
    return survey.texts.say("{what}: {name}, {reason}", what=what, name=name, reason=reason)
