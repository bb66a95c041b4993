"""Insight: who connects parts of the network that nobody else connects."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import NamedTuple

from mdnetwork.insight.edges import Edges
from mdnetwork.insight.survey import Survey
from mdnetwork.messages import Texts
from mdnetwork.model import Person

_Pair = tuple[str, str]


class Bridge(NamedTuple):
    """Somebody who connects what nobody else connects.

    `circles` are the pairs of circles, as names in order, between which every connection goes through them: somebody of
    the one knows somebody of the other, or both know the same third person. `only` is how many of the people they know
    know nobody else of whom the notes tell: a count of structural holes (Burt 1992), from 0 on, in people. Who knows
    one person alone connects nothing. Somebody is a bridge with one of either. After Granovetter 1973: weak ties are
    bridges.
    """

    person: Person
    circles: tuple[tuple[str, str], ...]
    only: int


def bridge_said(found: Bridge, texts: Texts) -> str:
    """The bridge with its parts in words: "alone between close and wide; 2 people know nobody else here"."""
    circles = ", ".join(texts.say("{one} and {other}", one=one, other=other) for one, other in found.circles)
    parts = [texts.say("alone between {circles}", circles=circles)] if circles else []
    if found.only:
        parts.append(texts.count("{n} person knows nobody else here", "{n} people know nobody else here", found.only))
    return "; ".join(parts)


def bridges(survey: Survey, edges: Edges) -> tuple[Bridge, ...]:
    """Everybody who is a bridge, those between most circles first. Time linear in the edges."""
    alone: dict[str, list[_Pair]] = defaultdict(list)
    for pair, who in _through(survey, edges).items():
        for identity in who:
            alone[identity].append(pair)
    found = (_bridge(survey, edges, identity, alone.get(identity, ())) for identity in edges.neighbours)
    kept = [bridge for bridge in found if bridge.circles or bridge.only]
    return tuple(sorted(kept, key=lambda each: (-len(each.circles), -each.only, each.person.id)))


def _bridge(survey: Survey, edges: Edges, identity: str, alone: Iterable[_Pair]) -> Bridge:
    near = edges.neighbours[identity]
    if len(near) == 1:  # the end of a way is no bridge
        return Bridge(survey.cases[identity].person, (), 0)
    only = sum(len(edges.neighbours[other]) == 1 for other in near)
    return Bridge(survey.cases[identity].person, tuple(sorted(alone)), only)


def _through(survey: Survey, edges: Edges) -> dict[_Pair, frozenset[str]]:
    """For each pair of circles that are connected, those through whom every connection goes."""
    circle_of = {identity: survey.cases[identity].person.circle for identity in edges.neighbours}
    found: dict[_Pair, frozenset[str]] = {}
    for one, other in edges.pairs:
        _cut(found, circle_of[one], circle_of[other], frozenset((one, other)))
    for identity, near in edges.neighbours.items():
        circles = {circle_of[other] for other in near} - {circle_of[identity]}
        for circle, beside in combinations(sorted(each for each in circles if each), 2):
            _cut(found, circle, beside, frozenset((identity,)))
    return found


def _cut(found: dict[_Pair, frozenset[str]], circle: str | None, beside: str | None, who: frozenset[str]) -> None:
    """One more connection between two circles, which goes through these people."""
    one, other = sorted((circle or "", beside or ""))
    if one and other and one != other:
        found[one, other] = found.get((one, other), who) & who
