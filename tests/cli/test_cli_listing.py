"""The list inside the vault: written, ticked, kept current, and no evidence of anything."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.command import call
from support.vaults import write
from support.watch_process import watching

SETTINGS = 'list = "Lists/Today.md"\ncomputed = true\n'


def ticked(note: Path, words: str) -> None:
    text = note.read_text(encoding="utf-8")
    note.write_text(re.sub(rf"- \[ \] (.*{words})", r"- [x] \1", text), encoding="utf-8")


def counted() -> list[object]:
    """What counts as contact, and the follow-ups: all but the lines of front matter, which may move."""
    told = [json.loads(call("-q", "why", name, "--json").stdout) for name in ("Ada Loughton", "Bruno Neri")]
    return [
        [{key: value for key, value in line.items() if key != "line"} for line in each["counted"]]
        + [(follow_up["uid"], follow_up["due"], follow_up["reason"]) for follow_up in each["follow_ups"]]
        for each in told
    ]


@pytest.fixture
def owing(vault: Path) -> Path:
    write(vault, {"People/Dan Vale.md": "---\ntype: person\n---\n## Log\n- 2026-11-01 call #promised the map\n"})
    return vault


def test_the_list_changes_no_fact_and_nothing_else(vault: Path) -> None:
    before = {path: path.read_bytes() for path in vault.rglob("*.md")}
    told = counted()
    said = call("--write")
    assert (said.status, "Follow-ups.md is up to date." in said.stderr) == (0, True)
    assert {path: path.read_bytes() for path in vault.rglob("*.md") if path.name != "Follow-ups.md"} == before
    assert counted() == told
    assert call("--write").stderr.startswith("Follow-ups.md") is False


def test_what_one_writes_around_the_list_stays(owing: Path) -> None:
    call("--write")
    note = owing / "Follow-ups.md"
    text = "Mine above.\n" + note.read_text(encoding="utf-8") + "\nMine below, [[Dan Vale]].\n"
    note.write_text(text, encoding="utf-8")
    call("done", "Dan Vale")
    after = note.read_text(encoding="utf-8")
    assert after.startswith("Mine above.\n# Follow-ups\n")
    assert after.endswith("\nMine below, [[Dan Vale]].\n")
    assert "the map" in text
    assert "the map" not in after


def test_a_tick_is_done_by_the_next_command_that_writes(owing: Path) -> None:
    call("--write")
    ticked(owing / "Follow-ups.md", "the map")
    assert "the map" in call("due").stdout
    assert "the map" not in call("log", "call", "with", "Ada Loughton", "--dry-run").stderr
    said = call("log", "call", "with", "Ada Loughton")
    assert said.stderr.startswith("Ticked: done for Dan Vale: the map.\n")
    assert "- 2026-11-23 → the map #kept\n" in (owing / "People" / "Dan Vale.md").read_text(encoding="utf-8")
    assert "the map" not in call("due").stdout
    assert call("undo").stdout.startswith("Undone: log of 23 November 2026 with Ada Loughton.")
    assert call("undo").stdout.startswith("Undone: done for Dan Vale")


def test_a_tick_is_seen_while_watching(owing: Path, tmp_path: Path) -> None:
    call("--write")
    with watching(tmp_path / "feed.ics") as watcher:
        watcher.line()
        ticked(owing / "Follow-ups.md", "the map")
        assert "Ticked: done for Dan Vale: the map." in watcher.line()
    assert "#kept" in (owing / "People" / "Dan Vale.md").read_text(encoding="utf-8")


def test_a_list_in_the_daily_note(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": 'list = "daily"\n', "2026-11-23.md": "# Monday\n\n- tea\n"})
    call("--write")
    text = (vault / "2026-11-23.md").read_text(encoding="utf-8")
    assert text.startswith("# Monday\n\n- tea\n\n## Follow-ups\n<!-- mdnet:begin follow-ups -->\n")


@pytest.mark.parametrize(
    ("latest", "today"),
    [
        ("journals/2026_11_22.md", "journals/2026_11_23.md"),
        ("Daily/2026/10-October/2026-10-30-Fri.md", "Daily/2026/11-November/2026-11-23-Mon.md"),
        ("Daily/2026-11-22 Sunday.md", "Daily/2026-11-23 Monday.md"),
        ("Daily/22 November 2026.md", "2026-11-23.md"),
    ],
)
def test_a_daily_note_is_made_as_the_latest_one_is_called(vault: Path, latest: str, today: str) -> None:
    (vault / "Daily" / "2026-11-20.md").unlink()
    write(vault, {latest: "- tea\n"})
    assert call("log", "--daily", "call with", "Ada Loughton").stdout.splitlines()[1:] == [f"  {today}"]
    assert (vault / today).read_text(encoding="utf-8") == "- call with [[Ada Loughton]]\n"


def test_a_list_whose_end_is_gone_is_left_alone(owing: Path) -> None:
    call("--write")
    note = owing / "Follow-ups.md"
    note.write_text(note.read_text(encoding="utf-8").replace("<!-- mdnet:end -->", ""), encoding="utf-8")
    before = note.read_bytes()
    said = call("--write")
    assert said.status == 1
    assert "has no end" in said.stderr
    said = call("log", "call", "with", "Ada Loughton")
    assert said.status == 0
    assert "has no end" in said.stderr
    assert note.read_bytes() == before


def test_computed_fields_are_shown_and_are_no_evidence(owing: Path) -> None:
    write(owing, {"mdnetwork.toml": SETTINGS})
    told = counted()
    call("--write")
    note = (owing / "People" / "Dan Vale.md").read_text(encoding="utf-8")
    assert "mdnet_last_contact: 2026-11-01\nmdnet_next_contact: 2026-11-08\n---" in note
    assert counted() == told
    assert "mdnet_next_contact" in (owing / "People.base").read_text(encoding="utf-8")
    before = {path: path.read_bytes() for path in owing.rglob("*") if path.is_file()}
    call("--write")
    assert {path: path.read_bytes() for path in owing.rglob("*") if path.is_file()} == before
    assert (owing / "Lists" / "Today.md").exists()


def test_a_list_outside_the_vault_is_refused(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": 'list = "../Today.md"\n'})
    said = call("--write")
    assert said.status == 1
    assert "list must be a path in the vault" in said.stderr
    assert not (vault.parent / "Today.md").exists()


def test_write_belongs_to_the_morning(vault: Path) -> None:
    said = call("--write", "due")
    assert said.status == 2
    assert "mdnet --write" in said.stderr
