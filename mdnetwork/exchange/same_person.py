"""Exchange: whether two records can be of one person, by their names and birthdays."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

from mdnetwork.dates import PartialDate
from mdnetwork.exchange.addresses import name_key, name_parts
from mdnetwork.names import fold
from mdnetwork.words.given_names import are_forms_of_one, are_of_man_and_woman

Verdict = Literal["same", "perhaps", "other", "unclear"]
"""What names say: the same full name; forms of one name; another given name; nothing either way."""
_ALIKE = 0.85
"""From this ratio on two words are spellings of one (difflib): Catherine and Katherine, Jon and John."""
_FULL = 2
"""Words of a full name."""


def compare(names: Sequence[str], others: Sequence[str]) -> Verdict:
    """What the names of two records say. The first of each is the name that they go by, the others are aliases.

    Only equal full names are the same: "A. Okoro" may be Ada or Alan, and an alias of one word is a nickname.
    """
    pairs = list(_verdicts(names, others))
    return next(each for each in ("same", "perhaps", "other", "unclear") if each in pairs)


def _verdicts(names: Sequence[str], others: Sequence[str]) -> Iterator[Verdict]:
    main = _of_two(names[0], others[0])
    yield main
    for at, one in enumerate(names):
        for other in others[0 if at else 1 :]:
            found = _of_two(one, other)
            # An alias in a file that is somebody else's name is no proof; one in the note is the user's own word.
            is_weak = len(name_parts(one)) < _FULL or (at and main == "other")
            yield "perhaps" if found == "same" and is_weak else "unclear" if found == "other" else found


def _of_two(one: str, other: str) -> Verdict:
    if name_key(one) == name_key(other):
        # Dott. Lint and Dott.ssa Lint are not the same, though neither has a given name that differs.
        is_full = len(name_parts(one)) >= _FULL or fold(one) == fold(other)
        return "same" if is_full else "perhaps"
    a, b = name_parts(one), name_parts(other)
    if not a or not b or _script(a).isdisjoint(_script(b)):
        return "unclear"
    if any(is_form_of(a[0], word) for word in b) or any(is_form_of(b[0], word) for word in a):
        return "perhaps"
    if min(len(a), len(b)) < _FULL:
        return "perhaps" if set(a) & set(b) else "unclear"
    return "other"


@lru_cache(8192)
def is_form_of(one: str, other: str) -> bool:
    """Whether two folded words of names can stand for one: an initial, the beginning, a short form, a spelling."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or are_forms_of_one(one, other) or is_spelling_of(one, other)


def is_spelling_of(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one: Catherine and Katherine; Daniele and Daniela are two people."""
    return not are_of_man_and_woman(one, other) and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _script(words: Sequence[str]) -> set[str]:
    """The writing of a name: names in two of them cannot be compared letter by letter."""
    return {unicodedata.name(letter, "").partition(" ")[0] for word in words for letter in word[:1]}


def birthdays_differ(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether both are known and cannot be one day, where a day or a year that is missing fits any."""
    if one is None or other is None:
        return False
    known = zip((one.year, one.month, one.day), (other.year, other.month, other.day), strict=True)
    return any(a is not None and b is not None and a != b for a, b in known)
