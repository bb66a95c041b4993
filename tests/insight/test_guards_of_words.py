"""Nobody who may not be named is in what is suggested about others; no measure hangs on a name."""

from __future__ import annotations

import pytest

from mdnetwork.followups.history import PersonHistory
from mdnetwork.insight.exchanges import all_exchanges, feedback
from mdnetwork.insight.portrait import seek_out
from mdnetwork.insight.profile import events
from mdnetwork.insight.questions import questions
from mdnetwork.insight.review import shares
from mdnetwork.insight.standing import standing
from mdnetwork.insight.survey import Survey
from mdnetwork.people.privacy import PrivacyFilter
from support.insight_vault import PLAIN, TODAY, directory, person, quarter, survey

PRIVATE = person(private="true")
GONE = person(died="2026-01-01")


def asked(found: Survey, name: str) -> list[str]:
    return [each.text for each in questions(PersonHistory(found.directory.identities[name.casefold()]), found)]


def test_a_talk_about_somebody_private_is_no_question() -> None:
    notes = {
        "Elena Zorzi": person("2026-10-01 lunch, her move to the coast"),
        "Carlo Privati": PRIVATE,
        "Daily/2026-11-16": "- lunch with [[Elena Zorzi]] and [[Carlo Privati]]: the health of Carlo\n",
    }
    assert (
        asked(survey(notes), "Elena Zorzi")[0]
        == "On 1 October you talked about her move to the coast. What has happened since?"
    )
    assert "the health of Carlo" in asked(survey(notes), "Carlo Privati")[0]


def test_promises_and_feedback_that_name_somebody_private_or_dead_are_told_of_nobody() -> None:
    notes = {
        "Ann": person(
            "2026-11-02 call; #promised to forward the letter of Priv Ate 📅 2026-11-11",
            "2026-11-01 coffee; #promised to write to [[Karl Gone]]'s daughter 📅 2026-11-10",
            "2026-11-04 email ← #feedback Priv Ate's section was too personal",
            "2026-11-05 call; #promised the map 📅 2026-11-12",
        ),
        "Priv Ate": PRIVATE,
        "Karl Gone": GONE,
    }
    found = survey(notes)
    assert [each.words for each in found.promises] == ["…", "…", "the map"]
    assert feedback(all_exchanges(found), quarter().now) == ()


@pytest.mark.parametrize("name", ["Amy Known", "Zzz Known"])
def test_a_favour_asked_of_two_weighs_the_same_under_any_name(name: str) -> None:
    notes = {
        name: person(*(f"2026-0{month}-01 coffee" for month in range(1, 5))),
        "Zoe Fresh": person(),
        "Daily/2026-11-03": f"- call with [[{name}]] and [[Zoe Fresh]] → #asked for help\n",
    }
    found = standing(survey(notes))
    assert (found.strangers, found.giving.ill) == (0, 1)


@pytest.mark.parametrize("name", ["Amy Known", "Zzz Known"])
def test_a_promise_to_two_is_one(name: str) -> None:
    notes = {
        name: person("2026-11-12 #kept sent the slides"),
        "Zoe Fresh": person(),
        "Daily/2026-11-03": f"- lunch with [[{name}]] and [[Zoe Fresh]]; #promised the slides 📅 2026-11-10\n",
        "Daily/2026-11-04": f"- lunch with [[{name}]] and [[Zoe Fresh]]; #promised the book 📅 2026-11-09\n",
    }
    told = [(each.person.name, each.words, each.is_kept) for each in survey(notes).promises]
    assert sorted(told) == [(name, "the book", False), (name, "the slides", True)]


@pytest.mark.parametrize(
    ("line", "question"),
    [
        ("2026-11-01 call with Sam Rivera @Lisbon", "What are you working on these days?"),
        ("2026-11-01 caffè virtuale con Sam Rivera", "What are you working on these days?"),
        ("2026-11-01 email ← she asked: when do we meet again?", "What are you working on these days?"),
        ("2026-11-01 coffee in her shop", "What are you working on these days?"),
        ("2026-11-01 call, her mother is ill", "What are you working on these days?"),
        ("2026-11-01 call about the funeral", "What are you working on these days?"),
        ("2026-11-01 email ← he sent the flows", "What are you working on these days?"),
        ("2026-11-01 call, the board approved the map", "What are you working on these days?"),
        ("2026-11-01 telefonata, il consiglio ha approvato la mappa", "What are you working on these days?"),
        (
            "2026-11-01 coffee, the garden at last",
            "Last time you talked about the garden at last. What has happened since?",
        ),
        (
            "2026-11-01 archive of the mill, call",
            "Last time you talked about the archive of the mill. What has happened since?",
        ),
        (
            "2026-11-01 call, parlato del bando",
            "Last time you talked about “il bando”. What has happened since?",
        ),
        (
            "2026-11-01 coffee in Ferrara, he is rebuilding a mill",
            "Last time: he is rebuilding a mill. What has happened since?",
        ),
        ("2026-11-01 caffè, cerca un grafico", "Last time: cerca un grafico. What has happened since?"),
    ],
)
def test_that_there_was_contact_is_nothing_to_come_back_to(line: str, question: str) -> None:
    assert asked(survey({"Sam Rivera": person(line)}), "Sam Rivera")[0] == question


@pytest.mark.parametrize(
    "said", ["Chiedergli della vendemmia", "domandarle del libro", "Chiedi a Bruno", "Ask about it"]
)
def test_what_is_noted_to_be_asked(said: str) -> None:
    notes = {"Sam": f"{person('2026-10-01 call')}\n## Tasks\n- [ ] {said}\n"}
    assert asked(survey(notes), "Sam")[0] == said


@pytest.mark.parametrize(("line", "told"), [("2026-10-01 in the yard", False), ("2026-10-01 call", True)])
def test_never_met_in_person_is_said_where_it_is_known(line: str, told: bool) -> None:
    notes = {
        **{f"P{number}": person(f"2026-09-0{number} coffee") for number in range(1, 5)},
        "Yard": person(line),
        "Events/2026-12-01 Fair": "---\ntype: event\nattendees: ["
        + ", ".join(f'"[[{name}]]"' for name in ("P1", "P2", "P3", "P4", "Yard"))
        + "]\n---\n",
    }
    found = survey(notes)
    (fair,) = directory(notes, TODAY).meetings
    assert (["Yard"] in [[who.name for who in each.people] for each in seek_out(fair, found)]) is told


def test_an_event_is_known_by_a_link_with_words_of_its_own() -> None:
    notes = {
        "Ann": person("2026-10-05 call", met="2026-10-01", met_at='"[[Autumn fair|the fair]]"'),
        "Events/Autumn fair": "---\ntype: event\ndate: 2026-10-01\nattendees: [Ann]\n---\n",
    }
    (fair,) = events(survey(notes), quarter()).now
    assert [who.name for who in fair.followed] == ["Ann"]


def test_an_export_tells_nothing_of_private_people() -> None:
    ada = person(
        role="aide to Zara Quiet", needs="[a mill, a word with Zed]", introduced_by='"[[Zara Quiet]]"',
        friends='["[[Bo]]", "[[Zara Quiet]]"]', website="https://x.example/Zara Quiet", org="Mill",
    )  # fmt: skip
    notes = {"Ada": ada, "Bo": person(introduced_by='"[[Ada]]"'), "Zara Quiet": person(private="true", aliases="[Zed]")}
    found = directory(notes)
    told = {each.person.name: each.person for each in PrivacyFilter(found, "file").shown(found.histories)}
    assert set(told) == {"Ada", "Bo"}
    assert (told["Ada"].role, told["Ada"].org, told["Ada"].needs) == (None, "Mill", ("a mill",))
    assert (told["Ada"].introduced_by, told["Ada"].urls) == (None, ())
    assert [ref.target for _, ref, _ in told["Ada"].relations] == ["Bo"]
    assert told["Bo"] == found.paths["People/Bo.md"].person
    open_vault = directory({"Ada": ada})
    assert PrivacyFilter(open_vault, "file").shown(open_vault.histories) == list(open_vault.histories)


def test_the_shares_of_a_review_name_nobody_private() -> None:
    notes = {"Ada": person(org="Zara Quiet Ltd", sector="weaving"), "Zara Quiet": person(private="true")}
    found = shares(survey(notes), PLAIN, quarter(), ["weaving", "Zara Quiet"])
    assert [each.value for each in found["org"].shares] == []
    assert (found["org"].unknown, found["sector"].missing) == (1, ())
