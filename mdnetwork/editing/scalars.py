"""Editing: single values as YAML and TOML write them, in quotation marks only where they need them."""

from __future__ import annotations

import json
import re
from typing import Literal

Quote = Literal["", '"', "'"]

_DAY_OR_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]+)?|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[ T][0-9:.]+)?")
_NUMBER_LIKE = re.compile(r"[-+.]?[0-9][0-9_.,:eExXoO+-]*")
_BEGINS = re.compile(r"[^\W_]|[+/(.](?=\w)")
_WORDS = frozenset({"null", "yes", "no", "on", "off", "y", "n", "~"})
"""Words that some reader of YAML takes for something else than text."""
_IN_LISTS = set(",[]{}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff]")


def yaml_text(value: str, quote: Quote = "", *, in_list: bool = False) -> str:
    """`value` as YAML: bare where every reader takes it for the same, else in the `quote` that stood there, or in "."""
    if quote == "'" and _CONTROL.search(value) is None:
        return "'" + value.replace("'", "''") + "'"
    if not quote and (not value or is_bare(value, in_list=in_list)):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + _CONTROL.sub(_escaped, escaped) + '"'


def is_bare(value: str, *, in_list: bool = False) -> bool:
    """Whether a text needs no quotation marks: a number and a day are left to be one."""
    if _DAY_OR_NUMBER.fullmatch(value):
        return True
    if _NUMBER_LIKE.fullmatch(value) or value.lower() in _WORDS or (in_list and _IN_LISTS & set(value)):
        return False
    shape = _BEGINS.match(value) and value == value.strip() and not _CONTROL.search(value)
    return bool(shape) and ": " not in value and " #" not in value and not value.endswith(":")


def toml_text(value: str) -> str:
    """`value` as TOML: numbers, days and truth values bare, all else in quotation marks."""
    if _DAY_OR_NUMBER.fullmatch(value) or value in {"true", "false"}:
        return value
    return json.dumps(value, ensure_ascii=False)


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"
