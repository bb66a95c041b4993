"""Insight: how strong a tie is, with the parts it is computed from; which people know each other, with the lines that
show it; who connects parts of the network, and the paths to somebody. For sorting and drawing, never to rank friends.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, pairwise
from math import sqrt
from typing import Literal, NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.errors import AmbiguousName
from mdnetwork.i18n import Texts
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, History, Person
from mdnetwork.names import fold
from mdnetwork.people import People
from mdnetwork.people.directory import shortened
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.people.testimony import AHEAD, CONFLICT_COPY, FITS_SEVERAL

CROWD = 8
"""More people than this on one line or at one meeting are a crowd, which does not show that they know each other."""
_SILENT = frozenset({CONFLICT_COPY, FITS_SEVERAL, "future date", "co-presence", AHEAD})
"""Lines rejected for these reasons do not show that people know each other."""

Pair = tuple[str, str]
"""Two identities, in alphabetical order."""
_Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Edges:
    """Acquaintances, as pairs of identities and as neighbours. Each edge has its evidence, latest first.

    An edge is: being at the same meeting or on the same line (without a crowd), an introduction (`#intro`,
    `introduced_by`), a link from one person's note to the other's, or a typed relation. A common employer is not.
    Edges have no direction, and include nobody who may not be named.
    """

    pairs: Mapping[Pair, tuple[Evidence, ...]]
    neighbours: Mapping[str, tuple[str, ...]]
    untold: frozenset[Pair] = frozenset()
    """Pairs known only from notes of people who may not be named: neither edges nor strangers."""

    def acquainted(self, one: str, other: str) -> bool:
        """Whether any note shows that two people know each other, even one that may not be cited."""
        return _pair(one, other) in self.pairs or _pair(one, other) in self.untold

    def between(self, one: str, other: str) -> tuple[Evidence, ...]:
        """The evidence that two people know each other; empty if there is none."""
        return self.pairs.get(_pair(one, other), ())


def edges(directory: People, privacy: PrivacyFilter | None = None) -> Edges:
    """The edges among all people who may be named, by default in a review."""
    privacy = privacy or PrivacyFilter(directory, "review")
    found: dict[Pair, set[Evidence]] = defaultdict(set)
    people = {history.person.id for history in privacy.people}
    untold: set[Pair] = set()
    for pair, line in (*_together(directory, people), *_related(directory, people)):
        owner = directory.paths.get(line.path)
        if (owner and owner.person.id not in people) or not privacy.may_cite(line):
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
    """Pairs of people on the same line or at the same meeting, and of the note's owner with each of them."""
    meetings = {meeting.note.path for meeting in directory.meetings}
    there: dict[_Place, dict[str, Evidence]] = defaultdict(dict)
    for history in directory.histories:
        for line in _telling(history, directory):
            place = (line.path, 0 if line.source == "attendee" and line.path in meetings else line.line)
            there[place].setdefault(history.person.id, line)
    for (path, _), lines in there.items():
        owner = directory.paths.get(path)
        yield from _among(lines, owner.person.id if owner else None, people)


def _telling(history: History, directory: People) -> Iterator[Evidence]:
    """The lines that may show a person's acquaintances: counted ones, and rejected ones in other people's notes."""
    yield from (line for line in history.counted if len(line.people) > 1 or line.source == "attendee")
    own = history.person.path
    for line in history.rejected:
        if line.rejected not in _SILENT and line.path != own and line.path in directory.paths:
            yield line


def _among(lines: Mapping[str, Evidence], owner: str | None, people: set[str]) -> Iterator[tuple[Pair, Evidence]]:
    if owner is not None:
        both = (who for who in lines if owner in people and who != owner and who in people)
        yield from ((_pair(owner, who), lines[who]) for who in both)
    if len(lines) <= CROWD:
        for one, other in combinations(sorted(who for who in lines if who in people and who != owner), 2):
            yield (one, other), lines[one]


def _related(directory: People, people: set[str]) -> Iterator[tuple[Pair, Evidence]]:
    """Pairs from typed relations and `introduced_by`."""
    for history in directory.histories:
        person = history.person
        refs = [(ref, line, relation) for relation, ref, line in person.relations]
        if person.introduced_by:
            refs.append((person.introduced_by, person.line_of("introduced_by"), "introduced_by"))
        for ref, line, what in refs if person.id in people else ():
            who = [found.person.id for found in directory.who(ref, person.path)]
            if len(who) == 1 and who[0] in people and who[0] != person.id:
                line_of_relation = Evidence(None, person.path, line, f"{what}: {ref.target}", source="field")
                yield _pair(person.id, who[0]), line_of_relation


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _latest_first(line: Evidence) -> tuple[int, str, int, str]:
    return -(line.date or date.min).toordinal(), line.path, line.line, line.text


def cited(lines: Iterable[Evidence], most: int = 3) -> tuple[Evidence, ...]:
    """The latest few of the lines."""
    return tuple(sorted(set(lines), key=_latest_first)[:most])


YEAR = 365
"""The number of days in which interactions count."""
MONTHLY = 12
"""The number of interaction days per year with full frequency."""
HALF_LIFE = 180
"""The number of days in which recency halves."""
STRONG, MIDDLING = 2 / 3, 1 / 3

Level = Literal["strong", "middling", "weak", "asleep", "none"]
Ways = Literal["both", "out", "in", ""]


@dataclass(frozen=True, slots=True)
class Tie:
    """The strength of a tie, and its parts.

    `strength` = sqrt(frequency x recency) x reciprocity, from 0 (none) to 1, without a unit, where

    - `frequency` = min(1, distinct days of interaction in the last 365 days / 12): once a month is full;
    - `recency` = 0.5 ** (days since the last interaction / 180): today is 1, half a year ago a half;
    - `reciprocity` = 1 if the year's interactions went both ways (a mutual one, or one out and one in), else 0.5.

    `level`: strong from 2/3, middling from 1/3, weak above 0; asleep with earlier contact but none in a year
    (strength 0; Levin, Walter & Murnighan 2011, "Dormant ties"); none without any contact. After Granovetter 1973,
    "The strength of weak ties": time, intensity, intimacy and reciprocal services. Notes contain time and
    direction, so these are measured; they do not contain affection, and it is not guessed.
    """

    strength: float
    level: Level
    frequency: float
    recency: float
    reciprocity: float
    days: int
    """Distinct days of interaction in the last year."""
    last: date | None
    silent: int | None
    """Days since the last interaction."""
    ways: Ways


def tie(history: History, today: date) -> Tie:
    """The tie with a person on this day. Later interactions are ignored."""
    days = history.held(today)
    if not days:
        return Tie(0.0, "none", 0.0, 0.0, 0.0, 0, None, None, "")
    since = add_days(today, -YEAR)
    recent = sum(day > since for day in days)
    silent = (today - days[-1]).days
    ways = _ways(history, since, today)
    frequency = min(1.0, recent / MONTHLY)
    recency = 0.5 ** (silent / HALF_LIFE)
    reciprocity = {"both": 1.0, "out": 0.5, "in": 0.5, "": 0.0}[ways]
    strength = sqrt(frequency * recency) * reciprocity
    return Tie(strength, _level(strength), frequency, recency, reciprocity, recent, days[-1], silent, ways)


def ties(directory: People, today: date) -> dict[str, Tie]:
    """The tie with everybody who may be named, by identity."""
    return {history.person.id: tie(history, today) for history in PrivacyFilter(directory, "review").people}


def tie_text(found: Tie, texts: Texts) -> str:
    """The tie and its parts in words: "strong: 9 interactions in a year, last 12 days ago, both ways"."""
    if found.silent is None:
        return texts.say("no contact yet")
    parts = [
        texts.count("{n} interaction in a year", "{n} interactions in a year", found.days),
        texts.count("last {n} day ago", "last {n} days ago", found.silent) if found.silent else texts.say("last today"),
    ]
    parts += [_ways_text(found.ways, texts)] if found.ways else []
    return f"{level_text(found.level, texts)}: {', '.join(parts)}"


def level_text(level: Level, texts: Texts) -> str:
    """A level in one word."""
    return {
        "strong": texts.say("strong"),
        "middling": texts.say("middling"),
        "weak": texts.say("weak"),
        "asleep": texts.say("asleep"),
        "none": texts.say("none yet"),
    }[level]


def _ways(history: History, since: date, today: date) -> Ways:
    """The direction of the interactions after `since`, up to `today`."""
    seen = {each.direction for each in history.counted if each.date is not None and since < each.date <= today}
    if "mutual" in seen or len(seen) > 1:
        return "both"
    return "out" if "out" in seen else "in" if "in" in seen else ""


def _level(strength: float) -> Level:
    if strength >= STRONG:
        return "strong"
    if strength >= MIDDLING:
        return "middling"
    return "weak" if strength > 0 else "asleep"


def _ways_text(ways: Ways, texts: Texts) -> str:
    return {
        "both": texts.say("both ways"),
        "out": texts.say("only from you"),
        "in": texts.say("only from them"),
    }[ways]


_Pair = tuple[str, str]


class Bridge(NamedTuple):
    """A person who connects parts of the network that nobody else connects.

    `circles` are the pairs of circles (sorted names) that are connected only through this person: somebody in one
    knows somebody in the other, or both know the same third person. `only` is the number of acquaintances who know
    nobody else in the notes: a count of structural holes (Burt 1992), from 0, in people. A person with only one
    acquaintance connects nothing. A bridge has at least one of the two. After Granovetter 1973: weak ties are
    bridges.
    """

    person: Person
    circles: tuple[tuple[str, str], ...]
    only: int


def bridge_text(found: Bridge, texts: Texts) -> str:
    """The bridge and its parts in words: "alone between close and wide; 2 people know nobody else here"."""
    circles = ", ".join(texts.say("{one} and {other}", one=one, other=other) for one, other in found.circles)
    parts = [texts.say("alone between {circles}", circles=circles)] if circles else []
    if found.only:
        parts.append(texts.count("{n} person knows nobody else here", "{n} people know nobody else here", found.only))
    return "; ".join(parts)


def bridges(survey: Survey, edges: Edges) -> tuple[Bridge, ...]:
    """Everybody who is a bridge, those with the most circles first. Linear time in the edges."""
    alone: dict[str, list[_Pair]] = defaultdict(list)
    for pair, who in _through(survey, edges).items():
        for identity in who:
            alone[identity].append(pair)
    found = (_bridge(survey, edges, identity, alone.get(identity, ())) for identity in edges.neighbours)
    kept = [bridge for bridge in found if bridge.circles or bridge.only]
    return tuple(sorted(kept, key=lambda each: (-len(each.circles), -each.only, each.person.id)))


def _bridge(survey: Survey, edges: Edges, identity: str, alone: Iterable[_Pair]) -> Bridge:
    near = edges.neighbours[identity]
    if len(near) == 1:  # a person with one acquaintance is no bridge
        return Bridge(survey.histories[identity].person, (), 0)
    only = sum(len(edges.neighbours[other]) == 1 for other in near)
    return Bridge(survey.histories[identity].person, tuple(sorted(alone)), only)


def _through(survey: Survey, edges: Edges) -> dict[_Pair, frozenset[str]]:
    """For each pair of connected circles, the people that every connection goes through."""
    circle_of = {identity: survey.histories[identity].person.circle for identity in edges.neighbours}
    found: dict[_Pair, frozenset[str]] = {}
    for one, other in edges.pairs:
        _cut(found, circle_of[one], circle_of[other], frozenset((one, other)))
    for identity, near in edges.neighbours.items():
        circles = {circle_of[other] for other in near} - {circle_of[identity]}
        for circle, beside in combinations(sorted(each for each in circles if each), 2):
            _cut(found, circle, beside, frozenset((identity,)))
    return found


def _cut(found: dict[_Pair, frozenset[str]], circle: str | None, beside: str | None, who: frozenset[str]) -> None:
    """Add a connection between two circles that goes through these people."""
    one, other = sorted((circle or "", beside or ""))
    if one and other and one != other:
        found[one, other] = found.get((one, other), who) & who


SHOWN = 5
"""The maximum number of paths."""
STEPS = 6
"""The maximum number of people on a path (Milgram 1967, "The small world problem")."""


@dataclass(frozen=True, slots=True)
class Way:
    """A path to a person: the people in order, the target last; `evidence` has one group for each step.

    The first step is the evidence that the user knows the first person. If `certain` is False, the last step is only
    a common employer, and the two may not know each other.
    """

    people: tuple[Person, ...]
    evidence: tuple[tuple[Evidence, ...], ...]
    certain: bool = True


def reach(directory: People, edges: Edges, target: str, today: date) -> list[Way]:
    """The paths to the person with this identity, shortest first, then strongest first tie; at most five.

    Empty for a person who may not be named. For a person the user knows, the direct path comes with those through
    others. If there is no path, known colleagues of the person are returned, who may know them.
    """
    goal = directory.identities[target]
    if not PrivacyFilter(directory, "review").may_name(goal.person):
        return []
    ways = [*_direct(goal, today), *_shortest(directory, edges, target, today)]
    if not ways:
        ways = list(_colleagues(directory, goal, today))
    return sorted(ways, key=lambda way: _order(way, directory, today))[:SHOWN]


def works_at(directory: People, org: str) -> bool:
    """Whether somebody works at an organisation with this name."""
    wanted = fold(org)
    return any(fold(history.person.org or "") == wanted for history in directory.histories)


def organisation(directory: People, beginning: str) -> str:
    """The one organisation of nameable people that starts with `beginning`; "" if none. Raises AmbiguousName."""
    wanted = fold(beginning)
    orgs = {fold(org): org for history in PrivacyFilter(directory, "review").people if (org := history.person.org)}
    found = tuple(orgs[key] for key in sorted(orgs) if wanted and key.startswith(wanted))
    if len(found) > 1:
        raise AmbiguousName(f"“{beginning}” fits several: {shortened(found)}. Write more of the name.", found)
    return found[0] if found else ""


def reach_org(directory: People, edges: Edges, org: str, today: date) -> list[Way]:
    """The best path to each person of an organisation, shortest first."""
    wanted = fold(org)
    there = [
        history for history in PrivacyFilter(directory, "review").people if fold(history.person.org or "") == wanted
    ]
    ways = [way for each in there for way in reach(directory, edges, each.person.id, today)[:1]]
    certain = [way for way in ways if way.certain]
    return sorted(certain or ways, key=lambda way: _order(way, directory, today))


def _order(way: Way, directory: People, today: date) -> tuple[int, float, tuple[str, ...]]:
    strength = tie(directory.identities[way.people[0].id], today).strength
    return len(way.people), -strength, tuple(person.id for person in way.people)


def _known(history: History, today: date) -> tuple[Evidence, ...]:
    """The evidence that the user knows somebody: the latest interaction, else the `met` field."""
    days = frozenset(history.held(today))
    counted = [line for line in history.counted if line.date in days]
    if counted:
        return cited(counted, 1)
    met = history.person.met
    if met is None or met > today:
        return ()
    return (Evidence(met, history.person.path, history.person.line_of("met"), f"met: {met}", source="field"),)


def _direct(goal: History, today: date) -> Iterator[Way]:
    known = _known(goal, today)
    if known:
        yield Way((goal.person,), (known,))


def _shortest(directory: People, edges: Edges, target: str, today: date) -> Iterator[Way]:
    """Search backwards from the target, level by level, until a level contains people the user knows."""
    seen = {target}
    level: list[tuple[str, ...]] = [(target,)]
    for _ in range(STEPS - 1):
        longer = [(near, *path) for path in level for near in edges.neighbours.get(path[0], ()) if near not in seen]
        firsts = {path[0]: _known(directory.identities[path[0]], today) for path in longer}
        found = [path for path in longer if firsts[path[0]]]
        if found or not longer:
            for path in found:
                yield _way(path, firsts[path[0]], directory, edges)
            return
        seen |= firsts.keys()
        level = list({path[0]: path for path in reversed(longer)}.values())


def _way(path: tuple[str, ...], known: tuple[Evidence, ...], directory: People, edges: Edges) -> Way:
    steps = (cited(edges.between(one, other)) for one, other in pairwise(path))
    return Way(tuple(directory.identities[each].person for each in path), (known, *steps))


def _colleagues(directory: People, goal: History, today: date) -> Iterator[Way]:
    """Known people with the same employer."""
    org = fold(goal.person.org or "")
    for history in PrivacyFilter(directory, "review").people if org else ():
        known = _known(history, today)
        if known and history.person.id != goal.person.id and fold(history.person.org or "") == org:
            same = (_work(history.person), _work(goal.person))
            yield Way((history.person, goal.person), (known, same), certain=False)


def _work(person: Person) -> Evidence:
    return Evidence(None, person.path, person.line_of("org"), f"org: {person.org}", source="field")
