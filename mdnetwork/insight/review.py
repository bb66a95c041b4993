"""Insight: looks back on a period and compares it with the one before.

It has the shares of sectors, organisations, places, circles and kinds of network, what is missing, and whether the user
keeps promises and follows up first meetings within 48 hours. Its advice is at most three suggestions.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from typing import NamedTuple

from mdnetwork.dates import Span, add_days
from mdnetwork.fields import value_of
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.context import FollowUpContext
from mdnetwork.followups.history import PersonHistory, sentence
from mdnetwork.followups.replies import questions
from mdnetwork.followups.rules import first_meeting
from mdnetwork.frozen import short_repr
from mdnetwork.i18n import Texts
from mdnetwork.insight.contact import Presence, Reach, new_and_known, presence
from mdnetwork.insight.drift import Drift, drift_text, drifting
from mdnetwork.insight.edges import acquaintances
from mdnetwork.insight.exchanges import (
    Balance,
    BareAsk,
    Exchange,
    all_exchanges,
    balance,
    bare_asks,
    feedback,
    references,
)
from mdnetwork.insight.groups import GroupFigures, figures
from mdnetwork.insight.introductions import introductions
from mdnetwork.insight.period import QUARTER, Counted, Figure, Periods, periods_up_to
from mdnetwork.insight.profile import Events, VisibilityLadder, events, ladder
from mdnetwork.insight.publishing import Publishing, publishing
from mdnetwork.insight.references import worth_asking
from mdnetwork.insight.standing import Standing, standing
from mdnetwork.insight.survey import Promise, Suggestion, Survey
from mdnetwork.model import Evidence, Person
from mdnetwork.names import fold
from mdnetwork.people import People
from mdnetwork.people.privacy import OMITTED
from mdnetwork.vocabulary.languages import table, words_of, written

_DAYS = 2
Aspect = Callable[[Person], str | None]
Spelt = dict[str, Counter[str]]
"""The spellings of each folded value."""
_Active = tuple[Mapping[str, Counted], Mapping[str, Counted]]
"""The people with contact in this period, and in the one before."""
_SECTOR_TAGS = words_of("keys", "sector")
MOST = 3
FEW = 2


@dataclass(frozen=True, slots=True)
class Review:
    """The state of the network in a period. Each number has its parts and the number of the period before.

    It contains nobody who is private, died or wants no contact.
    """

    periods: Periods
    promises: Promises
    replies: tuple[Reply, ...]
    first_meetings: Firsts
    give_and_take: Balance
    bare_asks: tuple[BareAsk, ...]
    feedback: tuple[Exchange, ...]
    references: tuple[Exchange, ...]
    to_ask: tuple[Suggestion, ...]
    """People to ask for a reference, at most two."""
    standing: Standing
    standing_before: Standing
    presence: Presence
    reach: Reach
    shares: Mapping[str, Shares]
    circles: tuple[Circle, ...]
    drifting: tuple[Drift, ...]
    events: Events
    groups: tuple[GroupFigures, ...]
    profile: VisibilityLadder
    publishing: Publishing
    suggestions: tuple[Suggestion, ...]

    __repr__ = short_repr("periods.now.start", "periods.now.end")


class Promises(NamedTuple):
    """Promises due in the period (or kept in it before they were due), as of today.

    `rate` = kept / (kept + broken), from 0 to 1, None without either. `open` are all promises open today, earliest
    due date first; `broken` are those of the period that are overdue.
    """

    kept: Figure
    broken: Figure
    rate: float | None
    open: tuple[Promise, ...]


class Reply(NamedTuple):
    """A question that somebody asked the user, and that waits for an answer."""

    person: Person
    words: str
    since: date | None
    due: date | None
    evidence: Evidence


class Met(NamedTuple):
    """A first meeting in person. `followed` is the day of the first message after it; `in_time` None is still open."""

    person: Person
    day: date
    followed: date | None
    in_time: bool | None
    evidence: tuple[Evidence, ...]


class Firsts(NamedTuple):
    """First meetings in person, and how many were followed up within two days. `waiting` still have time."""

    met: Figure
    followed: Figure
    waiting: int
    meetings: tuple[Met, ...]


class Share(NamedTuple):
    """A value, such as a place, with the number of people who have it, and how many of them had contact."""

    value: str
    people: int
    active: Figure


class Shares(NamedTuple):
    """The distribution of people over the values of one aspect, most frequent value first.

    `variety` = 1 - sum of (people with a value / people with any)², from 0 (all alike) to below 1 (Blau 1977,
    "Inequality and heterogeneity"); None if no value is known. It is not to be maximised: people near the user's
    field and beyond it are both useful. `unknown` people have no value. `missing` are values in the settings or
    goals that nobody has; `single` are values of only one person.
    """

    shares: tuple[Share, ...]
    unknown: int
    variety: float | None
    missing: tuple[str, ...]
    single: tuple[str, ...]


class Circle(NamedTuple):
    """A circle with its people and its size in the settings. `over` is negative if there is room, None if unsized."""

    name: str
    people: int
    size: int | None
    over: int | None
    active: Figure


def review(  # noqa: PLR0917  the parts of a review, in the order of `follow_ups`
    directory: People,
    settings: FollowUpSettings,
    today: date,
    texts: Texts,
    length: Span = QUARTER,
    sizes: Sequence[tuple[str, int]] = (),
    sectors: Sequence[str] = (),
) -> Review:
    """The review of `length` up to today. Its numbers do not depend on the order of notes or on names.

    `sizes` are the user's sizes for circles, `sectors` the sectors of the goals.
    """
    survey = Survey(directory, settings, today, texts)
    spans = periods_up_to(length, today)
    waiting = replies(survey)
    kept, met, how = promises_kept(survey, spans), firsts(survey, spans), presence(survey, spans)
    drift, passed = tuple(drifting(directory, settings, today)), all_exchanges(survey)
    return Review(
        spans,
        kept,
        waiting,
        met,
        balance(passed, spans),
        bare_asks(survey, spans.now),
        feedback(passed, spans.now),
        references(passed, spans.now),
        tuple(islice(worth_asking(survey), FEW)),
        standing(survey, today, passed),
        standing(survey, spans.before.end, passed),
        how,
        new_and_known(survey, spans),
        shares(survey, settings, spans, sectors),
        circles(survey, sizes, spans),
        drift,
        events(survey, spans),
        figures(survey, spans),
        ladder(survey, spans),
        publishing(survey, spans),
        advice(survey, kept, waiting, met, drift, how),
    )


def promises_kept(survey: Survey, periods: Periods) -> Promises:
    """Promises kept and broken. "Keep promises; they are how trust is made" (docs/networking.md)."""
    today = survey.today
    kept = periods.figure(_counted(each, each.reckoned) for each in survey.promises if each.is_kept and each.reckoned)
    due = [(each, each.due) for each in survey.promises if not each.is_kept and each.due]
    broken = periods.figure(_counted(each, day) for each, day in due if day < today)
    still = sorted((each for each in survey.promises if not each.is_kept), key=_by_due)
    total = kept.now + broken.now
    return Promises(kept, broken, kept.now / total if total else None, tuple(still))


def replies(survey: Survey) -> tuple[Reply, ...]:
    """What the user has to answer today, earliest due date first. People with a status do not wait."""
    found = [
        Reply(
            history.person,
            survey.privacy.quoted(each.words, each.evidence),
            each.since,
            each.due,
            each.evidence,
        )
        for history in survey.histories.values()
        if not history.person.status
        for each in questions(history, survey.context)
        if each.since is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.due or date.max, each.person.id, each.evidence.line)))


def firsts(survey: Survey, periods: Periods) -> Firsts:
    """First meetings in person, as defined by the `first` follow-up, and what followed within 48 hours.

    Notes have days, not hours, so 48 hours are the two days after the meeting. An online message on the same day
    counts.
    """
    meetings = [
        each for history in survey.histories.values() if (each := _first_met(history, survey.today)) is not None
    ]
    now = tuple(
        sorted((each for each in meetings if each.day in periods.now), key=lambda each: (each.day, each.person.id))
    )
    met = periods.figure(Counted(each.day, each.evidence, each.person) for each in meetings)
    followed = periods.figure(
        Counted(each.day, each.evidence, each.person) for each in meetings if each.in_time is True
    )
    return Firsts(met, followed, sum(each.in_time is None for each in now), now)


def _counted(promise: Promise, day: date) -> Counted:
    return Counted(day, (promise.evidence,), promise.person)


def _by_due(promise: Promise) -> tuple[date, str, str, int]:
    return promise.due or date.max, promise.person.id, promise.evidence.path, promise.evidence.line


def _first_met(history: PersonHistory, today: date) -> Met | None:
    day = first_meeting(history)
    if day is None or day > today:
        return None
    evidence = history.on(day) or (history.field("met", day),)
    same = any(not each.in_person and each.channel for each in history.on(day))
    after = day if same else next((each for each in history.days if each > day), None)
    last = add_days(day, _DAYS)
    if after is not None and after <= last:
        return Met(history.person, day, after, in_time=True, evidence=evidence)
    return Met(history.person, day, after, in_time=None if today <= last else False, evidence=evidence)


def sector_of(person: Person) -> str | None:
    """The person's `sector:`, else the name in a tag such as `sector/…`."""
    tagged = (tag.partition("/") for tag in person.tags)
    return value_of(person, "sector") or next(
        (name for head, _, name in tagged if fold(head) in _SECTOR_TAGS and name), None
    )


ASPECTS: Mapping[str, Aspect] = {
    "sector": sector_of,
    "org": lambda person: person.org,
    "place": lambda person: person.place,
    "circle": lambda person: person.circle,
    "network": lambda person: person.network,
}


def shares(
    survey: Survey, settings: FollowUpSettings, periods: Periods, sectors: Iterable[str] = ()
) -> dict[str, Shares]:
    """The distribution of each aspect among all nameable people. `sectors` are the sectors of the goals."""
    active = survey.active(periods.now), survey.active(periods.before)
    named = {"circle": [name for name, _ in settings.circles], "sector": dict.fromkeys(sectors)}
    one_word = {"network": _networks(survey.texts.language)}
    return {
        name: _shares_of(survey, of, active, named.get(name, ()), one_word.get(name, {}))
        for name, of in ASPECTS.items()
    }


def _networks(language: str) -> Mapping[str, str]:
    """Each word for a kind of network in any language, folded, and the word for it in this language."""
    return {word: written(language, "networks", meaning)[0] for word, meaning in table("networks").items()}


def circles(survey: Survey, sizes: Sequence[tuple[str, int]], periods: Periods) -> tuple[Circle, ...]:
    """The circles compared with their sizes in the settings; those with a size first, in the settings' order.

    Sizes are a matter of choice; 5, 15, 50 and 150 are Dunbar's layers (Zhou, Sornette, Hill & Dunbar 2005,
    "Discrete hierarchical organization").
    """
    wanted = {fold(name): (name, size) for name, size in sizes}
    held = {fold(each.value): each for each in _spread(survey, periods)}
    names = [*wanted, *(name for name in held if name not in wanted)]
    return tuple(_circle(held.get(name), *wanted.get(name, (name, None))) for name in names)


def _spread(survey: Survey, periods: Periods) -> tuple[Share, ...]:
    active = survey.active(periods.now), survey.active(periods.before)
    return _shares_of(survey, ASPECTS["circle"], active, (), {}).shares


def _circle(share: Share | None, name: str, size: int | None) -> Circle:
    people = share.people if share else 0
    over = None if size is None else people - size
    return Circle(share.value if share else name, people, size, over, share.active if share else Figure(0, 0))


def _shares_of(
    survey: Survey, of: Aspect, active: _Active, wanted: Iterable[str], one_word: Mapping[str, str]
) -> Shares:
    """The distribution of one aspect. A value that names somebody who may not be named counts as unknown.

    `one_word` has the word to show for values that are words of several languages.
    """
    people, may_show = [history.person for history in survey.histories.values()], survey.privacy.may_show
    holders: dict[str, list[Person]] = {}
    spelt: Spelt = {}
    keys: dict[str, str | None] = {}
    for person in people:
        value = of(person)
        if not value:
            continue
        value = one_word.get(fold(value), value)
        if value not in keys:
            keys[value] = fold(value) if may_show(value) else None
        key = keys[value]
        if key is not None:
            holders.setdefault(key, []).append(person)
            spelt.setdefault(key, Counter())[value] += 1
    values = [Share(_usual(spelt[key]), len(who), _figure(who, active)) for key, who in holders.items()]
    values.sort(key=lambda share: (-share.people, fold(share.value)))
    known = sum(share.people for share in values)
    variety = 1 - sum((share.people / known) ** 2 for share in values) if known else None
    missing = tuple(name for name in wanted if fold(name) not in holders and may_show(name))
    single = tuple(share.value for share in values if share.people == 1)
    return Shares(tuple(values), len(people) - known, variety, missing, single)


def _usual(spellings: Counter[str]) -> str:
    """The most frequent spelling; of equally frequent ones the first in the alphabet."""
    return min(spellings, key=lambda spelling: (-spellings[spelling], spelling))


def _figure(people: Sequence[Person], active: _Active) -> Figure:
    now, before = ([contacts[person.id] for person in people if person.id in contacts] for contacts in active)
    return Figure(len(now), len(before), tuple(now))


def advice(  # noqa: PLR0917  what each kind of suggestion is made from, in their order
    survey: Survey,
    promises: Promises,
    waiting: Iterable[Reply],
    first_meetings: Firsts,
    drifts: Iterable[Drift],
    contact: Presence,
) -> tuple[Suggestion, ...]:
    """At most three suggestions, of different kinds if possible, each person at most once.

    The order of kinds: overdue promises, overdue answers, first meetings with time left, drifting people, one-way
    ties, people seen only among others (if the user prefers one to one), first meetings without a message,
    introductions. People with a status are suggested only for promises to them.
    """
    texts = survey.texts
    kinds = [
        _promised(survey, promises),
        _unanswered(survey, waiting),
        _after_meetings(first_meetings, survey.context, in_time=True),
        (_drifted(each, texts) for each in drifts),
        _one_way(contact, texts),
        _in_company(contact, survey),
        _after_meetings(first_meetings, survey.context, in_time=False),
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
    """The first item of each kind, then the second of each, and so on. Items are computed lazily."""
    left = [*kinds]
    while left:
        for kind in tuple(left):
            item = next(kind, None)
            if item is None:
                left.remove(kind)
            else:
                yield item


def _promised(survey: Survey, promises: Promises) -> Iterator[Suggestion]:
    for each in promises.open:
        if each.due is not None and each.due < survey.today:
            values = {"name": each.person.name, "words": each.words}
            reason = survey.texts.say("Keep your promise to {name}, or say when you will: {words}.", **values)
            yield Suggestion("promise", (each.person,), reason.replace(f"{OMITTED}.", OMITTED), (each.evidence,))


def _unanswered(survey: Survey, waiting: Iterable[Reply]) -> Iterator[Suggestion]:
    for each in waiting:
        if each.due is not None and each.due < survey.today:
            reason = survey.texts.say("Answer {name}: {words}", name=each.person.name, words=each.words)
            yield Suggestion("reply", (each.person,), sentence([reason]), (each.evidence,))


def _after_meetings(first_meetings: Firsts, context: FollowUpContext, *, in_time: bool) -> Iterator[Suggestion]:
    """First meetings without a message since: those with time left, or the older ones."""
    for each in first_meetings.meetings:
        if each.followed is None and not each.person.status and (each.in_time is None) is in_time:
            values = {"name": each.person.name, "date": context.phrases.day(each.day)}
            reason = context.texts.say("Write a few words to {name}: you first met on {date}.", **values)
            yield Suggestion("first", (each.person,), reason, each.evidence)


def _drifted(drift: Drift, texts: Texts) -> Suggestion:
    values = {"name": drift.person.name, "why": drift_text(drift, texts)}
    return Suggestion("drift", (drift.person,), texts.say("Reconnect with {name}: {why}.", **values), drift.evidence)


def _one_way(contact: Presence, texts: Texts) -> Iterator[Suggestion]:
    for each in contact.one_way:
        if each.way == "online":
            yield Suggestion("coffee", (each.person,), _coffee(each.person, texts), each.evidence)


def _in_company(contact: Presence, survey: Survey) -> Iterator[Suggestion]:
    """People seen only among others, if the user prefers to meet one to one."""
    for each in contact.in_company if survey.context.settings.prefers else ():
        reason = survey.texts.say(
            "Lately you have only seen {name} in company: how about a coffee, just the two of you?",
            name=each.person.name,
        )
        yield Suggestion("coffee", (each.person,), reason, each.evidence)


def _pairs(survey: Survey) -> Iterator[Suggestion]:
    for each in introductions(survey, acquaintances(survey.directory)):
        values = {"one": each.people[0].name, "other": each.people[1].name, "why": each.reason}
        reason = survey.texts.say("Ask {one} and {other} whether they would like to meet: {why}", **values)
        yield replace(each, reason=reason)


def _coffee(person: Person, texts: Texts) -> str:
    return texts.say("For a year you have only written to or called {name}: how about a coffee?", name=person.name)
