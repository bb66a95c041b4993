"""The words that join people to a line about meeting them, folded as `names.fold` does."""

from __future__ import annotations

from mdnetwork.vocabulary.languages import codes, words_of

TOGETHER = words_of("people", "with")
"""Words before the people that a line is about."""
AND = words_of("people", "and")
"""Words between two of them."""
FROM = words_of("people", "from")
"""Words before the person who got in touch, if the channel is not a place: "email da Ada", but not "cena da Ada"."""
TO = words_of("people", "to")
"""Words before the person the user contacted; with `#intro`, between the two people introduced."""
NOBODY = words_of("people", "nobody")
"""Words that may follow "with" but are not names."""
PARTICLES = words_of("people", "particles")
"""Small words within a name."""
OWED = frozenset({"promised", "waiting", "asked"})
"""Exchange tags that may have a deadline."""


_JOINTS = ("with", "from", "to")


def _joint_languages() -> dict[str, str]:
    own = {code: frozenset[str]().union(*(words_of("people", key, code) for key in _JOINTS)) for code in codes()}
    used = {code: own[code] | words_of("people", "nobody", code) for code in own}
    return {
        word: code
        for code, words in own.items()
        for word in words
        if not any(word in used[other] for other in used if other != code)
    }


JOINT_LANGUAGES = _joint_languages()
"""A word before people -> its language, unless another language has the same word: the Italian "a" is an English article."""
