"""What a reader found: names in titles, pitches and notes' names, words that only look alike, names of two words."""

from __future__ import annotations

import pytest

from mdnetwork.drafts.drafting import given_name
from mdnetwork.followups.things import thing, topic
from mdnetwork.insight.contact import new_and_known, presence
from mdnetwork.insight.edges import acquaintances
from mdnetwork.insight.goals import Goal
from mdnetwork.insight.profile import events, ladder
from mdnetwork.insight.questions import questions
from mdnetwork.insight.review import ASPECTS
from mdnetwork.insight.topics import without_names
from mdnetwork.vocabulary.meaning import stems
from support.drafts import ME, draft_to
from support.insight_vault import Notes, ago, directory, outlooks, person, quarter, survey

QUIET = person(private="true")


def event(*names: str, kind: str = "event", day: object = ago(9)) -> str:
    people = ", ".join(f"'[[{name}]]'" for name in names)
    return f"---\ntype: {kind}\ndate: {day}\nattendees: [{people}]\n---\nWe talked.\n"


def test_an_event_or_goal_in_whose_title_somebody_private_stands_is_told_of_nowhere() -> None:
    notes = {"Ann": person(), "Zara Quiet": QUIET, "Events/Wedding of Zara Quiet": event("Ann"), "Events/Fair": event()}
    found = survey(notes)
    assert [each.gathering.note.path for each in events(found, quarter()).now] == ["Events/Fair.md"]
    assert ladder(found, quarter()).took_part.now == 1
    assert outlooks(found, Goal("A job for Zara Quiet", "Goals/Job.md", ("jobs",))) == []


def test_a_note_named_after_somebody_private_is_not_cited() -> None:
    notes = {"Ann": person(), "Bo": person(), "Zara Quiet": QUIET}
    notes["Meetings/Lunch with Zara Quiet"] = event("Ann", "Bo", kind="meeting")
    found = survey(notes)
    known = acquaintances(found.directory)
    assert (known.between("ann", "bo"), known.acquainted("ann", "bo")) == ((), True)
    seen = found.privacy.citing(presence(found, quarter()).in_person)
    assert (seen.now, [each.evidence for each in seen.parts]) == (2, [(), ()])
    new_people = found.privacy.citing(new_and_known(found, quarter())).new_people
    assert [each.evidence for each in new_people.parts] == [(), ()]


def test_a_pitch_that_names_somebody_private_is_not_sent() -> None:
    notes = {"Me": ME.replace("I help museums.", "I bind books with Zara Quiet."), "Zara Quiet": QUIET}
    assert "Zara" not in draft_to(notes | {"Ada": person(f"{ago(3)} coffee")}, "first").text


@pytest.mark.parametrize(("one", "other"), [("poster", "post"), ("posters", "post"), ("corner", "corn")])
def test_what_is_nobody_who_does_something_is_another_word(one: str, other: str) -> None:
    assert not stems(one) & stems(other)


def test_names_of_people_are_no_topic_of_a_note() -> None:
    there = directory({"Zara Secret": QUIET, "Ann": person(), "Notes/Loom": "x"})
    text = "[[Ann]] and Zara Secret build boats, see [[Loom]] and secret labs"
    assert without_names(text, there).split() == ["and", "build", "boats,", "see", "[[loom]]", "and", "secret", "labs"]


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        ("Gian Piero D'Angelo", None, "Gian Piero"),
        ("Maria Grazia Della Valle", None, "Maria Grazia"),
        ("Maria Lopez Garcia", None, "Maria"),
        ("Gian Rossi", None, "Gian"),
        ("Jean Luc van der Berg", None, "Jean Luc"),
        ("Ana Sofia Lima", "Ana Sofia", "Ana Sofia"),
    ],
)
def test_the_first_of_double_names(name: str, given: str | None, expected: str) -> None:
    assert given_name(name, given) == expected


def test_a_first_name_that_the_note_says_apart() -> None:
    notes: Notes = {"Ada": person(f"{ago(3)} coffee", first_name="Ada Rose", last_name="Marlow")}
    assert draft_to(notes, "coffee").text.splitlines()[0].endswith("Ada Rose,")
    whole: Notes = {"Ada": person(f"{ago(3)} coffee", nome="Ada Marlow")}
    assert draft_to(whole, "coffee").text.splitlines()[0].endswith("Ada,")


def test_of_sad_news_one_does_not_ask_how_it_is() -> None:
    found = survey({"Bob": person(f"{ago(3)} #news his father died")})
    asked = [each.text for each in questions(found.histories["bob"], found)]
    assert asked[0] == "Their news: his father died. Say that you are thinking of them."


def test_my_own_thanks_are_nothing_to_come_back_to() -> None:
    found = survey({"Bob": person(f"{ago(3)} email → wrote about the catalogue #thanked", f"{ago(9)} call about rain")})
    asked = [each.text for each in questions(found.histories["bob"], found)]
    assert asked[0] == "On 14 November you talked about rain. What has happened since?"


@pytest.mark.parametrize(
    ("org", "expected"), [("Ernst/Young", "Ernst/Young"), ('"[[Orgs/Acme|the Acme]]"', "the Acme")]
)
def test_only_a_link_is_a_path(org: str, expected: str) -> None:
    assert ASPECTS["org"](survey({"Bob": person(org=org)}).histories["bob"].person) == expected


def test_what_is_asked_or_until_when_is_no_matter() -> None:
    assert topic("call; how about Tuesday?") == ""
    assert topic("call about the wing. Lunch?") == "the wing"
    assert thing("l'elenco entro il 20 novembre") == "l'elenco"
    assert thing("the list by friday") == "the list"
    assert thing("a map by hand") == "a map by hand"


def test_whom_one_only_wrote_to_is_not_told_of_an_exchange() -> None:
    wrote = draft_to({"Ada": person(f"{ago(40)} email → the list of rain")}, "reconnect").text
    assert "I last wrote to you on 14 October" in wrote
    assert "We last spoke" in draft_to({"Ada": person(f"{ago(40)} call → rain")}, "reconnect").text


def test_who_was_thanked_is_not_thanked_twice_without_a_word() -> None:
    log = (f"{ago(9)} email ← the plans #got", f"{ago(3)} email → thanks #thanked")
    said = "You thanked Ada on 20 November already."
    assert said in draft_to({"Ada": person(*log)}, "thank").warnings
    assert said not in draft_to({"Ada": person(*reversed(log), f"{ago(1)} email ← maps #got")}, "thank").warnings
