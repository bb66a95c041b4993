"""Insight: who connects parts of the network that nobody else connects, and which ties are weak."""

from __future__ import annotations

from typing import NamedTuple

from mdnetwork.insight.edges import Graph
from mdnetwork.model import Person


class Bridge(NamedTuple):
    """Somebody who stands between circles.

    `circles` are those among the people they know, their own left out. `only` is how many of the people they know
    are, without them, known to nobody else of whom I know: a count of structural holes (Burt 1992), from 0 on, in
    people. Somebody is a bridge with two circles or one such person.
    """

    person: Person
    circles: tuple[str, ...]
    only: int


def bridges(graph: Graph) -> tuple[Bridge, ...]:
    """Everybody who is a bridge, those between most circles first. Time linear in the edges."""
    found = [bridge for who in graph.edges if (bridge := _bridge(graph, who))]
    return tuple(sorted(found, key=lambda each: (-len(each.circles), -each.only, each.person.id)))


def _bridge(graph: Graph, who: str) -> Bridge | None:
    cases = graph.survey.cases
    person = cases[who].person
    near = graph.edges[who]
    circles = {cases[other].person.circle for other in near} - {None, person.circle}
    only = sum(1 for other in near if len(graph.edges[other]) == 1)
    if len(circles) < 2 and not only:  # noqa: PLR2004  between two
        return None
    return Bridge(person, tuple(sorted(circle for circle in circles if circle)), only)
