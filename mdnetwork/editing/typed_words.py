"""What a user typed: as one line that a note can hold, and as words with their places."""

from __future__ import annotations

import re

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold

_WORD = lazy_pattern(r"\[\[[^\[\]]*\]\]|(?:[^\s,;:!?.→←]|[:.](?=[^\s,;:!?.]))+|[,;:!?.→←]")
_STOPS = frozenset(",;:!?→←")
_CLEAN = (
    (re.compile(r"<!--|%%"), " "),
    (re.compile("`"), "'"),
    (re.compile(r"<-+>"), "↔"),
    (re.compile(r"<-+"), "←"),
    (re.compile(r"(?<!-)-++>"), "→"),
    (re.compile(r"^\s*(?:[-*+]\s+)?(?:\[.\]\s+)?"), ""),
    (re.compile(r"(?<![\w-])([0-9]{4}(-?)[0-9]{2}\2[0-9]{2})[Tt](?=[0-9]{2})"), r"\1 "),
)
"""Signs that start code or comments in a note, a bullet or box typed at the start, and the T between day and time."""


def words_of_line(text: str) -> TypedLine:
    """The words of `text`."""
    return TypedLine(text, tuple(Word(match[0], match.start(), match.end()) for match in _WORD.finditer(text)))


class TypedLine(NamedTuple):
    """A typed line and its words."""

    text: str
    words: tuple[Word, ...]

    def phrase(self, first: int, end: int) -> str:
        """The text from the word `first` to before the word `end`."""
        return self.text[self.words[first].start : self.words[end - 1].end]

    def reach(self, first: int, longest: int) -> int:
        """Where a phrase that starts at `first` must end: at a sign, or after `longest` words."""
        end = first
        while end < min(len(self.words), first + longest) and not self.words[end].stops:
            end += 1
        return end

    def closes(self, position: int) -> bool:
        """Whether a phrase that ends before the word at `position` is followed by a sign or by nothing."""
        return position >= len(self.words) or self.words[position].stops

    def before(self, position: int) -> str:
        """The text before the word at `position`."""
        return self.text[: self.words[position].start] if position < len(self.words) else self.text

    def after(self, position: int) -> str:
        """The text after the word before `position`."""
        return self.text[self.words[position - 1].end :] if position else self.text


class Word(NamedTuple):
    """A word, a link or a single sign of a line; `start` and `end` are its position in the line."""

    text: str
    start: int
    end: int

    @property
    def folded(self) -> str:
        """The word folded, as vocabulary is compared."""
        return fold(self.text)

    @property
    def stops(self) -> bool:
        """Whether it is a sign that ends a phrase. A dot does not: it may belong to an abbreviation."""
        return self.text in _STOPS

    @property
    def is_capital(self) -> bool:
        """Whether it starts with a capital letter."""
        return self.text[:1].isupper()


def cleaned(text: str) -> str:
    """The line as it can be written into a note: one line, arrows as `→` and `←`, no start of code or comments."""
    for pattern, instead in _CLEAN:
        text = pattern.sub(instead, text)
    return " ".join(text.split())


def printable_line(text: str) -> str:
    """A text that a user typed, on one line: single spaces, no line ends and no control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else _shown(c) for c in text).split())


def _shown(character: str) -> str:
    """The character, if it has no shape but belongs to text (joiners and variation selectors of emoji); else ""."""
    return character if character in "\u200c\u200d\ufe0e\ufe0f" else ""
