"""Insight: through whom one reaches a person or an organisation: the shortest ways, each step with its evidence."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from mdnetwork.insight.edges import Graph
from mdnetwork.insight.ties import Tie, ties
from mdnetwork.model import Evidence, Person
from mdnetwork.names import fold

LONGEST = 4
"""People of the longest way; six degrees are five between two."""
MOST = 5


class Route(NamedTuple):
    """A way to somebody. `people` in order, the one to ask first; `evidence` one entry a step, from me to the first on.

    `is_known` is False where the last step is only a shared employer: the two may know each other.
    """

    people: tuple[Person, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    is_known: bool = True


def reach(graph: Graph, targets: Iterable[str]) -> tuple[Route, ...]:
    """The ways to these people (by identity), shortest first, then by the tie with whom one would ask.

    One begins with somebody with whom there was contact in the last year. At most five ways, each to begin with
    somebody else. Breadth-first search (Moore 1959) from the targets: time linear in the edges.
    """
    known = ties(graph.survey.directory, graph.survey.today)
    wanted = [target for target in targets if target in graph.survey.cases]
    steps = _distances(graph, wanted)
    starts = sorted((who for who in steps if _is_awake(known[who])), key=lambda who: _order(who, steps, known))
    routes = [_route(graph, who, steps) for who in starts[:MOST]]
    return tuple(routes) if routes else tuple(_may_know(graph, wanted, known))[:MOST]


def at(graph: Graph, organisation: str) -> list[str]:
    """The identities of all who work there: whose organisation holds these words."""
    wanted = fold(organisation)
    return [who for who, case in graph.survey.cases.items() if wanted and wanted in fold(case.person.org or "")]


def _distances(graph: Graph, targets: Iterable[str]) -> dict[str, tuple[int, str]]:
    """Of everybody within reach: how many people are between, and who is next towards a target."""
    found: dict[str, tuple[int, str]] = dict.fromkeys(sorted(targets), (0, ""))
    waiting = deque(found)
    while waiting:
        who = waiting.popleft()
        steps = found[who][0]
        for other in graph.edges[who] if steps + 1 < LONGEST else ():
            if other not in found:
                found[other] = (steps + 1, who)
                waiting.append(other)
    return found


def _is_awake(tie: Tie) -> bool:
    return tie.strength > 0


def _order(who: str, steps: Mapping[str, tuple[int, str]], known: Mapping[str, Tie]) -> tuple[int, float, str]:
    return steps[who][0], -known[who].strength, who


def _route(graph: Graph, first: str, steps: Mapping[str, tuple[int, str]]) -> Route:
    way = [first]
    while steps[way[-1]][1]:
        way.append(steps[way[-1]][1])
    cases = graph.survey.cases
    told = [_latest(graph, first)] + [graph.edges[one][other] for one, other in pairwise(way)]
    return Route(tuple(cases[who].person for who in way), tuple(told))


def _latest(graph: Graph, who: str) -> tuple[Evidence, ...]:
    case = graph.survey.cases[who]
    return case.on(case.last_contact)


def _may_know(graph: Graph, targets: Iterable[str], known: Mapping[str, Tie]) -> Iterator[Route]:
    """Through somebody of the same organisation: worth a question, no more."""
    for target in targets:
        person = graph.survey.cases[target].person
        mates = [who for who in at(graph, person.org or "") if who != target and _is_awake(known[who])]
        for who in sorted(mates, key=lambda who: (-known[who].strength, who)):
            mate = graph.survey.cases[who].person
            same = Evidence(None, mate.path, mate.line_of("org"), mate.org or "", source="field")
            yield Route((mate, person), (_latest(graph, who), (same,)), is_known=False)
