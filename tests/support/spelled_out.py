"""Values with everything in them: the short reprs of answers leave out most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any


def spelled_out(value: Any) -> str:
    """The value as text, with every field of every noun in it."""
    if is_dataclass(value):
        return f"{type(value).__name__}({', '.join(spelled_out(getattr(value, each.name)) for each in fields(value))})"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{key!r}: {spelled_out(each)}' for key, each in value.items())}}}"
    if isinstance(value, list | tuple | frozenset | set):
        return f"({', '.join(map(spelled_out, value))})"
    return repr(value)
