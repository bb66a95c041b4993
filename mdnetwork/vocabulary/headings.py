"""The headings of a log, a list of attendees, and lists of what is owed (vault-format, section 5)."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from mdnetwork.model import Owed
from mdnetwork.names import bare, fold
from mdnetwork.vocabulary.languages import table, words_of

LINKED = "linked"
"""The relation of a link in a sentence: the note mentions somebody without saying how they know each other."""
Section = Literal["log", "attendees", "relations", "other"]

_SECTION_KEYS: dict[str, Section] = {"log": "log", "attendees": "attendees", "relations": "relations"}
_SECTIONS = {word: _SECTION_KEYS[key] for word, key in table("headings").items() if key in _SECTION_KEYS}
_MINE = tuple(words_of("headings", "i-owe"))
_THEIRS = tuple(words_of("headings", "they-owe"))
_THEIRS_AT_END = tuple(words_of("headings", "they-owe-at-end"))
_PLAIN = "#*_:`~ \t"


@lru_cache(4096)
def section_of(heading: str, log_headings: tuple[str, ...] = ()) -> Section:
    """The kind of section under a heading, ignoring case, accents, emoji and numbers. `log_headings` are more logs."""
    words = bare(heading)
    if any(words == bare(known) for known in log_headings):
        return "log"
    return _SECTIONS.get(words, "other")


@lru_cache(4096)
def owed_under(heading: str) -> Owed:
    """Who owes the items under a heading: "mine" under "I owe", "theirs" under "They owe me"."""
    words = fold(heading).strip(_PLAIN)
    words = bare(words) or words
    if words.startswith(_THEIRS) or words.endswith(_THEIRS_AT_END):
        return "theirs"
    return "mine" if words.startswith(_MINE) else ""
