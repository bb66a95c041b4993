"""Ground: when two spellings are one name."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


def same(name: str) -> str:
    """The form under which two names are the same to a link: NFC, case and apostrophes folded, spaces single."""
    if name.isascii():
        return " ".join(name.replace("`", "'").lower().split())
    return " ".join(unicodedata.normalize("NFC", name).translate(_APOSTROPHES).casefold().split())


def fold(text: str) -> str:
    """`same`, with accents dropped too: how keys, headings and vocabulary are compared."""
    if text.isascii():
        return " ".join(text.lower().split())
    decomposed = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES))
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).casefold().split())


def bare(text: str) -> str:
    """`fold` without emoji, numbers and punctuation around the words: how folders and headings are compared."""
    return " ".join(re.findall(r"[^\W\d_]+", fold(text)))
