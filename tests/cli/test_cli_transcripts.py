"""The transcripts of tests/cli/transcripts: each command says, to the letter, what stands there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support.paths import ROOT
from support.transcripts import play, transcripts


@pytest.mark.parametrize("file", transcripts(), ids=lambda file: file.stem)
def test_commands_say_what_the_transcript_says(file: Path, tmp_path: Path) -> None:
    assert play(file, tmp_path.resolve() / "home") == file.read_text(encoding="utf-8")


def test_what_does_not_fit_is_played_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    file.write_text(
        "```console\n$ mdnet show nobody\nHello\n$ echo a; echo b; echo c\n…\nc\n\n$ exit 3\n```\n$ not run\n"
    )
    assert play(file, tmp_path.resolve() / "home").split("\n")[1:] == [
        "$ mdnet show nobody",
        "Nobody is called “nobody”. `mdnet people` lists everybody.",
        "[exit 1]",
        "$ echo a; echo b; echo c",
        "…",
        "c",
        "",
        "$ exit 3",
        "[exit 3]",
        "```",
        "$ not run",
        "",
    ]


def test_every_field_of_the_schemas_is_documented() -> None:
    documented = set(re.findall(r"[a-z_]+", (ROOT / "docs" / "json.md").read_text(encoding="utf-8")))
    for schema in (ROOT / "mdnetwork" / "schemas").glob("*.json"):
        fields = re.findall(r'"required": (\[[^\]]*\])', schema.read_text(encoding="utf-8"))
        assert {name for each in fields for name in json.loads(each)} <= documented
