"""Insight: pairs of people who should meet, because one knows what the other needs, or both need or like the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from mdnetwork.insight.survey import Suggestion, Survey
from mdnetwork.insight.ties import Edges
from mdnetwork.insight.topics import is_part, senses
from mdnetwork.model import Evidence, Person
from mdnetwork.names import fold
from mdnetwork.people.privacy import PrivacyFilter

SHOWN = 10
"""The number of pairs to propose."""
COMMON = 30
"""A word that more people share than this does not make a pair."""
_WORTH = {"offer": 3, "need": 2, "interest": 1}
"""The weight of each kind of match: help before company."""

_Match = tuple[str, str, str]
"""The kind of match (offer, need, interest), and the text of each of the two people."""
_Sayings = Mapping[str, list[tuple[Person, str]]]


def introductions(survey: Survey, edges: Edges, only: str | None = None) -> list[Suggestion]:
    """Pairs that no note says know each other, best first; with `only`, pairs with this identity.

    The score sums the matches: a need meets an offer (3), the same need (2), a common interest (1). Ties are broken
    by identity. Both must be people the user knows, with no `status`. Ask both before introducing them.
    """
    found: dict[tuple[str, str], set[_Match]] = defaultdict(set)
    people = {
        who: history.person for who, history in survey.cases.items() if history.days and not history.person.status
    }
    for one, other, match in _matches(people.values(), survey.privacy):
        pair = (one.id, other.id)
        wanted = (only is None or only in pair) and one.id != other.id and not edges.acquainted(*pair)
        if wanted and is_part(*match[1:]):
            found[pair].add(match)
    best = sorted(found.items(), key=lambda each: (-sum(_WORTH[kind] for kind, _, _ in each[1]), each[0]))
    return [_proposed(people[a], people[b], sorted(what, key=_best), survey) for (a, b), what in best[:SHOWN]]


def _matches(people: Iterable[Person], privacy: PrivacyFilter) -> Iterator[tuple[Person, Person, _Match]]:
    folk = list(people)
    needs, offers = _by_sense(folk, "needs", privacy), _by_sense(folk, "expertise", privacy)
    for sense in needs.keys() & offers.keys():
        if max(len(needs[sense]), len(offers[sense])) <= COMMON:
            for who, need in needs[sense]:
                for other, offer in offers[sense]:
                    yield who, other, ("offer", need, offer)
    for kind, said in (("need", needs), ("interest", _by_sense(folk, "interests", privacy))):
        for same in said.values():
            if len(same) <= COMMON:
                for (one, mine), (other, theirs) in combinations(
                    sorted(same, key=lambda each: (each[0].id, each[1])), 2
                ):
                    yield one, other, (kind, mine, theirs)


def _by_sense(people: Iterable[Person], field: str, privacy: PrivacyFilter) -> _Sayings:
    found: dict[str, list[tuple[Person, str]]] = defaultdict(list)
    for person in people:
        for text in privacy.showable(getattr(person, field)):
            for sense in senses(text):
                found[sense].append((person, text))
    return found


def _best(match: _Match) -> tuple[int, _Match]:
    return -_WORTH[match[0]], match


def _proposed(one: Person, other: Person, matches: list[_Match], survey: Survey) -> Suggestion:
    kind, mine, theirs = matches[0]
    say, names = survey.texts.say, {"one": one.name, "other": other.name}
    reason = {
        "offer": say("{one} looks for “{need}”, and {other} knows about “{offer}”.", need=mine, offer=theirs, **names),
        "need": say("{one} looks for “{need}”, and {other} for “{theirs}”.", need=mine, theirs=theirs, **names),
        "interest": say("{one} cares about “{mine}”, and {other} about “{theirs}”.", mine=mine, theirs=theirs, **names),
        "same need": say("{one} and {other} both look for “{need}”.", need=mine, **names),
        "same interest": say("{one} and {other} both care about “{interest}”.", interest=mine, **names),
    }[f"same {kind}" if kind != "offer" and fold(mine) == fold(theirs) else kind]
    field, theirs_in = {"offer": ("needs", "expertise"), "need": ("needs", "needs")}.get(kind, ("interests",) * 2)
    lines = (_field(one, field, mine), _field(other, theirs_in, theirs))
    return Suggestion("introduce", (one, other), reason, lines)


def _field(person: Person, key: str, text: str) -> Evidence:
    return Evidence(None, person.path, person.line_of(key), text, source="field")
