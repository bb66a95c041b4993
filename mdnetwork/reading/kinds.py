"""Reading: which note is what (vault-format, section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from mdnetwork.model import NoteKind
from mdnetwork.names import bare, fold
from mdnetwork.reading.fields import Fields
from mdnetwork.reading.paths import (
    INDEXES,
    date_in_name,
    day_of,
    folder_of,
    is_conflict_copy,
    is_template_folder,
    name_of,
    telling_folder,
)
from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.words.kinds import TAGS, TYPES

_SPACES = str.maketrans("-_:/", "    ")
_TYPE_TAGS = frozenset({"type", "types", "kind", "note", "category", "categories", "class", "tipo", "categoria"})
_SOME_MAP = frozenset({"moc", "index", "indice"})


def kind_of(path: str, fields: Fields, body_tags: Iterable[str], settings: ReadingSettings) -> NoteKind:
    """What the note is. `body_tags` are tags in its text, without `#`; they make a person and nothing else."""
    if is_conflict_copy(path):
        return "conflict"
    said = _said(fields)
    if is_template(path, settings):
        return "other"
    if said not in {None, "person"}:
        return said or "other"
    if day_of(path, settings) is not None:
        return "meeting" if telling_folder(folder_of(path), settings).kind == "meeting" else "daily"
    tagged = _tagged((*tags_of(fields), *name_of(path).tags)) or _person_only(_tagged(body_tags))
    if _may_be_person(path, settings) and _is_person(said, tagged, path, fields, settings):
        return "person"
    return _undeclared(tagged, path, fields, settings)


def is_template(path: str, settings: ReadingSettings) -> bool:
    """Whether the note lies among templates: nothing in it is meant."""
    return is_template_folder(folder_of(path), settings)


def tags_of(fields: Fields) -> tuple[str, ...]:
    """The tags in front matter and inline fields, without `#`, in order."""
    texts = (text for field in fields.all("tags") for text, _ in field.texts())
    return tuple(dict.fromkeys(tag for text in texts for tag in _split_tags(text)))


def _split_tags(text: str) -> Iterable[str]:
    return (tag for part in text.replace(",", " ").split() if (tag := part.strip("#\"'[]")))


def _said(fields: Fields) -> NoteKind | None:
    """What `type` and the like say: me, else person, else the first other thing; unknown values say nothing."""
    kinds = [kind for text in fields.texts("type") for part in text.split(",") if (kind := _type(part))]
    return next((kind for kind in ("me", "person") if kind in kinds), kinds[0] if kinds else None)


@lru_cache(1024)
def _type(text: str) -> NoteKind | None:
    text = text.strip().strip("#[]").strip()
    target, _, label = text.partition("|")
    for name in (target.rpartition("/")[2], label):
        kind = TYPES.get(" ".join(fold(name.removesuffix(".md")).translate(_SPACES).split()))
        if kind:
            return kind
    return None


def _tagged(tags: Iterable[str]) -> NoteKind | None:
    return next((kind for tag in tags if (kind := _tag(tag))), None)


@lru_cache(1024)
def _tag(tag: str) -> NoteKind | None:
    first, _, rest = fold(tag).partition("/")
    return TAGS.get(first) or (TAGS.get(rest.partition("/")[0]) if first in _TYPE_TAGS else None)


def _person_only(kind: NoteKind | None) -> NoteKind | None:
    return kind if kind == "person" else None


def _may_be_person(path: str, settings: ReadingSettings) -> bool:
    """Not a note dated by its file name, and not the map of a folder of people."""
    return date_in_name(path, settings) is None and not _is_map(path, settings)


def _is_map(path: str, settings: ReadingSettings) -> bool:
    stem = fold(name_of(path).plain)
    folder = telling_folder(folder_of(path), settings)
    if stem in INDEXES:
        return not folder_of(path) or (folder.kind == "person" and folder.directly)
    holder = folder_of(path).rpartition("/")[2]
    words = bare(stem)
    return bool(_SOME_MAP & set(words.split())) or (folder.directly and words == bare(holder))


def _is_person(
    said: NoteKind | None, tagged: NoteKind | None, path: str, fields: Fields, settings: ReadingSettings
) -> bool:
    if said == "person" or tagged == "person":
        return True
    if tagged is not None:
        return False
    vcard = any(meaning in fields for meaning in ("fn", "given", "family"))
    return vcard or telling_folder(folder_of(path), settings).kind == "person"


def _undeclared(tagged: NoteKind | None, path: str, fields: Fields, settings: ReadingSettings) -> NoteKind:
    """A note that is no person: by its tags, else its folder, else a meeting where it says who came."""
    kind = tagged or telling_folder(folder_of(path), settings).kind
    if kind in {"meeting", "event", "goal", "company"}:
        return kind
    return "meeting" if "attendees" in fields else "other"
