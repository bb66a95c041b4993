"""Editing: the fields of one note of a person put into another one, in front matter or as a list beside it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from mdnetwork.editing.change import ATTEMPTS, READ_AGAIN, in_halves, lost_and_found
from mdnetwork.editing.keys import Value, add_item, add_items, add_keys, set_key
from mdnetwork.editing.opened import Opened
from mdnetwork.editing.page import one_line
from mdnetwork.editing.slots import slot_at
from mdnetwork.editing.told import MANY, Leaf, Said, leaves, meaning, no_worse, said_by, written_under
from mdnetwork.errors import EditRefused
from mdnetwork.names import same
from mdnetwork.reading.dates_written import parse_date
from mdnetwork.reading.fields import Field, Table
from mdnetwork.reading.paths import name_of
from mdnetwork.reading.values import listed
from mdnetwork.words.keys import REACH, folded

_COMMENT = re.compile(r"(?:^|(?<=\s))#")


class Joining:
    """Where a merge stands: the note so far, the other's rows that are in it already, and what is kept beside.

    `rows` holds what became of the other's rows: another text, or None where they are in the note.
    """

    def __init__(self, note: Opened, other: Opened) -> None:
        self.first = self.note = note
        self.other = other
        self.rows: dict[int, str | None] = {}
        self.beside: list[str] = []
        self._readings = ATTEMPTS + READ_AGAIN // (1 + len(note.source) + len(other.source))

    def take_fields(self) -> None:
        """The other's fields: filled in, joined, or kept beside."""
        copied = {field.key for field in self.other.front.fields if _has_maps(field) and self._copy(field)}
        filled = self._fill_together([leaf for leaf in leaves(self.other) if leaf.top not in copied])
        for leaf in leaves(self.other):
            if leaf.field.inline:
                self._disarm(leaf)
            elif leaf.top in copied or not leaf.said[1] or leaf.said in filled:
                continue
            elif not (self._fill(leaf) or self._join(leaf) or self._later(leaf)):
                self._keep(leaf.field.key, leaf.said[1])

    def take_names(self) -> None:
        """What the other was called, as aliases."""
        own = {same(name) for name in names_of(self.note)}
        for name in dict.fromkeys(names_of(self.other)):
            if same(name) not in own and not self.attempt(add_item, "aliases", name):
                self._keep("aliases", (name,))

    def take_comments(self) -> None:
        """The other's remarks in its front matter, but those that the note has too, as of the same template."""
        known = "\n".join((self.note.text, *self.beside))
        first, last = self.other.fences if self.other.has_front_matter else (0, 0)
        for row in range(first + 1, last):
            words = _remark(self.other.page.text(row))
            if words and words not in known:
                self.beside.append(f"- {words}")

    def attempt(self, edit: Callable[..., bytes], *asked: Any, **more: Any) -> bool:
        """Whether an edit of the note so far was possible, and there was time for it."""
        if not self._may_read():
            return False
        try:
            after = edit(self.note.source, *asked, **more, path=self.note.path, settings=self.note.settings)
        except EditRefused:
            return False
        self.note = Opened(after, self.note.path, self.note.settings)
        return True

    def _may_read(self) -> bool:
        """Whether the note may be read once more: what is beyond a fixed amount of text is kept beside."""
        self._readings -= 1
        return self._readings >= 0

    def _own(self, key: str) -> Leaf | None:
        """The note's own field that says something under a key of this meaning."""
        found = written_under(key, self.note)
        leaf = leaves(self.note)[found[-1]] if found else None
        return leaf if leaf and leaf.said[1] else None

    def _copy(self, field: Field) -> bool:
        """A map, or a list of maps, that the note has not: its rows as they are."""
        if not self._may_read() or any(folded(own.key) == folded(field.key) for own in self.note.front.fields):
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

    def _fill_together(self, all_leaves: Iterable[Leaf]) -> set[Said]:
        """Fills the fields of which the note has none of the same meaning, in one step; returns those filled."""
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

    def _fill(self, leaf: Leaf) -> bool:
        """A field that the note lacks, or that says the same."""
        key, texts = leaf.said
        own = self._own(key)
        if own is not None:
            return own.said[1] == texts
        value = texts if leaf.is_list else texts[0]
        return self._counts(leaf) and self.attempt(set_key, key, value, usual=key)

    def _counts(self, leaf: Leaf) -> bool:
        """Whether a field says what it says by itself, be it in a map."""
        return not leaf.nested or meaning(leaf.field.key, self.note.settings) in REACH

    def _join(self, leaf: Leaf) -> bool:
        """A list, or a field of which there may be many."""
        key = leaf.field.key
        if not self._counts(leaf) or meaning(key, self.note.settings) not in MANY:
            return False
        missing = in_halves(list(listed(leaf.field)), lambda items: self.attempt(add_items, key, items))
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
        if theirs is None or (mine is not None and mine >= theirs) or not self.attempt(set_key, key, texts[0]):
            return False
        self._keep(own.field.key, own.said[1])
        return True

    def _keep(self, key: str, texts: Iterable[str]) -> None:
        self.beside.append(f"- {key}: {', '.join(map(one_line, texts))}")

    def _disarm(self, leaf: Leaf) -> None:
        """A field in the other's text that would overrule the note's: it stays, as text."""
        key, texts = leaf.said
        own = self._own(key)
        if own is None or own.said[1] == texts or meaning(key, self.note.settings) in MANY:
            return
        row = leaf.field.line - 1
        text = self.other.page.text(row)
        self.rows[row] = text.replace("::", ":") if "::" in text else f"- {key}: {', '.join(texts)}"


def _remark(row: str) -> str:
    """The words of a comment on a row of front matter: behind the first `#` that stands in no quotation marks."""
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
    return any(isinstance(value, Table) for value in values)


def names_of(note: Opened) -> tuple[str, str]:
    """What the person of a note is called, and the note."""
    person = note.facts.person
    return person.name if person else note.facts.note.title, name_of(note.path).plain
