"""Follow-ups: which cadence a person has: their own, or the one that a circle, a tag, a folder or the settings give."""

from __future__ import annotations

from datetime import date
from typing import Literal

from mdnetwork.dates import Cadence, Span
from mdnetwork.frozen import dataclass
from mdnetwork.model import History, Person
from mdnetwork.names import fold, same

Inherited = tuple[Cadence, str]
"""A cadence and its origin: "person", "circle core", "tag mentor", "folder People/Work" or "default"."""


_MONTH = 30.436875
"""Days in a mean Gregorian month, used to compare spans."""


Preference = Literal["", "one-to-one"]
"""How the user likes to meet people: a coffee with one rather than an event."""


@dataclass(frozen=True, slots=True)
class FollowUpSettings:
    """Cadences that people inherit. Circles and tags are compared folded. A folder is a path relative to the vault."""

    circles: tuple[tuple[str, Cadence], ...] = ()
    tags: tuple[tuple[str, Cadence], ...] = ()
    folders: tuple[tuple[str, Cadence], ...] = ()
    default: Cadence | None = None
    birthday_notice: Span | None = None
    """How long before a birthday a follow-up is due."""
    fresh_from: date | None = None
    """"Start fresh": cadence and dormant count from this day if the last contact is older. Planned, first, thank,
    congratulate and introduction follow-ups due before it are dropped. Promises, waits and tasks stay.
    """
    prefers: Preference = ""


def cadence_of(history: History, settings: FollowUpSettings) -> Inherited | None:
    """The cadence of a person and its origin, or None. The cadence may be `never`."""
    return Cadences(settings).of(history.person)


class Cadences:
    """The cadences in the settings, prepared for lookup."""

    def __init__(self, settings: FollowUpSettings) -> None:
        self._circles = {fold(name): (cadence, f"circle {name}") for name, cadence in settings.circles}
        self._tags = {fold(name.lstrip("#")): (cadence, f"tag {name.lstrip('#')}") for name, cadence in settings.tags}
        self._folders = {same(name.strip("/")): (cadence, f"folder {name}") for name, cadence in settings.folders}
        self._default = (settings.default, "default") if settings.default else None
        self._answers: dict[tuple[str | None, tuple[str, ...], str], Inherited | None] = {}

    def of(self, person: Person) -> Inherited | None:
        """The cadence of this person and its origin, or None."""
        if person.cadence is not None:
            return person.cadence, "person"
        key = (person.circle, person.tags, person.path.rpartition("/")[0])
        if key not in self._answers:
            self._answers[key] = self._of_circle(person) or self._of_tags(person) or self._of_folder(person)
        return self._answers[key] or self._default

    def _of_circle(self, person: Person) -> Inherited | None:
        return self._circles.get(fold(person.circle)) if person.circle else None

    def _of_tags(self, person: Person) -> Inherited | None:
        """The shortest cadence of the person's tags. As in Obsidian, the tag `work/acme` includes the tag `work`."""
        names = {end for tag in person.tags for end in _with_parents(fold(tag.lstrip("#")))}
        return min((self._tags[name] for name in names if name in self._tags), key=_length, default=None)

    def _of_folder(self, person: Person) -> Inherited | None:
        """The cadence of the nearest folder. "" is the vault itself."""
        above = [*_with_parents(same(person.path.rpartition("/")[0])), ""]
        return next((self._folders[name] for name in above if name in self._folders), None)


def _with_parents(path: str) -> list[str]:
    """`a/b/c`, then `a/b`, then `a`."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(len(parts), 0, -1)]


def _length(inherited: Inherited) -> tuple[bool, float, float, str]:
    cadence, origin = inherited
    if cadence.month is not None:
        year = cadence.every * 12 * _MONTH
        return cadence.never, year, year, origin
    return cadence.never, _days(cadence.due), _days(cadence.late), origin


def _days(span: Span) -> float:
    return span.months * _MONTH + span.days
