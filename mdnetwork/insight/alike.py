"""Insight: whether two short texts speak of the same thing: "a lighting designer" and "lighting design"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from mdnetwork.names import fold

SHORTEST = 4
"""Letters that a word needs to carry sense."""
_WORD = re.compile(r"[^\W\d_]+")
_ENDINGS = ("ers", "er", "ing", "s", "e", "i", "o", "a")
"""What is dropped at the end of a word, the longest first: designer and design, libro and libri are one."""
_EMPTY = frozenset(
    {
        *("about", "with", "from", "that", "this", "some", "have", "looking", "find", "help", "good", "great", "more"),
        *("nella", "della", "delle", "degli", "dello", "alla", "alle", "sulla", "come", "cosa", "cerco", "trovare"),
        *("buon", "buona", "qualche", "aiuto"),
    }
)


@lru_cache(8192)
def senses(text: str) -> frozenset[str]:
    """The words of a text that carry sense, folded and without their endings."""
    words = (word for word in _WORD.findall(fold(text)) if len(word) >= SHORTEST and word not in _EMPTY)
    return frozenset(stem(word) for word in words)


def alike(text: str, others: Iterable[str]) -> tuple[str, ...]:
    """Those of the others that share a word with the text, in their order."""
    said = senses(text)
    return tuple(other for other in others if said & senses(other))


def stem(word: str) -> str:
    """A folded word without its ending; at least four letters stay."""
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= SHORTEST), "")
    return word.removesuffix(ending)
