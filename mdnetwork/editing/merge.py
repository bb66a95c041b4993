"""Merging two notes of the same person into one, without losing anything of either."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from mdnetwork.days.reader import parse_date
from mdnetwork.editing.differences import ATTEMPTS, READ_AGAIN, in_halves, lost_and_found, no_worse
from mdnetwork.editing.fields import Value, add_item, add_items, add_keys, set_key, slot_at
from mdnetwork.editing.flat_fields import MANY, FlatField, Said, flatten, meaning, values_by_key, written_under
from mdnetwork.editing.log_entry import add_entries
from mdnetwork.editing.log_places import LogEntry, is_airy, log_headings, logs_of, own_lines
from mdnetwork.editing.log_rows import Words, dated_line
from mdnetwork.editing.typed_words import printable_line
from mdnetwork.errors import EditRefused
from mdnetwork.fields import REACH
from mdnetwork.model import Facts
from mdnetwork.names import same
from mdnetwork.parsing.decoding import decode
from mdnetwork.parsing.document import SOMEBODY, Document
from mdnetwork.parsing.fields import Field, FieldMap, listed
from mdnetwork.parsing.paths import name_of
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.vocabulary.keys import folded

_COMMENT = re.compile(r"(?:^|(?<=\s))#")
_ENCODING = "{path} holds bytes that are not text, which a merge could lose: save it as UTF-8, and try again."
_WOULD_LOSE = (
    "The two notes could not be put together without losing something: look for a code block or comment that is "
    "not closed at the end of the first, or merge them in an editor."
)


class Joining:
    """The state of a merge: the merged note so far, and what is left of the other.

    `rows` maps rows of the other to a replacement text, or to None if the note already has them. `beside` are lines
    that go into the list at the end.
    """

    def __init__(self, note: Document, other: Document) -> None:
        self.first = self.note = note
        self.other = other
        self.rows: dict[int, str | None] = {}
        self.beside: list[str] = []
        self._readings = ATTEMPTS + READ_AGAIN // (1 + len(note.source) + len(other.source))

    def take_fields(self) -> None:
        """Take the other's fields: set them, join them, or list them at the end."""
        copied = {field.key for field in self.other.front.fields if _has_maps(field) and self._copy(field)}
        filled = self._fill_together([leaf for leaf in flatten(self.other) if leaf.top not in copied])
        for leaf in flatten(self.other):
            if leaf.field.inline:
                self._disarm(leaf)
            elif leaf.top in copied or not leaf.said[1] or leaf.said in filled:
                continue
            elif not (self._fill(leaf) or self._join(leaf) or self._later(leaf)):
                self._keep(leaf.field.key, leaf.said[1])

    def take_names(self) -> None:
        """Add the names of the other as aliases."""
        own = {same(name) for name in names_of(self.note)}
        for name in dict.fromkeys(names_of(self.other)):
            if same(name) not in own and not self.attempt(add_item, "aliases", name):
                self._keep("aliases", (name,))

    def take_comments(self) -> None:
        """Take the comments of the other's front matter that the note does not have too."""
        known = "\n".join((self.note.text, *self.beside))
        first, last = self.other.fences if self.other.has_front_matter else (0, 0)
        for row in range(first + 1, last):
            words = _remark(self.other.page.text(row))
            if words and words not in known:
                self.beside.append(f"- {words}")

    def attempt(self, edit: Callable[..., bytes], *asked: Any, **more: Any) -> bool:
        """Apply an edit to the merged note. Returns False if it is refused or no more readings are allowed."""
        if not self._may_read():
            return False
        try:
            after = edit(self.note.source, *asked, **more, path=self.note.path, settings=self.note.settings)
        except EditRefused:
            return False
        self.note = Document(after, self.note.path, self.note.settings)
        return True

    def _may_read(self) -> bool:
        """Whether the note may be read once more: the amount of text that a merge reads is bounded."""
        self._readings -= 1
        return self._readings >= 0

    def _own(self, key: str) -> FlatField | None:
        """The note's own non-empty field of this meaning."""
        found = written_under(key, self.note)
        leaf = flatten(self.note)[found[-1]] if found else None
        return leaf if leaf and leaf.said[1] else None

    def _copy(self, field: Field) -> bool:
        """Copy the rows of a map, or a list of maps, that the note does not have. Returns whether this worked."""
        if not self._may_read() or any(folded(own.key) == folded(field.key) for own in self.note.front.fields):
            return False
        if not self.note.has_front_matter:
            self.note = self.note.with_page(self.note.page.inserted(0, ("---", "---")))
        slot = slot_at(self.other.page, field.line - 1, self.other.fences[1])
        rows = [row.text for row in self.other.page.rows[slot.start : slot.stop]]
        after = self.note.with_page(self.note.page.inserted(self.note.fences[1], rows))
        told = [leaf.said for leaf in flatten(self.other) if leaf.top == field.key]
        if lost_and_found(values_by_key(self.note), values_by_key(after)) != ((), tuple(told)) or not no_worse(
            self.note, after
        ):
            return False
        self.note = after
        return True

    def _fill_together(self, all_leaves: Iterable[FlatField]) -> set[Said]:
        """Set in one step the fields whose meaning the note does not have; returns those that were set."""
        fresh: dict[str, tuple[str, Value]] = {}
        filled: dict[str, Said] = {}
        for leaf in all_leaves:
            key, texts = leaf.said
            means = meaning(key, self.note.settings) or folded(key)
            lacks = texts and not leaf.field.inline and self._counts(leaf) and self._own(key) is None
            if lacks and means not in fresh:
                fresh[means] = key, texts if leaf.is_list else texts[0]
                filled[means] = leaf.said
        refused = in_halves([*fresh], lambda part: self.attempt(add_keys, [fresh[means] for means in part]))
        return {said for means, said in filled.items() if means not in {*refused}}

    def _fill(self, leaf: FlatField) -> bool:
        """Set a field that the note does not have. True if this worked, or if its own field has the same value."""
        key, texts = leaf.said
        own = self._own(key)
        if own is not None:
            return own.said[1] == texts
        value = texts if leaf.is_list else texts[0]
        return self._counts(leaf) and self.attempt(set_key, key, value, usual=key)

    def _counts(self, leaf: FlatField) -> bool:
        """Whether a field has a meaning of its own, even inside a map."""
        return not leaf.nested or meaning(leaf.field.key, self.note.settings) in REACH

    def _join(self, leaf: FlatField) -> bool:
        """Add the items of a list, or of a field that may occur several times. False if the field is neither."""
        key = leaf.field.key
        if not self._counts(leaf) or meaning(key, self.note.settings) not in MANY:
            return False
        missing = in_halves(list(listed(leaf.field)), lambda items: self.attempt(add_items, key, items))
        if missing:
            self._keep(key, missing)
        return True

    def _later(self, leaf: FlatField) -> bool:
        """Take the later of two last contacts; the earlier one is listed at the end."""
        key, texts = leaf.said
        own = self._own(key)
        order = self.note.settings.date_order
        if meaning(key, self.note.settings) != "last_contact" or own is None:
            return False
        mine, theirs = parse_date(own.said[1][0], order), parse_date(texts[0], order)
        if theirs is None or (mine is not None and mine >= theirs) or not self.attempt(set_key, key, texts[0]):
            return False
        self._keep(own.field.key, own.said[1])
        return True

    def _keep(self, key: str, texts: Iterable[str]) -> None:
        self.beside.append(f"- {key}: {', '.join(map(printable_line, texts))}")

    def _disarm(self, leaf: FlatField) -> None:
        """Turn a field in the other's text that would override the note's into plain text."""
        key, texts = leaf.said
        own = self._own(key)
        if own is None or own.said[1] == texts or meaning(key, self.note.settings) in MANY:
            return
        row = leaf.field.line - 1
        text = self.other.page.text(row)
        self.rows[row] = text.replace("::", ":") if "::" in text else f"- {key}: {', '.join(texts)}"


def _remark(row: str) -> str:
    """The words of a comment on a row of front matter: after the first `#` outside quotation marks."""
    double = single = seen = 0
    for sign in _COMMENT.finditer(row):
        double += row.count('"', seen, sign.start())
        single += row.count("'", seen, sign.start())
        seen = sign.start()
        if double % 2 == single % 2 == 0:
            return row[seen:].strip("# \t")
    return ""


def _has_maps(field: Field) -> bool:
    values = field.value if isinstance(field.value, tuple) else (field.value,)
    return any(isinstance(value, FieldMap) for value in values)


def names_of(note: Document) -> tuple[str, str]:
    """The name of the note's person, and the name of the note."""
    person = note.facts.person
    return person.name if person else note.facts.note.title, name_of(note.path).plain


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

    Missing fields are set, lists joined, and the later of two last contacts wins. Where fields differ, the kept note's
    value stays and the other's goes into a list under `heading`. Log entries of one line (and what is nested below) go
    into the kept log in its style; the rest of the other's text follows under `heading`. The other's names become
    aliases. Raises EditRefused if some fact of either would be lost.
    """
    if any(problem.code == "ENCODING" for problem in decode(other).problems):
        raise EditRefused(_ENCODING.format(path=other_path))
    merger = _Merger(Document(kept, kept_path, settings), Document(other, other_path, settings))
    merger.take_fields()
    merger.take_names()
    merger.take_comments()
    merger.take_entries()
    merger.append(heading)
    if _lost(merger.first.facts, merger.note.facts) or _lost(merger.other.facts, merger.note.facts):
        raise EditRefused(_WOULD_LOSE)
    return merger.note.source


def _lost(before: Facts, after: Facts) -> bool:
    """Whether `after` lacks an entry that counts, or a task, of `before`."""
    return any(had - has for had, has in zip(_told(before), _told(after), strict=True))


def _told(facts: Facts) -> tuple[Counter[object], ...]:
    entries = (each for each in facts.mentions if each.rejected is None and each.source != "field")
    counted = Counter[object]((each.date, "".join(each.text.split()), each.due, each.tags) for each in entries)
    tasks = Counter[object]((each.text, each.state, each.due, each.done, each.owed) for each in facts.tasks)
    return counted, tasks


class _Merger(Joining):
    """A merge that also takes the other's text."""

    def take_entries(self) -> None:
        """Take the entries of the other's log that are one line and what is nested below it."""
        entries = (entry for log in logs_of(self.other) for entry in log.entries)
        found = [(entry, words) for entry in entries if (words := self._words(entry))]
        self.note, refused = add_entries(self.note, [words for _, words in found])
        for at, (entry, _) in enumerate(found):
            if at not in refused:
                self.rows.update(dict.fromkeys(range(entry.row, entry.stop)))

    def append(self, heading: str) -> None:
        """Add the rest of the other's text, and the listed fields, at the end."""
        rest = self._rest()
        if not rest and not self.beside:
            return
        page = self.note.page
        airy = [""] if is_airy(self.note) else []
        title = f"## {heading.format(name=names_of(self.other)[0])}"
        between = [""] if self.beside and rest else []
        rows = [*page.gap(page.end), title, *airy, *self.beside, *between, *rest]
        self.note = self.note.with_page(page.inserted(page.end, rows))

    def _words(self, entry: LogEntry) -> Words | None:
        """An entry's words; None if rewriting its date in another form would lose part of its line."""
        lead = self.other.lead(entry.line)
        written = self.other.page.text(entry.row)[len(lead or "") :].strip()
        parts = dated_line(written, self.other.settings.date_order) if lead is not None else None
        if parts is None or entry.line.kind not in {"bullet", "text"} or entry.line.callout:
            return None
        rows = range(entry.row, entry.stop)
        if parts.said_of(entry.day, parts.words) != written or any(row in self.rows for row in rows):
            return None
        nested = [self.other.page.text(row) for row in rows[1:]]
        indent = entry.line.indent
        below = [row[indent:] if not row[:indent].strip() else row for row in nested]
        return Words(entry.day, printable_line(parts.wrapped), tuple(below))

    def _rest(self) -> list[str]:
        """The other's rows that the note does not have, without its title and the headings of emptied logs."""
        first = self.other.first_line - 1 if self.other.has_front_matter else 0
        rows = {row: self.rows.get(row, self.other.page.text(row)) for row in range(first, len(self.other.page.rows))}
        for heading in log_headings(self.other):
            own = [line.number - 1 for line in own_lines(self.other, heading)]
            if any(row in self.rows for row in own) and not any((rows[row] or "").strip() for row in own):
                rows.update(dict.fromkeys((*range(heading.number - 1, self.other.after(heading)), *own)))
        title = next((line for line in self.other.lines if line.text), None)
        if (
            title
            and title.kind == "heading"
            and title.level == 1
            and same(title.text) in map(same, names_of(self.other))
        ):
            rows.update(dict.fromkeys(range(title.number - 1, self.other.after(title))))
        return _trimmed([row for row in rows.values() if row is not None])


def _trimmed(rows: list[str]) -> list[str]:
    """The rows without blank ones at either end."""
    full = [at for at, row in enumerate(rows) if row.strip()]
    return rows[full[0] : full[-1] + 1] if full else []
