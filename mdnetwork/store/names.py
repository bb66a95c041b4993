"""Store: who has a name, for the links between notes."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mdnetwork.people.links import Paths, Register
from mdnetwork.store.facts import column


class StoredRegister(Register):
    """Who has a name, from the store."""

    def __init__(self, rows: Callable[..., Iterable[tuple[str, ...]]]) -> None:
        self._rows = rows
        self._notes: dict[str, Paths] = {}

    def notes(self, key: str) -> Paths:
        """See Register."""
        found = self._notes.get(key)
        if found is None:
            rows = self._rows(
                "SELECT path FROM name JOIN note ON note.id = name.note WHERE key = ? AND form = 'note'", column(key)
            )
            found = self._notes[key] = Paths([path for (path,) in rows])
        return found

    def people(self, form: str, key: str) -> tuple[str, ...]:
        """See Register."""
        rows = self._rows(
            "SELECT path FROM name JOIN note ON note.id = name.note"
            " WHERE key = ? AND form = ? AND (owner = note.id OR form = 'me') ORDER BY path",
            column(key),
            form,
        )
        return tuple([path for (path,) in rows])

    def owner(self, path: str) -> str | None:
        """See Register."""
        rows = self._rows(
            "SELECT original.path FROM note JOIN note AS original ON original.id = note.owner WHERE note.path = ?", path
        )
        return next((found for (found,) in rows), None)

    def belonging(self, path: str) -> str | None:
        """See Register."""
        rows = self._rows(
            "SELECT holder.path FROM note JOIN note AS holder ON holder.id = note.belongs WHERE note.path = ?", path
        )
        return next((found for (found,) in rows), None)
