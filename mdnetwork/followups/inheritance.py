"""Follow-ups: whose cadence holds. A person's own, else their circle's, tags', folder's, else the default."""

from __future__ import annotations

from mdnetwork.dates import Cadence, Span
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.model import History, Person
from mdnetwork.names import fold, same

Inherited = tuple[Cadence, str]
"""A cadence and where it comes from: "person", "circle core", "tag mentor", "folder People/Work" or "default"."""

_MONTH = 30.436875
"""Days in a mean Gregorian month, to compare spans."""


def cadence_of(history: History, settings: FollowUpSettings) -> Inherited | None:
    """The cadence that holds for a person, and where it comes from; None where none does. It may be `never`."""
    return Cadences(settings).of(history.person)


class Cadences:
    """The cadences of the settings, ready to be inherited by many people."""

    def __init__(self, settings: FollowUpSettings) -> None:
        self._circles = {fold(name): (cadence, f"circle {name}") for name, cadence in settings.circles}
        self._tags = {fold(name.lstrip("#")): (cadence, f"tag {name.lstrip('#')}") for name, cadence in settings.tags}
        self._folders = {same(name.strip("/")): (cadence, f"folder {name}") for name, cadence in settings.folders}
        self._default = (settings.default, "default") if settings.default else None
        self._answers: dict[tuple[str | None, tuple[str, ...], str], Inherited | None] = {}

    def of(self, person: Person) -> Inherited | None:
        """The cadence that holds for this person, and where it comes from."""
        if person.cadence is not None:
            return person.cadence, "person"
        key = (person.circle, person.tags, person.path.rpartition("/")[0])
        if key not in self._answers:
            self._answers[key] = self._of_circle(person) or self._of_tags(person) or self._of_folder(person)
        return self._answers[key] or self._default

    def _of_circle(self, person: Person) -> Inherited | None:
        return self._circles.get(fold(person.circle)) if person.circle else None

    def _of_tags(self, person: Person) -> Inherited | None:
        """The shortest. As in Obsidian, who has the tag `work/acme` has the tag `work`."""
        names = {end for tag in person.tags for end in _with_parents(fold(tag.lstrip("#")))}
        return min((self._tags[name] for name in names if name in self._tags), key=_length, default=None)

    def _of_folder(self, person: Person) -> Inherited | None:
        """The nearest. "" is the vault itself."""
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
