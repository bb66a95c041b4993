"""Insight: a few minutes a day: the follow-ups that fit, and what to begin each of them with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mdnetwork.followups.wording import words
from mdnetwork.insight.questions import questions
from mdnetwork.insight.survey import Survey
from mdnetwork.model import FollowUp, FollowUpKind

MINUTES: Mapping[FollowUpKind, int] = {
    "promise": 3,
    "waiting": 2,
    "first": 3,
    "thank": 2,
    "planned": 3,
    "task": 3,
    "introduction": 2,
    "congratulate": 1,
    "cadence": 3,
    "dormant": 4,
    "prepare": 4,
    "birthday": 1,
    "anniversary": 1,
}
"""Minutes that each kind takes, by rule of thumb: a line is written in one, a message with a thought in it in three."""
DEFAULT = 10
_SPOKEN = frozenset({"log", "link", "list"})
"""Lines that may tell what was spoken of; a list of names does not."""


def fitting(follow_ups: Iterable[FollowUp], minutes: int = DEFAULT) -> list[FollowUp]:
    """The first follow-up of each person, in the order given, as far as they fit; one there is always.

    One that does not fit any more lets a shorter one after it pass.
    """
    first: dict[str, FollowUp] = {}
    for each in follow_ups:
        first.setdefault(each.person.id, each)
    chosen: list[FollowUp] = []
    left = minutes
    for each in first.values():
        if not chosen or MINUTES[each.kind] <= left:
            chosen.append(each)
            left -= MINUTES[each.kind]
    return chosen


def begin_with(follow_up: FollowUp, survey: Survey) -> str:
    """What to begin with, as half a sentence; "" where the reason says it all."""
    begin = _BEGINNINGS.get(follow_up.kind)
    return begin(follow_up, survey) if begin else ""


def _promise(_: FollowUp, survey: Survey) -> str:
    return survey.texts.say("send it, or say when it comes")


def _waiting(_: FollowUp, survey: Survey) -> str:
    return survey.texts.say("ask kindly how far it is, and what would help")


def _thank(_: FollowUp, survey: Survey) -> str:
    return survey.texts.say("say what it was good for")


def _introduction(_: FollowUp, survey: Survey) -> str:
    return survey.texts.say("ask both how it went")


def _prepare(follow_up: FollowUp, survey: Survey) -> str:
    return survey.texts.say("read `mdnet show “{title}”`", title=follow_up.path)


def _first(follow_up: FollowUp, survey: Survey) -> str:
    """Where you met, and a point of the conversation; where none is written down, something to ask."""
    lines = [each for each in follow_up.evidence if not survey.discretion.hides(each)]
    spoken = next((words(each.text) for each in lines if each.source in _SPOKEN), "")
    if spoken:
        return survey.texts.say("recall where you met and what you spoke of: {words}", words=spoken)
    where = next((words(each.text) for each in lines if each.source != "field"), "")
    question = _question(follow_up, survey)
    if not where:
        return question
    return survey.texts.say("recall where you met: {words}, and ask: {question}", words=where, question=question)


def _wish(follow_up: FollowUp, survey: Survey) -> str:
    return survey.texts.say("a wish, and a question: {question}", question=_question(follow_up, survey))


def _question(follow_up: FollowUp, survey: Survey) -> str:
    """Of them, not of oneself."""
    case = survey.round.cases[follow_up.person.id]
    return questions(case, survey, 1)[0].text


_BEGINNINGS: Mapping[FollowUpKind, Callable[[FollowUp, Survey], str]] = {
    "promise": _promise,
    "waiting": _waiting,
    "first": _first,
    "thank": _thank,
    "planned": _question,
    "introduction": _introduction,
    "congratulate": _question,
    "cadence": _question,
    "dormant": _question,
    "prepare": _prepare,
    "birthday": _wish,
    "anniversary": _wish,
}
