"""What to take to a meeting: what its note says, else what the notes of those who come say, else a gap."""

from __future__ import annotations

from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.insight.goals import Goal
from mdnetwork.insight.portrait import seek_out
from mdnetwork.insight.preparation import Preparation, preparation, written_in
from mdnetwork.model import Meeting
from mdnetwork.parsing import ReadingSettings
from support.insight_vault import TODAY, ago, person, survey

ME = "---\ntype: me\nname: Nora\noffers: [weaving courses]\nneeds: [help with wool dyeing]\n---\n"
LEARN = Goal("Learn to dye", "Goals/Learn.md", ("indigo",))


def meeting(*names: str, text: str = "", day: str = str(TODAY), kind: str = "meeting") -> str:
    return f"---\ntype: {kind}\ndate: {day}\nattendees: [{', '.join(names)}]\n---\n{text}"


def prepared(notes: dict[str, str], note: str, *goals: Goal) -> Preparation | None:
    there = survey({**notes, "Meetings/Loom": note})
    found: Meeting = there.directory.meetings[0]
    return preparation(found, written_in(note.encode(), ReadingSettings()), goals, there)


def texts(found: Preparation | None) -> dict[str, list[str]]:
    assert found is not None
    return {name: [each.text for each in prompts] for name, prompts in found._asdict().items()}


def test_what_nobody_wrote_is_a_gap() -> None:
    assert texts(prepared({"Ada": person()}, meeting("Ada"))) == {"aim": [], "questions": [], "offer": [], "ask": []}


def test_the_note_comes_first_under_headings_or_after_labels_in_each_language() -> None:
    english = "## Aim\nAgree the price\n## Questions\n- Who pays?\n- When?\n## To offer\nA day in June\n\n"
    english += "My ask: a reference\n"
    expected = {
        "aim": ["Agree the price"],
        "questions": ["Who pays?", "When?"],
        "offer": ["A day in June"],
        "ask": ["a reference"],
    }
    assert texts(prepared({"Ada": person()}, meeting("Ada", text=english))) == expected
    italian = "## Scopo\nIl prezzo\n## Domande\n- Chi paga?\n## Da offrire\nUn giorno\n## La richiesta\nUna referenza\n"
    found = texts(prepared({"Ada": person()}, meeting("Ada", text=italian)))
    assert found == {"aim": ["Il prezzo"], "questions": ["Chi paga?"], "offer": ["Un giorno"], "ask": ["Una referenza"]}


def test_such_lines_are_no_text_of_the_meeting() -> None:
    found = survey(
        {"Ada": person(), "Meetings/Loom": meeting("Ada", text="Aim: the price\n\n## Questions\n- Who pays?\n")}
    )
    assert not found.directory.meetings[0].note.has_text


def test_the_notes_of_those_who_come_fill_the_rest() -> None:
    notes = {
        "Me": ME,
        "Ada": person(f"{ago(9)} call about her barn", needs="[a course in weaving]"),
        "Bea": person(expertise="[indigo, wool dyeing]", interests="[old looms]"),
    }
    found = prepared(notes, meeting("Ada", "Bea"), LEARN)
    assert texts(found) == {
        "aim": ["Learn to dye: Bea, knows about “indigo”"],
        "questions": [
            "Ada: Last time you talked about her barn. What has happened since?",
            "Bea: What is new in old looms?",
        ],
        "offer": ["Ada is looking for a course in weaving; you offer weaving courses."],
        "ask": ["help with wool dyeing: Bea, knows about “wool dyeing”"],
    }
    assert found is not None
    assert all(each.evidence for prompts in found for each in prompts)


def test_a_target_of_a_goal_is_an_aim_and_nothing_to_ask_for() -> None:
    goal = Goal("Teach there", "Goals/Teach.md", (), targets=("Loom House",))
    found = texts(prepared({"Ada": person(org="Loom House")}, meeting("Ada"), goal))
    assert (found["aim"], found["ask"]) == (["Teach there: Ada, works for “Loom House”"], [])


def test_one_person_gives_two_questions_and_what_they_care_about_is_an_offer_too() -> None:
    notes = {"Me": ME, "Ada": person(f"{ago(9)} call about her barn", interests="[weaving]")}
    found = texts(prepared(notes, meeting("Ada")))
    assert found["questions"] == [
        "Ada: Last time you talked about her barn. What has happened since?",
        "Ada: What is new in weaving?",
    ]
    assert found["offer"] == ["Ada cares about weaving; you offer weaving courses."]


def test_nobody_who_may_not_be_named_gives_anything() -> None:
    notes = {"Me": ME}
    for name, field in (("Quiet", "private: true"), ("Gone", "status: deceased"), ("Away", "status: no-contact")):
        notes[name] = person(
            expertise="[indigo]", interests="[weaving]", needs="[weaving]", **dict([field.split(": ")])
        )
    found = texts(prepared(notes, meeting("Quiet", "Gone", "Away", text="Aim: what Quiet wants\n"), LEARN))
    assert found == {"aim": [], "questions": [], "offer": [], "ask": []}


def test_a_meeting_of_the_past_needs_no_preparation() -> None:
    assert prepared({"Ada": person()}, meeting("Ada", day=str(ago(1)))) is None


def test_who_prefers_one_to_one_is_told_whom_to_take_aside_at_an_event() -> None:
    notes = {name: person(f"{ago(days)} call", circle="core") for name, days in (("Ada", 9), ("Bea", 90))}
    notes["Meetings/Loom"] = meeting("Ada", "Bea", kind="event")
    prefers = survey(notes, FollowUpSettings(prefers="one-to-one"))
    *_, aside = seek_out(prefers.directory.meetings[0], prefers)
    assert (aside.kind, aside.people[0].name) == ("coffee", "Bea")
    assert aside.evidence
    plain = survey(notes)
    assert "coffee" not in [each.kind for each in seek_out(plain.directory.meetings[0], plain)]
