"""Editing: where in a typed line its people stand, and who they are."""

from __future__ import annotations

from typing import NamedTuple

from mdnetwork.editing.capture import Doubt, Named
from mdnetwork.editing.typed_names import Match, TypedNames
from mdnetwork.editing.typed_words import Line
from mdnetwork.words.channels import channel_in
from mdnetwork.words.sentence_words import AND, FROM, NOBODY, TO, TOGETHER
from mdnetwork.words.tags import exchange_tags


class Party(NamedTuple):
    """The people of a line: the words from `first` up to before `end` (with the `joint` before them) name them."""

    first: int
    end: int
    joint: str = ""
    people: tuple[Named, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def party_of(line: Line, names: TypedNames) -> Party:
    """The first names in the line: behind "with", "from" or "to", or the name of somebody just so.

    Where nobody is known, what stands behind "with" is a doubt, unless it can be no name ("with the team").
    """
    for at in range(len(line.words)):
        party = _behind(line, at, names) or _just_so(line, at, names)
        if party is not None:
            return party
    return _stranger(line, names) or Party(len(line.words), len(line.words))


def _behind(line: Line, at: int, names: TypedNames) -> Party | None:
    """The people behind the word `at`, where it joins them to the line."""
    joint = line.words[at].folded
    if joint not in TOGETHER | FROM | TO or at + 1 == len(line.words):
        return None
    first = names.known(line, at + 1, joined=True)
    if first is None and joint in TOGETHER and line.words[at + 1].folded not in NOBODY:
        first = names.unknown(line, at + 1)
    return None if first is None else _list(line, at, first, names, line.words[at].text)


def _just_so(line: Line, at: int, names: TypedNames) -> Party | None:
    first = names.known(line, at, joined=False)
    return None if first is None else _list(line, at, first, names, "")


def _list(line: Line, start: int, first: Match, names: TypedNames, joint: str) -> Party:
    """The names that follow each other from `first` on."""
    found = [first]
    while (more := _next(line, found[-1].end, names)) is not None:
        found.append(more)
    people = {match.named.person.path: match.named for match in reversed(found) if match.named}
    doubts = tuple(dict.fromkeys(match.doubt for match in found if match.doubt))
    return Party(start, found[-1].end, joint, tuple(reversed(people.values())), doubts)


def _next(line: Line, at: int, names: TypedNames) -> Match | None:
    """The name behind "and" or a comma. Behind a comma alone, one that nobody has must be followed by "and".

    With `#intro`, "introduced Ana to Sam" names two.
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


def _unknown(line: Line, at: int, names: TypedNames, *, joined: bool) -> Match | None:
    """What looks like a name: capitals behind "and", or before it; a word in small letters that stands alone."""
    unknown = names.unknown(line, at)
    if joined and line.words[at].is_capital:
        return unknown
    if unknown and _another_follows(line, unknown.end, names):
        return unknown
    return names.nobody(line, at, at + 1) if joined and _stands_alone(line, at) else None


def _another_follows(line: Line, at: int, names: TypedNames) -> bool:
    """Whether "and" and another name come next."""
    if at + 1 >= len(line.words) or line.words[at].folded not in AND:
        return False
    return line.words[at + 1].is_capital or names.known(line, at + 1, joined=True) is not None


def _stands_alone(line: Line, at: int) -> bool:
    """Whether the word behind "and" ends what is said of people: "and zoe, the plan", but not "and talked it over"."""
    word = line.words[at]
    ends = at + 1 == len(line.words) or line.words[at + 1].stops or line.words[at + 1].text.startswith("@")
    return ends and word.text[0].isalpha() and channel_in(word.text) is None


def _stranger(line: Line, names: TypedNames) -> Party | None:
    """The single word behind "with" that nobody is called: "coffee with zoe"; else a part of a name: "call Ana"."""
    for at, word in enumerate(line.words[:-1]):
        behind = line.words[at + 1]
        if word.folded in TOGETHER and not behind.stops and behind.folded not in NOBODY and behind.text[0].isalpha():
            nobody = names.nobody(line, at + 1, at + 2)
            return _list(line, at, nobody, names, word.text)
    parts = (names.part(line, at) for at in range(len(line.words)))
    return next(
        (Party(match.end - 1, match.end, doubts=(match.doubt,)) for match in parts if match and match.doubt), None
    )
