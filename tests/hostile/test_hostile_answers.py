"""What a terminal, a spreadsheet or another program is shown of notes that mean harm."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from test_hostile_notes import TABLE

from support.command import call
from support.pipeline import FORBIDDEN

QUESTIONS = (
    ("people",),
    ("due", "--within", "1y"),
    ("check",),
    ("search", "call"),
    ("show", "Ada 1"),
    ("why", "Ada 1"),
    ("review",),
    ("introduce",),
    ("dedupe",),
    ("export", "--format", "markdown"),
    ("map",),
    ("map", "--format", "graphml"),
    (),
)


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    vault = tmp_path / "vault"
    (vault / "People").mkdir(parents=True)
    for number, text in enumerate(TABLE.values()):
        (vault / "People" / f"Ada {number}.md").write_bytes(text.encode("utf-8", "surrogatepass"))
    monkeypatch.setenv("MDNET_VAULT", str(vault))
    monkeypatch.setenv("MDNET_TODAY", "2026-11-23")
    return vault


def test_no_answer_makes_a_terminal_obey(hostile: Path) -> None:
    notes = {path: path.read_bytes() for path in hostile.rglob("*") if path.is_file()}
    for words in QUESTIONS:
        said = call("-q", *words)
        assert said.status in {0, 1}, words
        assert "Traceback" not in said.stderr
        assert not FORBIDDEN.search(said.stdout), words
        assert not FORBIDDEN.search(said.stderr), words
    assert {path: path.read_bytes() for path in hostile.rglob("*") if path.is_file()} == notes


def test_json_stays_json(hostile: Path) -> None:
    for words in QUESTIONS[:8]:
        assert json.loads(call("-q", "--json", *words).stdout) is not None
