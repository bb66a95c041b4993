"""Reading: names in a dated note's lines that no link makes: what may be somebody, to be settled when all are known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mdnetwork.model import Note
from mdnetwork.names import fold
from mdnetwork.reading.hidden import visible
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.links import links_in
from mdnetwork.reading.moods import mood_of_entry
from mdnetwork.words.channels import channel_in
from mdnetwork.words.sentence_words import PARTICLES, TOGETHER
from mdnetwork.words.tags import exchange_tags

_WORD = re.compile(r"[^\W\d_][\w’'-]*\.?|[^\s\w]|\d\S*")
_FAR = 80
"""Letters before a row among which the word before it is looked for."""
_LONGEST = 8
"""Words of a row of capitals that may be a name; a longer one is a title."""


def plain_names(note: Note, lines: Sequence[BodyLine], taken: set[int]) -> Iterator[tuple[int, str]]:
    """(line, words) for each row of two capitalised words and more, in bullets of a dated note that tell of contact.

    Those name a channel or an exchange, or have the words behind "with". `taken` lines have been read as attendees.
    """
    if note.date is None:
        return
    for position, line in enumerate(lines):
        if position not in taken and (line.kind == "bullet" or (line.kind == "task" and line.mark in {"x", "X"})):
            yield from ((line.number, words) for words in _in_line(line.text))


def _in_line(text: str) -> Iterator[str]:
    shown = _without_links(_without_addresses(visible(text)[0]))
    rows = [] if shown.islower() else list(_rows(shown))
    if not rows or mood_of_entry(shown) is not None:
        return
    tags = exchange_tags(shown)
    telling = "news" not in tags and (tags or channel_in(shown))
    yield from (words for behind, words in rows if telling or ("news" not in tags and behind in TOGETHER))


def _without_addresses(text: str) -> str:
    """The text without what is written to be reached: an e-mail address, a link to the web."""
    if "@" not in text and "://" not in text:
        return text
    return " ".join(["|" if "://" in word or "." in word.partition("@")[2] else word for word in text.split(" ")])


def _without_links(text: str) -> str:
    for link in links_in(text):
        text = text[: link.start] + "|" * (link.end - link.start) + text[link.end :]
    return text


def _rows(text: str) -> Iterator[tuple[str, str]]:
    """Each row of capitalised words that stand one space apart, with the word before it."""
    before, start, end, count = "", 0, 0, 0
    for match in _WORD.finditer(f"{text} |"):
        word = match[0]
        joined = count > 0 and text[end : match.start()] == " "
        if word[0].isupper() or (joined and fold(word) in PARTICLES):
            if not joined:
                if 1 < count <= _LONGEST:
                    yield before, text[start:end]
                before, start, count = _before(text, match.start()), match.start(), 0
            end, count = match.end(), count + 1
            continue
        if 1 < count <= _LONGEST:
            yield before, text[start:end]
        count = 0


def _before(text: str, at: int) -> str:
    near = text[max(0, at - _FAR) : at]
    return fold(near.rpartition(" ")[0].rpartition(" ")[2]) if near.endswith(" ") else ""
