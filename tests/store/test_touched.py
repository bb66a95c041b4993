"""What one change touches, and what one question reads, does not grow with the vault. Rows and notes are counted."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from mdnetwork import network
from support.command import call
from support.histories import TODAY
from support.stored import settled
from support.vaults import write

FEW, MANY = 600, 2400
"""Notes in the vaults that are compared. Each is read once, and a change is taken back after it was counted."""
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


@pytest.fixture(scope="module")
def roots(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """The vaults of few and of many notes, read, and with their follow-ups."""
    home = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        for variable in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
            patch.setenv(variable, str(home))
        patch.setenv("MDNET_TODAY", str(TODAY))
        patch.setattr(network, "Vault", settled)
        few, many = (vault(home / str(size), size) for size in (FEW, MANY))
        for root in (few, many):
            bring_up_to_date(root)
        yield few, many


def bring_up_to_date(root: Path) -> Effort:
    with network.Network.open(root, refresh=False) as net:
        before = CountingConnection.rows
        net.refresh()
        net.store.concluded(net.at(TODAY).rules, lambda _: None)
        return Effort(net.store.resolved, net.store.computed, CountingConnection.rows - before)


def effort_of_change(root: Path, change: Mapping[str, str | None]) -> Effort:
    before = {path: file.read_text("utf-8") if (file := root / path).exists() else None for path in change}
    make(root, change)
    found = bring_up_to_date(root)
    make(root, before)
    bring_up_to_date(root)
    return found


def make(root: Path, notes: Mapping[str, str | None]) -> None:
    for path, text in notes.items():
        if text is None:
            (root / path).unlink()
        else:
            write(root, {path: text})


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_touches_as_much_in_a_vault_of_any_size(name: str, roots: tuple[Path, Path]) -> None:
    few, many = (effort_of_change(root, CHANGES[name]) for root in roots)
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
def test_a_question_about_one_person_reads_as_much_in_a_vault_of_any_size(name: str, roots: tuple[Path, Path]) -> None:
    rows: list[int] = []
    for root in roots:
        before = CountingConnection.rows
        result = call("--vault", root, *QUESTIONS[name])
        assert result.status == 0, result
        rows.append(CountingConnection.rows - before)
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


def test_a_part_of_what_is_due_reads_as_much_in_a_vault_of_any_size(roots: tuple[Path, Path]) -> None:
    rows: list[int] = []
    for root in roots:
        with network.Network.open(root, refresh=False) as net:
            before = CountingConnection.rows
            found = net.at(TODAY).due_part(slice(20, 30), kinds=["promise", "keep"])
            assert (len(found.rows), found.total > len(found.rows)) == (10, True)
            rows.append(CountingConnection.rows - before)
    few, many = rows
    assert many == few
