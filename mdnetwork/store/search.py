"""Full-text search over people's notes, and lines in other notes that mention people."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator

from mdnetwork.fields import TEXTS, value_of
from mdnetwork.frozen import NamedTuple
from mdnetwork.model import Facts, Person
from mdnetwork.names import fold
from mdnetwork.store.facts import Damaged
from mdnetwork.store.schema import writing

_START, _END = "\x02", "\x03"
_PLAIN = str.maketrans(dict.fromkeys("\x00\x02\x03\n\r", " "))


class Hit(NamedTuple):
    """A line that a search found. Lines count from 1."""

    path: str
    line: int
    text: str


def body(facts: Facts) -> tuple[str, str]:
    """The searchable part of a note: its line numbers as JSON, and its lines."""
    lines = list(_lines(facts))
    text = "\n".join([text if text.isprintable() else text.translate(_PLAIN) for _, text in lines])
    numbers = ",".join([str(number) for number, _ in lines])
    return f"[{numbers}]", text.encode("utf-8", "replace").decode()


def _lines(facts: Facts) -> Iterator[tuple[int, str]]:
    """A person's details as one line, then the body's lines, else the lines with mentions."""
    if facts.person is not None:
        yield 1, _details(facts.person)
    told = dict(facts.words)
    yield from facts.words
    for mention in facts.mentions:
        if mention.line not in told:
            told[mention.line] = mention.text
            yield mention.line, mention.text


def _details(person: Person) -> str:
    one = (person.name, *(value_of(person, field.name) for field in TEXTS if field.searched))
    many = (person.aliases, person.tags, person.emails, person.phones, person.expertise, person.interests, person.needs)
    return " · ".join(dict.fromkeys([text for text in one if text] + [text for texts in many for text in texts]))


def folded_words(person: Person) -> str:
    """What the list of people is searched for: names, organisation, role, place, circle, tags, addresses of e-mail."""
    texts = (
        person.name,
        *person.aliases,
        person.org,
        person.role,
        person.place,
        person.circle,
        *person.tags,
        *person.emails,
    )
    return fold("\n".join(filter(None, texts)))


def query(text: str) -> str:
    """The user's input as an FTS5 expression: every word must start a word of the note. "" without words."""
    sound = text.encode("utf-8", "replace").decode().translate(_PLAIN)
    words = [word.replace('"', '""') for word in sound.split() if any(letter.isalnum() for letter in word)]
    return " ".join(f'"{word}"*' for word in words)


def any_of(beginnings: Iterable[str]) -> str:
    """An FTS5 expression for any of these prefixes. "" without any."""
    return " OR ".join(filter(None, map(query, sorted(set(beginnings)))))


def search(connection: sqlite3.Connection, wanted: str, limit: int, *, every: bool = False) -> list[Hit]:
    """The lines with most of the `wanted` words (an expression), from the `limit` best notes (bm25).

    With `every`, all lines with any of them. Raises sqlite3.Error, Damaged.
    """
    if not wanted:
        return []
    _catch_up(connection)
    rows = connection.execute(
        "SELECT path, lines, highlight(found, 0, ?, ?) FROM found"
        " JOIN body ON body.id = found.rowid JOIN note ON note.id = body.note"
        " WHERE found MATCH ? ORDER BY bm25(found), path LIMIT ?",
        (_START, _END, wanted, limit),
    )
    return [hit for path, lines, marked in rows.fetchall() for hit in _hits(path, lines, marked, every=every)]


def _catch_up(connection: sqlite3.Connection) -> None:
    """Store the notes read since the last search. A vault that is never searched pays nothing."""
    (newest,) = connection.execute("SELECT coalesce(max(rowid), 0) FROM found").fetchone()
    if connection.execute("SELECT 1 FROM body WHERE id > ? LIMIT 1", (newest,)).fetchone():
        with writing(connection):
            connection.execute(
                "INSERT INTO found (rowid, text) SELECT id, text FROM body"
                " WHERE id > (SELECT coalesce(max(rowid), 0) FROM found)"
            )


def _hits(path: str, lines: str, marked: str, *, every: bool) -> Iterator[Hit]:
    """The lines of a found note with the most distinct words of the search; with `every`, all lines with one."""
    try:
        rows = [
            (number, text, _words(text)) for number, text in zip(json.loads(lines), marked.split("\n"), strict=True)
        ]
    except (ValueError, TypeError) as error:
        raise Damaged from error
    most = max(words for _, _, words in rows)
    for number, text, words in rows:
        if words == most or (every and words):
            yield Hit(path, number, text.replace(_START, "").replace(_END, ""))


def _words(marked: str) -> int:
    return len({fold(part.partition(_END)[0]) for part in marked.split(_START)[1:]})
