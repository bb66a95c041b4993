"""Settings: the forms a value may take. A form turns a TOML value into ours, or says what it should have been."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import NamedTuple

from mdnetwork.dates import Cadence
from mdnetwork.reading import parse_cadence
from mdnetwork.reading.paths import leads_out


class Form(NamedTuple):
    """What a value looks like in words, and the function that reads it (None: it does not have this form)."""

    words: str
    read: Callable[[object], object | None]


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        return None
    return tuple(value)


def _path(value: object) -> str | None:
    return value if isinstance(value, str) and not leads_out(value) else None


def _boolean(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def _day(value: object) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _cadence(value: object) -> Cadence | None:
    return parse_cadence(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else None


def _cadences(value: object) -> tuple[tuple[str, Cadence], ...] | None:
    if not isinstance(value, dict):
        return None
    read = {name: _cadence(item) for name, item in value.items()}
    return tuple((name, cadence) for name, cadence in read.items() if cadence) if all(read.values()) else None


def _names(value: object) -> tuple[tuple[str, str], ...] | None:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        return None
    return tuple(value.items())


def _sizes(value: object) -> tuple[tuple[str, int], ...] | None:
    if not isinstance(value, dict) or not all(type(item) is int and item > 0 for item in value.values()):
        return None
    return tuple(value.items())


def whole(least: int, most: int) -> Form:
    """A whole number within bounds."""

    def read(value: object) -> int | None:
        fits = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return value if fits and isinstance(value, int) else None

    return Form(f"a whole number from {least} to {most}", read)


def choice(*values: str) -> Form:
    """One of a few words."""
    return Form(
        " or ".join(f'"{value}"' for value in values),
        lambda value: value if isinstance(value, str) and value in values else None,
    )


def choices(*values: str) -> Form:
    """A list of some of a few words."""

    def read(value: object) -> tuple[str, ...] | None:
        texts = _texts(value)
        return texts if texts is not None and set(texts) <= set(values) else None

    return Form("a list of some of " + ", ".join(f'"{value}"' for value in values), read)


TEXT = Form("a text", _text)
PATH = Form('a path in the vault such as "Templates/Drafts"', _path)
TEXTS = Form("a list of texts", _texts)
BOOLEAN = Form("true or false", _boolean)
DAY = Form("a date such as 2026-11-23", _day)
CADENCE = Form('a cadence such as "6w", "4w..6w", "monthly"', _cadence)
CADENCES = Form('a table of cadences such as core = "4w..6w"', _cadences)
SIZES = Form("a table of whole numbers such as core = 5", _sizes)
NAMES = Form('a table of texts such as my_key = "last_contact"', _names)
