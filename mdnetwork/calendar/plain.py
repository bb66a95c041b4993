"""Text that no calendar program refuses: what it shows, without what makes a whole feed fail."""

from __future__ import annotations

import unicodedata

from mdnetwork.text import TURNING

_BANNED_CATEGORIES = frozenset({"Cc", "Cs"})
"""Control characters (libical refuses the whole feed for one) and lone surrogates (UTF-8 cannot encode them)."""
_BANNED = TURNING.union("\ufeff\ufffe\uffff")
"""Characters that change the text direction, byte order marks, and what XML (CalDAV) cannot contain."""
_ELLIPSIS = "…"


def readable_line(text: str) -> str:
    """The text on one line, with single spaces and without control characters."""
    return " ".join(_visible(text).split())


def readable_lines(text: str) -> str:
    """The text with each line as `readable_line` returns it, newlines as the only line ends, and no blank lines."""
    return "\n".join(clean for line in text.splitlines() if (clean := readable_line(line)))


def cut(text: str, octets: int) -> str:
    """The text in at most this many octets of UTF-8, cut between characters, with an ellipsis if cut."""
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
