"""Follow-ups: keeps everybody's follow-ups in memory and updates those that a change may affect."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import chain
from typing import NamedTuple

from mdnetwork.followups import in_order, rank
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.context import Clock, FollowUpContext, Subject
from mdnetwork.followups.history import PersonHistory
from mdnetwork.i18n import Texts
from mdnetwork.model import FollowUp, History, Person
from mdnetwork.ordered import SortedList, differing, exchanged
from mdnetwork.people import People

Find = Callable[[PersonHistory, FollowUpContext], Iterable[FollowUp]]
Changed = list[tuple[History, History]]
"""Pairs of a person's old and new history, at the same path."""
_MANY = 500
"""With this many changed histories everything is computed again."""


class Computed(NamedTuple):
    """One person's follow-ups, with the days and the people that they depend on."""

    follow_ups: tuple[FollowUp, ...]
    clock: Clock
    subjects: set[Subject]


class Following:
    """Returns what `follow_ups` returns, but calls `find` only for people that a change may affect.

    A person's follow-ups are computed again when their history is another object, when somebody changed that a rule
    asked about, when a line, task or meeting that names the person came or went, or on a day on which an answer of the
    clock is another one.
    """

    def __init__(self, find: Find) -> None:
        self._find = find
        self._look: FollowUpContext | None = None
        self._today = date.min
        self._theirs: dict[str, Computed] = {}
        """Everybody by identity, also those who are gone, in the order of the histories."""
        self._all: SortedList[FollowUp] | None = None
        """All follow-ups in order, built at the first request."""

    def follow_ups(self, directory: People, settings: FollowUpSettings, today: date, texts: Texts) -> list[FollowUp]:
        """Every follow-up of everybody, as the function `follow_ups` returns them."""
        self._update(directory, settings, today, texts)
        if self._all is None:
            every = chain.from_iterable(each.follow_ups for each in self._theirs.values())
            self._all = SortedList(lambda each: rank(each, today), every)
        return self._all.all().copy()

    def by_person(
        self, directory: People, settings: FollowUpSettings, today: date, texts: Texts
    ) -> tuple[tuple[FollowUp, ...], ...]:
        """The follow-ups grouped by person. A group is the same object at the same index if nothing changed."""
        self._update(directory, settings, today, texts)
        return tuple([each.follow_ups for each in self._theirs.values()])

    def of(
        self, people: Iterable[History], directory: People, settings: FollowUpSettings, today: date, texts: Texts
    ) -> list[FollowUp]:
        """The follow-ups of these people only, as `follow_ups` returns them."""
        wanted = {each.person.id for each in people}
        if self._is_current(directory, settings, today, texts):
            found = [self._theirs[each] for each in wanted & self._theirs.keys()]
        else:
            context = FollowUpContext(directory, settings, today, texts)
            found = [self._computed(context, each) for each in wanted]
        return in_order(chain.from_iterable(each.follow_ups for each in found), today)

    def _is_current(self, directory: People, settings: FollowUpSettings, today: date, texts: Texts) -> bool:
        last = self._look
        return (
            last is not None
            and last.directory is directory
            and (last.settings, self._today, last.texts) == (settings, today, texts)
        )

    def _update(self, directory: People, settings: FollowUpSettings, today: date, texts: Texts) -> None:
        if self._is_current(directory, settings, today, texts):
            return
        last = self._look
        is_same = last is not None and (last.settings, last.texts) == (settings, texts)
        changed = _changes(last.directory, directory) if last is not None and is_same else None
        if last is None or changed is None:
            affected: Iterable[str] = [each.person.id for each in directory.histories]
            self._theirs, self._all = {}, None
        else:
            affected = self._affected(last.directory, directory, changed, today)
        if today != self._today:
            self._all = None  # the order depends on the day
        self._look = context = FollowUpContext(directory, settings, today, texts)
        self._today = today
        for identity in affected:
            self._replace(identity, self._computed(context, identity))

    def _affected(self, old: People, new: People, changed: Changed, today: date) -> set[str]:
        """The people whose follow-ups may be others than before."""
        subjects: set[Subject] = {(now.person.path, "history") for _, now in changed}
        subjects |= {(now.person.path, "who") for was, now in changed if was.person != now.person}
        return {now.person.id for _, now in changed}.union(
            _concerned(old, new, changed),
            (
                identity
                for identity, (_, clock, asked) in self._theirs.items()
                if not (clock.holds_from <= today <= clock.holds_until and asked.isdisjoint(subjects))
            ),
        )

    def _computed(self, context: FollowUpContext, identity: str) -> Computed:
        context.record()
        history = context.history(identity)
        found = tuple(self._find(history, context)) if history else ()
        return Computed(found, context.clock, context.subjects)

    def _replace(self, identity: str, computed: Computed) -> None:
        gone = self._theirs.get(identity)
        self._theirs[identity] = computed
        if self._all is not None:
            for each in gone.follow_ups if gone else ():
                self._all.remove(each)
            for each in computed.follow_ups:
                self._all.add(each)


def _changes(old: People, new: People) -> Changed | None:
    """The changed histories; None if people or names changed, or if too many histories changed."""
    if old.links is not new.links or len(old.histories) != len(new.histories):
        return None
    changed = list(zip(*differing(old.histories, new.histories), strict=True))
    return changed if len(changed) < _MANY and all(_is_same(was.person, now.person) for was, now in changed) else None


def _is_same(was: Person, now: Person) -> bool:
    return (was.id, was.path) == (now.id, now.path)


def _concerned(old: People, new: People, changed: Changed) -> Iterator[str]:
    """The people named in a line, task, meeting or `introduced_by` that only one of the two has."""
    for meeting in exchanged(old.meetings, new.meetings):
        yield from (person.id for person in meeting.people)
    for was, now in changed:
        for line in exchanged(chain(was.counted, was.rejected), chain(now.counted, now.rejected)):
            yield from line.people
        for task in exchanged(was.errands, now.errands):
            yield from task.people
        if was.person.introduced_by != now.person.introduced_by:
            for directory, person in ((old, was.person), (new, now.person)):
                who = directory.who(person.introduced_by, person.path) if person.introduced_by else ()
                yield from (each.person.id for each in who)
