"""The channels of an interaction, each online or in person (vault-format, section 5)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.text import without_addresses
from mdnetwork.verdicts import LIGHT
from mdnetwork.vocabulary.languages import codes, pattern, section, table, words_of

_ONLINE: dict[str, str] = table("channels.online")
_IN_PERSON: dict[str, str] = table("channels.in-person")
_MEETING = frozenset(_IN_PERSON.values())
_LOANWORDS: dict[str, str] = table("channels.loanwords")
"""English words that mean another channel in a sentence of a language that borrows them."""
_BORROWERS = frozenset().union(
    *(words_of("people", "with", code) for code in codes() if section(code, "channels.loanwords"))
)
_CHANNELS = _IN_PERSON | _ONLINE
_BEGINNINGS = frozenset(name.partition(" ")[0] for name in _CHANNELS)
_OPENINGS = frozenset(name.partition(" ")[0] for name in _CHANNELS if " " in name)
_ALONE = {
    name: channel
    for name, channel in _CHANNELS.items()
    if name.isalpha() and name not in _LOANWORDS and name not in _OPENINGS
}
"""Words that name a channel in any context."""
_LONGEST = max(name.count(" ") + 1 for name in _CHANNELS)
"""The number of words in the longest entry."""
_WORD = lazy_pattern(r"[^\W_]+(?:[-:'][^\W_]+)*")
_CLAUSE = 8
"""A channel must be within this many words of the beginning: later words are about the subject of the talk."""
_FAR, _NEAR = 160, 56
"""The number of characters that contain these words: at most, and usually."""


def _light(meaning: str) -> str:
    return pattern(words_of("light", meaning))


_TOUCH = lazy_pattern(rf"\b(?:{_light('done')}|{_light('shared')}|{_light('wished')})(?!\w)")
_ACT = lazy_pattern(rf"(?:{_light('done')}|(?P<shared>{_light('shared')})|(?P<wished>{_light('wished')}))(?!\w)")
_ON = lazy_pattern(rf"\b{_light('on')}\b")
_PLACE = lazy_pattern(rf"(?<!\w){_light('online')}(?!\w)")
_THEIRS = lazy_pattern(rf"(?<!\w){_light('theirs')}(?!\w)|\w?{_light('possessive')}(?!\w)")
_WITH = lazy_pattern(rf"\b{_light('with')} \w+")
_TO_US = lazy_pattern(rf"\b{_light('to-us')}\b")
_THEN = lazy_pattern(rf"[.,;!?]|\b{_light('then')}\b")
_WHO = words_of("light", "who")
_BESIDE = frozenset({"", "linkedin", "chat"})
"""Channels that make no talk of a light touch."""


def in_person(channel: str | None) -> bool:
    """Whether two people who use this channel see each other in the same place."""
    return channel in _MEETING


def is_channel(word: str) -> bool:
    """Whether a single word, folded, names a channel: "coffee", "pranzo"."""
    return word in _CHANNELS


def has_channel(words: Iterable[str]) -> bool:
    """Whether one of the words, folded, names a channel."""
    return not _CHANNELS.keys().isdisjoint(words)


def is_talk(channel: str | None) -> bool:
    """Whether two people who use this channel see or hear each other at the same time."""
    return channel in {"call", "video"} or in_person(channel)


def channel_in(text: str) -> str | None:
    """The channel in the beginning of a line: "coffee" for `caffè con Ada`, or None.

    A comment, a like or congratulations online are "light", whatever they are about.
    "call" in an otherwise Italian sentence ("call con Ada") is an online meeting: "video". Words in addresses do not
    count.
    """
    return LIGHT if is_light(text) else _channel_named(text)


def network_of(text: str) -> str:
    """The network on which a light touch was: "linkedin"; "light" if the line names none."""
    named = _channel_named(text)
    return named if named and named in _BESIDE else LIGHT


def _channel_named(text: str) -> str | None:
    if (channel := _ALONE.get(text.partition(" ")[0].lower())) is not None:
        return channel
    words = _first_words(without_addresses(text))
    said = channel_words(words)
    if not said:
        return None
    named = _CHANNELS[said]
    return _LOANWORDS.get(said.partition(" ")[0], named) if not _BORROWERS.isdisjoint(words) else named


def channel_words(words: list[str]) -> str:
    """The first of the folded words that name a channel: "tea", which is a kind of coffee; "" if there are none."""
    if _BEGINNINGS.isdisjoint(words):
        return ""
    for start, word in enumerate(words):
        if word not in _BEGINNINGS:
            continue
        for length in range(min(_LONGEST, len(words) - start), 0, -1):
            said = " ".join(words[start : start + length])
            if said in _CHANNELS:
                return said
    return ""


def channel_said(text: str) -> str:
    """The words that name the channel in the beginning of a line, as they are written: "tea", "caffè"; or ""."""
    said = channel_words(_first_words(text))
    written = _WORD.findall(text)
    count = said.count(" ") + 1
    spans = (" ".join(written[at : at + count]) for at in range(len(written)))
    return next((span for span in spans if said and fold(span) == said), "")


def is_light(text: str) -> bool:
    """Whether a line begins with a light touch and has no talk after it: "commented on her post"."""
    found = _touch_in(text)
    if found is None or not all(map(_leads, text[: found.start()].split())):
        return False
    about, *more = _THEN.split(fold(text[found.start() : found.start() + _FAR]))
    if any(_CHANNELS.get(channel_words(_first_words(part)), "") not in _BESIDE for part in more):
        return False
    about = about.partition(":")[0]
    act = _ACT.match(about)
    if act is None or _TO_US.search(about):
        return False
    rest = about[act.end() :]
    is_online, on = _PLACE.search(fold(text[: found.start()])) or _PLACE.search(rest), _ON.search(rest)
    if act["wished"]:
        return is_online is not None
    if act["shared"]:
        is_given = _WITH.search(rest[: on.start()]) if on else _WITH.search(rest)
        return bool(on or is_online) and not is_given and _THEIRS.search(_WITH.sub("", rest)) is not None
    return bool(on or is_online)


def is_wish(text: str) -> bool:
    """Whether a light touch congratulates or wishes well."""
    found = _touch_in(text)
    act = _ACT.match(fold(found[0])) if found else None
    return act is not None and act["wished"] is not None


def _touch_in(text: str) -> re.Match[str] | None:
    """The act in the beginning of a line, at its place. A pattern that ignores case takes ten times as long."""
    return _TOUCH.search(text[:_NEAR].replace("İ", "I").lower())  # whose small letter is two characters


def _leads(word: str) -> bool:
    """Whether a word before the act only says who did it, or where: a name, "she", "LinkedIn:"."""
    bare = fold(word.strip("→←[]:,.-–—"))
    is_name = word.lstrip("[")[:1].isupper() and bare not in _CHANNELS
    return not bare or is_name or bare in _WHO or _PLACE.fullmatch(bare) is not None


def _first_words(text: str) -> list[str]:
    """The words to search for a channel. More than those near the beginning are rarely needed."""
    words = _WORD.findall(fold(text[:_NEAR]))
    if len(words) <= _CLAUSE and len(text) > _NEAR:
        words = _WORD.findall(fold(text[:_FAR]))
    return words[:_CLAUSE]
