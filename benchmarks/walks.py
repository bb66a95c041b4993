"""The effort to follow or to extend the code: the six tasks of docs/architecture.md, counted.

`python -m benchmarks.walks` prints a Markdown table. The first two tasks run on a generated vault and count the modules
of which a function runs. The others read the source and count the modules that would have to change.
"""

from __future__ import annotations

import ast
import collections
import contextlib
import io
import os
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import FrameType
from typing import Any

import mdnetwork

PACKAGE = Path(mdnetwork.__file__).parent
DAY = "2026-11-23"
NOTE = """---
type: person
cadence: 1m
aliases: [Ada]
---
# Ada Marlow

## Log
- 2026-10-01 coffee → the new wing #promised the survey
"""
KIND = "congratulate"
"""A kind of follow-up. Modules that name it would have to know a new kind too, but for those that know the message
of that name (`DraftKind`): a new kind suggests one that there is."""
MESSAGES = ("drafts", "draft.json")
"""Where the kinds of message are."""
FIELD = "sector"
"""A plain text field of a person. Modules that name it would have to know a new field too."""
LETTERS = 5
"""Shorter words of one language are words, or parts of names, of others."""
ENGLISH_TOO = frozenset({"online", "serve"})


def words_in(values: dict[str, Any]) -> Iterator[str]:
    """Every word of a language file."""
    for value in values.values():
        yield from words_in(value) if isinstance(value, dict) else re.findall(r"[^\W\d_]+", value.lower())


def italian_words() -> frozenset[str]:
    """The words of `it.toml` that are not English. A module with one would have to learn those of a new language."""
    files = {
        code: {*words_in(tomllib.loads((PACKAGE / "languages" / f"{code}.toml").read_text(encoding="utf-8")))}
        for code in ("it", "en", "neutral")
    }
    return frozenset(
        word for word in files["it"] - files["en"] - files["neutral"] - ENGLISH_TOO if len(word) >= LETTERS
    )


def modules_that_run(job: Callable[[], None]) -> set[str]:
    """The modules of the package of which a function or method runs during `job`, except while importing."""
    ran: set[str] = set()
    here = f"{PACKAGE}{os.sep}"

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_name != "<module>" and code.co_filename.startswith(here):
            above, importing = frame.f_back, False
            while above is not None and not importing:
                importing = above.f_code.co_name == "<module>" and above.f_code.co_filename.startswith(here)
                above = above.f_back
            if not importing:
                ran.add(code.co_filename)

    sys.setprofile(note)
    try:
        job()
    finally:
        sys.setprofile(None)
    return ran


def mdnet(*arguments: str) -> None:
    """Run the command in this process, without its output. Raises RuntimeError if it fails."""
    from mdnetwork.cli import main  # noqa: PLC0415  the folders in the environment are read when it is importing

    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()) as errors:
        status = main([*arguments])
    if status:
        raise RuntimeError(errors.getvalue())


def feed_of(vault: Path) -> None:
    """Read the notes of a vault and make its calendar, without the command."""
    from mdnetwork.network import Network  # noqa: PLC0415  as above

    with Network.open(vault) as network:
        if b"BEGIN:VEVENT" not in network.at(date.fromisoformat(DAY)).feed():
            raise RuntimeError("The calendar has no event.")


def walked() -> Iterator[tuple[str, int]]:
    """The two tasks that are followed through the running code."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        (vault / "People").mkdir(parents=True)
        (vault / ".obsidian").mkdir()
        (vault / "People" / "Ada Marlow.md").write_text(NOTE, encoding="utf-8")
        homes = ("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME")
        os.environ |= dict.fromkeys(homes, folder)
        common = ("--vault", str(vault), "--today", DAY)
        yield "a log line from disk to VEVENT (modules whose code runs)", len(modules_that_run(lambda: feed_of(vault)))
        line = ("log", "yesterday", "coffee", "with", "Ada")
        yield "`mdnet log yesterday coffee with Ada`", len(modules_that_run(lambda: mdnet(*line, *common)))


def literals(tree: ast.AST) -> Iterator[str]:
    """Every text in a module except docstrings."""
    documentation = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.value


def names(tree: ast.AST) -> Iterator[str]:
    """Every attribute, argument, variable and text of a module."""
    yield from literals(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.keyword | ast.arg) and node.arg:
            yield node.arg
        elif isinstance(node, ast.Name):
            yield node.id


def counted() -> Iterator[tuple[str, str]]:
    """The four tasks that are counted in the source."""
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in PACKAGE.rglob("*.py")}
    kinds = [path for path, tree in trees.items() if KIND in literals(tree) and not {*path.parts} & {*MESSAGES}]
    listed = [path for path in (PACKAGE / "schemas").glob("*.json") if f'"{KIND}"' in path.read_text(encoding="utf-8")]
    schemas = [path for path in listed if path.name not in MESSAGES]
    yield "a new kind of follow-up: modules, schemas", f"{len(kinds)}, {len(schemas)}"
    fields = [path for path, tree in trees.items() if FIELD in names(tree)]
    yield "a new text field of a person", str(len(fields))
    italian = italian_words()
    languages = [
        path
        for path, tree in trees.items()
        if any(italian & {*re.findall(r"[^\W\d_]+", text.lower())} for text in literals(tree))
    ]
    yield f"a new language ({', '.join(path.name for path in languages)})", str(len(languages))
    classes = collections.Counter(
        node.name for tree in trees.values() for node in ast.walk(tree) if isinstance(node, ast.ClassDef)
    )
    yield "classes that share a name with another", str(sum(n for n in classes.values() if n > 1))


def main() -> None:
    """Print the counts as a Markdown table."""
    print("| task | count |\n|---|--:|")  # noqa: T201  a program
    for task, count in (*((task, str(n)) for task, n in walked()), *counted()):
        print(f"| {task} | {count} |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
