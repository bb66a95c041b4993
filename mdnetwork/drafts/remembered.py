"""Drafts: what to remember about a person before writing to them. It never becomes part of the message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import plain, words
from mdnetwork.insight.contact import Exchange, exchanges, known_since
from mdnetwork.insight.questions import questions
from mdnetwork.insight.shared import offers, shared_interests, shared_people
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, FollowUp

FEW = 3
"""The maximum number of items of each kind."""
_SPOKEN = frozenset({"log", "link", "list", "attendee"})


class Remembered(NamedTuple):
    """Something to know before writing, as a sentence, and its evidence."""

    text: str
    evidence: tuple[Evidence, ...] = ()


def remembered(
    history: PersonHistory,
    survey: Survey,
    follow_ups: Iterable[FollowUp],
    occasion: Iterable[Remembered] = (),
) -> tuple[Remembered, ...]:
    """Length of acquaintance, last talk, promises both ways, exchanges, common ground, and questions to ask.

    `follow_ups` are the person's own; `occasion` is the reason for writing and comes first. Lines about people who
    may not be named are left out.
    """
    found = (
        *occasion,
        *_known(history, survey),
        *_last_talk(history, survey),
        *_promises(history, survey),
        *_owed(follow_ups, survey),
        *_exchanged(history, survey),
        *_shared(history, survey),
        *_offers(history, survey),
        *(Remembered(survey.texts.say("To ask: {question}", question=each.text), each.evidence)
          for each in questions(history, survey)),
    )  # fmt: skip
    privacy = survey.privacy
    return tuple(each for each in found if privacy.may_show(each.text) and all(map(privacy.may_quote, each.evidence)))


def known_said(history: PersonHistory, survey: Survey) -> str:
    """Since when the user knows a person, with the number of contact days; "" if they never met."""
    since = known_since(history)
    days = len(history.evidence.held(survey.today))
    if since is None or since > survey.today:
        return ""
    contact = survey.texts.count("{n} day of contact", "{n} days of contact", days)
    return survey.texts.say("Known since {date}: {contact}.", date=since, contact=contact)


def _known(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    said = known_said(history, survey)
    if said:
        met = history.person.met is not None and history.person.met == known_since(history)
        lines = () if met else history.on(known_since(history))
        yield Remembered(said, lines or (history.field("met", history.person.met),))


def _last_talk(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    """The last talk that has words."""
    days = frozenset(history.evidence.held(survey.today))
    for line in reversed(history.evidence.counted):
        said = plain(line.text).removeprefix(str(line.date)).strip()
        if said and line.source in _SPOKEN and line.date in days and survey.privacy.may_quote(line):
            yield Remembered(survey.texts.say("Last talk, {date}: {words}", date=line.date, words=said), (line,))
            return


def _promises(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    for each in survey.promises:
        if each.person.id == history.person.id and not each.is_kept:
            said = survey.texts.say("You promised: {words}", words=each.words)
            if each.due:
                said = survey.texts.say("You promised, by {date}: {words}", date=each.due, words=each.words)
            yield Remembered(said, (each.evidence,))


def _owed(follow_ups: Iterable[FollowUp], survey: Survey) -> Iterator[Remembered]:
    for each in follow_ups:
        if each.kind == "waiting":
            yield Remembered(survey.texts.say("They owe you: {words}", words=each.title), each.evidence)


def _exchanged(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    for each in exchanges(history)[: -FEW - 1 : -1]:
        yield Remembered(_exchange_said(each, survey), (each.evidence,))


def _exchange_said(each: Exchange, survey: Survey) -> str:
    say = survey.texts.say
    said = {
        "gave": say("You gave"),
        "got": say("You got"),
        "asked": say("You asked"),
        "was_asked": say("They asked"),
        "introduced": say("You introduced"),
        "thanked": say("You thanked"),
        "recommended": say("You recommended"),
        "was_recommended": say("They recommended"),
        "feedback": say("Their feedback"),
    }[each.kind]
    when = f"{said}, {each.date}" if each.date else said
    return f"{when}: {words(each.words)}"


def _shared(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    person, say = history.person, survey.texts.say
    for interest in shared_interests(person, survey)[:FEW]:
        line = Evidence(None, person.path, person.line_of("interests"), interest, source="field")
        yield Remembered(say("You share: {interest}", interest=interest), (line,))
    for each in shared_people(history, survey)[:FEW]:
        yield Remembered(say("You both know {name}", name=each.person.name), each.evidence[:1])


def _offers(history: PersonHistory, survey: Survey) -> Iterator[Remembered]:
    say = survey.texts.say
    for each in offers(history.person, survey)[:FEW]:
        said = {"need": each.need, "offer": each.offer}
        if each.person:
            text = say("They look for {need}: {name} knows about {offer}", name=each.person.name, **said)
        else:
            text = say("They look for {need}: you offer {offer}", **said)
        yield Remembered(text, each.evidence)
