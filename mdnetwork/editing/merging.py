"""Editing: what one note of a person says, put into another note of the same person. Nothing of either is lost."""

from __future__ import annotations

from collections import Counter

from mdnetwork.editing.dated_lines import dated_line
from mdnetwork.editing.joining import Joining, names_of
from mdnetwork.editing.log_entry import add_entries
from mdnetwork.editing.log_places import Entry, log_headings, logs_of
from mdnetwork.editing.log_rows import Words
from mdnetwork.editing.opened import SOMEBODY, Opened
from mdnetwork.editing.page import one_line
from mdnetwork.editing.sections import is_airy, own_lines
from mdnetwork.errors import EditRefused
from mdnetwork.model import Facts
from mdnetwork.names import same
from mdnetwork.reading.decoding import decode
from mdnetwork.reading.settings import ReadingSettings

_ENCODING = "{path} holds bytes that are no text, which a merge could lose: save it as UTF-8, and try again."
_LOST = (
    "The two notes could not be put together without losing something: look for a code block or comment that is "
    "not closed at the end of the first, or merge them in an editor."
)


def merge(
    kept: bytes,
    other: bytes,
    *,
    kept_path: str = SOMEBODY,
    other_path: str,
    heading: str = "Merged from {name}",
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note `kept` with all that `other` says.

    Fields that it lacks are filled, lists joined, the later of two last contacts holds; where they differ the kept
    note's stays and the other's stands in a list under `heading`. Log entries of one line (and what is nested below
    it) go into the kept log in its style; all else of the other's text follows under `heading`. The other's names
    become aliases. Raises EditRefused where some fact of either would be lost.
    """
    if any(problem.code == "ENCODING" for problem in decode(other).problems):
        raise EditRefused(_ENCODING.format(path=other_path))
    merger = _Merger(Opened(kept, kept_path, settings), Opened(other, other_path, settings))
    merger.take_fields()
    merger.take_names()
    merger.take_comments()
    merger.take_entries()
    merger.append(heading)
    if _lost(merger.first.facts, merger.note.facts) or _lost(merger.other.facts, merger.note.facts):
        raise EditRefused(_LOST)
    return merger.note.source


def _lost(before: Facts, after: Facts) -> bool:
    """Whether an entry that counts, or a task, of `before` is not among those of `after`."""
    return any(had - has for had, has in zip(_told(before), _told(after), strict=True))


def _told(facts: Facts) -> tuple[Counter[object], ...]:
    entries = (each for each in facts.mentions if each.rejected is None and each.source != "field")
    counted = Counter[object]((each.date, "".join(each.text.split()), each.due, each.tags) for each in entries)
    tasks = Counter[object]((each.text, each.state, each.due, each.done, each.owed) for each in facts.tasks)
    return counted, tasks


class _Merger(Joining):
    """The same for the other's text."""

    def take_entries(self) -> None:
        """The entries of the other's log that are a line with what is nested below it."""
        entries = (entry for log in logs_of(self.other) for entry in log.entries)
        found = [(entry, words) for entry in entries if (words := self._words(entry))]
        self.note, refused = add_entries(self.note, [words for _, words in found])
        for at, (entry, _) in enumerate(found):
            if at not in refused:
                self.rows.update(dict.fromkeys(range(entry.row, entry.stop)))

    def append(self, heading: str) -> None:
        """The rest of the other's text, and what was kept beside, at the end."""
        rest = self._rest()
        if not rest and not self.beside:
            return
        page = self.note.page
        airy = [""] if is_airy(self.note) else []
        title = f"## {heading.format(name=names_of(self.other)[0])}"
        between = [""] if self.beside and rest else []
        rows = [*page.gap(page.end), title, *airy, *self.beside, *between, *rest]
        self.note = self.note.with_page(page.inserted(page.end, rows))

    def _words(self, entry: Entry) -> Words | None:
        """An entry's words, where no part of its line is lost when its date is written in another form."""
        lead = self.other.lead(entry.line)
        written = self.other.page.text(entry.row)[len(lead or "") :].strip()
        parts = dated_line(written, self.other.settings.date_order) if lead is not None else None
        if parts is None or entry.line.kind not in {"bullet", "text"}:
            return None
        rows = range(entry.row, entry.stop)
        if parts.said_of(entry.day, parts.words) != written or any(row in self.rows for row in rows):
            return None
        nested = [self.other.page.text(row) for row in rows[1:]]
        indent = entry.line.indent
        below = [row[indent:] if not row[:indent].strip() else row for row in nested]
        return Words(entry.day, one_line(parts.wrapped), tuple(below))

    def _rest(self) -> list[str]:
        """The other's rows that are not in the note yet, without its title and headings of logs left empty."""
        first = self.other.front.first_line - 1 if self.other.has_front_matter else 0
        rows = {row: self.rows.get(row, self.other.page.text(row)) for row in range(first, len(self.other.page.rows))}
        for heading in log_headings(self.other):
            own = [line.number - 1 for line in own_lines(self.other, heading)]
            if any(row in self.rows for row in own) and not any((rows[row] or "").strip() for row in own):
                rows.update(dict.fromkeys((heading.number - 1, *own)))
        title = next((line for line in self.other.lines if line.text), None)
        if (
            title
            and title.kind == "heading"
            and title.level == 1
            and same(title.text) in map(same, names_of(self.other))
        ):
            rows[title.number - 1] = None
        return _trimmed([row for row in rows.values() if row is not None])


def _trimmed(rows: list[str]) -> list[str]:
    """Without blank rows at either end."""
    full = [at for at, row in enumerate(rows) if row.strip()]
    return rows[full[0] : full[-1] + 1] if full else []
