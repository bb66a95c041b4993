"""Ground: the comparison of names with different spellings."""

from __future__ import annotations

import re
import unicodedata

from mdnetwork.lazy import lazy_pattern

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


class _Unmarked(dict[int, int | None]):
    """A table for `str.translate` that drops combining characters. It caches each character on first use."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = None if unicodedata.combining(chr(code)) else code
        return kept


_UNMARKED = _Unmarked()
_BEYOND_ASCII = lazy_pattern(r"[^\x00-\x7f]+")
_WORDS = lazy_pattern(r"[^\W\d_]+")


def same(name: str) -> str:
    """The key for comparing names in links: NFC, case and apostrophes folded, single spaces."""
    if name.isascii():
        return " ".join(name.replace("`", "'").lower().split())
    return " ".join(unicodedata.normalize("NFC", name).translate(_APOSTROPHES).casefold().split())


def fold(text: str) -> str:
    """`same` without accents. The key for comparing field keys, headings and vocabulary."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(_BEYOND_ASCII.sub(_unmarked, text.replace("`", "'")).casefold().split())


def _unmarked(letters: re.Match[str]) -> str:
    """Remove accents from letters beyond ASCII only: `translate` works letter by letter, and most letters are ASCII."""
    return unicodedata.normalize("NFKD", letters[0].translate(_APOSTROPHES)).translate(_UNMARKED)


def bare(text: str) -> str:
    """`fold` without emoji, numbers and punctuation around words. The key for comparing folders and headings."""
    return " ".join(_WORDS.findall(fold(text)))
