"""The links in a line, in order. They are resolved later, when all notes are known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from mdnetwork.lazy import lazy

if TYPE_CHECKING:
    from urllib import parse as urls
else:
    urls = lazy("urllib.parse")

_SCHEMES = ("http:", "https:", "mailto:", "tel:", "obsidian:", "file:", "ftp:", "sms:", "javascript:", "data:")
_MARKUP = re.compile(r"[\[*_=<^]")
_TAG_NAMES = (
    "a|abbr|b|big|blockquote|br|center|cite|code|dd|details|dfn|div|dl|dt|em|figure|font|h[1-6]|hr|i|iframe|img|ins|kbd"
    "|li|mark|ol|p|pre|q|small|span|strong|sub|summary|sup|table|tbody|td|th|thead|tr|tt|u|ul|var|video|audio"
)
_MARKS: tuple[tuple[str, re.Pattern[str], str], ...] = tuple(
    (sign, re.compile(pattern, re.IGNORECASE | re.MULTILINE), kept)
    for sign, pattern, kept in (
        ("[^", r"[ \t]*\[\^[^\[\]\s]{1,60}\]", ""),
        ("](", r"!\[[^\[\]\n]{0,400}\]\((?:[^()\n]|\([^()\n]{0,400}\)){0,1000}\)", ""),
        ("](", r"\[([^\[\]\n]{0,400})\]\((?:[^()\n]|\([^()\n]{0,400}\)){0,1000}\)", r"\1"),
        ("][", r"\[([^\[\]\n]{1,400})\]\[[^\[\]\n]{0,200}\]", r"\1"),
        ("[[#", r"\[\[#[^\[\]|\n]{0,200}\|([^\[\]|\n]{1,200})\]\]", r"\1"),
        ("[[#", r"\[\[#([^\[\]|\n]{1,200})\]\]", r"\1"),
        ("<", r"<br ?/?>", " "),
        ("<", rf"</?(?:{_TAG_NAMES})(?:\s[^<>\n]{{0,400}})?/?>", ""),
        ("<", r"<([a-z][a-z0-9+.-]{1,20}:[^<>\s]{1,400}|[^<>@\s]{1,100}@[^<>@\s]{1,100})>", r"\1"),
        ("==", r"==(?=[^\s=])([^\n]{1,400}?)(?<=[^\s=])==", r"\1"),
        ("**", r"\*\*+", ""),
        ("__", r"(?<!\w)__(?=[^\s_])([^\n]{1,400}?)(?<=[^\s_])__(?!\w)", r"\1"),
        ("*", r"(?<![\w*])\*(?=[^\s*])([^*\n]{1,400})(?<=[^\s*])\*(?![\w*])", r"\1"),
        ("_", r"(?<!\w)_(?=[^\s_])([^_\n]{1,400})(?<=[^\s_])_(?!\w)", r"\1"),
        ("^", r"(?:^|(?<=\s))\^[a-z0-9-]{1,80}[ \t]*$", ""),
    )
)
"""Markdown's signs that are not text: what a text must contain to have one, its pattern, and the replacement."""


class Link(NamedTuple):
    """A link to a note: its target without heading, block and alias, its label, and its position in the text."""

    target: str
    label: str
    start: int
    end: int
    embed: bool = False


def links_in(text: str) -> list[Link]:
    """The links in `text`: `[[Note]]`, `[[Folder/Note#Heading|label]]`, `[label](Folder/Note.md)`, but no web links.

    Takes time in proportion to the length of `text`, whatever it contains.
    """
    found: list[Link] = []
    at = text.find("[")
    while at >= 0:
        link = _wiki(text, at) if text.startswith("[[", at) else _markdown(text, at)
        if link is not None:
            found.append(link)
        at = text.find("[", link.end if link else at + 1)
    return found


def _wiki(text: str, at: int) -> Link | None:
    end = text.find("]]", at + 2, at + 1024)
    inner = text[at + 2 : end] if end > 0 else ""
    if not inner or "[" in inner or "\n" in inner:
        return None
    target, _, label = inner.replace("\\|", "|").partition("|")
    return _link(target.partition("#")[0], label, text, at, end + 2)


def _markdown(text: str, at: int) -> Link | None:
    middle = text.find("](", at + 1, at + 512)
    if middle < 0 or "[" in text[at + 1 : middle]:
        return None
    end = text.find(")", middle + 2, middle + 1024)
    if end < 0:
        return None
    target = text[middle + 2 : end].strip()
    if target.startswith("<") and target.endswith(">"):
        target = target[1:-1]
    target = target.partition(' "')[0]
    if target.lower().startswith(_SCHEMES) or target.startswith(("//", "www.")):
        return None
    return _link(_unquoted(target.partition("#")[0]), text[at + 1 : middle], text, at, end + 1)


def _unquoted(target: str) -> str:
    """The target decoded: `Folder/Ada Loughton.md` for `Folder/Ada%20Loughton.md`."""
    if "%" not in target:
        return target

    return urls.unquote(target)


def _link(target: str, label: str, text: str, start: int, end: int) -> Link | None:
    note = target.strip()
    if not note:
        return None
    embed = start > 0 and text[start - 1] == "!"
    return Link(note, label.strip(), start - embed, end, embed)


def without_links(text: str) -> str:
    """The text with each link replaced by its label, or else the note's name; also in `#[[Ada]]`."""
    if "[" not in text:
        return text
    parts: list[str] = []
    end = 0
    for link in links_in(text):
        parts += (
            text[end : link.start].removesuffix("#"),
            "" if link.embed else link.label or name_of_target(link.target),
        )
        end = link.end
    return "".join(parts) + text[end:]


def plain_text(text: str) -> str:
    """The text as a reader sees it. Everything shown to people passes through this function.

    A link becomes its label, or else the note's name; a web link its words. Emphasis, highlights, HTML tags, footnotes
    and block names leave only their words. Comments are removed before (`hidden`).
    """
    if not _MARKUP.search(text):
        return text
    shown = without_links(text)
    for sign, pattern, kept in _MARKS:
        if sign in shown:
            shown = pattern.sub(kept, shown)
    return shown if shown == text else shown.rstrip()


def name_of_target(target: str) -> str:
    """The name a link shows if it has no label: Ada for "Folder/Ada.md"."""
    return target.rpartition("/")[2].removesuffix(".md")
