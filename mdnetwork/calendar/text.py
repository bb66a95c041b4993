"""Feed: text on which no calendar client chokes, and no longer than it should be."""

from __future__ import annotations

import unicodedata

from mdnetwork.text import TURNING

_BANNED_CATEGORIES = frozenset({"Cc", "Cs"})
"""Control characters (libical refuses the whole feed for one) and lone surrogates (no UTF-8 can hold them)."""
_BANNED = TURNING.union("\ufeff\ufffe\uffff")
"""What turns the direction of text around, byte order marks, and what XML (CalDAV) cannot hold."""
_ELLIPSIS = "…"
PRODID = "-//mdnetwork//mdnetwork//EN"
"""What a calendar says of the program that made it."""
_MARK = f"PRODID:{PRODID}".encode()


def is_ours(head: bytes) -> bool:
    """Whether a file that begins so is a calendar of ours."""
    return head.startswith(b"BEGIN:VCALENDAR") and _MARK in head


def one_line(text: str) -> str:
    """The text on one line, its spaces single, without control characters."""
    return " ".join(_visible(text).split())


def lines(text: str) -> str:
    """The text, each line of it as `one_line` gives it, ended by a newline alone; no blank lines."""
    return "\n".join(clean for line in text.splitlines() if (clean := one_line(line)))


def cut(text: str, octets: int) -> str:
    """The text in at most so many octets of UTF-8, never ending within a character; an ellipsis tells of a cut."""
    data = text.encode()
    if len(data) <= octets:
        return text
    room = octets - len(_ELLIPSIS.encode())
    return data[:room].decode(errors="ignore").rstrip() + _ELLIPSIS if room > 0 else ""


def _visible(text: str) -> str:
    if text.isprintable():
        return text
    return "".join(" " if char.isspace() else char for char in text if char.isspace() or _may_stay(char))


def _may_stay(char: str) -> bool:
    return char not in _BANNED and unicodedata.category(char) not in _BANNED_CATEGORIES
