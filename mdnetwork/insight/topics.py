"""Insight: when a word is the same word: by its stem, in English and in Italian (Porter 2001, "Snowball")."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, lru_cache
from typing import Protocol

from mdnetwork.insight.alike import stem
from mdnetwork.names import fold

SHORTEST = 3
"""Letters that a word needs to be a topic."""
MOST = 30
"""Words of a note that are taken for what it is about: the most frequent."""
_WORD = re.compile(r"[^\W_]+")
_EMPTY = frozenset(
    {
        *(
            "the",
            "and",
            "for",
            "with",
            "from",
            "that",
            "this",
            "some",
            "have",
            "has",
            "had",
            "are",
            "was",
            "were",
            "who",
        ),
        *("about", "you", "your", "our", "his", "her", "their", "not", "but", "all", "any", "can", "will", "would"),
        *("what", "when", "where", "which", "how", "into", "over", "after", "before", "more", "most", "than", "then"),
        *("them", "they", "its", "del", "dei", "della", "delle", "dello", "degli", "dal", "dalla", "nel", "nella"),
        *(
            "sul",
            "sulla",
            "con",
            "per",
            "tra",
            "fra",
            "che",
            "chi",
            "cosa",
            "come",
            "non",
            "una",
            "uno",
            "gli",
            "anche",
        ),
        *("sono", "era", "hanno", "aveva", "questo", "questa", "quello", "quella", "piu", "suo", "sua", "loro", "mio"),
        *("mia", "nostro", "alla", "alle", "dopo", "prima"),
    }
)


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str:  # noqa: N802  snowballstemmer's name
        """The word without its endings."""


@cache
def _stemmers() -> tuple[_Stemmer, ...]:
    import snowballstemmer  # noqa: PLC0415  only questions about topics need it

    return tuple(snowballstemmer.stemmer(language) for language in ("english", "italian"))


@lru_cache(65536)
def stems(word: str) -> frozenset[str]:
    """The stems of one folded word in either language, and without -er and -ing: a printer is of printing."""
    return frozenset((stem(word), *(stemmer.stemWord(word) for stemmer in _stemmers())))


def words(text: str) -> tuple[str, ...]:
    """The words of a text that may be a topic, folded, each once, the most frequent first."""
    said = (word for word in _WORD.findall(fold(text)) if len(word) >= SHORTEST and word not in _EMPTY)
    counted = Counter(word for word in said if not word.isdigit())
    return tuple(sorted(counted, key=lambda word: (-counted[word], word)))


def beginnings(topic: tuple[str, ...]) -> frozenset[str]:
    """How every form of these words begins, in either language: what a search looks for."""
    return frozenset(beginning for word in topic for beginning in stems(word))


def meant(topic: tuple[str, ...], text: str) -> frozenset[str]:
    """Those of a topic's words that the text says too, in whatever form."""
    said = [stems(word) for word in words(text)]
    return frozenset(word for word in topic if any(stems(word) & each for each in said))
