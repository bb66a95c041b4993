"""Editing: values of fields in the body (`Key:: value`, `[key:: value]`, `**Key:** value`, a table's row)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdnetwork.editing.opened import Opened
from mdnetwork.editing.page import Page
from mdnetwork.reading.fields import Field

_COLONS = re.compile(r"(?P<signs>[ \t:*_]*[:*_])[ \t]*")


def with_inline(note: Opened, field: Field, value: str | None) -> Iterator[Page]:
    """Pages with the field's value changed, or the field gone, the likeliest first; reading tells which is right."""
    for row, text in enumerate(note.rows(note.body_line(field.line)), field.line - 1):
        for start, end in _spans(text, field):
            if value is None:
                rest = _without(text, start, end)
                yield note.page.spliced(row, row + 1, [rest] if rest.strip() else ())
            else:
                gap = "" if text[start - 1 : start] in {" ", "\t", "|"} else " "
                yield note.page.with_row(row, text[:start] + gap * bool(value) + value + text[end:])


def _without(text: str, start: int, end: int) -> str:
    """The row without the field whose value stands there: with its brackets, else nothing of it is left."""
    opening = max(text.rfind(sign, 0, start) for sign in "[(")
    closing = len(text) - len(text[end:].lstrip())
    return _joined(text[:opening], text[closing + 1 :]) if opening >= 0 and text[closing : closing + 1] in "])" else ""


def _spans(text: str, field: Field) -> Iterator[tuple[int, int]]:
    """Where in the row the value may stand: behind each place where the key does."""
    value = str(field.value)
    key = text.find(field.key)
    while key >= 0:
        after = key + len(field.key)
        if value:
            at = text.find(value, after)
            if at >= 0:
                yield at, at + len(value)
        else:
            yield from _empty(text, after)
        key = text.find(field.key, after)


def _empty(text: str, after: int) -> Iterator[tuple[int, int]]:
    """The place of a value that is not there: behind the colons, and the signs that may close the key."""
    match = _COLONS.match(text, after)
    if match:
        yield match.end("signs"), match.end()


def _joined(before: str, after: str) -> str:
    """What stands around something that was taken out, with one space between."""
    if before.endswith((" ", "\t")) and after[:1] in {"", " ", "\t"}:
        before = before[:-1]
    return before + after
