"""Insight: who knows about something, offers it, cares for it, or lived it lately."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mdnetwork.followups.text import plain
from mdnetwork.i18n import Texts
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.insight.survey import Survey
from mdnetwork.insight.topics import meant
from mdnetwork.model import Evidence, Person
from mdnetwork.people.directory import Place

SHOWN = 10
"""As many people are told."""
CITED = 3
"""As many places are told for each."""
YEAR = 365
"""Days in which what was lived is fresh."""
_FIELDS = (
    ("expertise", 4.0),
    ("role", 3.0),
    ("org", 2.5),
    ("interests", 2.0),
    ("sector", 1.5),
    ("tags", 1.5),
    ("needs", 1.0),
)
"""Fields of a note and how much a word in them weighs: what one knows, before what one likes or looks for."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A place that says words of the topic: how much it weighs, and how it is told."""

    words: frozenset[str]
    weight: float
    reason: str
    evidence: Evidence


def who(survey: Survey, topic: tuple[str, ...], hits: Iterable[Place], without: str = "") -> list[Suggestion]:
    """The people a topic's words lead to, best first; `hits` are the lines that may say them.

    Order: how many of the topic's words, each in its best place, weighed by the place: expertise 4, role 3,
    org 2.5, interests 2, sector and tags 1.5, needs 1; a dated line 1 + 0.5 ** (its age in days / 365), another
    line 1. Then by name. `without` is the identity of whom one asks for. Fields and lines of who may not be named
    are not looked at.
    """
    lines: dict[str, list[Place]] = {}
    for hit in hits:
        for person in survey.directory.people_at(hit):
            lines.setdefault(person.id, []).append(hit)
    quiet = survey.discretion
    found = []
    for identity, places in lines.items():
        if identity in survey.cases and identity != without:
            matches = [
                *_said(survey, identity, topic, [each for each in places if not quiet.hides(each)]),
                *_fields(survey, identity, topic),
            ]
            if matches:
                found.append((_score(matches), survey.cases[identity].person, matches))
    found.sort(key=lambda each: (-each[0], each[1].name, each[1].id))
    return [_told(person, matches) for _, person, matches in found[:SHOWN]]


def _score(matches: list[_Match]) -> float:
    words = frozenset[str]().union(*(match.words for match in matches))
    return sum(max(match.weight for match in matches if word in match.words) for word in words)


def _fields(survey: Survey, identity: str, topic: tuple[str, ...]) -> Iterator[_Match]:
    person = survey.cases[identity].person
    for field, weight in _FIELDS:
        value = getattr(person, field)
        for text in (value,) if isinstance(value, str) else value or ():
            words = meant(topic, text)
            if words and not survey.discretion.hides_words(text):
                line = Evidence(None, person.path, person.line_of(field), text, source="field")
                yield _Match(words, weight, told_of(field, text, survey.texts), line)


def _said(survey: Survey, identity: str, topic: tuple[str, ...], places: Iterable[Place]) -> Iterator[_Match]:
    history = survey.cases[identity].history
    dated = {(line.path, line.line): line for line in (*history.rejected, *history.counted)}
    for place in places:
        text = getattr(place, "text", "")
        line = dated.get((place.path, place.line)) or Evidence(None, place.path, place.line, text)
        says_nothing = place.path == history.person.path and (place.line == 1 or text == history.person.name)
        words = frozenset[str]() if says_nothing else meant(topic, text)
        if words:
            yield _Match(words, _freshness(line.date, survey.today), _quoted(survey, line, text), line)


def _freshness(day: date | None, today: date) -> float:
    return 1.0 if day is None or day > today else 1.0 + 0.5 ** ((today - day).days / YEAR)


def _quoted(survey: Survey, line: Evidence, text: str) -> str:
    say, said = survey.texts.say, plain(text).removeprefix(str(line.date)).lstrip()
    return say("on {date}: {words}", date=line.date, words=said) if line.date else said


def _told(person: Person, matches: list[_Match]) -> Suggestion:
    best = sorted(matches, key=lambda each: (-len(each.words), -each.weight, each.evidence.path, each.evidence.line))
    few = {match.evidence: match for match in reversed(best[:CITED])}
    ordered = [match for match in best[:CITED] if few[match.evidence] is match]
    reason = "; ".join(dict.fromkeys(match.reason for match in ordered))
    return Suggestion("who", (person,), reason, tuple(match.evidence for match in ordered))


def told_of(field: str, text: str, texts: Texts) -> str:
    """“knows about …”, “works as …”: the field's words as they stand."""
    say = texts.say
    return {
        "expertise": say("knows about “{what}”", what=text),
        "role": say("works as “{what}”", what=text),
        "org": say("works for “{what}”", what=text),
        "sector": say("works in “{what}”", what=text),
        "interests": say("cares about “{what}”", what=text),
        "tags": say("is tagged #{what}", what=text),
        "needs": say("looks for “{what}” too", what=text),
    }[field]
