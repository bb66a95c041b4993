"""Insight: whether two short texts speak of the same thing: "a translator" and "translation"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mdnetwork.insight.stems import stems
from mdnetwork.names import fold

SHORTEST = 4
"""Letters that a word needs to carry sense."""
_WORD = re.compile(r"[^\W\d_]+")
_EMPTY = frozenset(
    {
        *("about", "with", "from", "that", "this", "some", "have", "looking", "find", "help", "good", "great", "more"),
        *("nella", "della", "delle", "degli", "dello", "alla", "alle", "sulla", "come", "cosa", "cerco", "trovare"),
        *("buon", "buona", "qualche", "aiuto"),
    }
)


@lru_cache(8192)
def senses(text: str) -> frozenset[str]:
    """The words of a text that carry sense, folded, as every stem they may have: who shares one shares the word."""
    words = (word for word in _WORD.findall(fold(text)) if len(word) >= SHORTEST and word not in _EMPTY)
    return frozenset(each for word in words for each in stems(word))


def alike(text: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of the others that share a word with the text, in their order."""
    said = senses(text)
    return tuple(other for other in others if said & senses(other))
