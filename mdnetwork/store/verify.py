"""Store: compares its rows with those of a new store, which is made from the notes in memory."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from typing import NamedTuple

_ROWS: Mapping[str, tuple[str, ...]] = {
    "facts": (
        "SELECT id, path, kind, digest FROM note",
        "SELECT note, facts, person, said FROM fact",
        "SELECT note, lines, text FROM body",
        "SELECT note, found.text FROM body JOIN found ON found.rowid = body.id WHERE found.text <> body.text",
    ),
    "names": ("SELECT note, form, key FROM name", "SELECT note, key FROM ref"),
    "evidence": (
        "SELECT id, owner, unwritten, certainty, aside, belongs FROM note",
        "SELECT note, person, lines, tags, shared, contact, need FROM about",
        "SELECT note, tasks, meeting FROM told",
        "SELECT note, subject FROM topical",
    ),
    "people": (
        "SELECT note, raw, identity, name, sort, gone, private, died, introduced_by FROM person",
        "SELECT note, org, circle, tags, place, network, words FROM person",
    ),
    "follow-ups": (
        "SELECT note, seq, kind, importance, due, late_after, superseded, discriminator, latest FROM follow_up",
        "SELECT note, seq, reason, others, named, rest, since FROM follow_up",
        "SELECT note, first_contact, last_contact, days, contacts FROM person",
        "SELECT note, other, aspect FROM subject",
        "SELECT note, aspect FROM stale",
        "SELECT note FROM own",
    ),
    "problems": ("SELECT note, source, problem FROM problem",),
}
"""The rows of each kind, each with the number of its note first. How long a follow-up holds depends on the day when it
was computed, so it is not compared. The search has the notes that were read before the last search; a new one has none.
"""


class Difference(NamedTuple):
    """The notes with different rows of one kind, by path; "" for rows of a note that is gone."""

    kind: str
    paths: tuple[str, ...]


def number_alike(connection: sqlite3.Connection, new: sqlite3.Connection) -> None:
    """Give the notes in an empty store the numbers that they have in another one, so that rows can be compared."""
    new.executemany(
        "INSERT INTO note (id, path, digest, kind) VALUES (?, ?, x'', '')",
        connection.execute("SELECT id, path FROM note"),
    )
    new.executemany(
        "INSERT INTO folder VALUES (?, ?, ?)",
        connection.execute("SELECT path, names, zeroblob(length(stamps)) FROM folder"),
    )


def unread(new: sqlite3.Connection) -> str:
    """The path of a note that was numbered and not read; "" if there is none."""
    row = new.execute("SELECT path FROM note WHERE kind = '' ORDER BY path").fetchone()
    return "" if row is None else str(row[0])


def differences(connection: sqlite3.Connection, new: sqlite3.Connection) -> tuple[Difference, ...]:
    """What differs between two stores whose notes have the same numbers."""
    found = ((kind, _differing(_sums(connection, rows), _sums(new, rows))) for kind, rows in _ROWS.items())
    return tuple(
        [
            Difference(kind, tuple(sorted(_path(each, connection, new) for each in notes)))
            for kind, notes in found
            if notes
        ]
    )


def _sums(connection: sqlite3.Connection, queries: Iterable[str]) -> dict[int, int]:
    """The sum of the hashes of each note's rows, whatever their order."""
    sums: dict[int, int] = {}
    for query in queries:
        for row in connection.execute(query):
            sums[row[0]] = sums.get(row[0], 0) + hash((query, row))
    return sums


def _differing(one: Mapping[int, int], other: Mapping[int, int]) -> set[int]:
    return {note for note in one.keys() | other.keys() if one.get(note) != other.get(note)}


def _path(note: int, *stores: sqlite3.Connection) -> str:
    rows = (each.execute("SELECT path FROM note WHERE id = ?", (note,)).fetchone() for each in stores)
    return next((row[0] for row in rows if row is not None), "")
