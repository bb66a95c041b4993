"""Insight: who knows whom, as far as the notes tell. Each edge stands with the lines that it was found on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from mdnetwork.insight.privacy import discretion, named
from mdnetwork.model import Evidence, History
from mdnetwork.people import People
from mdnetwork.people.testimony import AHEAD, CONFLICT_COPY, FITS_SEVERAL

CROWD = 8
"""More people than this on one line or at one meeting are a crowd: being there together says nothing."""
_SILENT = frozenset({CONFLICT_COPY, FITS_SEVERAL, "future date", "co-presence", AHEAD})
"""Lines rejected for these reasons tell of nobody knowing anybody."""

Pair = tuple[str, str]
"""Two identities, the lesser first."""
_Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Edges:
    """Who knows whom: identities as pairs and as neighbours, each edge with its evidence, the latest first.

    An edge is: having been at one meeting or in one line (not of a crowd), an introduction (`#intro`,
    `introduced_by`), a link from the one's note to the other's, or a typed relation. The same employer is none.
    An edge has no direction, and none leads to who may not be named.
    """

    pairs: Mapping[Pair, tuple[Evidence, ...]]
    neighbours: Mapping[str, tuple[str, ...]]
    untold: frozenset[Pair] = frozenset()
    """Pairs of whom only the note of somebody who may not be named tells: no edges, and no strangers either."""

    def acquainted(self, one: str, other: str) -> bool:
        """Whether any note tells that two people know each other, one too that may not be cited."""
        return _pair(one, other) in self.pairs or _pair(one, other) in self.untold

    def between(self, one: str, other: str) -> tuple[Evidence, ...]:
        """What tells that two people know each other; nothing where no note does."""
        return self.pairs.get(_pair(one, other), ())


def edges(directory: People, *, private: bool = False) -> Edges:
    """The edges among all who may be named; among `private` people too where they are asked for."""
    found: dict[Pair, set[Evidence]] = defaultdict(set)
    people = {history.person.id for history in named(directory, private=private)}
    untold: set[Pair] = set()
    quiet = discretion(directory, people)
    for pair, line in (*_together(directory, people), *_related(directory, people)):
        owner = directory.paths.get(line.path)
        if (owner and owner.person.id not in people) or quiet.hides_path(line):
            untold.add(pair)
        else:
            found[pair].add(line)
    near: dict[str, list[str]] = {identity: [] for identity in people}
    for one, other in found:
        near[one].append(other)
        near[other].append(one)
    return Edges(
        {pair: tuple(sorted(found[pair], key=_latest_first)) for pair in sorted(found)},
        {identity: tuple(sorted(near[identity])) for identity in sorted(near)},
        frozenset(untold),
    )


def _together(directory: People, people: set[str]) -> Iterator[tuple[Pair, Evidence]]:
    """Everybody whom one line or one meeting tells of, and whose note it stands in."""
    meetings = {meeting.note.path for meeting in directory.meetings}
    there: dict[_Place, dict[str, Evidence]] = defaultdict(dict)
    for history in directory.histories:
        for line in _telling(history, directory):
            place = (line.path, 0 if line.source == "attendee" and line.path in meetings else line.line)
            there[place].setdefault(history.person.id, line)
    for (path, _), told in there.items():
        owner = directory.paths.get(path)
        yield from _among(told, owner.person.id if owner else None, people)


def _telling(history: History, directory: People) -> Iterator[Evidence]:
    """The lines that may tell whom a person knows: what counts, and in the notes of other people what does not."""
    yield from (line for line in history.counted if len(line.people) > 1 or line.source == "attendee")
    own = history.person.path
    for line in history.rejected:
        if line.rejected not in _SILENT and line.path != own and line.path in directory.paths:
            yield line


def _among(told: Mapping[str, Evidence], owner: str | None, people: set[str]) -> Iterator[tuple[Pair, Evidence]]:
    if owner is not None:
        both = (who for who in told if owner in people and who != owner and who in people)
        yield from ((_pair(owner, who), told[who]) for who in both)
    if len(told) <= CROWD:
        for one, other in combinations(sorted(who for who in told if who in people and who != owner), 2):
            yield (one, other), told[one]


def _related(directory: People, people: set[str]) -> Iterator[tuple[Pair, Evidence]]:
    """Typed relations, and who introduced whom."""
    for history in directory.histories:
        person = history.person
        refs = [(ref, line, relation) for relation, ref, line in person.relations]
        if person.introduced_by:
            refs.append((person.introduced_by, person.line_of("introduced_by"), "introduced_by"))
        for ref, line, what in refs if person.id in people else ():
            who = [found.person.id for found in directory.who(ref, person.path)]
            if len(who) == 1 and who[0] in people and who[0] != person.id:
                told = Evidence(None, person.path, line, f"{what}: {ref.target}", source="field")
                yield _pair(person.id, who[0]), told


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _latest_first(line: Evidence) -> tuple[int, str, int, str]:
    return -(line.date or date.min).toordinal(), line.path, line.line, line.text


def cited(lines: Iterable[Evidence], most: int = 3) -> tuple[Evidence, ...]:
    """The few latest of the lines: as many as one reads."""
    return tuple(sorted(set(lines), key=_latest_first)[:most])
