"""Every write to the vault goes through one door, which holds the lock: looked at for each command, and in the code."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mdnetwork.cli.program import COMMANDS
from support.paths import ROOT, environment
from support.vaults import write

PACKAGE = ROOT / "mdnetwork"
TWIN = "---\ntype: person\nemail: ada@example.org\n---\n## Log\n- 2026-10-01 call #promised the map\n"
NOTES = {
    ".obsidian/app.json": "{}",
    "People/Ada Marlow.md": TWIN,
    "People/Ada Marlowe.md": TWIN,
    "People/Bo Reed.md": "---\ntype: person\ncadence: 2w\n---\n## Log\n- 2026-08-01 call\n- [ ] send the deck\n",
    "People/Cy Noto.md": "---\ntype: person\nfriends: [[A]], [[B]]\n---\n",
    "Daily/2026-11-20.md": "- call with [[Bo Reed]]\n",
}
CARDS = "BEGIN:VCARD\nVERSION:3.0\nFN:Dee Vale\nEMAIL:dee@example.org\nEND:VCARD\n"

WRITING: dict[str, tuple[str, ...]] = {
    "": ("--write",),
    "log": ("log", "call with Bo Reed"),
    "add": ("add", "Ed Thorn"),
    "set": ("set", "Bo Reed", "role=Editor"),
    "done": ("done", "Bo Reed", "deck"),
    "snooze": ("snooze", "Bo Reed", "2w"),
    "rename": ("rename", "Bo Reed", "Bo Reid"),
    "merge": ("merge", "Ada Marlow", "Ada Marlowe"),
    "forget": ("forget", "-y", "Bo Reed"),
    "undo": ("undo",),
    "import": ("import", "-y", "--create", "all", "CARDS"),
    "dedupe": ("dedupe", "--merge"),
    "check": ("check", "--fix", "-y"),
    "review": ("review", "--write"),
    "init": ("init", "-y"),
}
"""Each command that changes the vault, with arguments with which it does; "" is the morning."""
YES = "y\n" * 9
READING: dict[str, tuple[str, ...]] = {
    "people": ("people",),
    "show": ("show", "Bo Reed"),
    "search": ("search", "call"),
    "due": ("due",),
    "why": ("why", "Bo Reed"),
    "who": ("who", "music"),
    "reach": ("reach", "Bo Reed"),
    "introduce": ("introduce",),
    "goals": ("goals",),
    "draft": ("draft", "Bo Reed"),
    "map": ("map", "-o", "OUT.svg"),
    "open": ("open", "--print", "Bo Reed"),
    "export": ("export", "-o", "OUT.vcf"),
    "feed": ("feed", "-o", "OUT.ics"),
    "index": ("index",),
    "help": ("help", "writing"),
}
"""Each command that never does."""
LASTING = {"watch", "serve", "publish"}
"""They go on, and some of them write the list and what was completed elsewhere: by the same functions as the others."""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    write(tmp_path / "vault", NOTES)
    (tmp_path / "cards.vcf").write_text(CARDS, encoding="utf-8")
    return tmp_path


def run(home: Path, *arguments: str) -> dict[str, list[str]]:
    """What `mdnet` touched in the vault, and what of it without the lock."""
    paths = {"CARDS": "cards.vcf", "OUT.svg": "out.svg", "OUT.vcf": "out.vcf", "OUT.ics": "out.ics"}
    given = [str(home / paths[each]) if each in paths else each for each in arguments]
    folders = {name: str(home / "home") for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME")}
    variables = folders | {"MDNET_TODAY": "2026-11-23", "PYTHONUTF8": "1"}
    vault, file = home / "vault", home / "report.json"
    if sys.platform != "win32":
        from support import limited_process  # noqa: PLC0415  which is POSIX's

        with_others = {**os.environ, **variables}
        reply = limited_process.server().run(given, vault, with_others, answer=YES, piped=True, watched=(vault, file))
        status, err = reply.status, reply.err
    else:
        done = subprocess.run(
            [sys.executable, "-m", "support.watched_command", vault, file, *given],
            input=YES,
            capture_output=True,
            text=True,
            check=False,
            cwd=vault,
            env=environment(**variables),
        )
        status, err = done.returncode, done.stderr
    assert "Traceback" not in err
    assert status in {0, 1}, err
    report: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return report


def test_each_command_is_known_to_write_or_not() -> None:
    assert {*WRITING, *READING, *LASTING} == {"", *COMMANDS}


@pytest.mark.parametrize("name", WRITING)
def test_a_command_that_writes_holds_the_lock(home: Path, name: str) -> None:
    if name == "undo":
        run(home, "log", "call with Bo Reed")
    found = run(home, *WRITING[name])
    assert found["touched"]
    assert found["bypassed"] == []


@pytest.mark.parametrize("name", READING)
def test_a_command_that_reads_writes_nothing(home: Path, name: str) -> None:
    assert run(home, *READING[name])["touched"] == []


def test_a_write_without_the_lock_is_seen(home: Path) -> None:
    """What is looked at: a feed's file is replaced in one step, needs no lock, and may lie in the vault too."""
    found = run(home, "feed", "-o", "feed.ics")
    assert {Path(each.partition(" ")[2]).name for each in found["bypassed"]} >= {"feed.ics"}


CHANGES = {"create", "replace", "remove", "move", "remove_folders", "sweep"}
"""The methods of a Vault that change it."""


def calls(path: Path) -> Iterator[str]:
    """The names of methods called on something named vault, and of functions of the module that applies plans."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            name = owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
            if name in {"vault", "_vault"} and node.func.attr in CHANGES:
                yield "changes the vault"
            if name == "changes" and node.func.attr in {"apply", "undo"}:
                yield "applies plans"
        if isinstance(node, ast.ImportFrom) and node.module == "mdnetwork.editing.changes":
            yield from ("applies plans" for each in node.names if each.name in {"apply", "undo"})
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("mdnetwork.vault"):
            yield from (f"uses {each.name}" for each in node.names if each.name.endswith("_file"))


def test_only_the_door_changes_the_vault() -> None:
    users: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        for what in calls(path):
            users.setdefault(what, set()).add(path.relative_to(PACKAGE).as_posix())
    assert users["changes the vault"] == {"editing/changes.py", "editor.py"}
    assert users["applies plans"] == {"editor.py"}
    assert {what: files for what, files in users.items() if what.startswith("uses")} == {
        f"uses {name}": {"vault/folder.py"} for name in ("create_file", "move_file", "replace_file")
    }
