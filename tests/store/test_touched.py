"""What one change touches, and what one question reads, does not grow with the vault. Rows and notes are counted."""

from __future__ import annotations

import re
import sqlite3
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mdnetwork import network
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.store import Store
from mdnetwork.store.follow_ups import Rules
from support.command import call
from support.histories import TODAY
from support.stored import READING, settled
from support.vaults import write

FEW, MANY = 200, 800
"""Notes in the vaults that are compared."""
RULES = Rules(FollowUpSettings(), texts("en"), TODAY)
ADA, BOB = "People/Ada Aaa.md", "People/Bob Aaa.md"


def family(number: int) -> str:
    """A name for each number: Aaa, Aab and so on."""
    return "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0)).title()


def four(number: int) -> dict[str, str]:
    """Two people, a daily note and a meeting that name each other and nobody else."""
    name = family(number)
    ada, bob, day = f"Ada {name}", f"Bob {name}", TODAY - timedelta(days=number + 1)
    return {
        f"People/{ada}.md": f"---\ntype: person\ncadence: monthly\nbirthday: 1990-12-01\n---\n## Log\n"
        f"- 2026-11-02 call → #promised the paper\n- 2026-10-02 lunch #intro [[{bob}]]\n",
        f"People/{bob}.md": f"---\ntype: person\nintroduced_by: '[[{ada}]]'\nmet: 2026-11-20\n---\n## Log\n"
        f"- 2026-11-12 email ← #got the paper\n",
        f"Daily/{day}.md": f"- call with [[{ada}]]\n- [ ] ask [[{bob}]] and [[{ada}]] 📅 2026-12-01\n",
        f"Meetings/Plan {name}.md": f"---\ntype: meeting\ndate: 2026-11-25\nattendees: [{ada}, {bob}]\n---\n",
    }


def vault(root: Path, size: int) -> Path:
    """A vault of so many notes, where each person is in four of them."""
    return write(root, {path: text for number in range(size // 4) for path, text in four(number).items()})


NOTES = four(0)
CHANGES: dict[str, dict[str, str | None]] = {
    "a line in a log": {ADA: f"{NOTES[ADA]}- 2026-11-21 lunch\n"},
    "a line that names another": {ADA: f"{NOTES[ADA]}- 2026-11-21 lunch with [[Bob Aaa]]\n"},
    "a new person": {"People/Cy Dee.md": "---\ntype: person\nbirthday: 1990-12-01\n---\n"},
    "a renamed person": {ADA: None, "People/Ada Zed.md": NOTES[ADA]},
    "a new alias": {ADA: NOTES[ADA].replace("cadence", "aliases: [Addy]\ncadence")},
    "a new daily note": {"Daily/2026-11-23.md": "- call with [[Ada Aaa]]\n"},
    "a meeting that goes": {"Meetings/Plan Aaa.md": None},
    "a person who dies": {BOB: NOTES[BOB].replace("met:", "status: deceased\nmet:")},
}


class Effort(NamedTuple):
    """The notes that were resolved, the people whose follow-ups were computed, and the rows that were fetched."""

    resolved: int
    computed: int
    rows: int


class CountingConnection(sqlite3.Connection):
    """Counts the rows that all of its kind fetch, and the queries that ask for them."""

    rows = 0
    queries = 0

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.row_factory = _counted

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        CountingConnection.queries += 1
        return super().execute(*arguments)


def _counted(_cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> tuple[Any, ...]:
    CountingConnection.rows += 1
    return row


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "connect", partial(sqlite3.connect, factory=CountingConnection))


def effort_of_change(home: Path, size: int, change: dict[str, str | None]) -> Effort:
    root = vault(home / str(size), size)
    with Store.open(root, READING, home / f"cache of {size}") as store:
        store.refresh(settled(root))
        store.concluded(RULES, lambda _: None)
        for path, text in change.items():
            if text is None:
                (root / path).unlink()
            else:
                write(root, {path: text})
        before = CountingConnection.rows
        store.refresh(settled(root))
        store.concluded(RULES, lambda _: None)
        return Effort(store.resolved, store.computed, CountingConnection.rows - before)


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_touches_as_much_in_a_vault_of_any_size(name: str, tmp_path: Path) -> None:
    few, many = (effort_of_change(tmp_path, size, CHANGES[name]) for size in (FEW, MANY))
    assert many[:2] == few[:2]
    assert few.rows * 0.9 <= many.rows <= few.rows * 1.1


def at_home(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the index in this folder, answer for `TODAY`, and trust the stamps of notes that were just written."""
    for variable in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(variable, str(home))
    monkeypatch.setenv("MDNET_TODAY", str(TODAY))
    monkeypatch.setattr(network, "Vault", settled)


QUESTIONS = {
    "why": ("why", "Ada Aaa"),
    "show": ("show", "Ada Aaa"),
    "log": ("log", "call with Ada Aaa about looms", "--dry-run"),
    "draft": ("draft", "Ada Aaa"),
    "people": ("people", "Ada Aaa", "--json"),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_a_question_about_one_person_reads_as_much_in_a_vault_of_any_size(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beside the stamp of each note, which says whether it changed."""
    at_home(tmp_path / "home", monkeypatch)
    rows: list[int] = []
    for size in (FEW, MANY):
        root = vault(tmp_path / str(size), size)
        for _ in range(2):
            before = CountingConnection.rows
            result = call("--vault", root, *QUESTIONS[name])
        assert result.status == 0, result
        rows.append(CountingConnection.rows - before - size)
    few, many = rows
    assert few * 0.9 <= many <= few * 1.1


@pytest.mark.parametrize("question", ["review", "goals"])
def test_a_question_about_everybody_asks_as_often_in_a_vault_of_any_size(
    question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads everybody at once. Nobody is introduced by a link, which the names of all notes decide about."""
    at_home(tmp_path / "home", monkeypatch)
    queries: list[int] = []
    for size in (24, 72):
        root = vault(tmp_path / str(size), size)
        for note in root.glob("People/Bob *.md"):
            write(root, {f"People/{note.name}": re.sub("introduced_by:.*\n", "", note.read_text(encoding="utf-8"))})
        write(root, {"Looms.md": "---\ntype: goal\ntopics: [looms]\n---\n- [ ] ask about looms\n"})
        for _ in range(2):
            before = CountingConnection.queries
            result = call("--vault", root, question)
        assert result.status == 0, result
        queries.append(CountingConnection.queries - before)
    few, many = queries
    assert many == few
