"""Index: the serialised bytes of calendar events, kept from run to run by a key of everything that went into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, MutableMapping

from mdnetwork.index.store import writing

ROOM = 20_000
"""How many entries are kept that the last run did not ask for, before they are let go."""
FEW = 500
"""As many entries may be held by who rests."""


class Memo(MutableMapping[str, bytes]):
    """A mapping that is read from the index when it is first asked, and written back by `flush`.

    After `rest` it holds nothing, and looks up each entry where it lies: whoever has them all needs few from then on.
    Only speed hangs on it: what cannot be read is not there, and what cannot be written is forgotten.
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
        """Write down what is new and hold nothing any more, if it is much that is held."""
        if self._loaded is None or len(self._loaded) < FEW:
            return
        self.flush()
        if not self._new:
            self._loaded, self._rests = {}, True
            self._used.clear()

    def _wake(self) -> None:
        """Hold all entries again: somebody wants to see them."""
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
        """Write down what is new, and let go of what was not used when there is too much of it."""
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
