"""Insight: which people know each other, with the lines that show it, and who connects parts of the network."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations

from mdnetwork.frozen import NamedTuple, short_repr
from mdnetwork.i18n import Texts
from mdnetwork.insight.groups import memberships
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Person
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.verdicts import HIDES_ACQUAINTANCE

CROWD = 8
"""More people than this on one line or at one meeting are a crowd, which does not show that they know each other."""
Pair = tuple[str, str]
"""Two identities, in alphabetical order."""
CirclePair = tuple[str, str]
"""Two circles, in alphabetical order."""
_Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Edges:
    """Acquaintances, as pairs of identities and as neighbours. Each edge has its evidence, latest first.

    An edge is: being at the same meeting or on the same line (without a crowd), an introduction (`#intro`,
    `introduced_by`), a link from one person's note to the other's, or a typed relation. A common employer is not, and a
    common group (`fellows`) is not.
    Edges have no direction, and include nobody who may not be named.
    """

    pairs: Mapping[Pair, tuple[Evidence, ...]]
    neighbours: Mapping[str, tuple[str, ...]]
    untold: frozenset[Pair] = frozenset()
    """Pairs known only from notes of people who may not be named: neither edges nor strangers."""
    fellows: Mapping[Pair, tuple[Evidence, ...]] = field(default_factory=dict)
    """Pairs in the same group (no crowd), with its lines. They may know each other, which is less than an edge."""

    __repr__ = short_repr()

    def acquainted(self, one: str, other: str) -> bool:
        """Whether any note shows that two people know each other, even one that may not be cited."""
        return _pair(one, other) in self.pairs or _pair(one, other) in self.untold

    def strangers(self, one: str, other: str) -> bool:
        """Whether nothing shows that two people know or may know each other: they share no group either."""
        return not self.acquainted(one, other) and _pair(one, other) not in self.fellows

    def between(self, one: str, other: str) -> tuple[Evidence, ...]:
        """The evidence that two people know each other; empty if there is none."""
        return self.pairs.get(_pair(one, other), ())


class Bridge(NamedTuple):
    """A person who connects parts of the network that nobody else connects.

    `circles` are the pairs of circles (sorted names) that are connected only through this person: somebody in one
    knows somebody in the other, or both know the same third person. `only` is the number of acquaintances who know
    nobody else in the notes: a count of structural holes (Burt 1992), from 0, in people. A person with only one
    acquaintance connects nothing. A bridge has at least one of the two. After Granovetter 1973: weak ties are
    bridges.
    """

    person: Person
    circles: tuple[CirclePair, ...]
    only: int


def acquaintances(directory: People, privacy: PrivacyFilter | None = None) -> Edges:
    """The edges among all people who may be named, by default in a review."""
    privacy = privacy or PrivacyFilter(directory, "review")
    found: dict[Pair, set[Evidence]] = defaultdict(set)
    people = {person.id for person in privacy.nameable}
    untold: set[Pair] = set()
    for pair, line in (*_together(directory, people), *_related(directory, people)):
        owner = directory.owner(line.path)
        if (owner and owner.id not in people) or not privacy.may_cite(line):
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
        dict(_fellows(directory, privacy)),
    )


def _fellows(directory: People, privacy: PrivacyFilter) -> Iterator[tuple[Pair, tuple[Evidence, ...]]]:
    found: dict[Pair, list[Evidence]] = defaultdict(list)
    for group in memberships(directory, privacy, date.max):
        if group.size <= CROWD:
            for one, other in combinations(sorted(group.members, key=lambda each: each.person.id), 2):
                found[one.person.id, other.person.id] += [one.evidence, other.evidence]
    return ((pair, tuple(dict.fromkeys(found[pair]))) for pair in sorted(found))


def _together(directory: People, people: set[str]) -> Iterator[tuple[Pair, Evidence]]:
    """Pairs of people on the same line or at the same meeting, and of the note's owner with each of them."""
    meetings = directory.meeting_paths
    there: dict[_Place, dict[str, Evidence]] = defaultdict(dict)
    for person, line in directory.shared_lines():
        if _tells(line, person, directory):
            place = (line.path, 0 if line.source == "attendee" and line.path in meetings else line.line)
            there[place].setdefault(person.id, line)
    for (path, _), lines in there.items():
        owner = directory.owner(path)
        yield from _among(lines, owner.id if owner else None, people)


def _tells(line: Evidence, person: Person, directory: People) -> bool:
    """Whether the line may show a person's acquaintances: counted ones, and rejected ones in other people's notes."""
    if line.rejected is None:
        return len(line.people) > 1 or line.source == "attendee"
    if line.rejected in HIDES_ACQUAINTANCE or line.path == person.path:
        return False
    return directory.owner(line.path) is not None


def _among(lines: Mapping[str, Evidence], owner: str | None, people: set[str]) -> Iterator[tuple[Pair, Evidence]]:
    if owner is not None:
        both = (who for who in lines if owner in people and who != owner and who in people)
        yield from ((_pair(owner, who), lines[who]) for who in both)
    if len(lines) <= CROWD:
        for one, other in combinations(sorted(who for who in lines if who in people and who != owner), 2):
            yield (one, other), lines[one]


def _related(directory: People, people: set[str]) -> Iterator[tuple[Pair, Evidence]]:
    """Pairs from typed relations and `introduced_by`."""
    for person in directory.everybody:
        if person.id not in people:
            continue
        refs = [(ref, line, what, directory.whom(ref, person.path)) for what, ref, line in person.relations]
        by = directory.introducers.get(person.path)
        if person.introduced_by and by:
            refs.append((person.introduced_by, person.line_of("introduced_by"), "introduced_by", (by,)))
        for ref, line, what, who in refs:
            if len(who) == 1 and who[0].id in people and who[0].id != person.id:
                line_of_relation = Evidence(None, person.path, line, f"{what}: {ref.target}", source="field")
                yield _pair(person.id, who[0].id), line_of_relation


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _latest_first(line: Evidence) -> tuple[int, str, int, str]:
    return -(line.date or date.min).toordinal(), line.path, line.line, line.text


def cited(lines: Iterable[Evidence], most: int = 3) -> tuple[Evidence, ...]:
    """The latest few of the lines."""
    return tuple(sorted(set(lines), key=_latest_first)[:most])


def bridges(survey: Survey, edges: Edges) -> tuple[Bridge, ...]:
    """Everybody who is a bridge, those with the most circles first. Linear time in the edges."""
    alone: dict[str, list[CirclePair]] = defaultdict(list)
    for pair, who in _through(survey, edges).items():
        for identity in who:
            alone[identity].append(pair)
    found = (_bridge(survey, edges, identity, alone.get(identity, ())) for identity in edges.neighbours)
    kept = [bridge for bridge in found if bridge.circles or bridge.only]
    return tuple(sorted(kept, key=lambda each: (-len(each.circles), -each.only, each.person.id)))


def _bridge(survey: Survey, edges: Edges, identity: str, alone: Iterable[CirclePair]) -> Bridge:
    near = edges.neighbours[identity]
    if len(near) == 1:  # a person with one acquaintance is no bridge
        return Bridge(survey.histories[identity].person, (), 0)
    only = sum(len(edges.neighbours[other]) == 1 for other in near)
    return Bridge(survey.histories[identity].person, tuple(sorted(alone)), only)


def _through(survey: Survey, edges: Edges) -> dict[CirclePair, frozenset[str]]:
    """For each pair of connected circles, the people that every connection goes through."""
    circle_of = {identity: survey.histories[identity].person.circle for identity in edges.neighbours}
    found: dict[CirclePair, frozenset[str]] = {}
    for one, other in edges.pairs:
        _cut(found, circle_of[one], circle_of[other], frozenset((one, other)))
    for identity, near in edges.neighbours.items():
        circles = {circle_of[other] for other in near} - {circle_of[identity]}
        for circle, beside in combinations(sorted(each for each in circles if each), 2):
            _cut(found, circle, beside, frozenset((identity,)))
    return found


def _cut(found: dict[CirclePair, frozenset[str]], circle: str | None, beside: str | None, who: frozenset[str]) -> None:
    """Add a connection between two circles that goes through these people."""
    one, other = sorted((circle or "", beside or ""))
    if one and other and one != other:
        found[one, other] = found.get((one, other), who) & who


def bridge_text(found: Bridge, texts: Texts) -> str:
    """The bridge and its parts in words: "alone between close and wide; 2 people know nobody else here"."""
    circles = ", ".join(texts.say("{one} and {other}", one=one, other=other) for one, other in found.circles)
    parts = [texts.say("the only link between {circles}", circles=circles)] if circles else []
    if found.only:
        parts.append(texts.count("{n} person knows nobody else here", "{n} people know nobody else here", found.only))
    return "; ".join(parts)
