"""Insight: what a question or a text is about: its words, in any form."""

from __future__ import annotations

import re
from collections import Counter

from mdnetwork.insight.stems import stems
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
