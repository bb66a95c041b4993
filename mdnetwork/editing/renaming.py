"""Editing: the links to a note written anew in another note, each in the form that it has."""

from __future__ import annotations

import posixpath
import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import cast
from urllib.parse import unquote

from mdnetwork.editing.opened import SOMEBODY, Opened
from mdnetwork.editing.page import Page
from mdnetwork.editing.scalars import yaml_text
from mdnetwork.editing.told import Said, leaves, no_worse
from mdnetwork.errors import EditRefused
from mdnetwork.reading.links import links_in
from mdnetwork.reading.settings import ReadingSettings

Means = Callable[[str], bool]
"""Whether a link's target, as written, means the note that is renamed."""

_WIKI = re.compile(r"(?P<open>!?\[\[)(?P<target>(?:(?!\\?\||#|\]\]).)+)(?P<rest>.*)", re.DOTALL)
_MARKDOWN = re.compile(r"!?\[.*?\]\(\s*+<?", re.DOTALL)
_BEHIND_TARGET = re.compile(r"#| \"")
_UNLINKABLE = re.compile(r"[\[\]#^|\\\n]")
_TO_ENCODE = re.compile(r"[\x00-\x20%()<>\[\]\"#?^`{}|\\]")
_BACKQUOTES = re.compile("`+")
_UNQUOTED = re.compile(
    r"(?P<head>[ \t]*+(?:-[ \t]++|[^\s:#\-\"'][^:]*+:[ \t]++))"
    r"(?P<value>[^\"'](?:[^ \t]++|[ \t]++(?![#]|\Z))*+)(?P<tail>[ \t]*+(?:#.*)?)"
)
_SINGLE = re.compile(r"'(?!(?<=\w')\w)")
"""A single quotation mark that is no apostrophe in a word."""
_BAD_NAME = "A link cannot hold “{name}”: choose a name without [ ] # ^ | and backslashes."
_BAD_LINE = "The link on line {line} could not be written with its new name: change it in an editor."


@dataclass(frozen=True, slots=True)
class Renamed:
    """A note's old and new path in the vault. `bare` says that its file's name alone tells it from all other notes."""

    old: str
    new: str
    bare: bool = True

    def target(self, written: str, folder: str) -> str:
        """The new target of a link in a note in `folder`, with as much of a path and suffix as `written` has.

        Raises EditRefused where the new name cannot stand in a link.
        """
        suffix = ".md" if written.lower().endswith(".md") else ""
        path = self.new[:-3] if self.new.lower().endswith(".md") else self.new
        if _UNLINKABLE.search(path):
            raise EditRefused(_BAD_NAME.format(name=path.rpartition("/")[2]))
        if written.startswith(("./", "../")):
            near = posixpath.relpath(path, folder or ".")
            return (near if near.startswith("../") else f"./{near}") + suffix
        if written.startswith("/"):
            return f"/{path}{suffix}"
        return (path if "/" in written or not self.bare else path.rpartition("/")[2]) + suffix


def rename_links(
    data: bytes,
    renamed: Renamed,
    means: Means,
    *,
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note at `path` with every link that `means` the old name meaning the new one, labels and headings kept.

    Wiki links, embeds and Markdown links (percent-encoded) in text, tables, comments and front matter; what stands in
    code is left alone. Raises EditRefused where a link cannot hold the new name.
    """
    note = Opened(data, path, settings)
    writer = _Writer(renamed, means, path.rpartition("/")[0])
    wanted = [writer.said(leaf.said) for leaf in leaves(note) if not leaf.field.inline]
    for quoted in (False, True):
        after = note.with_page(_rewritten(note, writer, quoted=quoted))
        if [leaf.said for leaf in leaves(after) if not leaf.field.inline] == wanted and no_worse(note, after):
            return after.source
    line = next(leaf.field.line for leaf in leaves(note) if writer.said(leaf.said) != leaf.said)
    raise EditRefused(_BAD_LINE.format(line=line))


def _rewritten(note: Opened, writer: _Writer, *, quoted: bool) -> Page:
    """The page with its links renamed; values of front matter that changed in quotation marks if so wished."""
    page = note.page
    code = {line.number for line in note.lines if line.kind == "code"}
    for row, (text, _) in enumerate(page.rows):
        in_front = row + 1 < note.front.first_line
        new = writer.written(text, in_front=in_front, escaped=in_front)
        if row + 1 not in code and new != text:
            page = page.with_row(row, _quoted(new) if in_front and quoted else new)
    return page


def _quoted(row: str) -> str:
    match = _UNQUOTED.fullmatch(row)
    return match["head"] + yaml_text(match["value"], '"') + match["tail"] if match else row


class _Writer:
    """Writes one note's links anew."""

    def __init__(self, renamed: Renamed, means: Means, folder: str) -> None:
        self._renamed, self._means, self._folder = renamed, means, folder

    def written(self, text: str, *, in_front: bool = True, escaped: bool = False) -> str:
        """The text with its links to the note renamed. In a body none in backquotes; in YAML's quotes `escaped`."""
        code = [] if in_front else _code(text)
        quotes = _Quotes(text)
        parts: list[str] = []
        end = span = 0
        for link in links_in(text):
            while span < len(code) and code[span][1] <= link.start:
                span += 1
            if not self._means(link.target) or (span < len(code) and code[span][0] <= link.start):
                continue
            quote = quotes.open_at(link.start) if escaped else ""
            parts += (text[end : link.start], self._link(text[link.start : link.end], quote))
            end = link.end
        return "".join(parts) + text[end:]

    def said(self, said: Said) -> Said:
        """What a field says once its links are renamed."""
        return said[0], tuple(self.written(text) for text in said[1])

    def _link(self, text: str, quote: str) -> str:
        wiki = _WIKI.match(text)
        if wiki is not None:
            target = self._renamed.target(wiki["target"].strip(), self._folder)
            return wiki["open"] + _within(target, quote) + wiki["rest"]
        opening = cast("re.Match[str]", _MARKDOWN.match(text))[0]  # what reading took for a link has its shape
        stop = len(text[:-1].rstrip())
        stop -= text.endswith(">", 0, stop)
        behind = _BEHIND_TARGET.search(text, len(opening), stop)
        stop = behind.start() if behind else stop
        target = self._renamed.target(unquote(text[len(opening) : stop]), self._folder)
        if not opening.endswith("<"):
            target = _TO_ENCODE.sub(_encoded, target)
        return opening + _within(target, quote) + text[stop:]


_DOUBLED = {'"': '\\"', "'": "''"}
"""How a quotation mark stands within its like in YAML."""


def _within(target: str, quote: str) -> str:
    return target.replace(quote, _DOUBLED[quote]) if quote else target


class _Quotes:
    """Counts the quotation marks of a text from left to right, each once."""

    def __init__(self, text: str) -> None:
        self._text, self._at, self._double = text, 0, 0
        self._singles = [match.start() for match in _SINGLE.finditer(text)]

    def open_at(self, at: int) -> str:
        """The quotation mark that is open at a position. Positions are asked for in ascending order."""
        self._double += self._text.count('"', self._at, at)
        self._at = at
        return '"' if self._double % 2 else "'" if bisect_left(self._singles, at) % 2 else ""


def _code(text: str) -> list[tuple[int, int]]:
    """Where code stands in a line: from a row of backquotes to the next of the same length (CommonMark 0.31, 6.1)."""
    rows = [match.span() for match in _BACKQUOTES.finditer(text)]
    last = {end - start: start for start, end in rows}
    spans: list[tuple[int, int]] = []
    opened: tuple[int, int] | None = None
    for start, end in rows:
        if opened is None:
            opened = (start, end - start) if last[end - start] > start else None
        elif end - start == opened[1]:
            spans.append((opened[0], end))
            opened = None
    return spans


def _encoded(match: re.Match[str]) -> str:
    return f"%{ord(match[0]):02X}"
