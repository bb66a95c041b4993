"""A cache of the bytes of calendar events, by a key of everything that affects them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, MutableMapping

from mdnetwork.store.schema import writing

ROOM = 20_000
"""The maximum number of entries that the last run did not use."""
FEW = 500
"""The maximum number of entries in memory after `rest`."""


class Memo(MutableMapping[str, bytes]):
    """A mapping that is loaded from the index at the first access and written back by `flush`.

    After `rest` it is empty and reads single entries from the file, since later runs need few of them. It only
    saves time: an entry that cannot be read is missing, and one that cannot be written is dropped.
    """

    def __init__(self, connection: Callable[[], sqlite3.Connection]) -> None:
        self._connection = connection
        self._loaded: dict[str, bytes] | None = None
        self._used: set[str] = set()
        self._new: set[str] = set()
        self._rests = False

    def __getitem__(self, key: str) -> bytes:
        found = self._data.get(key)
        data = self._looked_up(key) if found is None and self._rests else found
        if data is None:
            raise KeyError(key)
        self._used.add(key)
        return data

    def __setitem__(self, key: str, data: bytes) -> None:
        self._data[key] = data
        self._used.add(key)
        self._new.add(key)

    def __delitem__(self, key: str) -> None:
        self._wake()
        del self._data[key]
        self._used.discard(key)
        self._new.add(key)

    def __iter__(self) -> Iterator[str]:
        self._wake()
        return iter(self._data)

    def __len__(self) -> int:
        self._wake()
        return len(self._data)

    @property
    def _data(self) -> dict[str, bytes]:
        if self._loaded is None:
            self._loaded = {}
            try:
                rows = self._connection().execute("SELECT key, data FROM memo").fetchall()
            except sqlite3.Error:
                return self._loaded
            self._loaded = {key: data for key, data in rows if isinstance(key, str) and isinstance(data, bytes)}
        return self._loaded

    def rest(self) -> None:
        """Write new entries and free the memory, if there are many entries."""
        if self._loaded is None or len(self._loaded) < FEW:
            return
        self.flush()
        if not self._new:
            self._loaded, self._rests = {}, True
            self._used.clear()

    def _wake(self) -> None:
        """Load all entries again, because a caller needs all of them."""
        if self._rests:
            new, self._loaded, self._rests = self._data, None, False
            self._data.update(new)

    def _looked_up(self, key: str) -> bytes | None:
        try:
            row = self._connection().execute("SELECT data FROM memo WHERE key = ?", (key,)).fetchone()
        except sqlite3.Error:
            return None
        return row[0] if row and isinstance(row[0], bytes) else None

    def flush(self) -> None:
        """Write new entries, and delete unused ones if there are too many."""
        much = not self._rests and len(self._data) - len(self._used) > ROOM
        unused = self._data.keys() - self._used if much else frozenset()
        if not self._new and not unused:
            return
        rows = [(key, self._data[key]) for key in sorted(self._new & self._data.keys())]
        dropped = [(key,) for key in sorted((self._new - self._data.keys()) | unused)]
        try:
            with writing(self._connection()) as connection:
                connection.executemany("INSERT OR REPLACE INTO memo VALUES (?, ?)", rows)
                connection.executemany("DELETE FROM memo WHERE key = ?", dropped)
        except (sqlite3.Error, UnicodeEncodeError):
            return
        for key in unused:
            del self._data[key]
        self._new.clear()
