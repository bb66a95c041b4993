"""Insight: who connects parts of the network that nobody else connects."""

from __future__ import annotations

from typing import NamedTuple

from mdnetwork.insight.edges import Edges
from mdnetwork.insight.survey import Survey
from mdnetwork.messages import Texts
from mdnetwork.model import Person


class Bridge(NamedTuple):
    """Somebody who stands between circles.

    `circles` are those among the people they know, their own left out. `only` is how many of the people they know
    know nobody else of whom the notes tell: a count of structural holes (Burt 1992), from 0 on, in people. Somebody is
    a bridge with two circles or one such person. After Granovetter 1973: weak ties are bridges.
    """

    person: Person
    circles: tuple[str, ...]
    only: int


def bridge_said(found: Bridge, texts: Texts) -> str:
    """The bridge with its parts in words: "to close, wide; 2 people through them alone"."""
    parts = [texts.say("to {circles}", circles=", ".join(found.circles))] if found.circles else []
    if found.only:
        parts.append(texts.count("{n} person through them alone", "{n} people through them alone", found.only))
    return "; ".join(parts)


def bridges(survey: Survey, edges: Edges) -> tuple[Bridge, ...]:
    """Everybody who is a bridge, those between most circles first. Time linear in the edges."""
    found = (_bridge(survey, edges, identity) for identity in edges.neighbours)
    kept = [bridge for bridge in found if len(bridge.circles) > 1 or bridge.only]
    return tuple(sorted(kept, key=lambda each: (-len(each.circles), -each.only, each.person.id)))


def _bridge(survey: Survey, edges: Edges, identity: str) -> Bridge:
    person = survey.cases[identity].person
    near = edges.neighbours[identity]
    circles = {survey.cases[other].person.circle for other in near} - {None, person.circle}
    only = sum(len(edges.neighbours[other]) == 1 for other in near)
    return Bridge(person, tuple(sorted(circle for circle in circles if circle)), only)
