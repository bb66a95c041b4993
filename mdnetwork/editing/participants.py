"""The people that a typed line names. Only full names and aliases count; nothing is guessed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Literal

from mdnetwork.editing.typed_words import TypedLine
from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.frozen import NamedTuple
from mdnetwork.model import Meeting, Person, Ref
from mdnetwork.names import fold, same
from mdnetwork.people import People
from mdnetwork.people.links import names_of
from mdnetwork.vocabulary.channels import channel_in
from mdnetwork.vocabulary.people import AND, FROM, NOBODY, PARTICLES, TO, TOGETHER
from mdnetwork.vocabulary.tags import exchange_tags

DoubtKind = Literal["several", "nobody", "no people", "future", "unclear date", "no date", "no contact"]
LONGEST = 10
"""The most words of a name, including the dots of abbreviations."""
_LONGEST_UNKNOWN = 4
"""The most words of a name that no one has."""


class Ambiguity(NamedTuple):
    """What is unclear in a line. `written` are the words in question; `candidates` are paths of people's notes.

    "several": several people have this name. "nobody": no person has it, and the candidates have similar names. "no
    people": the line names no one. "no contact": the line describes an intention, a thought or a negation. The other
    kinds concern days. `plans.sentence` turns an ambiguity into a message for the user.
    """

    kind: DoubtKind
    written: str = ""
    candidates: tuple[str, ...] = ()


class Named(NamedTuple):
    """A person named in a line, the words that name them, and a link to their note."""

    person: Person
    written: str
    link: str


class ParticipantList(NamedTuple):
    """The people of a line: the words from `first` to before `end`, after the word `joint`, name them."""

    first: int
    end: int
    joint: str = ""
    people: tuple[Named, ...] = ()
    doubts: tuple[Ambiguity, ...] = ()


def party_of(line: TypedLine, names: TypedNames) -> ParticipantList:
    """The first names in the line: after "with", "from" or "to", or a person's name alone.

    If no one is known, the words after "with" are a doubt, unless they cannot be a name ("with the team").
    """
    for at in range(len(line.words)):
        party = _behind(line, at, names) or _just_so(line, at, names)
        if party is not None:
            return party
    return _stranger(line, names) or ParticipantList(len(line.words), len(line.words))


def _behind(line: TypedLine, at: int, names: TypedNames) -> ParticipantList | None:
    """The people after the word `at`, if it is a word such as "with"."""
    joint = line.words[at].folded
    if joint not in TOGETHER | FROM | TO or at + 1 == len(line.words):
        return None
    first = names.known(line, at + 1, joined=True)
    if first is None and joint in TOGETHER and line.words[at + 1].folded not in NOBODY:
        first = names.unknown(line, at + 1)
    return None if first is None else _list(line, at, first, names, line.words[at].text)


def _just_so(line: TypedLine, at: int, names: TypedNames) -> ParticipantList | None:
    first = names.known(line, at, joined=False)
    return None if first is None else _list(line, at, first, names, "")


def _list(line: TypedLine, start: int, first: NameMatch, names: TypedNames, joint: str) -> ParticipantList:
    """The names that follow each other from `first` on."""
    found = [first]
    while (more := _next(line, found[-1].end, names)) is not None:
        found.append(more)
    people = {match.named.person.path: match.named for match in reversed(found) if match.named}
    doubts = tuple(dict.fromkeys(match.doubt for match in found if match.doubt))
    return ParticipantList(start, found[-1].end, joint, tuple(reversed(people.values())), doubts)


def _next(line: TypedLine, at: int, names: TypedNames) -> NameMatch | None:
    """The next name, after "and" or a comma. After a comma alone, an unknown name must be followed by "and".

    With `#intro`, "introduced Ana to Sam" names two people.
    """
    if at + 1 < len(line.words) and line.words[at].folded in TO and "intro" in exchange_tags(line.text):
        return names.known(line, at + 1, joined=True)
    comma = at < len(line.words) and line.words[at].text == ","
    at += comma
    joined = at < len(line.words) and line.words[at].folded in AND
    at += joined
    if not (comma or joined) or at >= len(line.words):
        return None
    known = names.known(line, at, joined=joined)
    return known or (None if line.words[at].folded in NOBODY else _unknown(line, at, names, joined=joined))


def _unknown(line: TypedLine, at: int, names: TypedNames, *, joined: bool) -> NameMatch | None:
    """What looks like a name: capitals after or before "and"; a word in small letters that ends the list."""
    unknown = names.unknown(line, at)
    if joined and line.words[at].is_capital:
        return unknown
    if unknown and _another_follows(line, unknown.end, names):
        return unknown
    return names.nobody(line, at, at + 1) if joined and _stands_alone(line, at) else None


def _another_follows(line: TypedLine, at: int, names: TypedNames) -> bool:
    """Whether "and" and another name come next."""
    if at + 1 >= len(line.words) or line.words[at].folded not in AND:
        return False
    return line.words[at + 1].is_capital or names.known(line, at + 1, joined=True) is not None


def _stands_alone(line: TypedLine, at: int) -> bool:
    """Whether the word after "and" ends the list of people: "and zoe, the plan", but not "and talked it over"."""
    word = line.words[at]
    ends = at + 1 == len(line.words) or line.words[at + 1].stops or line.words[at + 1].text.startswith("@")
    return ends and word.text[0].isalpha() and channel_in(word.text) is None


def _stranger(line: TypedLine, names: TypedNames) -> ParticipantList | None:
    """A single word after "with" that is no one's name: "coffee with zoe"; else a part of a name: "call Ana"."""
    for at, word in enumerate(line.words[:-1]):
        behind = line.words[at + 1]
        if word.folded in TOGETHER and not behind.stops and behind.folded not in NOBODY and behind.text[0].isalpha():
            nobody = names.nobody(line, at + 1, at + 2)
            return _list(line, at, nobody, names, word.text)
    parts = (names.part(line, at) for at in range(len(line.words)))
    return next(
        (ParticipantList(match.end - 1, match.end, doubts=(match.doubt,)) for match in parts if match and match.doubt),
        None,
    )


class NameMatch(NamedTuple):
    """A name in a line, up to the word `end`: the person, or the doubt. Both are None for the user's own name."""

    end: int
    named: Named | None = None
    doubt: Ambiguity | None = None


class TypedNames:
    """Finds names in a line. `chosen` maps the words of a doubt to the path of the person that was chosen."""

    def __init__(self, directory: People, chosen: Mapping[str, str] | None = None) -> None:
        self._directory = directory
        self._chosen = {same(written): path for written, path in (chosen or {}).items()}
        self._me = frozenset(map(same, directory.me))

    def known(self, line: TypedLine, at: int, *, joined: bool) -> NameMatch | None:
        """The longest name of a person at the word `at`; None if there is none.

        A name of one word in small letters counts only if it is `joined`: after "with" or "and".
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
                return NameMatch(end)
        return None

    def unknown(self, line: TypedLine, at: int) -> NameMatch | None:
        """What looks like a name at the word `at` but is no one's: capitals, or a part of a person's name."""
        reach = line.reach(at, _LONGEST_UNKNOWN)
        end = at
        while end < reach and (line.words[end].is_capital or (end > at and self._is_particle(line, end))):
            end += 1
        if end == at and at < reach and line.words[at].folded in self._parts:
            end = at + 1
        return self.nobody(line, at, end) if end > at else None

    def nobody(self, line: TypedLine, at: int, end: int) -> NameMatch:
        """The doubt about a name that no one has."""
        written = line.phrase(at, end)
        return NameMatch(end, doubt=Ambiguity("nobody", written, self._near(written)))

    def part(self, line: TypedLine, at: int) -> NameMatch | None:
        """The doubt about the word `at`, if it is part of a person's name."""
        return self.nobody(line, at, at + 1) if line.words[at].folded in self._parts else None

    def is_said_of(self, target: str) -> bool:
        """Whether a link leads, or may lead, to a person's note."""
        return bool(self._directory.who(Ref(target), ""))

    def _is_particle(self, line: TypedLine, at: int) -> bool:
        """Whether the word is a particle within a name: "Anna de Luca"."""
        return line.words[at].folded in PARTICLES and at + 1 < len(line.words) and line.words[at + 1].is_capital

    @cached_property
    def _parts(self) -> frozenset[str]:
        """Every word of every person's names."""
        names = (name for history in self._directory.histories for name in names_of(history.person))
        return frozenset(part for name in names for part in fold(name).split()) - NOBODY

    def _whom(self, written: str) -> tuple[str, ...]:
        chosen = self._chosen.get(same(written), "")
        return (chosen,) if chosen in self._directory.paths else self._called(written)

    def _called(self, name: str) -> tuple[str, ...]:
        """The paths of people with this name. Text in brackets after a name is not part of it."""
        found = [history.person for history in self._directory.who(Ref(name, plain=True), "")]
        named = (same(each) for person in found for each in names_of(person))
        return tuple(person.path for person in found) if "(" not in name or same(name) in named else ()

    def _linked(self, link: str, at: int) -> NameMatch | None:
        target, _, label = link[2:-2].partition("|")
        found = self._directory.who(Ref(target), "")
        paths = tuple(history.person.path for history in found)
        return self._match(label or target.rpartition("/")[2], paths, at + 1) if paths else None

    def _match(self, written: str, paths: tuple[str, ...], end: int) -> NameMatch:
        if len(paths) > 1:
            return NameMatch(end, doubt=Ambiguity("several", written, paths))
        person = self._directory.paths[paths[0]].person
        return NameMatch(end, Named(person, written, self._directory.link_to(person.path, _label(person, written))))

    def _near(self, written: str) -> tuple[str, ...]:
        try:
            found = self._directory.find(written)
        except AmbiguousName as unsure:
            return tuple(path for path in unsure.candidates if path in self._directory.paths)
        except UnknownName as unknown:
            return tuple(dict.fromkeys(path for name in unknown.candidates for path in self._called(name)))
        return () if isinstance(found, Meeting) else (found.person.path,)


def _label(person: Person, written: str) -> str:
    """The name as the note spells it: the one that was typed, else the first."""
    return next((name for name in names_of(person) if fold(name) == fold(written)), person.name)
