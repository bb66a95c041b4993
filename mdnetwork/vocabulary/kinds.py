"""The kinds of notes by values of `type`, tags and folders (vault-format, section 4)."""

from __future__ import annotations

from typing import cast

from mdnetwork.model import NoteKind
from mdnetwork.vocabulary.languages import table, words_of


def _kinds(name: str) -> dict[str, NoteKind]:
    return cast("dict[str, NoteKind]", table(name))


TYPES = _kinds("notes.types")
"""Value of `type` and the like, folded, with `-`, `_`, `/`, `:` as spaces -> kind. Unknown values decide nothing."""
TAGS = _kinds("notes.tags")
"""Parts of a tag -> kind: `type/person` and `people/friend` are people."""
FOLDERS = _kinds("notes.folders")
"""Folder name (folded by `names.bare`) -> kind of the notes below it, unless a deeper folder has a kind."""
TEMPLATE_FOLDERS = words_of("notes", "templates")
"""Names of template folders, folded by `names.bare`. Obsidian's own settings may name others."""
OCCASIONS = words_of("notes", "talks")
"""Further types of a note about a talk, compared like TYPES. In such a note `people` are the attendees."""
MAPS = words_of("notes", "maps")
"""Words in the name of a note that is an index of other notes: its links are a list, not contact."""
CANCELLED = words_of("notes", "cancelled")
"""The `status` of a meeting that was called off, and what its calendar writes before the title."""
PEOPLE_SECTIONS = words_of("headings", "people")
"""Headings of lists of people: the attendees in a meeting, in other notes the people it is about."""
