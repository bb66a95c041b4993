"""The words that join people to a line about meeting them, and the forms of given names. All are folded."""

from __future__ import annotations

from mdnetwork.lazy import lazy_pattern
from mdnetwork.vocabulary.languages import codes, entries, pattern, words_of

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
_COUPLE = lazy_pattern(rf"(\S.*?)\s+({pattern(AND | {'&'})})\s+(\S.*)")
_JOINTS = ("with", "from", "to")

_NAMES: dict[str, frozenset[str]] = {}
"""Each given name -> the names of which it is a form. "bert" is a form of several names, which does not join them."""
for _name, _forms in entries("given-names"):
    for _form in (_name, *_forms):
        _NAMES[_form] = _NAMES.get(_form, frozenset()) | {_name}
_ENDINGS_OF_MEN = words_of("name-endings", "men")
_ENDINGS_OF_WOMEN = words_of("name-endings", "women")


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
"""A word before people -> its language, unless another language has it too: the Italian "a" is an English article."""


def couple_in(name: str) -> tuple[str, str, str] | None:
    """The two people that one note is about, and the word between them: "Alice and Bob Marlow"; None for one person."""
    found = _COUPLE.fullmatch(name)
    return (found[1], found[2], found[3]) if found else None


def number_of(name: str) -> int:
    """How many people the name is of, as a message that has a plural asks: 2 for a couple."""
    return 2 if couple_in(name) else 1


def are_forms_of_one(one: str, other: str) -> bool:
    """Whether two folded given names can be forms of one: "bob" and "robert", "beppe" and "giuseppe".

    "Daniele" and "Daniela" are a man and a woman, though "Dani" may be either.
    """
    return not are_of_man_and_woman(one, other) and not _NAMES.get(one, frozenset()).isdisjoint(_NAMES.get(other, ()))


def are_of_man_and_woman(one: str, other: str) -> bool:
    """Whether two folded given names differ only as Italian names of men and women do."""
    first, second = one[-1:], other[-1:]
    return one[:-1] == other[:-1] and (
        (first in _ENDINGS_OF_MEN and second in _ENDINGS_OF_WOMEN)
        or (first in _ENDINGS_OF_WOMEN and second in _ENDINGS_OF_MEN)
    )
