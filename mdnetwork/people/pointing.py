"""People: a note in the place of words: its path in the vault, or a link to it."""

from __future__ import annotations

import re

from mdnetwork.errors import UnknownName
from mdnetwork.people.directory import Directory

_LINK = re.compile(r"\[\[([^\]]+)\]\]|\[[^\]]*\]\(([^)]+)\)")


def note_meant(said: str, directory: Directory, root: str) -> str:
    """The path of the note that is meant in the vault at `root`; "" where words are.

    `Articles/Looms.md`, `Articles/Looms`, `[[Looms|an article]]`, `[an article](Articles/Looms.md)`. Raises UnknownName
    where a link or a path with its suffix means no note.
    """
    link = _LINK.fullmatch(said)
    is_note = link is not None or said.lower().endswith(".md")
    if not is_note and "/" not in said:
        return ""
    target = _target(link[1] or _unquoted(link[2])) if link else said
    path = directory.note(target.removeprefix(f"{root}/"), "")
    if path is None and is_note:
        raise UnknownName(f"There is no note “{target}”. Write its path from the vault's folder, or words of a topic.")
    return path or ""


def _target(link: str) -> str:
    return link.partition("|")[0].partition("#")[0]


def _unquoted(link: str) -> str:
    from urllib.parse import unquote  # noqa: PLC0415  rarely needed, and start-up counts

    return unquote(link)
