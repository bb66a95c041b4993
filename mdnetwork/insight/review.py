"""Insight: a look back on a period, against the one before: one screen that a person can act on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from mdnetwork.dates import Span
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.i18n import Texts
from mdnetwork.insight.contact import Presence, Reach, presence, reach
from mdnetwork.insight.edges import edges
from mdnetwork.insight.events import Events, events
from mdnetwork.insight.exchanges import Balance, Exchange, all_exchanges, balance, feedback
from mdnetwork.insight.introduce import introductions
from mdnetwork.insight.kept import Firsts, Promises, firsts, promises_kept
from mdnetwork.insight.overdue import Drift, drift_said, drifting
from mdnetwork.insight.period import QUARTER, Periods, periods
from mdnetwork.insight.profile import VisibilityLadder, ladder
from mdnetwork.insight.shares import Circle, Shares, circles, shares
from mdnetwork.insight.standing import Standing, standing
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.insight.survey import HIDDEN, Survey
from mdnetwork.model import Person
from mdnetwork.people import People


@dataclass(frozen=True, slots=True)
class Review:
    """How the network was tended in a period. Every number comes with its parts, and with the period before's.

    Nobody who is private, died or wants no contact is in any of it.
    """

    periods: Periods
    promises: Promises
    firsts: Firsts
    balance: Balance
    feedback: tuple[Exchange, ...]
    standing: Standing
    standing_before: Standing
    presence: Presence
    reach: Reach
    shares: Mapping[str, Shares]
    circles: tuple[Circle, ...]
    drifting: tuple[Drift, ...]
    events: Events
    profile: VisibilityLadder
    suggestions: tuple[Suggestion, ...]


def review(  # noqa: PLR0917  what a look back is made of, in the order of `follow_ups`
    directory: People,
    settings: FollowUpSettings,
    today: date,
    texts: Texts,
    length: Span = QUARTER,
    sizes: Sequence[tuple[str, int]] = (),
    sectors: Sequence[str] = (),
) -> Review:
    """The look back over `length` up to today. The order of notes and people's names change none of its numbers.

    `sizes` are those the user set for circles; `sectors` those that goals are after.
    """
    survey = Survey(directory, settings, today, texts)
    spans = periods(length, today)
    kept, met, how = promises_kept(survey, spans), firsts(survey, spans), presence(survey, spans)
    drift, passed = tuple(drifting(directory, settings, today)), all_exchanges(survey)
    return Review(
        spans,
        kept,
        met,
        balance(passed, spans),
        feedback(passed, spans.now),
        standing(survey),
        standing(survey, spans.before.end),
        how,
        reach(survey, spans),
        shares(survey, settings, spans, sectors),
        circles(survey, sizes, spans),
        drift,
        events(survey, spans),
        ladder(survey, spans),
        advice(survey, kept, met, drift, how),
    )


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
