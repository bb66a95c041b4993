"""Insight: whether two short texts speak of the same thing: "a translator" and "translation"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mdnetwork.insight.stems import stems
from mdnetwork.names import fold
from mdnetwork.words.common_words import EMPTY

SHORTEST = 3
"""Letters that a word needs to carry sense."""
_WORD = re.compile(r"[^\W\d_]+")
_SHORT = re.compile(r"\b[A-Z]{2,3}\b")
"""Letters that stand for words carry sense too: GIS, UX, AI."""
_EMPTY = frozenset(
    {
        *("about", "with", "from", "that", "this", "some", "have", "looking", "find", "help", "good", "great", "more"),
        *("nella", "della", "delle", "degli", "dello", "alla", "alle", "sulla", "come", "cosa", "cerco", "trovare"),
        *("buon", "buona", "qualche", "aiuto", "the", "and", "for", "his", "her", "our", "who", "how", "non", "per"),
        *("con", "gli", "dei", "del", "una", "uno", "che", "tra", "sul", "nel", "dal", "new", "any", "all", "can"),
        *EMPTY.split(),
    }
)


@lru_cache(8192)
def senses(text: str) -> frozenset[str]:
    """The words of a text that carry sense, folded, as every stem they may have: who shares one shares the word."""
    return frozenset(each for word in _words(text) for each in stems(word))


@lru_cache(8192)
def _words(text: str) -> tuple[str, ...]:
    long = (word for word in _WORD.findall(fold(text)) if len(word) >= SHORTEST and word not in _EMPTY)
    return (*long, *(fold(word) for word in _SHORT.findall(text)))


def is_part(text: str, other: str) -> bool:
    """Whether all that carries sense in one of the texts is in the other too: one common word of two is none."""
    return any(
        all(not senses(whole).isdisjoint(stems(word)) for word in _words(part)) and bool(_words(part))
        for part, whole in ((text, other), (other, text))
    )


def alike(text: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of the others that share a word with the text, in their order."""
    said = senses(text)
    return tuple(other for other in others if said & senses(other))
