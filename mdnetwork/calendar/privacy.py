"""Feed: who may be named and what may be told. The feed's `privacy`, and people whose note says `private: true`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mdnetwork.calendar.details import Attendee, EventDetails
from mdnetwork.calendar.settings import Privacy
from mdnetwork.calendar.text import cut, one_line
from mdnetwork.names import fold
from mdnetwork.people import People

_LONGEST_NAME = 120
"""Octets of a name that a summary shows."""
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class FeedPrivacy:
    """`unnamed` are the names and aliases of private people, as `_as_words` gives them."""

    privacy: Privacy = "full"
    unnamed: tuple[str, ...] = ()

    @classmethod
    def of(cls, directory: People, privacy: Privacy) -> FeedPrivacy:
        """The discretion that these people and this privacy ask for."""
        names = {_as_words(name) for person in directory.private for name in (person.name, *person.aliases)}
        return cls(privacy, tuple(sorted(names - {" "})))

    @property
    def is_open(self) -> bool:
        """Whether the feed has descriptions and links at all."""
        return self.privacy == "full"

    def is_busy(self, matter: EventDetails) -> bool:
        """Whether nothing but the day may be told. A meeting is told of as long as somebody of it may be named."""
        if self.privacy == "busy":
            return True
        if matter.kind == "prepare":
            return all(each.private for each in matter.people)
        concerned = matter.people if matter.kind == "introduction" else matter.people[:1]
        return any(each.private for each in concerned)

    def names(self, matter: EventDetails) -> list[str]:
        """Those of the matter who may be named, as they are named."""
        return [self._name(each) for each in matter.people if not each.private]

    def may_tell(self, text: str) -> bool:
        """Whether the text names no private person."""
        words = _as_words(text) if self.unnamed else ""
        return not any(name in words for name in self.unnamed)

    def _name(self, person: Attendee) -> str:
        name = cut(one_line(person.name), _LONGEST_NAME) or "?"
        return name if self.is_open else initials(name)


def initials(name: str) -> str:
    """The first letter of the first three words: "A. L."; of a name without letters, its first character."""
    letters = [word[0].upper() for word in _WORDS.findall(name)][:3] or [name[:1]]
    return " ".join(f"{letter}." for letter in letters)


def _as_words(text: str) -> str:
    """The folded words of a text with spaces around each, so that a name is found only as whole words."""
    return f" {' '.join(_WORDS.findall(fold(text)))} ".replace("  ", " ")
