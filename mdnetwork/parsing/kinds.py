"""The kind of each note (vault-format, section 4)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise

from mdnetwork.model import NoteKind
from mdnetwork.names import bare, fold
from mdnetwork.parsing.fields import Fields, plain
from mdnetwork.parsing.paths import (
    INDEXES,
    date_in_name,
    day_of,
    folder_of,
    is_conflict_copy,
    is_template_folder,
    name_of,
    telling_folder,
)
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.vocabulary.channels import channel_in, is_talk
from mdnetwork.vocabulary.day_words import MONTHS
from mdnetwork.vocabulary.languages import codes, words_of, written
from mdnetwork.vocabulary.notes import MAPS, OCCASIONS, TAGS, TYPES

_SPACES = str.maketrans("-_:/", "    ")
_TYPE_TAGS = words_of("notes", "type-tags")
_JOINTS = frozenset(fold(written(code, "people", "with")[0]) for code in codes())
"""Words after a word for a conversation in a heading: "Call with Ben"."""


def kind_of(
    path: str, fields: Fields, body_tags: Iterable[str], settings: ReadingSettings, *, heading: str = ""
) -> NoteKind:
    """The kind of the note.

    `body_tags` are tags in its text, without `#`: they can make a person, or a meeting of a note that lists `people`.
    `heading` is its first heading.
    """
    if is_conflict_copy(path):
        return "conflict"
    said = _said(fields)
    if is_template(path, settings):
        return "other"
    if said not in {None, "person"}:
        return said or "other"
    if day_of(path, settings) is not None:
        return "meeting" if telling_folder(folder_of(path), settings).kind == "meeting" else "daily"
    body_tags = tuple(body_tags)
    tagged = _tagged((*tags_of(fields), *name_of(path).tags)) or _person_only(_tagged(body_tags))
    if _may_be_person(path, settings) and _is_person(said, tagged, path, fields, settings):
        return "person"
    kind = _undeclared(tagged, path, fields, settings)
    listed = kind == "other" and "people" in fields
    return "meeting" if listed and tells_of_talk(path, fields, body_tags, heading) else kind


def is_declared(path: str, fields: Fields, body_tags: Iterable[str]) -> bool:
    """Whether the type, a tag or a card's keys, and not only the folder, say that the note is a person's."""
    tags = (*tags_of(fields), *name_of(path).tags, *body_tags)
    return _said(fields) == "person" or _has_card(fields) or "person" in map(_tag, tags)


def tells_of_talk(path: str, fields: Fields, body_tags: Iterable[str], heading: str) -> bool:
    """Whether its type, tags, folder or heading say that the note is about a meeting, an event or a call.

    In such a note `people` were there; in any other note they are the people it is about.
    """
    types = (part for text in fields.texts("type") for part in text.split(","))
    tags = (part for tag in (*tags_of(fields), *name_of(path).tags, *body_tags) for part in tag.split("/"))
    if any(map(_is_occasion, (*types, *tags, *folder_of(path).split("/")))):
        return True
    titles = (heading, plain(fields.text("title")), name_of(path).plain)
    return any(map(_is_talk_heading, titles)) and not any(map(is_list_of_notes, titles))


def is_list_of_notes(title: str) -> bool:
    """Whether the title says that the note is a map of other notes: `Pricing MOC`, `Index`."""
    words = bare(title).split()
    return "moc" in words or (len(words) == 1 and words[0] in MAPS)


@lru_cache(1024)
def _is_occasion(text: str) -> bool:
    """Whether a type, a tag or a folder names a meeting, an event or a call."""
    text = text.strip().strip("#[]\"'").partition("|")[0].rpartition("/")[2]
    name = " ".join(fold(text.removesuffix(".md")).translate(_SPACES).split())
    return name in OCCASIONS or TYPES.get(name) in {"meeting", "event"} or is_talk(channel_in(name))


@lru_cache(1024)
def _is_talk_heading(heading: str) -> bool:
    """Whether a heading starts or ends with a word for a conversation, or has one before "with"."""
    words = [word for word in bare(heading).split() if word not in MONTHS]
    if not words:
        return False
    joined = [word for word, after in pairwise(words) if after in _JOINTS]
    return any(map(_is_occasion, (words[0], words[-1], *joined))) and words[1:2] != ["for"]


def is_template(path: str, settings: ReadingSettings) -> bool:
    """Whether the note is a template: nothing in it is a fact."""
    return is_template_folder(folder_of(path), settings)


def tags_of(fields: Fields) -> tuple[str, ...]:
    """The tags in front matter and inline fields, without `#`, in order."""
    texts = (text for field in fields.all("tags") for text, _ in field.texts())
    return tuple(dict.fromkeys(tag for text in texts for tag in _split_tags(text)))


def _split_tags(text: str) -> Iterable[str]:
    return (tag for part in text.replace(",", " ").split() if (tag := part.strip("#\"'[]")))


def _said(fields: Fields) -> NoteKind | None:
    """The kind that `type` and similar fields give: me, else person, else the first known one."""
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
    """Whether the note is neither dated by its file name nor the map of a folder of people."""
    return date_in_name(path, settings) is None and not _is_map(path, settings)


def _is_map(path: str, settings: ReadingSettings) -> bool:
    stem = fold(name_of(path).plain)
    folder = telling_folder(folder_of(path), settings)
    if stem in INDEXES:
        return not folder_of(path) or (folder.kind == "person" and folder.directly)
    holder = folder_of(path).rpartition("/")[2]
    words = bare(stem)
    return not MAPS.isdisjoint(words.split()) or (folder.directly and words == bare(holder))


def _is_person(
    said: NoteKind | None, tagged: NoteKind | None, path: str, fields: Fields, settings: ReadingSettings
) -> bool:
    if said == "person" or tagged == "person":
        return True
    if tagged is not None:
        return False
    return _has_card(fields) or telling_folder(folder_of(path), settings).kind == "person"


def _has_card(fields: Fields) -> bool:
    return any(meaning in fields for meaning in ("fn", "given", "family"))


def _undeclared(tagged: NoteKind | None, path: str, fields: Fields, settings: ReadingSettings) -> NoteKind:
    """The kind of a note that is not a person's: by its tags, else its folder; a meeting if it has attendees."""
    kind = tagged or telling_folder(folder_of(path), settings).kind
    if kind in {"meeting", "event", "goal", "company"}:
        return kind
    return "meeting" if "attendees" in fields else "other"
