"""Who is a bridge, worked by hand; and edges as networkx counts them."""

from __future__ import annotations

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.i18n import texts
from mdnetwork.insight.edges import acquaintances, bridge_text, bridges
from support.insight_vault import directory, person, survey

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
    found = bridges(survey(notes), acquaintances(directory(notes)))
    between = (("core", "far"), ("core", "wide"), ("far", "wide"))
    assert [(each.person.name, each.circles, each.only) for each in found] == [("Bo", between, 2)]
    told = found[0]._replace(circles=between[:2])
    assert (
        bridge_text(told, texts("en"))
        == "the only link between core and far, core and wide; 2 people know nobody else here"
    )
    assert bridge_text(told._replace(circles=()), texts("en")) == "2 people know nobody else here"
    assert bridge_text(told._replace(only=0), texts("it")) == "unico legame tra core e far, core e wide"
    square = {name: person() for name in PEOPLE[:4]} | {
        f"Meetings/{n}": MEETING.format(one=PEOPLE[n], other=PEOPLE[(n + 1) % 4]) for n in range(4)
    }
    assert bridges(survey(square), acquaintances(directory(square))) == ()


def test_who_alone_links_two_circles_is_a_bridge() -> None:
    """Two circles that know each other within; Aa and Wa have the one meeting between them."""
    trio = '---\ntype: meeting\ndate: 2025-01-05\nattendees: ["[[{0}]]", "[[{1}]]", "[[{2}]]"]\n---\n'
    notes = {name: person(circle="core") for name in ("Aa", "Ab", "Ac")}
    notes |= {name: person(circle="wide") for name in ("Wa", "Wb", "Wc")}
    notes |= {"Meetings/1": trio.format("Aa", "Ab", "Ac"), "Meetings/2": trio.format("Wa", "Wb", "Wc")}
    notes |= {"Meetings/3": MEETING.format(one="Aa", other="Wa")}
    found = bridges(survey(notes), acquaintances(directory(notes)))
    assert [(each.person.name, each.circles) for each in found] == [
        ("Aa", (("core", "wide"),)),
        ("Wa", (("core", "wide"),)),
    ]


def test_what_several_connect_is_nobody_s_alone() -> None:
    """Pa, Pb and Pc each know W and C: of wide core knows W alone, of close C; wide and close are not cut."""
    notes = {name: person(circle="core") for name in ("Pa", "Pb", "Pc")}
    notes |= {"W": person(circle="wide"), "C": person(circle="close")}
    met = [(name, other) for name in ("Pa", "Pb", "Pc") for other in ("W", "C")]
    notes |= {f"Meetings/{n}": MEETING.format(one=one, other=other) for n, (one, other) in enumerate(met)}
    found = bridges(survey(notes), acquaintances(directory(notes)))
    assert [(each.person.name, each.circles) for each in found] == [
        ("C", (("close", "core"),)),
        ("W", (("core", "wide"),)),
    ]


@settings(max_examples=60)
@given(pairs)
def test_edges_and_who_is_the_only_way(met: list[tuple[str, str]]) -> None:
    notes = {name: person() for name in PEOPLE}
    notes |= {f"Meetings/{n}": MEETING.format(one=one, other=other) for n, (one, other) in enumerate(met)}
    found = acquaintances(directory(notes))
    judge = nx.Graph([(one.casefold(), other.casefold()) for one, other in met if one != other])
    assert {frozenset(pair) for pair in judge.edges} == {frozenset(pair) for pair in found.pairs}
    leaves = {who: sum(judge.degree(other) == 1 for other in judge[who]) for who in judge if judge.degree(who) > 1}
    expected = {who: only for who, only in leaves.items() if only}
    assert {each.person.id: each.only for each in bridges(survey(notes), found)} == expected
