"""The table of kinds is the only list of them: rules, schemas and documents have the same ones."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

import pytest

import mdnetwork
from mdnetwork.followups import own_rule_of_each_kind, rule_of_each_kind
from mdnetwork.i18n import texts
from mdnetwork.kinds import KINDS, FollowUpKind

NAMES = {kind.name for kind in KINDS}
SCHEMAS = Path(mdnetwork.__file__).parent / "schemas"
DOCS = Path(mdnetwork.__file__).parent.parent / "docs"


def test_each_kind_has_one_row_and_one_rule() -> None:
    assert [kind.name for kind in KINDS].count("promise") == 1
    assert len(NAMES) == len(KINDS)
    assert {*get_args(FollowUpKind)} == NAMES
    assert not {*rule_of_each_kind()} & {*own_rule_of_each_kind()}
    assert {*rule_of_each_kind(), *own_rule_of_each_kind()} == NAMES


def test_a_person_has_one_follow_up_of_the_kinds_with_a_precedence() -> None:
    ranks = [kind.precedence for kind in KINDS if kind.precedence is not None]
    assert sorted(ranks) == list(range(len(ranks)))


def test_one_schema_lists_the_kinds_and_the_others_refer_to_it() -> None:
    kind = json.loads((SCHEMAS / "kind.json").read_text(encoding="utf-8"))
    assert {*kind["enum"]} == NAMES
    texts_of = {path.stem: path.read_text(encoding="utf-8") for path in SCHEMAS.glob("*.json")}
    assert {name for name, text in texts_of.items() if '"anniversary"' in text} == {"kind"}
    assert {name for name, text in texts_of.items() if f'"$ref": "{kind["$id"]}"' in text} >= {"due", "why", "show"}


def test_the_table_of_the_documents_has_every_kind() -> None:
    table = (DOCS / "follow-ups.md").read_text(encoding="utf-8")
    first = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    assert {name for cell in first for name in re.findall(r"`([a-z_]+)`", cell)} == NAMES


@pytest.mark.parametrize(("document", "row"), [("settings.md", "| `feed.kinds` |"), ("json.md", "| `kind` |")])
def test_documents_that_list_kinds_list_all(document: str, row: str) -> None:
    text = (DOCS / document).read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(row) and "congratulate" in line)
    assert {name for name in NAMES if re.search(rf"\b{name}\b", line)} == NAMES


@pytest.mark.parametrize("language", ["en", "it"])
def test_each_kind_has_a_word_and_a_title_of_its_own(language: str) -> None:
    spoken = texts(language)
    labels = [kind.label(spoken) for kind in KINDS]
    titles = [kind.title(spoken, "Ada", "") for kind in KINDS]
    assert len({*labels}) == len({*titles}) == len(KINDS)
    assert [kind.name for kind, title in zip(KINDS, titles, strict=True) if "Ada" not in title] == ["publish"]
