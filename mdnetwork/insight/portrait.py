"""Insight: the page of a person, and of a meeting with its attendees, to read before meeting them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from mdnetwork.dates import add_months
from mdnetwork.followups.history import PersonHistory
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.drift import drift_text, drifting_of
from mdnetwork.insight.exchanges import Exchange, exchanges
from mdnetwork.insight.introductions import Offer, Shared, offers, shared_interests, shared_people
from mdnetwork.insight.questions import Question, questions
from mdnetwork.insight.references import GoodWork, good_work
from mdnetwork.insight.survey import Suggestion, Survey
from mdnetwork.insight.ties import Tie, tie
from mdnetwork.model import History, Meeting, Person
from mdnetwork.people.privacy import OMITTED, is_gone
from mdnetwork.vocabulary.people import number_of

MOST = 3
"""The maximum of people to seek out: a few good conversations, one to one."""
MONTHS = 12
_HEIGHTS = "▁▂▃▄▅▆▇█"
QUIET = "·"


class ContactMonth(NamedTuple):
    """A calendar month, as "2026-11", and its number of days of contact."""

    month: str
    days: int


@dataclass(frozen=True, slots=True)
class Portrait:
    """What the notes say about a person and the user. Exchanges are facts; there is no score."""

    tie: Tie
    rhythm: tuple[ContactMonth, ...]
    exchanges: tuple[Exchange, ...]
    shared_people: tuple[Shared, ...]
    shared_interests: tuple[str, ...]
    offers: tuple[Offer, ...]
    questions: tuple[Question, ...]
    good_work: GoodWork | None = None
    """Work for which the user may ask for a reference."""
    is_gone: bool = False
    """True for somebody who died or wants no contact: their tie and rhythm are not shown."""


def portrait(history: History, survey: Survey) -> Portrait:
    """The page of a person requested by name, even if private. For somebody who died it has no offers or questions."""
    person, known = history.person, survey.context.history(history.person.id)
    return Portrait(
        tie(history, survey.today),
        rhythm(history, survey.today),
        tuple(exchanges(known or PersonHistory(history))),
        shared_people(known or PersonHistory(history), survey),
        shared_interests(person, survey),
        offers(person, survey) if known else (),
        questions(known, survey) if known else (),
        good_work(known, survey) if known else None,
        known is None,
    )


def seek_out(meeting: Meeting, survey: Survey) -> tuple[Suggestion, ...]:
    """At most three attendees to seek out, each with a reason.

    In this order: people the user owes something, who drift, who need help the user can give, never met in person.
    Nobody is suggested without a reason, for meetings of three or fewer (the user talks to all), or after the meeting.
    """
    people = [each for each in survey.privacy.named(meeting.people) if not each.status]
    come = sum(not is_gone(each) for each in meeting.people) + len(meeting.others)
    over = meeting.note.date is not None and meeting.note.date < survey.today
    if over or (meeting.note.kind != "event" and come <= MOST):
        return ()
    suggestions: dict[str, Suggestion] = {}
    for rule in (_owed, _adrift, _helped, _unmet):
        for person in people:
            for each in rule(survey.histories[person.id], survey):
                suggestions.setdefault(person.id, each)
    found = tuple(suggestions.values())
    kept = found[: MOST - 1]
    others = [each for each in people if each not in [named for one in kept for named in one.people]]
    aside = _aside(meeting, others or people, survey)
    return (*kept, *aside) if aside else found[:MOST]


def _aside(meeting: Meeting, people: list[Person], survey: Survey) -> tuple[Suggestion, ...]:
    """Somebody to meet before or after an event, if the user prefers one-to-one: of these the one longest unseen."""
    if meeting.note.kind != "event" or not survey.context.settings.prefers:
        return ()
    known = [history for each in people if (history := survey.histories[each.id]).last_contact]
    for history in sorted(known, key=lambda each: (each.last_contact or survey.today, each.person.id))[:1]:
        reason = survey.texts.say(
            "You prefer one-to-one: ask {name} for a coffee, just the two of you, before or after it.",
            name=history.person.name,
        )
        return (Suggestion("coffee", (history.person,), reason, history.on(history.last_contact)),)
    return ()


def _owed(history: PersonHistory, survey: Survey) -> Iterator[Suggestion]:
    for each in survey.promises_to(history.person):
        if not each.is_kept:
            reason = survey.texts.say("You promised {name}: {words}.", name=history.person.name, words=each.words)
            yield Suggestion("promise", (history.person,), reason.replace(f"{OMITTED}.", OMITTED), (each.evidence,))


def _adrift(history: PersonHistory, survey: Survey) -> Iterator[Suggestion]:
    drift = drifting_of(history.evidence, survey.context.cadences, survey.today)
    if drift:
        why = drift_text(drift, survey.texts)
        reason = survey.texts.say("{name} is drifting away: {why}.", name=history.person.name, why=why)
        yield Suggestion("drift", (history.person,), reason, drift.evidence)


def _helped(history: PersonHistory, survey: Survey) -> Iterator[Suggestion]:
    for offer in offers(history.person, survey):
        if not (survey.privacy.may_show(offer.need) and survey.privacy.may_show(offer.offer)):
            continue
        values = {"name": history.person.name, "need": offer.need, "offer": offer.offer}
        if offer.person:
            known = offer.person.name
            reason = survey.texts.count(
                "{name} is looking for {need}; {known} knows about {offer}.",
                "{name} are looking for {need}; {known} knows about {offer}.",
                number_of(history.person.name),
                known=known,
                **values,
            )
        else:
            reason = survey.texts.count(
                "{name} is looking for {need}; you offer {offer}.",
                "{name} are looking for {need}; you offer {offer}.",
                number_of(history.person.name),
                **values,
            )
        yield Suggestion("offer", (history.person,), reason, offer.evidence)


def _unmet(history: PersonHistory, survey: Survey) -> Iterator[Suggestion]:
    if history.person.met is None and all(each.channel and not each.in_person for each in history.evidence.counted):
        reason = survey.texts.say("You have never met {name} in person.", name=history.person.name)
        yield Suggestion("unmet", (history.person,), reason, (history.field("name", history.person.name),))


def rhythm(history: History, today: date, months: int = MONTHS) -> tuple[ContactMonth, ...]:
    """The number of contact days in each of the last calendar months, oldest first."""
    counted = Counter(day.replace(day=1) for day in history.held(today))
    first = today.replace(day=1)
    starts = [add_months(first, -back) for back in range(months - 1, -1, -1)]
    return tuple(ContactMonth(f"{start:%Y-%m}", counted[start]) for start in starts)


def blocks(months: tuple[ContactMonth, ...]) -> str:
    """One character per month: `·` for none, `▁` for one day of contact, up to `█` for eight or more."""
    return "".join(_HEIGHTS[min(days, len(_HEIGHTS)) - 1] if days else QUIET for _, days in months)
