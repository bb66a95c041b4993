"""Editing: the links to a note written anew in an Obsidian canvas (JSON Canvas 1.0): its file nodes, and their text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

_STRING = re.compile(r'"(?P<key>file|text)"(?P<between>\s*:\s*)(?P<value>"(?:[^"\\]|\\.)*")')
"""A quotation mark inside a JSON string has a backslash before it, so that no text can look like a key."""

_HALF = re.compile(r"[\ud800-\udfff]")
"""Half of a character, which an escape may name and no file can hold."""


def relink_canvas(data: bytes, old: str, new: str, relinked: Callable[[str], str]) -> bytes:
    """The canvas with its nodes of the file `old` showing `new`, and `relinked` applied to the text of text nodes.

    No other byte changes. What is no UTF-8 or no JSON is given back as it is. Raises what `relinked` raises.
    """

    def anew(match: re.Match[str]) -> str:
        said = json.loads(match["value"])
        if _HALF.search(said):
            return match[0]
        wanted = relinked(said) if match["key"] == "text" else new if said == old else said
        if wanted == said:
            return match[0]
        return f'"{match["key"]}"{match["between"]}{json.dumps(wanted, ensure_ascii=False)}'

    try:
        text = data.decode()
        json.loads(text)
    except (ValueError, RecursionError):
        return data
    return _STRING.sub(anew, text).encode()
