"""Insight: who would gain by knowing whom. Both are asked first; nobody is introduced by a program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from mdnetwork.followups.case import Case
from mdnetwork.insight.alike import senses
from mdnetwork.insight.edges import Graph
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.model import Evidence, Person

MOST = 5


class Match(NamedTuple):
    """Why two people should meet: `rank` 0 a need meets an offer, 1 the same need, 2 the same interest."""

    rank: int
    one: Person
    other: Person
    words: str
    others_words: str
    evidence: tuple[Evidence, ...]


def introductions(graph: Graph, who: str | None = None) -> tuple[Suggestion, ...]:
    """At most five pairs, nobody twice (but `who`, an identity, in each where one is given).

    Pairs with no record of knowing each other, where a need meets what the other offers, else the same need, else an
    interest. People whose status asks for quiet are left in peace.
    """
    texts = graph.survey.texts
    taken: set[str] = set()
    found: list[Suggestion] = []
    for match in sorted(_matches(graph, who), key=lambda each: (each.rank, each.one.id, each.other.id)):
        pair = {match.one.id, match.other.id} - {who}
        if not taken & pair and len(found) < MOST:
            taken |= pair
            said = {"one": match.one.name, "other": match.other.name}
            words, others = match.words, match.others_words
            reason = (
                texts.say("{one} needs “{words}”; {other} offers “{others}”.", words=words, others=others, **said)
                if match.rank == 0
                else texts.say("{one} and {other} both need “{words}”.", words=words, **said)
                if match.rank == 1
                else texts.say("{one} and {other} both care for “{words}”.", words=words, **said)
            )
            found.append(Suggestion("introduction", (match.one, match.other), reason, match.evidence))
    return tuple(found)


def _matches(graph: Graph, who: str | None) -> Iterator[Match]:
    """Every pair that fits, by the words that carry sense: time grows with those who share one."""
    cases = [case for case in graph.survey.cases.values() if not case.person.status]
    offers, needs, interests = (_said(cases, field) for field in ("expertise", "needs", "interests"))
    for rank, ones, others in ((0, needs, offers), (1, needs, needs), (2, interests, interests)):
        for sense in sorted(ones.keys() & others.keys()):
            for one, words in ones[sense]:
                for other, others_words in others[sense]:
                    if (rank == 0 or one.id < other.id) and _may_meet(graph, one, other, who):
                        fields = ("needs", "expertise" if rank == 0 else "needs") if rank < 2 else ("interests",) * 2  # noqa: PLR2004  its rank
                        told = (_field(one, fields[0], words), _field(other, fields[1], others_words))
                        yield Match(rank, one, other, words, others_words, told)


def _said(cases: list[Case], field: str) -> dict[str, list[tuple[Person, str]]]:
    found: dict[str, list[tuple[Person, str]]] = {}
    for case in cases:
        for words in getattr(case.person, field):
            for sense in senses(words):
                found.setdefault(sense, []).append((case.person, words))
    return found


def _may_meet(graph: Graph, one: Person, other: Person, who: str | None) -> bool:
    if one.id == other.id or (who is not None and who not in {one.id, other.id}):
        return False
    return not graph.know_each_other(one.id, other.id)


def _field(person: Person, key: str, words: str) -> Evidence:
    return Evidence(None, person.path, person.line_of(key), words, source="field")
