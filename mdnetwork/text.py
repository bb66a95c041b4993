"""Ground: text that is safe for a terminal or another program, and text without addresses."""

from __future__ import annotations

import re

from mdnetwork.lazy import lazy_pattern

TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that change the direction of the text around them (Unicode TR 36, section 2.3). Notes keep them."""

_UNSAFE = lazy_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff" + "".join(sorted(TURNING)) + "]",
)
"""C0 and C1 controls (ECMA-48), line separators, surrogates, and `TURNING`. Not tab and newline."""
_ADDRESSES = lazy_pattern(
    r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.)[^\s()<>\[\]]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}", re.IGNORECASE
)
"""Web addresses and e-mail addresses."""
_PLAIN = lazy_pattern(r"[\w@%+=:,./-]+")
"""Text that a shell takes as one word."""
_SPECIAL = lazy_pattern(r"[\"$`\\!]")
"""Characters that mean something to a shell within double quotes."""
_BYTES = range(0xDC80, 0xDD00)
"""Surrogates that represent the bytes of a file name that is not UTF-8 (PEP 383)."""
_HALVES = range(0xD800, 0xE000)
"""Surrogates, which UTF-8 cannot encode."""


def visible(text: str) -> str:
    r"""The text with control characters replaced by a space and direction characters removed. Keeps tabs and newlines.

    A byte that is not UTF-8 is shown as `\xff`, as in the paths of notes.
    """
    return text if text.isprintable() else _UNSAFE.sub(_shown, text)


def shell_word(text: str) -> str:
    """The text as one word of a command that is shown, so that it works when it is pasted into a shell."""
    if text and _PLAIN.fullmatch(text):
        return text
    text = one_line(text)
    return "'" + text.replace("'", "'\"'\"'") + "'" if _SPECIAL.search(text) else f'"{text}"'


def one_line(text: str) -> str:
    """The result of `visible` on one line, with single spaces."""
    if text.isprintable() and "  " not in text and text[:1] != " " != text[-1:]:
        return text  # the space is the only one that can be printed
    return " ".join(visible(text).split())


def without_addresses(text: str) -> str:
    """The text without web and e-mail addresses, whose words say nothing."""
    return _ADDRESSES.sub(" ", text) if "://" in text or "@" in text or "www." in text else text


def escaped(json: str) -> str:
    r"""A JSON document with the unsafe characters as `\uXXXX`. They stay in its values but cannot affect a terminal."""
    return _UNSAFE.sub(lambda found: f"\\u{ord(found[0]):04x}", json)


def _shown(found: re.Match[str]) -> str:
    character, code = found[0], ord(found[0])
    if code in _BYTES:
        return f"\\x{code - 0xDC00:02x}"
    if code in _HALVES:
        return f"\\u{code:04x}"
    return "" if character in TURNING else " "
