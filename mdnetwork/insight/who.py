"""Insight: who knows about something, offers it, or lived it lately; and whom a note would interest."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from mdnetwork.followups.case import Case
from mdnetwork.insight.alike import senses
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Person

MOST = 10
_WEIGHTS = {"expertise": 4, "role": 3, "interests": 2, "needs": 1, "lived": 2}
"""How near a mention is to knowing: what they offer, what they are, what they care for, what a line tells."""
LATELY = 730
"""Days in which something counts as lived lately: whoever repainted two years ago still knows the painter."""


class Spoken(NamedTuple):
    """A line about a person that a full-text search found."""

    person: Person
    path: str
    line: int
    text: str


def who_knows(survey: Survey, topic: str, found: Iterable[Spoken], but: str = "") -> tuple[Suggestion, ...]:
    """Those who know about `topic`, the best match first; `but` (an identity) is left out: it is for them.

    A person's score is, over the topic's words that carry sense, the highest weight of what mentions it (what they
    offer 4, their role 3, an interest 2, a line of the last two years 2, a need 1); it orders the answer and is not
    shown. Equal ones by the latest contact. Not more than ten.
    """
    wanted = senses(topic)
    told: dict[str, list[tuple[str, frozenset[str], Evidence]]] = {}
    for identity, case in survey.cases.items():
        told[identity] = [each for each in _fields(case.person) if each[1] & wanted]
    for line in found:
        said = senses(line.text)
        if line.person.id in told and said & wanted and _is_lately(survey, line):
            evidence = Evidence(_day(survey, line), line.path, line.line, line.text)
            told[line.person.id].append(("lived", said, evidence))
    return _answer(survey, wanted, {who: each for who, each in told.items() if each and who != but})


def whom_it_interests(survey: Survey, title: str, text: str) -> tuple[Suggestion, ...]:
    """Those to whom a note, an article say, would be a gift: its words meet their interests, needs or work."""
    words = senses(f"{title} {text}")
    told: dict[str, list[tuple[str, frozenset[str], Evidence]]] = {}
    for identity, case in survey.cases.items():
        fitting = [each for each in _fields(case.person) if each[1] and each[1] <= words]
        if fitting and not case.person.status:
            told[identity] = fitting
    return _answer(survey, words, told)


def _answer(
    survey: Survey,
    wanted: frozenset[str],
    told: Mapping[str, list[tuple[str, frozenset[str], Evidence]]],
) -> tuple[Suggestion, ...]:
    order = sorted(told, key=lambda who: (-_score(wanted, told[who]), *_latest_first(survey.cases[who])))
    return tuple(_suggestion(survey, who, told[who]) for who in order[:MOST])


def _score(wanted: frozenset[str], told: list[tuple[str, frozenset[str], Evidence]]) -> int:
    return sum(max((_WEIGHTS[kind] for kind, said, _ in told if sense in said), default=0) for sense in wanted)


def _latest_first(case: Case) -> tuple[int, str]:
    return -(case.last_contact or date.min).toordinal(), case.person.id


def _suggestion(survey: Survey, who: str, told: list[tuple[str, frozenset[str], Evidence]]) -> Suggestion:
    say = survey.texts.say
    person = survey.cases[who].person
    by_kind = sorted(told, key=lambda each: (-_WEIGHTS[each[0]], -(each[2].date or date.min).toordinal()))
    kind, _, best = by_kind[0]
    reasons = {
        "expertise": say("{name} offers “{words}”.", name=person.name, words=best.text),
        "role": say("{name} is {words}.", name=person.name, words=best.text),
        "interests": say("{name} cares for “{words}”.", name=person.name, words=best.text),
        "needs": say("{name} looks for “{words}”.", name=person.name, words=best.text),
        "lived": say("{name}: {words}", name=person.name, words=best.text),
    }
    return Suggestion(kind, (person,), reasons[kind], tuple(dict.fromkeys(each[2] for each in by_kind)))


def _fields(person: Person) -> list[tuple[str, frozenset[str], Evidence]]:
    said = [("expertise", words) for words in person.expertise]
    said += [("role", person.role)] if person.role else []
    said += [("interests", words) for words in person.interests] + [("needs", words) for words in person.needs]
    return [
        (kind, senses(words), Evidence(None, person.path, person.line_of(kind), words, source="field"))
        for kind, words in said
    ]


def _day(survey: Survey, line: Spoken) -> date | None:
    history = survey.cases[line.person.id].history
    return next(
        (e.date for e in (*history.counted, *history.rejected) if (e.path, e.line) == (line.path, line.line)), None
    )


def _is_lately(survey: Survey, line: Spoken) -> bool:
    day = _day(survey, line)
    return day is None or (survey.today - day).days <= LATELY
