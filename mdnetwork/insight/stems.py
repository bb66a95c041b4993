"""Insight: when a word is the same word: by its stem, in English and in Italian (Porter 2001, "Snowball")."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Protocol

from mdnetwork.words.common_words import NO_CRAFT

SHORTEST = 4
"""Letters that stay of a word whose plain ending is dropped."""
_ENDINGS = ("ers", "er", "ing", "s", "e", "i", "o", "a")
"""What is dropped at the end of a word, the longest first: printer is of printing, which no stemmer says."""
_NO_CRAFT = frozenset(NO_CRAFT.split())
_LONGEST = 64
"""Letters that a word can have. What is longer is no word, and the stemmers take a time that grows with its square."""
_LONG = 6
"""Letters that stay where "y" is dropped: photography is of photographers, and no party of a part."""
_CRAFT = re.compile(r"(\w{4,}?[^a\W])a?(?:t?tor[ei]|t?tric[ei]|zion[ei])")
"""Who does something in Italian, and what they do: traduttore and traduzione, restauratrice and restauro."""


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str:  # noqa: N802  snowballstemmer's name
        """The word without its endings."""


@cache
def _stemmers() -> tuple[_Stemmer, ...]:
    import snowballstemmer  # noqa: PLC0415  only questions about topics need it

    return tuple(snowballstemmer.stemmer(language) for language in ("english", "italian"))


@lru_cache(65536)
def stems(word: str) -> frozenset[str]:
    """The stems of one folded word in either language, and without plain endings: a printer is of printing."""
    if len(word) > _LONGEST:
        return frozenset((word,))
    return frozenset((*_plain(word), *(stemmer.stemWord(word) for stemmer in _stemmers())))


def _plain(word: str) -> Iterator[str]:
    yield word.removesuffix("s") if word.removesuffix("s") in _NO_CRAFT else stem(word)
    if word.endswith("y") and len(word) > _LONG:
        yield word.removesuffix("y")
    craft = _CRAFT.fullmatch(word)
    if craft:
        yield craft[1]


def stem(word: str) -> str:
    """A folded word without its ending; at least four letters stay."""
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= SHORTEST), "")
    return word.removesuffix(ending)
