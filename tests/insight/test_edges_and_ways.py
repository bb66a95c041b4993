"""Who knows whom, through whom, who should meet: worked by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.insight.edges import CROWD, acquaintances
from mdnetwork.insight.goals import Goal, who
from mdnetwork.insight.introductions import COMMON, introductions
from mdnetwork.insight.reach import reach, reach_all, works_at
from mdnetwork.insight.survey import Suggestion
from mdnetwork.insight.topics import subject
from mdnetwork.people.directory import Place
from mdnetwork.vocabulary.meaning import beginnings, meant, words
from support.insight_vault import TODAY, ago, directory, outlooks, person, survey

CHAIN = {
    "Ada": person(f"{ago(3)} coffee", org="Mill"),
    "Bea": person(f"{ago(3)} lunch with [[Cleo]]"),
    "Cleo": person(org="Dock"),
    "Dan": person(friend="'[[Cleo]]'", org="Dock"),
    "Eve": person(org="Mill"),
    "Meetings/Plan": f"---\ntype: meeting\ndate: {ago(9)}\nattendees: ['[[Ada]]', '[[Bea]]']\n---\n",
}


def pairs(notes: dict[str, str]) -> set[tuple[str, str]]:
    return set(acquaintances(directory(notes)).pairs)


def ways(notes: dict[str, str], name: str) -> list[tuple[str, ...]]:
    there = directory(notes)
    found = reach(there, acquaintances(there), name.lower(), TODAY)
    assert all(len(way.people) == len(way.evidence) and all(way.evidence) for way in found)
    return [tuple(each.name for each in way.people) for way in found]


def test_meetings_lines_and_relations_make_edges_and_employers_do_not() -> None:
    assert pairs(CHAIN) == {("ada", "bea"), ("bea", "cleo"), ("cleo", "dan")}


def test_a_plan_is_no_edge_yet() -> None:
    notes = {"Ada": person(), "Bea": person(), "Daily/2027-01-01": "- lunch with [[Ada]] and [[Bea]]\n"}
    assert pairs(notes) == set()


def test_who_introduced_them_knows_them() -> None:
    assert pairs({"Ada": person(), "Bea": person(introduced_by="'[[Ada]]'")}) == {("ada", "bea")}


def test_a_line_of_a_daily_note_brings_two_together_and_an_earlier_one_stays_behind_it() -> None:
    notes = {"Ada": person(), "Bea": person()}
    notes |= {f"Daily/{ago(days)}": "- lunch with [[Ada]] and [[Bea]]\n" for days in (2, 5)}
    found = acquaintances(directory(notes)).between("bea", "ada")
    assert [line.date for line in found] == [ago(2), ago(5)]


@pytest.mark.parametrize(("size", "known"), [(CROWD, True), (CROWD + 1, False)])
def test_a_crowd_on_a_line_makes_no_edge(size: int, known: bool) -> None:
    names = [f"P{n}" for n in range(size)]
    notes = {name: person() for name in names}
    notes[f"Daily/{ago(1)}"] = "- dinner with " + " ".join(f"[[{name}]]" for name in names)
    assert bool(pairs(notes)) is known


@pytest.mark.parametrize("hidden", [{"private": "true"}, {"status": "deceased"}, {"status": "no-contact"}])
def test_who_may_not_be_named_is_no_step_and_no_end(hidden: dict[str, str]) -> None:
    notes = CHAIN | {"Cleo": person("2026-10-01 with [[Bea]]", **hidden), "Fay": person(private="true")}
    assert pairs(notes) == {("ada", "bea")}
    assert ways(notes, "Cleo") == []
    assert ways(notes, "Dan") == []


def test_ways_are_shortest_first() -> None:
    assert ways(CHAIN, "Bea") == [("Bea",), ("Ada", "Bea")]
    assert ways(CHAIN, "Dan") == [("Bea", "Cleo", "Dan")]


def test_colleagues_only_may_know() -> None:
    there = directory(CHAIN)
    (way,) = reach(there, acquaintances(there), "eve", TODAY)
    assert ([each.name for each in way.people], way.certain) == (["Ada", "Eve"], False)


def test_an_organisation_is_reached_through_its_people() -> None:
    there = directory(CHAIN)
    assert works_at(there, "dock")
    assert not works_at(there, "Eve")
    ways_in = reach_all(survey(CHAIN), acquaintances(there), lambda person: person.org == "Dock")
    found = [[each.name for each in way.people] for way in ways_in]
    assert found == [["Bea", "Cleo"], ["Bea", "Cleo", "Dan"]]


def test_met_is_knowing_and_nobody_is_reached_who_stands_alone() -> None:
    assert ways({"Ada": person(met="2026-01-02"), "Bea": person(met="2027-01-02")}, "Ada") == [("Ada",)]
    assert ways({"Ada": person(met="2026-01-02"), "Bea": person(met="2027-01-02")}, "Bea") == []
    assert ways({f"P{n}": person(friend=f"'[[P{n + 1}]]'") for n in range(9)} | {"P9": person()}, "P9") == []


MEET = {
    "Ada": person(f"{ago(3)} call", needs="[a printer]", interests="[chess]"),
    "Bea": person(f"{ago(3)} call", expertise="[printing]"),
    "Cleo": person(f"{ago(3)} call", needs="[printers]", interests="[chess]"),
}


def proposed(notes: dict[str, str], only: str | None = None) -> list[tuple[str, ...]]:
    return [tuple(each.name for each in one.people) for one in suggested(notes, only)]


def suggested(notes: dict[str, str], only: str | None = None) -> list[Suggestion]:
    looked = survey(notes)
    return introductions(looked, acquaintances(looked.directory), only)


def test_need_meets_offer_before_the_same_need_and_interest() -> None:
    # Ada + Bea and Cleo + Bea: 3 each; Ada + Cleo: 2 for the need and 1 for chess, 3 too; then by names.
    assert proposed(MEET) == [("Ada", "Bea"), ("Ada", "Cleo"), ("Cleo", "Bea")]
    assert proposed(MEET, "bea") == [("Ada", "Bea"), ("Cleo", "Bea")]


def test_who_knows_each_other_is_not_introduced() -> None:
    assert proposed(MEET | {"Bea": person(f"{ago(3)} call with [[Ada]]", expertise="[printing]")}, "ada") == [
        ("Ada", "Cleo")
    ]


@pytest.mark.parametrize("hidden", [{"private": "true"}, {"status": "deceased"}])
def test_what_the_note_of_somebody_untold_tells_is_no_edge_but_nobody_is_introduced_again(
    hidden: dict[str, str],
) -> None:
    notes = MEET | {"Dan": person("2026-10-01 lunch with [[Ada]] and [[Bea]]", **hidden)}
    assert proposed(notes, "ada") == [("Ada", "Cleo")]
    assert pairs(notes) == set()


def test_interests_meet() -> None:
    notes = {name: person(f"{ago(3)} call", interests="[chess]") for name in ("Ada", "Bea")}
    assert proposed(notes) == [("Ada", "Bea")]
    many = {
        f"P{n}": person(f"{ago(3)} call", needs="[chess]", interests="[chess]", expertise="[chess]")
        for n in range(COMMON + 1)
    }
    assert proposed(many) == []


@given(st.permutations(list(CHAIN)), st.sampled_from(["Zoe", "Aaa"]))
def test_neither_the_order_of_notes_nor_names_change_who_knows_whom(order: list[str], name: str) -> None:
    assert pairs({each: CHAIN[each] for each in order}) == pairs(CHAIN)
    renamed = {each.replace("Bea", name): text.replace("Bea", name) for each, text in CHAIN.items()}
    assert {tuple(sorted(x.replace(name.lower(), "bea") for x in pair)) for pair in pairs(renamed)} == pairs(CHAIN)


def test_words_are_the_same_in_any_form() -> None:
    assert words("The printers, the printing, 2026 e il libro") == ("libro", "printers", "printing")
    assert meant(("printers", "libri"), "printing of a libro") == {"printers", "libri"}
    assert "print" in beginnings(("printers",)) | beginnings(("printing",))


def test_what_a_text_is_about_is_not_what_every_log_says() -> None:
    assert subject("Ada told me, she asked: a kiln! Ada ha scritto del forno.") == ("ada", "forno", "kiln", "she")


class Hit:
    def __init__(self, path: str, line: int, text: str) -> None:
        self.path, self.line, self.text = path, line, text


def told(notes: dict[str, str], hits: list[Hit], topic: str, without: str = "") -> list[tuple[str, str]]:
    places: list[Place] = list(hits)
    return [(each.people[0].name, each.reason) for each in who(survey(notes), words(topic), places, without)]


def test_what_one_knows_comes_before_what_one_looks_for() -> None:
    notes = {**MEET, "Dan": person(role="Printer", private="true")}
    hits = [Hit(f"People/{name}.md", 1, "") for name in notes]
    assert told(notes, hits, "printers") == [
        ("Bea", "knows about “printing”"),
        ("Ada", "is looking for “a printer” too"),
        ("Cleo", "is looking for “printers” too"),
    ]
    assert [name for name, _ in told(notes, hits, "printers", "bea")] == ["Ada", "Cleo"]
    assert told(notes, hits, "boats") == []


def test_what_was_lived_is_told_with_its_day_unless_it_tells_of_somebody_private() -> None:
    notes = {
        "Ada": person(f"{ago(3)} call, painted the boat"),
        "Bea": person("a boat without a day"),
        "Cleo": person(f"{ago(3)} boat with [[Dan]]"),
        "Dan": person(private="true"),
    }
    hits = [
        Hit("People/Ada.md", 5, f"{ago(3)} call, painted the boat"),
        Hit("People/Bea.md", 5, "a boat without a day"),
    ]
    hits += [Hit("People/Cleo.md", 5, "boat with [[Dan]]")]
    assert told(notes, hits, "boats") == [
        ("Ada", "on 20 November: call, painted the boat"),
        ("Bea", "a boat without a day"),
    ]


def test_a_line_outside_a_log_does_not_give_away_somebody_private_either() -> None:
    notes = {"Ada": "---\ntype: person\n---\nShares a boat with Dan.\n", "Dan": person(private="true")}
    assert told(notes, [Hit("People/Ada.md", 4, "Shares a boat with Dan.")], "boats") == []


def test_a_field_that_names_somebody_private_is_told_of_nobody() -> None:
    notes = {
        "Ada": person(f"{ago(3)} call", role="Agent of Dan Quiet", expertise="[the boats of Dan Quiet]"),
        "Dan Quiet": person(private="true"),
    }
    assert told(notes, [Hit("People/Ada.md", 3, "Agent of Dan Quiet")], "agent") == []
    goal = Goal("Boats", "Goals/Boats.md", ("boats", "a boat for Dan Quiet"))
    (outlook,) = outlooks(survey(notes), goal)
    assert (outlook.servers, outlook.missing) == ((), ("boats",))


def test_goals_tell_who_serves_what_is_missing_and_with_whom_to_begin() -> None:
    notes = {
        "Ada": person(f"{ago(30)} call", expertise="[printing]"),
        "Bea": person(f"{ago(3)} call", role="Printer"),
        "Cleo": person(),
        "Goals/Show": "---\ntype: goal\n---\n[[Bea]] for posters\n",
    }
    (outlook,) = outlooks(survey(notes), Goal("Show", "Goals/Show.md", ("print", "schools")))
    assert [(each.person.name, each.named, each.topics) for each in outlook.servers] == [
        ("Bea", True, ("print",)),
        ("Ada", False, ("print",)),
    ]
    assert outlook.missing == ("schools",)
    assert outlook.next is not None
    assert outlook.next.person.name == "Ada"
    assert [each.reason for each in outlook.servers] == [
        "named in the goal; works as “Printer” (print)",
        "knows about “printing” (print)",
    ]
    kind = {"Ada": person(sector="museums"), "Bea": person(tags="[mentor]")}
    (served,) = outlooks(survey(kind), Goal("Show", "Goals/Show.md", ("museums", "mentors")))
    assert ([each.person.name for each in served.servers], served.missing) == (["Ada", "Bea"], ())
    (empty,) = outlooks(survey({"Cleo": person()}), Goal("Show", "Goals/Show.md", ("boats",)))
    assert (empty.servers, empty.missing, empty.next) == ((), ("boats",), None)


def test_a_link_in_a_sentence_of_a_person_s_note_is_an_edge() -> None:
    notes = {
        "Ann": f"{person('2026-10-01 call', interests='[sailing]')}\n## Notes\nMarried to [[Ben Ode]].\n",
        "Ben Ode": person("2026-10-02 call", interests="[sailing]"),
        "Cay": f"{person()}\n## Tasks\n- [ ] ask [[Dov]]\n",
        "Dov": person(),
    }
    assert pairs(notes) == {("ann", "ben ode")}
    assert suggested(notes) == []


def test_what_meets_in_one_common_word_alone_brings_nobody_together() -> None:
    notes = {
        "Carl": person("2026-10-01 call", interests="[Roman cooking]", needs="[a UX designer, a GIS specialist]"),
        "Dora": person("2026-10-01 call", interests="[Roman law]", expertise="[computer application design]"),
        "Eli": person("2026-10-01 call", expertise="[GIS]", interests="[law]"),
    }
    found = [(each.people[0].name, each.people[1].name, each.reason) for each in suggested(notes)]
    assert found == [
        ("Carl", "Eli", "Carl is looking for “a GIS specialist”, and Eli knows about “GIS”."),
        ("Dora", "Eli", "Dora cares about “Roman law”, and Eli about “law”."),
    ]
    authors = {
        "Ann": person("2026-10-01 call", needs="[a co-author]"),
        "Lu": person("2026-10-01 call", needs="[authors on urban history]"),
    }
    assert [each.reason for each in suggested(authors)] == [
        "Ann is looking for “a co-author”, and Lu for “authors on urban history”."
    ]
