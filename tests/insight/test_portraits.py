"""The page of a person: what is shared and could be offered, what to ask, whom to seek out, what fits into minutes."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.followups import follow_ups
from mdnetwork.i18n import texts
from mdnetwork.insight.introductions import offers, shared_interests, shared_people
from mdnetwork.insight.portrait import portrait, seek_out
from mdnetwork.insight.questions import begin_with, fitting, questions
from mdnetwork.insight.survey import Survey
from mdnetwork.kinds import KIND
from mdnetwork.model import FollowUp
from mdnetwork.vocabulary.meaning import alike, senses
from support.insight_vault import MONTHLY, TODAY, person, survey


@pytest.mark.parametrize(
    ("one", "other", "are"),
    [
        ("a lighting designer", "lighting design", True),
        ("help with planning events", "event planning", True),
        ("un grafico", "grafica e stampa", True),
        ("some help", "some tea", False),
        ("of", "of", False),
        ("Città", "citta", True),
    ],
)
def test_what_speaks_of_the_same(one: str, other: str, are: bool) -> None:
    assert alike(one, [other, "x"]) == ((other,) if are else ())


def test_words_that_carry_sense() -> None:
    assert senses("The designers, for 300 libri") & senses("design") == {"design"}
    assert "libr" in senses("300 libri") & senses("un libro")
    assert senses("for 300") == frozenset()


def test_shared_people() -> None:
    """Bo: at a meeting and in a daily note, two days; Cy: only in the note; Di: by relation. Crowds tell nothing."""
    meeting = '---\ntype: meeting\nattendees: ["[[Ada]]", "[[Bo]]", "[[Milo]]"]\n---\n'
    crowd = (
        "---\ntype: meeting\nattendees: [" + ", ".join(f'"[[{n}]]"' for n in ["Ada", "Eve", *"abcdefgh"]) + "]\n---\n"
    )
    notes = {
        "Ada": person(
            "2026-06-01 call, she knows [[Flo]]",
            introduced_by='"[[Di]]"',
            friend='"[[Milo]]"',
            colleague='"[[Nobody]]"',
        ),
        "Bo": person(),
        "Cy": person(),
        "Di": person(),
        "Eve": person(),
        "Flo": person(),
        "Gus": person("2026-06-02 lunch, with [[Ada]]"),
        "Milo": person(private="true"),
        "Meetings/2026-10-01 Plan": meeting,
        "Meetings/2026-10-03 Town hall": crowd,
        "Daily/2026-10-02": "coffee with [[Ada]], [[Bo]] and [[Cy]]\n",
    } | {n: person() for n in "abcdefgh"}
    found = survey(notes)
    shared = shared_people(found.histories["ada"], found)
    assert [(each.person.name, each.days) for each in shared] == [
        ("Bo", 2),
        ("Cy", 1),
        ("Flo", 1),
        ("Gus", 1),
        ("Di", 0),
    ]
    assert [str(each.date) for each in shared[0].evidence] == ["2026-10-02", "2026-10-01"]
    assert [(each.path, each.line, each.text) for each in shared[-1].evidence] == [("People/Ada.md", 3, "Di")]


def test_what_i_could_offer() -> None:
    notes = {
        "Me": "---\ntype: me\noffers: [event planning, tax law]\ninterests: [letterpress]\n---\n",
        "Ada": person(needs="[help with events, a printer]", interests="[letterpress printing, chess]"),
        "Bo": person(expertise="[printing, printers' ink]"),
        "Cy": person(expertise="[printing]", status="paused"),
        "Di": person(expertise="[printing]", private="true"),
    }
    found = survey(notes)
    ada = found.histories["ada"].person
    told = [(each.need, each.offer, each.person.name if each.person else "") for each in offers(ada, found)]
    assert told == [("help with events", "event planning", ""), ("a printer", "printers' ink", "Bo")]
    assert shared_interests(ada, found) == ("letterpress printing",)
    assert shared_interests(ada, survey({"Ada": notes["Ada"]})) == ()
    assert [each.person for each in offers(ada, survey({"Ada": notes["Ada"]}))] == []


def test_questions_in_their_order() -> None:
    ada = person(
        "2026-11-20 #news she won a prize",
        "2026-10-04 coffee → talked about the new wing; #promised the survey",
        "2026-09-01 call, is the roof done? and all else",
        "2025-01-01 call, is the cellar dry?",
        needs="[a printer]",
        interests="[chess]",
    )
    ada += "\n## Tasks\n- [ ] Ask about the reopening 📅 2026-12-04\n- [x] Ask about the door\n- [ ] Mend the chair\n"
    found = survey({"Ada": ada})
    asked = questions(found.histories["ada"], found, 99)
    assert [each.text for each in asked] == [
        "Ask about the reopening",
        "is the roof done?",
        "Ask about their news: she won a prize.",
        "Last time you talked about the new wing. What has happened since?",
        "Have you found what you were looking for: a printer?",
        "What is new in chess?",
        "What are you working on these days?",
    ]
    assert [len(each.evidence) for each in asked] == [1, 1, 1, 1, 1, 1, 0]
    assert len(questions(found.histories["ada"], found)) == 3


@pytest.mark.parametrize(
    "log",
    [
        (),
        ("2026-11-23 call → we talk today",),
        ("2026-11-20 call",),
        ("2026-11-20 email → #waiting for the form",),
        ("2026-11-20 call", "2026-11-01 #news she moved"),
        ("2026-11-20 really?",),
    ],
)
def test_there_is_always_something_to_ask(log: tuple[str, ...]) -> None:
    found = survey({"Ada": person(*log)})
    assert [each.text for each in questions(found.histories["ada"], found)] == ["What are you working on these days?"]


def test_of_the_dead_nothing_is_asked_or_offered() -> None:
    notes = {
        "Ada": person("2026-01-01 email ← the plans #got", died="2026-02-01", needs="[a printer]"),
        "Bo": person(expertise="[printers]"),
    }
    found = survey(notes)
    told = portrait(found.directory.paths["People/Ada.md"], found)
    assert (told.questions, told.offers, [each.kind for each in told.exchanges]) == ((), (), ["got"])
    assert told.tie.days == 1


def test_who_is_private_has_a_page_when_asked_for() -> None:
    found = survey({"Ada": person("2026-01-01 call about rain", private="true")})
    told = portrait(found.directory.paths["People/Ada.md"], found)
    assert told.questions[0].text == "Last time you talked about rain. What has happened since?"


def forum(*names: str, kind: str = "event") -> str:
    coming = ", ".join(f'"[[{name}]]"' for name in names)
    return f"---\ntype: {kind}\nattendees: [{coming}]\n---\n"


EVERYBODY = {
    "Owed": person("2026-10-01 call → #promised the map 📅 2026-12-08"),
    "Kept": person("2026-10-01 coffee → #promised the map 📅 2026-10-08", "2026-10-02 email → #kept"),
    "Drifts": person("2026-06-01 coffee", circle="core"),
    "Needs": person("2026-11-01 coffee", needs="[a printer]"),
    "Wants": person("2026-11-01 coffee", needs="[legal advice]"),
    "Prints": person("2026-11-01 coffee", expertise="[printing]"),
    "Wrote": person("2026-11-01 email → hello"),
    "Paused": person(status="paused"),
    "Milo": person(private="true"),
    "Me": "---\ntype: me\noffers: [legal work]\n---\n",
}


def sought(*names: str, kind: str = "event") -> list[tuple[str, str]]:
    found = survey(EVERYBODY | {"Events/2026-12-01 Forum": forum(*names, kind=kind)}, MONTHLY)
    (meeting,) = found.directory.meetings
    return [(each.people[0].name, each.reason) for each in seek_out(meeting, found)]


def test_at_most_three_are_sought_out_each_with_a_reason() -> None:
    assert sought("Wrote", "Needs", "Kept", "Drifts", "Owed", "Milo", "Paused") == [
        ("Owed", "You promised Owed: the map."),
        ("Drifts", "Drifts is drifting away: silent for 175 days; you mean to be in touch within 30 days."),
        ("Needs", "Needs is looking for a printer; Prints knows about printing."),
    ]
    assert sought("Wrote", "Wants") == [
        ("Wants", "Wants is looking for legal advice; you offer legal work."),
        ("Wrote", "You have never met Wrote in person."),
    ]


def test_at_a_small_meeting_one_talks_to_all() -> None:
    assert sought("Wrote", "Wants", "Owed", kind="meeting") == []
    assert len(sought("Wrote", "Wants", "Owed", "Drifts", kind="meeting")) == 3


MORNING = {
    "Promise": person("2026-11-01 call → #promised the map 📅 2026-11-22"),
    "Waiting": person("2026-11-01 email → #waiting for the form 📅 2026-11-20"),
    "First": person("2026-11-21 coffee at the fair; he maps gardens"),
    "Met": person(met="2026-11-21"),
    "Got": person("2026-11-20 email ← the plans #got"),
    "News": person("2026-11-01 call", "2026-11-20 #news a prize"),
    "Intro": person("2026-10-01 introduced #intro [[Bo]]"),
    "Bo": person(),
    "Task": person() + "\n## Tasks\n- [ ] Send it 📅 2026-11-23\n",
    "Birth": person("2026-11-01 call", birthday="1980-11-23"),
    "Meetings/2026-11-24 Plan": forum("Promise", kind="meeting"),
}


def due(found: Survey) -> list[FollowUp]:
    return [each for each in follow_ups(found.directory, MONTHLY, TODAY, texts("en")) if not each.superseded]


def test_what_to_begin_with() -> None:
    found = survey(MORNING)
    told = {each.kind: begin_with(each, found) for each in due(found) if each.name != "Met"}
    assert told == {
        "promise": "send it, or say when it will come",
        "waiting": "ask kindly how it is coming along, and what would help",
        "first": "recall where you met and what you talked about: coffee at the fair; he maps gardens",
        "thank": "say how it helped",
        "congratulate": "Ask about their news: a prize.",
        "introduction": "ask both how it went",
        "task": "",
        "birthday": "a wish, and a question: What are you working on these days?",
        "prepare": 'read `mdnet show "Meetings/2026-11-24 Plan.md"`',
    }
    assert [begin_with(each, found) for each in due(found) if each.name == "Met"] == [
        "What are you working on these days?"
    ]


def test_where_one_met_is_recalled_with_something_to_ask() -> None:
    notes = {"Met": person(), "Events/2026-11-21 Fair": forum("Met")}
    (first,) = [each for each in due(survey(notes)) if each.kind == "first"]
    begin = "recall where you met: Fair, and ask: What are you working on these days?"
    assert begin_with(first, survey(notes)) == begin


def test_what_fits_into_the_minutes() -> None:
    """Promise 3, first 3, waiting 2: in 5 minutes the promise and the waiting."""
    found = {each.kind: each for each in due(survey(MORNING))}
    some = [found["promise"], found["first"], found["waiting"]]
    assert [KIND[each.kind].minutes for each in some] == [3, 3, 2]
    assert fitting(some, 5) == [some[0], some[2]]
    assert fitting(some, 8) == some
    assert fitting(some, 1) == some[:1]
    assert fitting([some[0], some[0]]) == some[:1]
    assert fitting([], 10) == []
    assert some[0].due == date(2026, 11, 22)
