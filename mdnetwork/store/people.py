"""Store: people on one day. A history is loaded when somebody asks for it, or all at once."""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy
from mdnetwork.model import (
    OWN,
    Evidence,
    Facts,
    Group,
    History,
    Meeting,
    Person,
    PersonTask,
    Problem,
    Profile,
    TopicalNote,
)
from mdnetwork.names import fold, same
from mdnetwork.people.directory import Finder, People, Place, Senses, by_place, coming_near
from mdnetwork.people.gathering import history_of, in_order_of_date, own_log, place_in_order
from mdnetwork.people.links import Links, end_of, ends_of, loosely, names_of_me, without_suffix
from mdnetwork.people.testimony import holds, on_day
from mdnetwork.store.facts import (
    Damaged,
    column,
    decoded,
    from_column,
    numbered_lines,
    numbers_in_lines,
    numbers_in_meeting,
    numbers_in_tasks,
    read_facts,
    read_lines,
    read_meeting,
    read_person,
    read_problem,
    read_subject,
    read_tasks,
)
from mdnetwork.store.names import StoredRegister

if TYPE_CHECKING:
    from mdnetwork.people import groups as of_groups
    from mdnetwork.store import experts
else:  # `show` asks
    of_groups = lazy("mdnetwork.people.groups")
    experts = lazy("mdnetwork.store.experts")

_Answer = TypeVar("_Answer")
Answer = Callable[[Callable[[sqlite3.Connection], Any]], Any]
"""Runs a function on the connection, as `Store.answer`."""
_WHO = (
    "SELECT person.note, path, identity, person FROM person JOIN fact USING (note) JOIN note ON note.id = person.note"
)
_ABOUT = "SELECT person, path, unwritten, lines FROM about JOIN note ON note.id = about.note WHERE lines IS NOT NULL"
_TASKS = "SELECT path, tasks FROM told JOIN note ON note.id = told.note WHERE tasks IS NOT NULL"
_NAMING = "(SELECT note FROM about WHERE person = ?)"
"""The notes that name a person."""
_AT = "(SELECT id FROM note WHERE path = ?)"
"""The number of the note at a path."""
_NAMING_AT = f"(SELECT note FROM about WHERE person = {_AT})"
_FACTS = "SELECT facts, person, said FROM fact JOIN note ON id = note"
_NAMING_NOTE = f"{_FACTS} WHERE id IN (SELECT note FROM ref WHERE key = ?)"
"""The notes that asked for a name."""
_CALLED = f"{_FACTS} WHERE id IN (SELECT note FROM name WHERE form = 'meeting' AND key = ?)"
"""The meetings and events that are called so."""
_BATCH = 500
_LAST = chr(sys.maxunicode)
"""A character after all that are in names."""


class _NoteLines(NamedTuple):
    """What one note says about a person, as rows."""

    path: str
    unwritten: bool
    lines: list[Any]


class _Identities(dict[int, str]):
    """The identities of people by number. One that is not known is looked up."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, number: int) -> str:
        row = self._connection.execute("SELECT identity FROM person WHERE note = ?", (number,)).fetchone()
        if row is None:
            raise KeyError(number)
        found = self[number] = from_column(row[0])
        return found


class ReadPeople:
    """People that were read from rows, kept over changes. Whoever's row is as it was is not read again."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[str, str | bytes, Person]] = {}

    def person(self, number: int, text: str, stored: str | bytes) -> Person:
        """The person of a row: what their note says, and the identity."""
        known = self._known.get(number)
        if known is not None and known[0] == text and known[1] == stored:
            return known[2]
        found = _person(text, stored)
        self._known[number] = text, stored, found
        return found


def _person(text: str, stored: str | bytes) -> Person:
    person, identity = read_person(text), from_column(stored)
    return person if person.id == identity else replace(person, id=identity)


class Loader:
    """Loads people on one connection."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        today: date | None,
        *,
        measured: bool = False,
        read: ReadPeople | None = None,
    ) -> None:
        self.connection = connection
        self.today = today
        self._read = read
        self._measured = measured
        self._expected: frozenset[int] = frozenset()
        self.holds: dict[int, tuple[date, date]] = {}
        """By person: the first and last day on which their history is the same, for those loaded when `measured`."""
        self.ids = _Identities(connection)
        self._people: dict[int, Person] = {}
        self._texts: dict[int, str] = {}

    def one(self, where: str, *values: object) -> History | None:
        """The history of the person who fits the condition, or None."""
        row = self.connection.execute(
            f"SELECT person.note FROM person JOIN note ON note.id = person.note WHERE {where}", values
        ).fetchone()
        return None if row is None else self.histories(row)[0]

    def histories(self, numbers: Iterable[int] | None = None) -> tuple[History, ...]:
        """The histories of these people, or of everybody, by name."""
        some, values = (
            ("", ()) if numbers is None else (" AND {} IN (SELECT value FROM json_each(?))", (str([*numbers]),))
        )
        naming = f"(SELECT note FROM about WHERE 1{some.format('about.person')})"
        rows = self.connection.execute(f"{_WHO} WHERE 1{some.format('person.note')} ORDER BY sort, path", values)
        people = {row[0]: self._kept(*row) for row in rows.fetchall()}
        lines: dict[int, list[_NoteLines]] = {}
        about = self.connection.execute(f"{_ABOUT}{some.format('about.person')} ORDER BY path", values)
        for person, path, unwritten, text in about:
            lines.setdefault(person, []).append(_NoteLines(path, bool(unwritten), decoded(text)))
        told = self.connection.execute(f"{_TASKS} AND told.note IN {naming} ORDER BY path", values)
        jobs = [(path, decoded(text)) for path, text in told]
        if numbers is not None:
            self._know(chain.from_iterable(numbers_in_lines(each.lines) for each in chain(*lines.values())))
            self._know(chain.from_iterable(numbers_in_tasks(each) for _, each in jobs))
        tasks: dict[int, list[PersonTask]] = {}
        for path, each in jobs:
            for owner, task in read_tasks(each, path, self.ids):
                tasks.setdefault(owner, []).append(task)
        return tuple(
            [
                self._history(number, person, lines.pop(number, ()), tasks.get(number, ()))
                for number, person in people.items()
            ]
        )

    def person(self, number: int) -> Person:
        """The person with this number."""
        found = self._people.get(number)
        if found is None:
            text = self.text(number)
            found = self._kept(number, "", column(self.ids[number]), text)
        return found

    def known(self) -> Mapping[int, Person]:
        """The people that were read so far, by number."""
        return self._people

    def expect(self, numbers: Iterable[int]) -> None:
        """Read these people together as soon as one of them is asked for."""
        self._expected = frozenset(numbers)

    def text(self, number: int) -> str:
        """What the note of a person says of themselves, as it is stored."""
        if number not in self._texts:
            together = self._expected if number in self._expected else {number}
            where = "person.note IN (SELECT value FROM json_each(?))"
            for each, _, identity, text in self.connection.execute(f"{_WHO} WHERE {where}", (str([*together]),)):
                self.ids[each], self._texts[each] = from_column(identity), text
        if number not in self._texts:
            raise Damaged
        return self._texts[number]

    def people(self, where: str, *values: object) -> list[Person]:
        """The people who fit the condition, by name."""
        rows = self.connection.execute(f"{_WHO} WHERE {where} ORDER BY sort, path", values)
        return [self._kept(*row) for row in rows.fetchall()]

    def meetings(self, where: str = "1", *values: object) -> tuple[Meeting, ...]:
        """The meetings for which the condition holds, in order of date."""
        rows = self.connection.execute(
            f"SELECT meeting FROM told WHERE meeting IS NOT NULL AND {where}",
            values,
        )
        found = [decoded(text) for (text,) in rows.fetchall()]
        self.expect(chain.from_iterable(map(numbers_in_meeting, found)))
        return in_order_of_date([read_meeting(each, self.person) for each in found])

    def tasks(self, where: str, *values: object) -> list[PersonTask]:
        """The tasks of the notes for which the condition holds, by path and line."""
        rows = self.connection.execute(f"{_TASKS} AND {where} ORDER BY path", values)
        found = [(path, decoded(text)) for path, text in rows.fetchall()]
        self._know(chain.from_iterable(numbers_in_tasks(each) for _, each in found))
        told = [task for path, each in found for _, task in read_tasks(each, path, self.ids)]
        return sorted(told, key=lambda each: (each.path, each.task.line))

    def lines(self, where: str, *values: object) -> Iterator[tuple[int, Evidence]]:
        """The evidence for which the condition holds, each with the number of its person."""
        rows = self.connection.execute(f"{_ABOUT} AND {where} ORDER BY path", values)
        for number, path, unwritten, text in rows.fetchall():
            lines = decoded(text)
            self._know(numbers_in_lines(lines))
            read = read_lines(lines, path, self.ids)
            yield from ((number, each) for each in self._on_day(read, unwritten=bool(unwritten)))

    def tagged(self, tag: str, notes: str, *values: object) -> list[Evidence]:
        """The evidence with an exchange tag in the notes of a query, as `People.tagged_about` has it for one person."""
        told = self.lines(
            f"instr(tags, ?) AND about.note IN {notes} AND person NOT IN (SELECT note FROM person WHERE gone)",
            f" {tag} ",
            *values,
        )
        return sorted(dict.fromkeys(each for _, each in told if tag in each.tags), key=by_place)

    def places(self, path: str) -> Iterator[tuple[str, int]]:
        """Path and number of each line about the person with the note at `path`."""
        rows = self.connection.execute(f"{_ABOUT} AND person = {_AT}", (path,)).fetchall()
        return ((where, line) for _, where, _, text in rows for line in numbered_lines(decoded(text)))

    def told(self, path: str) -> dict[int, set[int]]:
        """The numbers of the people that each line of the note at `path` is about."""
        found: dict[int, set[int]] = {}
        for number, _, _, text in self.connection.execute(f"{_ABOUT} AND path = ?", (path,)).fetchall():
            for line in numbered_lines(decoded(text)):
                found.setdefault(line, set()).add(number)
        return found

    def _history(
        self, number: int, person: Person, lines: Iterable[_NoteLines], tasks: Iterable[PersonTask]
    ) -> History:
        found: list[Evidence] = []
        since, until = date.min, date.max
        for note in lines:
            read = read_lines(note.lines, note.path, self.ids)
            found += self._on_day(read, unwritten=note.unwritten)
            if self._measured and self.today is not None:
                for each in read:
                    first, last = holds(each, self.today, unwritten=note.unwritten)
                    since, until = max(since, first), min(until, last)
        self.holds[number] = since, until
        return history_of(person, found, tasks)

    def _on_day(self, lines: list[Evidence], *, unwritten: bool) -> list[Evidence]:
        """The lines as they are today, which is as they are stored unless one is of today or later."""
        today = self.today
        if today is None or all(each.date is None or each.date < today for each in lines):
            return lines
        return [on_day(each, today, unwritten=unwritten) for each in lines]

    def _kept(self, number: int, _path: str, stored: str | bytes, text: str) -> Person:
        found = self._people.get(number)
        if found is None:
            found = self._people[number] = (
                self._read.person(number, text, stored) if self._read else _person(text, stored)
            )
            self.ids[number] = found.id
        return found

    def _know(self, numbers: Iterable[int]) -> None:
        """Load the identities of these people."""
        # A difference of sets would look at everybody.
        unknown = sorted({number for number in numbers if number not in self.ids})
        for start in range(0, len(unknown), _BATCH):
            some = unknown[start : start + _BATCH]
            marks = ",".join("?" * len(some))
            rows = self.connection.execute(f"SELECT note, identity FROM person WHERE note IN ({marks})", some)
            self.ids.update((note, from_column(identity)) for note, identity in rows)


class Histories(Mapping[str, History]):
    """Histories by path or identity, each loaded at the first request."""

    def __init__(self, people: StoredPeople, column: str) -> None:
        self._people = people
        self._column = column
        self._found: dict[str, History | None] = {}

    def __getitem__(self, key: str) -> History:
        found: History | None = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def get(self, key: str, default: Any = None) -> Any:
        """The history, or None."""
        if self._people.is_whole:
            return self._all.get(key, default)
        if key not in self._found:
            self._found[key] = self._people.load(lambda loader: loader.one(f"{self._column} = ?", column(key)))
        found = self._found[key]
        return default if found is None else found

    def has(self, key: str) -> bool:
        """Whether this one is loaded."""
        return key in self._found

    def know(self, histories: Mapping[str, History]) -> None:
        """Take these as loaded."""
        self._found.update(histories)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self.get(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    @cached_property
    def _all(self) -> dict[str, History]:
        return {
            history.person.path if self._column == "path" else history.person.id: history
            for history in self._people.histories
        }


_LOADED = (
    "histories",
    "meetings",
    "meeting_paths",
    "everybody",
    "guarded",
    "identities",
    "paths",
    "contacted",
    "introducers",
    "_by_identity",
    "_by_path",
)
"""What `StoredPeople` keeps of people and meetings."""


class StoredPeople(People):
    """Everybody, as `gather` returns them, loaded from the store as far as somebody asks."""

    def __init__(
        self, answer: Answer, today: date | None, *, measured: bool = False, read: ReadPeople | None = None
    ) -> None:
        vars(self).update(_measured=measured, _answer=answer, _today=today, _read=read)
        self.unload()

    _measured: bool
    _read: ReadPeople | None
    _answer: Answer
    _today: date | None
    _loader: Loader | None
    _persons: dict[str, Person | None]
    _owners: dict[str, Person | None]
    _known_meetings: dict[str, Meeting | None]
    _owners_of_lines: dict[str, tuple[Person | None, Mapping[int, Collection[int]]]]

    def unload(self) -> None:
        """Drop the people and meetings that were loaded. They are loaded again when somebody asks."""
        for name in _LOADED:
            vars(self).pop(name, None)
        vars(self).update(_loader=None, _persons={}, _owners={}, _known_meetings={}, _owners_of_lines={})

    @property
    def is_whole(self) -> bool:
        """Whether everybody's history is loaded, so that no question about one person needs a query."""
        return "histories" in vars(self)

    def load(self, ask: Callable[[Loader], _Answer]) -> _Answer:
        """What `ask` returns for a loader on the store's connection."""

        def with_loader(connection: sqlite3.Connection) -> _Answer:
            loader = self._loader
            if loader is None or loader.connection is not connection:
                loader = vars(self)["_loader"] = Loader(
                    connection, self._today, measured=self._measured, read=self._read
                )
            return ask(loader)

        found: _Answer = self._answer(with_loader)
        return found

    @cached_property
    def histories(self) -> tuple[History, ...]:
        """See People."""
        found = self.load(lambda loader: loader.histories())
        vars(self).setdefault("everybody", tuple([history.person for history in found]))
        return found

    def histories_of(self, numbers: Iterable[int]) -> tuple[History, ...]:
        """The histories of the people with these numbers, by name."""
        return self.load(lambda loader: loader.histories(numbers))

    @cached_property
    def meetings(self) -> tuple[Meeting, ...]:
        """See People."""
        return self.load(lambda loader: loader.meetings())

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """See People."""
        rows = self._rows("SELECT DISTINCT problem FROM problem WHERE source NOT IN ('note', 'hint')")
        return tuple(sorted({read_problem(text) for (text,) in rows}))

    @cached_property
    def me(self) -> tuple[str, ...]:
        """See People."""
        return tuple(dict.fromkeys(name for each in self._mine for name in names_of_me(each)))

    @cached_property
    def profile(self) -> Profile | None:
        """See People."""
        return self._mine[0].profile if self._mine else None

    @cached_property
    def own_log(self) -> tuple[Evidence, ...]:
        """See People."""
        return own_log(self._mine[0] if self._mine else None, self._today)

    @cached_property
    def own_notes(self) -> tuple[Facts, ...]:
        """See People."""
        kinds = ", ".join(f"'{kind}'" for kind in sorted(OWN))
        rows = self._rows(
            f"SELECT facts, person, said FROM fact JOIN note ON id = note WHERE kind IN ({kinds}) ORDER BY path"
        )
        return tuple([read_facts(*row) for row in rows])

    @cached_property
    def whole_log(self) -> tuple[Evidence, ...]:
        """See People."""
        return own_log(self._mine[0] if self._mine else None, None)

    @cached_property
    def subjects(self) -> tuple[TopicalNote, ...]:
        """See People."""
        rows = self._rows("SELECT subject FROM topical JOIN note ON id = note WHERE kind != 'me' ORDER BY path")
        return tuple([read_subject(text) for (text,) in rows])

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """See People. A note that names a group asked for the group's name when it was resolved, so it is in `ref`."""
        notes = [read_facts(*row) for row in self._rows(f"{_FACTS} WHERE kind = 'group' ORDER BY path")]
        if not notes:
            return ()
        naming = {each.note.path: each for each in notes}
        for each in notes:
            keys = [column(key) for key in sorted(ends_of(each.note.path))]
            asked = [row for key in keys for row in self._rows(_NAMING_NOTE, key)]
            for row in (*asked, *self._rows(_CALLED, column(fold(each.note.title)))):
                facts = read_facts(*row)
                naming.setdefault(facts.note.path, facts)
        return of_groups.groups_of(notes, [naming[path] for path in sorted(naming)], self.links, self.owner)

    def __len__(self) -> int:
        ((number,),) = self._rows("SELECT count(*) FROM person")
        return int(number)

    @cached_property
    def identities(self) -> Histories:
        """See People."""
        return Histories(self, "identity")

    @cached_property
    def paths(self) -> Histories:
        """See People."""
        return Histories(self, "path")

    @cached_property
    def everybody(self) -> tuple[Person, ...]:
        """See People."""
        return self.load(lambda loader: tuple(loader.people("1")))

    @cached_property
    def guarded(self) -> tuple[Person, ...]:
        """See People."""
        return self.load(lambda loader: tuple(loader.people("(gone OR private)")))

    @cached_property
    def _by_identity(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.everybody}

    @cached_property
    def _by_path(self) -> Mapping[str, Person]:
        return {person.path: person for person in self.everybody}

    def person(self, identity: str) -> Person | None:
        """See People."""
        if "everybody" in vars(self):
            return self._by_identity.get(identity)
        if identity not in self._persons:
            found = self.load(lambda loader: loader.people("identity = ?", column(identity)))
            self._persons[identity] = found[0] if found else None
        return self._persons[identity]

    def owner(self, path: str) -> Person | None:
        """See People."""
        if "everybody" in vars(self):
            return self._by_path.get(path)
        if path not in self._owners:
            found = self.load(lambda loader: loader.people("path = ?", path))
            self._owners[path] = found[0] if found else None
        return self._owners[path]

    @cached_property
    def contacted(self) -> frozenset[str]:
        """See People."""
        day = (self._today or date.max).isoformat()
        rows = self._rows(
            "SELECT DISTINCT identity FROM about JOIN note ON note.id = about.note"
            " JOIN person ON person.note = about.person WHERE contact < ? OR contact = ? AND NOT unwritten",
            day,
            day,
        )
        return frozenset([from_column(identity) for (identity,) in rows])

    def may_say_need(self, since: date) -> frozenset[str]:
        """See People."""
        rows = self._rows(
            "SELECT identity FROM person WHERE note IN (SELECT person FROM about WHERE need >= ?)", since.isoformat()
        )
        return frozenset([from_column(identity) for (identity,) in rows])

    def shared_lines(self) -> Iterable[tuple[Person, Evidence]]:
        """See People."""
        if self.is_whole:
            return super().shared_lines()
        people = "(SELECT note FROM person)"
        found = self.load(
            lambda loader: [
                (loader.person(number), line)
                for number, line in loader.lines(f"(shared OR about.note IN {people} AND about.note <> about.person)")
            ]
        )
        return sorted(found, key=lambda each: (each[1].rejected is not None, place_in_order(each[1])))

    def lines_in(self, *paths: str) -> Mapping[str, Sequence[Evidence]]:
        """See People."""
        found: dict[str, list[Evidence]] = {}
        for number, line in self.load(
            lambda loader: [*loader.lines("path IN (SELECT value FROM json_each(?))", json.dumps(paths))]
        ):
            found.setdefault(self._numbered(number).id, []).append(line)
        return {
            identity: sorted(lines, key=lambda each: (each.rejected is not None, place_in_order(each)))
            for identity, lines in found.items()
        }

    @cached_property
    def introducers(self) -> Mapping[str, Person]:
        """See People."""
        rows = self._rows(
            "SELECT note.path, by.path FROM person JOIN note ON note.id = person.note"
            " JOIN note AS by ON by.id = introduced_by ORDER BY note.path"
        )
        found = ((path, self.owner(by)) for path, by in rows)
        return {path: person for path, person in found if person}

    def expect(self, identities: Iterable[str] | None = None) -> None:
        """See People."""
        if self.is_whole or (identities is None and self.histories):
            return
        numbers = {person.id: number for number, person in self.load(Loader.known).items()}
        chosen = {numbers[each] for each in identities or () if each in numbers and not self.identities.has(each)}
        found = self.histories_of(chosen) if chosen else ()
        self.paths.know({each.person.path: each for each in found})
        self.identities.know({each.person.id: each for each in found})

    @cached_property
    def meeting_paths(self) -> frozenset[str]:
        """See People."""
        told = "SELECT path FROM told JOIN note ON note.id = told.note WHERE meeting IS NOT NULL"
        return frozenset([path for (path,) in self._rows(told)])

    def meetings_on(self, days: Collection[date]) -> tuple[Meeting, ...]:
        """See People."""
        if "meetings" in vars(self) or not days:
            return super().meetings_on(days)
        maybe = " OR ".join(["instr(meeting, ?)"] * len(days))  # the day stands in the text of its note
        found = self.load(lambda loader: loader.meetings(f"({maybe})", *[day.isoformat() for day in days]))
        return tuple([meeting for meeting in found if meeting.note.date in days])

    def lines_about(self, people: Iterable[Person]) -> frozenset[tuple[str, int]]:
        """See People."""
        if self.is_whole:
            return super().lines_about(people)
        paths = [person.path for person in people]
        return self.load(lambda loader: frozenset([line for path in paths for line in loader.places(path)]))

    def meeting(self, path: str) -> Meeting | None:
        """See People."""
        if self.is_whole or "meetings" in vars(self):
            return super().meeting(path)
        if path not in self._known_meetings:
            found = self.load(lambda loader: loader.meetings(f"note = {_AT}", path))
            self._known_meetings[path] = found[0] if found else None
        return self._known_meetings[path]

    def near(self, name: str) -> tuple[str, ...]:
        """See People."""
        rows = self._rows("SELECT DISTINCT key FROM name WHERE form IN ('fold', 'meeting')")
        keys = coming_near(name, (key for (key,) in rows if isinstance(key, str)))
        return tuple(found for key in keys if (found := self._having(key, "key = ?").folded.get(key)))

    def _found(self, name: str) -> History | Meeting | None:
        """See People. A whole name and the beginning of one are looked up; only for others every name is compared."""
        found: History | Meeting | None = None
        if fold(name):
            found = self._having(name, "key = ?").called(name) or Finder(self._beginning(name), ()).begun(name)
        if found is None:
            having = self._having(name, "instr(key, ?)")
            found = having.called(name) or having.begun(name)
        return self.paths[found.person.path] if isinstance(found, History) else found

    def search_names(self, prefix: str) -> tuple[str, ...]:
        """See People."""
        return Finder(self._beginning(prefix), ()).beginning(prefix)

    def people_at(self, place: Place) -> tuple[Person, ...]:
        """See People."""
        if place.path not in self._owners_of_lines:
            holder = self.links.register.belonging(place.path)
            owner = self.owner(holder or place.path)
            lines = {} if owner else self.load(lambda loader: loader.told(place.path))
            self._owners_of_lines[place.path] = owner, lines
        owner, told = self._owners_of_lines[place.path]
        if owner is not None:
            return (owner,)
        people = map(self._numbered, told.get(place.line, ()))
        return tuple(sorted(people, key=lambda each: (fold(each.name), each.path)))

    def experts(self, stems: AbstractSet[str], senses: Senses) -> Iterator[Person]:
        """See People. Each is loaded when the one before was not enough."""
        for number in self._answer(lambda connection: experts.numbers(connection, stems, senses)):
            yield self._numbered(number)

    def tasks_about(self, path: str) -> Sequence[PersonTask]:
        """See People."""
        if self.is_whole:
            return super().tasks_about(path)
        owner = self.owner(path)
        theirs = self.load(lambda loader: loader.tasks(f"(told.note IN {_NAMING_AT} OR told.note = {_AT})", path, path))
        return [each for each in theirs if each.path == path or (owner and owner.id in each.people)]

    def meetings_with(self, path: str) -> Sequence[Meeting]:
        """See People."""
        if self.is_whole:
            return super().meetings_with(path)
        met = self.load(lambda loader: loader.meetings(f"note IN {_NAMING_AT}", path))
        return [each for each in met if any(person.path == path for person in each.people)]

    def introduced_through(self, path: str) -> Sequence[History]:
        """See People."""
        rows = self._rows(
            f"SELECT path FROM person JOIN note ON note.id = person.note WHERE introduced_by = {_AT}",
            path,
        )
        return sorted((self.paths[friend] for (friend,) in rows), key=lambda each: each.person.id)

    def tagged_about(self, path: str, tag: str) -> Sequence[Evidence]:
        """See People."""
        if self.is_whole:
            return super().tagged_about(path, tag)
        person = self.owner(path)
        told = self.load(lambda loader: loader.tagged(tag, _NAMING_AT, path)) if person else []
        return [each for each in told if person and person.id in each.people]

    @cached_property
    def links(self) -> Links:
        """See People."""
        return Links(StoredRegister(self._rows))

    def _numbered(self, number: int) -> Person:
        return self.load(lambda loader: loader.person(number))

    @property
    def _mine(self) -> list[Facts]:
        """The notes about the user, by path."""
        return [each for each in self.own_notes if each.note.kind == "me"]

    def _having(self, name: str, compare: str) -> Finder:
        """A finder over everybody with this name. Every step of `Finder.called` asks for one of these forms.

        `compare` compares the folded name with a name.
        """
        wanted = column(fold(name))
        numbers = (
            f"SELECT note FROM name WHERE {compare} AND form = ? OR key = ? AND form = 'loose'"
            " OR key = ? AND form = 'note'"
        )
        others = (column(loosely(name)), column(end_of(same(without_suffix(name)))))

        def near(loader: Loader) -> Finder:
            theirs = f"person.note IN ({numbers} UNION SELECT note FROM person WHERE identity = ?)"
            people = loader.people(theirs, wanted, "fold", *others, column(name))
            meetings = loader.meetings(f"note IN ({numbers})", wanted, "meeting", *others)
            return Finder([History(each) for each in people], meetings)

        return self.load(near) if wanted else Finder((), ())

    def _beginning(self, prefix: str) -> list[History]:
        """Everybody with a name that begins so, without what notes say about them."""
        first = fold(prefix)
        keys = column(first), column(first + _LAST)
        named = "person.note IN (SELECT note FROM name WHERE form = 'fold' AND key >= ? AND key < ?)"
        return [History(each) for each in self.load(lambda loader: loader.people(named, *keys))]

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self._answer(lambda connection: connection.execute(query, values).fetchall())
        return found
