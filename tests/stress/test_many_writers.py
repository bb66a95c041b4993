"""Many processes write to one vault at once: no confirmed change is lost, and each can be taken back."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from support.command import call
from support.paths import environment
from support.stressed_vault import ADA, Stressed
from support.vaults import write
from support.writer_process import SHARED, digest, opened, own

pytestmark = pytest.mark.slow

WRITERS, OPERATIONS = 8, 240
BUSY = "did not finish within 10 seconds, so nothing was written."


@pytest.fixture
def root(stressed: Stressed) -> Path:
    everybody = (*SHARED, *map(own, range(WRITERS)))
    write(stressed.root, {f"People/{name}.md": ADA for name in everybody})
    links = "\n".join(f"- coffee with [[{name}]]" for name in everybody)
    write(stressed.root, {"Daily/2026-11-21.md": f"{links}\n", "Daily/2026-11-22.md": "- call with [[Ada Loughton]]"})
    return stressed.root


def contents(root: Path) -> dict[str, bytes]:
    """Every file by its path; folders end with a slash."""
    return {
        file.relative_to(root).as_posix() + ("" if file.is_file() else "/"): file.read_bytes()
        if file.is_file()
        else b""
        for file in root.rglob("*")
    }


def written_at_once(root: Path) -> list[dict[str, str]]:
    """What each of the processes says of each of its operations."""
    running = [
        subprocess.Popen(
            [
                *(sys.executable, "-m", "support.writer_process"),
                *(root, str(worker), str(OPERATIONS // WRITERS)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        for worker in range(WRITERS)
    ]
    for process in running:
        assert process.stdin
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate() for process in running]
    assert [errors for _, errors in told if errors] == []
    return [json.loads(line) for lines, _ in told for line in lines.splitlines()]


def is_said(notes: dict[str, bytes], mark: str) -> bool:
    """Whether the mark is in some note, or in the name of one."""
    return any(mark.encode() in data or mark in path for path, data in notes.items())


def test_no_confirmed_change_is_lost(root: Path) -> None:
    """A quarter of the operations take back the last change, whoever made it."""
    before = contents(root)
    told = written_at_once(root)
    assert len(told) == OPERATIONS
    notes = contents(root)
    refused = Counter(each["error"].partition(":")[0] for each in told if each["error"])
    assert set(refused) <= {"UnknownName", "Vanished"}, [each["error"] for each in told if each["error"]]
    confirmed = {each["step"]: each for each in told if each["kind"] != "undo" and not each["error"]}
    taken_back = {each["step"] for each in told if each["kind"] == "undo" and each["step"]}
    assert len(confirmed) == sum(each["kind"] != "undo" and not each["error"] for each in told)
    assert len(confirmed) > OPERATIONS / 2
    assert taken_back
    assert taken_back <= confirmed.keys()
    assert Counter(each["kind"] for each in confirmed.values()).keys() == {"log", "daily", "set", "rename", "add"}

    lost = [each for step, each in confirmed.items() if step not in taken_back and not is_said(notes, each["mark"])]
    assert lost == []
    kept = [each for step, each in confirmed.items() if step in taken_back and is_said(notes, each["mark"])]
    assert kept == []
    with opened(root) as network:
        recorded = [digest(step.edits) for step in network.edit.journal.steps()]
        assert Counter(recorded) == Counter(confirmed.keys() - taken_back)
        assert [digest(step.edits) for _ in recorded if (step := network.edit.undo())] == recorded
        assert network.edit.undo() is None
    assert contents(root) == before


def test_the_command_too(root: Path) -> None:
    """Whoever waits for too long says so, writes nothing, and does not count."""
    before = contents(root)
    commands = [
        *(["log", f"call with Ada Loughton, topic q{number}q"] for number in range(6)),
        *(["set", "Ada Loughton", f"tags+=q{number}q"] for number in range(6, 9)),
        *(["log", "--daily", f"call with Bruno Neri, topic q{number}q"] for number in range(9, 12)),
        ["add", "Somebody q12q"],
        ["add", "Somebody q13q"],
    ]
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "mdnetwork", *command],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment(),
        )
        for command in commands
    ]
    marks = []
    for number, process in enumerate(running):
        errors = process.communicate()[1]
        assert process.returncode in {0, 1}
        assert (process.returncode == 1) == (BUSY in errors), errors
        marks += [f"q{number}q"] if process.returncode == 0 else []
    notes = contents(root)
    assert marks
    assert [mark for mark in marks if not is_said(notes, mark)] == []
    for _ in marks:
        assert call("undo").status == 0
    assert contents(root) == before
