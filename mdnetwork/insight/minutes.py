"""Insight: a few minutes a day: the follow-ups that fit, and what to begin each of them with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from mdnetwork.followups.text import words
from mdnetwork.insight.questions import questions
from mdnetwork.insight.survey import Survey
from mdnetwork.kinds import KIND, Beginning
from mdnetwork.model import FollowUp

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
        if not chosen or KIND[each.kind].minutes <= left:
            chosen.append(each)
            left -= KIND[each.kind].minutes
    return chosen


def begin_with(follow_up: FollowUp, survey: Survey) -> str:
    """What to begin with, as half a sentence; "" where the reason says it all."""
    begin = _BEGINNINGS.get(KIND[follow_up.kind].begin)
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


_BEGINNINGS: Mapping[Beginning, Callable[[FollowUp, Survey], str]] = {
    "question": _question,
    "send": _promise,
    "chase": _waiting,
    "gratitude": _thank,
    "ask both": _introduction,
    "read": _prepare,
    "recall": _first,
    "wish": _wish,
}
