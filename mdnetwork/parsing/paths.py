"""What a note's path says: its day, whether it is a template or a copy, its folder."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy, lazy_pattern
from mdnetwork.model import NoteKind
from mdnetwork.names import bare, fold
from mdnetwork.parsing.settings import VAULT, ReadingSettings

if TYPE_CHECKING:
    from mdnetwork.days import formats, reader
    from mdnetwork.vocabulary import day_words
    from mdnetwork.vocabulary import notes as note_words
else:  # links need the parts of a name, and not what it tells
    formats = lazy("mdnetwork.days.formats")
    reader = lazy("mdnetwork.days.reader")
    day_words = lazy("mdnetwork.vocabulary.day_words")
    note_words = lazy("mdnetwork.vocabulary.notes")

INDEXES = frozenset({"index", "_index", "readme"})
"""File names, folded, that represent their folder."""
_LANGUAGE = r"[a-z]{2}(?:-[a-z]{2,4})?"
_TRANSLATED = lazy_pattern(rf"(.+)\.({_LANGUAGE})", re.IGNORECASE)
"""A name with the language that Hugo and others put behind it: `_index.en`, `ann-lune.pt-br`."""
_DATE = r"([0-9]{4})([-._]?)([0-9]{2})\2([0-9]{2})"
_DATED = lazy_pattern(rf"{_DATE}(?![0-9])")
_STAMP = lazy_pattern(r"[0-9]{8}T[0-9]{6}(?:==[^-_]*)?(?:--)?|[0-9]{12,14}(?![0-9])[ _-]*")
_DATED_LAST = lazy_pattern(r"([0-9]{4})(-)([0-9]{2})-([0-9]{2})\)?$")
_SPELT = lazy_pattern(r"[^\W\d_]{3}.*[0-9]|[0-9].*[^\W\d_]{3}")
"""A name that may be a date in words: `April 21st, 2022`."""
_ESCAPED = lazy_pattern("%(22|23|25|2A|2F|3A|3C|3E|3F|5C|5E|7C)", re.IGNORECASE)
"""What Logseq writes in the name of a file for a sign that a file name cannot have."""
_SYNCTHING = lazy_pattern(r"\.sync-conflict-[0-9]{8}-[0-9]{6}-[A-Z0-9]{7}")
_CONFLICTS = ("conflicted copy", "copia in conflitto")


class Name(NamedTuple):
    """The parts of a file name.

    `stem` is the name without the suffix, `plain` also without a Denote or Zettelkasten stamp, its tags, and the
    language of an index.
    """

    stem: str
    plain: str
    tags: tuple[str, ...] = ()

    @property
    def stamped(self) -> bool:
        """Whether a timestamp of its creation comes before the name. It is not the day the note is about."""
        return _last_of_page(self.stem) != self.plain


def folder_of(path: str) -> str:
    """The folder, relative to the vault; "" for the vault itself."""
    return path.rpartition("/")[0]


def stem_of(path: str) -> str:
    """The file name without `.md`."""
    name = path.rpartition("/")[2]
    return name[:-3] if name.lower().endswith(".md") else name


@lru_cache(256)
def name_of(path: str) -> Name:
    """The parts of a file name: `20240715T093045--jane-smith__contact.md` is jane-smith with the tag contact.

    `_index.en.md` is the `_index` of its folder.
    """
    stem = stem_of(path)
    translated = _TRANSLATED.fullmatch(stem)
    if translated and fold(translated[1]) in INDEXES:
        return Name(stem, translated[1])
    match = _STAMP.match(stem)
    if match is None or match.end() == len(stem):
        return Name(stem, _last_of_page(stem))
    title, _, tags = stem[match.end() :].partition("__")
    return Name(stem, title.strip() or stem, tuple(tag for tag in tags.split("_") if tag))


def untranslated(path: str) -> tuple[str, str]:
    """The path without `.md` and without the language behind the name, and that language ("" if there is none)."""
    path = path[:-3] if path.lower().endswith(".md") else path
    match = _TRANSLATED.fullmatch(path)
    return (match[1], match[2].lower()) if match and "/" not in match[2] else (path, "")


def page_of(stem: str) -> str:
    """The name of a page that Logseq has kept in a file: "People/Ada: Lune" for `People___Ada%3A Lune`."""
    if "___" not in stem and "%" not in stem:
        return stem
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), stem.replace("___", "/"))


def _last_of_page(stem: str) -> str:
    """The last part of the name of a page, which may be below another page."""
    return page_of(stem).rpartition("/")[2].strip() or stem


def is_conflict_copy(path: str) -> bool:
    """Whether the name shows that a sync program created the copy: Syncthing, Obsidian Sync, Dropbox."""
    stem = stem_of(path)
    if _SYNCTHING.search(stem):
        return True
    remark = stem[stem.rfind("(") + 1 : -1].lower() if stem.endswith(")") and "(" in stem else ""
    return remark.startswith("conflict ") or remark == "conflict" or any(words in remark for words in _CONFLICTS)


@lru_cache(256)
def day_of(path: str, settings: ReadingSettings) -> date | None:
    """The day of a daily note: by the vault's own settings, else by the usual forms."""
    day = formats.date_by(settings.daily_format, _below(path, settings.daily_folder))
    if day is not None:
        return day
    stem = stem_of(path)
    match = _DATED.match(stem)
    if match is None:
        return reader.whole_day(stem) if _SPELT.search(stem) else None
    rest = fold(stem[match.end() :]).strip(" ,-_.()")
    return _day_of_match(match) if not rest or rest in day_words.WEEKDAYS else None


def looks_daily(path: str, settings: ReadingSettings) -> bool:
    """Whether the name has the form of a daily note, but names no day: 2026-02-30, or a month in no known language."""
    if day_of(path, settings) is not None:
        return False
    match = _DATED.fullmatch(stem_of(path))
    in_usual_form = match is not None and match[2] != "" and _day_of_match(match) is None
    return in_usual_form or formats.has_form(settings.daily_format, _below(path, settings.daily_folder))


def date_in_name(path: str, settings: ReadingSettings) -> date | None:
    """The day the note is about, from its file name or the path of a daily note."""
    day = day_of(path, settings)
    if day is not None:
        return day
    name = name_of(path)
    match = None if name.stamped else _DATED.match(name.stem) or _DATED_LAST.search(name.stem)
    return _day_of_match(match) if match else None


def without_day(title: str, day: date) -> str:
    """A title without the note's day at its start: Fair for `2026-12-05 Fair`."""
    match = _DATED.match(title)
    if match is None or _day_of_match(match) != day:
        return title
    return title[match.end() :].lstrip(" -–—·:_,") or title


def _below(path: str, folder: str) -> str:
    path = path[:-3] if path.lower().endswith(".md") else path
    return path.removeprefix(folder.strip("/") + "/") if folder.strip("/") else path


def _day_of_match(match: re.Match[str]) -> date | None:
    try:
        return date(int(match[1]), int(match[3]), int(match[4]))
    except ValueError:
        return None


class Folder(NamedTuple):
    """The nearest folder above a note that decides the kind of its notes, and whether it directly contains the note."""

    kind: NoteKind | None = None
    directly: bool = False


@lru_cache(4096)
def telling_folder(folder: str, settings: ReadingSettings) -> Folder:
    """The kind by the nearest folder. Settings give people's folders by name or path; `.` is the vault."""
    named = {_folded(name) for name in settings.people_folders}
    parts = folder.split("/")
    for depth in range(len(parts), 0, -1):
        name = parts[depth - 1]
        ours = _folded(name) in named or _folded("/".join(parts[:depth])) in named
        kind = "person" if ours else note_words.FOLDERS.get(bare(name))
        if kind is not None:
            return Folder(kind, depth == len(parts))
    return Folder("person", not folder) if VAULT in settings.people_folders else Folder()


@lru_cache(4096)
def is_template_folder(folder: str, settings: ReadingSettings) -> bool:
    """Whether this folder is for templates: one in Obsidian's settings, one called Templates, or one below these."""
    parts = folder.split("/")
    paths = {_folded("/".join(parts[:depth])) for depth in range(1, len(parts) + 1)}
    named = {_folded(name) for name in settings.templates_folders}
    return bool(paths & named) or any(bare(part) in note_words.TEMPLATE_FOLDERS for part in parts)


def _folded(path: str) -> str:
    return fold(path.strip("/"))
