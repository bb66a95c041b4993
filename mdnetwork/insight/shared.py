"""Insight: what the user shares with a person: acquaintances, interests, and possible help."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from mdnetwork.followups.history import PersonHistory
from mdnetwork.insight.survey import Survey
from mdnetwork.insight.topics import alike, senses
from mdnetwork.model import Evidence, Person
from mdnetwork.people.testimony import IN_ANOTHERS_LOG

OFFERED = 3
"""The maximum of people to name who could help with one need."""


class Shared(NamedTuple):
    """Somebody that a person knows too, with the number of days and the lines about both."""

    person: Person
    days: int
    evidence: tuple[Evidence, ...]


class Offer(NamedTuple):
    """Something to offer for a person's need: an offer of the user's, or (`person`) somebody who knows about it."""

    need: str
    offer: str
    person: Person | None
    evidence: tuple[Evidence, ...]


def shared_people(history: PersonHistory, survey: Survey) -> tuple[Shared, ...]:
    """The nameable people on the same lines as the person, or named in their note; most days first.

    Meetings that are too large to count as contact are ignored.
    """
    found: dict[str, list[Evidence]] = {}
    told = (*history.evidence.counted, *history.evidence.rejected)
    lines = [e for e in told if e.rejected in {None, IN_ANOTHERS_LOG} and _may_tell(e, history, survey)]
    for identity, line in (*_beside(lines), *_at_meetings(lines, survey), *_noted(history, survey)):
        if identity in survey.cases and identity != history.person.id:
            found.setdefault(identity, []).append(line)
    shared = (_shared(survey.cases[who].person, told) for who, told in found.items())
    return tuple(sorted(shared, key=lambda each: (-each.days, each.person.id)))


def shared_interests(person: Person, survey: Survey) -> tuple[str, ...]:
    """The person's interests that match the user's interests, offers or needs."""
    profile = survey.directory.profile
    mine = (*profile.interests, *profile.offers, *profile.needs) if profile else ()
    return tuple(interest for interest in person.interests if alike(interest, mine))


def offers(person: Person, survey: Survey) -> tuple[Offer, ...]:
    """What meets a person's needs: the user's offers, then people who know about it (at most three per need)."""
    return tuple(offer for need in person.needs for offer in _for(need, person, survey))


def _for(need: str, person: Person, survey: Survey) -> Iterator[Offer]:
    wanted = Evidence(None, person.path, person.line_of("needs"), need, source="field")
    profile = survey.directory.profile
    if profile:
        for offer in alike(need, profile.offers):
            yield Offer(
                need, offer, None, (wanted, Evidence(None, profile.path, profile.offers_line, offer, source="field"))
            )
    experts = {who.id: (who, what) for sense in sorted(senses(need)) for who, what in survey.experts.get(sense, ())}
    able = [each for each in experts.values() if each[0].id != person.id and not each[0].status]
    for who, what in sorted(able, key=lambda each: each[0].id)[:OFFERED]:
        known = Evidence(None, who.path, who.line_of("expertise"), what, source="field")
        yield Offer(need, what, who, (wanted, known))


def _may_tell(line: Evidence, history: PersonHistory, survey: Survey) -> bool:
    """Whether the line is not in the note of another person who may not be named."""
    owner = survey.round.owner(line.path)
    return owner is None or owner.id == history.person.id or survey.privacy.may_name(owner)


def _beside(lines: list[Evidence]) -> Iterator[tuple[str, Evidence]]:
    for line in lines:
        yield from ((identity, line) for identity in line.people)


def _at_meetings(lines: list[Evidence], survey: Survey) -> Iterator[tuple[str, Evidence]]:
    for line in lines:
        if line.source == "attendee" and line.path in survey.meetings:
            yield from ((person.id, line) for person in survey.meetings[line.path].people)


def _noted(history: PersonHistory, survey: Survey) -> Iterator[tuple[str, Evidence]]:
    """The people that the person's note relates them to."""
    person = history.person
    refs = [(ref, line) for _, ref, line in person.relations]
    refs += [(person.introduced_by, person.line_of("introduced_by"))] if person.introduced_by else []
    for ref, line in refs:
        who = survey.directory.who(ref, person.path)
        if len(who) == 1 and survey.privacy.may_name(who[0].person):
            yield who[0].person.id, Evidence(None, person.path, line, ref.target, source="field")


def _shared(person: Person, told: list[Evidence]) -> Shared:
    days = {each.date for each in told if each.date is not None}
    latest_first = sorted(told, key=lambda each: (-(each.date or date.min).toordinal(), each.path, each.line))
    return Shared(person, len(days), tuple(dict.fromkeys(latest_first)))
