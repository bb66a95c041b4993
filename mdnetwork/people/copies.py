"""People: copies that a sync service left beside a person's note, where only both notes together tell that they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from mdnetwork.model import Mention, Person, Problem
from mdnetwork.names import same
from mdnetwork.people.naming import stem, without_suffix

NUMBERED = re.compile(r" (?:\d{1,3}|\(\d{1,3}\))")
"""iCloud's `X 2`, and `X (1)`. OneDrive's `X-HOST` may have more hyphens in the host's name."""
_PARTING = re.compile("[- ]")


def conflict_copies(people: Mapping[str, Person], said: Mapping[str, Sequence[Mention]]) -> dict[str, str]:
    """The paths of copies among people's notes (by path, with what they say), each with the path of its original."""
    beside = {same(without_suffix(path)): path for path in sorted(people, reverse=True)}
    found: dict[str, str] = {}
    for path in sorted(people, key=lambda path: (len(path), path)):  # an original's path is shorter than its copies'
        for name, lines in _originals(path):
            original = beside.get(same(name))
            if original is None or not _may_be_same(people[path], people[original]):
                continue
            shared = _log(said[path]) & _log(said[original])
            if _are_same(people[path], people[original], len(shared) >= lines):
                found[path] = found.get(original, original)
                break
    return found


def possible_copies(people: Mapping[str, Person]) -> frozenset[str]:
    """The paths of all notes of which their logs might tell that one is a copy of the other."""
    beside: dict[str, list[str]] = {}
    for path in people:
        beside.setdefault(same(without_suffix(path)), []).append(path)
    pairs = ((path, other) for path in people for name, _ in _originals(path) for other in beside.get(same(name), ()))
    alike = ((path, other) for path, other in pairs if _may_be_same(people[path], people[other]))
    return frozenset(path for pair in alike for path in pair)


def _originals(path: str) -> Iterator[tuple[str, int]]:
    """The paths (without `.md`) that this may be a copy of, and how many lines of log they must share to be so.

    `Anna-Maria` may be a sister, and `Anna 2` hardly is.
    """
    folder, slash, _ = path.rpartition("/")
    name = stem(path)
    for sign in _PARTING.finditer(name, 1):
        if sign[0] == "-":
            yield folder + slash + name[: sign.start()], 2
        elif NUMBERED.fullmatch(name, sign.start()):
            yield folder + slash + name[: sign.start()], 1


def _may_be_same(one: Person, other: Person) -> bool:
    """Whether nothing that the notes say tells the two apart."""
    if one.uid and other.uid:
        return one.uid == other.uid
    return not (one.emails and other.emails and _mail(one).isdisjoint(_mail(other)))


def _are_same(copy: Person, original: Person, alike: bool) -> bool:
    """Whether the two have one identity; where the copy's name is only its file's, whether what they say is alike."""
    if copy.id == original.id:
        return True
    reached = _mail(copy) & _mail(original) or set(copy.urls) & set(original.urls)
    return same(copy.name) == same(stem(copy.path)) and bool(alike or reached)


def _mail(person: Person) -> set[str]:
    return set(map(same, person.emails))


def _log(mentions: Sequence[Mention]) -> set[object]:
    return {(mention.date, mention.text) for mention in mentions if mention.date and mention.text}


def copy_problems(copies: Mapping[str, str]) -> list[Problem]:
    """A warning for each copy."""
    message = (
        "This looks like a sync service's copy of {original} and is not read: merge the two and delete it."
        " If they are two people, give each note a `uid`."
    )
    return [
        Problem(path, 0, "CONFLICT-COPY", message.format(original=original), "warning")
        for path, original in copies.items()
    ]
