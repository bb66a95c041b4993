"""What counts as contact and whose a promise is, from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from support.command import call
from support.vaults import write

GUS = "---\ntype: person\n---\n# Gus Seven\n\n## Log\n"


@pytest.fixture
def gus(vault: Path) -> Path:
    write(vault, {"People/Gus Seven.md": GUS})
    return vault


@pytest.mark.parametrize(
    ("words", "receipt", "kind"),
    [
        (("call from Gus Seven: #promised the budget by friday",), "you promised, due 27 November", "promise"),
        (("email from Gus Seven, I #promised the budget",), "you promised", "promise"),
        (("chiamata da Gus Seven: #promesso il preventivo",), "you promised", "promise"),
        (("coffee with Gus Seven, we #promised a visit",), "you promised", "promise"),
        (("call to Gus Seven, he #promised the budget by friday",), "they promised, due 27 November", "waiting"),
        (("Gus Seven #promised the budget",), "they promised", "waiting"),
        (("chiamata con Gus Seven, mi ha #promesso il preventivo",), "they promised", "waiting"),
        (("call from Gus Seven #waiting the budget",), "call", "waiting"),
    ],
)
def test_the_receipt_says_whose_promise_it_is(gus: Path, words: tuple[str, ...], receipt: str, kind: str) -> None:
    said = call("log", *words)
    assert said.status == 0, said.stderr
    assert said.stdout.splitlines()[0].removesuffix(".").endswith(receipt)
    told = json.loads(call("why", "Gus Seven", "--json").stdout)
    assert "WHOSE-PROMISE" not in call("check").stdout
    assert {each["kind"] for each in told["follow_ups"]} & {"promise", "waiting"} == {kind}


def test_check_tells_of_an_old_promise_behind_their_arrow(gus: Path) -> None:
    write(gus, {"People/Gus Seven.md": f"{GUS}- 2026-11-01 call ← #promised the budget\n"})
    assert "People/Gus Seven.md:7: WHOSE-PROMISE Who promised is not said" in call("check").stdout


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("died: 2026-10-01", "Gus Seven has died: nothing after 1 October counts as contact."),
        ("deceduto: 2026", "Gus Seven has died: nothing after 31 December counts as contact."),
        ("status: deceased", "Gus Seven has died."),
        ("status: no-contact", "Gus Seven is to be left alone: the note says “no contact”."),
        ("stato: non contattare", "Gus Seven is to be left alone: the note says “no contact”."),
    ],
)
def test_a_line_on_somebody_who_is_gone_is_not_written_unasked(gus: Path, front: str, said: str) -> None:
    note = gus / "People" / "Gus Seven.md"
    write(gus, {"People/Gus Seven.md": GUS.replace("type: person", f"type: person\n{front}")})
    before = note.read_bytes()
    refused = call("log", "coffee with Gus Seven")
    assert refused.status != 0
    assert refused.stderr == f"{said} Nothing was written; add --yes to write it anyway.\n"
    assert note.read_bytes() == before
    assert call("log", "coffee with Gus Seven", "--dry-run").status == 0
    assert note.read_bytes() == before
    assert call("log", "coffee with Gus Seven", "--yes").status == 0
    assert b"2026-11-23 coffee" in note.read_bytes()


@pytest.mark.parametrize(
    ("front", "said"),
    [
        ("died: 2026-10-01", "There are none, since Gus Seven has died."),
        ("status: no-contact", "There are none: the note says “no contact”."),
        ("status: paused", "Only promises, birthdays and anniversaries come: the note says “paused”."),
        ("cadence: never", "There are none: nothing is open, and the note asks for no suggestion to get in touch."),
        ("role: Tailor", "There are none: nothing is open, and there is no cadence to remind you."),
    ],
)
def test_why_says_why_there_are_no_follow_ups(gus: Path, front: str, said: str) -> None:
    write(gus, {"People/Gus Seven.md": GUS.replace("type: person", f"type: person\n{front}")})
    assert call("why", "Gus Seven").stdout.endswith(f"Follow-ups\n  {said}\n")


def test_an_attempt_is_written_and_keeps_the_last_contact_as_it_is(gus: Path) -> None:
    write(gus, {"People/Gus Seven.md": GUS.replace("type: person", "type: person\nlast_contact: 2026-10-01")})
    wrote = call("log", "called Gus Seven, no answer")
    assert wrote.stdout.startswith("2026-11-23: Gus Seven, called, but reached nobody, so it is no contact.\n")
    note = (gus / "People" / "Gus Seven.md").read_text()
    assert "last_contact: 2026-10-01\n" in note
    assert "- 2026-11-23 called, no answer\n" in note


def test_a_misspelt_name_is_answered_with_those_that_come_near(gus: Path) -> None:
    assert call("why", "Gus Sevne").stderr == (
        "Nobody is called “Gus Sevne”. Did you mean Gus Seven? `mdnet people` lists everybody.\n"
    )
    assert "Did you mean Gus Seven?" in call("snooze", "Guss", "Seven", "2w").stderr


def test_of_several_lines_none_is_written_where_one_is_on_somebody_who_is_gone(gus: Path) -> None:
    write(gus, {"People/Gus Seven.md": GUS.replace("type: person", "type: person\ndied: 2026-10-01")})
    before = {path: path.read_bytes() for path in gus.rglob("*.md")}
    refused = call("log", answer="coffee with Ada Loughton\nlunch with Gus Seven\n")
    assert refused.status != 0
    assert "None of the 2 lines is written." in refused.stderr
    assert {path: path.read_bytes() for path in gus.rglob("*.md")} == before


def test_why_tells_each_reason(gus: Path) -> None:
    front = "type: person\ncadence: 2w\ndied: 2026-10-15"
    write(
        gus,
        {
            "People/Gus Seven.md": GUS.replace("type: person", front)
            + "- 2026-11-02 sat at his grave\n- 2026-10-15 visit\n- 2026-10-01 need to call him\n",
            "Daily/2026-10-02.md": "- must write to [[Gus Seven]]\n",
            "Daily/2026-10-03.md": "- thinking of [[Gus Seven]]\n",
            "Daily/2026-10-04.md": "- non ho sentito [[Gus Seven]]\n",
            "Daily/2026-10-05.md": "- TODO: ring [[Gus Seven]]\n",
            "Daily/2026-11-20.md": "- a dream of a lunch; [[Gus Seven]] was there\n",
            "Notes/Prices.md": '---\ntype: research\ndate: 2026-10-06\npeople: ["[[Gus Seven]]"]\n---\n',
            "Meetings/Late.md": '---\ntype: meeting\ndate: 2026-11-01\npeople: ["[[Gus Seven]]"]\n---\nx\n',
        },
    )
    told = json.loads(call("why", "Gus Seven", "--json").stdout)
    assert [each["date"] for each in told["counted"]] == ["2026-10-15"]
    assert {each["path"]: each["reason"] for each in told["rejected"] if "People" not in each["path"]} == {
        "Daily/2026-10-02.md": "an intention",
        "Daily/2026-10-03.md": "a thought",
        "Daily/2026-10-04.md": "no contact",
        "Daily/2026-10-05.md": "open task",
        "Daily/2026-11-20.md": "after they died",
        "Notes/Prices.md": "about",
        "Meetings/Late.md": "after they died",
    }
    assert told["follow_ups"] == []
    shown = call("why", "Gus Seven").stdout
    for words in ("an intention", "a thought", "no contact", "after they died", "the note is about them"):
        assert words in shown
