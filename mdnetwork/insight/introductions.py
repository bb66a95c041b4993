"""Insight: finds people who match: pairs who should meet, and what the user shares with a person.

Two people match if one knows what the other needs, or if both need or like the same. The user can share acquaintances
and interests with a person, and offer help.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import combinations, islice

from mdnetwork.followups.history import PersonHistory
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.edges import Edges
from mdnetwork.insight.needs import Need, all_needs, needs_of
from mdnetwork.insight.survey import Suggestion, Survey
from mdnetwork.model import Evidence, Person
from mdnetwork.names import fold
from mdnetwork.verdicts import IN_ANOTHERS_LOG
from mdnetwork.vocabulary.meaning import alike, is_part, senses

SHOWN = 10
"""The number of pairs to propose."""
COMMON = 30
"""A word that more people share than this does not make a pair."""
_WORTH = {"offer": 3, "need": 2, "interest": 1}
"""The weight of each kind of match: help before company."""
_Match = tuple[str, str, str]
"""The kind of match (offer, need, interest), and the text of each of the two people."""
_Sayings = Mapping[str, list[tuple[Person, str]]]
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


def introductions(survey: Survey, edges: Edges, only: str | None = None) -> list[Suggestion]:
    """Pairs that no note says know each other, best first; with `only`, pairs with this identity.

    The score sums the matches: a need meets an offer (3), the same need (2), a common interest (1). Ties are broken
    by identity. Both must be people the user knows, with no `status`, and without `next_contact: never` unless they are
    `only`, who is asked for. Ask both before introducing them.
    """
    found: dict[tuple[str, str], set[_Match]] = defaultdict(set)
    met = survey.directory.contacted
    people = {
        each.id: each
        for each in survey.nameable
        if each.id in met and not each.status and (each.id == only or not each.next_never)
    }
    for one, other, match in _matches(people.values(), survey):
        pair = (one.id, other.id)
        wanted = (only is None or only in pair) and one.id != other.id and edges.strangers(*pair)
        if wanted and is_part(*match[1:]):
            found[pair].add(match)
    best = sorted(found.items(), key=lambda each: (-sum(_WORTH[kind] for kind, _, _ in each[1]), each[0]))
    return [_proposed(people[a], people[b], sorted(what, key=_best), survey) for (a, b), what in best[:SHOWN]]


def _matches(people: Iterable[Person], survey: Survey) -> Iterator[tuple[Person, Person, _Match]]:
    folk = list(people)
    needs = _by_sense((who, each.text) for who, each in all_needs(folk, survey))
    skills, interests = (
        _by_sense((who, text) for who in folk for text in survey.privacy.showable(getattr(who, field)))
        for field in ("expertise", "interests")
    )
    for sense in needs.keys() & skills.keys():
        if max(len(needs[sense]), len(skills[sense])) <= COMMON:
            for who, need in needs[sense]:
                for other, offer in skills[sense]:
                    yield who, other, ("offer", need, offer)
    for kind, texts in (("need", needs), ("interest", interests)):
        for same in texts.values():
            if len(same) <= COMMON:
                for (one, mine), (other, theirs) in combinations(
                    sorted(same, key=lambda each: (each[0].id, each[1])), 2
                ):
                    yield one, other, (kind, mine, theirs)


def _by_sense(sayings: Iterable[tuple[Person, str]]) -> _Sayings:
    found: dict[str, list[tuple[Person, str]]] = defaultdict(list)
    for person, text in sayings:
        for sense in senses(text):
            found[sense].append((person, text))
    return found


def _best(match: _Match) -> tuple[int, _Match]:
    return -_WORTH[match[0]], match


def _proposed(one: Person, other: Person, matches: list[_Match], survey: Survey) -> Suggestion:
    kind, mine, theirs = matches[0]
    say, names = survey.texts.say, {"one": one.name, "other": other.name}
    reason = {
        "offer": say(
            "{one} is looking for “{need}”, and {other} knows about “{offer}”.", need=mine, offer=theirs, **names
        ),
        "need": say("{one} is looking for “{need}”, and {other} for “{theirs}”.", need=mine, theirs=theirs, **names),
        "interest": say("{one} cares about “{mine}”, and {other} about “{theirs}”.", mine=mine, theirs=theirs, **names),
        "same need": say("{one} and {other} are both looking for “{need}”.", need=mine, **names),
        "same interest": say("{one} and {other} both care about “{interest}”.", interest=mine, **names),
    }[f"same {kind}" if kind != "offer" and fold(mine) == fold(theirs) else kind]
    field, theirs_in = {"offer": ("needs", "expertise"), "need": ("needs", "needs")}.get(kind, ("interests",) * 2)
    lines = (_source(one, field, mine, survey), _source(other, theirs_in, theirs, survey))
    return Suggestion("introduce", (one, other), reason, lines)


def _source(person: Person, key: str, text: str, survey: Survey) -> Evidence:
    """The field or line that says this."""
    if key == "needs":
        return next(each.evidence for each in needs_of(survey.histories[person.id], survey) if each.text == text)
    return Evidence(None, person.path, person.line_of(key), text, source="field")


def shared_people(history: PersonHistory, survey: Survey) -> tuple[Shared, ...]:
    """The nameable people on the same lines as the person, or named in their note; most days first.

    Meetings that are too large to count as contact are ignored.
    """
    found: dict[str, list[Evidence]] = {}
    everything = (*history.evidence.counted, *history.evidence.rejected)
    lines = [e for e in everything if e.rejected in {None, IN_ANOTHERS_LOG} and _may_tell(e, history, survey)]
    for identity, line in (*_beside(lines), *_at_meetings(lines, survey), *_noted(history, survey)):
        if identity != history.person.id:
            found.setdefault(identity, []).append(line)
    people = ((survey.person(who), both) for who, both in found.items())
    shared = (_shared(person, both) for person, both in people if person)
    return tuple(sorted(shared, key=lambda each: (-each.days, each.person.id)))


def _beside(lines: list[Evidence]) -> Iterator[tuple[str, Evidence]]:
    for line in lines:
        yield from ((identity, line) for identity in line.people)


def _at_meetings(lines: list[Evidence], survey: Survey) -> Iterator[tuple[str, Evidence]]:
    for line in lines:
        meeting = survey.directory.meeting(line.path) if line.source == "attendee" else None
        yield from ((person.id, line) for person in (meeting.people if meeting else ()))


def _noted(history: PersonHistory, survey: Survey) -> Iterator[tuple[str, Evidence]]:
    """The people that the person's note relates them to."""
    person = history.person
    refs = [(ref, line) for _, ref, line in person.relations]
    refs += [(person.introduced_by, person.line_of("introduced_by"))] if person.introduced_by else []
    for ref, line in refs:
        who = survey.directory.who(ref, person.path)
        if len(who) == 1 and survey.privacy.may_name(who[0].person):
            yield who[0].person.id, Evidence(None, person.path, line, ref.target, source="field")


def _may_tell(line: Evidence, history: PersonHistory, survey: Survey) -> bool:
    """Whether the line is not in the note of another person who may not be named."""
    owner = survey.context.owner(line.path)
    return owner is None or owner.id == history.person.id or survey.privacy.may_name(owner)


def _shared(person: Person, lines: list[Evidence]) -> Shared:
    days = {each.date for each in lines if each.date is not None}
    latest_first = sorted(lines, key=lambda each: (-(each.date or date.min).toordinal(), each.path, each.line))
    return Shared(person, len(days), tuple(dict.fromkeys(latest_first)))


def shared_interests(person: Person, survey: Survey) -> tuple[str, ...]:
    """The person's interests that match the user's interests, offers or needs."""
    profile = survey.directory.profile
    mine = (*profile.interests, *profile.offers, *profile.needs) if profile else ()
    return tuple(interest for interest in person.interests if alike(interest, mine))


def offers(person: Person, survey: Survey) -> tuple[Offer, ...]:
    """What meets a person's needs: the user's offers, then people who know about it (at most three per need)."""
    history = survey.context.history(person.id)
    return tuple(offer for need in needs_of(history, survey) for offer in _for(need, person, survey)) if history else ()


def who_knows(need: str, survey: Survey) -> Iterator[tuple[Person, str]]:
    """The people who know about what is needed, and their words for it, by identity."""
    return (each for each in survey.experts(senses(need)) if not each[0].status)


def _for(wanted: Need, person: Person, survey: Survey) -> Iterator[Offer]:
    need, line = wanted
    profile = survey.directory.profile
    if profile:
        for offer in alike(need, profile.offers):
            yield Offer(
                need, offer, None, (line, Evidence(None, profile.path, profile.offers_line, offer, source="field"))
            )
    able = (each for each in who_knows(need, survey) if each[0].id != person.id)
    for who, what in islice(able, OFFERED):
        known = Evidence(None, who.path, who.line_of("expertise"), what, source="field")
        yield Offer(need, what, who, (line, known))
