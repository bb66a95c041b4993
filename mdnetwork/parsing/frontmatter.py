"""Front matter of every form: each key with its line, and values as they are written.

The only user of frontmatter and yaml, which are imported for a note that `plain_matter` cannot read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import cast

import yaml
from frontmatter.default_handlers import BaseHandler
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    DocumentEndEvent,
    Event,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from mdnetwork.model import Problem
from mdnetwork.parsing.fields import Field, FieldMap, Value
from mdnetwork.parsing.plain_matter import RULE, FrontMatter, plain_fields
from mdnetwork.parsing.salvage import Refused, TooDeep, fields_of, is_template, looks_like_fields, mended, toml_values

LARGEST = 20_000
"""The most values in a note's front matter, counting what aliases repeat."""
DEEPEST = 100
"""The most levels of nested lists and maps. libyaml's time grows with the square of the open brackets."""
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_COMMENT = re.compile(r"^[ \t]*(?:%%.*?(?:%%|\Z)|<!--.*?(?:-->|\Z))[ \t]*$", re.MULTILINE | re.DOTALL)
"""A comment on lines of its own."""
_WITHIN = tuple(re.compile(r"`[^`\n]*`|%%.*?%%|<!--.*?-->", flags) for flags in (re.NOFLAG, re.DOTALL))
"""A comment within a line, then one over several lines; or code, in which there are no comments. A comment without an
end goes to the end of its value (`Fields`).
"""
_NOTHING = frozenset({"~", "null"})
_TOO_LARGE = "The front matter is nested too deep or repeats too much, and was left out: make it simpler."
_BAD_TOML = "The front matter between +++ is not TOML, and was left out: {error}"


class AsWritten(BaseHandler):
    """YAML, and JSON, between `---`. Texts get no type: `no`, `0123` and `16:00:00` stay as they are."""

    FM_BOUNDARY = RULE
    START_DELIMITER = END_DELIMITER = "---"

    def load(self, fm: str, first_line: int = 2) -> tuple[Field, ...]:  # type: ignore[override]  # a dict has no lines
        """The fields; none if the text is not a map. `first_line` is its line in the note. Raises Refused."""
        plain = plain_fields(fm, first_line)
        if plain is not None:
            return plain
        if _open_brackets(fm) > DEEPEST:
            raise Refused(_TOO_LARGE)
        try:
            return _FieldReader(fm, first_line).fields()
        except yaml.YAMLError as error:
            raise Refused from error


class AsToml(BaseHandler):
    """TOML between `+++`. python-frontmatter's handler needs the package toml; this one uses the standard library."""

    FM_BOUNDARY = re.compile(r"^\+\+\+[ \t]*$\n?", re.MULTILINE)
    START_DELIMITER = END_DELIMITER = "+++"

    def load(self, fm: str, first_line: int = 2) -> tuple[Field, ...]:  # type: ignore[override]  # as above
        """The fields. Raises Refused."""
        try:
            return fields_of(toml_values(fm, str), fm, first_line)
        except (RecursionError, TooDeep) as error:
            raise Refused(_TOO_LARGE) from error
        except ValueError as error:
            raise Refused(_BAD_TOML.format(error=error)) from error


_YAML_HANDLER, _TOML_HANDLER = AsWritten(), AsToml()


def split(text: str, *, comments: bool = True) -> FrontMatter:
    r"""The front matter at the start of `text`, and the body. Lines of `text` end in `\\n`; raises nothing.

    `text` begins with one of `RULES`, after blank lines at most.

    Values keep their comments only if `comments` is true: an edit has to preserve them.
    """
    start = len(text) - len(text.lstrip())
    rule = text[start : start + 3]
    handler = _YAML_HANDLER if rule == "---" else _TOML_HANDLER
    if (start and text[start - 1] != "\n") or not handler.detect(text[start:]):
        return FrontMatter((), text)
    try:
        matter, body = handler.split(text[start:])
    except ValueError:
        return FrontMatter((), text, problems=tuple(_unclosed(text[start:])))
    before = text.count("\n", 0, start)
    if "%%" in matter or "<!--" in matter:
        matter = _COMMENT.sub(_lines_of, matter)
        for within in () if comments else _WITHIN:
            matter = within.sub(_lines_of, matter)
    fields, problems = _read(handler, matter, before + 2)
    if not fields and not problems and matter.strip():
        return FrontMatter((), text)
    fields, repeated = _last_wins(fields)
    if before:
        repeated.append(_blank())
    first_line = 1 + text.count("\n", 0, len(text) - len(body))
    filled = tuple(map(_filled, fields)) if "{{" in matter or "<%" in matter else fields
    return FrontMatter(filled, body, first_line, (*problems, *repeated))


def _lines_of(comment: re.Match[str]) -> str:
    """The text that replaces a comment: the same number of lines. Code stays."""
    return comment[0] if comment[0][0] == "`" else "\n" * comment[0].count("\n")


def _read(handler: AsWritten | AsToml, matter: str, first_line: int) -> tuple[tuple[Field, ...], list[Problem]]:
    try:
        return handler.load(matter, first_line), []
    except Refused as refused:
        if refused.reason:
            return (), [Problem("", first_line, "FRONT-MATTER", refused.reason)]
    return mended(matter, first_line, _YAML_HANDLER.load)


def _filled(field: Field) -> Field:
    """The field, or an empty one if its value is a template's placeholder."""
    if isinstance(field.value, str):
        return field._replace(value="") if is_template(field.value) else field
    if isinstance(field.value, FieldMap):
        return field._replace(value=FieldMap(tuple(map(_filled, field.value.fields))))
    return field._replace(value=tuple("" if isinstance(v, str) and is_template(v) else v for v in field.value))


def _last_wins(fields: tuple[Field, ...]) -> tuple[tuple[Field, ...], list[Problem]]:
    last = {field.key: field for field in fields}
    if len(last) == len(fields):
        return fields, []
    repeated = [field for field in fields if last[field.key] is not field]
    return tuple(field for field in fields if last[field.key] is field), [
        Problem("", last[field.key].line, "DUPLICATE-KEY", _duplicate(field), "warning") for field in repeated
    ]


def _duplicate(field: Field) -> str:
    return f"“{field.key}” is both here and on line {field.line}; this one counts: delete one of them."


def _blank() -> Problem:
    message = "Front matter begins on the first line; here there are blank lines before it: delete them."
    return Problem("", 1, "LEADING-BLANK", message, "warning", fixable=True)


def _unclosed(text: str) -> Iterator[Problem]:
    if looks_like_fields(text.partition("\n")[2].partition("\n")[0]):
        message = "The front matter that begins here has no end, and counts as text: close it with a line of ---."
        yield Problem("", 1, "OPEN-FRONT-MATTER", message, "warning")


def _open_brackets(text: str) -> int:
    """The deepest nesting of brackets. Those in quotes count too, which is close enough for a limit."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    depth = deepest = 0
    for match in re.finditer(r"[\[\]{}]", text):
        depth += 1 if match[0] in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


class _FieldReader:
    """Builds fields from YAML's events, within limits."""

    def __init__(self, text: str, first_line: int) -> None:
        self._events: Iterator[Event] = yaml.parse(text, Loader=_LOADER)
        self._first = first_line
        self._anchors: dict[str, tuple[Value, int]] = {}
        self._size = self._depth = 0

    def fields(self) -> tuple[Field, ...]:
        next(self._events)
        if isinstance(next(self._events), StreamEndEvent):
            return ()
        top = next(self._events)
        fields = self._table().fields if isinstance(top, MappingStartEvent) else ()
        ends = [event for event in self._events if not isinstance(event, DocumentEndEvent)]
        if fields and len(ends) > 1:
            raise yaml.YAMLError("a second document would go unread")
        return fields

    def _value(self, event: NodeEvent) -> tuple[Value, tuple[int, ...]]:
        start = self._size
        self._size += 1
        lines: tuple[int, ...] = ()
        value: Value
        if isinstance(event, ScalarEvent):
            value = "" if event.implicit[0] and event.value in _NOTHING else event.value
        elif isinstance(event, AliasEvent):
            value, size = self._anchors.get(event.anchor or "", ("", 0))
            self._size += size
        elif isinstance(event, SequenceStartEvent):
            value, lines = self._list(event)
        else:
            value = self._table()
        if self._size > LARGEST:
            raise Refused(_TOO_LARGE)
        if event.anchor and not isinstance(event, AliasEvent):
            self._anchors[event.anchor] = (value, self._size - start)
        return value, lines

    def _children(self) -> Iterator[NodeEvent]:
        self._depth += 1
        if self._depth > DEEPEST:
            raise Refused(_TOO_LARGE)
        for event in takewhile(lambda each: not isinstance(each, CollectionEndEvent), self._events):
            yield cast("NodeEvent", event)
        self._depth -= 1

    def _table(self) -> FieldMap:
        fields = []
        for event in self._children():
            key, _ = self._value(event)
            value, lines = self._value(cast("NodeEvent", next(self._events)))
            if isinstance(key, str):  # else an unquoted {{template}}, which has no value
                fields.append(Field(key, value, self._line(event), lines))
        return FieldMap(tuple(fields))

    def _list(self, start: SequenceStartEvent) -> tuple[Value, tuple[int, ...]]:
        children = [(*self._value(event), self._line(event)) for event in self._children()]
        values = tuple(value for value, _, _ in children)
        link = _link(values[0]) if start.flow_style and len(values) == 1 else ""
        lines = tuple(line for _, _, line in children)
        return (link, ()) if link else (values, () if {self._line(start)}.issuperset(lines) else lines)

    def _line(self, event: NodeEvent) -> int:
        return self._first + (event.start_mark.line if event.start_mark else 0)


def _link(value: Value) -> str:
    """`[[X]]` as a link: YAML reads it as a list of texts in a list."""
    if not isinstance(value, tuple) or not value or not all(isinstance(item, str) for item in value):
        return ""
    return "[[" + ", ".join(map(str, value)) + "]]"
