"""The words by which a line of the user's own log is a step of their profile. All are folded."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import codes, pattern, words_of

Deed = Literal["took_part", "published", "recognised"]
_DEEDS: tuple[Deed, ...] = ("recognised", "published", "took_part")
"""The steps with words of their own, rarest first: an invitation to a talk is recognition."""


def _deeds_pattern(key: str) -> str:
    return pattern(words_of("deeds", key))


def _private_invitations() -> Iterator[str]:
    """For each language a pattern of an invitation to a dinner or the like: no professional step."""
    for code in codes():
        invited, to, private = (pattern(words_of("deeds", key, code)) for key in ("invited", "to", "private"))
        yield rf"{invited} (?:\w+ ){{0,2}}{to} (?:\w+ ){{0,2}}{private}"


_PATTERNS = {
    deed: lazy_pattern(rf"\b(?!{_deeds_pattern(f'not-{key}')}\b){_deeds_pattern(key)}\b")
    for deed, key in ((deed, deed.replace("_", "-")) for deed in _DEEDS)
}
_NONE = lazy_pattern(rf"\b(?:{'|'.join((_deeds_pattern('no-step'), *_private_invitations()))})\b")
"""Reading, watching and declining what others made, and private invitations: no professional step."""
_TAKING_PART = lazy_pattern(rf"\b{_deeds_pattern('joined')}\b")
"""Words for taking part, which win over others: a comment on a post is not a post."""
_MINE = lazy_pattern(rf"\b{_deeds_pattern('recognised-by-me')} (?!{_deeds_pattern('of-me')}\b)")
"""The user mentioned somebody: the recognition is theirs."""


def deed_in(text: str) -> Deed | None:
    """The step that a line of the user's own log counts for, or None."""
    folded = fold(text) if "←" in text else _MINE.sub(" ", fold(text))
    none, published = _NONE.search(folded), _PATTERNS["published"].search(folded)
    if none and not (published and published.start() < none.start()):  # "post on reading maps" is no reading
        return None
    if _TAKING_PART.search(folded):
        return "took_part"
    return next((deed for deed, of_deed in _PATTERNS.items() if of_deed.search(folded)), None)
