"""What an earlier version left in the user's folders is used silently, or made again, and nothing is lost."""

from __future__ import annotations

import json
import sqlite3
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from support.command import CommandResult, call
from support.small_vault import ADA, NOTES
from support.vaults import write

LINE = "- 2026-11-22 coffee\n"
OLD_INDEX = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value);
INSERT INTO meta VALUES ('version', '3'), ('settings', '0123');
CREATE TABLE notes (path TEXT PRIMARY KEY, mtime INTEGER, size INTEGER, kind TEXT, facts TEXT, search TEXT);
INSERT INTO notes VALUES ('People/Nobody.md', 1, 2, 'person', '{"name": "Nobody"}', 'nobody');
CREATE TABLE people (id TEXT, path TEXT, name TEXT);
INSERT INTO people VALUES ('nobody', 'People/Nobody.md', 'Nobody');
CREATE VIRTUAL TABLE search USING fts5(text);
PRAGMA user_version = 3;
"""
"""An index with other tables, and some of today's with other columns."""


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault with the state and the index that this version made, which the tests make older."""
    (tmp_path / "home").mkdir(mode=0o700)
    for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    root = write(tmp_path / "vault", NOTES)
    monkeypatch.setenv("MDNET_TODAY", "2026-11-23")
    monkeypatch.setenv("MDNET_VAULT", str(root))
    silent("people")
    return root


def silent(*words: str | Path) -> CommandResult:
    said = call(*words)
    assert (said.stderr, said.status) == ("", 0), words
    return said


def only(tmp_path: Path, pattern: str) -> Path:
    (found,) = (tmp_path / "home").rglob(pattern)
    return found


def emptied(file: sqlite3.Connection) -> None:
    file.executescript(OLD_INDEX)


def of_another_mark(file: sqlite3.Connection) -> None:
    """The tables are today's, and what they hold was concluded by other rules."""
    file.execute("UPDATE meta SET value = 'of an earlier version' WHERE key = 'mark'")
    file.execute("UPDATE name SET form = form || ' Nobody'")
    file.commit()


@pytest.mark.parametrize("form", ["other tables", "other rules", "no index", "half a file"])
def test_an_index_of_another_version_is_made_again(vault: Path, tmp_path: Path, form: str) -> None:
    answers = [silent("people").out, silent("-q", "due").out, silent("--json", "why", "Ada Loughton").out]
    index = only(tmp_path, "*.sqlite")
    makers: dict[str, Callable[[sqlite3.Connection], None]] = {"other tables": emptied, "other rules": of_another_mark}
    if form == "other rules":
        with closing(sqlite3.connect(index)) as file:
            of_another_mark(file)
    else:
        whole = index.read_bytes()
        for each in index.parent.glob("*.sqlite*"):
            each.unlink()
        if form == "half a file":
            index.write_bytes(whole[: len(whole) // 2])
        elif form in makers:
            with closing(sqlite3.connect(index)) as file:
                makers[form](file)
        if index.exists():
            index.chmod(0o600)
    assert [silent("people").out, silent("-q", "due").out, silent("--json", "why", "Ada Loughton").out] == answers
    assert "Nobody" not in silent("people").stdout
    assert json.loads(silent("--json", "index", "--verify").stdout)["differences"] == []


def test_steps_that_an_earlier_version_wrote_can_be_undone(vault: Path, tmp_path: Path) -> None:
    """The form of the first version that could undo: the note's bytes before and after, in base64."""
    silent("log", "yesterday coffee with Ada Loughton")
    step = only(tmp_path, "undo/*/*.json")
    before, after = ADA, ADA.replace("## Log\n", f"## Log\n{LINE}")
    edit = ["People/Ada Loughton.md", *(b64encode(each.encode()).decode() for each in (before, after)), ""]
    step.write_text(json.dumps({"title": "log of 2026-11-22 with Ada Loughton", "edits": [edit], "folders": []}))
    (vault / "People/Ada Loughton.md").write_text(after, encoding="utf-8", newline="")
    assert "log of 2026-11-22 with Ada Loughton" in silent("undo", "--list").stdout
    silent("undo")
    assert (vault / "People/Ada Loughton.md").read_bytes() == ADA.encode()


def test_where_the_calendar_was_written_and_its_address_are_kept(vault: Path, tmp_path: Path) -> None:
    address = silent("serve", "--urls").stdout
    call("feed", "-o", tmp_path / "out.ics")
    with closing(sqlite3.connect(only(tmp_path, "*.sqlite"))) as file:
        of_another_mark(file)
    assert str(tmp_path / "out.ics") in silent("-q").stdout
    assert silent("serve", "--urls").stdout == address


@pytest.mark.parametrize(
    "dismissed",
    [
        ["BAD-DATE"],
        ["BAD-DATE People/Bea.md"],
        ["OF-AN-EARLIER-VERSION", "BAD-DATE People/Bea.md", "BAD-DATE People/Gone.md"],
    ],
)
@pytest.mark.parametrize("place", ["settings", "note"])
def test_problems_that_were_dismissed_stay_so(vault: Path, dismissed: list[str], place: str) -> None:
    """Codes of another version are no error."""
    bad = "---\ntype: person\nmet: 2026-13-45\n---\n"
    write(vault, {"People/Bea.md": bad})
    assert "BAD-DATE" in call("check").stdout
    if place == "settings":
        write(vault, {"mdnetwork.toml": f"dismissed = {json.dumps(dismissed)}\n"})
    else:
        note = bad.replace("---\n", f"---\nmdnet_dismissed: {json.dumps(dismissed)}\n", 1)
        write(vault, {"People/Bea.md": note})
    assert silent("check").stdout == "No problems.\n"


def test_settings_that_an_earlier_version_wrote_are_read(vault: Path) -> None:
    """`mdnet init` writes every key as a comment; the head of the file has changed since."""
    head = "# mdnetwork: settings of this vault. Everything has a default; remove the # to set a key.\n"
    old = f'{head}# docs/settings.md says what each key does.\n\n# language = "en"\n\n[feed]\nprivacy = "initials"\n'
    (vault / "mdnetwork.toml").write_text(old, encoding="utf-8")
    assert "Ada L" in silent("people").stdout
    assert (vault / "mdnetwork.toml").read_text(encoding="utf-8") == old
