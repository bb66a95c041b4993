"""Commands say and write the same on every system, as far as Linux can imitate it (support/other_system.py)."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import pytest

from support.paths import environment
from support.small_vault import NOTES
from support.vaults import write

if sys.platform != "linux":
    pytest.skip("these systems are imitated on Linux", allow_module_level=True)

COMMANDS = (
    ("init", "--yes"),
    ("due",),
    ("log", "yesterday coffee with Ada Loughton → lent her the book #promised the index by friday"),
    ("log", "--daily", "--yes", "call with Bruno Neri about looms"),
    ("add", "Con", "--org", "Acme"),
    ("add", "Zoë Würth: printer?", "--met", "yesterday"),
    ("set", "Bruno Neri", "role=Weaver"),
    ("rename", "Ada Loughton", "Ada LOUGHTON"),
    ("rename", "Bruno Neri", "Bruno Bianchi"),
    ("undo",),
    ("undo", "--list"),
    ("snooze", "Ada Loughton", "2w"),
    ("merge", "Bruno Neri", "Con"),
    ("check", "--fix", "--yes"),
    ("people",),
    ("why", "Ada Loughton"),
    ("search", "book"),
    ("feed", "-o", "HOME/out.ics"),
    ("feed", "-o", "HOME/out.ics"),
    ("export", "-o", "HOME/out.csv"),
    ("import", "HOME/cards.vcf", "--create", "all"),
    ("forget", "Mira Con", "--yes"),
    ("serve", "--urls"),
    ("index", "--rebuild"),
    ("index", "--verify"),
    ("review", "--write"),
    ("--write",),
)
CARDS = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Mira Con\r\nORG:Acme\r\nEND:VCARD\r\n"
SYSTEMS = ("windows", "macos")


_CHANGING = re.compile(r"(?<=8321/)[\w-]{20,}|(?<=token=)[\w-]{20,}|^\d{4}-\d\d-\d\d \d\d:\d\d ", re.MULTILINE)
"""Secrets, and when something was done."""


class Played(NamedTuple):
    """What each command said, with its exit code, and what lies in the folder afterwards."""

    said: list[list[str]]
    files: dict[str, bytes]


@cache
def played(system: str, **more: str) -> Played:
    with TemporaryDirectory() as folder:
        home = Path(folder).resolve() / "home"
        vault = write(home / "Vault", NOTES)
        (home / "cards.vcf").write_bytes(CARDS.encode())
        own = {name: str(home / "own") for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME")}
        variables = own | {"MDNET_TODAY": "2026-11-23", "MDNET_VAULT": str(vault), "PYTHONWARNDEFAULTENCODING": "1"}
        done = subprocess.run(
            [sys.executable, "-m", "support.other_system", system, vault],
            input=json.dumps([[word.replace("HOME", str(home)) for word in words] for words in COMMANDS]).encode(),
            capture_output=True,
            check=False,
            cwd=home,
            env=environment(**variables, **more),
        )
        assert done.returncode == 0, done.stderr.decode()
        results = json.loads(done.stdout)
        said = [[_CHANGING.sub("…", str(each).replace(str(home), "HOME")) for each in result] for result in results]
        files = {
            path.relative_to(home).as_posix(): path.read_bytes()
            for path in home.rglob("*")
            if path.is_file() and not path.is_relative_to(home / "own")
        }
        return Played(said, files)


def test_every_command_does_its_work() -> None:
    """Otherwise the systems could agree in failing."""
    failed = [
        (words, err) for words, (_, err, status) in zip(COMMANDS, played("linux").said, strict=True) if status != "0"
    ]
    assert failed == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_commands_say_and_write_the_same(system: str) -> None:
    for words, mine, theirs in zip(COMMANDS, played("linux").said, played(system).said, strict=True):
        assert theirs == mine, words
    assert played(system).files.keys() == played("linux").files.keys()
    different = {path for path, data in played(system).files.items() if data != played("linux").files[path]}
    assert different == set()
