"""Insight: what a question or a text is about: its words, in any form."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import islice

from mdnetwork.insight.stems import stems
from mdnetwork.names import fold
from mdnetwork.people import Directory
from mdnetwork.people.naming import names_of
from mdnetwork.reading.links import links_in
from mdnetwork.words.common_words import EMPTY, FORMS, TALK

SHORTEST = 3
"""Letters that a word needs to be a topic."""
MOST = 30
"""Words of a note that are taken for what it is about: the most frequent."""
_WORD = re.compile(r"[^\W_]+")
_CAPITALS = re.compile(r"\b[A-Z]{2}\b")
_JOINED = re.compile(
    r"\b(?:for|in|on|of|at|with|about|from|to|by|per|su|con|da|tra|fra"
    r"|(?:di|de[li]|d?a[li]?|ne[li]|su[li]|co[li]|degli|dagli|negli|sugli|agli)(?:l[oae']?)?)\b"
)
"""Where words go on to tell more closely what is meant."""
_EMPTY = frozenset(EMPTY.split())
_FORMS = frozenset(FORMS.split())


@lru_cache(4096)
def words(text: str) -> tuple[str, ...]:
    """The words of a text that may be a topic, folded, each once, the most frequent first."""
    said = [word for word in _WORD.findall(fold(text)) if len(word) >= SHORTEST and word not in _EMPTY]
    counted = Counter(word for word in (*said, *_short(text)) if not word.isdigit())
    return tuple(sorted(counted, key=lambda word: (-counted[word], word)))


def asked(text: str) -> tuple[str, ...]:
    """The words of a question: as `words`, and where it has none but short ones ("ux"), those."""
    return words(text) or tuple(dict.fromkeys(word for word in _WORD.findall(fold(text)) if not word.isdigit()))


def _short(text: str) -> list[str]:
    """Two capitals stand for words: AI, UX."""
    return [fold(word) for word in _CAPITALS.findall(text)]


def subject(text: str) -> tuple[str, ...]:
    """What a longer text is about: its most frequent words, without those that every log says of every talk."""
    talk = frozenset[str]().union(*map(stems, TALK.split()))
    return tuple(islice((word for word in words(text) if talk.isdisjoint(stems(word))), MOST))


def without_names(text: str, directory: Directory) -> str:
    """A text without links to people, and without the names of several words that people have: they are no topic."""
    links = [link for link in links_in(text) if directory.note(link.target, "") in directory.paths]
    for link in reversed(links):
        text = f"{text[: link.start]} {text[link.end :]}"
    said = fold(text)
    names = (fold(name) for each in directory.histories for name in names_of(each.person) if " " in name)
    for name in sorted({name for name in names if name in said}, key=len, reverse=True):
        said = re.sub(rf"\b{re.escape(name)}\b", " ", said)
    return said


def heads(text: str) -> tuple[str, ...]:
    """What a few words are about: "lights" of "lights for one room", "lighting" of "a paper on lighting"."""
    parts = [[word for word in words(part) if word not in _FORMS] for part in _JOINED.split(fold(text))]
    return tuple(next(filter(None, parts), ())) or words(text)


def beginnings(topic: tuple[str, ...]) -> frozenset[str]:
    """How every form of these words begins, in either language: what a search looks for."""
    return frozenset(beginning for word in topic for beginning in stems(word))


@lru_cache(4096)
def meant(topic: tuple[str, ...], text: str) -> frozenset[str]:
    """Those of a topic's words that the text says too, in whatever form."""
    said = [stems(word) for word in words(text)]
    plain = frozenset(_WORD.findall(fold(text)))
    return frozenset(
        word for word in topic if (any(stems(word) & each for each in said) if len(word) >= SHORTEST else word in plain)
    )
