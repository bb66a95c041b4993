"""Refreshing the store: which notes to read again, and the one transaction that records what they say."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy
from mdnetwork.model import Problem
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.store.facts import from_column, read_person
from mdnetwork.store.schema import clear, is_ours, writing
from mdnetwork.vault import Listing, Renames, Scan, Stamp, Stamps, Unreadable, Vanished, Vault
from mdnetwork.vault_files import is_mtime_reliable

if TYPE_CHECKING:  # it imports the parser
    from mdnetwork.store import sharing
    from mdnetwork.store.sharing import Fresh, NoteRow, Read
else:
    sharing = lazy("mdnetwork.store.sharing")

Progress: TypeAlias = Callable[[int, int], None]


class RefreshPlan(NamedTuple):
    """The work of a refresh, by path."""

    read: tuple[str, ...] = ()
    """New, changed and unsettled notes."""
    gone: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    """Notes that were not found, but are checked once more before they count as gone."""


def compare(before: Stamps, scan: Scan, doubted: AbstractSet[str] | None = None) -> RefreshPlan:
    """The difference between `before` and `scan`.

    Notes that the scan did not cover, could not read, or found only in the cloud stay as they were. With `doubted`
    (the notes missing last time) a note must be missing twice to be gone, unless it was clearly moved.
    """
    new: list[str] = []
    changed: list[str] = []
    absent: list[str] = []
    for folder in before.folders.keys() | scan.stamps.folders.keys():
        if before.folders.get(folder) == scan.stamps.folders.get(folder) or not scan.entered(folder):
            continue
        known, now = before.in_folder(folder), scan.stamps.in_folder(folder)
        new += [path for path in now if path not in known]
        changed += [path for path, stamp in now.items() if path in known and known[path] != stamp]
        absent += [path for path in known if path not in now and path not in scan.evicted and scan.covers(path)]
    kept: set[str] = set()
    if doubted is not None:
        moved = {_file(scan.stamps[path]) for path in new}
        kept = {path for path in absent if path not in doubted and _file(before[path]) not in moved}
    return RefreshPlan(tuple(sorted([*new, *changed])), tuple(sorted(set(absent) - kept)), tuple(sorted(kept)))


def is_settled(stamp: Stamp, started: int) -> bool:
    """Whether a change after a scan that began at `started` certainly gets another stamp."""
    return is_mtime_reliable(max(stamp.mtime_ns, stamp.ctime_ns), started)


def unsettled(stamp: Stamp) -> Stamp:
    """What is stored for a stamp that is not settled: no scan finds a negative size, so the note is read again."""
    return stamp._replace(size=~stamp.size)


def _file(stamp: Stamp) -> tuple[int, int, int]:
    """The parts of a stamp that a rename keeps (not ctime)."""
    return stamp.mtime_ns, max(stamp.size, ~stamp.size), stamp.inode


class Changes(NamedTuple):
    """The result of a refresh, as sorted paths. `missing` notes were not found, but are checked once more.

    `elsewhere` is True if another process wrote to the index since the last refresh, and so may have received
    changes.
    """

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    elsewhere: bool = False


class RefreshRequest(NamedTuple):
    """The arguments of a refresh: see `Store.refresh`."""

    vault: Vault
    ignore: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    patient: bool = False
    progress: Progress | None = None
    rebuild: bool = False
    renames: Renames | None = None


class Changed(NamedTuple):
    """The numbers of the notes that a refresh wrote and removed. `written` has the text of each one's person before.

    `identities` are those of people whose files were renamed, by path.
    """

    written: Mapping[int, str | None]
    removed: frozenset[int]
    identities: Mapping[str, str]


Resolve: TypeAlias = Callable[[sqlite3.Connection, Changed], None]
"""Brings up to date what follows from the notes that changed, in the open transaction."""


class Seen(NamedTuple):
    """A note's stamp in the scan, as it is stored, and the digest of its bytes."""

    stamp: Stamp
    digest: bytes


class _Taking:
    """Reads the notes of one refresh, and records each note's stamp and what could not be read."""

    def __init__(self, connection: sqlite3.Connection, asked: RefreshRequest, scan: Scan, known: Stamps) -> None:
        self.connection, self.asked, self.known = connection, asked, known
        self.seen: dict[str, Seen] = {}
        self.unreadable: list[Problem] = []
        self._scan = scan

    def read(self, path: str) -> bytes | None:
        """The bytes of a note, or None if it cannot be read."""
        try:
            data = self.asked.vault.read(path)
        except Vanished:
            return None  # its known facts stay, and the next scan decides
        except Unreadable as error:
            self.unreadable.append(Problem(path, 0, "UNREADABLE", str(error)))
            return None
        stamp = self._scan.stamps[path]
        digest = hashlib.blake2b(data, digest_size=16).digest()
        self.seen[path] = Seen(stamp if is_settled(stamp, self._scan.started) else unsettled(stamp), digest)
        return data


class Refreshing:
    """The state that a process keeps between refreshes. All of it except `troubles` can be dropped at any time."""

    def __init__(self, settings: ReadingSettings, read: Read | None, resolve: Resolve) -> None:
        self.settings = settings
        self._read = read
        self._resolve = resolve
        self.troubles: tuple[Problem, ...] = ()
        """The notes that the last scan could not read."""
        self._known: Stamps | None = None
        self._missing: frozenset[str] = frozenset()
        self._version = -1
        self._elsewhere = False

    def forget(self) -> None:
        """Drop everything known about the file."""
        self._known = None

    def keep_in_step(self, connection: sqlite3.Connection) -> None:
        """Drop data that another process has overwritten."""
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self.forget()
            self._elsewhere |= self._version >= 0
            self._version = version

    def run(self, connection: sqlite3.Connection, mark: str, asked: RefreshRequest) -> Changes:
        """Scan, compare, and write the changes in one transaction; an index of another mark is cleared in it first.

        Raises sqlite3.Error, VaultError, ProgramReplaced.
        """
        anew = asked.rebuild or not is_ours(connection, mark)
        scan, plan = self._plan(connection, asked, anew=anew)
        if anew or plan.read or plan.gone:
            try:
                scan, plan, changes, unreadable = self._write_down(
                    connection, mark, asked, scan, plan, planned_anew=anew
                )
            except BaseException:
                self.forget()  # the file contains none of this
                raise
        else:
            changes, unreadable = Changes(missing=plan.missing), []
        self._missing = frozenset(plan.missing) | {path for path in self._missing if not scan.walked(path)}
        before = (problem for problem in self.troubles if not scan.walked(problem.path))
        self.troubles = (*before, *scan.problems, *unreadable, *self._evicted(scan))
        elsewhere, self._elsewhere = self._elsewhere, False
        return changes._replace(elsewhere=elsewhere)

    def _write_down(
        self,
        connection: sqlite3.Connection,
        mark: str,
        asked: RefreshRequest,
        scan: Scan,
        plan: RefreshPlan,
        *,
        planned_anew: bool,
    ) -> tuple[Scan, RefreshPlan, Changes, list[Problem]]:
        with writing(connection):
            anew = asked.rebuild or not is_ours(connection, mark)  # another process may have written first
            if anew:
                clear(connection, mark)
                self.forget()
            if anew != planned_anew or (self._is_overtaken(connection) and not anew):
                scan, plan = self._plan(connection, asked, anew=anew)
            return scan, plan, *self._carry_out(connection, asked, scan, plan)

    def _plan(self, connection: sqlite3.Connection, asked: RefreshRequest, *, anew: bool) -> tuple[Scan, RefreshPlan]:
        """What to read. A cleared index needs all folders."""
        scan = asked.vault.scan(asked.ignore, None if anew else asked.only)
        known = Stamps({}) if anew else self._stamps(connection)
        return scan, compare(known, scan, self._missing if asked.patient and not anew else None)

    def _stamps(self, connection: sqlite3.Connection) -> Stamps:
        self.keep_in_step(connection)
        if self._known is None:
            rows = connection.execute("SELECT path, names, stamps FROM folder")
            self._known = Stamps({path: Listing(*listing) for path, *listing in rows})
        return self._known

    def _is_overtaken(self, connection: sqlite3.Connection) -> bool:
        before = self._version
        self.keep_in_step(connection)
        return before != self._version

    def _carry_out(
        self, connection: sqlite3.Connection, asked: RefreshRequest, scan: Scan, plan: RefreshPlan
    ) -> tuple[Changes, list[Problem]]:
        taking = _Taking(connection, asked, scan, self._stamps(connection))
        added: list[str] = []
        changed: list[str] = []
        removed: set[int] = set()
        written: dict[int, str | None] = {}
        stamps: dict[str, Stamp | None] = dict.fromkeys(plan.gone)
        before = {} if asked.renames is None else identities_by_digest(connection, plan.gone)
        for path in plan.gone:
            removed.add(forget(connection, path))
        for path, row in self._read_anew(self._fresh(taking, plan, stamps), len(plan.read)):
            (changed if path in taking.known else added).append(path)
            person = person_at(connection, path)
            written[put(connection, path, taking.seen[path].digest, row)] = person
            stamps[path] = taking.seen[path].stamp
        restamp(connection, taking.known, scan, stamps)
        now: dict[bytes, list[str]] = {}
        for path in added:
            now.setdefault(taking.seen[path].digest, []).append(path)
        renamed = {
            now[digest][0]: whose[0] for digest, whose in before.items() if len(whose) == len(now.get(digest, ())) == 1
        }
        if written or removed or asked.rebuild:
            identities = {} if asked.renames is None else _remembered(asked.renames, taking.known, scan, renamed)
            self._resolve(connection, Changed(written, frozenset(removed), identities))
        return Changes(tuple(sorted(added)), tuple(sorted(changed)), plan.gone, plan.missing), taking.unreadable

    def _read_anew(self, notes: Iterator[Fresh], many: int) -> Iterator[tuple[str, NoteRow]]:
        """The rows of these notes. The parser is imported only if there is one: most files that may have changed did
        not.
        """
        first = next(notes, None)
        if first is not None:
            yield from sharing.readings(chain([first], notes), self.settings, self._read, many)

    def _fresh(self, taking: _Taking, plan: RefreshPlan, stamps: dict[str, Stamp | None]) -> Iterator[Fresh]:
        """The notes with new bytes. For the others only their stamp is new, and goes to `stamps`."""
        for done, path in enumerate(plan.read, start=1):
            data = taking.read(path)
            if data is not None:
                seen = taking.seen[path]
                if path not in taking.known or digest_of(taking.connection, path) != seen.digest:
                    yield sharing.Fresh(path, data)
                elif taking.known[path] != seen.stamp:
                    stamps[path] = seen.stamp
            if taking.asked.progress is not None:
                taking.asked.progress(done, len(plan.read))

    def _evicted(self, scan: Scan) -> Iterator[Problem]:
        known = self._known or Stamps()
        for path in sorted(path for path in scan.evicted if path not in known):
            message = "The note is in iCloud only and was never read; open it once to bring it to this computer."
            yield Problem(path, 0, "EVICTED", message, "warning")


def _remembered(renames: Renames, known: Stamps, scan: Scan, renamed: Mapping[str, str]) -> dict[str, str]:
    """The identities of people whose files were renamed, now or earlier. It forgets paths without a note.

    It is written before the transaction ends: the next refresh finds the same again if this one is cut short.
    """
    before = renames.read()
    there = (known, scan.stamps, scan.evicted)
    kept = {path: who for path, who in before.items() if any(path in each for each in there) or not scan.covers(path)}
    kept.update(renamed)
    if kept != before:
        renames.write(kept)
    return kept


def put(connection: sqlite3.Connection, path: str, digest: bytes, written: NoteRow) -> int:
    """Write what a note says of itself. Returns its number, which it keeps as long as it stays at its path."""
    note: int
    values = (digest, written.kind)
    row = connection.execute("SELECT id FROM note WHERE path = ?", (path,)).fetchone()
    if row is not None:
        (note,) = row
        connection.execute("UPDATE note SET digest = ?, kind = ? WHERE id = ?", (*values, note))
        forget_facts(connection, note)
    else:
        inserted = connection.execute("INSERT INTO note (digest, kind, path) VALUES (?, ?, ?)", (*values, path))
        note = inserted.lastrowid or 0
    connection.execute("INSERT INTO fact VALUES (?, ?, ?, ?)", (note, written.facts, written.person, written.said))
    if written.text:
        connection.execute(
            "INSERT INTO body (note, lines, text) VALUES (?, ?, ?)", (note, written.numbers, written.text)
        )
    connection.executemany("INSERT INTO problem VALUES (?, ?, ?)", [(note, *each) for each in written.problems])
    return note


def forget(connection: sqlite3.Connection, path: str) -> int:
    """Delete the facts of a removed note. Returns its number. `Resolving` deletes what follows from them."""
    (note,) = connection.execute("SELECT id FROM note WHERE path = ?", (path,)).fetchone()
    forget_facts(connection, note)
    return int(note)


def identities_by_digest(connection: sqlite3.Connection, paths: Iterable[str]) -> dict[bytes, list[str]]:
    """The identities of the people with notes at these paths and no `uid`, by the digest of the note's bytes."""
    found: dict[bytes, list[str]] = {}
    for path in paths:
        for digest, raw, text in connection.execute(
            "SELECT digest, raw, fact.person FROM note JOIN person ON person.note = note.id"
            " JOIN fact ON fact.note = note.id WHERE path = ?",
            (path,),
        ):
            if read_person(text).uid is None:
                found.setdefault(digest, []).append(from_column(raw))
    return found


def person_at(connection: sqlite3.Connection, path: str) -> str | None:
    """The stored text of the person of the note at `path`, or None."""
    row = connection.execute("SELECT person FROM fact JOIN note ON id = note WHERE path = ?", (path,)).fetchone()
    return None if row is None else row[0]


def digest_of(connection: sqlite3.Connection, path: str) -> bytes | None:
    """The digest of the bytes that a note's rows come from, or None."""
    row = connection.execute("SELECT digest FROM note WHERE path = ?", (path,)).fetchone()
    return None if row is None else row[0]


def restamp(connection: sqlite3.Connection, known: Stamps, scan: Scan, new: Mapping[str, Stamp | None]) -> None:
    """Store the new stamp of each of these notes; None for one that is gone.

    The notes of a folder are stored in the order of the scan, so that the next scan gives the same listing.
    """
    for folder in {path.rpartition("/")[0] for path in new}:
        before = known.in_folder(folder)
        together = {path: new.get(path, before.get(path)) for path in (*scan.stamps.in_folder(folder), *before)}
        known.put_folder(folder, {path: stamp for path, stamp in together.items() if stamp is not None})
        connection.execute("DELETE FROM folder WHERE path = ?", (folder,))
        if folder in known.folders:
            connection.execute("INSERT INTO folder VALUES (?, ?, ?)", (folder, *known.folders[folder]))


def forget_facts(connection: sqlite3.Connection, note: int) -> None:
    """Delete the facts of a note."""
    connection.execute("DELETE FROM found WHERE rowid = (SELECT id FROM body WHERE note = ?)", (note,))
    connection.execute("DELETE FROM body WHERE note = ?", (note,))
    connection.execute("DELETE FROM fact WHERE note = ?", (note,))
    connection.execute("DELETE FROM problem WHERE note = ? AND source IN ('note', 'hint')", (note,))
