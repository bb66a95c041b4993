"""The state of a vault: other bytes as soon as an answer could be another one."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from mdnetwork.answers.state import state_of
from mdnetwork.vault_files import GRANULARITY

LATE = 2**62
"""Long after every file was written."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "People").mkdir()
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "People/Ada.md").write_text("one")
    (tmp_path / "People/face.jpg").write_text("a picture")
    (tmp_path / "mdnetwork.toml").write_text('language = "en"\n')
    (tmp_path / ".obsidian/workspace.json").write_text("{}")
    return tmp_path


def _same_size_same_time(root: Path) -> None:
    note = root / "People/Ada.md"
    seen = note.stat()
    while note.stat().st_ctime_ns == seen.st_ctime_ns:  # until the file system's clock has moved on
        note.write_text("two")
        os.utime(note, ns=(seen.st_atime_ns, seen.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "text": lambda root: (root / "People/Ada.md").write_text("two!"),
    "the same length, dated back": _same_size_same_time,
    "a new note": lambda root: (root / "New.MD").write_text(""),
    "a note less": lambda root: (root / "People/Ada.md").unlink(),
    "a new name": lambda root: (root / "People/Ada.md").rename(root / "People/Eda.md"),
    "a folder of another name": lambda root: (root / "People").rename(root / "Folk"),
    "settings": lambda root: (root / "mdnetwork.toml").write_text('language = "it"\n'),
    "settings of Obsidian": lambda root: (root / ".obsidian/app.json").write_text("{}"),
    "a note in the cloud": lambda root: (root / "People/.Ada.md.icloud").write_text(""),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.skipif(os.name == "nt", reason="Windows has no time of change, so a note can be dated back unseen")
def test_whatever_changes_an_answer_changes_the_state(root: Path, change: str) -> None:
    before = state_of(str(root), LATE)
    assert before is not None
    assert state_of(str(root), LATE) == before
    CHANGES[change](root)
    after = state_of(str(root), LATE)
    assert after is not None
    assert after[0] != before[0]


def test_what_no_answer_is_made_of_changes_nothing(root: Path) -> None:
    before = state_of(str(root), LATE)
    (root / "People/face.jpg").write_text("another picture")
    (root / ".obsidian/workspace.json").write_text('{"open": "Ada"}')
    (root / ".trash").mkdir()
    (root / ".trash/Old.md").write_text("gone")
    assert state_of(str(root), LATE) == before


def test_a_note_that_was_just_written_may_change_again_unseen(root: Path) -> None:
    newest = max(
        max(file.stat().st_mtime_ns, file.stat().st_ctime_ns)
        for file in (root / "People/Ada.md", root / "mdnetwork.toml")
    )
    states = [state_of(str(root), newest + wait) for wait in (0, GRANULARITY, GRANULARITY + 1)]
    assert [state and state[1] for state in states] == [False, False, True]


@pytest.mark.skipif(os.name == "nt", reason="a user may make no links on Windows")
def test_behind_a_link_changes_do_not_show(root: Path) -> None:
    (root / "elsewhere").symlink_to(root.parent)
    assert state_of(str(root), LATE) is None


def test_a_vault_that_is_not_there_has_no_state(tmp_path: Path) -> None:
    assert state_of(str(tmp_path / "none"), LATE) is None
