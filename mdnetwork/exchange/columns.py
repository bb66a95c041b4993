"""Which field of a person each column of a table is. The formats of other programs are in `vendors.toml`."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from importlib.resources import files
from typing import NamedTuple

from mdnetwork import fields
from mdnetwork.dates import DateOrder
from mdnetwork.fields import EXCHANGED, RELATIONS, URLS
from mdnetwork.names import fold
from mdnetwork.parsing.fields import key_meaning
from mdnetwork.vocabulary.imports import column_of, day_order, language_of

PARTS = ("prefix", "given", "middle", "family_particle", "family", "suffix")
"""Fields of a column that are parts of a name, in the order of a full name."""
BIRTH = ("birth_year", "birth_month", "birth_day")
"""Fields of a column that are parts of a birthday."""
WEDDING = ("anniversary_year", "anniversary_month", "anniversary_day")
"""Fields of a column that are parts of an anniversary."""
_LEFT_OUT = "-"
FIELDS = tuple(
    dict.fromkeys(
        (
            *("name", *PARTS, *BIRTH, *WEDDING, "uid", "country", "note", "attended", "answer"),
            *(
                name
                for field in EXCHANGED
                for name in (field.key, *((field.name,) if field.kind in fields.PAIRS else ()))
            ),
            *(*URLS, *RELATIONS, _LEFT_OUT),
        )
    )
)
"""The possible fields of a column; "-" means that it is left out."""
OURS = "mdnetwork"
"""The source of what `mdnet export` wrote."""
_VENDORS = tomllib.loads(files("mdnetwork.exchange").joinpath("vendors.toml").read_text("utf-8"))
_SIGNS = tuple((name, frozenset(sign)) for name, signs in _VENDORS["signs"].items() for sign in signs)
_FORMATS: dict[str, dict[str, str]] = _VENDORS["columns"]
_ORDERS: dict[str, DateOrder] = _VENDORS["orders"]
_OUR_COLUMNS: dict[str, str] = {
    **{name: name for name in FIELDS},
    **{field.name: field.key for field in EXCHANGED if field.kind not in fields.PAIRS},
}
"""Columns that `mdnet export` writes. Its others, about contact and circle, only concern this vault."""
_OTHERWISE: dict[str, Callable[[set[str]], str]] = {
    "family-or-aliases": lambda others: "aliases" if "family" in others else "family",
    "given-or-name": lambda others: "given" if "family" in others and "given" not in others else "name",
    "family-or-name": lambda others: "family" if "given" in others and "family" not in others else "name",
    "prefix-or-role": lambda others: "prefix" if "role" in others else "role",
}
"""What a column with two readings is beside the fields of the others, in the order in which they are decided."""


class Columns(NamedTuple):
    """The program that wrote a table ("table" if unknown), and the field of each column."""

    source: str
    fields: tuple[str, ...]
    guessed: bool = False
    order: DateOrder = ""
    """The order of days in numbers that the program, or the language of the columns, has."""
    language: str = "en"
    """The language of the columns."""
    unknown: tuple[int, ...] = ()
    """The positions of columns that nobody knew."""


def is_known_column(header: str) -> bool:
    """Whether a cell may be part of a header."""
    return _field(header, "en") in {*FIELDS, *_OTHERWISE} - {_LEFT_OUT}


def columns_of(header: Sequence[str], given: Mapping[str, str]) -> Columns:
    """The fields of the columns; `given` are the user's (column as written -> field)."""
    names = [_plain(cell) for cell in header]
    source = next((name for name, sign in _SIGNS if sign <= set(names)), "table")
    language = language_of(header)
    chosen = {_plain(name): field for name, field in given.items()}
    found = [chosen.get(name) or _in(source, name, cell, language) for name, cell in zip(names, header, strict=True)]
    for reading, decide in _OTHERWISE.items():
        others = set(found)
        found = [decide(others) if field == reading else field for field in found]
    if "birth_month" in found:  # a day of the month, as Thunderbird's “Geburtstag” beside “Geburtsmonat”
        found = ["birth_day" if field == "birthday" else field for field in found]
    unknown = tuple(n for n, field in enumerate(found) if not field and source != OURS)
    guessed = source == "table" and not all(name in chosen for name in names if name)
    order = _ORDERS.get(source) or day_order(language)
    return Columns(source, tuple(field or _LEFT_OUT for field in found), guessed, order, language, unknown)


def _in(source: str, name: str, header: str, language: str) -> str:
    """The field of a column of this program; "" if nobody knows it."""
    if source == OURS:
        return _OUR_COLUMNS.get(name, "")
    return _FORMATS.get(source, {}).get(name) or _field(header, language)


def _field(header: str, language: str) -> str:
    if header.rstrip().endswith("#"):  # "Attendee #" is a number
        return ""
    found = column_of(header.lstrip("\ufeff"), language) or key_meaning(header) or ""
    return found if found in FIELDS or found in _OTHERWISE else ""


def _plain(header: str) -> str:
    return fold(header.lstrip("\ufeff"))
