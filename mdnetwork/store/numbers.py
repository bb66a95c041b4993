"""A number for each note that changes with its facts, which a process can store instead of the facts."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from mdnetwork.model import Facts
from mdnetwork.store.facts import read_facts

ALL = "SELECT facts, problems FROM note JOIN fact ON note = id ORDER BY path"
"""The query for the facts of all notes."""
_ONE = "SELECT facts, problems FROM fact WHERE note = ?"


class Numbers:
    """The notes' numbers, by path: the row's id plus an offset above all numbers of earlier files.

    SQLite uses no row id twice (AUTOINCREMENT) within one file.
    """

    def __init__(self) -> None:
        self._held: dict[str, int] | None = None
        self._given: Mapping[str, int] | None = None
        """The numbers at the last request."""
        self._put: dict[str, None] = {}
        """The notes with a new number since then."""
        self._born: object = None
        self._base = self._top = 0

    def forget(self) -> None:
        """Read the numbers again at the next request."""
        self._held = self._given = None

    def begin(self) -> None:
        """Before changes: copy the numbers if a caller holds them."""
        if self._held is not None and self._held is self._given:
            self._held = self._held.copy()

    def put(self, path: str, row: int | None) -> None:
        """Set the row of a note; None removes it."""
        if self._held is not None:
            self._put[path] = None
            self._held.pop(path, None)
            if row is not None:
                self._held[path] = self._number(row)

    def _all(self, connection: sqlite3.Connection) -> Mapping[str, int]:
        if self._held is None:
            born = connection.execute("SELECT value FROM meta WHERE key = 'born'").fetchone()
            if born != self._born:
                self._born, self._base = born, self._top
            self._held = {path: self._number(row) for path, row in connection.execute("SELECT path, id FROM note")}
        return self._held

    def changed(
        self, connection: sqlite3.Connection, since: Mapping[str, int]
    ) -> tuple[Mapping[str, int], list[Facts]]:
        """Implements `Store.changed`. Raises sqlite3.Error, Damaged."""
        now = self._all(connection)
        paths = [path for path in self._put if path in now] if since is self._given else now
        self._given, self._put = now, {}
        if not since:
            return now, [read_facts(*row) for row in connection.execute(ALL)]
        numbers = [now[path] for path in paths if since.get(path) != now[path]]
        rows = (row for number in numbers for row in connection.execute(_ONE, (number - self._base,)))
        return now, [read_facts(*row) for row in rows]

    def _number(self, row: int) -> int:
        number = self._base + row
        self._top = max(self._top, number)
        return number
