"""People: the facts of all notes in, everybody with their history out. Twice the notes cost twice the time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from posixpath import dirname

from mdnetwork.model import Errand, Evidence, Facts, Gathering, History, Person, Problem, Profile
from mdnetwork.names import fold
from mdnetwork.people.attendance import attendees, gathering, heads, unknown
from mdnetwork.people.copies import conflict_copies, copy_problems
from mdnetwork.people.directory import Directory
from mdnetwork.people.identities import distinct
from mdnetwork.people.links import Links
from mdnetwork.people.naming import stem
from mdnetwork.people.testimony import Bench, Witness
from mdnetwork.people.unlinked import unlinked
from mdnetwork.people.upkeep import last_contact_problems, several_me


def gather(facts: Iterable[Facts], *, today: date | None = None, crowd: int = 8) -> Directory:
    """Everybody in these notes, whose order does not matter, with links and names resolved.

    Without `today` nothing is future. Meetings of more than `crowd` people (the user not counted) are no
    interaction. People who died or want no contact are there like everybody else.
    """
    notes = sorted(facts, key=lambda each: each.note.path)
    mine = [each for each in notes if each.note.kind == "me"]
    theirs = {each.note.path: each for each in notes if each.note.kind not in {"me", "conflict"}}
    noted = {path: each.person for path, each in theirs.items() if each.person}
    copies = conflict_copies(noted, {path: theirs[path].mentions for path in noted})
    people, problems = distinct(person for path, person in noted.items() if path not in copies)
    me = tuple(dict.fromkeys(name for each in mine for name in (*each.me, stem(each.note.path))))
    links = Links((each.note.path for each in notes), people, copies, me)
    ledger = _Ledger(people, links, today, crowd)
    for each in notes:
        ledger.enter(each)
    histories = ledger.histories()
    problems += copy_problems(copies) + several_me(mine) + ledger.problems + last_contact_problems(histories)
    return Directory(histories, ledger.meetings(), tuple(sorted(set(problems))), me, *_own(mine, today), links)


def _own(mine: Sequence[Facts], today: date | None) -> tuple[Profile | None, tuple[Evidence, ...]]:
    """What the first of the user's own notes tells of them, and its log."""
    if not mine:
        return None, ()
    last = today or date.max
    log = [
        Evidence(each.date, mine[0].note.path, each.line, each.text, each.channel, each.direction, tags=each.tags)
        for each in mine[0].mentions
        if each.rejected is None and each.date is not None and each.date <= last
    ]
    return mine[0].profile, _in_order(log)


class _Ledger:
    """All that the notes say of each person, entered note by note."""

    def __init__(self, people: Sequence[Person], links: Links, today: date | None, crowd: int) -> None:
        self.problems: list[Problem] = []
        self._people = {person.path: person for person in people}
        self._counted: Mapping[str, list[Evidence]] = {path: [] for path in self._people}
        self._rejected: Mapping[str, list[Evidence]] = {path: [] for path in self._people}
        self._errands: Mapping[str, list[Errand]] = {path: [] for path in self._people}
        self._meetings: list[Gathering] = []
        self._bench = Bench(links, {person.path: person.id for person in people}, today)
        self._crowd = crowd

    def enter(self, facts: Facts) -> None:
        """Take down one note's evidence, tasks and meeting."""
        if not facts.mentions and not facts.tasks and not facts.named:
            return
        folder = dirname(facts.note.path)
        witness = Witness(facts, folder, self._bench, self._crowded(facts, folder))
        told: set[str] = set()
        for (path, _, _), evidence in witness.evidence().items():
            (self._counted if evidence.rejected is None else self._rejected)[path].append(evidence)
            if evidence.rejected is None:
                told.add(path)
        if facts.named:
            self.problems += unlinked(facts, told, self._bench.links, self._people)
        for path, errand in witness.errands():
            self._errands[path].append(errand)
        self.problems += witness.problems

    def histories(self) -> tuple[History, ...]:
        """Everybody by name, their evidence in order of date, path and line."""
        found = (
            History(person, _in_order(self._counted[path]), _in_order(self._rejected[path]), tuple(self._errands[path]))
            for path, person in self._people.items()
        )
        return tuple(sorted(found, key=lambda history: (fold(history.person.name), history.person.path)))

    def meetings(self) -> tuple[Gathering, ...]:
        """The meetings and events that somebody comes to, by date and path."""
        return tuple(sorted(self._meetings, key=lambda each: (each.note.date or date.max, each.note.path)))

    def _crowded(self, facts: Facts, folder: str) -> set[int]:
        """Take down the note's meeting. Returns the places in the note where too many came."""
        coming = attendees(facts)
        if not coming or facts.note.kind == "conflict":
            return set()
        links = self._bench.links
        self.problems += unknown(facts.note, coming, links, folder)
        meeting = gathering(facts.note, coming, links, folder, self._people)
        self._meetings += [meeting] if meeting else []
        came = heads(facts.note, coming, links, folder)
        return {place for place, people in came.items() if len(people) > self._crowd}


def _in_order(evidence: list[Evidence]) -> tuple[Evidence, ...]:
    """The notes came in order of path: what is left is the date, then the line."""
    return tuple(
        evidence
        if len(evidence) == 1
        else sorted(evidence, key=lambda each: (each.date or date.max, each.path, each.line))
    )
