"""Editing: a note opened for an edit: its page, and what reading makes of the same lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast

from mdnetwork.editing.page import Page
from mdnetwork.errors import EditRefused
from mdnetwork.model import Facts, Mention, Note, Problem, Task
from mdnetwork.reading.decoding import decode
from mdnetwork.reading.fields import Field
from mdnetwork.reading.frontmatter import FrontMatter, split
from mdnetwork.reading.hidden import shown
from mdnetwork.reading.inline import inline_fields
from mdnetwork.reading.lines import BodyLine, outline
from mdnetwork.reading.log import log_of
from mdnetwork.reading.notes import read_note
from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.reading.tasks import tasks_in
from mdnetwork.words.tags import tags_in

Made = TypeVar("Made")
SOMEBODY = "People/Somebody.md"
"""A person's note of no particular name: where an edit does not hang on the note's path."""
LOST = "\ufffd"
"""What reading makes of a byte that is no text. The page keeps the byte, so that this must never be written for it."""


@dataclass(frozen=True)
class Opened:
    """A note at `path` as bytes. Lines of reading count from 1, rows of the page from 0."""

    source: bytes
    path: str = SOMEBODY
    settings: ReadingSettings = ReadingSettings()

    @cached_property
    def page(self) -> Page:
        """The note's rows. Raises EditRefused as `Page.of` does."""
        return Page.of(self.source)

    @cached_property
    def text(self) -> str:
        """The text as reading sees it."""
        return decode(self.source).text

    @cached_property
    def front(self) -> FrontMatter:
        """The front matter, and the body as one text."""
        return split(self.text)

    @cached_property
    def lines(self) -> tuple[BodyLine, ...]:
        """The outline of the body."""
        return outline(self.front.body, self.front.first_line)

    @cached_property
    def facts(self) -> Facts:
        """All that the note says."""
        return read_note(self.path, self.source, self.settings)

    @cached_property
    def log(self) -> tuple[list[Mention], list[Problem]]:
        """The entries of the note, read as a person's."""
        return log_of(Note(self.path, "person"), self.lines, self.settings)

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks of the note."""
        return tasks_in(self.lines)

    @cached_property
    def tags(self) -> list[str]:
        """The tags in the body, in order."""
        return [tag for line in self.lines if not line.inert for tag in tags_in(line.text)]

    @cached_property
    def inline(self) -> tuple[Field, ...]:
        """The fields that the body tells."""
        return tuple(inline_fields(self.lines, is_person=self.facts.note.kind == "person"))

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` makes of this note, made when it is first asked for under this name."""
        made = self.__dict__.setdefault("_made", {})
        if name not in made:
            made[name] = make()
        return cast("Made", made[name])

    @property
    def has_front_matter(self) -> bool:
        """Whether the note begins with front matter, be it empty."""
        return len(self.front.body) < len(self.text)

    @cached_property
    def fences(self) -> tuple[int, int]:
        """The rows of the two lines that hold the front matter. Only where there is front matter."""
        texts = [row.text.rstrip(" \t") for row in self.page.rows]
        first = next(number for number, text in enumerate(texts) if text.strip())
        return first, texts.index(texts[first], first + 1)

    def with_page(self, page: Page) -> Opened:
        """The same note with other rows."""
        return Opened(page.data, self.path, self.settings)

    def rows(self, line: BodyLine) -> list[str]:
        """The rows of a line, and of the lines that its text goes on in."""
        end = line.number
        while (at := end + 1 - self.front.first_line) < len(self.lines) and self.lines[at].kind == "wrapped":
            end += 1
        return [self.page.text(row) for row in range(line.number - 1, end)]

    def own_text(self, line: BodyLine) -> str:
        """The part of a line's text that stands in its own row, without comments."""
        return outline(self.page.text(line.number - 1))[0].text if self.rows(line)[1:] else line.text

    def lead(self, line: BodyLine) -> str | None:
        """What stands in its row before a line's text; None where bytes that are no text make that hard to tell."""
        raw = self.page.text(line.number - 1)
        row, own = shown(raw).text.rstrip(), self.own_text(line)
        known, lost, _ = own.partition(LOST)
        at = row.find(known) if lost and known else row.rfind(own)
        return row[:at] if at >= 0 and raw.startswith(row[:at]) else None

    def at(self, line: BodyLine) -> int:
        """The position of a line among `lines`."""
        return line.number - self.front.first_line

    @cached_property
    def table_tops(self) -> list[int]:
        """For each line the position of the first row of its table; for a line outside of tables its own."""
        tops: list[int] = []
        for at, line in enumerate(self.lines):
            goes_on = at and line.kind == "row" and self.lines[at - 1].kind == "row"
            tops.append(tops[-1] if goes_on else at)
        return tops

    def body_line(self, number: int) -> BodyLine:
        """The body's line of this number. Raises EditRefused where the body has no such line."""
        at = number - self.front.first_line
        if not 0 <= at < len(self.lines):
            raise EditRefused(f"The note has no line {number} below its front matter: read it again, and try again.")
        return self.lines[at]
