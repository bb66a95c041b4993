"""How a meeting went, in one line: what was said, promised and agreed next; and the next time, in any line of log."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdnetwork.editing.typed_days import agreed_next
from support.case_vault import CaseVault
from support.insight_vault import TODAY
from support.vaults import write

PERSON = "---\ntype: person\n---\n"
MEETING = "Meetings/2026-11-20 Looms.md"
ALONE = "Meetings/2026-11-19 Mill.md"
NOTES = {
    "People/Ada Lune.md": PERSON,
    "People/Bo Reed.md": f"{PERSON}# Bo Reed\n\n## Log\n- 2026-10-01 coffee\n",
    MEETING: '---\ntype: meeting\nattendees: ["[[Ada Lune]]", "[[Bo Reed]]"]\n---\n# Looms\n',
    ALONE: "---\ntype: meeting\nattendees: [Bo Reed]\n---\n# Mill\n\n## Agenda\n- the wheel\n",
    "Meetings/2026-12-01 Later.md": "---\ntype: meeting\nattendees: [Bo Reed]\n---\n",
    "Meetings/2026-11-02 Nobody.md": "---\ntype: meeting\nattendees: [Zed]\n---\n",
    "Meetings/2026-11-03 Twice.md": "---\ntype: meeting\n---\n# Twice\n",
    "Meetings/2026-11-04 Twice.md": "---\ntype: meeting\n---\n# Twice\n",
}


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> CaseVault:
    """A vault that no test changes."""
    return CaseVault(write(tmp_path_factory.mktemp("meetings") / "vault", NOTES))


@pytest.fixture
def own(tmp_path: Path) -> CaseVault:
    return CaseVault(write(tmp_path / "vault", NOTES))


def added(vault: CaseVault, line: str, today: str = "2026-11-23") -> list[str]:
    """The lines that a line of log would add, of all notes."""
    result = vault.run("log", "--dry-run", line, today=today)
    assert result.status == 0, result.stderr
    return [row[1:] for row in result.stdout.splitlines() if row.startswith("+") and not row.startswith("+++")]


LINES = {
    "what was said": ("they like the blue one", ["- they like the blue one"]),
    "several facts": ("blue; not red", ["- blue", "- not red"]),
    "a name": ("Ada likes blue", ["- [[Ada Lune|Ada]] likes blue"]),
    "a link": ("[[Ada Lune]] likes blue", ["- [[Ada Lune]] likes blue"]),
    "my promise": ("#promised Ada the list by friday", ["- [[Ada Lune|Ada]]: #promised the list 📅 2026-11-27"]),
    "my promise in Italian": (
        "#promesso a Bo la lista entro venerdì",
        ["- [[Bo Reed|Bo]]: #promesso la lista 📅 2026-11-27"],
    ),
    "their promise": ("Bo #promised the keys", ["- [[Bo Reed|Bo]]: they #promised the keys"]),
    "something given": ("#gave Bo Reed the book", ["- [[Bo Reed]]: #gave the book"]),
    "the next time of several": (
        "blue; next time 9 December",
        ["- blue", "- [ ] next time: [[Ada Lune]], [[Bo Reed]] 📅 2026-12-09"],
    ),
}


@pytest.mark.parametrize(("said", "rows"), LINES.values(), ids=LINES)
def test_each_part_of_the_line_is_a_line_of_the_note(vault: CaseVault, said: str, rows: list[str]) -> None:
    assert added(vault, f"2026-11-20 Looms: {said}") == ["", *rows]


@pytest.mark.parametrize("name", ["Looms", "looms", "[[2026-11-20 Looms]]", MEETING, "Meetings/2026-11-20 Looms"])
def test_the_line_begins_with_the_meeting(vault: CaseVault, name: str) -> None:
    assert added(vault, f"{name}: fine") == ["", "- fine"]


def test_with_one_attendee_nobody_needs_to_be_named_and_the_next_time_is_theirs(vault: CaseVault) -> None:
    rows = added(vault, "Mill: #promised the wheel by friday, next 9 December")
    assert "- [[Bo Reed]]: #promised the wheel 📅 2026-11-27" in rows
    assert "next_contact: 2026-12-09" in rows
    assert "## Notes" in rows, "below the agenda it would be a plan"


REFUSED = {
    "Looms: #promised the list": "Write who “#promised the list” is about: Ada Lune, Bo Reed.",
    "Nobody: #promised the list": "Nobody who came has a note, so “#promised the list” is about nobody.",
    "Later: fine": "has not happened yet: write down how it went when it is over.",
    "Twice: fine": "“Twice” fits several: Meetings/2026-11-03 Twice.md, Meetings/2026-11-04 Twice.md.",
    "Unknown: fine": "Nobody is named here",
}


@pytest.mark.parametrize(("line", "why"), REFUSED.items(), ids=REFUSED)
def test_nothing_is_guessed(vault: CaseVault, line: str, why: str) -> None:
    result = vault.run("log", "--dry-run", line)
    assert result.status != 0
    assert why in result.stderr


def test_the_facts_are_read_again_and_undo_gives_every_byte_back(own: CaseVault) -> None:
    before = {path: own.text(path) for path in NOTES}
    own.run("log", "Looms: #promised Ada the list by friday; Bo #promised the keys by monday; next time 9 December")
    changed = [path for path in NOTES if own.text(path) != before[path]]
    assert changed == [MEETING]
    due = set(own.due("2026-11-23", "--within", "3w"))
    assert {("Ada Lune", "promise", "2026-11-27"), ("Bo Reed", "waiting", "2026-11-30")} <= due
    assert ("Ada Lune", "task", "2026-12-09") in due
    assert "How did it go? Looms" not in own.run().stdout
    own.run("undo")
    assert {path: own.text(path) for path in NOTES} == before


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("coffee with Bo Reed, the mill, next 9 December", "2026-12-09"),
        ("coffee with Bo Reed; next time friday", "2026-11-27"),
        ("caffè con Bo Reed, ci rivediamo il 9 dicembre", "2026-12-09"),
        ("coffee with Bo Reed. Next meeting: 2026-12-09", "2026-12-09"),
    ],
)
def test_any_line_of_log_takes_the_next_time(vault: CaseVault, line: str, day: str) -> None:
    rows = added(vault, line)
    assert f"next_contact: {day}" in rows
    assert not any("9 dec" in row.casefold() or "9 dic" in row for row in rows)


@pytest.mark.parametrize(
    "text",
    ["coffee with Bo Reed, the next steps", "coffee with Bo Reed, next friday", "call, next time 9 October 2026"],
)
def test_what_is_no_day_ahead_stays_in_the_line(text: str) -> None:
    assert agreed_next(text, TODAY, "") == (text, None)
