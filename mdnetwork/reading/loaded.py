"""Reading: what JSON and TOML say, turned into the same texts and tables as YAML."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

from mdnetwork.reading.fields import Field, Table, Value

DOTS = 100
"""In a line of TOML. tomllib's time grows with the square of the names that dots join in a key."""


class TooDeep(ValueError):
    """The text is nested too deep to be read in a time that grows with its length."""


def toml_values(text: str, parse_float: Callable[[str], Any] = float) -> dict[str, Any]:
    """The values of a TOML text. Raises ValueError with what is wrong, TooDeep where it is nested too deep."""
    import tomllib  # noqa: PLC0415  rarely needed, and start-up counts

    if any(line.count(".") > DOTS for line in text.split("\n")):
        raise TooDeep(f"a line has more than {DOTS} dots")
    try:
        return tomllib.loads(text, parse_float=parse_float)
    except RecursionError as error:
        raise TooDeep("it is nested too deep") from error


def json_fields(text: str, first_line: int) -> tuple[Field, ...] | None:
    """The fields of a JSON object that begins on `first_line`; None where the text is none."""
    try:
        read = json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    return fields_of(read, text, first_line) if isinstance(read, dict) else None


def fields_of(read: Mapping[str, Any], text: str, first_line: int) -> tuple[Field, ...]:
    """The top-level fields of a parsed map, each with the line of `text` on which its key stands first."""
    lines: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        for sign in "=:":
            lines.setdefault(line.partition(sign)[0].strip(" \t{[]\"'"), number)
    found = [(key, value, lines.get(key, first_line)) for key, value in read.items()]
    return tuple(Field(_sound(key), _value(value, line), line) for key, value, line in found)


def _value(value: Any, line: int) -> Value:
    if isinstance(value, dict):
        return Table(tuple(Field(_sound(key), _value(item, line), line) for key, item in value.items()))
    if isinstance(value, list):
        return tuple(_value(item, line) for item in value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else _sound(str(value))


def _sound(text: str) -> str:
    """JSON can write half a character (a lone surrogate), which no file and no database takes."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
