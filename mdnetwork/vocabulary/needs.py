"""The words by which a line of a log says what somebody needs. All are folded."""

from __future__ import annotations

import re

from mdnetwork.lazy import lazy_pattern
from mdnetwork.vocabulary.languages import pattern, words_of


def _words(meaning: str) -> str:
    return pattern(words_of("needs", meaning))


SAID = lazy_pattern(
    rf"\b{_words('needing')}\s+(?!{_words('doing')}\b)"
    rf"(?:{_words('somebody')}\s+)?(?P<need>[^.,;:!?#→←\n]+)",
    re.IGNORECASE,
)
"""A need as a line says it: `need` is what is needed."""
NOT_THEIRS = words_of("needs", "not-theirs")
"""Words before "need" after which it is mine, or none: "I need", "no longer needs"."""
_NEEDING = words_of("needs", "needing")
_SHORTEST = tuple([each for each in _NEEDING if not any(other in each for other in _NEEDING - {each})])
"""The words that contain none of the others: a text without these has none of all."""
_ARE_LITERAL = not any("*" in each for each in _NEEDING)


def may_say_need(text: str) -> bool:
    """Whether a need may stand in the text. Most texts have none of the words, which is quickly found.

    Where letters are not plain ASCII, small and capital ones are not told apart as `SAID` does it.
    """
    if not text.isascii() or not _ARE_LITERAL:
        return SAID.search(text) is not None
    small = text.lower()
    return any(each in small for each in _SHORTEST)
