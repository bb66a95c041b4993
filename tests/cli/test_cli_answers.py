"""The same question of the same notes is answered by what was said before, and that is what would be said anew."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_cli_program import process

from support.command import CommandResult, call
from support.small_vault import NOTES
from support.transcripts import stage
from support.vaults import write

QUESTIONS: tuple[list[str], ...] = (
    [],
    ["due"],
    ["people", "--sort", "tie"],
    ["people", "--json"],
    ["search", "posters"],
    ["why", "Ada"],
    ["show", "Ada"],
    ["who", "lighting"],
    ["who", "Projects/Loom.md"],
    ["reach", "Tessa"],
    ["introduce"],
    ["goals"],
    ["review"],
)


@pytest.fixture(autouse=True)
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notes that were written by the test count as old."""
    monkeypatch.setattr("mdnetwork.vault_files.GRANULARITY", -(10**18))


def kept(cache: Path) -> list[Path]:
    return sorted(cache.rglob("answers/*"))


def falsified(cache: Path) -> None:
    """So that it shows where an answer comes from."""
    for file in kept(cache):
        file.write_bytes(file.read_bytes() + b"said before\n")


def anew(*arguments: str) -> CommandResult:
    """What is said by somebody who was never asked."""
    with (
        tempfile.TemporaryDirectory() as cache,
        mock.patch.dict(os.environ, XDG_CACHE_HOME=cache, LOCALAPPDATA=cache),
    ):
        return call(*arguments)


def test_every_question_is_answered_alike_again(tmp_path: Path) -> None:
    with stage(tmp_path):
        call("index")
        for question in QUESTIONS:
            first = call(*question)
            assert call(*question) == first
            assert len(kept(tmp_path)) == QUESTIONS.index(question) + 1
        falsified(tmp_path)
        assert [call(*question).stdout[-12:] for question in QUESTIONS] == ["said before\n"] * len(QUESTIONS)


def test_an_answer_that_was_given_before_imports_nothing(vault: Path) -> None:
    first = call("due")
    (file,) = kept(vault.parent)
    script = (
        "import sys; from mdnetwork import vault_files; vault_files.GRANULARITY = -10**18\n"
        "from mdnetwork.cli import main\n"
        "main(['due']); main(['due']); print(*sys.modules, file=sys.stderr)"
    )
    assert process("-c", script).stdout.count(first.stdout) == 2
    again = process("-c", script)
    assert again.stdout.count(first.stdout) == 2
    assert {"click", "sqlite3", "mdnetwork.network", "re"} & set(again.stderr.split()) <= {"re"}
    assert file.exists()


def _with(**variables: str) -> CommandResult:
    with mock.patch.dict(os.environ, variables):
        return call("due")


def _in(folder: Path) -> CommandResult:
    os.chdir(folder)
    return call("--vault", "..", "due")


def _in_italian(root: Path) -> CommandResult:
    write(root, {"mdnetwork.toml": 'language = "it"\n'})
    return call("due")


def _with_a_new_note(root: Path) -> CommandResult:
    write(root, {"New.md": "- [ ] write to [[Ada Loughton]] 📅 2026-11-01\n"})
    return call("due")


def _with_a_note_less(root: Path) -> CommandResult:
    (root / "People/Ada Loughton.md").unlink()
    return call("due")


OTHERWISE: dict[str, Callable[[Path], CommandResult]] = {
    "another day": lambda _: call("--today", "2027-03-01", "due"),
    "other words": lambda _: call("due", "--within", "3w"),
    "in JSON": lambda _: call("due", "--json"),
    "a variable": lambda _: _with(MDNET_DUE_WITHIN="3w"),
    "another language": _in_italian,
    "a new note": _with_a_new_note,
    "a note less": _with_a_note_less,
    "another folder": lambda root: _in(root / "People"),
}


@pytest.mark.parametrize("how", OTHERWISE)
def test_another_question_or_another_state_is_answered_anew(vault: Path, how: str) -> None:
    call("due")
    falsified(vault.parent)
    said = OTHERWISE[how](vault)
    assert said.stdout
    assert "said before" not in said.stdout


MORE = (["log", "Ada Loughton", "call"], ["check"], ["index"], ["undo"], ["review", "--write"], ["--write"])


@pytest.mark.parametrize("command", MORE, ids=" ".join)
def test_what_does_more_than_answer_is_not_kept_and_lets_go_of_all(vault: Path, command: list[str]) -> None:
    call("due")
    assert len(kept(vault.parent)) == 1
    call(*command)
    assert kept(vault.parent) == []


def test_what_a_new_vault_is_told_is_said_once(vault: Path) -> None:
    first = call()
    assert kept(vault.parent) == []
    again = call()
    assert len(kept(vault.parent)) == 1
    assert call() == again != first


def test_a_failure_is_not_kept(vault: Path) -> None:
    assert call("show", "Nobody At All").status == 1
    assert kept(vault.parent) == []


def test_a_note_that_cannot_be_read_may_be_readable_the_next_time(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from mdnetwork.vault import Unreadable, Vault  # noqa: PLC0415  only here

    read = Vault.read

    def fails(self: Vault, path: str, *most: int) -> bytes:
        if path == "New.md":
            raise Unreadable(path, "a drive that sleeps")
        return read(self, path, *most)

    write(vault, {"New.md": "text"})
    monkeypatch.setattr(Vault, "read", fails)
    call("due")
    assert kept(vault.parent) == []
    monkeypatch.undo()


def test_a_note_that_was_just_written_is_not_answered_from_the_shelf(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mdnetwork.vault_files.GRANULARITY", 10**18)
    call("due")
    assert kept(vault.parent) == []


def test_a_folder_that_is_gone_is_no_question(vault: Path, tmp_path: Path) -> None:
    if sys.platform != "win32":
        (tmp_path / "gone").mkdir()
        os.chdir(tmp_path / "gone")
        (tmp_path / "gone").rmdir()
        assert call("--vault", str(vault), "due").status == 0


STEPS = ("2026-11-22 coffee", "2026-10-01 email → #promised the map 📅 2026-11-20", "not a line of a log", "")


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(NOTES)), st.sampled_from(STEPS)), min_size=1, max_size=5))
def test_answers_are_those_of_somebody_who_was_never_asked(vault: Path, steps: list[tuple[str, str]]) -> None:
    for path, line in steps:
        with (vault / path).open("a", encoding="utf-8") as note:
            note.write(f"- {line}\n" if line else "")
        for question in (["due"], ["people"], ["review"]):
            assert call(*question) == call(*question) == anew(*question)
