"""Groups, communities and associations: who is in one, when it met, and what that shows."""

from __future__ import annotations

from datetime import timedelta

import pytest

from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.insight.edges import CROWD, acquaintances
from mdnetwork.insight.goals import who
from mdnetwork.insight.groups import Membership, memberships
from mdnetwork.insight.introductions import introductions
from mdnetwork.insight.reach import reach, reach_group
from mdnetwork.insight.review import review
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.vocabulary.meaning import asked
from support.insight_vault import ENGLISH, TODAY, ago, directory, person, survey


def group(*members: str, kind: str = "group", text: str = "", **keys: str) -> str:
    said = "".join(f"{key}: {value}\n" for key, value in keys.items())
    return f"---\ntype: {kind}\nmembers: [{', '.join(members)}]\n{said}---\n{text}"


def shown(notes: dict[str, str]) -> Membership:
    there = directory(notes)
    (found,) = memberships(there, PrivacyFilter(there, "review"), TODAY)
    return found


ADA_AND_BEA = {"Ada": person(f"{ago(3)} coffee"), "Bea": person()}


@pytest.mark.parametrize("kind", ["group", "community", "association", "Club", "gruppo", "Associazione", "comunità"])
def test_a_note_of_this_type_is_a_group_in_each_language(kind: str) -> None:
    assert shown(ADA_AND_BEA | {"Weavers": group("Ada", kind=kind)}).note.kind == "group"


@pytest.mark.parametrize(
    "text",
    [
        'members: [Ada, "[[Bea]]"]\n---\n',
        "soci: Ada, Bea\n---\n",
        "people: [Ada, Bea]\n---\n",
        "---\n## Members\n- [[Ada]], treasurer\n- Bea\n",
        "---\n## Membri\n- Ada (cassiera)\n- [[Bea]]\n",
        "---\nRun by [[Ada]], with [[Bea]].\n",
    ],
)
def test_members_are_links_or_names_as_the_note_writes_them(text: str) -> None:
    found = shown(ADA_AND_BEA | {"Weavers": f"---\ntype: group\n{text}"})
    assert [each.person.name for each in found.members] == ["Ada", "Bea"]
    assert all(each.evidence.line for each in found.members)
    assert found.others == ()


OWN_WORDS = {
    'groups: ["[[Weavers]]"]': True,
    "group: '[[Clubs/Weavers|the weavers]]'": True,
    "Comunità: '[[Weavers]]'": True,
    "gruppi:\n  - '[[Readers]]'\n  - '[[Weavers]]'": True,
    "groups: Weavers": False,
    "groups: '[[Readers]]'": False,
    "note: '[[Weavers]]'": False,
}


@pytest.mark.parametrize(("field", "is_member"), OWN_WORDS.items())
def test_a_member_may_say_so_in_their_own_note_which_is_no_contact(field: str, is_member: bool) -> None:
    own = f"---\ntype: person\n{field}\n---\n"
    there = directory({"Clubs/Weavers": group("Ada"), "People/Bea": own, "Ada": person()})
    (found,) = memberships(there, PrivacyFilter(there, "review"), TODAY)
    told = {each.person.name: each.evidence.path for each in found.members}
    assert told == {"Ada": "Clubs/Weavers.md", **({"Bea": "People/Bea.md"} if is_member else {})}
    assert found.last is None
    assert [len(each.counted) for each in there.histories] == [0, 0]
    assert acquaintances(there).acquainted("ada", "bea") is False


@pytest.mark.parametrize(
    "text",
    ["role: I keep the keys\n---\n", "---\nMy part: I keep the keys\n", "---\n## La mia parte\nI keep the keys\n"],
)
def test_my_part_is_a_field_a_line_or_a_section(text: str) -> None:
    assert shown({"Weavers": f"---\ntype: group\n{text}"}).part == "I keep the keys"


DAYS = {
    "a line of its own log": {"Weavers": group("Ada", text=f"## Log\n- {ago(5)} evening, the new loom\n")},
    "a meeting that it comes to": {
        "Weavers": group("Ada"),
        "Meetings/Loom": f"---\ntype: meeting\ndate: {ago(5)}\nattendees: ['[[Weavers]]']\n---\n",
    },
    "a meeting that is called so": {
        "Weavers": group("Ada"),
        f"Meetings/{ago(5)} Weavers": f"---\ntype: meeting\ndate: {ago(5)}\n---\n",
    },
    "a field of a meeting": {
        "Weavers": group("Ada"),
        "Meetings/Loom": f"---\ntype: meeting\ndate: {ago(5)}\nof: '[[Weavers]]'\n---\n",
    },
    "a daily note": {"Weavers": group("Ada"), f"Daily/{ago(5)}": "- talk at the [[Weavers]]\n"},
    "a person's log": {"Weavers": group("Ada"), "Cy": person(f"{ago(5)} sat beside me at the [[Weavers]]")},
    "a field of its own": {"Weavers": group("Ada", last_contact=str(ago(5)))},
}


@pytest.mark.parametrize("notes", DAYS.values(), ids=DAYS)
def test_the_last_time_is_a_day_that_is_written_somewhere(notes: dict[str, str]) -> None:
    last = shown(ADA_AND_BEA | notes).last
    assert last is not None
    assert last.date == ago(5)


@pytest.mark.parametrize(
    "text", ["- [ ] talk at the [[Weavers]]\n", "- want to go to the [[Weavers]]\n", "> talk at the [[Weavers]]\n"]
)
def test_what_is_planned_or_quoted_is_no_day_of_the_group(text: str) -> None:
    assert shown({"Weavers": group(), f"Daily/{ago(5)}": text}).last is None


def test_the_next_time_is_the_first_day_ahead() -> None:
    ahead = TODAY + timedelta(9)
    notes = {
        "Weavers": group(next_contact=str(TODAY + timedelta(30))),
        "Meetings/Loom": f"---\ntype: meeting\ndate: {ahead}\nattendees: ['[[Weavers]]']\n---\n",
    }
    following = shown(notes).next
    assert following is not None
    assert following.date == ahead


def test_who_is_linked_in_the_log_of_a_group_was_met() -> None:
    notes = {"Ada": person(), "Weavers": group("Ada", text=f"## Log\n- {ago(5)} evening with [[Ada]]\n")}
    assert directory(notes).paths["People/Ada.md"].last_contact == ago(5)


def test_nobody_private_gone_or_cut_off_appears() -> None:
    notes = {
        "Ada": person(),
        "Quiet": person(private="true"),
        "Gone": person(status="deceased"),
        "Away": person(status="no-contact"),
        "Weavers": group("Ada", "Quiet", "Gone", "Away", role="I sit beside Quiet", topics="[looms of Quiet, looms]"),
        f"Daily/{ago(5)}": "- Quiet spoke at the [[Weavers]]\n",
    }
    found = shown(notes)
    assert [each.person.name for each in found.members] == ["Ada"]
    assert (found.part, found.topics) == ("", ("looms",))
    assert found.last is not None
    assert found.last.text == "Weavers"
    assert [each.people[0].name for each in who(survey(notes), asked("looms"), ())] == ["Ada"]


def test_who_is_in_a_group_about_the_topic_is_named() -> None:
    notes = ADA_AND_BEA | {"Weavers": group("Bea", topics="[hand looms]")}
    (found,) = who(survey(notes), asked("looms by hand"), ())
    assert (found.people[0].name, found.reason) == ("Bea", "belongs to “Weavers”")


@pytest.mark.parametrize(("others", "fellows"), [(CROWD - 2, True), (CROWD - 1, False)])
def test_members_of_a_small_group_may_know_each_other_and_those_of_a_crowd_need_not(others: int, fellows: bool) -> None:
    interest = {"interests": "[looms]"}
    notes = {"Ada": person(f"{ago(3)} coffee", **interest), "Bea": person(f"{ago(9)} call", **interest), "Cy": person()}
    notes["Weavers"] = group("Ada", "Bea", *(f"Nobody {n}" for n in range(others)))
    there = directory(notes)
    edges = acquaintances(there)
    assert edges.pairs == {}
    assert bool(edges.fellows) is fellows
    assert bool(introductions(survey(notes), edges)) is not fellows


def test_a_common_group_is_the_last_resort_on_a_way() -> None:
    notes = ADA_AND_BEA | {"Weavers": group("Ada", "Bea")}
    there = directory(notes)
    (way,) = reach(there, acquaintances(there), "bea", TODAY)
    assert ([each.name for each in way.people], way.certain, way.in_group) == (["Ada", "Bea"], False, True)
    assert way.evidence[-1][0].path == "People/Weavers.md"
    found = reach_group(survey(notes), acquaintances(there), shown(notes))
    assert [[each.name for each in way.people] for way in found] == [["Ada"], ["Ada", "Bea"]]


def test_a_common_meeting_is_better_than_a_common_group() -> None:
    notes = ADA_AND_BEA | {"Weavers": group("Ada", "Bea"), "Cy": person(f"{ago(9)} call", friend="'[[Bea]]'")}
    there = directory(notes)
    assert [way.certain for way in reach(there, acquaintances(there), "bea", TODAY)] == [True]


def looked_back(notes: dict[str, str], prefers: str = "") -> tuple[int, int, list[str]]:
    found = review(directory(notes), FollowUpSettings(prefers=prefers), TODAY, ENGLISH)  # type: ignore[arg-type]
    reasons = [each.reason for each in found.suggestions if each.kind == "coffee"]
    return found.presence.alone.now, found.presence.together.now, reasons


@pytest.mark.parametrize(
    ("note", "alone"),
    [
        ({"Ada": person(f"{ago(5)} coffee", circle="core")}, True),
        ({"Ada": person(f"{ago(5)} coffee with [[Bea]]", circle="core")}, False),
        ({"Meetings/A": f"---\ntype: meeting\ndate: {ago(5)}\nattendees: [Ada]\n---\nLooms.\n"}, True),
        ({"Meetings/A": f"---\ntype: meeting\ndate: {ago(5)}\nattendees: [Ada, Zed]\n---\nLooms.\n"}, False),
        ({"Events/A": f"---\ntype: event\ndate: {ago(5)}\nattendees: [Ada]\n---\nLooms.\n"}, False),
        ({"Weavers": group("Ada", text=f"## Log\n- {ago(5)} dinner with [[Ada]]\n")}, False),
    ],
)
def test_one_to_one_and_together_are_told_apart(note: dict[str, str], alone: bool) -> None:
    notes = {"Ada": person(circle="core"), "Bea": person()} | note
    assert looked_back(notes)[:2] == (int(alone), int(not alone))


def test_who_prefers_one_to_one_is_told_whom_they_saw_only_among_others() -> None:
    event = {"Events/A": f"---\ntype: event\ndate: {ago(5)}\nattendees: [Ada]\n---\nLooms.\n"}
    notes = {"Ada": person(f"{ago(400)} call", circle="core")} | event
    advice = "Lately you have only seen Ada in company: how about a coffee, just the two of you?"
    assert looked_back(notes, "one-to-one")[2] == [advice]
    assert looked_back(notes)[2] == []
    notes["Ada"] = person(f"{ago(400)} call", f"{ago(7)} lunch", circle="core")
    assert looked_back(notes, "one-to-one")[2] == []
