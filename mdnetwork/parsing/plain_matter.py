"""Plain front matter: the strict subset of YAML that most notes keep to, read without a YAML parser."""

from __future__ import annotations

import re
from functools import lru_cache

from mdnetwork.frozen import NamedTuple, dataclass
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Problem
from mdnetwork.parsing.fields import Field, Value

RULE = lazy_pattern(r"^---[ \t]*$\n?", re.MULTILINE)
"""The line before and after YAML."""
RULES = frozenset({"---", "+++"})
"""How front matter begins."""
_NOT_PLAIN = ("%%", "<!--", "{{", "<%")
"""Comments and placeholders, which are no values."""
_QUOTED = r"\"[^\"\\]*\"|'[^']*'"
_PLAIN = r"[A-Za-z0-9+](?:[^:#]|:(?=[^ ])|(?<=[^ ])#)*"
_IN_LIST = rf"(?:{_QUOTED}|[A-Za-z0-9+][^,:#\[\]{{}}\"']*)"
_PLAIN_LINE = lazy_pattern(
    r"(?:(?P<indent> *)-|(?P<key>[A-Za-z](?:[\w.\[\]-]| (?=[\w-])){0,60}):)"
    rf"(?: +(?:(?P<quoted>{_QUOTED})|(?P<link>\[\[[A-Za-z0-9][^,:#\[\]{{}}\"']*\]\])"
    rf"|\[ *(?P<list>(?:{_IN_LIST}(?:, *{_IN_LIST})*)?) *\]|(?P<plain>{_PLAIN})))? *"
)
_ITEMS = lazy_pattern(_IN_LIST)
_NULL = "null"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A note's fields, its body, the line (from 1) on which the body starts, and problems without a path."""

    fields: tuple[Field, ...]
    body: str
    first_line: int = 1
    problems: tuple[Problem, ...] = ()


def plain_matter(text: str) -> FrontMatter | None:
    """The front matter at the start of `text`, and the body; None if it takes `frontmatter.split` to read it."""
    if text.lstrip()[:3] not in RULES:
        return FrontMatter((), text)
    parts = RULE.split(text, 2)
    if len(parts) < 3 or parts[0] or any(sign in parts[1] for sign in _NOT_PLAIN):  # noqa: PLR2004  before, fields, body
        return None
    _, matter, body = parts
    fields = plain_fields(matter, 2)
    if fields is None or len({field.key for field in fields}) < len(fields):
        return None
    return FrontMatter(fields, body, 1 + text.count("\n", 0, len(text) - len(body)))


class _Line(NamedTuple):
    indent: int | None
    key: str
    value: Value
    empty: bool


def plain_fields(text: str, first_line: int) -> tuple[Field, ...] | None:
    """The fields of front matter that starts on `first_line`; None if it needs a YAML parser."""
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    if not "".join(lines).isprintable():
        return None
    fields: list[Field] = []
    items: list[Value] = []
    indent = -1
    may_hold = False
    for number, written in enumerate(lines, first_line):
        line = _read_line(written)
        if line is None:
            return None
        if line.indent is None:
            _fill(fields, items, number)
            fields.append(Field(line.key, line.value, number))
            indent, may_hold = -1, line.empty
        elif not may_hold or line.indent != (line.indent if indent < 0 else indent):
            return None
        else:
            indent = line.indent
            items.append(line.value)
    _fill(fields, items, first_line + len(lines))
    return tuple(fields)


def _fill(fields: list[Field], items: list[Value], after: int) -> None:
    """Give the last field the items below it, one per line up to the line `after`, and clear the items."""
    if items:
        fields[-1] = fields[-1]._replace(value=tuple(items), lines=tuple(range(after - len(items), after)))
        items.clear()


@lru_cache(4096)
def _read_line(written: str) -> _Line | None:
    match = _PLAIN_LINE.fullmatch(written)
    if match is None:
        return None
    quoted, link, items, plain = match.group("quoted", "link", "list", "plain")
    empty = match.end("key") + 1 == len(written.rstrip(" "))
    indent = None if match["indent"] is None else len(match["indent"])
    value: Value = ""
    if plain is not None:
        value = _scalar(plain)
    elif quoted is not None:
        value = quoted[1:-1]
    elif link is not None:
        value = "[[" + link[2:-2].rstrip() + "]]"
    elif items is not None:
        value = tuple(_scalar(item) for item in _ITEMS.findall(items))
    return _Line(indent, match["key"] or "", value, empty)


def _scalar(text: str) -> str:
    if text[:1] in {'"', "'"}:
        return text[1:-1]
    text = text.rstrip(" ")
    return "" if text == _NULL else text
