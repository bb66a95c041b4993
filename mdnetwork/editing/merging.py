"""Editing: what one note of a person says, put into another note of the same person. Nothing of either is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from mdnetwork.editing.change import lost_and_found
from mdnetwork.editing.dated_lines import dated_line
from mdnetwork.editing.keys import add_item, set_key
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.log_places import Entry, log_headings, logs_of
from mdnetwork.editing.opened import SOMEBODY, Opened
from mdnetwork.editing.page import one_line
from mdnetwork.editing.sections import is_airy, own_lines
from mdnetwork.editing.slots import slot_at
from mdnetwork.editing.told import MANY, Leaf, leaves, meaning, no_worse, said_by, written_under
from mdnetwork.errors import EditRefused
from mdnetwork.model import Facts
from mdnetwork.names import same
from mdnetwork.reading.dates_written import parse_date
from mdnetwork.reading.fields import Field, Table
from mdnetwork.reading.paths import name_of
from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.reading.values import listed
from mdnetwork.words.keys import REACH, folded

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
    merger = _Merger(Opened(kept, kept_path, settings), Opened(other, other_path, settings))
    merger.take_fields()
    merger.take_names()
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


class _Merger:
    """Where a merge stands: the note so far, the other's rows that are in it already, and what is kept beside."""

    def __init__(self, note: Opened, other: Opened) -> None:
        self.first = self.note = note
        self.other = other
        self._rows: dict[int, str | None] = {}
        self._beside: list[str] = []

    def take_fields(self) -> None:
        """The other's fields: filled in, joined, or kept beside."""
        copied = [field.key for field in self.other.front.fields if _has_maps(field) and self._copy(field)]
        for leaf in leaves(self.other):
            if leaf.field.inline:
                self._disarm(leaf)
            elif leaf.top in copied or not leaf.said[1]:
                continue
            elif not (self._fill(leaf) or self._join(leaf) or self._later(leaf)):
                self._keep(leaf.field.key, leaf.said[1])

    def take_names(self) -> None:
        """What the other was called, as aliases."""
        own = {same(name) for name in _names(self.note)}
        for name in dict.fromkeys(_names(self.other)):
            if same(name) not in own and not self._try(add_item, "aliases", name):
                self._keep("aliases", (name,))

    def take_entries(self) -> None:
        """The entries of the other's log that are a line with what is nested below it."""
        for log in logs_of(self.other):
            for entry in log.entries:
                self._take(entry)

    def append(self, heading: str) -> None:
        """The rest of the other's text, and what was kept beside, at the end."""
        rest = self._rest()
        if not rest and not self._beside:
            return
        page = self.note.page
        gap = [""] if page.end and page.text(page.end - 1).strip() else []
        airy = [""] if is_airy(self.note) else []
        title = f"## {heading.format(name=_names(self.other)[0])}"
        between = [""] if self._beside and rest else []
        rows = [*gap, title, *airy, *self._beside, *between, *rest]
        self.note = self.note.with_page(page.inserted(page.end, rows))

    def _try(self, edit: Callable[..., bytes], *asked: Any, **more: Any) -> bool:
        """Whether an edit of the note so far was possible."""
        try:
            after = edit(self.note.source, *asked, **more, path=self.note.path, settings=self.note.settings)
        except EditRefused:
            return False
        self.note = Opened(after, self.note.path, self.note.settings)
        return True

    def _own(self, key: str) -> Leaf | None:
        """The note's own field that says something under a key of this meaning."""
        found = written_under(key, self.note)
        leaf = leaves(self.note)[found[-1]] if found else None
        return leaf if leaf and leaf.said[1] else None

    def _copy(self, field: Field) -> bool:
        """A map, or a list of maps, that the note has not: its rows as they are."""
        if any(folded(own.key) == folded(field.key) for own in self.note.front.fields):
            return False
        if not self.note.has_front_matter:
            self.note = self.note.with_page(self.note.page.inserted(0, ("---", "---")))
        slot = slot_at(self.other.page, field.line - 1, self.other.fences[1])
        rows = [row.text for row in self.other.page.rows[slot.start : slot.stop]]
        after = self.note.with_page(self.note.page.inserted(self.note.fences[1], rows))
        told = [leaf.said for leaf in leaves(self.other) if leaf.top == field.key]
        if lost_and_found(said_by(self.note), said_by(after)) != ((), tuple(told)) or not no_worse(self.note, after):
            return False
        self.note = after
        return True

    def _fill(self, leaf: Leaf) -> bool:
        """A field that the note lacks, or that says the same."""
        key, texts = leaf.said
        own = self._own(key)
        if own is not None:
            return own.said[1] == texts
        value = texts if leaf.is_list else texts[0]
        return self._counts(leaf) and self._try(set_key, key, value, usual=key)

    def _counts(self, leaf: Leaf) -> bool:
        """Whether a field says what it says by itself, be it in a map."""
        return not leaf.nested or meaning(leaf.field.key, self.note.settings) in REACH

    def _join(self, leaf: Leaf) -> bool:
        """A list, or a field of which there may be many."""
        key = leaf.field.key
        if not self._counts(leaf) or meaning(key, self.note.settings) not in MANY:
            return False
        missing = [text for text in listed(leaf.field) if not self._try(add_item, key, text)]
        if missing:
            self._keep(key, missing)
        return True

    def _later(self, leaf: Leaf) -> bool:
        """The later of two last contacts; the earlier one is kept beside."""
        key, texts = leaf.said
        own = self._own(key)
        order = self.note.settings.date_order
        if meaning(key, self.note.settings) != "last_contact" or own is None:
            return False
        mine, theirs = parse_date(own.said[1][0], order), parse_date(texts[0], order)
        if theirs is None or (mine is not None and mine >= theirs) or not self._try(set_key, key, texts[0]):
            return False
        self._keep(own.field.key, own.said[1])
        return True

    def _keep(self, key: str, texts: Iterable[str]) -> None:
        self._beside.append(f"- {key}: {', '.join(map(one_line, texts))}")

    def _disarm(self, leaf: Leaf) -> None:
        """A field in the other's text that would overrule the note's: it stays, as text."""
        key, texts = leaf.said
        own = self._own(key)
        if own is None or own.said[1] == texts or meaning(key, self.note.settings) in MANY:
            return
        row = leaf.field.line - 1
        text = self.other.page.text(row)
        self._rows[row] = text.replace("::", ":") if "::" in text else f"- {key}: {', '.join(texts)}"

    def _take(self, entry: Entry) -> None:
        """An entry, where no part of its line is lost when its date is written in another form."""
        parts = dated_line(entry.line.text, self.other.settings.date_order)
        if parts is None or entry.line.kind not in {"bullet", "text"} or entry.row in self._rows:
            return
        words = parts.wrapped
        rows = range(entry.row + 1, entry.stop)
        nested = [self.other.page.text(row) for row in rows]
        if parts.said_of(entry.day, parts.words) != entry.line.text or any(row in self._rows for row in rows):
            return
        indent = entry.line.indent
        below = [row[indent:] if not row[:indent].strip() else row for row in nested]
        if self._try(add_entry, entry.day, words, nested=below):
            self._rows.update(dict.fromkeys((entry.row, *rows)))

    def _rest(self) -> list[str]:
        """The other's rows that are not in the note yet, without its title and headings of logs left empty."""
        first = self.other.front.first_line - 1 if self.other.has_front_matter else 0
        rows = {row: self._rows.get(row, self.other.page.text(row)) for row in range(first, len(self.other.page.rows))}
        for heading in log_headings(self.other):
            own = [line.number - 1 for line in own_lines(self.other, heading)]
            if any(row in self._rows for row in own) and not any((rows[row] or "").strip() for row in own):
                rows.update(dict.fromkeys((heading.number - 1, *own)))
        title = next((line for line in self.other.lines if line.text), None)
        if title and title.kind == "heading" and title.level == 1 and same(title.text) in map(same, _names(self.other)):
            rows[title.number - 1] = None
        return _trimmed([row for row in rows.values() if row is not None])


def _has_maps(field: Field) -> bool:
    values = field.value if isinstance(field.value, tuple) else (field.value,)
    return any(isinstance(value, Table) for value in values)


def _names(note: Opened) -> tuple[str, str]:
    person = note.facts.person
    return person.name if person else note.facts.note.title, name_of(note.path).plain


def _trimmed(rows: list[str]) -> list[str]:
    """Without blank rows at either end."""
    full = [at for at, row in enumerate(rows) if row.strip()]
    return rows[full[0] : full[-1] + 1] if full else []
