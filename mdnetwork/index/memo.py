"""Index: the serialised bytes of calendar events, kept from run to run by a key of everything that went into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, MutableMapping

from mdnetwork.index.store import writing

ROOM = 20_000
"""How many entries are kept that the last run did not ask for, before they are let go."""


class Memo(MutableMapping[str, bytes]):
    """A mapping that is read from the index when it is first asked, and written back by `flush`.

    Only speed hangs on it: what cannot be read is not there, and what cannot be written is forgotten.
    """

    def __init__(self, connection: Callable[[], sqlite3.Connection]) -> None:
        self._connection = connection
        self._loaded: dict[str, bytes] | None = None
        self._used: set[str] = set()
        self._new: set[str] = set()

    def __getitem__(self, key: str) -> bytes:
        data = self._data[key]
        self._used.add(key)
        return data

    def __setitem__(self, key: str, data: bytes) -> None:
        self._data[key] = data
        self._used.add(key)
        self._new.add(key)

    def __delitem__(self, key: str) -> None:
        del self._data[key]
        self._used.discard(key)
        self._new.add(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
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

    def flush(self) -> None:
        """Write down what is new, and let go of what was not used when there is too much of it."""
        unused = self._data.keys() - self._used if len(self._data) - len(self._used) > ROOM else frozenset()
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
