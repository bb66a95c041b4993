"""Editing: what mdnetwork itself writes into a note: the text between its two markers, and only that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from mdnetwork.editing.change import lost_and_found
from mdnetwork.editing.opened import SOMEBODY, Opened
from mdnetwork.editing.page import Page
from mdnetwork.editing.told import said_by
from mdnetwork.errors import EditRefused
from mdnetwork.reading.lines import BEGIN, END
from mdnetwork.reading.settings import ReadingSettings

CLOSING = f"{END} -->"
_NAME = re.compile(r"[A-Za-z0-9][\w.-]{0,60}")
_TICKED = re.compile(r"\s*+(?:[-*+]|[0-9]{1,3}[.)])\s++\[[xX]\]\s++(?P<text>.*\S)\s*")
_OPEN = "What mdnetwork wrote from line {line} on has no end: put a line “{end}” below it, and try again."
_TWICE = "Two places in this note are called “{name}” (lines {line} and {other}): delete one of them."
_INSIDE = "The text to be written holds a marker of mdnetwork's own: leave it out."
_NO_PLACE = "The note ends within a code block or comment that is not closed: close it, and try again."


class Ticked(NamedTuple):
    """A ticked line within our markers: its line (from 1), and its text without bullet and box."""

    line: int
    text: str


def put(
    data: bytes,
    name: str,
    lines: Sequence[str],
    *,
    heading: str = "",
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with `lines` between the markers called `name`, which come last in it where they are not there yet.

    New markers stand under `heading` (with its `#`), if one is given. Nothing else changes. Raises EditRefused.
    """
    if not _NAME.fullmatch(name) or any(END in line or BEGIN in line or "\n" in line or "\r" in line for line in lines):
        raise EditRefused(_INSIDE)
    note = Opened(data, path, settings)
    found = _find(note, name)
    after = note.with_page(_replaced(note.page, found, lines) if found else _appended(note.page, name, lines, heading))
    if not _is_ours(note, after):
        raise EditRefused(_NO_PLACE)
    return after.source


def remove(data: bytes, name: str, *, path: str = SOMEBODY, settings: ReadingSettings = ReadingSettings()) -> bytes:
    """The note without the markers called `name` and what is between them. Raises EditRefused where it has no end."""
    note = Opened(data, path, settings)
    found = _find(note, name)
    return note.page.spliced(found[0], found[1] + 1, ()).data if found else data


def region(
    data: bytes, name: str, *, path: str = SOMEBODY, settings: ReadingSettings = ReadingSettings()
) -> tuple[str, ...] | None:
    """The lines between the markers called `name`; None where the note has no such markers."""
    note = Opened(data, path, settings)
    found = _find(note, name)
    return tuple(note.page.text(row) for row in range(found[0] + 1, found[1])) if found else None


def ticked(
    data: bytes, name: str, *, path: str = SOMEBODY, settings: ReadingSettings = ReadingSettings()
) -> tuple[Ticked, ...]:
    """The lines within the markers called `name` whose box is ticked."""
    note = Opened(data, path, settings)
    first, last = _find(note, name) or (0, 0)
    matches = ((row + 1, _TICKED.fullmatch(note.page.text(row))) for row in range(first + 1, last))
    return tuple(Ticked(line, match["text"]) for line, match in matches if match)


def _find(note: Opened, name: str) -> tuple[int, int] | None:
    """The rows of the two markers; None where there are none."""
    marker = re.compile(rf"{re.escape(BEGIN)} {re.escape(name)}\s*-->")
    ours = [line for line in note.lines if line.kind == "generated" and marker.match(line.text)]
    if not ours:
        return None
    if len(ours) > 1:
        raise EditRefused(_TWICE.format(name=name, line=ours[0].number, other=ours[1].number))
    first = ours[0].number
    end = next((line for line in note.lines if line.number > first and END in line.text), None)
    if end is None or any(BEGIN in line.text for line in note.lines if first < line.number < end.number):
        raise EditRefused(_OPEN.format(line=first, end=CLOSING))
    return first - 1, end.number - 1


def _replaced(page: Page, found: tuple[int, int], lines: Sequence[str]) -> Page:
    return page.spliced(found[0] + 1, found[1], lines)


def _appended(page: Page, name: str, lines: Sequence[str], heading: str) -> Page:
    return page.inserted(
        page.end, [*page.gap(page.end), *([heading] if heading else []), f"{BEGIN} {name} -->", *lines, CLOSING]
    )


def _is_ours(before: Opened, after: Opened) -> bool:
    """Whether no fact of the note has changed."""
    return (
        lost_and_found(before.log[0], after.log[0])[0] == ()
        and all(entry.rejected for entry in lost_and_found(before.log[0], after.log[0])[1])
        and lost_and_found(before.tasks, after.tasks) == ((), ())
        and said_by(before) == said_by(after)
        and before.front.problems == after.front.problems
        and before.front.body.count(CLOSING) <= after.front.body.count(CLOSING)
        and sum(line.kind == "generated" and BEGIN in line.text for line in after.lines)
        == sum(BEGIN in row for row in after.front.body.split("\n"))
    )
