"""Who knows whom, who reaches whom, who should meet, who knows what: worked by hand, and judged by networkx."""

from __future__ import annotations

import random

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st
from insight_vault import directory, person, survey

from mdnetwork.insight.bridges import bridges
from mdnetwork.insight.edges import Graph
from mdnetwork.insight.goals import Goal, Topic, progress
from mdnetwork.insight.introducing import introductions
from mdnetwork.insight.reaching import LONGEST, at, reach
from mdnetwork.insight.ties import ties
from mdnetwork.insight.who import Spoken, who_knows, whom_it_interests

MEETING = '---\ntype: meeting\ndate: {day}\nattendees: ["[[{one}]]", "[[{other}]]"]\n---\n'
CHAIN = {
    "Ann": person("2026-11-01 coffee", org="Brass", circle="core"),
    "Bo": person(circle="wide"),
    "Cy": person(org="Glass", circle="far"),
    "Dan": person(org="Brass"),
    "Eve": person(org="Glass Works"),
    "Fay": person("2026-11-02 call", private="true"),
    "Gus": person("2026-11-02 call", died="2026-11-03"),
    "Meetings/One": MEETING.format(day="2025-01-05", one="Ann", other="Bo"),
    "Meetings/Two": MEETING.format(day="2025-01-06", one="Bo", other="Cy"),
    "Meetings/Three": MEETING.format(day="2024-11-07", one="Fay", other="Dan"),
    "Meetings/Four": MEETING.format(day="2024-11-08", one="Gus", other="Eve"),
}


def names(found: object) -> list[list[str]]:
    return [[each.name for each in one.people] for one in found]  # type: ignore[attr-defined]


def test_edges_are_lines_that_tell_of_both() -> None:
    notes = CHAIN | {
        "Hal": person("2026-01-01 lunch with [[Ivy]]", reports_to='"[[Jo]]"', introduced_by='"[[Ann]]"'),
        "Ivy": person(org="Brass"),
        "Jo": person(),
    }
    graph = Graph(survey(notes))
    edges = {one: list(others) for one, others in graph.edges.items() if others}
    assert edges == {
        "ann": ["bo", "hal"],
        "bo": ["ann", "cy"],
        "cy": ["bo"],
        "hal": ["ann", "ivy", "jo"],
        "ivy": ["hal"],
        "jo": ["hal"],
    }
    assert graph.know_each_other("ann", "bo")
    assert not graph.know_each_other("ann", "ivy")  # one employer is no edge
    assert not graph.know_each_other("fay", "dan")
    assert [(e.path, str(e.date)) for e in graph.edges["bo"]["cy"]][:1] == [("Meetings/Two.md", "2025-01-06")]


def test_the_way_to_somebody() -> None:
    graph = Graph(survey(CHAIN))
    (route,) = reach(graph, ["cy"])
    assert [each.name for each in route.people] == ["Ann", "Bo", "Cy"]
    assert [{e.path for e in step} for step in route.evidence] == [
        {"People/Ann.md"},
        {"Meetings/One.md"},
        {"Meetings/Two.md"},
    ]
    assert names(reach(graph, ["ann"])) == [["Ann"]]
    assert names(reach(graph, at(graph, "glass"))) == [["Ann", "Bo", "Cy"]]
    assert at(graph, "nowhere") == at(graph, "") == []


def test_a_shared_employer_is_only_a_guess() -> None:
    (route,) = reach(Graph(survey(CHAIN)), ["dan"])
    assert ([each.name for each in route.people], route.is_known) == (["Ann", "Dan"], False)
    assert [e.text for e in route.evidence[-1]] == ["Brass"]
    assert reach(Graph(survey(CHAIN)), ["eve"]) == ()
    assert reach(Graph(survey(CHAIN)), ["fay", "nobody"]) == ()


def test_who_should_meet() -> None:
    notes = {
        "Ann": person(needs="[a lighting designer]"),
        "Bo": person(expertise="[lighting design]"),
        "Cy": person(needs="[a lighting desk]", interests="[glass]"),
        "Dan": person(interests="[old glass]"),
        "Eve": person(expertise="[lighting]", status="paused"),
        "Fay": person(expertise="[lighting]", private="true"),
    }
    found = introductions(Graph(survey(notes)))
    assert names(found) == [["Ann", "Bo"], ["Cy", "Dan"]]
    assert [each.reason for each in found] == [
        "Ann needs “a lighting designer”; Bo offers “lighting design”.",
        "Cy and Dan both care for “glass”.",
    ]
    assert [(e.path, e.line) for e in found[0].evidence] == [("People/Ann.md", 3), ("People/Bo.md", 3)]
    assert names(introductions(Graph(survey(notes)), "cy")) == [["Cy", "Bo"], ["Ann", "Cy"], ["Cy", "Dan"]]
    acquainted = notes | {"Meetings/M": MEETING.format(day="2026-01-01", one="Ann", other="Bo")}
    assert ["Ann", "Bo"] not in names(introductions(Graph(survey(acquainted))))
    assert introductions(Graph(survey(acquainted)), "ann")[0].reason == "Ann and Cy both need “a lighting designer”."


def test_who_knows_about_something() -> None:
    notes = {
        "Ann": person("2026-10-01 call, she has just repainted the kitchen"),
        "Bo": person(expertise="[painting, maps]", role="painter"),
        "Cy": person(needs="[a painter]"),
        "Dan": person("2020-01-01 call about a painter"),
        "Eve": person(interests="[painters]"),
        "Fay": person(role="Painter"),
        "Gus": person(expertise="[painting]", died="2020-01-01"),
    }
    seen = survey(notes)
    histories = {h.person.name: h.person for h in seen.directory.histories}
    hits = [
        Spoken(histories["Ann"], "People/Ann.md", 5, "call, she has just repainted the kitchen, a painter did it"),
        Spoken(histories["Dan"], "People/Dan.md", 5, "call about a painter"),
        Spoken(histories["Gus"], "People/Gus.md", 1, "painting"),
        Spoken(histories["Eve"], "People/Eve.md", 99, "no such word"),
    ]
    found = who_knows(seen, "painters", hits)
    assert [each.people[0].name for each in found] == ["Bo", "Fay", "Ann", "Eve", "Cy"]
    assert [each.reason for each in found] == [
        "Bo offers “painting”.",
        "Fay is Painter.",
        "Ann: call, she has just repainted the kitchen, a painter did it",
        "Eve cares for “painters”.",
        "Cy looks for “a painter”.",
    ]
    assert str(found[2].evidence[0].date) == "2026-10-01"
    assert who_knows(seen, "painters", (), but="bo")[0].people[0].name == "Fay"
    assert who_knows(seen, "", hits) == ()


def test_whom_a_note_would_interest() -> None:
    notes = {
        "Ann": person(interests="[letterpress]"),
        "Bo": person(needs="[antique maps]"),
        "Cy": person(interests="[letterpress]", status="paused"),
    }
    found = whom_it_interests(survey(notes), "A letterpress fair", "Posters, and maps that are not new.")
    assert [each.people[0].name for each in found] == ["Ann"]


def test_goals() -> None:
    notes = {
        "Ann": person("2026-11-01 coffee"),
        "Bo": person(expertise="[printing]"),
        "Cy": person(),
        "Dan": person(expertise="[music]", private="true"),
    }
    goal = Goal("Goals/G.md", "G", (Topic("print", 3), Topic("music", 3)), (("ann", 7), ("cy", 7), ("dan", 8)))
    (found,) = progress(survey(notes), [goal])
    assert [each.reason for each in found.serving] == [
        "Ann is part of it; last contact on 2026-11-01.",
        "Cy is part of it; no contact yet.",
    ]
    assert [each.people[0].name for each in found.helpers] == ["Bo"]
    assert (found.missing, found.steps) == ((Topic("music", 3),), (Topic("Bo", 3),))
    own = Goal("Goals/H.md", "H", (Topic("print", 3),), (("bo", 7),), (Topic("Write to Bo", 9),))
    (found,) = progress(survey(notes), [own])
    assert (found.helpers, found.missing, found.steps) == ((), (), (Topic("Write to Bo", 9),))


def test_bridges() -> None:
    graph = Graph(survey(CHAIN))
    assert [(each.person.name, each.circles, each.only) for each in bridges(graph)] == [("Bo", ("core", "far"), 2)]


PEOPLE = [f"P{number}" for number in range(8)]
pairs = st.lists(st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)), max_size=14)
awake = st.sets(st.sampled_from(PEOPLE))


def world(met: list[tuple[str, str]], known: set[str]) -> dict[str, str]:
    notes = {name: person("2026-11-01 coffee") if name in known else person() for name in PEOPLE}
    for number, (one, other) in enumerate(met):
        notes[f"Meetings/{number}"] = MEETING.format(day="2020-01-05", one=one, other=other)
    return notes


@settings(deadline=None, max_examples=60)
@given(pairs, awake, st.sampled_from(PEOPLE))
def test_ways_are_as_short_as_networkx_finds(met: list[tuple[str, str]], known: set[str], target: str) -> None:
    graph = Graph(survey(world(met, known)))
    judge = nx.Graph([(one.casefold(), other.casefold()) for one, other in met if one != other])
    judge.add_nodes_from(name.casefold() for name in PEOPLE)
    assert {frozenset(pair) for pair in judge.edges} == {
        frozenset((one, other)) for one, others in graph.edges.items() for other in others
    }
    lengths = nx.single_source_shortest_path_length(judge, target.casefold())
    expected = sorted(length + 1 for who, length in lengths.items() if who.upper() in known and length < LONGEST)
    routes = reach(graph, [target.casefold()])
    assert [len(route.people) for route in routes] == expected[:5]
    for route in routes:
        assert nx.is_path(judge, [each.id for each in route.people])
        assert len(route.evidence) == len(route.people)
        assert all(route.evidence)


@settings(deadline=None, max_examples=40)
@given(pairs, awake, st.randoms(use_true_random=False))
def test_neither_order_nor_names_matter(met: list[tuple[str, str]], known: set[str], chance: random.Random) -> None:
    notes = world(met, known)
    shuffled = dict(chance.sample(sorted(notes.items()), len(notes)))
    assert Graph(survey(notes)).edges == Graph(survey(shuffled)).edges
    renamed = {path.replace("P", "Q"): text.replace("[[P", "[[Q") for path, text in notes.items()}
    before, after = (ties(directory(each), survey(each).today) for each in (notes, renamed))
    assert [tie.strength for _, tie in sorted(before.items())] == [tie.strength for _, tie in sorted(after.items())]
