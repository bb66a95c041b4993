"""What a terminal, a spreadsheet or another program is shown of notes that mean harm."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from test_hostile_notes import TABLE

from support.command import call
from support.pipeline import FORBIDDEN
from support.vaults import write

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


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The vault, which is read once: no question changes it."""
    home = tmp_path_factory.mktemp("hostile")
    notes = {f"People/Ada {at}.md": text.encode("utf-8", "surrogatepass") for at, text in enumerate(TABLE.values())}
    vault = write(home / "vault", notes)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
            patch.setenv(name, str(home / "home"))
        patch.setenv("MDNET_VAULT", str(vault))
        patch.setenv("MDNET_TODAY", "2026-11-23")
        yield vault


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
