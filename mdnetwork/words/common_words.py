"""Words: words that are no subject of what is said, folded."""

from __future__ import annotations

from mdnetwork.words.languages import words_of

EMPTY = words_of("topics", "empty")
"""Words that carry no sense of their own."""
TALK = words_of("topics", "talk")
"""What every log says of every talk."""
FORMS = words_of("topics", "forms")
"""In what something comes: of "a paper on lighting" the subject is lighting."""
NO_CRAFT = words_of("topics", "no-craft")
"""Words in -er that are nobody who does something: a poster is no post."""
