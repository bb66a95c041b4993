"""Insight: hides people who may not be named (died, no contact or private) and text that would reveal them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from mdnetwork.fields import FIELDS, TEXTS, arguments, value_of
from mdnetwork.followups.context import Cadences
from mdnetwork.followups.history import is_gone
from mdnetwork.model import History, Person
from mdnetwork.names import fold
from mdnetwork.people import People
from mdnetwork.people.directory import Place
from mdnetwork.people.links import Spoken, names_of

_LISTS = tuple(field.name for field in FIELDS if field.kind in {"tags", "texts"})


@dataclass(frozen=True, slots=True)
class PrivacyFilter:
    """The lines about people who may not be named, and their names."""

    lines: frozenset[tuple[str, int]]
    names: Spoken

    def hides(self, place: Place) -> bool:
        """Whether quoting a line would reveal a hidden person: it is about them, or contains a name or alias of theirs.

        The title of a meeting does not reveal its attendees.
        """
        told = (place.path, place.line) in self.lines and getattr(place, "source", "") != "attendee"
        return told or self.hides_words(getattr(place, "text", "")) or self.hides_path(place)

    def hides_path(self, place: Place) -> bool:
        """Whether the file name of the note contains a hidden name: "Lunch with Zara Quiet.md"."""
        return _stands_in(self.names, place.path.rpartition("/")[2])

    def hides_words(self, text: str) -> bool:
        """Whether the text contains a hidden name or alias."""
        return any(self.names.places(fold(text)))


@lru_cache(8192)
def _stands_in(names: Spoken, title: str) -> bool:
    """Cached, because a note is checked once for each of its lines."""
    return any(names.places(fold(title)))


def discretion(directory: People, named: Container[str]) -> PrivacyFilter:
    """The filter that hides everybody except the identities in `named`."""
    unnamed = [history for history in directory.histories if history.person.id not in named]
    told = frozenset((line.path, line.line) for who in unnamed for line in (*who.counted, *who.rejected))
    return PrivacyFilter(told, Spoken(name for who in unnamed for name in names_of(who.person)))


def for_others(histories: Iterable[History], directory: People) -> list[History]:
    """The people who are not private, without what their notes say about private people.

    The source of exports, address books and folders of vCards.
    """
    shown = [history for history in histories if not history.person.private]
    if not directory.private:
        return shown
    quiet = discretion(directory, {each.person.id for each in directory.histories if not each.person.private})
    return [replace(history, person=_sayable(history.person, directory, quiet)) for history in shown]


def _sayable(person: Person, directory: People, quiet: PrivacyFilter) -> Person:
    said = {field.name: value_of(person, field.name) for field in TEXTS}
    texts = {name: None if quiet.hides_words(text or "") else text for name, text in said.items()}
    lists: dict[str, Any] = {
        name: tuple(text for text in getattr(person, name) if not quiet.hides_words(text)) for name in _LISTS
    }
    refs = [*(ref for _, ref, _ in person.relations), *([person.introduced_by] if person.introduced_by else [])]
    private = {
        ref
        for ref in refs
        if quiet.hides_words(ref.target) or any(each.person.private for each in directory.who(ref, person.path))
    }
    return replace(
        person,
        relations=tuple(each for each in person.relations if each[1] not in private and not quiet.hides_words(each[0])),
        introduced_by=None if person.introduced_by in private else person.introduced_by,
        urls=tuple(each for each in person.urls if not quiet.hides_words(each[1])),
        **arguments(Person, texts),
        **lists,
    )


def may_be_named(person: Person, *, private: bool = False) -> bool:
    """Whether a suggestion, number or picture may include this person.

    Not if they died or want no contact, and private people only with `private`.
    """
    return (private or not person.private) and not is_gone(person)


def named(directory: People, *, private: bool = False) -> tuple[History, ...]:
    """Everybody who may be named, by name; with `private` also private people."""
    return tuple(history for history in directory.histories if may_be_named(history.person, private=private))


def only_named(people: Iterable[Person]) -> Iterator[Person]:
    """The people who may be named."""
    return (person for person in people if may_be_named(person))


def is_tended(person: Person, cadences: Cadences) -> bool:
    """Whether the user wants to keep in touch: a circle or a cadence, and no "never" and no status."""
    if person.next_never or person.status:
        return False
    inherited = cadences.of(person)
    return bool(person.circle) if inherited is None else not inherited[0].never
