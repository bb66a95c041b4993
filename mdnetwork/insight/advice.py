"""Insight: three suggestions at the end of a look back, each with its reason and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from mdnetwork.insight.contact import Presence
from mdnetwork.insight.drift import Drift, drift_said
from mdnetwork.insight.edges import edges
from mdnetwork.insight.introduce import introductions
from mdnetwork.insight.kept import Firsts, Promises
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.insight.survey import HIDDEN, Survey
from mdnetwork.messages import Texts
from mdnetwork.model import Person

MOST = 3


def advice(
    survey: Survey, promises: Promises, firsts: Firsts, drifting: Iterable[Drift], presence: Presence
) -> tuple[Suggestion, ...]:
    """At most three things to do, one of each kind before a second of any, and nobody twice.

    Kinds come in this order: a promise that is overdue, a first meeting with time left, who drifts, a tie of one way
    only, an overdue first word, two who should meet. Nobody whose status asks for quiet is suggested, but for what was
    promised them.
    """
    texts = survey.texts
    kinds = [
        _promised(survey, promises),
        _met(firsts, texts, in_time=True),
        (_drifted(each, texts) for each in drifting),
        _one_way(presence, texts),
        _met(firsts, texts, in_time=False),
        _pairs(survey),
    ]
    chosen: list[Suggestion] = []
    for each in _in_turn(kinds):
        named = {person.id for other in chosen for person in other.people}
        if named.isdisjoint(person.id for person in each.people):
            chosen.append(each)
        if len(chosen) == MOST:
            break
    return tuple(chosen)


def _in_turn(kinds: Iterable[Iterator[Suggestion]]) -> Iterator[Suggestion]:
    """The first of each kind, then the second of each… None is worked out before its turn."""
    left = [*kinds]
    while left:
        for kind in tuple(left):
            found = next(kind, None)
            if found is None:
                left.remove(kind)
            else:
                yield found


def _promised(survey: Survey, promises: Promises) -> Iterator[Suggestion]:
    for each in promises.open:
        if each.due is not None and each.due < survey.today:
            said = {"name": each.person.name, "words": each.words}
            reason = survey.texts.say("Keep what you promised {name}, or say when it comes: {words}.", **said)
            yield Suggestion("promise", (each.person,), reason.replace(f"{HIDDEN}.", HIDDEN), (each.evidence,))


def _met(firsts: Firsts, texts: Texts, *, in_time: bool) -> Iterator[Suggestion]:
    """First meetings without a word since: those with time left, or those that are older."""
    for each in firsts.meetings:
        if each.followed is None and not each.person.status and (each.in_time is None) is in_time:
            said = {"name": each.person.name, "date": each.day}
            reason = texts.say("Write a few words to {name}, whom you first met on {date}.", **said)
            yield Suggestion("first", (each.person,), reason, each.evidence)


def _drifted(drift: Drift, texts: Texts) -> Suggestion:
    said = {"name": drift.person.name, "why": drift_said(drift, texts)}
    return Suggestion("drift", (drift.person,), texts.say("Wake the tie with {name}: {why}.", **said), drift.evidence)


def _one_way(presence: Presence, texts: Texts) -> Iterator[Suggestion]:
    for each in presence.one_way:
        if each.way == "online":
            yield Suggestion("coffee", (each.person,), _coffee(each.person, texts), each.evidence)


def _pairs(survey: Survey) -> Iterator[Suggestion]:
    for each in introductions(survey, edges(survey.directory)):
        said = {"one": each.people[0].name, "other": each.people[1].name, "why": each.reason}
        reason = survey.texts.say("Ask {one} and {other} whether they would like to meet: {why}", **said)
        yield replace(each, reason=reason)


def _coffee(person: Person, texts: Texts) -> str:
    return texts.say("You have only written to or called {name} for a year: a coffee?", name=person.name)
