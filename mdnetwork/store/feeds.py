"""Store: the bytes of each calendar event of a feed, under a digest of all its inputs."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

from mdnetwork.store.schema import libraries

FEEDS = 8
"""The number of feeds whose events are kept: those that were new last."""
_MARK = "events"


def read(connection: sqlite3.Connection, settings: str) -> dict[str, tuple[bytes, bytes]]:
    """The events of the feed with these settings by UID, if they were written with the libraries as installed."""
    if not _are_ours(connection):
        return {}
    rows = connection.execute(
        "SELECT uid, digest, bytes FROM event WHERE feed = (SELECT id FROM feed WHERE settings = ?)", (settings,)
    )
    return {uid: (digest, data) for uid, digest, data in rows}


def write(connection: sqlite3.Connection, settings: str, events: Mapping[str, tuple[bytes, bytes]]) -> None:
    """Make these the events of the feed, in the open transaction."""
    if not _are_ours(connection):
        connection.execute("DELETE FROM event")
        connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (_MARK, libraries()))
    connection.execute("INSERT OR IGNORE INTO feed (settings) VALUES (?)", (settings,))
    (feed,) = connection.execute("SELECT id FROM feed WHERE settings = ?", (settings,)).fetchone()
    known = dict(connection.execute("SELECT uid, digest FROM event WHERE feed = ?", (feed,)))
    gone = [(feed, uid) for uid in known.keys() - events.keys()]
    new = [(feed, uid, *event) for uid, event in events.items() if known.get(uid) != event[0]]
    connection.executemany("DELETE FROM event WHERE feed = ? AND uid = ?", gone)
    connection.executemany("INSERT OR REPLACE INTO event VALUES (?, ?, ?, ?)", new)
    connection.execute("DELETE FROM feed WHERE id <= (SELECT max(id) FROM feed) - ?", (FEEDS,))
    connection.execute("DELETE FROM event WHERE feed NOT IN (SELECT id FROM feed)")


def _are_ours(connection: sqlite3.Connection) -> bool:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (_MARK,)).fetchone()
    return row is not None and row[0] == libraries()
