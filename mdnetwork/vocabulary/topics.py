"""The words by which a text has a topic, is painful, asks for something or says what somebody needs. All are folded."""

from __future__ import annotations

import re

from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import pattern, words_of

EMPTY = words_of("topics", "empty")
"""Words without a meaning of their own."""
TALK = words_of("topics", "talk")
"""Words that are common in logs about any talk."""
FORMS = words_of("topics", "forms")
"""Words for the form of something: the topic of "a paper on lighting" is lighting."""
NO_CRAFT = words_of("topics", "no-craft")
"""Words in -er that do not mean a person: a poster is not related to a post."""

_SAD = lazy_pattern(rf"\b{pattern(words_of('topics', 'sad'))}\b")

_FAVOUR = lazy_pattern(rf"\b{pattern(words_of('topics', 'favour'))}\b")


def is_favour(question: str) -> bool:
    """Whether a question asks for a favour rather than for an answer: "could you read it?"."""
    return bool(_FAVOUR.search(fold(question)))


_ASKING = lazy_pattern(rf"\b{pattern(words_of('topics', 'asking'))}\b")


def is_question(text: str) -> bool:
    """Whether the text asks for an answer: it ends with a question mark or has a word such as "how"."""
    return not is_favour(text) and (text.endswith("?") or bool(_ASKING.search(fold(text))))


def is_sad(text: str) -> bool:
    """Whether any word may be painful. If in doubt, it is."""
    return bool(_SAD.search(fold(text)))


def _needs(meaning: str) -> str:
    return pattern(words_of("needs", meaning))


NEED = lazy_pattern(
    rf"\b{_needs('needing')}\s+(?!{_needs('doing')}\b)"
    rf"(?:{_needs('somebody')}\s+)?(?P<need>[^.,;:!?#→←\n]+)",
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
    """Whether the text may say a need. Most texts have none of the words, which is quickly found.

    Text that is not plain ASCII is searched with `NEED`, which has its own rules for capital letters.
    """
    if not text.isascii() or not _ARE_LITERAL:
        return NEED.search(text) is not None
    small = text.lower()
    return any(each in small for each in _SHORTEST)
