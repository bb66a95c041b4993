"""Exchange: texts of other programs as a note can hold them: lines, tags, names, addresses on the web."""

from __future__ import annotations

import re
from collections.abc import Iterable

from mdnetwork.editing.document import one_line
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
"""Groups that every address book of Google or Apple has; they say nothing of a person."""
_LONGEST = 500
"""Letters of the longest line that is taken over."""


def line(text: str) -> str:
    """The text on one line, without links: what another program calls `[[x]]` is no link to a note."""
    return one_line(text.replace("[[", "[").replace("]]", "]"))[:_LONGEST].strip()


def lines(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts as lines, each once, empty ones left out."""
    return tuple(dict.fromkeys(found for text in texts if (found := line(text))))


def tags(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts as tags: `Book club` is `Book-club`. Groups that every address book has are left out."""
    found = (tag(text) for text in texts if not text.strip().startswith("* "))
    return tuple(dict.fromkeys(each for each in found if each and fold(each).replace("-", "") not in _OWN_GROUPS))


def tag(text: str) -> str:
    """One text as a tag; "" where it has no letter that could be in one."""
    found = _NOT_IN_TAGS.sub("-", one_line(text).lstrip("#")).strip("-/")
    return found if any(c.isalpha() for c in found) else ""


def link(url: str, kind: str = "") -> tuple[str, str] | None:
    """An address on the web with its kind; None where it is none, or leads into a file or a program."""
    found = line(url)
    scheme = found.partition(":")[0].lower()
    if not found or " " in found or (":" in found and scheme not in {"http", "https"} and "." not in scheme):
        return None
    return (kind or url_kind(found), found)


def links(pairs: Iterable[tuple[str, str] | None]) -> tuple[tuple[str, str], ...]:
    """The addresses that there are, each once."""
    return tuple(dict.fromkeys(pair for pair in pairs if pair))
