"""`mdnet` in a process of its own, with a limit on processor time: what would run for ever is ended by the system."""

from __future__ import annotations

import atexit
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from support.commands import Row, Values
from support.fork_server import ForkServer
from support.paths import ROOT

PROCESSOR = 20
"""Seconds of processor time for one command. It needs about half a second."""
INTERRUPTED = 130


class Ended(NamedTuple):
    """How a command ended, and all that it said."""

    code: int
    said: str


@cache
def server() -> ForkServer:
    """The process of which every command is a fork."""
    started = ForkServer()
    atexit.register(started.close)
    return started


def run(vault: Path, words: Sequence[str], answer: str = "", running: str = "") -> Ended:
    """Run `mdnet WORDS` on the vault. One that keeps running is interrupted when it has said `running`."""
    home = str(vault.parent / "home")
    folders = dict.fromkeys(("XDG_CACHE_HOME", "XDG_STATE_HOME", "HOME"), home)
    variables = {name: text for name, text in os.environ.items() if not name.startswith(("MDNET_", "_MDNET"))}
    variables |= {"MDNET_TODAY": "2026-11-23", "MDNET_DAV_PASSWORD": "x", **folders}
    reply = server().run(
        ["--vault", str(vault), *words],
        vault.parent,
        variables,
        answer=answer,
        running=running,
        piped=True,
        seconds=PROCESSOR,
    )
    assert not reply.hangs, reply
    return Ended(reply.status, reply.out + reply.err)


def limit() -> None:
    """Runs in the new process, before Python begins."""
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def python(program: str) -> Ended:
    """Run some lines of Python in the same way."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=ROOT,
        preexec_fn=limit,
        check=False,
    )
    return Ended(done.returncode, done.stdout.decode("utf-8", "replace"))


def calm(ended: Ended) -> Ended:
    """Fails where the command took too long, fell over, or ended in a way that is none of its own."""
    assert ended.code in {0, 1, 2, INTERRUPTED}, ended
    assert "Traceback" not in ended.said, ended.said
    return ended


def row_of_each_command(rows: Sequence[Row]) -> list[Row]:
    """The first row of every command: for what takes a process each."""
    first: dict[str, Row] = {}
    for row in rows:
        first.setdefault(row.command, row)
    return list(first.values())


def values(folder: Path) -> Values:
    """What fills the places of the table; the files are made in `folder`."""
    folder.mkdir(exist_ok=True)
    csv, vcf, ics = folder / "in.csv", folder / "in.vcf", folder / "in.ics"
    csv.write_text("Name,Organization\nIda Brook,Brook & Co\n", encoding="utf-8")
    vcf.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ida Brook\nEND:VCARD\n", encoding="utf-8")
    ics.write_text("BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\nEND:VCALENDAR\n", encoding="utf-8")
    return Values(
        person="Ada Loughton",
        other="Bruno Neri",
        meeting="Review",
        text="looms",
        csv=csv,
        vcf=vcf,
        ics=ics,
        output=folder / "out",
        folder=folder / "cards",
        url="http://127.0.0.1:9/dav/",
    )
