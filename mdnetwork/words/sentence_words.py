"""Words: what joins people to a line that tells of meeting them, folded as `names.fold` does."""

from __future__ import annotations

from mdnetwork.words.languages import codes, words_of

TOGETHER = words_of("people", "with")
"""Before those whom a line is about."""
AND = words_of("people", "and")
"""Between two of them."""
FROM = words_of("people", "from")
"""Before the one who got in touch, where the channel is no place to be in: "email da Ada", but "cena da Ada"."""
TO = words_of("people", "to")
"""Before the one whom the user got in touch with; with `#intro`, between the two who were introduced."""
NOBODY = words_of("people", "nobody")
"""What may follow "with" without being a name."""
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
