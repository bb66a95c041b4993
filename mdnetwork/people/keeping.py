"""People: keeps the result of `gather` in memory and updates it from the notes that changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Protocol

from mdnetwork.model import Evidence, Facts, History, Meeting, Person, PersonTask, Problem
from mdnetwork.people.directory import People
from mdnetwork.people.gathering import (
    CROWD,
    DayView,
    Gathered,
    NoteResolver,
    ResolvedNote,
    gathered,
    in_order_of_date,
    last_contact_problems,
    own_log,
    possible_copies,
)

_NAMING = ("id", "uid", "name", "aliases", "emails", "phones", "birthday", "status", "died", "by_folder")
"""The fields of a person that can change how other notes are resolved, or which notes are people."""
_APART = frozenset({"me", "conflict"})
"""Kinds of notes that belong to no person."""


class Notes(Protocol):
    """A source of facts that can be read again, so that facts need not stay in memory."""

    def changed(self, since: Mapping[str, int]) -> tuple[Mapping[str, int], list[Facts]]:
        """The number of each note by path, and the facts of the notes with another number, or none, in `since`."""


class Everybody:
    """Returns what `gather` returns, but resolves only the notes that changed, as long as no name changed.

    An added or removed note, or a renamed person, can change the meaning of any link: then everything is gathered
    again. A note's number changes whenever its facts change. On another day no note is resolved: only the histories
    with lines in between are built again.
    """

    def __init__(self, crowd: int = CROWD) -> None:
        self._crowd = crowd
        self._numbers: Mapping[str, int] = {}
        self._last: Gathered | None = None
        self._places: dict[str, int] = {}
        """The index of each person in the histories, by path."""
        self._alone: frozenset[str] = frozenset()
        """The people whose notes can change without becoming a copy or a duplicate."""
        self._apart: frozenset[str] = frozenset()
        """The notes that belong to no person: the user's own, and copies."""
        self._told_of: dict[str, tuple[str, ...]] = {}
        """The people (paths) that each note mentions, without its owner."""
        self._stale: dict[str, list[Problem]] = {}

    def gather(self, notes: Notes, today: date | None = None) -> People:
        """Everybody in these notes, as `gather` returns it."""
        numbers, changed = notes.changed(self._numbers)
        last = self._last
        if last is None:
            return self._anew(numbers, changed, today)
        same = len(numbers) == len(self._numbers) and all(each.note.path in self._numbers for each in changed)
        if not (same and all(self._keeps_names(last, each) for each in changed)):
            return self._anew(*notes.changed({}), today)
        self._numbers = numbers
        if today != last.view.today:
            last = self._moved(last, today)
        return self._mended(last, {each.note.path: each for each in changed}) if changed else last.directory

    def _anew(self, numbers: Mapping[str, int], notes: list[Facts], today: date | None) -> People:
        self._numbers = numbers
        people = {each.note.path: each.person for each in notes if each.person}
        apart = {each.note.path for each in notes if each.note.kind in _APART}
        self._last = last = gathered(_let_go(notes), today, self._crowd)
        last.hearing.forget()
        histories = last.directory.histories
        self._places = {history.person.path: place for place, history in enumerate(histories)}
        self._apart = frozenset(apart | (people.keys() - self._places.keys()))
        self._alone = frozenset(self._places) - possible_copies(people) - {each.path for each in last.unfitting}
        self._told_of = _told_of(histories)
        self._stale = {h.person.path: found for h in histories if (found := last_contact_problems([h]))}
        return last.directory

    def _keeps_names(self, last: Gathered, new: Facts) -> bool:
        """Whether every link still means the same."""
        path, person = new.note.path, new.person
        if path in self._apart or new.note.kind in _APART:
            return False
        old = last.hearing.people.get(path)
        if old is None or person is None:
            return old is person
        return path in self._alone and all(getattr(old, name) == getattr(person, name) for name in _NAMING)

    def _moved(self, last: Gathered, today: date | None) -> Gathered:
        """Build the histories again that have lines which this day judges in another way."""
        view = last.view
        view.today = today
        log = own_log(last.mine, today)
        histories = {
            place: self._history(view, history.person, view.evidence(history), history.errands)
            for place, history in enumerate(last.directory.histories)
            if view.changes(history)
        }
        if histories or log != last.directory.own_log:
            problems = self._problems(last.unfitting, last.unheard)
            moved = last.directory.mended(histories, last.directory.meetings, problems, log)
            last = self._last = last._replace(directory=moved)
        return last

    def _mended(self, last: Gathered, changed: Mapping[str, Facts]) -> People:
        """Resolve the changed notes, and rebuild the histories of the people they mention now or did before."""
        people = dict(last.hearing.people) | {p: each.person for p, each in changed.items() if each.person}
        hearing = last.hearing.of(people)
        now = {path: hearing.hear(each) for path, each in changed.items()}
        concerned = {path for path in changed if changed[path].person}
        for path, told in now.items():
            them = tuple({each: None for each, _ in (*told.evidence, *told.errands)})
            concerned.update(self._told_of.get(path, ()), them)
            self._told_of[path] = them
            (last.view.unwritten.add if told.unwritten else last.view.unwritten.discard)(path)
        histories: dict[int, History] = {}
        for whom in concerned:
            place = self._places[whom]
            history = last.directory.histories[place]
            evidence = [each for each in last.view.evidence(history) if each.path not in now]
            evidence += [each for told in now.values() for who, each in told.evidence if who == whom]
            errands = [each for each in history.errands if each.path not in now]
            errands += [each for told in now.values() for who, each in told.errands if who == whom]
            errands.sort(key=lambda each: each.path)
            histories[place] = self._history(last.view, people[whom], evidence, errands)
        unheard = last.unheard | {path: list(told.problems) for path, told in now.items()}
        meetings = _meetings(last.directory.meetings, now, hearing)
        directory = last.directory.mended(histories, meetings, self._problems(last.unfitting, unheard))
        self._last = last._replace(directory=directory, hearing=hearing, unheard=unheard)
        return directory

    def _history(
        self, view: DayView, person: Person, evidence: Iterable[Evidence], errands: Iterable[PersonTask]
    ) -> History:
        history = view.history(person, evidence, errands)
        self._stale[person.path] = last_contact_problems([history])
        return history

    def _problems(self, unfitting: Iterable[Problem], unheard: Mapping[str, list[Problem]]) -> tuple[Problem, ...]:
        return tuple(sorted({*unfitting, *chain(*unheard.values()), *chain(*self._stale.values())}))


def _let_go(notes: list[Facts]) -> Iterator[Facts]:
    """Yield each note and drop the reference to it, which saves memory."""
    notes.reverse()
    while notes:
        yield notes.pop()


def _told_of(histories: Iterable[History]) -> dict[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for history in histories:
        own = history.person.path
        for each in chain[Evidence | PersonTask](history.counted, history.rejected, history.errands):
            if each.path != own:
                found.setdefault(each.path, {})[own] = None
    return {path: tuple(whom) for path, whom in found.items()}


def _meetings(
    before: tuple[Meeting, ...], now: Mapping[str, ResolvedNote], hearing: NoteResolver
) -> tuple[Meeting, ...]:
    """The meetings, updated: people as they are now, and the meetings of the changed notes replaced."""
    paths = now.keys()
    others = [
        each if paths.isdisjoint([person.path for person in each.people]) else _with_people(each, hearing.people)
        for each in before
        if each.note.path not in now
    ]
    new = [told.meeting for told in now.values() if told.meeting]
    return in_order_of_date([*others, *new]) if new or len(others) != len(before) else tuple(others)


def _with_people(meeting: Meeting, people: Mapping[str, Person]) -> Meeting:
    return replace(meeting, people=tuple(people[person.path] for person in meeting.people))
