"""Mapping: names as they may stand in a picture, how wide they are there, and how they are broken into lines."""

from __future__ import annotations

import unicodedata
from itertools import accumulate, takewhile

from mdnetwork.text import TURNING

_BANNED_CATEGORIES = frozenset({"Cc", "Cs", "Zl", "Zp", "Co", "Cn"})
"""Control characters and lone surrogates, which XML and UTF-8 cannot hold, and what no font has."""
_BANNED = TURNING.union("\u200e\u200f\u061c\ufeff")
"""What turns the direction of text around, and byte order marks."""
_NARROW = frozenset("fijlrt.,;:'’!|()[]-· ")
_WIDE = frozenset("mwMWQO@—…%")
_EM = {"narrow": 0.4, "wide": 1.0, "capital": 0.76, "other": 0.64}
"""Of common sans-serif fonts the widest: a label never is wider than it is reckoned."""


def cleaned(text: str) -> str:
    """The text on one line, without control characters and what turns its direction around."""
    if not text.isprintable():
        text = "".join(" " if char.isspace() else char for char in text if char.isspace() or _may_stay(char))
    return " ".join(text.split())


def width(text: str, size: float) -> float:
    """How wide the text is at most, in the unit of `size`, the height of its letters from line to line."""
    return size * sum(map(_em, text))


def _may_stay(char: str) -> bool:
    return char not in _BANNED and unicodedata.category(char) not in _BANNED_CATEGORIES


def _em(char: str) -> float:
    if char in _NARROW:
        return _EM["narrow"]
    if char in _WIDE or unicodedata.east_asian_width(char) in "WF":
        return _EM["wide"]
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0.0
    return _EM["capital"] if char.isupper() else _EM["other"]


def shortened(text: str, room: float, size: float) -> str:
    """The text, or as much of it as fits into `room` with an ellipsis."""
    if _fitting(text, room, size) == len(text):
        return text
    return f"{text[: _fitting(text, room - width('…', size), size)].rstrip()}…"


def broken(name: str, room: float, size: float) -> tuple[str, ...]:
    """A name in one line, or in two of which the second is shortened where it must be."""
    fitting = _fitting(name, room, size)
    if fitting == len(name):
        return (name,)
    first = name.rfind(" ", 0, fitting + 1)
    if first < 1:
        return (shortened(name, room, size),)
    return name[:first], shortened(name[first + 1 :], room, size)


def _fitting(text: str, room: float, size: float) -> int:
    """How many of the text's first characters fit; no more are looked at than may be, so a vast name costs nothing."""
    widths = accumulate(size * _em(char) for char in text)
    return sum(1 for _ in takewhile(lambda wide: wide <= room, widths))
