"""People: what `gather` gives. Everybody with their history, meetings with who comes, what does not fit together.

Whom a user's word finds, from the exact name to the unique beginning, and what to say when it does not.
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
"""A name as written and what bears it."""

SHOWN = 5
"""Candidates that fit in a sentence."""


class Finder:
    """The names of people and meetings, ready to be searched. People come before meetings at every step."""

    def __init__(self, histories: Sequence[History], meetings: Sequence[Meeting]) -> None:
        self._people: list[Entry] = [(name, h) for h in histories for name in dict.fromkeys(names_of(h.person))]
        self._meetings: list[Entry] = [(name, m) for m in meetings for name in (stem(m.note.path), m.note.title)]
        self._paths: list[Entry] = [(h.person.path, h) for h in histories] + [(m.note.path, m) for m in meetings]
        self._identities: list[Entry] = [(h.person.id, h) for h in histories]

    def find(self, name: str) -> Found:
        """The one whom `name` means. Raises AmbiguousName and UnknownName."""
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
        """The names of people that begin with `prefix`, sorted."""
        wanted = fold(prefix)
        return tuple(sorted({name for name, _ in self._people if fold(name).startswith(wanted)}, key=_by_name))

    def _unknown(self, name: str, wanted: str) -> UnknownName:

        near = tuple(self._folded[key] for key in difflib.get_close_matches(wanted, self._folded))
        also = f" Near it: {', '.join(near)}." if near else ""
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
    """The first few paths, and how many more there are."""
    more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
    return ", ".join(paths[:SHOWN]) + more


class Place(Protocol):
    """A line of a note: evidence, a problem, a search's hit."""

    @property
    def path(self) -> str:
        """The note, from the vault's root."""

    @property
    def line(self) -> int:
        """Counts from 1."""


@dataclass(frozen=True)
class People:
    """Everybody in the vault, with names and links resolved.

    `histories` are sorted by name, `meetings` (and events, past and future) by day and hour, `problems` by path and
    line. `me` holds the user's own names and addresses as written. Without slots, because what is asked
    of it often (`identities`, `paths`, names) is worked out once.
    """

    histories: tuple[History, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    problems: tuple[Problem, ...] = ()
    me: tuple[str, ...] = ()
    profile: Profile | None = None
    """What the first `me` note tells of the user."""
    own_log: tuple[Evidence, ...] = ()
    """The user's own log (posts, talks, invitations), in order of date and line; future lines left out."""
    links: Links | None = field(default=None, compare=False, repr=False)
    """What links mean, conflict copies included; where none is given, links among the people's own notes."""

    @cached_property
    def identities(self) -> Mapping[str, History]:
        """Everybody by identity, `Person.id`."""
        return {history.person.id: history for history in self.histories}

    @cached_property
    def paths(self) -> Mapping[str, History]:
        """Everybody by the path of their note."""
        return {history.person.path: history for history in self.histories}

    @cached_property
    def private(self) -> tuple[Person, ...]:
        """Those whose notes say that nobody else may hear of them, by name."""
        return tuple([history.person for history in self.histories if history.person.private])

    def mended(
        self,
        changed: Mapping[int, History],
        meetings: tuple[Meeting, ...],
        problems: tuple[Problem, ...],
    ) -> People:
        """The same with other histories of the same people, by their places. What is known by name stays known."""
        histories = list(self.histories)
        for place, history in changed.items():
            histories[place] = history
        made = replace(self, histories=tuple(histories), meetings=meetings, problems=problems)
        known = vars(made)
        known["identities"] = {**self.identities, **{each.person.id: each for each in changed.values()}}
        known["paths"] = {**self.paths, **{each.person.path: each for each in changed.values()}}
        if not any(each.person.private for place, new in changed.items() for each in (self.histories[place], new)):
            known["private"] = self.private
        return made

    def find(self, name: str) -> History | Meeting:
        """The person (or the meeting) of this note name, display name, alias, identity, unique beginning or path.

        "Rossi Mario" finds Mario Rossi, and titles do not matter. Raises AmbiguousName when several fit, and
        UnknownName (with names that come near) when none does.
        """
        return self._finder.find(name)

    def search_names(self, prefix: str) -> tuple[str, ...]:
        """The names and aliases that begin with `prefix`, sorted: what a shell completes."""
        return self._finder.beginning(prefix)

    def who(self, ref: Ref, path: str) -> tuple[History, ...]:
        """The people whom `ref`, written in the note at `path`, may mean: none, one, or the several whom it fits."""
        folder = path.rpartition("/")[0]
        found = self._links.seen_in(folder).get(ref) or self._links.people(ref, folder)
        return tuple([self.paths[theirs] for theirs in found if theirs in self.paths])

    def link_to(self, path: str, label: str = "") -> str:
        """A link to the note at `path`, the shortest that means it in every folder: `[[Ana Lima|Ana]]`."""
        return self._links.link_to(path, label)

    def note(self, target: str, folder: str) -> str | None:
        """The path of the note that a link means, in a note that lies in `folder`; None where there is none."""
        return self._links.note(target, folder)

    def people_at(self, place: Place) -> tuple[Person, ...]:
        """The person whose note the line stands in, else the people whom the line tells of, by name."""
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
