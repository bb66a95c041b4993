"""Index: one comparison and one transaction, by which the index comes to say what the files say."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple, TypeAlias, TypeVar

from mdnetwork.index.columns import facts_text, problems_text
from mdnetwork.index.searching import body
from mdnetwork.index.stamps import Known, Plan, compare, is_settled
from mdnetwork.index.store import is_ours, lay_out, writing
from mdnetwork.model import Facts, Note, Problem
from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.vault import Scan, Stamp, Unreadable, Vanished, Vault

Read: TypeAlias = Callable[[str, bytes, ReadingSettings], Facts]
Progress: TypeAlias = Callable[[int, int], None]
_Value = TypeVar("_Value")


class Changes(NamedTuple):
    """What a refresh found, as paths in order. `missing` are not there, but wait for a second look."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


class Asked(NamedTuple):
    """What a refresh is asked to do: see `Index.refresh`."""

    vault: Vault
    ignore: tuple[str, ...] = ()
    only: frozenset[str] | None = None
    patient: bool = False
    progress: Progress | None = None


class Refreshing:
    """What one process remembers between refreshes. All of it but `troubles` can be forgotten at any time."""

    def __init__(self, settings: ReadingSettings, read: Read) -> None:
        self.settings = settings
        self.read = read
        self.troubles: tuple[Problem, ...] = ()
        """What the last scan could not read."""
        self.kept: dict[str, Facts] | None = None
        """Every note's facts, when they are kept in memory."""
        self._known: dict[str, Known] | None = None
        self._missing: frozenset[str] = frozenset()
        self._version = -1

    def forget(self) -> None:
        """Know nothing of the file any more."""
        self.kept = self._known = None

    def keep_in_step(self, connection: sqlite3.Connection) -> None:
        """Forget what another process has since overwritten."""
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        if version != self._version:
            self.forget()
            self._version = version

    def run(self, connection: sqlite3.Connection, mark: str, asked: Asked) -> Changes:
        """Scan, compare, and when anything is to do, do it in one transaction. Raises sqlite3.Error, VaultError."""
        lay_out(connection, mark)
        scan, plan = self._plan(connection, asked)
        if plan.read or plan.gone:
            with writing(connection):
                if not is_ours(connection, mark):  # another process, with other settings, came in between
                    raise sqlite3.DatabaseError("the index changed hands")
                if self._is_overtaken(connection):
                    scan, plan = self._plan(connection, asked)
                changes, unreadable = self._carry_out(connection, asked, scan, plan)
        else:
            changes, unreadable = Changes(missing=plan.missing), []
        self._missing = frozenset(plan.missing) | {path for path in self._missing if not scan.walked(path)}
        before = (problem for problem in self.troubles if not scan.walked(problem.path))
        self.troubles = (*before, *scan.problems, *unreadable, *self._evicted(scan))
        return changes

    def _plan(self, connection: sqlite3.Connection, asked: Asked) -> tuple[Scan, Plan]:
        scan = asked.vault.scan(asked.ignore, asked.only)
        return scan, compare(self._stamps(connection), scan, self._missing if asked.patient else None)

    def _stamps(self, connection: sqlite3.Connection) -> dict[str, Known]:
        self.keep_in_step(connection)
        if self._known is None:
            rows = connection.execute("SELECT path, mtime_ns, size, inode, ctime_ns, settled FROM note")
            self._known = {path: Known(Stamp(*stamp), bool(settled)) for path, *stamp, settled in rows}
        return self._known

    def _is_overtaken(self, connection: sqlite3.Connection) -> bool:
        before = self._version
        self.keep_in_step(connection)
        return before != self._version

    def _carry_out(
        self, connection: sqlite3.Connection, asked: Asked, scan: Scan, plan: Plan
    ) -> tuple[Changes, list[Problem]]:
        known = self._stamps(connection)
        added: list[str] = []
        changed: list[str] = []
        unreadable: list[Problem] = []
        try:
            for path in plan.gone:
                _remove(connection, path)
                self._note(path, None, None)
            for done, path in enumerate(plan.read, start=1):
                was_there = path in known
                try:
                    if self._take_in(connection, path, asked.vault.read(path), scan):
                        (changed if was_there else added).append(path)
                except Vanished:
                    pass  # what was known of it stays, and the next scan settles it
                except Unreadable as error:
                    unreadable.append(Problem(path, 0, "UNREADABLE", str(error)))
                if asked.progress is not None:
                    asked.progress(done, len(plan.read))
        except BaseException:
            self.forget()  # none of this will stand in the file
            raise
        return Changes(tuple(added), tuple(changed), plan.gone, plan.missing), unreadable

    def _take_in(self, connection: sqlite3.Connection, path: str, data: bytes, scan: Scan) -> bool:
        """Write down one note; returns whether its bytes are new."""
        stamp = scan.stamps[path]
        known = Known(stamp, is_settled(stamp, scan.started))
        digest = hashlib.blake2b(data, digest_size=16).digest()
        row = connection.execute("SELECT digest FROM note WHERE path = ?", (path,)).fetchone()
        if row is not None and row[0] == digest:
            if self._stamps(connection)[path] != known:
                _restamp(connection, path, known)
                self._note(path, known, None)
            return False
        if row is not None:
            _remove(connection, path)
        facts = self._facts(path, data)
        _insert(connection, path, known, digest, facts)
        self._note(path, known, facts)
        return True

    def _facts(self, path: str, data: bytes) -> Facts:
        try:
            return self.read(path, data, self.settings)
        except Exception as error:  # noqa: BLE001  one note that our own mistake trips over must not stop all others
            message = f"mdnetwork could not read this note ({type(error).__name__}: {error}); please report it."
            return Facts(Note(path), problems=(Problem(path, 0, "READING", message),))

    def _note(self, path: str, known: Known | None, facts: Facts | None) -> None:
        """Remember what was just written down, if anything is remembered."""
        if self._known is not None:
            _put(self._known, path, known)
        if self.kept is not None and (facts is not None or known is None):
            _put(self.kept, path, None if facts is None else replace(facts, words=()))

    def _evicted(self, scan: Scan) -> Iterator[Problem]:
        for path in sorted(scan.evicted - (self._known or {}).keys()):
            message = "The note is in iCloud only and was never read; open it once to bring it to this computer."
            yield Problem(path, 0, "EVICTED", message, "warning")


def _put(where: dict[str, _Value], path: str, value: _Value | None) -> None:
    if value is None:
        where.pop(path, None)
    else:
        where[path] = value


def _insert(connection: sqlite3.Connection, path: str, known: Known, digest: bytes, facts: Facts) -> None:
    row = (path, *known.stamp, known.settled, digest)
    note = connection.execute(
        "INSERT INTO note (path, mtime_ns, size, inode, ctime_ns, settled, digest) VALUES (?, ?, ?, ?, ?, ?, ?)", row
    ).lastrowid
    connection.execute("INSERT INTO fact VALUES (?, ?, ?)", (note, facts_text(facts), problems_text(facts)))
    lines, text = body(facts)
    if text:
        connection.execute("INSERT INTO body VALUES (?, ?, ?)", (note, lines, text))


def _restamp(connection: sqlite3.Connection, path: str, known: Known) -> None:
    connection.execute(
        "UPDATE note SET mtime_ns = ?, size = ?, inode = ?, ctime_ns = ?, settled = ? WHERE path = ?",
        (*known.stamp, known.settled, path),
    )


def _remove(connection: sqlite3.Connection, path: str) -> None:
    for (note,) in connection.execute("SELECT id FROM note WHERE path = ?", (path,)).fetchall():
        connection.execute("DELETE FROM found WHERE rowid = ?", (note,))
        connection.execute("DELETE FROM fact WHERE note = ?", (note,))
        connection.execute("DELETE FROM body WHERE note = ?", (note,))
        connection.execute("DELETE FROM note WHERE id = ?", (note,))
