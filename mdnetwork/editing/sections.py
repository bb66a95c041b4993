"""Editing: headings and what stands directly under them, with blank rows as the note has them."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.editing.opened import Opened
from mdnetwork.editing.page import Page
from mdnetwork.reading.entries import below
from mdnetwork.reading.lines import BodyLine


def own_lines(note: Opened, heading: BodyLine) -> Iterator[BodyLine]:
    """The lines directly under a heading, up to the next heading of any rank."""
    for at in range(heading.number - note.front.first_line + 1, len(note.lines)):
        if note.lines[at].kind == "heading":
            return
        yield note.lines[at]


def under(note: Opened, heading: BodyLine, rows: list[str]) -> Page:
    """Rows directly under a heading, with a blank one between where this note's headings have one."""
    page = note.page
    if not is_airy(note, heading):
        return page.inserted(heading.number, rows)
    if page.text(heading.number).strip() or heading.number >= page.end:
        return page.inserted(heading.number, ["", *rows])
    more = page.text(heading.number + 1).strip()
    return page.inserted(heading.number + 1, [*rows, ""] if more else rows)


def is_airy(note: Opened, but: BodyLine | None = None) -> bool:
    """Whether a blank row follows the headings of this note under which something stands."""
    firsts = [
        note.page.text(line.number).strip() == ""
        for line in note.lines
        if line.kind == "heading" and line.level > 1 and line != but and any(own.text for own in own_lines(note, line))
    ]
    return sum(firsts) * 2 > len(firsts)


def at_the_end_of(note: Opened, line: BodyLine) -> int:
    """The row behind a line and what is nested below it."""
    nested = below(note.lines, line.number - note.front.first_line)
    return nested[-1].number if nested else line.number
