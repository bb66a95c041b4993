"""Editing: a typed line in words and the signs between them, each with its place, so that the rest stays as typed."""

from __future__ import annotations

import re
from typing import NamedTuple

from mdnetwork.names import fold

_WORD = re.compile(r"\[\[[^\[\]]*\]\]|(?:[^\s,;:!?.→←]|[:.](?=[^\s,;:!?.]))+|[,;:!?.→←]")
_STOPS = frozenset(",;:!?→←")


class Word(NamedTuple):
    """A word, a link or a single sign of a line; `start` and `end` are its place there."""

    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The word as vocabulary is compared."""
        return fold(self.text)

    @property
    def stops(self) -> bool:
        """Whether it is a sign at which a phrase ends; a dot may be an abbreviation's."""
        return self.text in _STOPS

    @property
    def is_capital(self) -> bool:
        """Whether it begins like a name."""
        return self.text[:1].isupper()


class Line(NamedTuple):
    """A typed line and its words."""

    text: str
    words: tuple[Word, ...]

    def phrase(self, first: int, end: int) -> str:
        """The text from the word `first` up to before the word `end`."""
        return self.text[self.words[first].start : self.words[end - 1].end]

    def reach(self, first: int, longest: int) -> int:
        """Where a phrase that begins at `first` ends at the latest: at a sign, or after `longest` words."""
        end = first
        while end < min(len(self.words), first + longest) and not self.words[end].stops:
            end += 1
        return end

    def before(self, position: int) -> str:
        """The text before the word at `position`."""
        return self.text[: self.words[position].start] if position < len(self.words) else self.text

    def after(self, position: int) -> str:
        """The text after the word before `position`."""
        return self.text[self.words[position - 1].end :] if position else self.text


def line(text: str) -> Line:
    """The words of `text`."""
    return Line(text, tuple(Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)))


_CLEAN = (
    (re.compile(r"<!--|%%"), " "),
    (re.compile("`"), "'"),
    (re.compile(r"<-+>"), "↔"),
    (re.compile(r"<-+"), "←"),
    (re.compile(r"(?<!-)-++>"), "→"),
    (re.compile(r"^\s*(?:[-*+]\s+)?(?:\[.\]\s+)?"), ""),
)
"""What would end a line's meaning in a note: code and comments. And a bullet, or a box, that was typed with it."""


def cleaned(text: str) -> str:
    """The line as it may stand in a note: one line, arrows as `→` and `←`, no code or comment begun in it."""
    for pattern, instead in _CLEAN:
        text = pattern.sub(instead, text)
    return " ".join(text.split())
