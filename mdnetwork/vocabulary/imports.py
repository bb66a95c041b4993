"""The columns of address books and guest lists, and what their cells say, in each language (`[imports]`)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from mdnetwork.dates import DateOrder
from mdnetwork.names import bare
from mdnetwork.vocabulary.languages import NEUTRAL, files, listed, pattern, section, words_of
from mdnetwork.vocabulary.notes import YES

_WORDS = "imports-words"
_KEYS = {"first_name": "given", "last_name": "family", "title": "prefix-or-role"}
"""The columns that some keys of notes are."""


def _cell_words(meaning: str) -> frozenset[str]:
    """Words that are the whole of a cell, in all languages."""
    return frozenset(map(bare, words_of(_WORDS, meaning)))


NOTHING = _cell_words("nothing")
"""Values that say that there is none: "n/a"."""
ABSENT = _cell_words("absent")
"""Answers of people who did not come, or gave no answer."""
COMING = _cell_words("coming")
"""Answers of people who agreed to come, besides `AGREED`."""
AGREED = _cell_words("yes") | YES
"""Words for yes, in answers and in lists of those who came."""


def language_of(header: Sequence[str]) -> str:
    """The language that knows most of these column names; English if another one knows as many."""
    names = [bare(name) for name in header]
    codes = [code for code in files() if code != NEUTRAL]
    return max(codes, key=lambda code: (sum(bool(_in(code, name)) for name in names), code == "en"))


def day_order(language: str) -> DateOrder:
    """The order of days in numbers where this language is written; "" for English, which has two."""
    return "dmy" if section(language, "dates").get("order") == "dmy" else ""


def column_of(name: str, language: str = "en") -> str:
    """The field of a column, first as this language reads its name, then as others do; "" if none knows it.

    Signs and numbers do not matter: `E-mail 2 - Value` is an e-mail address, as `Indirizzo posta elettronica 2` is.
    """
    plain = bare(name)
    codes = dict.fromkeys((language, NEUTRAL, *files()))
    return next((found for code in codes if plain and (found := _in(code, plain))), "")


def _in(code: str, name: str) -> str:
    columns, where = _columns(code)
    return columns.get(_joined(name)) or columns.get(_joined(where.sub(" ", name)), "")


@cache
def _columns(code: str) -> tuple[dict[str, str], re.Pattern[str]]:
    """The fields of a language's column names, and the words that a name may also have."""
    found: dict[str, str] = {}
    for name in ("imports", "keys"):
        for field, words in section(code, name).items():
            for word in listed(words):
                found.setdefault(_joined(bare(word)), _KEYS.get(field, field))
    where = pattern(bare(word) for word in listed(section(code, _WORDS).get("where", "")))
    return found, re.compile(rf"\b{where}\b")


def _joined(name: str) -> str:
    return name.replace(" ", "")
