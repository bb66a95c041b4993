"""The program around the commands: global options, environment, completion, what is imported, how it ends."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from unittest import mock

import click
import pytest

from mdnetwork.cli import main
from mdnetwork.cli.program import COMMANDS
from mdnetwork.cli.run import Bar
from mdnetwork.network import Network
from support.command import call
from support.paths import environment
from support.stored import settled

HEAVY = {"icalendar", "watchdog", "yaml", "frontmatter", "asyncio", "importlib.metadata", "jsonschema"}
SELDOM = {"re2", "subprocess", "pickle", "base64", "tomllib", "mdnetwork.editing.changes"}
"""What a question needs only in some vaults."""
PATHS = {
    "a question, nothing changed": (("due",), "", 66, 103),
    "a question, a file that may have changed": (("due",), "touched", 66, 103),
    "one person": (("why", "Ada Loughton"), "", 66, 103),
    "a page": (("show", "Ada Loughton"), "", 106, 143),
    "the morning": ((), "", 107, 145),
    "a question after a change": (("due",), "changed", 113, 150),
    "a line written": (("log", "today", "coffee", "with", "Ada Loughton"), "", 119, 161),
    "the feed": (("feed", "-o", "-"), "", 87, 227),
}
"""For each path: the command, what happened to a note before it, and how many modules it may import beyond click and
SQLite: ours, and all (the standard library differs a little). Half of the time of a question is spent on imports, so a
number of ours that grows needs a reason."""


def process(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with these arguments."""
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        text=True,
        env=environment(**variables),
    )


_MODULES = """
import sys
import click, sqlite3
before = set(sys.modules)
from mdnetwork.cli import main
main(["-q", *sys.argv[1:]])
print(*sorted(set(sys.modules) - before), file=sys.stderr)
"""


def imported(*arguments: str) -> set[str]:
    """The modules that a run of `mdnet` imports beyond click and SQLite."""
    said = process("-c", _MODULES, *arguments)
    assert said.returncode == 0
    return set(said.stderr.split())


def test_due_on_a_known_vault_imports_nothing_heavy(vault: Path) -> None:
    call("index")
    assert (HEAVY | SELDOM) & imported("due") == set()


def settle(vault: Path) -> None:
    """Have a store for which no note may change again with the same time, as two seconds after the last change."""
    call("due")
    with Network.open(vault, refresh=False) as network:
        network.vault = settled(vault)
        network.refresh()


@pytest.mark.parametrize("path", PATHS)
def test_each_path_imports_what_it_needs(path: str, vault: Path) -> None:
    arguments, before, ours, every = PATHS[path]
    settle(vault)
    note = vault / "People/Ada Loughton.md"
    if before == "touched":
        note.touch()
    elif before == "changed":
        with note.open("a", encoding="utf-8") as file:
            file.write("- 2026-11-20 a walk\n")
    found = imported(*arguments)
    assert len([name for name in found if name.startswith("mdnetwork")]) <= ours
    # later versions of Python divide their own library into more modules, 3.14 into many more
    more = {(3, 11): 1.0, (3, 12): 1.05, (3, 13): 1.05}.get(sys.version_info[:2], 1.15)
    assert len(found) <= every * more


LIGHT = (
    "answers",
    "calendar.select",
    "cli.page",
    "config",
    "editor",
    "network",
    "phrases",
    "records",
    "settings",
    "vault",
    "verdicts",
)
"""Modules of every question, also of one that needs no note and no rule."""
READING = re.compile(
    r"mdnetwork\.(?:people|days\.|parsing\.(?!settings)|vocabulary\.(?!languages)|followups\.(?!cadences|history))"
)
"""Modules that read notes, or compute what follows from them."""
_IMPORT = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(f"mdnetwork.{name}")
print(*sorted(sys.modules))
"""


def test_what_every_question_imports_reads_no_notes() -> None:
    done = process("-c", _IMPORT, *LIGHT)
    assert done.returncode == 0
    assert [name for name in done.stdout.split() if READING.match(name)] == []


def test_the_module_is_the_program(vault: Path) -> None:
    said = process("-m", "mdnetwork", "people", "nobody at all")
    assert (said.stdout.startswith("Nobody matches."), said.returncode) == (True, 0)


@pytest.mark.parametrize(
    "arguments",
    [["--json", "due"], ["due", "--json"], ["--today", "2020-01-01", "due", "--json", "--today", "2026-11-23"]],
)
def test_global_options_stand_before_or_after_the_command(vault: Path, arguments: list[str]) -> None:
    assert len(json.loads(call(*arguments).stdout)) == 2


def test_options_come_from_the_environment_too(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir("/")
    for name, value in {"VAULT": str(vault), "JSON": "1", "QUIET": "1", "DUE_WITHIN": "3w"}.items():
        monkeypatch.setenv(f"MDNET_{name}", value)
    assert len(json.loads(call("due").stdout)) == 3


def test_the_vault_is_found_from_a_folder_below(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(vault / "People")
    assert call("people").stdout == call("--vault", vault, "people").stdout != ""


@pytest.mark.parametrize("flag", ["-h", "--help"])
def test_help_names_every_command(vault: Path, flag: str) -> None:
    said = call(flag)
    assert said.status == 0
    assert all(f"\n  {name} " in said.stdout for name in COMMANDS)
    assert "_MDNET_COMPLETE=bash_source" in said.stdout


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_overview_fits_a_terminal_and_cuts_no_sentence(
    vault: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (vault / "mdnetwork.toml").write_text(f'language = "{language}"\n', encoding="utf-8")
    monkeypatch.setenv("COLUMNS", "80")
    lines = call("--vault", vault, "-h").stdout.splitlines()
    commands = [line for line in lines if line.startswith("  ") and line.split()[0] in COMMANDS]
    assert len(commands) == len(COMMANDS)
    assert [line for line in commands if not line.endswith(".") or line.endswith("...")] == []
    assert [line for line in lines if len(line) > 80] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_takes_the_global_options(name: str) -> None:
    said = call(name, "-h")
    assert said.status == 0
    assert all(option in said.stdout for option in ("--vault", "--today", "--json", "--quiet"))


def test_version() -> None:
    assert call("--version").stdout.startswith("mdnet")


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("mdnet sh", ["show"]),
        ("mdnet show Ad", ["Ada", "Ada L.", "Ada Loughton"]),
        ("mdnet show Ada Lo", ["Loughton"]),
        ("mdnet why bru", ["Bruno Neri"]),
        ("mdnet --vault /nowhere why bru", []),
        ("mdnet due --kind birth", ["birthday"]),
    ],
)
def test_the_shell_completes_commands_and_names(vault: Path, words: str, completed: list[str]) -> None:
    environment = {"_MDNET_COMPLETE": "bash_complete", "COMP_WORDS": words, "COMP_CWORD": str(len(words.split()) - 1)}
    with mock.patch.dict(os.environ, environment):
        said = call()
    assert [line.partition(",")[2] for line in said.stdout.splitlines() if line] == completed
    assert said.stderr == ""


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("declined", "coloured"), [("", True), ("1", False)])
def test_on_a_terminal_lines_fit_and_have_colour_unless_declined(
    vault: Path, monkeypatch: pytest.MonkeyPatch, declined: str, coloured: bool
) -> None:
    for name, value in {"NO_COLOR": declined, "TERM": "xterm", "COLUMNS": "60"}.items():
        monkeypatch.setenv(name, value)
    out = io.BytesIO()
    with Terminal(out, encoding="utf-8", write_through=True) as stdout, contextlib.redirect_stdout(stdout):
        main(["-q", "due"])
        lines = out.getvalue().decode().splitlines()
    assert ("\x1b[" in lines[0]) is coloured
    assert all(len(click.unstyle(line)) <= 60 for line in lines)
    assert "\x1b[" not in call("due").stdout


def test_an_interruption_is_quiet(vault: Path) -> None:
    with mock.patch("mdnetwork.network.Network.refresh", side_effect=KeyboardInterrupt):
        said = call("due")
    assert (said.stdout, said.stderr.strip(), said.status) == ("", "", 130)


def test_an_interrupted_question_is_quiet_too(vault: Path) -> None:
    with mock.patch("mdnetwork.cli.run.fold", side_effect=KeyboardInterrupt):
        said = call("init", answer="y\n")
    assert said.status == 130
    assert not (vault / "mdnetwork.toml").exists()


def test_whatever_the_system_refuses_is_a_sentence(vault: Path) -> None:
    with mock.patch("mdnetwork.network.Network.refresh", side_effect=OSError(28, "No space left on device", "/x")):
        said = call("due")
    assert (said.stderr, said.status) == ("No space left on device: /x.\n", 1)


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_terminal_of_few_characters_gets_escapes(vault: Path, form: list[str]) -> None:
    out = io.BytesIO()
    with io.TextIOWrapper(out, encoding="cp1252", write_through=True) as stdout, contextlib.redirect_stdout(stdout):
        assert main(["-q", "search", "coffee", *form]) == 0
        text = out.getvalue().decode("cp1252")
    assert "coffee \\u2192 talked" in text
    assert "→" in json.loads(text)[0]["text"] if form else True


def test_a_bar_shows_only_when_it_takes_long(capsys: pytest.CaptureFixture[str]) -> None:
    bar = Bar("Reading \x1b[2Jcards\n.vcf", clock=iter([1000.0, 1000.5, 1002.0]).__next__)
    bar.step(1, 10)
    assert capsys.readouterr().err == ""
    bar.step(5, 10)
    bar.step(10, 10)
    bar.close()
    shown = capsys.readouterr().err
    assert "Reading " in shown
    assert "\x1b[2J" not in shown


@pytest.mark.parametrize(
    ("type_of_terminal", "quiet", "shown"), [("xterm", [], True), ("xterm", ["-q"], False), ("dumb", [], False)]
)
def test_a_bar_needs_a_terminal_that_moves_its_cursor(
    vault: Path, monkeypatch: pytest.MonkeyPatch, type_of_terminal: str, quiet: list[str], shown: bool
) -> None:
    monkeypatch.setenv("TERM", type_of_terminal)
    monkeypatch.setattr("mdnetwork.cli.run.PATIENCE", -1.0)
    err = io.BytesIO()
    with Terminal(err, encoding="utf-8", write_through=True) as stderr, contextlib.redirect_stderr(stderr):
        main([*quiet, "due"])
        assert ("Reading notes" in err.getvalue().decode()) is shown
        assert ("\x1b" in err.getvalue().decode()) is shown
