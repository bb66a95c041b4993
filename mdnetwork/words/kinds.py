"""Words: what notes are called that are of one kind: values of `type`, tags and folders (vault-format, section 4)."""

from __future__ import annotations

from typing import cast

from mdnetwork.model import NoteKind
from mdnetwork.words.languages import table, words_of


def _kinds(name: str) -> dict[str, NoteKind]:
    return cast("dict[str, NoteKind]", table(name))


TYPES = _kinds("notes.types")
"""Value of `type` and the like, folded, with `-`, `_`, `/`, `:` as spaces -> kind. Unknown values decide nothing."""
TAGS = _kinds("notes.tags")
"""Parts of a tag -> kind: `type/person` and `people/friend` are people."""
FOLDERS = _kinds("notes.folders")
"""A folder's name as `names.bare` folds it -> kind of the notes below it, until another telling folder."""
TEMPLATE_FOLDERS = words_of("notes", "templates")
"""Folders of templates by name, folded by `names.bare`; Obsidian's own settings name others."""
OCCASIONS = words_of("notes", "talks")
"""What else a note is called, as TYPES are compared, that tells of a talk: in it `people` are those who were there."""
MAPS = words_of("notes", "maps")
"""Words in the name of a note that is a map of others: what it links is listed, not met."""
PEOPLE_SECTIONS = words_of("headings", "people")
"""Headings below which people are listed: those who came in a meeting, in other notes those it is about."""
