"""Ground: text that a terminal or another program may be given: no control characters, no turns of direction."""

from __future__ import annotations

import re

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of the text around them (Unicode TR 36, section 2.3): they stay in the notes."""

_UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff" + "".join(sorted(TURNING)) + "]",
)
"""C0 and C1 controls (ECMA-48), separators of lines, halves of characters, and `TURNING`. Not: tab and newline."""
_BYTES = range(0xDC80, 0xDD00)
"""What stands for the bytes of a file name that are no UTF-8 (PEP 383)."""
_HALVES = range(0xD800, 0xE000)
"""Halves of characters, of which no UTF-8 consists."""


def visible(text: str) -> str:
    r"""The text with a space for each control character and without turns of direction. Tabs and newlines stay.

    A byte that is no UTF-8 is shown as `\xff`, as in the paths of notes.
    """
    return text if text.isprintable() else _UNSAFE.sub(_shown, text)


def one_line(text: str) -> str:
    """The text as `visible` gives it, on one line, its spaces single."""
    return " ".join(visible(text).split())


def escaped(json: str) -> str:
    r"""A JSON document with the same characters as `\uXXXX`: they stay in its values, and steer no terminal."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def _shown(found: re.Match[str]) -> str:
    character, code = found[0], ord(found[0])
    if code in _BYTES:
        return f"\\x{code - 0xDC00:02x}"
    if code in _HALVES:
        return f"\\u{code:04x}"
    return "" if character in TURNING else " "
