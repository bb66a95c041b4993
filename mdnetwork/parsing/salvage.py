"""Front matter that YAML rejects. Only the bad lines are lost, and often not even those."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from mdnetwork.lazy import lazy
from mdnetwork.model import Problem
from mdnetwork.parsing.fields import Field, FieldMap, Value

if TYPE_CHECKING:
    import tomllib
else:
    tomllib = lazy("tomllib")

Load = Callable[[str, int], tuple[Field, ...]]
"""Reads YAML that starts on a given line; raises Refused."""
_KEY = re.compile(r"(?P<key>\"[^\"\n]{1,80}\"|'[^'\n]{1,80}'|[^\s:#\-\"'{}\[\]&*!|>%@`,][^:\n]{0,80}):(?=\s|$)")
_LINKS = re.compile(r"(?:\[\[[^\[\]]+\]\][, ]*)+")
_TABS = "YAML takes no tabs before a key or an item: write two spaces instead of each."
_QUOTES = ("'", '"')
DOTS = 100
"""The most dots in a line of TOML. tomllib's time grows with the square of the names in a dotted key."""


class Refused(ValueError):
    """The front matter cannot be read as a whole. `reason` is a sentence unless single lines are to blame."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


def mended(text: str, first_line: int, load: Load) -> tuple[tuple[Field, ...], list[Problem]]:
    """The fields of text that YAML rejects: JSON, tabs, or line by line. Plain text gives nothing."""
    if text.lstrip().startswith("{"):
        fields = json_fields(text, first_line)
        if fields is not None:
            return fields, []
    if not looks_like_fields(text):
        return (), []
    lines = text.split("\n")
    tabbed = [number for number, line in enumerate(lines, first_line) if "\t" in _indent(line)]
    if not tabbed:
        return salvage(text, first_line, load)
    spaced = "\n".join(_indent(line).replace("\t", "  ") + line.lstrip() for line in lines)
    fields, problems = salvage(spaced, first_line, load)
    return fields, [Problem("", tabbed[0], "FRONT-MATTER", _TABS), *problems]


def looks_like_fields(text: str) -> bool:
    """Whether most unindented lines start with a key; otherwise the text is between two horizontal rules."""
    starts = [line for line in text.split("\n") if line and line[0] not in " \t#-"]
    return bool(starts) and sum(_KEY.match(line) is not None for line in starts) * 2 > len(starts)


def is_template(value: str) -> bool:
    """Whether the value is a template's placeholder: `{{date}}`, `<% tp.file.title %>`."""
    return ("{{" in value and "}}" in value) or ("<%" in value and "%>" in value)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def salvage(text: str, first_line: int, load: Load) -> tuple[tuple[Field, ...], list[Problem]]:
    """The fields that can be read, and a problem for each line that cannot."""
    fields: list[Field] = []
    problems: list[Problem] = []
    for number, chunk in _chunks(text, first_line):
        recovery = _Recovery(load)
        try:
            read = load("\n".join(chunk) + "\n", number)
        except Refused:
            read = ()
        if read:
            fields.extend(read)
        else:
            fields.extend(recovery.field(chunk, number))
            problems.extend(recovery.problems)
    return tuple(fields), problems


def _chunks(text: str, first_line: int) -> Iterator[tuple[int, list[str]]]:
    """Each top-level key with the lines that belong to it, and the number of its first line."""
    chunk: list[str] = []
    start = first_line
    for number, line in enumerate(text.split("\n"), first_line):
        if _KEY.match(line) or (line and line[0] not in " \t#-}])"):
            if chunk:
                yield start, chunk
            chunk, start = [], number
        chunk.append(line)
    yield start, chunk


@dataclass
class _Recovery:
    """Reads the lines of one key on their own."""

    load: Load
    problems: list[Problem] = field(default_factory=list)

    def field(self, lines: list[str], number: int) -> Iterator[Field]:
        """The field; nothing if the first line has no key."""
        match = _KEY.match(lines[0])
        if match is None:
            self._below(lines, number)
            return
        first = self._value(lines[0][match.end() :], lines[0], number)
        values, own_lines, pairs = self._below(lines[1:], number + 1)
        value: Value = first or tuple(values) or FieldMap(tuple(pairs))
        yield Field(_unquoted(match["key"]), value or "", number, tuple(own_lines) if not first else ())

    def _below(self, lines: list[str], number: int) -> tuple[list[Value], list[int], list[Field]]:
        """The items with their lines, and the pairs, of the lines below a key."""
        items: list[Value] = []
        own_lines: list[int] = []
        pairs: list[Field] = []
        for at, line in enumerate(lines, number):
            text = line.strip()
            if not text or text.startswith("#"):
                continue
            item, dash, rest = text, text == "-" or text.startswith(("- ", "-\t")), text[1:].strip()
            pair = self._pair(rest if dash else item, line, at)
            if dash:
                items.append(FieldMap((pair,)) if pair else self._value(rest, line, at))
                own_lines.append(at)
            elif pair and items and isinstance(items[-1], FieldMap):
                items[-1] = FieldMap((*items[-1].fields, pair))
            elif pair:
                pairs.append(pair)
            else:
                self._lost(at)
        return items, own_lines, pairs

    def _pair(self, text: str, line: str, number: int) -> Field | None:
        match = _KEY.match(text)
        if match is None:
            return None
        return Field(_unquoted(match["key"]), self._value(text[match.end() :], line, number), number)

    def _value(self, written: str, line: str, number: int) -> Value:
        written = written.strip()
        if not written or is_template(written):
            return ""
        try:
            return self.load(f"k: {written}\n", number)[0].value
        except Refused:
            value = _plain(written)
            self.problems.append(_recovered(number, written, fixable=_fixable(written, line)))
            return value

    def _lost(self, number: int) -> None:
        message = "YAML cannot read this line, and it was left out: write it as `key: value`."
        self.problems.append(Problem("", number, "FRONT-MATTER", message))


def _plain(written: str) -> Value:
    if written.startswith("[") and written.endswith("]") and not written.startswith("[["):
        return tuple(_unquoted(item.strip()) for item in written[1:-1].split(",") if item.strip())
    return _unquoted(written)


def _unquoted(text: str) -> str:
    return text.strip("\"'") if text.startswith(_QUOTES) else text


def _recovered(number: int, written: str, *, fixable: bool) -> Problem:
    message = f"YAML cannot read this line; it was taken as “{written[:60]}”: put the value in quotation marks."
    return Problem("", number, "FRONT-MATTER", message, fixable=fixable)


def _fixable(written: str, line: str) -> bool:
    """Whether quotation marks alone fix the line without changing what was read."""
    whole = _LINKS.fullmatch(written) is not None or not written.startswith("[[")
    return whole and not written.startswith(_QUOTES) and "\t" not in line and written.isprintable()


def json_fields(text: str, first_line: int) -> tuple[Field, ...] | None:
    """The fields of a JSON object that starts on `first_line`; None if the text is not one."""
    try:
        read = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    return fields_of(read, text, first_line) if isinstance(read, dict) else None


def fields_of(read: Mapping[str, Any], text: str, first_line: int) -> tuple[Field, ...]:
    """The top-level fields of a parsed map, each with the first line of `text` that has its key."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        for sign in "=:":
            lines.setdefault(line.partition(sign)[0].strip(" \t{[]\"'"), number)
    found = [(key, value, lines.get(key, first_line)) for key, value in read.items()]
    return tuple(Field(_sound(key), _value(value, line), line) for key, value, line in found)


def _value(value: Any, line: int) -> Value:
    if isinstance(value, dict):
        return FieldMap(tuple(Field(_sound(key), _value(item, line), line) for key, item in value.items()))
    if isinstance(value, list):
        return tuple(_value(item, line) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else _sound(str(value))


def _sound(text: str) -> str:
    """The text with half characters (lone surrogates) replaced: JSON can contain them, files and databases cannot."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


class TooDeep(ValueError):
    """The text is nested too deeply to be read in time proportional to its length."""


def toml_values(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The values of a TOML text. Raises ValueError with the reason, TooDeep if it is nested too deeply."""
    if any(line.count(".") > DOTS for line in text.split("\n")):
        raise TooDeep(f"a line has more than {DOTS} dots")
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except RecursionError as error:
        raise TooDeep("it is nested too deep") from error
