"""Texts of other programs in a form that a note can contain: lines, tags, names, web addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mdnetwork.editing.differences import one_line
from mdnetwork.exchange.addresses import url_kind
from mdnetwork.names import fold

_NOT_IN_TAGS = re.compile(r"[^\w/-]+")
_OWN_GROUPS = frozenset(
    [
        "mycontacts",
        "contacts",
        "starred",
        "friends",
        "family",
        "coworkers",
        "importati",
        "imported",
        "other",
        "othercontacts",
        "allcontacts",
    ]
)
"""Groups in every address book of Google or Apple, which say nothing about a person."""
_LONGEST = 500
"""The most letters of an imported line."""


def line(text: str) -> str:
    """The text on one line, without links: `[[x]]` of another program is not a link to a note."""
    return one_line(text.replace("[[", "[").replace("]]", "]"))[:_LONGEST].strip()


def lines(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts as lines, without duplicates and empty ones."""
    return tuple(dict.fromkeys(found for text in texts if (found := line(text))))


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts as tags: `Book club` becomes `Book-club`. Groups of every address book are left out."""
    found = (tag(text) for text in texts if not text.strip().startswith("* "))
    return tuple(dict.fromkeys(each for each in found if each and fold(each).replace("-", "") not in _OWN_GROUPS))


def tag(text: str) -> str:
    """One text as a tag; "" if it has no letter that a tag can contain."""
    found = _NOT_IN_TAGS.sub("-", one_line(text).lstrip("#")).strip("-/")
    return found if any(c.isalpha() for c in found) else ""


def link(url: str, kind: str = "") -> tuple[str, str] | None:
    """A web address with its kind; None if it is not one, or leads to a file or a program."""
    found = line(url)
    scheme = found.partition(":")[0].lower()
    if not found or " " in found or (":" in found and scheme not in {"http", "https"} and "." not in scheme):
        return None
    return (kind or url_kind(found), found)


def links(pairs: Iterable[tuple[str, str] | None]) -> tuple[tuple[str, str], ...]:
    """The addresses that exist, without duplicates."""
    return tuple(dict.fromkeys(pair for pair in pairs if pair))
