"""People: the facts of all notes in, everybody with their history out. Twice the notes cost twice the time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from datetime import date
from itertools import chain
from posixpath import dirname
from typing import NamedTuple

from mdnetwork.model import Errand, Evidence, Facts, Gathering, History, Person, Problem
from mdnetwork.names import fold
from mdnetwork.people.attendance import attendees, gathering, heads, is_gathering, unknown
from mdnetwork.people.copies import conflict_copies, copy_problems
from mdnetwork.people.directory import Directory
from mdnetwork.people.identities import distinct
from mdnetwork.people.links import Links
from mdnetwork.people.naming import stem
from mdnetwork.people.own import own
from mdnetwork.people.testimony import Bench, Witness
from mdnetwork.people.unlinked import unlinked
from mdnetwork.people.upkeep import last_contact_problems, several_me


class Gathered(NamedTuple):
    """Everybody, with what it took to say so: for `keeping`, which brings it up to date."""

    directory: Directory
    hearing: Hearing
    unfitting: list[Problem]
    """What is wrong between notes: two of one identity, copies, several about the user."""
    unheard: dict[str, list[Problem]]
    """What is wrong in what a note says, by its path."""


def gather(facts: Iterable[Facts], *, today: date | None = None, crowd: int = 8) -> Directory:
    """Everybody in these notes, whose order does not matter, with links and names resolved.

    Without `today` nothing is future. Meetings of more than `crowd` people (the user not counted) are no
    interaction. People who died or want no contact are there like everybody else.
    """
    return gathered(facts, today, crowd).directory


def gathered(facts: Iterable[Facts], today: date | None, crowd: int) -> Gathered:
    """As `gather`."""
    notes = deque(sorted(facts, key=lambda each: each.note.path))
    mine = [each for each in notes if each.note.kind == "me"]
    theirs = {each.note.path: each for each in notes if each.note.kind not in {"me", "conflict"}}
    noted = {path: each.person for path, each in theirs.items() if each.person}
    copies = conflict_copies(noted, {path: theirs[path].mentions for path in noted})
    del theirs
    people, doubled = distinct(person for path, person in noted.items() if path not in copies)
    me = tuple(dict.fromkeys(name for each in mine for name in (*each.me, stem(each.note.path))))
    links = Links((each.note.path for each in notes), people, copies, me)
    ledger = _Ledger(people)
    hearing = Hearing({person.path: person for person in people}, links, today, crowd)
    while notes:  # let go of one by one: most of what they hold is held by what is made of them too
        each = notes.popleft()
        ledger.enter(each.note.path, hearing.hear(each))
    histories = ledger.histories()
    unfitting = doubled + copy_problems(copies) + several_me(mine)
    problems = [*unfitting, *chain.from_iterable(ledger.problems.values()), *last_contact_problems(histories)]
    directory = Directory(
        histories, in_order_of_date(ledger.meetings), tuple(sorted(set(problems))), me, *own(mine, today), links
    )
    return Gathered(directory, hearing, unfitting, ledger.problems)


class Told(NamedTuple):
    """What one note tells: evidence and tasks, each with the path of whom they concern, and its meeting."""

    evidence: Sequence[tuple[str, Evidence]] = ()
    errands: Sequence[tuple[str, Errand]] = ()
    meeting: Gathering | None = None
    problems: Sequence[Problem] = ()


class Hearing:
    """Hears one note after the other; `people` by path."""

    def __init__(self, people: Mapping[str, Person], links: Links, today: date | None, crowd: int) -> None:
        self.people = people
        died = {path: person.died for path, person in people.items() if person.died}
        self._bench = Bench(links, {path: person.id for path, person in people.items()}, today, died)
        self._crowd = crowd

    def of(self, people: Mapping[str, Person]) -> Hearing:
        """The same with other people at these paths, who have the same names."""
        other = copy(self)
        other.people = people
        return other

    def forget(self) -> None:
        """Resolve each name anew when it comes again: whoever has heard all notes hears few from then on."""
        self._bench.links.forget()

    def hear(self, facts: Facts) -> Told:
        """What the note tells."""
        if not facts.mentions and not facts.tasks and not facts.named and not is_gathering(facts.note):
            return _NOTHING
        folder = dirname(facts.note.path)
        meeting, crowded, problems = self._meeting(facts, folder)
        witness = Witness(facts, folder, self._bench, crowded)
        evidence = [(path, each) for (path, _, _), each in witness.evidence().items()]
        if facts.named:
            counted = {path for path, each in evidence if each.rejected is None}
            problems += unlinked(facts, counted, self._bench.links, self.people)
        errands = list(witness.errands())
        return Told(evidence, errands, meeting, problems + witness.problems)

    def _meeting(self, facts: Facts, folder: str) -> tuple[Gathering | None, set[int], list[Problem]]:
        """The note's meeting, the places in the note where too many came, and who of them is nobody's note."""
        coming = attendees(facts)
        if (not coming and not is_gathering(facts.note)) or facts.note.kind == "conflict":
            return None, set(), []
        links = self._bench.links
        meeting = gathering(facts.note, coming, links, folder, self.people)
        came = heads(facts.note, coming, links, folder)
        crowded = {place for place, people in came.items() if len(people) > self._crowd}
        return meeting, crowded, unknown(facts.note, coming, links, folder)


_NOTHING = Told()


class _Ledger:
    """All that the notes say of each person, entered note by note."""

    def __init__(self, people: Sequence[Person]) -> None:
        self.problems: dict[str, list[Problem]] = {}
        self.meetings: list[Gathering] = []
        self._people = people
        self._counted: Mapping[str, list[Evidence]] = {person.path: [] for person in people}
        self._rejected: Mapping[str, list[Evidence]] = {person.path: [] for person in people}
        self._errands: Mapping[str, list[Errand]] = {person.path: [] for person in people}

    def enter(self, path: str, told: Told) -> None:
        """Take down what a note tells."""
        for whom, evidence in told.evidence:
            (self._counted if evidence.rejected is None else self._rejected)[whom].append(evidence)
        for whom, errand in told.errands:
            self._errands[whom].append(errand)
        if told.meeting:
            self.meetings.append(told.meeting)
        if told.problems:
            self.problems[path] = list(told.problems)

    def histories(self) -> tuple[History, ...]:
        """Everybody by name, their evidence in order of date, path and line."""
        found = (
            History(
                person,
                in_order(self._counted[person.path]),
                in_order(self._rejected[person.path]),
                tuple(self._errands[person.path]),
            )
            for person in self._people
        )
        return tuple(sorted(found, key=lambda history: (fold(history.person.name), history.person.path)))


def in_order_of_date(meetings: Iterable[Gathering]) -> tuple[Gathering, ...]:
    """The meetings and events by day, hour and path."""
    return tuple(sorted(meetings, key=lambda each: each.when))


def in_order(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    """By date, path and line; of one line, as the note tells it."""
    return tuple(
        evidence
        if len(evidence) < 2  # noqa: PLR2004  one needs no order
        else sorted(evidence, key=lambda each: (each.date or date.max, each.path, each.line))
    )
