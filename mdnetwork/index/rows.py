"""Index: the rows of one note, written and taken out."""

from __future__ import annotations

import sqlite3

from mdnetwork.index.sharing import Written
from mdnetwork.index.stamps import Known


def insert(connection: sqlite3.Connection, path: str, known: Known, digest: bytes, written: Written) -> int | None:
    """Write down a note that has no rows. Returns its number."""
    row = (path, *known.stamp, known.settled, digest)
    note = connection.execute(
        "INSERT INTO note (path, mtime_ns, size, inode, ctime_ns, settled, digest) VALUES (?, ?, ?, ?, ?, ?, ?)", row
    ).lastrowid
    connection.execute("INSERT INTO fact VALUES (?, ?, ?)", (note, written.facts, written.problems))
    if written.text:
        connection.execute("INSERT INTO body VALUES (?, ?, ?)", (note, written.lines, written.text))
    return note


def digest_of(connection: sqlite3.Connection, path: str) -> bytes | None:
    """The digest of the bytes that a note's rows were made of; None where it has none."""
    row = connection.execute("SELECT digest FROM note WHERE path = ?", (path,)).fetchone()
    return None if row is None else row[0]


def restamp(connection: sqlite3.Connection, path: str, known: Known) -> None:
    """Only the stamp of a note is another: its bytes are the same."""
    connection.execute(
        "UPDATE note SET mtime_ns = ?, size = ?, inode = ?, ctime_ns = ?, settled = ? WHERE path = ?",
        (*known.stamp, known.settled, path),
    )


def remove(connection: sqlite3.Connection, path: str) -> None:
    """Take out all rows of a note."""
    for (note,) in connection.execute("SELECT id FROM note WHERE path = ?", (path,)).fetchall():
        connection.execute("DELETE FROM found WHERE rowid = ?", (note,))
        connection.execute("DELETE FROM fact WHERE note = ?", (note,))
        connection.execute("DELETE FROM body WHERE note = ?", (note,))
        connection.execute("DELETE FROM note WHERE id = ?", (note,))
