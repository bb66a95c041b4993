"""What a draft is careful of: never generic without a word, never early, never on one common word; and its grammar."""

from __future__ import annotations

import pytest

from mdnetwork.followups.things import has_article, thing
from mdnetwork.kinds import DraftKind
from support.drafts import IO, ME, draft_to
from support.insight_vault import TODAY, Notes, ago, person

FAIR = f"---\ntype: event\ndate: {ago(2)}\nattendees: ['[[Ada]]']\n---\n# Book fair\n"
MEETING = FAIR.replace("type: event", "type: meeting")
GENERIC = "It is generic: it has nothing that you talked about or share. Add something by hand."


@pytest.mark.parametrize(
    ("kind", "note", "warnings"),
    [
        ("coffee", person(), ("You have not been in touch with Ada yet: begin smaller.", GENERIC)),
        ("coffee", person(interests="[rain]"), ("You have not been in touch with Ada yet: begin smaller.",)),
        ("coffee", person(f"{ago(30)} call about the wing"), ()),
        ("coffee", person(f"{ago(30)} call"), (GENERIC,)),
        ("first", person(), ("No note says that you have met Ada: is a first message what you want?", GENERIC)),
        ("first", person(f"{ago(2)} coffee; talked about the wing"), ()),
        (
            "first",
            person(f"{ago(400)} coffee", interests="[rain]"),
            ("You first met Ada on 19 October 2025: --kind reconnect may fit better.",),
        ),
        (
            "reconnect",
            person(f"{ago(3)} call about the wing"),
            ("You were last in touch 3 days ago: this tie is not dormant.",),
        ),
        (
            "reconnect",
            person(f"{ago(0)} call about the wing"),
            ("You were last in touch today: this tie is not dormant.",),
        ),
        ("reconnect", person(f"{ago(90)} call about the wing"), ()),
    ],
)
def test_what_to_think_of_before_it_goes_out(kind: DraftKind, note: str, warnings: tuple[str, ...]) -> None:
    said = draft_to({"Me": ME, "Ada": note}, kind).warnings
    assert tuple(each for each in said if not each.startswith("Fill in")) == warnings


@pytest.mark.parametrize(
    ("fields", "topic", "fits"),
    [
        ({"expertise": "[lighting design]"}, "a paper on lighting", True),
        ({"expertise": "[lighting]"}, "lighting for schools", True),
        ({"expertise": "[sewing machines]"}, "machine learning", False),
        ({"expertise": "[grant writing]"}, "writing songs", False),
        ({"role": "Director of exhibitions"}, "exhibitions", True),
        ({"expertise": "[papers]"}, "a paper", True),
        ({"expertise": "[lighting design]"}, "lights for one room", True),
        ({"expertise": "[traduzioni]"}, "un articolo sulla traduzione dal tedesco", True),
        ({"expertise": "[accounting]"}, "help with the accounts of the fair", True),
    ],
)
def test_one_common_word_of_several_is_no_reason(fields: dict[str, str], topic: str, fits: bool) -> None:
    found = draft_to({"Me": ME, "Ada": person(**fields)}, "share", topic=topic)
    assert ("because" in found.text) is fits
    assert any(each.startswith("It is generic") for each in found.warnings) is not fits


def test_the_event_whose_note_names_them_is_where_one_met() -> None:
    assert " at the Book fair." in draft_to({"Ada": person(), "Events/Book fair": FAIR}, "first").text
    assert "[where we met]" in draft_to({"Ada": person(), "Meetings/Plans": MEETING}, "first").text
    hidden = FAIR.replace("# Book fair", "# Party of Dan Quiet")
    notes = {"Ada": person(), "Dan Quiet": person(private="true"), "Events/Party": hidden}
    assert "[where we met]" in draft_to(notes, "first").text


def test_what_is_told_the_day_after_a_first_meeting_belongs_to_it() -> None:
    notes = {"Ada": person(f"{ago(1)} talked about the new wing at the fair"), "Events/Book fair": FAIR}
    assert "I keep thinking about the new wing" in draft_to(notes, "first").text


@pytest.mark.parametrize(("birthday", "kind"), [("12-07", "reconnect"), ("11-28", "congratulate")])
def test_nobody_is_wished_a_good_birthday_two_weeks_early(birthday: str, kind: str) -> None:
    found = draft_to({"Ada": person(f"{ago(40)} call about rain", birthday=f"1980-{birthday}")}, None)
    assert found.kind == kind
    early = "The day is 28 November: send it then, not before."
    assert (early in found.warnings) is (kind == "congratulate")


def test_dates_of_promises_stay_at_home() -> None:
    notes: Notes = {"Ada": person(f"{ago(9)} call; #promised the paper by {TODAY}", f"{ago(1)} email → sent it #kept")}
    assert "done: the paper. Is" in draft_to(notes, "kept").text


@pytest.mark.parametrize(
    ("said", "expected"),
    [("del contratto", "il contratto"), ("dell'elenco", "l'elenco"), ("degli appunti", "gli appunti")],
)
def test_a_thing_of_which_one_speaks_is_named_with_its_article(said: str, expected: str) -> None:
    assert thing(said) == expected


@pytest.mark.parametrize(
    ("said", "expected"),
    [("il libro", True), ("l'elenco", True), ("3 mappe", True), ("consigli", False), ("musica", False)],
)
def test_what_needs_another_preposition_is_known(said: str, expected: bool) -> None:
    assert has_article(said) is expected


def test_in_italian_what_has_no_article_gets_a_colon() -> None:
    notes = {"Me": IO, "Ada": person(f"{ago(9)} mail ← consigli #ricevuto", f"{ago(8)} caffè, parlato di musica")}
    thanks = draft_to(notes, "thank", "it", "tu").text
    assert "grazie per quello che ho ricevuto: consigli." in thanks
    assert "Ci sono novità su musica?" in thanks


@pytest.mark.parametrize(
    ("ada", "bea", "said"),
    [
        (
            {"needs": "[a weaver]"},
            {"expertise": "[weaving]"},
            "You are looking for a weaver, and Bea may be able to help.",
        ),
        ({"expertise": "[rain]"}, {"needs": "[rain]"}, "Bea is looking for help with something you know about: rain."),
        ({"interests": "[rain]"}, {"interests": "[rain]"}, "You both care about rain."),
        ({"needs": "[rain]"}, {"needs": "[rain]"}, "You are both looking for rain."),
    ],
)
def test_an_introduction_says_how_the_two_meet(ada: dict[str, str], bea: dict[str, str], said: str) -> None:
    assert said in draft_to({"Ada": person(**ada), "Bea": person(**bea)}, "introduce", to="Bea").text
