"""The commands that write: feed, check --fix, init."""

from __future__ import annotations

import json
import stat
import tomllib
from pathlib import Path

import pytest

from support.command import call
from support.small_vault import WRONG
from support.vaults import write


def test_a_feed_on_stdout_is_bytes_alone(vault: Path) -> None:
    said = call("feed")
    assert said.out.startswith(b"BEGIN:VCALENDAR\r\n")
    assert said.out.endswith(b"END:VCALENDAR\r\n")
    assert b"\n" not in said.out.replace(b"\r\n", b"")


def test_a_feed_is_written_once(vault: Path, tmp_path: Path) -> None:
    target = tmp_path / "feed.ics"
    first = call("feed", "-o", target)
    assert (first.stdout, first.stderr) == ("", f"{target} written: 4 events.\n")
    written = target.stat()
    assert stat.S_IMODE(written.st_mode) == 0o600
    assert target.read_bytes() == call("feed").out
    assert call("feed", "-o", target).stderr == f"{target} is current.\n"
    assert target.stat().st_ino == written.st_ino


def test_a_feed_is_narrowed(vault: Path) -> None:
    whole, birthdays = call("feed").out, call("feed", "--kind", "birthday").out
    assert birthdays.count(b"BEGIN:VEVENT") == 1 < whole.count(b"BEGIN:VEVENT")
    assert call("feed", "--circle", "core").out == call("feed", "--tag", "mentor").out != whole
    assert b"Ada Loughton" not in call("feed", "--privacy", "initials").out.replace(b"\r\n ", b"")


def test_a_feed_of_the_settings_is_named(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": '[feeds.days]\nkinds = ["birthday"]\n'})
    assert call("feed", "--name", "days").out.count(b"BEGIN:VEVENT") == 1


def test_the_morning_knows_where_the_feed_was_written(vault: Path, tmp_path: Path) -> None:
    target = tmp_path / "feed.ics"
    assert "`mdnet feed -o FILE` writes it." in (call(), call())[1].stdout
    call("feed", "-o", target)
    assert f"{target} is up to date." in call().stdout
    assert f"{target} is from 3 days ago; " in call("--today", "2026-11-26").stdout
    target.unlink()
    assert f"{target} is gone." in call().stdout


def test_a_rebuilt_or_deleted_index_does_not_forget_where_the_feed_was_written(
    vault: Path, tmp_path: Path, own_cache: Path
) -> None:
    target = tmp_path / "feed.ics"
    call("feed", "-o", target)
    call("index", "--rebuild")
    assert f"{target} is up to date." in call().stdout
    for index in own_cache.rglob("*.sqlite*"):
        index.unlink()
    assert f"{target} is up to date." in (call(), call())[1].stdout


def test_a_record_that_others_could_write_is_not_believed(vault: Path, tmp_path: Path, own_cache: Path) -> None:
    call("feed", "-o", tmp_path / "feed.ics")
    (file,) = own_cache.rglob("feed/*.json")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    file.parent.chmod(0o777)
    assert "`mdnet feed -o FILE` writes it." in (call(), call())[1].stdout
    file.parent.chmod(0o700)
    file.write_text("[1]")
    assert "`mdnet feed -o FILE` writes it." in call().stdout


def test_where_nothing_can_be_recorded_the_feed_is_written(vault: Path, tmp_path: Path, own_cache: Path) -> None:
    call("due")
    (own_cache / "mdnetwork" / "feed").write_text("a file lies in the way")
    assert call("feed", "-o", tmp_path / "feed.ics").status == 0


def test_check_names_the_place_and_fails_on_errors(wrong: Path) -> None:
    said = call("check")
    assert said.status == 1
    assert said.stderr == ""
    assert [line.partition(" ")[0] for line in said.stdout.splitlines()[:2]] == ["People/Carla", "People/Carla"]
    assert "People/Carla Riva.md:3: FRONT-MATTER " in said.stdout
    assert "People/Carla Riva.md:4: BAD-DATE " in said.stdout
    problems = json.loads(call("check", "--json").stdout)
    assert [(problem["line"], problem["fixable"]) for problem in problems] == [(3, True), (4, False)]


def test_check_is_content_with_a_sound_vault(vault: Path) -> None:
    assert call("check") == (b"No problems.\n", "", 0)
    assert call("check", "--json").stdout == "[]\n"
    assert "nothing that can be fixed" in call("check", "--fix").stderr


@pytest.mark.parametrize("answer", ["n\n", "\n", ""])
def test_check_mends_nothing_without_a_yes(wrong: Path, answer: str) -> None:
    said = call("check", "--fix", answer=answer)
    assert '+friends: ["[[A]]", "[[B]]"]' in said.stdout.splitlines()
    assert (wrong / "People/Carla Riva.md").read_text() == WRONG
    assert said.status == 1


def test_a_dry_run_of_check_shows_the_fixes_and_asks_nothing(wrong: Path) -> None:
    said = call("check", "--fix", "--dry-run")
    assert '+friends: ["[[A]]", "[[B]]"]' in said.stdout.splitlines()
    assert (said.stderr, (wrong / "People/Carla Riva.md").read_text()) == ("", WRONG)


def test_check_mends_what_is_safe(wrong: Path) -> None:
    said = call("check", "--fix", answer="y\n")
    assert "1 note fixed." in said.stderr
    assert (wrong / "People/Carla Riva.md").read_text() == WRONG.replace("[[A]], [[B]]", '["[[A]]", "[[B]]"]')
    assert "FRONT-MATTER" not in said.stdout
    assert said.stdout.splitlines()[-2] == "1 error."


def test_check_mends_without_asking_when_told_so(wrong: Path) -> None:
    said = call("check", "--fix", "--yes", "--json")
    assert [problem["code"] for problem in json.loads(said.stdout)] == ["BAD-DATE"]
    assert "+friends" in said.stderr


@pytest.mark.parametrize("answer", ["y\n", "\n", "Sì\n"])
def test_init_shows_asks_and_writes(vault: Path, answer: str) -> None:
    said = call("init", answer=answer)
    assert said.stdout.startswith("2 people, 2 dated notes, 4 interactions; circles: core; 1 overdue.\n")
    assert "Start fresh from today?" in said.stderr
    settings = (vault / "mdnetwork.toml").read_text()
    assert str(tomllib.loads(settings)["fresh_from"]) == "2026-11-23"
    assert '# core = "4w..6w"' in settings
    assert call("due").status == 0


@pytest.mark.parametrize("answer", ["n\n", "perhaps\nNo\n"])
def test_init_may_keep_what_is_overdue(vault: Path, answer: str) -> None:
    call("init", answer=answer)
    assert "fresh_from" not in tomllib.loads((vault / "mdnetwork.toml").read_text())


def test_init_writes_nothing_unanswered(vault: Path) -> None:
    said = call("init")
    assert "Nobody answered" in said.stderr
    assert said.status == 1
    assert not (vault / "mdnetwork.toml").exists()


def test_init_does_not_ask_when_told_so(vault: Path) -> None:
    said = call("--json", "init", "--yes")
    assert json.loads(said.stdout)["fresh"] is True
    assert (vault / "mdnetwork.toml").exists()


def test_init_never_overwrites(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": "crowd = 4\n"})
    said = call("init", "--yes")
    assert "already exists" in said.stderr
    assert (vault / "mdnetwork.toml").read_text() == "crowd = 4\n"
    assert said.status == 1


def test_init_makes_a_vault_of_a_plain_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "plain", {"People/Ada.md": "Just a line.\n"})
    monkeypatch.chdir(tmp_path / "plain")
    assert call("init").status == 0
    assert call("people").stdout.splitlines()[1].startswith("Ada")


def test_a_canvas_keeps_its_links_through_a_rename_and_a_merge(vault: Path) -> None:
    canvas = vault / "Boards" / "Plan.canvas"
    write(vault, {"Boards/Plan.canvas": '{"nodes":[{"file":"People/Bruno Neri.md"},{"text":"[[Bruno Neri|he]]"}]}'})
    write(vault, {"Boards/.hidden/Plan.canvas": '{"file":"People/Bruno Neri.md"}'})
    assert "Boards/Plan.canvas" in call("rename", "Bruno Neri", "Bruno Nero").stdout
    assert canvas.read_text() == '{"nodes":[{"file":"People/Bruno Nero.md"},{"text":"[[Bruno Nero|he]]"}]}'
    assert call("merge", "Ada Loughton", "Bruno Nero").status == 0
    assert canvas.read_text() == '{"nodes":[{"file":"People/Ada Loughton.md"},{"text":"[[Ada Loughton|he]]"}]}'
    assert (call("undo").status, call("undo").status) == (0, 0)
    assert "Bruno Neri|he" in canvas.read_text()


def test_of_lines_on_stdin_all_are_written_or_none(vault: Path) -> None:
    before = {path: path.read_bytes() for path in vault.rglob("*.md")}
    said = call("log", answer="coffee with Ada Loughton\n\ncall with Nobody Known\n")
    assert said.status == 1
    assert said.stderr.startswith("Line 2, “call with Nobody Known”: ")
    assert said.stderr.endswith("None of the 2 lines is written.\n")
    assert {path: path.read_bytes() for path in vault.rglob("*.md")} == before
    said = call("log", answer="coffee with Ada Loughton\ncall with Ada Loughton\n")
    assert said.stdout.count("2026-11-23: Ada Loughton, ") == 2
    assert (vault / "People/Ada Loughton.md").read_text(encoding="utf-8").count("2026-11-23") == 2
