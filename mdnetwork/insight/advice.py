"""Insight: three suggestions at the end of a look back, each with its reason and its evidence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from mdnetwork.insight.contact import Presence
from mdnetwork.insight.drift import Drift, drift_said
from mdnetwork.insight.kept import Firsts, Promises
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.insight.survey import Survey
from mdnetwork.messages import Texts
from mdnetwork.model import Person

MOST = 3


def advice(
    survey: Survey, promises: Promises, firsts: Firsts, drifting: Iterable[Drift], presence: Presence
) -> tuple[Suggestion, ...]:
    """At most three things to do, one of each kind before a second of any, and nobody twice.

    Kinds come in this order: a promise that is overdue, a first meeting with time left, who drifts, a tie of one way
    only, an overdue first word. Nobody whose status asks for quiet is suggested, but for what was promised them.
    """
    texts = survey.texts
    kinds = [
        list(_promised(survey, promises)),
        list(_met(firsts, texts, in_time=True)),
        [_drifted(each, texts) for each in drifting],
        list(_one_way(presence, texts)),
        list(_met(firsts, texts, in_time=False)),
    ]
    rounds = chain.from_iterable([kind[n] for kind in kinds if n < len(kind)] for n in range(MOST))
    chosen: dict[str, Suggestion] = {}
    for each in rounds:
        chosen.setdefault(each.people[0].id, each)
    return tuple(chosen.values())[:MOST]


def _promised(survey: Survey, promises: Promises) -> Iterator[Suggestion]:
    for each in promises.open:
        if each.due is not None and each.due < survey.today:
            said = {"name": each.person.name, "words": each.words}
            reason = survey.texts.say("Keep what you promised {name}, or say when it comes: {words}.", **said)
            yield Suggestion("promise", (each.person,), reason, (each.evidence,))


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


def _coffee(person: Person, texts: Texts) -> str:
    return texts.say("You have only written to or called {name} for a year: a coffee?", name=person.name)
