"""`mdnet check --report`: what a bug report needs, without any word of the notes.

A line is given by its shape: the kinds of its characters, in their order. Tests plant words everywhere in a vault and
find them in no report (tests/privacy/test_report.py).
"""

from __future__ import annotations

import platform
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import metadata
from itertools import groupby
from typing import NamedTuple

from mdnetwork.cli.page import TextPage
from mdnetwork.config import PATH, SCHEMA, TEXT, Key
from mdnetwork.errors import VaultError
from mdnetwork.model import Problem, Severity
from mdnetwork.parsing.decoding import decode
from mdnetwork.records import Record
from mdnetwork.settings import Config
from mdnetwork.store import SQLITE_VERSION
from mdnetwork.vault import Vault

SHOWN = 5
"""The most lines that are shown for each code."""
LONGEST = 160
"""The most characters of a shape."""
_SIGNS = frozenset(" !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~→←↔⇄“”‘’–—…•·«»📅🗓📆⏳⌛🛫✅❌➕🔁🆔⛔🏁🔺⏫🔼🔽⏬")
"""Signs that stay as they are: punctuation, and those that have a meaning in a line."""
_NAME = re.compile(r"[\w.-]+")


class NamedValue(NamedTuple):
    """A name of ours, or of a library, and its version or value."""

    name: str
    value: str


@dataclass(frozen=True)
class ProblemShapes:
    """The problems with one code: how many there are, and the shapes of the first lines."""

    code: str
    severity: Severity
    count: int
    lines: tuple[str, ...]


class Report(NamedTuple):
    """What a bug report needs."""

    versions: Sequence[NamedValue]
    settings: Sequence[NamedValue]
    counts: Record
    problems: Sequence[ProblemShapes]

    def data(self) -> Record:
        """The report as JSON (schemas/report.json)."""
        return self._asdict()

    def lines(self, page: TextPage) -> Iterator[str]:
        """What the report leaves out, and then its parts with the names that they have in JSON."""
        yield page.texts.say(
            "No name, word, number or path of your notes is in this report. Paste all of it into the issue."
        )
        yield ""
        yield f"versions: {', '.join(' '.join(each) for each in self.versions)}"
        yield f"settings: {', '.join(' = '.join(each) for each in self.settings) or '-'}"
        yield f"counts: {', '.join(f'{name} {number}' for name, number in self.counts.items())}"
        for each in self.problems:
            yield f"{each.code} ({each.severity}) × {each.count}"
            yield from (f"  {line}" for line in each.lines)


def report(vault: Vault, config: Config, counts: Record, problems: Sequence[Problem]) -> Report:
    """The report on a vault with these settings, counts and problems."""
    by_code = sorted(problems, key=lambda problem: (problem.code, problem.path, problem.line))
    shapes = [
        ProblemShapes(code, same[0].severity, len(same), tuple(_line(vault, each) for each in same[:SHOWN]))
        for code, same in ((code, [*found]) for code, found in groupby(by_code, lambda problem: problem.code))
    ]
    return Report([*_versions()], [*_settings(config)], counts, shapes)


def shape(line: str) -> str:
    """The line with `a` or `A` for letters in a row, `é` or `É` for those beyond ASCII, `文` for those without case.

    Each digit is a 9. Characters that cannot be seen are named by their number in Unicode; other signs are `¤`.
    """
    kinds = groupby(map(_kind, line))
    return "".join(kind if kind.isalpha() else "".join(run) for kind, run in kinds)[:LONGEST]


def _kind(character: str) -> str:
    if character in _SIGNS:
        return character
    category = unicodedata.category(character)
    if category[0] in "LM":
        plain = character.isascii()
        upper, lower = ("A", "a") if plain else ("É", "é")
        return upper if character.isupper() else lower if plain or character.islower() or category[0] == "M" else "文"
    if category[0] == "N":
        return "9"
    return "¤" if character.isprintable() else f"<U+{ord(character):04X}>"


def _line(vault: Vault, problem: Problem) -> str:
    """The shape of a problem's line, with its number and how deep in folders the note is."""
    depth = problem.path.count("/")
    place = f"line {problem.line}, folders {depth}"
    try:
        lines = decode(vault.read(problem.path)).text.split("\n") if problem.line else []
    except VaultError:
        lines = []
    text = lines[problem.line - 1] if 0 < problem.line <= len(lines) else ""
    return f"{place}: {shape(text)}" if text else place


def _versions() -> Iterator[NamedValue]:
    """Of the program, Python, SQLite, the system and the libraries that are there."""
    try:
        required = metadata.requires("mdnetwork") or ()
        yield NamedValue("mdnetwork", metadata.version("mdnetwork"))
    except metadata.PackageNotFoundError:
        required = ()
        yield NamedValue("mdnetwork", "source")
    yield NamedValue(platform.python_implementation(), platform.python_version())
    yield NamedValue("SQLite", SQLITE_VERSION)
    yield NamedValue(platform.system(), platform.machine())
    yield NamedValue("output", sys.stdout.encoding or "-")
    yield NamedValue("file names", sys.getfilesystemencoding())
    names = {found[0] for each in required if (found := _NAME.match(each))} - {"mdnetwork"}
    for name in sorted(names, key=str.casefold):
        try:
            yield NamedValue(name, metadata.version(name))
        except metadata.PackageNotFoundError:
            continue


def _settings(config: Config) -> Iterator[NamedValue]:
    """The settings that are not the default. Of what a user may name freely only the number."""
    plain = Config()
    for key in SCHEMA:
        value = _value(config, key)
        if value != _value(plain, key):
            yield NamedValue(key.name, _told(key, value))
    if config.feeds:
        yield NamedValue("feeds", str(len(config.feeds)))


def _value(config: Config, key: Key) -> object:
    part, attribute = key.place
    value: object = getattr(getattr(config, part) if part else config, attribute)
    return value


def _told(key: Key, value: object) -> str:
    if isinstance(value, bool | int) or (isinstance(value, str) and key.form not in (TEXT, PATH)):
        return str(value).lower()
    return f"{len(value)} given" if isinstance(value, Sequence) and not isinstance(value, str) else "given"
