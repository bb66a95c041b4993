"""The words by which a text has a topic, is painful, or is a step of the user's own profile. All are folded."""

from __future__ import annotations

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
