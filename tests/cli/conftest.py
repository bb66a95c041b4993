"""A small vault of invented people for the tests of the command line, and `mdnet` called in this process."""

from __future__ import annotations

import contextlib
import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from unittest import mock

import pytest

from mdnetwork.cli import main

ADA = """---
type: person
aliases: [Ada, Ada L.]
tags: [mentor/maths]
org: "[[Analytical Engines]]"
role: Mathematician
email: ada@example.org
circle: core
cadence: 4w..6w
birthday: 1815-12-10
met: 2024-03-02
network: personal
---
# Ada Lovelace

## Log
- 2026-09-04 coffee → talked about the loom; #promised the paper 📅 2026-10-11
- 2026-08-20 email ← she sent the proofs #got

> 2026-01-01 met [[Bruno Neri]] somewhere
"""
BRUNO = "---\ntype: person\nplace: Torino\ncadence: monthly\nlast_contact: 2026-11-01\n---\nKnows about looms.\n"
REVIEW = '---\ntype: meeting\ndate: 2026-11-23\nattendees: ["[[Ada Lovelace]]", "[[Bruno Neri]]"]\n---\n'
NOTES = {
    ".obsidian/app.json": "{}",
    "People/Ada Lovelace.md": ADA,
    "People/Bruno Neri.md": BRUNO,
    "Meetings/Review.md": REVIEW,
    "Daily/2026-11-20.md": "- call with [[Bruno Neri]] about bridges\n- [ ] send [[Bruno Neri]] the plans\n",
}
WRONG = '---\ntype: person\nfriends: [[A]], [[B]]\nbirthday: 2023-02-30\n---\n'


class Said:
    """What `mdnet` wrote, and its exit code."""

    def __init__(self, stdout: bytes, stderr: str, status: int) -> None:
        self.bytes = stdout
        self.stdout = stdout.decode()
        self.stderr = stderr
        self.status = status


class Mdnet(Protocol):
    def __call__(self, *arguments: str | Path, answer: str = "") -> Said: ...


def call(*arguments: str | Path, answer: str = "") -> Said:
    """Run `mdnet` in this process, with `answer` on stdin."""
    out, err = io.BytesIO(), io.BytesIO()
    with (
        io.TextIOWrapper(out, encoding="utf-8", write_through=True) as stdout,
        io.TextIOWrapper(err, encoding="utf-8", write_through=True) as stderr,
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
        mock.patch("sys.stdin", io.StringIO(answer)),
    ):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        return Said(out.getvalue(), err.getvalue().decode(), status)


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone, a fixed day, and none of the developer's own settings."""
    for name in [name for name in os.environ if name.startswith(("MDNET_", "_MDNET"))]:
        monkeypatch.delenv(name)
    cache = tmp_path / "cache"
    for name in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(cache))
    monkeypatch.setenv("MDNET_TODAY", "2026-11-23")
    return cache


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of two people, and the folder one is in."""
    root = tmp_path / "vault"
    write(root, NOTES)
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def mdnet() -> Iterator[Mdnet]:
    yield call


def write(root: Path, notes: dict[str, str]) -> None:
    for path, text in notes.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


@pytest.fixture
def wrong(vault: Path) -> Path:
    """The vault with a note that has two errors, one of which can be mended."""
    write(vault, {"People/Carla Riva.md": WRONG})
    return vault
