"""Editing: the people whom a typed line names, at a place in it. Full names and aliases only; nobody is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from mdnetwork.editing.capture import Doubt, Named
from mdnetwork.editing.typed_words import Line
from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.model import Gathering, Person, Ref
from mdnetwork.names import fold, same
from mdnetwork.people import Directory
from mdnetwork.people.naming import names_of
from mdnetwork.words.sentence_words import NOBODY, PARTICLES

LONGEST = 10
"""Words of the longest name, dots of abbreviations counted."""
_UNKNOWN = 4
"""Words that a name nobody has is taken to have at most."""


class Match(NamedTuple):
    """A name in a line, which ends before the word `end`: whom it names, or the doubt. Neither for the user's own."""

    end: int
    named: Named | None = None
    doubt: Doubt | None = None


class TypedNames:
    """Finds names in a line. `chosen` are answers to doubts: the words as they were written, and a person's path."""

    def __init__(self, directory: Directory, chosen: Mapping[str, str] | None = None) -> None:
        self._directory = directory
        self._chosen = {same(written): path for written, path in (chosen or {}).items()}
        self._me = frozenset(map(same, directory.me))

    def known(self, line: Line, at: int, *, joined: bool) -> Match | None:
        """The longest name that somebody has, from the word `at`; None where there is none.

        A name of one word counts in small letters only where it is `joined`: after "with" or "and".
        """
        if line.words[at].text.startswith("[["):
            return self._linked(line.words[at].text, at)
        for end in range(line.reach(at, LONGEST), at, -1):
            written = line.phrase(at, end)
            alone = end == at + 1
            if alone and not (joined or line.words[at].is_capital or "@" in written[1:]):
                continue
            paths = self._whom(written)
            if paths:
                return self._match(written, paths, end)
            if same(written) in self._me:
                return Match(end)
        return None

    def unknown(self, line: Line, at: int) -> Match | None:
        """What looks like a name from the word `at`, and is nobody's: capitals, or a part of somebody's name."""
        reach = line.reach(at, _UNKNOWN)
        end = at
        while end < reach and (line.words[end].is_capital or (end > at and self._is_particle(line, end))):
            end += 1
        if end == at and at < reach and line.words[at].folded in self._parts:
            end = at + 1
        return self.nobody(line, at, end) if end > at else None

    def nobody(self, line: Line, at: int, end: int) -> Match:
        """The doubt about a name that nobody has."""
        written = line.phrase(at, end)
        return Match(end, doubt=Doubt("nobody", written, self._near(written)))

    def part(self, line: Line, at: int) -> Match | None:
        """The doubt about the word `at`, where it is a part of somebody's name."""
        return self.nobody(line, at, at + 1) if line.words[at].folded in self._parts else None

    def is_said_of(self, target: str) -> bool:
        """Whether a link is to a person's note, or may be."""
        return bool(self._directory.who(Ref(target), ""))

    def _is_particle(self, line: Line, at: int) -> bool:
        """Whether a small word stands within a name: "Anna de Luca"."""
        return line.words[at].folded in PARTICLES and at + 1 < len(line.words) and line.words[at + 1].is_capital

    @cached_property
    def _parts(self) -> frozenset[str]:
        """Every word of everybody's names."""
        names = (name for history in self._directory.histories for name in names_of(history.person))
        return frozenset(part for name in names for part in fold(name).split()) - NOBODY

    def _whom(self, written: str) -> tuple[str, ...]:
        chosen = self._chosen.get(same(written), "")
        return (chosen,) if chosen in self._directory.paths else self._called(written)

    def _called(self, name: str) -> tuple[str, ...]:
        """The paths of those who are called so. What stands in brackets behind a name is no part of it, but text."""
        found = [history.person for history in self._directory.who(Ref(name, plain=True), "")]
        named = (same(each) for person in found for each in names_of(person))
        return tuple(person.path for person in found) if "(" not in name or same(name) in named else ()

    def _linked(self, link: str, at: int) -> Match | None:
        target, _, label = link[2:-2].partition("|")
        found = self._directory.who(Ref(target), "")
        paths = tuple(history.person.path for history in found)
        return self._match(label or target.rpartition("/")[2], paths, at + 1) if paths else None

    def _match(self, written: str, paths: tuple[str, ...], end: int) -> Match:
        if len(paths) > 1:
            return Match(end, doubt=Doubt("several", written, paths))
        person = self._directory.paths[paths[0]].person
        return Match(end, Named(person, written, self._directory.link_to(person.path, _label(person, written))))

    def _near(self, written: str) -> tuple[str, ...]:
        try:
            found = self._directory.find(written)
        except AmbiguousName as unsure:
            return tuple(path for path in unsure.candidates if path in self._directory.paths)
        except UnknownName as unknown:
            return tuple(dict.fromkeys(path for name in unknown.candidates for path in self._called(name)))
        return () if isinstance(found, Gathering) else (found.person.path,)


def _label(person: Person, written: str) -> str:
    """The name as the note spells it: the one that was written, else the first."""
    return next((name for name in names_of(person) if fold(name) == fold(written)), person.name)
