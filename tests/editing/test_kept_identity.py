"""A rename or a merge keeps calendar events, cards and tasks: the identity so far is written down (case X9)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.case_vault import CaseVault, case_vault, person

TODAY = "2026-11-30"
QUIN = person("# Quin Nagy\n", "birthday: 1980-12-05", "cadence: 4w", "met: 2026-10-01", "email: quin@n.example")


def event_uids(vault: CaseVault) -> list[str]:
    """The UIDs of the feed, sorted."""
    found = sorted(re.findall(r"^UID:(.*?)\r?$", vault.run("feed", today=TODAY).stdout, re.MULTILINE))
    assert found
    return found


def card_uids(vault: CaseVault) -> list[str]:
    """The UIDs of all cards, sorted."""
    return sorted(row["uid"] for row in vault.json("export", "--format", "json", today=TODAY))


def renamed(vault: CaseVault, old: str, new: str) -> None:
    assert vault.run("rename", old, new, today=TODAY).status == 0


@pytest.mark.parametrize(
    "line",
    [
        "- coffee with [[Quin Nagy]] → looms #promised the deck 📅 2026-12-03",
        "- coffee with [[Quin Nagy|Quin]] #promised the deck",
        "- [ ] send the deck to [[Quin Nagy]] 📅 2026-12-02",
        "- Quin Nagy asked; [[Quin Nagy]] is to get the deck #promised",
    ],
)
def test_a_line_that_links_the_name_keeps_its_event(tmp_path: Path, line: str) -> None:
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": QUIN, "Daily/2026-11-28.md": f"{line}\n"})
    before = event_uids(vault)
    renamed(vault, "Quin Nagy", "Quin Roth-Nagy")
    assert event_uids(vault) == before
    renamed(vault, "Quin Roth-Nagy", "Q. Roth")
    assert event_uids(vault) == before


def test_a_meeting_that_has_the_name_in_its_title_keeps_its_event(tmp_path: Path) -> None:
    notes = {
        "People/Quin Nagy.md": QUIN,
        "Meetings/2026-12-03.md": "---\ntype: meeting\ndate: 2026-12-03\n---\n# Lunch with [[Quin Nagy]]\n",
        "Meetings/2026-12-04 Talk.md": (
            '---\ntype: meeting\ndate: 2026-12-04\ntitle: Talk with [[Quin Nagy]]\nattendees: ["[[Quin Nagy]]"]\n---\n'
        ),
    }
    vault = case_vault(tmp_path, notes)
    before = event_uids(vault)
    assert [kind for _, kind, _ in vault.due(TODAY, "--within", "7d") if kind == "prepare"]
    renamed(vault, "Quin Nagy", "Quin Roth")
    assert event_uids(vault) == before


def test_somebody_elses_line_keeps_its_event(tmp_path: Path) -> None:
    ada = person("# Ada Lune\n\n## Log\n- 2026-11-27 call #promised to introduce [[Quin Nagy]]\n")
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": QUIN, "People/Ada Lune.md": ada})
    before = event_uids(vault)
    renamed(vault, "Quin Nagy", "Quin Roth")
    assert event_uids(vault) == before


def test_the_card_stays_the_same_card(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": QUIN}, "Bo Lune")
    before = card_uids(vault)
    renamed(vault, "Quin Nagy", "Quin Roth")
    assert card_uids(vault) == before
    renamed(vault, "Quin Roth", "Quinn Roth")
    assert card_uids(vault) == before


def test_a_homonym_keeps_its_events(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": QUIN, "People/Work/Quin Nagy.md": QUIN})
    cards = card_uids(vault)
    renamed(vault, "People/Work/Quin Nagy.md", "Quin Roth")
    assert len(set(card_uids(vault)) & set(cards)) == 1, "the one without a homonym gets the identity of its name"


def test_who_takes_the_old_name_is_somebody_else(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": QUIN})
    before = event_uids(vault)
    renamed(vault, "Quin Nagy", "Quin Roth")
    (vault.root / "People" / "Quin Nagy.md").write_text(person("# Quin Nagy\n", "birthday: 1999-12-09"))
    assert set(before) < set(event_uids(vault))
    assert len(set(card_uids(vault))) == 2


@pytest.mark.parametrize("values", [("name=Quin Roth",), ("name=Quin", "role=Weaver"), ("name=Quin Roth", "uid=5f0c")])
def test_another_display_name_keeps_the_events(tmp_path: Path, values: tuple[str, ...]) -> None:
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": QUIN})
    before, cards = event_uids(vault), card_uids(vault)
    assert vault.run("set", "Quin Nagy", *values, today=TODAY).status == 0
    told = "uid=5f0c" not in values
    assert (event_uids(vault) == before, card_uids(vault) == cards) == (told, told)
    assert ("uid: quin nagy" in vault.text("People/Quin Nagy.md")) == told


def test_a_field_that_is_no_name_writes_no_identity(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": QUIN})
    assert vault.run("set", "Quin Nagy", "role=Weaver", today=TODAY).status == 0
    assert "uid" not in vault.text("People/Quin Nagy.md")


@pytest.mark.parametrize("uid", ["uid: 5f0c", "id: q-7", "slug: quin-n"])
def test_a_uid_of_its_own_stays(tmp_path: Path, uid: str) -> None:
    note = QUIN.replace("cadence: 4w", f"cadence: 4w\n{uid}")
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": note})
    before, cards = event_uids(vault), card_uids(vault)
    renamed(vault, "Quin Nagy", "Quin Roth")
    assert (event_uids(vault), card_uids(vault)) == (before, cards)
    assert "uid: quin nagy" not in vault.text("People/Quin Roth.md")


@pytest.mark.parametrize("other", ["", "uid: 5f0c", "slug: q-nagy"])
@pytest.mark.parametrize("own", ["", "uid: 77aa", "slug: quin"])
def test_a_merge_keeps_the_events_of_the_note_that_stays(tmp_path: Path, own: str, other: str) -> None:
    kept = QUIN.replace("cadence: 4w", f"cadence: 4w\n{own}" if own else "cadence: 4w")
    twin = person("# Q. Nagy\n\n## Log\n- 2026-01-02 call\n", *filter(None, [other]))
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": kept, "People/Q. Nagy.md": twin})
    before, cards = event_uids(vault), card_uids(vault)
    assert vault.run("merge", "Quin Nagy", "People/Q. Nagy.md", today=TODAY).status == 0
    assert event_uids(vault) == before
    assert len(card_uids(vault)) == 1
    assert set(card_uids(vault)) < set(cards)
    if not own:
        assert "uid: quin nagy\n" in vault.text("People/Quin Nagy.md")


def test_a_note_without_front_matter_and_undo(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": "# Quin Nagy\n\nbirthday:: 1980-12-05\n"})
    before = event_uids(vault)
    renamed(vault, "Quin Nagy", "Quin Roth")
    assert event_uids(vault) == before
    assert vault.run("undo").status == 0
    assert vault.text("People/Quin Nagy.md") == "# Quin Nagy\n\nbirthday:: 1980-12-05\n"


@pytest.mark.parametrize("words", [("feed",), ("export", "--format", "json"), ("due",), ("check",)])
def test_what_answers_writes_no_identity(tmp_path: Path, words: tuple[str, ...]) -> None:
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": QUIN})
    vault.run(*words, today=TODAY)
    assert vault.text("People/Quin Nagy.md") == QUIN
