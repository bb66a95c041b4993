"""The table of verdicts: each word has one row and one home."""

from __future__ import annotations

import ast
from pathlib import Path

from mdnetwork import verdicts
from mdnetwork.i18n import texts
from mdnetwork.verdicts import VERDICT, VERDICTS

PACKAGE = Path(__file__).parent.parent / "mdnetwork"
ELSEWHERE = {"no contact", "no date"}
"""Words of verdicts that are also texts of another meaning: what is unclear in a typed line, or a label."""


def test_each_word_has_one_row() -> None:
    words = {value for name, value in vars(verdicts).items() if name.isupper() and isinstance(value, str)}
    assert len(VERDICTS) == len(VERDICT)
    assert {*VERDICT} == words


def test_labels_differ_in_each_language() -> None:
    for language in ("en", "it"):
        assert len({verdict.label(texts(language)) for verdict in VERDICTS}) == len(VERDICTS)


def test_a_word_is_spelt_in_the_table_alone() -> None:
    phrases = {word for word in VERDICT if " " in word} - ELSEWHERE
    spelt = {
        (path.name, node.value)
        for path in PACKAGE.rglob("*.py")
        if path.name != "verdicts.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in phrases
    }
    assert spelt == set()
