"""People: everybody with their history, meetings with the people who come, and problems between notes.

A name that a user types is found from the exact name to the unique beginning, or an error names those that come near.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.lazy import lazy
from mdnetwork.model import Evidence, History, Meeting, Person, Problem, Profile, Ref
from mdnetwork.names import fold, same
from mdnetwork.people.links import Links, loosely, names_of, stem, without_suffix

if TYPE_CHECKING:
    import difflib
else:
    difflib = lazy("difflib")


Found = History | Meeting
Entry = tuple[str, Found]
"""A name as written, and the person or meeting that has it."""

SHOWN = 5
"""The number of candidates that an error message lists."""


class Finder:
    """A searchable list of the names of people and meetings. At every step people come before meetings."""

    def __init__(self, histories: Sequence[History], meetings: Sequence[Meeting]) -> None:
        self._people: list[Entry] = [(name, h) for h in histories for name in dict.fromkeys(names_of(h.person))]
        self._meetings: list[Entry] = [(name, m) for m in meetings for name in (stem(m.note.path), m.note.title)]
        self._paths: list[Entry] = [(h.person.path, h) for h in histories] + [(m.note.path, m) for m in meetings]
        self._identities: list[Entry] = [(h.person.id, h) for h in histories]

    def find(self, name: str) -> Found:
        """The person or meeting with this name. Raises AmbiguousName and UnknownName."""
        wanted = fold(name)
        steps: tuple[tuple[list[Entry], Callable[[str], bool]], ...] = (
            (self._paths, _is(name, str)),
            (self._identities, _is(name, str)),
            (self._people, _is(name, same)),
            (self._paths, _is(name, lambda path: same(without_suffix(path)))),
            (self._meetings, _is(name, same)),
            (self._people, _is(name, fold)),
            (self._people, _is(name, loosely)),
            (self._people, lambda known: fold(known).startswith(wanted)),
            (self._people, lambda known: f" {wanted}" in fold(known)),
            (self._meetings, lambda known: fold(known).startswith(wanted)),
        )
        for entries, fits in steps if wanted else ():
            found = {_path(entry): entry for known, entry in entries if fits(known)}
            if found:
                return _only(name, found)
        raise self._unknown(name, wanted)

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The names of people that start with `prefix`, sorted."""
        wanted = fold(prefix)
        return tuple(sorted({name for name, _ in self._people if fold(name).startswith(wanted)}, key=_by_name))

    def _unknown(self, name: str, wanted: str) -> UnknownName:

        near = tuple(self._folded[key] for key in difflib.get_close_matches(wanted, self._folded))
        also = f" Did you mean {', '.join(near)}?" if near else ""
        return UnknownName(f"Nobody is called “{name}”.{also} `mdnet people` lists everybody.", near)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(name): name for name, _ in sorted(self._people + self._meetings, key=lambda e: e[0], reverse=True)}


def _is(name: str, form: Callable[[str], str]) -> Callable[[str], bool]:
    wanted = form(name)
    return lambda known: form(known) == wanted


def _path(entry: Found) -> str:
    return entry.person.path if isinstance(entry, History) else entry.note.path


def _by_name(name: str) -> tuple[str, str]:
    return fold(name), name


def _only(name: str, found: dict[str, Found]) -> Found:
    if len(found) == 1:
        return next(iter(found.values()))
    paths = tuple(sorted(found))
    raise AmbiguousName(f"“{name}” fits several: {shortened(paths)}. Write more of the name, or the path.", paths)


def shortened(paths: Sequence[str]) -> str:
    """The first few paths, and the number of the others."""
    more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
    return ", ".join(paths[:SHOWN]) + more


class Place(Protocol):
    """A line of a note, such as evidence, a problem or a search result."""

    @property
    def path(self) -> str:
        """The note, relative to the vault."""

    @property
    def line(self) -> int:
        """The line number, from 1."""


@dataclass(frozen=True)
class People:
    """Everybody in the vault, with names and links resolved.

    `histories` are sorted by name, `meetings` (and events, past and future) by day and time, `problems` by path and
    line. `me` holds the user's own names and addresses as written. The class has no slots because it caches
    properties (`identities`, `paths`, names).
    """

    histories: tuple[History, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    problems: tuple[Problem, ...] = ()
    me: tuple[str, ...] = ()
    profile: Profile | None = None
    """The user's profile, from the first `me` note."""
    own_log: tuple[Evidence, ...] = ()
    """The user's own log (posts, talks, invitations), by date and line, without future lines."""
    links: Links | None = field(default=None, compare=False, repr=False)
    """Resolves links, also to conflict copies. None resolves only links among the people's own notes."""

    @cached_property
    def identities(self) -> Mapping[str, History]:
        """Histories by `Person.id`."""
        return {history.person.id: history for history in self.histories}

    @cached_property
    def paths(self) -> Mapping[str, History]:
        """Histories by the path of the person's note."""
        return {history.person.path: history for history in self.histories}

    @cached_property
    def private(self) -> tuple[Person, ...]:
        """The people with a private note, by name."""
        return tuple([history.person for history in self.histories if history.person.private])

    def mended(
        self,
        changed: Mapping[int, History],
        meetings: tuple[Meeting, ...],
        problems: tuple[Problem, ...],
        own_log: tuple[Evidence, ...] | None = None,
    ) -> People:
        """A copy with other histories (by index) of the same people. Keeps the caches that stay valid."""
        histories = list(self.histories)
        for place, history in changed.items():
            histories[place] = history
        log = self.own_log if own_log is None else own_log
        made = replace(self, histories=tuple(histories), meetings=meetings, problems=problems, own_log=log)
        known = vars(made)
        known["identities"] = {**self.identities, **{each.person.id: each for each in changed.values()}}
        known["paths"] = {**self.paths, **{each.person.path: each for each in changed.values()}}
        if not any(each.person.private for place, new in changed.items() for each in (self.histories[place], new)):
            known["private"] = self.private
        return made

    def find(self, name: str) -> History | Meeting:
        """Find a person or meeting by note name, display name, alias, identity, unique beginning or path.

        "Rossi Mario" finds Mario Rossi, and titles do not matter. Raises AmbiguousName when several match, and
        UnknownName (with similar names) when none does.
        """
        return self._finder.find(name)

    def search_names(self, prefix: str) -> tuple[str, ...]:
        """The names and aliases that start with `prefix`, sorted, for shell completion."""
        return self._finder.beginning(prefix)

    def who(self, ref: Ref, path: str) -> tuple[History, ...]:
        """The people that `ref`, written in the note at `path`, may refer to: none, one, or several."""
        folder = path.rpartition("/")[0]
        found = self._links.seen_in(folder).get(ref) or self._links.people(ref, folder)
        return tuple([self.paths[theirs] for theirs in found if theirs in self.paths])

    def link_to(self, path: str, label: str = "") -> str:
        """The shortest link to the note at `path` that works from every folder: `[[Ana Lima|Ana]]`."""
        return self._links.link_to(path, label)

    def note(self, target: str, folder: str) -> str | None:
        """The path of the note that a link written in `folder` points to, or None."""
        return self._links.note(target, folder)

    def people_at(self, place: Place) -> tuple[Person, ...]:
        """The owner of the note if it is a person's, otherwise the people that the line mentions, by name."""
        if place.path in self.paths:
            return (self.paths[place.path].person,)
        return tuple(self._told_at.get((place.path, place.line), ()))

    @cached_property
    def _links(self) -> Links:
        return self.links or Links(self.paths, [history.person for history in self.histories])

    @cached_property
    def _finder(self) -> Finder:
        return Finder(self.histories, self.meetings)

    @cached_property
    def _told_at(self) -> Mapping[tuple[str, int], list[Person]]:
        told: dict[tuple[str, int], list[Person]] = {}
        for history in self.histories:
            evidence: tuple[Evidence, ...] = history.counted + history.rejected
            for place in {(e.path, e.line) for e in evidence}:
                told.setdefault(place, []).append(history.person)
        return told
