"""What a user can do wrong costs one clear sentence on stderr, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.command import CommandResult, call
from support.paths import environment
from support.vaults import write

needs_permissions = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere"
)


def fails(said: CommandResult, sentence: str, status: int = 1) -> None:
    assert said.stdout == ""
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr
    assert said.status == status


def test_a_vault_that_is_not_there(tmp_path: Path) -> None:
    fails(call("--vault", tmp_path / "none", "due"), f"There is no folder {tmp_path / 'none'}.")


def test_a_vault_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    fails(call("--vault", tmp_path / "file"), "is a file")


def test_no_vault_around(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    fails(call("due"), "No vault was found")


def test_settings_that_cannot_be_read(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": "language = "})
    fails(call("due"), "mdnetwork.toml cannot be read")


def test_a_misspelt_setting(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": 'langage = "it"\n'})
    fails(call("due"), "did you mean language?")


@pytest.mark.parametrize("command", ["show", "why"])
def test_a_name_that_nobody_has(vault: Path, command: str) -> None:
    fails(call(command, "Ada Loughtone"), "Ada Loughton")


@pytest.mark.parametrize("command", ["show", "why"])
def test_a_name_that_fits_several(vault: Path, command: str) -> None:
    write(vault, {f"People/Gino {n}.md": "---\ntype: person\n---\n" for n in "ABCDEFG"})
    said = call(command, "Gino")
    fails(said, "fits several")
    assert all(f"People/Gino {n}.md" in said.stderr for n in "ABCDEFG")


def test_a_meeting_has_no_why(vault: Path) -> None:
    fails(call("why", "Review"), "is a meeting, not a person")


def test_a_feed_that_nobody_set(vault: Path) -> None:
    fails(call("feed", "--name", "work"), "No feed is called “work”.")
    write(vault, {"mdnetwork.toml": '[feeds.family]\ntags = ["family"]\n'})
    fails(call("feed", "--name", "work"), "The feeds are family")


def test_a_feed_into_a_folder_that_is_not_there(vault: Path, tmp_path: Path) -> None:
    fails(call("feed", "-o", tmp_path / "none" / "feed.ics"), "cannot be written")


def test_a_feed_that_cannot_be_written_stays_as_it_was(vault: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    fails(call("feed", "-o", tmp_path / "folder"), "it is a folder")


@needs_permissions
def test_a_feed_where_one_may_not_write_stays_as_it_was(vault: Path, tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    old = "BEGIN:VCALENDAR\nPRODID:-//mdnetwork//mdnetwork//EN\n"
    (folder / "feed.ics").write_text(old)
    folder.chmod(0o500)
    fails(call("feed", "-o", folder / "feed.ics"), "you may not write")
    assert (folder / "feed.ics").read_text() == old


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["duee"], "did you mean due?"),
        (["xyz"], "mdnet --help lists them"),
        (["due", "--today", "tomorrow"], "write it as 2026-11-23"),
        (["--today", "2026-02-30"], "write it as 2026-11-23"),
        (["due", "--within", "soon"], "write 10d, 2w or 3 months"),
        (["due", "--kind", "love"], "love"),
        (["show"], "Missing argument"),
        (["people", "--sort", "age"], "age"),
        (["--nothing"], "No such option"),
        (["watch"], "Say what to keep current"),
    ],
)
def test_what_is_not_understood_is_a_usage_error(vault: Path, arguments: list[str], sentence: str) -> None:
    fails(call(*arguments), sentence, status=2)


def test_a_bad_note_costs_a_line(wrong: Path) -> None:
    said = call("people")
    assert (said.stderr, said.status) == ("2 problems; see mdnet check\n", 0)
    assert "Carla Riva" in said.stdout
    assert call("-q", "people").stderr == ""
    assert call("people", "-q").stderr == ""


def test_an_index_that_cannot_be_kept_is_said_and_done_without(
    vault: Path, own_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own_cache.write_text("a file where a folder should be")
    said = call("due")
    assert said.stdout == call("-q", "due").stdout != ""
    assert said.stderr.startswith("The index cannot be kept in")
    assert said.status == 0


def test_an_index_that_is_broken_is_made_anew(vault: Path, own_cache: Path) -> None:
    first = call("due")
    (file,) = own_cache.rglob("*.sqlite")
    file.write_bytes(b"this is no database" * 1000)
    assert call("due") == first


@pytest.mark.parametrize("name", ["\udcff", "\x1b[31m", "", "a" * 5000, "[[", "--"])
def test_any_name_is_answered(vault: Path, name: str) -> None:
    said = call("show", "--", name)
    assert (said.stdout, said.status) == ("", 1)


def test_a_reader_that_has_seen_enough_is_no_error(vault: Path) -> None:
    write(vault, {f"People/Person {n:04}.md": "---\ntype: person\n---\n" for n in range(2000)})
    shell = f'"{sys.executable}" -m mdnetwork -q people | head -n 1'
    said = subprocess.run(["sh", "-c", shell], capture_output=True, check=False, env=environment())
    assert said.stdout.startswith(b"Name")
    assert said.stderr == b""


def test_of_hundreds_who_may_be_meant_a_few_are_named(vault: Path) -> None:
    write(vault, {f"People/Zoe {n}.md": "---\ntype: person\n---\n" for n in range(40)})
    said = call("-q", "show", "Zoe")
    fails(said, "and 35 more")
    assert len(said.stderr.splitlines()) == 21
