"""Reading: what a person is called, by their fields, else by the name of the file."""

from __future__ import annotations

import re

from mdnetwork.names import fold
from mdnetwork.reading.fields import Field, Fields, Table
from mdnetwork.reading.paths import INDEXES, folder_of, name_of
from mdnetwork.reading.values import plain

_PREFIX = re.compile(r"(?:person|people|contact|persona|contatto) [-–—] (?=\S)", re.IGNORECASE)


def name_for(path: str, fields: Fields, heading: str) -> str:
    """The display name. `heading` is the note's first level-one heading; it and `title` count only for slugs."""
    written = _written(fields)
    if written:
        return written
    name = name_of(path)
    stem = name.plain
    if fold(stem) in INDEXES:
        folder = folder_of(path).rpartition("/")[2]
        return plain(fields.text("title")) or (_slug_name(folder, heading) if is_slug(folder) else folder) or stem
    if name.stamped and is_slug(stem):
        return plain(fields.text("title")) or heading or stem.replace("-", " ").title()
    if is_slug(stem):
        return plain(fields.text("title")) or _slug_name(stem, heading)
    return _PREFIX.sub("", stem, count=1).lstrip("@").strip() or stem


def is_slug(name: str) -> bool:
    """Whether a name was made for addresses rather than to be read: `marco-neri`, `marco_neri`, `marco`."""
    return name == name.lower() and " " not in name and name[:1].isalpha()


def _slug_name(slug: str, heading: str) -> str:
    """The heading; below a slug of one word only if that word is in it, for headings are often "Notes"."""
    words = fold(slug).replace("_", "-").split("-")
    return heading if heading and (len(words) > 1 or words[0] in fold(heading).split()) else slug


def _written(fields: Fields) -> str:
    field = fields.get("name")
    if field and not isinstance(field.value, str):
        return _nested(field)
    return (
        plain(field.text() if field else "")
        or plain(fields.text("fn"))
        or _joined(fields.text("first_name"), fields.text("last_name"))
        or _joined(fields.text("given"), fields.text("family"))
    )


def _nested(field: Field) -> str:
    """`name: {first: …, last: …}`, or the first text of a list."""
    parts = {fold(inner.key): inner.text() for inner in field.value.fields} if isinstance(field.value, Table) else {}
    first = next((parts[key] for key in _FIRST if parts.get(key)), "")
    last = next((parts[key] for key in _LAST if parts.get(key)), "")
    return _joined(first, last) or plain(field.text())


_FIRST = ("first", "first_name", "given", "given_name", "nome")
_LAST = ("last", "last_name", "family", "family_name", "surname", "cognome")


def _joined(first: str, last: str) -> str:
    return plain(f"{first} {last}")
