"""A line typed into today's daily note, with a link: all that a log may say holds there too, nested lines included."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.model import Mention, Ref
from mdnetwork.parsing import ReadingSettings, read_note

DAY = date(2026, 11, 25)
Said = tuple[str | None, str, str | None, tuple[str, ...], str | None]
"""Channel, direction, place, tags and due date."""


def read(text: str) -> tuple[Mention, ...]:
    return read_note("Daily/2026-11-25.md", text.encode(), ReadingSettings()).mentions


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("- [[Sam Rivera]]", (None, "mutual", None, (), None)),
        ("- coffee with [[Sam Rivera]] @lisbon", ("coffee", "mutual", "lisbon", (), None)),
        ("- [[Sam Rivera]]: coffee @New-York → the move", ("coffee", "out", "New-York", (), None)),
        ("- caffè con [[Sam Rivera|Sam]] <- mi ha chiesto #chiesto", ("coffee", "in", None, ("asked",), None)),
        ("- call con [[Sam Rivera]]", ("video", "mutual", None, (), None)),
        ("[[Sam Rivera]] rang ← about the deck", ("call", "in", None, (), None)),
        ("1. email -> [Sam](People/Sam%20Rivera.md) #gave", ("email", "out", None, ("gave",), None)),
        (
            "* pranzo con [[Sam Rivera]] #promesso le slide 📅 2026-11-27",
            ("lunch", "mutual", None, ("promised",), "2026-11-27"),
        ),
        ("- [[Sam Rivera]] #promised the deck [due:: 2026-12-01]", (None, "mutual", None, ("promised",), "2026-12-01")),
        ("- [[Sam Rivera]] #promised the deck (2026-12-01)", (None, "mutual", None, ("promised",), "2026-12-01")),
        ("- [[Sam Rivera]] [direction:: out] #thanked #got", (None, "out", None, ("thanked", "got"), None)),
        ("- [x] coffee with [[Sam Rivera]] #kept ✅ 2026-11-25", ("coffee", "mutual", None, ("kept",), None)),
        ("| 10:00 | lunch with [[Sam Rivera]] #gave |", ("lunch", "mutual", None, ("gave",), None)),
        (
            "## Coffee with [[Sam Rivera]] @lisbon\n#promised the deck 📅 2026-11-27",
            ("coffee", "mutual", "lisbon", ("promised",), "2026-11-27"),
        ),
        (
            "- [[Sam Rivera]]\n  - coffee @lisbon\n  - → the move\n  - #promised it 📅 2026-11-27",
            ("coffee", "out", "lisbon", ("promised",), "2026-11-27"),
        ),
        ("- [[Sam Rivera]]:\n\t- chiamata ←", ("call", "in", None, (), None)),
        ("- [[Sam Rivera]]\n  - Channel: email", ("email", "mutual", None, (), None)),
        ("- [[Sam Rivera]] on the loom\n  - he likes coffee", (None, "mutual", None, (), None)),
        ("- Lunch @lisbon →\n  - with [[Sam Rivera]]", ("lunch", "out", "lisbon", (), None)),
        (
            "- Lunch #promised the deck 📅 2026-11-27\n  - with\n    - [[Sam Rivera]] ←",
            ("lunch", "in", None, ("promised",), "2026-11-27"),
        ),
        ("- [[Sam Festa]] coffee", ("coffee", "mutual", None, (), None)),
        (
            "- [[A Name]] and [[Another Very Long Name]] and [[One More Name]] had lunch",
            ("lunch", "mutual", None, (), None),
        ),
    ],
)
def test_a_line_with_a_link_says_all_that_a_log_says(line: str, said: Said) -> None:
    mention = read(line)[0]
    assert (mention.date, mention.rejected) == (DAY, None)
    due = None if mention.due is None else str(mention.due)
    assert (mention.channel, mention.direction, mention.place, mention.tags, due) == said


def test_what_a_line_says_of_one_holds_for_nobody_nested_below() -> None:
    sam, ana = read("- lunch with [[Sam]] @rome → #promised the deck 📅 2026-11-27\n  - [[Ana]] came later")
    assert (sam.people, sam.tags, sam.place) == ((Ref("Sam"),), ("promised",), "rome")
    assert (ana.people, ana.tags, ana.due, ana.place, ana.direction) == ((Ref("Ana"),), (), None, None, "mutual")
    assert ana.channel == "lunch"


def test_a_note_with_a_sign_in_its_name_can_be_linked() -> None:
    (mention,) = read("- coffee with [Kim](People/Kim%20%231.md#Log)")
    assert mention.people == (Ref("People/Kim #1.md"),)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("- coffee with Sam Rivera", ["Sam Rivera"]),
        ("- Coffee with Sam Rivera and Anna de Luca.", ["Sam Rivera", "Anna de Luca."]),
        ("- Call Sam Rivera", ["Call Sam Rivera"]),
        ("- Sam Rivera #promised the deck", ["Sam Rivera"]),
        ("- wandered about with Sam Rivera", ["Sam Rivera"]),
        ("- in giro con Sam Rivera", ["Sam Rivera"]),
        ("- [x] coffee with Sam Rivera", ["Sam Rivera"]),
        ("- coffee with [[Ana]] and Sam Rivera", ["Sam Rivera"]),
        ("- read about Sam Rivera", []),
        ("- Sam Rivera and the loom, with Ana", []),
        ("- [ ] coffee with Sam Rivera", []),
        ("coffee with Sam Rivera", []),
        ("> coffee with Sam Rivera", []),
        ("# Coffee with Sam Rivera", []),
        ("```\n- coffee with Sam Rivera\n```", []),
        ("- coffee `with Sam Rivera`", []),
        ("- coffee %%with Sam Rivera%%", []),
        ("- coffee with [[Sam Rivera]]", []),
        ("- coffee with [Sam Rivera](People/Sam.md)", []),
        ("- coffee https://x.example/Sam Rivera", []),
        ("- coffee with Sam", []),
        ("- coffee with sam rivera", []),
        ("- coffee with Sam  Rivera", []),
        ("- coffee with Sam Rivera  Ana Lima", ["Sam Rivera", "Ana Lima"]),
        ("- coffee with A B C D E F G H I  Ana Lima", ["Ana Lima"]),
        ("- coffee with Sam Rivera #news", []),
        ("- with Sam Rivera #news", []),
        ("- coffee at The Very Long Title Of A Book By Somebody", []),
        ("Attendees: Sam Rivera", []),
    ],
)
def test_names_without_a_link_in_lines_that_tell_of_contact(line: str, named: list[str]) -> None:
    facts = read_note("Daily/2026-11-25.md", line.encode(), ReadingSettings())
    assert [words for _, words in facts.named] == named
    assert read_note("Projects/Loom.md", line.encode(), ReadingSettings()).named == ()
    assert read_note("People/Ada.md", line.encode(), ReadingSettings()).named == ()
    assert read_note("Me.md", f"---\ntype: me\ndate: 2026-11-25\n---\n{line}".encode(), ReadingSettings()).named == ()
