"""The words that say what a note and its sections are (vault-format, sections 4 and 5)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, cast, get_args

from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import NoteKind, Owed, Status
from mdnetwork.names import bare, fold
from mdnetwork.vocabulary.languages import table, words_of

TYPES = cast("dict[str, NoteKind]", table("notes.types"))
"""Value of `type` and the like, folded, with `-`, `_`, `/`, `:` as spaces -> kind. Unknown values decide nothing."""
TAGS = cast("dict[str, NoteKind]", table("notes.tags"))
"""Parts of a tag -> kind: `type/person` and `people/friend` are people."""
FOLDERS = cast("dict[str, NoteKind]", table("notes.folders"))
"""Folder name (folded by `names.bare`) -> kind of the notes below it, unless a deeper folder has a kind."""
TEMPLATE_FOLDERS = words_of("notes", "templates")
"""Names of template folders, folded by `names.bare`. Obsidian's own settings may name others."""
CANCELLED = words_of("notes", "cancelled")
"""The `status` of a meeting that was called off, and what its calendar writes before the title."""
NOT_HELD = CANCELLED | words_of("notes", "postponed")
"""The `status` of a meeting that was not held on its day."""
Intent = Literal["agenda", "questions", "offer", "ask"]
"""What a meeting is for, what to ask there, what to offer, and what to ask for."""
INTENTS: dict[str, Intent] = {word: intent for intent in get_args(Intent) for word in words_of("headings", intent)}
"""Headings and labels, folded by `names.bare`, of what is meant to happen at a meeting."""
AGENDA = frozenset(INTENTS)
"""The same words. The lines below have not happened."""
NO_LOG_HEADINGS = words_of("headings", "changelog") | words_of("headings", "no-log")
"""Headings, folded by `names.bare`, of what is no log whatever its lines look like."""
OCCASIONS = words_of("notes", "talks")
"""Further types of a note about a talk, compared like TYPES. In such a note `people` are the attendees."""
MAPS = words_of("notes", "maps")
"""Words in the name of a note that is an index of other notes: its links are a list, not contact."""
PEOPLE_SECTIONS = words_of("headings", "people")
"""Headings of lists of people: the attendees in a meeting, in other notes the people it is about."""

LINKED = "linked"
"""The relation of a link in a sentence: the note mentions somebody without saying how they know each other."""
Section = Literal["log", "attendees", "relations", "other"]

_SECTION_KEYS: dict[str, Section] = {"log": "log", "attendees": "attendees", "relations": "relations"}
_SECTIONS = {word: _SECTION_KEYS[key] for word, key in table("headings").items() if key in _SECTION_KEYS}
_MINE = tuple(words_of("headings", "i-owe"))
_THEIRS = tuple(words_of("headings", "they-owe"))
_THEIRS_AT_END = tuple(words_of("headings", "they-owe-at-end"))
CHANNEL_LABELS = words_of("labels", "channel")
TEXT_LABELS = words_of("labels", "text")
"""Labels within an entry: `Direction: outbound`, `Channel: email`, `Summary: the rates`."""
DATE_COLUMNS = words_of("columns", "date")
CHANNEL_COLUMNS = CHANNEL_LABELS | words_of("columns", "channel")
TEXT_COLUMNS = TEXT_LABELS | words_of("columns", "text")
"""Columns of a log, and keys of an entry in front matter."""
_AROUND = lazy_pattern(r"^[\W_]+|[\W_]+$")
"""What is around the words and numbers of a heading: "💬 1:1s"."""
_PLAIN = "#*_:`~ \t"
STATUSES = cast("dict[str, Status]", table("statuses"))
"""Words, with `-` and `_` as spaces -> status."""

YES = words_of("switches", "yes")
"""Words for yes in a boolean field, folded."""
NO = words_of("switches", "no") | {""}
"""Words for no in a boolean field, folded."""


@lru_cache(4096)
def section_of(heading: str, log_headings: tuple[str, ...] = ()) -> Section:
    """The kind of section under a heading, ignoring case, accents, emoji and numbers. `log_headings` are more logs."""
    words = bare(heading)
    if any(words == bare(known) for known in log_headings):
        return "log"
    return _SECTIONS.get(words) or _SECTIONS.get(_AROUND.sub("", fold(heading)), "other")


@lru_cache(4096)
def owed_under(heading: str) -> Owed:
    """Who owes the items under a heading: "mine" under "I owe", "theirs" under "They owe me"."""
    words = fold(heading).strip(_PLAIN)
    words = bare(words) or words
    if words.startswith(_THEIRS) or words.endswith(_THEIRS_AT_END):
        return "theirs"
    return "mine" if words.startswith(_MINE) else ""
