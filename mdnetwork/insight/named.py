"""Insight: who may be named in what is suggested, counted and drawn, and who is tended at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdnetwork.followups.inheritance import Cadences
from mdnetwork.followups.silence import is_gone
from mdnetwork.model import History, Person
from mdnetwork.people import Directory


def may_be_named(person: Person, *, private: bool = False) -> bool:
    """Whether a suggestion, a number or a picture may hold this person: not the dead, nor who wants no contact, nor
    (unless `private` people are asked for) who is private.
    """
    return (private or not person.private) and not is_gone(person)


def named(directory: Directory, *, private: bool = False) -> tuple[History, ...]:
    """Everybody who may be named, by name; `private` people too where they are asked for."""
    return tuple(history for history in directory.histories if may_be_named(history.person, private=private))


def only_named(people: Iterable[Person]) -> Iterator[Person]:
    """Those of the people who may be named."""
    return (person for person in people if may_be_named(person))


def is_tended(person: Person, cadences: Cadences) -> bool:
    """Whether one means to keep in touch: a circle or a cadence, and no "never" nor a status that says otherwise."""
    if person.next_never or person.status:
        return False
    inherited = cadences.of(person)
    return bool(person.circle) if inherited is None else not inherited[0].never
