"""Store: which people a note is about. A note is resolved again when it changes, or when a name that it uses does.

Evidence is a function of the note and of who has the names that it looks up. Those names are recorded while the note is
resolved (`ref`), so no rule about links is written twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from posixpath import dirname
from typing import Any, get_args

from mdnetwork.frozen import NamedTuple
from mdnetwork.model import OWN, Evidence, Facts, Note, Person, Problem
from mdnetwork.names import fold, same
from mdnetwork.parsing.paths import untranslated
from mdnetwork.people.folders import TOLD, certainty, no_people, translations
from mdnetwork.people.gathering import (
    NoteResolver,
    ResolvedNote,
    conflict_copies,
    copy_problems,
    distinct,
    originals,
    several_me,
)
from mdnetwork.people.links import (
    Form,
    Links,
    Register,
    Registered,
    ends_of,
    keys_of,
    names_of,
    names_of_me,
    stem,
    without_suffix,
)
from mdnetwork.people.privacy import is_gone
from mdnetwork.store.facts import (
    column,
    from_column,
    lines_text,
    meeting_text,
    problem_text,
    read_facts,
    read_person,
    subject_text,
    tasks_text,
    texts_text,
)
from mdnetwork.store.names import StoredRegister
from mdnetwork.store.refresh import Changed
from mdnetwork.store.search import folded_words
from mdnetwork.vocabulary.topics import may_say_need

WHO, HISTORY, MINE = 1, 2, 4
"""What changed about a person: their own note's fields or identity; what notes say about them. `MINE` is of nobody:
what the user's own note says, and what goals and other notes are about.
"""
NOBODY = 0
"""The number in place of a person's, for what is of nobody."""
APART = frozenset({"me", "conflict"})
"""The kinds of notes that belong to no person."""
Keys = frozenset[tuple[str, str | bytes]]
"""The names that a note gives: (form, key) pairs."""
_LINKED = frozenset(get_args(Form))
"""The forms that links ask for. Nobody else's note depends on the others."""
_COPYING = frozenset({"whole", "copy"})
"""The folded path of a person's note, and the paths that it may be a copy of."""
_BATCH = 500


class _State(NamedTuple):
    """What other notes may depend on in a note."""

    keys: Keys = frozenset()
    owner: int | None = None
    belongs: int | None = None
    raw: str | bytes | None = None
    """The identity of its person before homonyms are distinguished; None without one."""
    matters: object = None
    """What else of the person matters to notes that name them: the day of death, whether they are gone."""


class _People(dict[str, Person]):
    """People by the path of their note."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, path: str) -> Person:
        row = self._connection.execute(
            "SELECT person FROM fact JOIN note ON id = note WHERE path = ? AND person IS NOT NULL", (path,)
        ).fetchone()
        if row is None:
            raise KeyError(path)
        person = self[path] = read_person(row[0])
        return person


class _Numbers(dict[str, str]):
    """The numbers of notes by path, as text: the store writes them for identities, which others' notes can change."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, path: str) -> str:
        (number,) = self._connection.execute("SELECT id FROM note WHERE path = ?", (path,)).fetchone()
        found = self[path] = str(number)
        return found


class Resolving:
    """One update of everything that follows from notes and names, in the open transaction."""

    def __init__(self, connection: sqlite3.Connection, crowd: int) -> None:
        self.connection = connection
        self.touched: dict[int, int] = {}
        """By person, or note of the user's own: what changed about them (`WHO`, `HISTORY`)."""
        self._crowd = crowd
        self._before: dict[int, _State] = {}
        self._people: dict[int, Person] = {}
        """The people of the notes that changed, by the number of their note."""
        self._has_other_people = False
        """Whether a note became a person's, or a person's of another certainty, or is one no more."""
        self._is_first = False
        """Whether no note was resolved before, so that there is nothing to compare with."""

    def run(self, changed: Changed) -> int:
        """Bring names, owners, identities and evidence up to date. Returns the number of notes that were resolved."""
        self._is_first = self.connection.execute("SELECT 1 FROM name LIMIT 1").fetchone() is None
        for note in chain(changed.written, changed.removed):
            self._before[note] = _State() if self._is_first else self._state(note)
        self._write_names(changed)
        self._look_at_folders()
        self._find_owners()
        self._name_people(changed)
        notes = {*changed.written, *(() if self._is_first else self._concerned(changed))}
        self._resolve(sorted(notes))
        self._note_me(changed)
        self.connection.executemany(
            "INSERT INTO stale VALUES (?, ?) ON CONFLICT (note) DO UPDATE SET aspect = aspect | excluded.aspect",
            list(self.touched.items()),
        )
        return len(notes)

    def _concerned(self, changed: Changed) -> set[int]:
        """The notes to resolve again because names changed."""
        again: set[int] = set()
        keys: set[str | bytes] = set()
        for note, was in self._before.items():
            state = self._state(note)
            same_one = (was.owner, was.matters) == (state.owner, state.matters)
            differing = was.keys ^ state.keys if same_one else was.keys | state.keys
            keys |= {key for form, key in differing if form in _LINKED}
            if (was.owner, was.belongs) != (state.owner, state.belongs):
                again.add(note)
        return (again - changed.removed).union(self._using(keys))

    def _state(self, note: int) -> _State:
        row = self.connection.execute(
            "SELECT owner, belongs, raw, gone, died FROM note LEFT JOIN person ON person.note = note.id"
            " WHERE note.id = ?",
            (note,),
        ).fetchone()
        if row is None:
            return _State()
        owner, belongs, raw, gone, died = row
        names = self.connection.execute("SELECT form, key FROM name WHERE note = ?", (note,))
        return _State(frozenset(names), owner, belongs, raw, (gone, died))

    def _write_names(self, changed: Changed) -> None:
        for note in changed.removed:
            for table in ("name", "ref", "about", "told", "problem"):
                if table == "about":
                    self._touch(self._about(note), HISTORY)
                self.connection.execute(f"DELETE FROM {table} WHERE note = ?", (note,))
            self._keep_own(note, is_own=False)
            self._has_other_people |= self._certainty(note) is not None
            self._put_subject(note, None)
            self.connection.execute("DELETE FROM note WHERE id = ?", (note,))
        for note in changed.written:
            facts = self._facts(note, said=False)
            if facts.person is not None:
                self._people[note] = facts.person
            was, now = self._before[note].keys, names_in(facts)
            self._put_subject(note, self._subject(note, facts))
            if was - now:
                self.connection.executemany(
                    "DELETE FROM name WHERE form = ? AND key = ? AND note = ?", [(*each, note) for each in was - now]
                )
            self.connection.executemany(
                "INSERT INTO name (form, key, note) VALUES (?, ?, ?)", [(*each, note) for each in now - was]
            )
            sure = certainty(facts.person) if facts.person is not None and facts.note.kind not in APART else None
            self._has_other_people |= self._certainty(note) != sure
            self.connection.execute("UPDATE note SET certainty = ? WHERE id = ?", (sure, note))
            self._own(note, None if sure is None or self._is_aside(note) else note)

    def _put_subject(self, note: int, subject: str | None) -> None:
        """Write what a note is about, or the log of the user's own note. Whoever asked for these is to ask again."""
        if self._rows("SELECT subject FROM topical WHERE note = ?", note) != ([(subject,)] if subject else []):
            self.connection.execute("DELETE FROM topical WHERE note = ?", (note,))
            if subject:
                self.connection.execute("INSERT INTO topical VALUES (?, ?)", (note, subject))
            self._touch([NOBODY], MINE)

    def _subject(self, note: int, facts: Facts) -> str | None:
        if facts.note.kind != "me":
            return subject_text(facts.subject)
        (said,) = self.connection.execute("SELECT said FROM fact WHERE note = ?", (note,)).fetchone()
        return None if said is None else str(said)

    def _certainty(self, note: int) -> int | None:
        (sure,) = self.connection.execute("SELECT certainty FROM note WHERE id = ?", (note,)).fetchone()
        return None if sure is None else int(sure)

    def _is_aside(self, note: int) -> bool:
        (aside,) = self.connection.execute("SELECT aside FROM note WHERE id = ?", (note,)).fetchone()
        return bool(aside)

    def _look_at_folders(self) -> None:
        """Find the notes that are no people because of their folder, if there are other people than before."""
        some = f"SELECT 1 FROM note WHERE certainty < {TOLD} OR aside LIMIT 1"
        if not self._has_other_people or not self.connection.execute(some).fetchone():
            return
        rows = self.connection.execute(
            "SELECT id, path, certainty, aside, belongs FROM note WHERE certainty IS NOT NULL OR aside"
        ).fetchall()
        ids = {path: note for note, path, *_ in rows}
        found = no_people({path: sure for _, path, sure, _, _ in rows if sure is not None})
        for note, path, sure, aside, belongs in rows:
            holder = ids.get(found.get(path) or "")
            if (bool(aside), belongs) != (path in found, holder):
                if note not in self._before:
                    self._before[note] = self._state(note)
                self.connection.execute(
                    "UPDATE note SET aside = ?, belongs = ? WHERE id = ?", (path in found, holder, note)
                )
                self._own(note, None if sure is None or path in found else note)

    def _owner(self, note: int) -> int | None:
        row = self.connection.execute("SELECT owner FROM note WHERE id = ?", (note,)).fetchone()
        return None if row is None else row[0]

    def _own(self, note: int, owner: int | None) -> None:
        """Set the owner of a note, and remember what it was."""
        if self._owner(note) != owner:
            if note not in self._before:
                self._before[note] = self._state(note)
            self.connection.execute("UPDATE note SET owner = ? WHERE id = ?", (owner, note))

    def _find_owners(self) -> None:
        """Compare the notes that may be copies of each other, and no others, one group at a time."""
        seen: set[str | bytes] = set()
        for key in self._copying_keys():
            notes = self._possible_copies(key, seen)
            if notes:
                self._find_owners_among(notes)

    def _possible_copies(self, key: str | bytes, seen: set[str | bytes]) -> set[int]:
        """The notes that may be copies of one at this path, or of each other, as far as no key of theirs was seen."""
        todo = [key]
        notes: set[int] = set()
        while todo:
            key = todo.pop()
            if key in seen:
                continue
            seen.add(key)
            rows = self.connection.execute(
                "SELECT form, note FROM name WHERE key = ? AND form IN ('whole', 'copy')", (key,)
            ).fetchall()
            if any(form == "copy" for form, _ in rows):  # else nothing may be a copy of it
                for _, note in rows:
                    notes.add(note)
                    todo.extend(each for form, each in self._names(note) if form in _COPYING)
        return notes

    def _find_owners_among(self, notes: Iterable[int]) -> None:
        facts = {each.note.path: (note, each) for note in notes for each in [self._facts(note)]}
        people = {
            path: each.person
            for path, (note, each) in sorted(facts.items())
            if each.person and not self._is_aside(note)
        }
        copied = conflict_copies(people, {path: facts[path][1].mentions for path in people})
        copies = copied | translations(people)
        for path in people:
            note = facts[path][0]
            self._own(note, facts[copies[path]][0] if path in copies else note)
            found = copy_problems({path: copied[path]}) if path in copied else []
            self._put_problems(note, "copy", found)

    def _copying_keys(self) -> list[str | bytes]:
        """The paths of notes that may be or have copies: of the changed notes, before and now, or of all at first."""
        if self._is_first:
            several = (
                "SELECT key FROM name WHERE form IN ('copy', 'whole') GROUP BY key"
                " HAVING count(*) > 1 AND max(form = 'copy')"
            )
            return [key for (key,) in self.connection.execute(several)]
        names = [name for note, was in self._before.items() for name in (*was.keys, *self._names(note))]
        return [key for form, key in names if form in _COPYING]

    def _name_people(self, changed: Changed) -> None:
        """Give everybody an identity of their own."""
        raws: set[str | bytes] = set()
        for note, was in self._before.items():
            raws |= {was.raw} if was.raw is not None else set()
            owner = self._owner(note)
            person = self._person(note) if owner == note else None
            self.connection.execute("DELETE FROM expert WHERE person = ?", (note,))
            if person is None:
                self.connection.execute("DELETE FROM person WHERE note = ?", (note,))
                self._put_problems(note, "identity", [])
                if owner is None:
                    self._put_problems(note, "copy", [])
                if was.raw is not None:
                    self._touch([note], WHO | HISTORY)
                continue
            raw = column(person.id if person.uid else changed.identities.get(person.path, person.id))
            raws.add(raw)
            written = (
                person.name,
                fold(person.name),
                person.org,
                person.circle,
                texts_text(person.tags),
                person.place,
                person.network,
                folded_words(person),
            )
            row = (
                raw,
                raw,
                *(None if text is None else column(text) for text in written),
                is_gone(person),
                person.private,
                _day(person),
                not person.expertise,
            )
            self.connection.execute(
                "INSERT INTO person (note, raw, identity, name, sort, org, circle, tags, place, network, words, gone,"
                " private, died, stemmed) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
                " ON CONFLICT (note) DO UPDATE SET"
                " raw = excluded.raw, name = excluded.name, sort = excluded.sort, org = excluded.org,"
                " circle = excluded.circle, tags = excluded.tags, place = excluded.place, network = excluded.network,"
                " words = excluded.words, gone = excluded.gone, private = excluded.private,"
                " died = excluded.died, stemmed = excluded.stemmed",
                (note, *row),
            )
            if was.raw is None or (note in changed.written and changed.written[note] != self._person_text(note)):
                self._touch([note], WHO)
        for raw in raws:
            self._tell_apart(raw)

    def _tell_apart(self, raw: str | bytes) -> None:
        rows = self.connection.execute(
            "SELECT person.note, identity, person FROM person JOIN fact USING (note) WHERE raw = ?", (raw,)
        ).fetchall()
        if len(rows) == 1 and rows[0][1] == raw:
            self._put_problems(rows[0][0], "identity", [])
            return
        people_of = ((note, replace(read_person(text), id=from_column(raw))) for note, _, text in rows)
        bearers = {person.path: (note, person) for note, person in people_of}
        people, problems = distinct(person for _, (_, person) in sorted(bearers.items()))
        known = {note: from_column(identity) for note, identity, _ in rows}
        for person in people:
            note = bearers[person.path][0]
            self._put_problems(note, "identity", [each for each in problems if each.path == person.path])
            if known[note] != person.id:
                self.connection.execute("UPDATE person SET identity = ? WHERE note = ?", (column(person.id), note))
                self._touch([note], WHO)

    def _using(self, keys: Iterable[str | bytes]) -> Iterator[int]:
        for key in keys:
            for (note,) in self.connection.execute("SELECT note FROM ref WHERE key = ?", (key,)):
                yield note

    def _resolve(self, notes: Iterable[int]) -> None:
        people, numbers = _People(self.connection), _Numbers(self.connection)
        register: Register = StoredRegister(lambda query, *values: self.connection.execute(query, values))
        if self._is_first:
            register = self._all_at_once(people, numbers)
        links = Links(register)
        hearing = NoteResolver(people, links, self._crowd, numbers)
        for note in notes:
            facts = self._facts(note)
            self._replace(note, resolved(facts, hearing, links, numbers))
            self._keep_own(note, is_own=facts.note.kind in OWN)

    def _all_at_once(self, people: _People, numbers: _Numbers) -> Register:
        """A register in memory, which costs less than a query for each name when every note is resolved."""
        rows = self.connection.execute(
            "SELECT note.id, note.path, original.path, holder.path, note.kind, facts"
            " FROM note JOIN fact ON fact.note = note.id"
            " LEFT JOIN note AS original ON original.id = note.owner"
            " LEFT JOIN note AS holder ON holder.id = note.belongs ORDER BY note.path"
        ).fetchall()
        numbers.update((path, str(number)) for number, path, *_ in rows)
        people.update((path, self._people[number]) for number, path, owner, *_ in rows if owner == path)
        copies = {path: owner for _, path, owner, *_ in rows if owner not in {None, path}}
        mine = [read_facts(facts) for *_, kind, facts in rows if kind == "me"]
        me = [name for each in mine for name in names_of_me(each)]
        belonging = {path: holder for _, path, _, holder, *_ in rows if holder is not None}
        return Registered((path for _, path, *_ in rows), list(people.values()), copies, me, belonging)

    def _replace(self, note: int, new: NoteRows) -> None:
        """Write what a note says, and touch the people if it says something else about them than before."""
        was = dict(self._rows("SELECT person, lines FROM about WHERE note = ?", note))
        told = (None, None)
        for row in self._rows("SELECT tasks, meeting FROM told WHERE note = ?", note):
            told = row
        if told != (new.tasks, new.meeting):  # a meeting knows whether it has text
            self._touch({*was, *new.about}, HISTORY)
            if told != (None, None):
                self.connection.execute("DELETE FROM told WHERE note = ?", (note,))
            if new.tasks or new.meeting:
                self.connection.execute("INSERT INTO told VALUES (?, ?, ?)", (note, new.tasks, new.meeting))
            self.connection.execute("UPDATE note SET unwritten = ? WHERE id = ?", (new.unwritten, note))
        for person in was.keys() | new.about.keys():
            if person not in new.about:
                self.connection.execute("DELETE FROM about WHERE note = ? AND person = ?", (note, person))
            elif person not in was or was[person] != new.about[person]:
                self.connection.execute(
                    "INSERT OR REPLACE INTO about VALUES (?, ?, ?, ?, ?, ?, ?)",
                    (note, person, new.about[person], *new.marks.get(person, _UNMARKED)),
                )
            else:
                continue
            self._touch([person], HISTORY)
        self._put_refs(note, new.refs)
        self._put_problems(note, "line", new.problems)
        if new.has_person:
            (by,) = self.connection.execute("SELECT introduced_by FROM person WHERE note = ?", (note,)).fetchone() or (
                None,
            )
            if by != new.introduced_by:
                self.connection.execute("UPDATE person SET introduced_by = ? WHERE note = ?", (new.introduced_by, note))
                self._touch([each for each in (by, new.introduced_by) if each is not None], HISTORY)

    def _keep_own(self, note: int, *, is_own: bool) -> None:
        """Record whether the note has follow-ups about nobody. If it has or had, they are to be concluded again."""
        was_own = bool(self._rows("SELECT 1 FROM own WHERE note = ?", note))
        if is_own and not was_own:
            self.connection.execute("INSERT INTO own (note) VALUES (?)", (note,))
        elif was_own and not is_own:
            self.connection.execute("DELETE FROM own WHERE note = ?", (note,))
        if is_own or was_own:
            self._touch([note], HISTORY)

    def _put_refs(self, note: int, refs: frozenset[str | bytes]) -> None:
        was = {key for (key,) in self._rows("SELECT key FROM ref WHERE note = ?", note)}
        if was - refs:
            self.connection.executemany(
                "DELETE FROM ref WHERE key = ? AND note = ?", [(key, note) for key in was - refs]
            )
        self.connection.executemany("INSERT INTO ref VALUES (?, ?)", [(key, note) for key in refs - was])

    def _put_problems(self, note: int, source: str, problems: Iterable[Problem]) -> None:
        now = sorted({problem_text(each) for each in problems})
        rows = self._rows("SELECT problem FROM problem WHERE note = ? AND source = ?", note, source)
        if now != sorted(text for (text,) in rows):
            self.connection.execute("DELETE FROM problem WHERE note = ? AND source = ?", (note, source))
            self.connection.executemany("INSERT INTO problem VALUES (?, ?, ?)", [(note, source, each) for each in now])

    def _note_me(self, changed: Changed) -> None:
        """The problem of several notes about the user."""
        rows = self.connection.execute("SELECT id, path FROM note WHERE kind = 'me' ORDER BY path").fetchall()
        found = {each.path: each for each in several_me([Note(path) for _, path in rows])}
        for note, path in rows:
            self._put_problems(note, "me", [found[path]] if path in found else [])
        for note in changed.written.keys() - {note for note, _ in rows}:
            self._put_problems(note, "me", [])

    def _touch(self, people: Iterable[int], aspect: int) -> None:
        for person in people:
            self.touched[person] = self.touched.get(person, 0) | aspect

    def _rows(self, query: str, *values: object) -> list[Any]:
        """Rows that an earlier refresh wrote."""
        return [] if self._is_first else self.connection.execute(query, values).fetchall()

    def _about(self, note: int) -> list[int]:
        return [person for (person,) in self.connection.execute("SELECT person FROM about WHERE note = ?", (note,))]

    def _names(self, note: int) -> list[tuple[str, str | bytes]]:
        return self.connection.execute("SELECT form, key FROM name WHERE note = ?", (note,)).fetchall()

    def _facts(self, note: int, *, said: bool = True) -> Facts:
        query = f"SELECT facts, person, {'said' if said else 'NULL'} FROM fact WHERE note = ?"
        return read_facts(*self.connection.execute(query, (note,)).fetchone())

    def _person_text(self, note: int) -> str | None:
        row = self.connection.execute("SELECT person FROM fact WHERE note = ?", (note,)).fetchone()
        return None if row is None else row[0]

    def _person(self, note: int) -> Person | None:
        if note in self._people:
            return self._people[note]
        text = self._person_text(note)
        return None if text is None else read_person(text)


class Marks(NamedTuple):
    """What the lines of one note about one person are found by, without a look at each."""

    tags: str | None
    """Their exchange tags, each between spaces."""
    shared: bool
    """Whether one is about several people, or says who attended."""
    contact: str | None
    """The first day of those that count."""
    need: str | None
    """The last day of those that count and may say a need."""


_UNMARKED = Marks(None, False, None, None)


class NoteRows(NamedTuple):
    """What a note says, as rows."""

    about: dict[int, str | None]
    """By person: the lines; None if the note only names them, in a task, as an attendee, or as who introduced them."""
    marks: dict[int, Marks]
    """By person: what the lines are found by."""
    tasks: str | None
    meeting: str | None
    unwritten: int
    refs: frozenset[str | bytes]
    introduced_by: int | None
    has_person: bool
    problems: list[Problem]


def resolved(facts: Facts, hearing: NoteResolver, links: Links, numbers: Mapping[str, str]) -> NoteRows:
    """What a note says of each person, and the keys that it asks for."""
    links.asked.clear()
    told = hearing.hear(facts)
    path = facts.note.path
    owner = links.owner(path)
    by = _introduced_by(facts, links) if owner == path else None
    about = _about(told, numbers, [by] if by else [])
    return NoteRows(
        about,
        {int(numbers[whom]): _marks(lines) for whom, lines in _by_person(told).items()},
        tasks_text(told.errands, numbers),
        meeting_text(told.meeting, numbers),
        int(told.unwritten),
        frozenset(map(column, links.asked)),
        int(numbers[by]) if by else None,
        owner == path,
        list(told.problems),
    )


def _about(told: ResolvedNote, numbers: Mapping[str, str], others: Iterable[str]) -> dict[int, str | None]:
    about: dict[int, str | None] = {}
    for _, evidence in told.evidence:
        about.update(dict.fromkeys(map(int, evidence.people)))
    about.update(dict.fromkeys(int(each) for _, errand in told.errands for each in errand.people))
    about.update(dict.fromkeys(int(numbers[whom]) for whom, _ in told.errands))
    about.update(dict.fromkeys(int(numbers[each.path]) for each in (told.meeting.people if told.meeting else ())))
    about.update(dict.fromkeys(int(numbers[each]) for each in others))
    about.update({int(numbers[whom]): lines_text(found) for whom, found in _by_person(told).items()})
    return about


def _by_person(told: ResolvedNote) -> dict[str, list[Evidence]]:
    lines: dict[str, list[Evidence]] = {}
    for whom, evidence in told.evidence:
        lines.setdefault(whom, []).append(evidence)
    return lines


def _marks(lines: list[Evidence]) -> Marks:
    tags = {tag for each in lines for tag in each.tags}
    counted = [(each.date, each) for each in lines if each.rejected is None and each.date is not None]
    first = min((day for day, _ in counted), default=None)
    need = max((day for day, each in counted if may_say_need(each.text)), default=None)
    return Marks(
        f" {' '.join(sorted(tags))} " if tags else None,
        any(len(each.people) > 1 or each.source == "attendee" for each in lines),
        first.isoformat() if first else None,
        need.isoformat() if need else None,
    )


def _introduced_by(facts: Facts, links: Links) -> str | None:
    """The path of the person that `introduced_by` means, if it is one and somebody else."""
    if facts.person is None or facts.person.introduced_by is None:
        return None
    found = links.people(facts.person.introduced_by, dirname(facts.note.path))
    return found[0] if len(found) == 1 and found[0] != facts.note.path else None


def names_in(facts: Facts) -> Keys:
    """The names that a note gives: those that links look up, and those that `mdnet` looks up for the user."""
    note, person = facts.note, facts.person
    found: set[tuple[str, str]] = {("note", key) for key in ends_of(note.path)}
    if note.kind == "me":
        found |= {("me", same(name)) for name in names_of_me(facts)}
    if person is not None and note.kind not in APART:
        found |= keys_of(person)
        found |= {("fold", fold(name)) for name in names_of(person)}
        found.add(("whole", same(without_suffix(note.path))))
        found |= {("copy", same(name)) for name, _ in originals(note.path)}
        base, language = untranslated(note.path)
        found |= {("copy", same(base))} if language else set()
    if note.kind in {"meeting", "event", "group"}:
        found |= {("meeting", fold(name)) for name in (stem(note.path), note.title)}
    return frozenset((form, column(key)) for form, key in found if key or form == "note")


def _day(person: Person) -> str | None:
    return person.died.isoformat() if person.died else None
