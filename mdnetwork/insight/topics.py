"""Insight: the topic of a note or a question, without the names of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice
from urllib.parse import unquote

from mdnetwork.errors import UnknownName
from mdnetwork.insight.spoken import Spoken
from mdnetwork.names import fold
from mdnetwork.parsing.document import Document
from mdnetwork.parsing.inline import links_in, plain_text
from mdnetwork.people import People
from mdnetwork.people.links import names_of
from mdnetwork.vocabulary.meaning import stems, words
from mdnetwork.vocabulary.topics import TALK

MOST = 30
"""The number of a note's most frequent words that define its topic."""
_LINK = re.compile(r"\[\[([^\]]+)\]\]|\[[^\]]*\]\(([^)]+)\)")


def subject(text: str) -> tuple[str, ...]:
    """The topic of a longer text: its most frequent words, without words that are common in logs."""
    talk = frozenset[str]().union(*map(stems, TALK))
    return tuple(islice((word for word in words(text) if talk.isdisjoint(stems(word))), MOST))


def without_names(text: str, directory: People) -> str:
    """The text without links to people and without their full names, which are not topics."""
    links = [link for link in links_in(text) if directory.note(link.target, "") in directory.paths]
    folded = fold(_without(text, [(link.start, link.end) for link in links]))
    names = Spoken(name for each in directory.everybody for name in names_of(each) if " " in fold(name))
    return _without(folded, [*names.places(folded)])


def _without(text: str, places: Sequence[tuple[int, int]]) -> str:
    """The text with a blank for each of these places, which are in order."""
    begins, ends = [0, *(end for _, end in places)], [*(start for start, _ in places), len(text)]
    return " ".join([text[begin:end] for begin, end in zip(begins, ends, strict=True)])


def body_of(data: bytes) -> str:
    """The text of a note below its front matter, as people see it."""
    return "\n".join(plain_text(line.text) for line in Document(data).lines)


def note_meant(written: str, directory: People, root: str) -> str:
    """The path of the note that `written` refers to in the vault at `root`; "" if it is just words.

    Accepts `Articles/Looms.md`, `Articles/Looms`, `[[Looms|an article]]` and `[an article](Articles/Looms.md)`.
    Raises UnknownName for a link, or a path with its suffix, without a note.
    """
    link = _LINK.fullmatch(written)
    is_note = link is not None or written.lower().endswith(".md")
    if not is_note and "/" not in written:
        return ""
    target = _target(link[1] or unquote(link[2])) if link else written
    path = directory.note(target.removeprefix(f"{root}/"), "")
    if path is None and is_note:
        raise UnknownName(f"There is no note “{target}”. Write its path from the vault's folder, or words of a topic.")
    return path or ""


def _target(link: str) -> str:
    return link.partition("|")[0].partition("#")[0]
