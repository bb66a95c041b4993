"""Insight: who knows whom, as the notes tell it. A shared employer is no evidence: those two only may know."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from mdnetwork.insight.shared import shared_people
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence

Neighbours = Mapping[str, tuple[Evidence, ...]]


class Graph:
    """Edges between all who may be named, each with its evidence; undirected, without the user.

    An edge is a line that tells of both (a meeting that is no crowd, a log entry, an introduction), a link from one's
    note to the other's, or a typed relation. Worked out once for a survey, in time linear in the evidence.
    """

    def __init__(self, survey: Survey) -> None:
        self.survey = survey

    @cached_property
    def edges(self) -> Mapping[str, Neighbours]:
        """By identity: those whom a person knows, and on what evidence; in order of identity."""
        found: dict[str, dict[str, dict[Evidence, None]]] = {identity: {} for identity in self.survey.cases}
        for identity, case in self.survey.cases.items():
            for shared in shared_people(case, self.survey):
                for one, other in ((identity, shared.person.id), (shared.person.id, identity)):
                    found[one].setdefault(other, {}).update(dict.fromkeys(shared.evidence))
        return {
            one: {other: tuple(told) for other, told in sorted(others.items())} for one, others in sorted(found.items())
        }

    def know_each_other(self, one: str, other: str) -> bool:
        """Whether anything tells that the two know each other."""
        return other in self.edges.get(one, {})
