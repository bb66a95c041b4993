"""What was published, what came back, through which channels, and ideas: worked by hand."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.insight.period import Figure
from mdnetwork.insight.publishing import ideas, publications, publishing
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Note
from support.insight_vault import person, quarter, survey


def me(*log: str, head: str = "cadence: monthly\n") -> str:
    return f"---\ntype: me\n{head}---\n## Log\n" + "".join(f"- {line}\n" for line in log)


def told(people: Survey, *titles: str, texts: bool = True) -> list[tuple[str, list[str], str]]:
    notes = [Note(f"Notes/{title}.md", title=title, has_text=texts) for title in titles]
    return [(each.kind, [who.name for who in each.people], each.reason) for each in ideas(people, notes)]


def test_publications_and_what_came_back() -> None:
    notes = {
        "Me": me(
            "2026-07-02 article on audio guides",
            "2026-10-01 post on opening hours after dark",
            "2026-10-03 ← quoted in the Harbour Post on opening hours",
            "2026-10-04 commented on a letter",
            "2026-11-10 talk on posters",
            "2026-11-12 read an article",
        ),
        "Ann": person("2026-10-05 email ← loved your piece on opening hours", "2026-10-06 coffee, he likes posters"),
        "Bo": person("2026-11-11 coffee, she found the article too long #feedback", "2026-11-01 email ← hello"),
        "Cy": person("2026-12-01 email ← your talk on posters", "2026-09-30 email ← about opening hours"),
        "Zara": person("2026-11-12 email ← your talk on posters", private="true"),
    }
    found = publishing(survey(notes), quarter())
    assert [(each.text, [line.path for line in each.echo]) for each in found.publications] == [
        ("talk on posters", ["People/Bo.md"]),
        ("post on opening hours after dark", ["Me.md", "People/Ann.md"]),
    ]
    assert (found.published, found.echo) == (Figure(2, 1), Figure(3, 0))
    assert [each.day.day for each in found.echo.parts] == [3, 5, 11]
    assert (found.last, found.next_due) == (date(2026, 11, 10), date(2026, 12, 10))
    assert publishing(survey({"Me": me()}), quarter()).next_due is None


def test_an_answer_after_two_months_is_none() -> None:
    notes = {"Me": me("2026-09-01 post on maps"), "Ann": person("2026-10-31 email ← maps", "2026-11-01 email ← maps")}
    assert [[line.line for line in each.echo] for each in publications(survey(notes))] == [[5]]


def test_words_that_name_somebody_private_are_hidden() -> None:
    notes = {"Me": me("2026-10-01 post on the garden of Zara"), "Zara": person(private="true")}
    assert [each.text for each in publications(survey(notes))] == ["…"]


def test_what_came_in_and_went_out_per_channel() -> None:
    notes = {
        "Me": me("2026-10-01 post on maps", "2026-10-02 ← invited to a talk"),
        "Ann": person("2026-10-01 email → a", "2026-10-02 email ← b", "2026-07-01 email ← c", "2026-10-03 coffee → d"),
        "Bo": person("2026-10-01 email → a with [[Ann]]", "2026-10-05 linkedin ← e", "2026-10-06 call"),
        "Cy": person("2026-10-04 linkedin → commented on her post", "2026-10-05 → liked her post on the coffee"),
        "Zara": person("2026-10-02 chat ← b", private="true"),
    }
    assert [(each.channel, each.inbound, each.outbound) for each in publishing(survey(notes), quarter()).channels] == [
        (None, Figure(1, 0), Figure(1, 0)),
        ("email", Figure(1, 1), Figure(2, 0)),
        ("linkedin", Figure(1, 0), Figure(1, 0)),
        ("light", Figure(0, 0), Figure(1, 0)),
    ]


@pytest.mark.parametrize(
    ("line", "is_idea"),
    [
        ("2026-10-01 email ← how do small museums price a tour? #asked", True),
        ("2026-10-01 email ← how do small museums price a tour?", True),
        ("2026-10-01 email → how do small museums price a tour?", False),
        ("2025-10-01 email ← how do small museums price a tour? #asked", False),
        ("2026-10-01 email ← could you lend me your ladder? #asked", False),
        ("2026-10-01 coffee ← he asked how to price a tour #asked", True),
        ("2026-10-01 email ← the price of a tour #asked", False),
        ("2026-10-01 email ← how? #asked", False),
        ("2026-10-01 email ← what did the funeral cost? #asked", False),
        ("2026-10-01 coffee, #gave her the list of printers", True),
        ("2026-10-01 coffee, #gave her the number of Cy", False),
        ("2026-10-01 coffee, #gave her the map of Zara", False),
        ("2026-10-01 #got the list of printers", False),
    ],
)
def test_what_was_asked_and_given_can_be_published(line: str, is_idea: bool) -> None:
    notes = {"Me": me(head="offers: [grant writing]\n"), "Ann": person(line), "Cy": person()}
    assert (told(survey(notes | {"Zara": person(private="true")})) != []) is is_idea


def test_ideas_say_who_else_would_be_interested_and_go_when_they_are_published() -> None:
    notes = {
        "Me": me(),
        "Ann": person("2026-10-01 email ← how do you price tours? #asked", "2026-09-01 #gave her the reading list"),
        "Bo": person(interests="[tours]"),
        "Cy": person(needs="[prices of tours]", status="paused"),
    }
    asked = "Ann asked you on 1 October: “how do you price tours?” The answer may help others too."
    gave = "Given to Ann on 1 September: “the reading list”. It may help others too."
    assert told(survey(notes)) == [
        ("asked", ["Ann", "Bo"], f"{asked} It would interest Bo."),
        ("gave", ["Ann"], gave),
    ]
    assert told(survey(notes | {"Me": me("2026-10-02 article on how to price tours")})) == [("gave", ["Ann"], gave)]
    assert len(told(survey(notes | {"Me": me("2026-09-30 article on how to price tours")}))) == 2


def test_questions_about_one_topic_are_one_idea() -> None:
    notes = {
        "Me": me(),
        "Ann": person("2026-10-01 call ← message: how do you choose a return period when the record is short? #asked"),
        "Bo": person("2026-06-01 coffee ← how do you choose a return period?"),
        "Cy": person("2026-06-02 email ← which loom is best?"),
    }
    assert told(survey(notes)) == [
        (
            "asked",
            ["Ann", "Bo"],
            "Ann and Bo asked you the same: “how do you choose a return period?” The answer may help others too.",
        ),
        ("asked", ["Cy"], "Cy asked you on 2 June: “which loom is best?” The answer may help others too."),
    ]


def test_notes_that_would_interest_several_people() -> None:
    cares = person(interests="[letterpress]")
    notes = {"Me": me(), **dict.fromkeys(("Ann", "Bo", "Cy", "Di", "Ed"), cares), "Zara": person(private="true")}
    loom = "People who weave: [[Ann]] and [[Bo]].\n"
    people = survey(notes | {"Notes/Looms": loom})
    assert told(people, "Letterpress in Porto", "Index", "Looms", "Letterpress for Zara", "Gardens") == [
        (
            "note",
            ["Ann", "Bo", "Cy", "Di", "Ed"],
            "“Letterpress in Porto” would interest Ann, Bo, Cy and 2 other people.",
        ),
        ("note", ["Ann", "Bo"], "“Looms” would interest Ann and Bo."),
    ]
    assert told(people, "Letterpress in Porto", texts=False) == []
    one = survey({"Me": me(), "Ann": cares})
    assert told(one, "Letterpress in Porto") == []
