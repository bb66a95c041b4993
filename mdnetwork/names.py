"""Ground: when two spellings are one name."""

from __future__ import annotations

import re
import unicodedata

_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "`": "'"})


class _Unmarked(dict[int, int | None]):
    """A table for `str.translate` that drops combining characters, and learns each character when it first comes."""

    def __missing__(self, code: int) -> int | None:
        kept = self[code] = None if unicodedata.combining(chr(code)) else code
        return kept


_UNMARKED = _Unmarked()
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_WORDS = re.compile(r"[^\W\d_]+")


def same(name: str) -> str:
    """The form under which two names are the same to a link: NFC, case and apostrophes folded, spaces single."""
    if name.isascii():
        return " ".join(name.replace("`", "'").lower().split())
    return " ".join(unicodedata.normalize("NFC", name).translate(_APOSTROPHES).casefold().split())


def fold(text: str) -> str:
    """`same`, with accents dropped too: how keys, headings and vocabulary are compared."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(_BEYOND_ASCII.sub(_unmarked, text.replace("`", "'")).casefold().split())


def _unmarked(letters: re.Match[str]) -> str:
    """Letters beyond ASCII without accents: a whole text is translated letter by letter, and most are ASCII."""
    return unicodedata.normalize("NFKD", letters[0].translate(_APOSTROPHES)).translate(_UNMARKED)


def bare(text: str) -> str:
    """`fold` without emoji, numbers and punctuation around the words: how folders and headings are compared."""
    return " ".join(_WORDS.findall(fold(text)))
