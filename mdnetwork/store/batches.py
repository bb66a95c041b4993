"""Store: everybody, a few hundred people at a time, with what concerns them. Only these are in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple, TypeVar

from mdnetwork.model import Evidence, History, Meeting, Person, PersonTask
from mdnetwork.store.people import Loader, StoredPeople

_Thing = TypeVar("_Thing")
_Groups = Mapping[str, Sequence[_Thing]]
_AMONG = "IN (SELECT value FROM json_each(?))"
_NAMING = f"(SELECT note FROM about WHERE person {_AMONG})"
"""The notes that name one of these people."""


class _Batch(NamedTuple):
    """What concerns the people who were taken, in the order of the questions about it."""

    chosen: str
    """The people's numbers, as JSON."""
    members: Mapping[str, str]
    """Their identities, by the path of their note."""
    named: Mapping[str, int]
    """The number of everybody on a line about them, by identity."""
    tasks_at: _Groups[PersonTask]
    """Tasks by the path of their note."""
    tasks_of: _Groups[PersonTask]
    """Tasks by the identity of each person they link."""
    meetings: _Groups[Meeting]
    """Meetings by the path of each person who attends."""
    introduced: _Groups[History]
    """The people they introduced, by the path of the one who did."""
    tagged: dict[str, _Groups[Evidence]]
    """By exchange tag, as far as somebody asked: the evidence by the identity of each person on its line."""


class PeopleInBatches(StoredPeople):
    """Everybody, as `StoredPeople`, on one connection. What concerns the people taken last is read at once.

    A query for each person and each question about them takes four times as long.
    """

    def __init__(self, connection: sqlite3.Connection, today: date | None) -> None:
        super().__init__(lambda ask: ask(connection), today, measured=True)

    _batch: _Batch

    def take(self, numbers: Collection[int]) -> Mapping[int, History]:
        """Read these people and what concerns them, and drop those taken before. Returns their histories by number."""
        self.unload()
        chosen = str([*numbers])
        friends = dict(self._rows(f"SELECT note, introduced_by FROM person WHERE introduced_by {_AMONG}", chosen))
        return self.load(lambda loader: self._taken(loader, chosen, set(numbers), friends))

    def _taken(
        self, loader: Loader, chosen: str, numbers: set[int], friends: Mapping[int, int]
    ) -> Mapping[int, History]:
        histories = loader.histories(numbers | friends.keys())
        paths = {each.person.path: each for each in histories}
        self.paths.know(paths)
        self.identities.know({each.person.id: each for each in histories})
        named = {identity: number for number, identity in loader.ids.items()}
        tasks = loader.tasks(f"(told.note IN {_NAMING} OR told.note {_AMONG})", chosen, chosen)
        meetings = loader.meetings(f"note IN {_NAMING}", chosen)
        introduced = [(loader.person(by).path, paths[loader.person(friend).path]) for friend, by in friends.items()]
        vars(self)["_batch"] = _Batch(
            chosen,
            {path: each.person.id for path, each in paths.items() if named[each.person.id] in numbers},
            named,
            _groups((each.path, each) for each in tasks),
            _groups((who, each) for each in tasks for who in each.people),
            _groups((who.path, each) for each in meetings for who in each.people),
            _groups(sorted(introduced, key=lambda each: each[1].person.id)),
            {},
        )
        loader.expect(named.values())
        return {named[each.person.id]: each for each in histories}

    def person(self, identity: str) -> Person | None:
        """See People."""
        number = self._batch.named.get(identity)
        return super().person(identity) if number is None else self.load(lambda loader: loader.person(number))

    def tasks_about(self, path: str) -> Sequence[PersonTask]:
        """See People."""
        who = self._batch.members.get(path)
        if who is None:
            return super().tasks_about(path)
        theirs = chain(self._batch.tasks_at.get(path, ()), self._batch.tasks_of.get(who, ()))
        return sorted(dict.fromkeys(theirs), key=lambda each: (each.path, each.task.line))

    def meetings_with(self, path: str) -> Sequence[Meeting]:
        """See People."""
        return self._batch.meetings.get(path, ()) if path in self._batch.members else super().meetings_with(path)

    def introduced_through(self, path: str) -> Sequence[History]:
        """See People."""
        is_member = path in self._batch.members
        return self._batch.introduced.get(path, ()) if is_member else super().introduced_through(path)

    def tagged_about(self, path: str, tag: str) -> Sequence[Evidence]:
        """See People."""
        who = self._batch.members.get(path)
        if who is None:
            return super().tagged_about(path, tag)
        if tag not in self._batch.tagged:
            told = self.load(lambda loader: loader.tagged(tag, _NAMING, self._batch.chosen))
            self._batch.tagged[tag] = _groups((whom, each) for each in told for whom in each.people)
        return self._batch.tagged[tag].get(who, ())


def _groups(things: Iterable[tuple[str, _Thing]]) -> _Groups[_Thing]:
    found: dict[str, list[_Thing]] = {}
    for key, each in things:
        found.setdefault(key, []).append(each)
    return found
