"""Words that are no subject of a text, folded."""

from __future__ import annotations

from mdnetwork.vocabulary.languages import words_of

EMPTY = words_of("topics", "empty")
"""Words without a meaning of their own."""
TALK = words_of("topics", "talk")
"""Words that are common in logs about any talk."""
FORMS = words_of("topics", "forms")
"""Words for the form of something: the topic of "a paper on lighting" is lighting."""
NO_CRAFT = words_of("topics", "no-craft")
"""Words in -er that do not mean a person: a poster is not related to a post."""
