"""The exchange tags, and the tags of a line."""

from __future__ import annotations

import re
from functools import lru_cache

from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import table

EXCHANGE: dict[str, str] = table("tags")
"""An exchange tag as it is written, without `#`, folded -> the canonical one."""
_ENDS = ".,;:!?)]}\"'*_"
_TAG = lazy_pattern(r"#[\w/-]+")


_PAGE = lazy_pattern(r"#\[\[([^\[\]]{1,200})\]\]")
"""A tag as Logseq may write it: `#[[mentor]]`."""
_HASH = lazy_pattern(r"(?<![\w#&/\]\[(])#(?P<page>[^\W_][\w/'’-]*)")


def with_pages(text: str) -> str:
    """The text with its tags as the links that they are in Logseq: `#[[Ada]]` for `#Ada`.

    A tag below another one is only a link: `#people/ada` makes no person of a note. Exchange tags stay as they are.
    """

    def linked(match: re.Match[str]) -> str:
        page = match["page"]
        if page.isdecimal() or exchange_tags(match[0]):
            return match[0]
        return f"[[{page}]]" if "/" in page else f"#[[{page}]]"

    return _HASH.sub(linked, text) if "#" in text else text


def tags_in(text: str) -> tuple[str, ...]:
    """The tags of a line without `#`, in order: `#promised` and `(#type/person)`, but not `#1` and `a#b`."""
    if "#" not in text:
        return ()
    if "#[[" in text:
        text = _PAGE.sub(lambda match: "" if {" ", "/"} & {*match[1]} else f"#{match[1]}", text)
    words = (
        word.lstrip("([{\"'*_") for word in text.split() if "#" in word and not word.lstrip("(*_").startswith("[[")
    )
    tags = (word[1:].rstrip(_ENDS) for word in words if word[0:1] == "#")
    return tuple(dict.fromkeys(tag for tag in tags if tag and "#" not in tag and not tag.isdecimal()))


def exchange_tags(text: str) -> tuple[str, ...]:
    """The exchange tags of a line, in canonical form and in order."""
    if "#" not in text:
        return ()
    found = (EXCHANGE.get(fold(tag).replace("_", "-")) for tag in tags_in(text))
    return tuple(dict.fromkeys(tag for tag in found if tag))


_tags_of_word = lru_cache(1024)(exchange_tags)
"""Cached, because a vault has few tags and asks for them in each line that has one."""


def around_tag(text: str, tag: str) -> tuple[str, str]:
    """The text before and after the first spelling of an exchange tag. Without the tag, everything is before it."""
    for found in _TAG.finditer(text):
        if tag in _tags_of_word(found[0]):
            return text[: found.start()], text[found.end() :]
    return text, ""
