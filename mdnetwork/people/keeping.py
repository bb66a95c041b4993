"""People: everybody, kept from one look at the notes to the next, and brought up to date by what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from mdnetwork.model import Facts, Gathering, History, Person, Problem
from mdnetwork.people.copies import possible_copies
from mdnetwork.people.directory import Directory
from mdnetwork.people.gathering import Gathered, Hearing, Told, gathered, in_order, in_order_of_date
from mdnetwork.people.upkeep import last_contact_problems

_NAMING = ("id", "uid", "name", "aliases", "emails", "status")
"""What of a person decides what other notes mean."""


class Everybody:
    """What `gather` gives, at the cost of what changed, where that changes nobody's name.

    A note that comes or goes, or a person with another name, may change what any link means: then all is gathered
    anew. The facts of a note that did not change must be the same objects as before.
    """

    def __init__(self, today: date | None = None, crowd: int = 8) -> None:
        self.today = today
        self._crowd = crowd
        self._notes: dict[str, Facts] = {}
        self._last: Gathered | None = None
        self._places: dict[str, int] = {}
        """Where in the histories each person stands, by path."""
        self._alone: frozenset[str] = frozenset()
        """The people who may change their notes without becoming somebody's copy or double."""
        self._stale: dict[str, list[Problem]] = {}

    def gather(self, notes: Mapping[str, Facts]) -> Directory:
        """Everybody in these notes, by path: the same as `gather(notes.values(), today=…, crowd=…)`."""
        before, notes = self._notes, dict(notes)
        if self._last is None or notes.keys() != before.keys():
            return self._anew(notes)
        changed = {path: notes[path] for path in notes if notes[path] is not before[path]}
        if not changed:
            return self._last.directory
        if not all(self._keeps_names(before[path], each) for path, each in changed.items()):
            return self._anew(notes)
        self._notes = notes
        return self._mended(self._last, before, changed)

    def _anew(self, notes: dict[str, Facts]) -> Directory:
        self._notes = notes
        self._last = last = gathered(notes.values(), self.today, self._crowd)
        histories = last.directory.histories
        self._places = {history.person.path: place for place, history in enumerate(histories)}
        people = {path: each.person for path, each in notes.items() if each.person}
        self._alone = frozenset(self._places) - possible_copies(people) - {each.path for each in last.unfitting}
        self._stale = {h.person.path: found for h in histories if (found := last_contact_problems([h]))}
        return last.directory

    def _keeps_names(self, old: Facts, new: Facts) -> bool:
        """Whether all links mean what they meant."""
        if not {old.note.kind, new.note.kind}.isdisjoint({"me", "conflict"}):
            return False
        if old.person is None or new.person is None:
            return old.person is new.person
        same_names = all(getattr(old.person, name) == getattr(new.person, name) for name in _NAMING)
        return same_names and old.note.path in self._alone

    def _mended(self, last: Gathered, before: Mapping[str, Facts], changed: Mapping[str, Facts]) -> Directory:
        """Let the changed notes tell anew; whom they do or did tell of gets another history."""
        people = dict(last.hearing.people) | {p: each.person for p, each in changed.items() if each.person}
        hearing = last.hearing.of(people)
        was = {path: last.hearing.hear(before[path]) for path in changed}
        now = {path: hearing.hear(each) for path, each in changed.items()}
        concerned = {path for path in changed if changed[path].person}
        concerned |= {whom for told in (*was.values(), *now.values()) for whom, _ in (*told.evidence, *told.errands)}
        histories: dict[int, History] = {}
        for whom in concerned:
            place = self._places[whom]
            histories[place] = found = _retold(last.directory.histories[place], people[whom], now)
            self._stale[whom] = last_contact_problems([found])
        unheard = last.unheard | {path: list(told.problems) for path, told in now.items()}
        problems = {*last.unfitting, *chain(*unheard.values()), *chain(*self._stale.values())}
        meetings = _meetings(last.directory.meetings, now, hearing)
        directory = last.directory.mended(histories, meetings, tuple(sorted(problems)))
        self._last = Gathered(directory, hearing, last.unfitting, unheard)
        return directory


def _retold(history: History, person: Person, now: Mapping[str, Told]) -> History:
    """The history without what the notes told before, and with what they tell now."""
    new = [each for told in now.values() for whom, each in told.evidence if whom == person.path]
    errands = [each for each in history.errands if each.path not in now]
    errands += [each for told in now.values() for whom, each in told.errands if whom == person.path]
    return History(
        person,
        in_order([*(e for e in history.counted if e.path not in now), *(e for e in new if e.rejected is None)]),
        in_order([*(e for e in history.rejected if e.path not in now), *(e for e in new if e.rejected is not None)]),
        tuple(sorted(errands, key=lambda each: each.path)),
    )


def _meetings(before: tuple[Gathering, ...], now: Mapping[str, Told], hearing: Hearing) -> tuple[Gathering, ...]:
    """The meetings of other notes, with people as they are now, and those of the notes that changed."""
    others = [_with_people(each, hearing.people, now) for each in before if each.note.path not in now]
    new = [told.meeting for told in now.values() if told.meeting]
    return in_order_of_date([*others, *new]) if new or len(others) != len(before) else tuple(others)


def _with_people(meeting: Gathering, people: Mapping[str, Person], changed: Mapping[str, Told]) -> Gathering:
    if not any(person.path in changed for person in meeting.people):
        return meeting
    return replace(meeting, people=tuple(people[person.path] for person in meeting.people))
