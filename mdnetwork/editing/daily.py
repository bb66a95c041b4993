"""Editing: a line more in a dated note, below the last line that tells of people, else at its end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mdnetwork.editing.change import change, in_halves
from mdnetwork.editing.opened import Opened
from mdnetwork.editing.page import Page
from mdnetwork.editing.sections import at_the_end_of
from mdnetwork.errors import EditRefused
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.settings import ReadingSettings

_BULLET = re.compile(r"(?P<indent>\s*)(?P<bullet>[-*+])\s")
NO_PLACE = (
    "No place was found in {path} where the line would count and change nothing else: "
    "look for a code block or comment that is not closed, or write it in an editor."
)


def add_line(data: bytes, line: str, *, path: str, settings: ReadingSettings = ReadingSettings()) -> bytes:
    """The dated note at `path` with the bullet `line` ("- coffee with [[Ana Lima]]") more. Raises EditRefused."""
    after, refused = add_lines(data, [line], path=path, settings=settings)
    if refused:
        raise EditRefused(NO_PLACE.format(path=path))
    return after


def add_lines(
    data: bytes, lines: Sequence[str], *, path: str, settings: ReadingSettings = ReadingSettings()
) -> tuple[bytes, list[str]]:
    """The dated note at `path` with these bullets more, in their order, and the lines that it could not take."""
    adding = _Adding(Opened(data, path, settings))
    refused = in_halves(lines, adding.attempt)
    return adding.note.source, refused


class _Adding:
    """Adds several lines at once."""

    def __init__(self, note: Opened) -> None:
        self.note = note

    def attempt(self, lines: Sequence[str]) -> bool:
        """Whether the note took all these lines, and nothing else in it changed."""
        for page in _pages(self.note, lines):
            after = self.note.with_page(page)
            found = change(self.note.facts, after.facts)
            rest = (found.mentions_gone, found.tasks_gone, found.tasks_new, found.problems_new, found.person)
            told = sum(mention.rejected in {None, "news"} for mention in found.mentions_new)
            if told >= len(lines) and not any(rest):
                self.note = after
                return True
        return False


def _pages(note: Opened, lines: Sequence[str]) -> Iterator[Page]:
    for row in _last_told(note):
        raw = note.page.text(row.number - 1)
        yield note.page.inserted(at_the_end_of(note, row), [_alike(raw, line) for line in lines])
    end = note.page.end
    while end and not note.page.text(end - 1).strip():
        end -= 1
    last = note.page.text(end - 1) if end else ""
    gap = [] if not last or _BULLET.match(last) else [""]
    yield note.page.inserted(end, [*gap, *lines])


def _last_told(note: Opened) -> list[BodyLine]:
    """The last line of the list that tells of people, at its outermost level."""
    told = {mention.line for mention in note.facts.mentions}
    lines = [line for line in note.lines if line.number in told and line.kind == "bullet" and line.parent is None]
    return lines[-1:]


def _alike(raw: str, line: str) -> str:
    match = _BULLET.match(raw)
    return match["indent"] + match["bullet"] + line[1:] if match else line
