"""`Store.verify` compares everything that follows from the notes."""

from __future__ import annotations

import re
from contextlib import closing

from mdnetwork.store import schema, verify

NOT_COMPARED = {
    "folder": {"path", "names", "stamps"},
    "body": {"id"},
    "person": {"holds_from", "holds_until", "stemmed"},
    "expert": {"person", "stem"},
    "own": {"holds_from", "holds_until"},
    "meta": {"key", "value"},
    "feed": {"id", "settings"},
    "event": {"feed", "uid", "digest", "bytes"},
}
"""What does not follow from the notes alone, what is made when asked for, and what has a digest of its inputs."""


def test_every_column_is_compared() -> None:
    compared: dict[str, set[str]] = {}
    for query in (query for queries in verify._ROWS.values() for query in queries):
        found = re.fullmatch(r"SELECT (?P<columns>.+) FROM (?P<table>\w+).*", query)
        assert found is not None
        names = {name.rpartition(".")[2] for name in found["columns"].split(", ")}
        compared[found["table"]] = compared.get(found["table"], set()) | names
    with closing(schema.open_memory("mark")) as connection:
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
        tables = [name for (name,) in rows if not name.startswith("found")]  # the search has the text of `body`
        columns = {
            table: {name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")} for table in tables
        }
    assert {table: names - NOT_COMPARED.get(table, set()) for table, names in columns.items()} == {
        table: compared.get(table, set()) for table in columns
    }
