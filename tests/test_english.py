"""The English of docstrings: words that make a sentence hard to read are in none of them.

Code in backticks and quoted examples do not count.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "mdnetwork"

WORDS = {
    "whom": r"whom",
    "anew": r"anew|afresh",
    "stands": r"stands?|stood",
    "tells, told": r"tells?|told|telling",
    "said": r"said|unsaid",
    "hears, heard": r"hears|heard",
    "dear": r"dear",
    "thereof": r"(?:there|here|where)(?:of|in|upon|by)",
    "accord": r"of (?:its|their) own accord",
    "as above": r"as (?:above|below)",
    "hangs on": r"hangs? on|hung on",
    "worked out": r"worked out",
    "so many": r"so many",
    "in a hurry": r"in a hurry",
}
"""Words to avoid, by name, as patterns. Write "people who" for whom, "again" for anew, "is" for stands, "says" for
tells, "expensive" for dear."""

_QUOTED = re.compile(r"`[^`]*`|\"[^\"]*\"|“[^”]*”|^ *>>>.*$|^ *\.\.\..*$", re.MULTILINE)


def docstrings(path: Path) -> Iterator[str]:
    """Docstrings of modules, classes and functions, and the strings that describe a constant or a field."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        body = getattr(node, "body", None)
        for statement in body if isinstance(body, list) else ():
            value = statement.value if isinstance(statement, ast.Expr) else None
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield _QUOTED.sub(" ", value.value)


@cache
def counted(word: str) -> Counter[str]:
    """How often the word occurs in the docstrings of each module, by path."""
    pattern = re.compile(rf"\b(?:{WORDS[word]})\b", re.IGNORECASE)
    found = {path: sum(len(pattern.findall(text)) for text in texts) for path, texts in _texts().items()}
    return Counter({path: times for path, times in found.items() if times})


@cache
def _texts() -> dict[str, tuple[str, ...]]:
    return {path.relative_to(PACKAGE).as_posix(): tuple(docstrings(path)) for path in sorted(PACKAGE.rglob("*.py"))}


@pytest.mark.parametrize("word", WORDS)
def test_docstrings_use_plain_words(word: str) -> None:
    assert counted(word) == {}


def test_a_word_counts_in_prose_and_not_in_an_example(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""A note that tells of Ada, as `told` and "she told me" do not."""\nX = 1\n"""Whom."""\n')
    prose = " ".join(docstrings(module))
    assert re.findall(r"tells|told|Whom", prose) == ["tells", "Whom"]
