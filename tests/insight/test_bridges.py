"""Who is a bridge, worked by hand; and edges as networkx counts them."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from insight_vault import directory, person, survey

from mdnetwork.insight.bridges import bridge_said, bridges
from mdnetwork.insight.edges import edges
from mdnetwork.messages import texts

MEETING = '---\ntype: meeting\ndate: 2025-01-05\nattendees: ["[[{one}]]", "[[{other}]]"]\n---\n'
PEOPLE = [f"P{number}" for number in range(8)]
pairs = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=14)


def test_who_is_a_bridge() -> None:
    """Bo alone connects Ann (core) and Cy (far), who know nobody else; Dan and Eve know each other alone."""
    notes = {
        "Ann": person(circle="core"),
        "Bo": person(circle="wide"),
        "Cy": person(circle="far"),
        "Fay": person(private="true", circle="other"),
        "Meetings/1": MEETING.format(one="Ann", other="Bo"),
        "Meetings/2": MEETING.format(one="Bo", other="Cy"),
        "Meetings/3": MEETING.format(one="Fay", other="Cy"),
    }
    found = bridges(survey(notes), edges(directory(notes)))
    assert [(each.person.name, each.circles, each.only) for each in found] == [("Bo", ("core", "far"), 2)]
    assert bridge_said(found[0], texts("en")) == "to core, far; 2 people through them alone"
    assert bridge_said(found[0]._replace(circles=()), texts("en")) == "2 people through them alone"
    assert bridge_said(found[0]._replace(only=0), texts("it")) == "verso core, far"
    square = {name: person() for name in PEOPLE[:4]} | {
        f"Meetings/{n}": MEETING.format(one=PEOPLE[n], other=PEOPLE[(n + 1) % 4]) for n in range(4)
    }
    assert bridges(survey(square), edges(directory(square))) == ()


@settings(deadline=None, max_examples=60)
@given(pairs)
def test_edges_and_who_is_the_only_way(met: list[tuple[str, str]]) -> None:
    notes = {name: person() for name in PEOPLE}
    notes |= {f"Meetings/{n}": MEETING.format(one=one, other=other) for n, (one, other) in enumerate(met)}
    found = edges(directory(notes))
    judge = nx.Graph([(one.casefold(), other.casefold()) for one, other in met if one != other])
    assert {frozenset(pair) for pair in judge.edges} == {frozenset(pair) for pair in found.pairs}
    leaves = {who: sum(judge.degree(other) == 1 for other in judge[who]) for who in judge}
    expected = {who: only for who, only in leaves.items() if only}
    assert {each.person.id: each.only for each in bridges(survey(notes), found)} == expected
