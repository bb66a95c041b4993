"""`mdnet open` hands a note's name to another program: as one argument, through no shell, and never as an option."""

from __future__ import annotations

import os
import re
import sys
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from support.command import call
from support.hostile_vault import NAMES
from support.paths import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the system's opener is replaced as Linux finds it")

FILES = {
    "a second command": "; touch HIT",
    "a substitution": "$(touch HIT)",
    "backquotes": "`touch HIT`",
    "a pipe": "x | touch HIT",
    "both quotes": "a' \" b",
    "an option": "-option",
    "a long option": "--help",
    "a redirection": "> HIT",
    "a percent sign": "%PATH% %s",
    "a space": "two  words ",
    "an address": "file:x",
    **NAMES,
}


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault, the folder that one is in, with programs that write down their arguments."""
    root, programs = tmp_path / "vault", tmp_path / "bin"
    root.mkdir()
    programs.mkdir()
    os.mkfifo(tmp_path / "xdg-open.told")  # `open` does not wait for what it opens, and so the test waits for that
    for name in ("editor", "xdg-open"):
        program = programs / name
        program.write_text(f'#!/bin/sh\nprintf "%s\\0" "$@" > "{tmp_path}/{name}.told"\n', encoding="utf-8")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("MDNET_VAULT", ".")
    monkeypatch.setenv("MDNET_TODAY", "2026-11-23")
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / "home"))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(root)
    return root


def note(root: Path, name: str) -> Path:
    file = root / f"{name}.md"
    try:
        file.write_text("---\ntype: person\n---\n", encoding="utf-8")
    except OSError:
        pytest.skip("this file system takes no such names")
    return file


def told(root: Path, program: str) -> list[bytes]:
    return (root.parent / f"{program}.told").read_bytes().split(b"\0")[:-1]


@pytest.mark.parametrize("name", FILES.values(), ids=FILES)
@pytest.mark.parametrize("variable", ["EDITOR", "VISUAL"])
def test_an_editor_gets_the_note_as_one_argument(
    vault: Path, monkeypatch: pytest.MonkeyPatch, name: str, variable: str
) -> None:
    file = note(vault, name)
    monkeypatch.setenv(variable, "editor --wait '-c x'")
    shown = os.fsencode(file.name).decode("utf-8", "backslashreplace")
    assert call("open", "--", shown).status == 0
    assert told(vault, "editor") == [b"--wait", b"-c x", os.fsencode(file.resolve())]
    assert [path for path in vault.iterdir() if path.suffix != ".md"] == []


@pytest.mark.filterwarnings("ignore:subprocess .* is still running:ResourceWarning")
@pytest.mark.parametrize("name", FILES.values(), ids=FILES)
def test_obsidian_gets_an_address_that_no_name_can_leave(vault: Path, name: str) -> None:
    (vault / ".obsidian").mkdir()
    file = note(vault, name)
    shown = os.fsencode(file.name).decode("utf-8", "backslashreplace")
    assert call("open", "--", shown).status == 0
    (address,) = told(vault, "xdg-open")
    assert re.fullmatch(rb"obsidian://open\?vault=vault&file=[\w.~%-]+", address)
    assert parse_qs(urlsplit(address.decode()).query)["file"] == [shown.removesuffix(".md")]


def test_a_folder_that_is_no_utf8_has_an_address_too(vault: Path) -> None:
    odd = vault.rename(os.fsdecode(os.fsencode(vault) + b"\xff"))
    os.chdir(odd)
    (odd / ".obsidian").mkdir()
    note(odd, "Ada")
    assert call("open", "--print", "Ada").status == 0


def test_an_editor_that_cannot_be_understood_costs_a_sentence(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note(vault, "Ada")
    monkeypatch.setenv("EDITOR", "editor 'x")
    said = call("open", "Ada")
    assert said.status == 1
    assert said.stderr == "VISUAL or EDITOR cannot be understood (No closing quotation): editor 'x.\n"


def test_where_nothing_opens_obsidian_it_is_said(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (vault / ".obsidian").mkdir()
    note(vault, "Ada")
    monkeypatch.setenv("PATH", str(vault))
    said = call("open", "Ada")
    assert said.status == 1
    assert "set EDITOR" in said.stderr


def test_click_is_one_that_runs_no_shell_text_in_file_names() -> None:
    """CVE-2026-7246."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (bound,) = [each for each in project["dependencies"] if each.startswith("click")]
    assert bound == "click>=8.3.3"
