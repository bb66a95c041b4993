"""The SQLite file of the store, in the user's cache folder. It is disposable: an unusable file is recreated."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import NamedTuple

from mdnetwork.errors import ProgramReplaced
from mdnetwork.i18n import VARIABLE
from mdnetwork.own_folders import make_own
from mdnetwork.parsing.settings import ReadingSettings

SQLITE_VERSION = sqlite3.sqlite_version
"""The version of SQLite that Python was built with or finds, for reports."""
PARSER_VERSION = 8
"""Increase by hand when the parser's results or the tables below change."""

_WAIT = 60.0
"""Seconds to wait for another process that writes. It may be reading a large vault for the first time."""

_LOST = {sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_READONLY_DBMOVED}
"""The file was truncated or replaced."""

_TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE folder (path TEXT PRIMARY KEY, names TEXT NOT NULL, stamps BLOB NOT NULL);
CREATE TABLE note (
    id INTEGER PRIMARY KEY AUTOINCREMENT, path TEXT NOT NULL UNIQUE, digest BLOB NOT NULL, kind TEXT NOT NULL,
    owner INTEGER, unwritten INTEGER NOT NULL DEFAULT 0,
    certainty INTEGER, aside INTEGER NOT NULL DEFAULT 0, belongs INTEGER
);
CREATE INDEX note_certainty ON note (certainty) WHERE certainty < 3;
CREATE INDEX note_kind ON note (kind) WHERE kind IN ('me', 'goal', 'group');
CREATE TABLE fact (note INTEGER PRIMARY KEY, facts TEXT NOT NULL, person TEXT, said TEXT);
CREATE TABLE body (
    id INTEGER PRIMARY KEY AUTOINCREMENT, note INTEGER NOT NULL UNIQUE, lines TEXT NOT NULL, text TEXT NOT NULL
);
CREATE TABLE name (key TEXT NOT NULL, form TEXT NOT NULL, note INTEGER NOT NULL, PRIMARY KEY (key, form, note))
    WITHOUT ROWID;
CREATE INDEX name_note ON name (note);
CREATE TABLE ref (key TEXT NOT NULL, note INTEGER NOT NULL, PRIMARY KEY (key, note)) WITHOUT ROWID;
CREATE INDEX ref_note ON ref (note);
CREATE TABLE person (
    note INTEGER PRIMARY KEY, raw TEXT NOT NULL, identity TEXT NOT NULL, name TEXT NOT NULL, sort TEXT NOT NULL,
    org TEXT, circle TEXT, tags TEXT, place TEXT, network TEXT, words TEXT NOT NULL,
    gone INTEGER NOT NULL, private INTEGER NOT NULL, died TEXT,
    introduced_by INTEGER, holds_from TEXT, holds_until TEXT, first_contact TEXT, last_contact TEXT, days INTEGER,
    contacts TEXT, stemmed INTEGER NOT NULL
);
CREATE INDEX person_raw ON person (raw);
CREATE INDEX person_identity ON person (identity);
CREATE INDEX person_circle ON person (circle);
CREATE INDEX person_tags ON person (tags);
CREATE INDEX person_introduced_by ON person (introduced_by) WHERE introduced_by IS NOT NULL;
CREATE INDEX person_hidden ON person (note) WHERE gone OR private;
CREATE INDEX person_stemmed ON person (note) WHERE NOT stemmed;
CREATE TABLE expert (stem TEXT NOT NULL, person INTEGER NOT NULL, PRIMARY KEY (stem, person)) WITHOUT ROWID;
CREATE INDEX expert_person ON expert (person);
CREATE TABLE about (
    note INTEGER NOT NULL, person INTEGER NOT NULL, lines TEXT, tags TEXT, shared INTEGER NOT NULL DEFAULT 0,
    contact TEXT, need TEXT, PRIMARY KEY (note, person)
);
CREATE INDEX about_person ON about (person);
CREATE INDEX about_shared ON about (note) WHERE shared;
CREATE TABLE told (note INTEGER PRIMARY KEY, tasks TEXT, meeting TEXT);
CREATE TABLE own (note INTEGER PRIMARY KEY, holds_from TEXT, holds_until TEXT);
CREATE TABLE topical (note INTEGER PRIMARY KEY, subject TEXT NOT NULL);
CREATE TABLE stale (note INTEGER PRIMARY KEY, aspect INTEGER NOT NULL);
CREATE TABLE follow_up (
    note INTEGER NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, importance INTEGER NOT NULL, due TEXT,
    late_after TEXT, reason TEXT NOT NULL, superseded INTEGER NOT NULL, discriminator TEXT NOT NULL, latest TEXT,
    others TEXT NOT NULL, named TEXT NOT NULL, rest TEXT NOT NULL, since TEXT, PRIMARY KEY (note, seq)
);
CREATE INDEX follow_up_since ON follow_up (since) WHERE since IS NOT NULL;
CREATE INDEX follow_up_due ON follow_up (due, kind) WHERE NOT superseded;
CREATE INDEX follow_up_kind ON follow_up (kind, due, importance, late_after, note) WHERE NOT superseded;
CREATE TABLE subject (
    note INTEGER NOT NULL, other INTEGER NOT NULL, aspect INTEGER NOT NULL, PRIMARY KEY (other, note)
) WITHOUT ROWID;
CREATE INDEX subject_note ON subject (note);
CREATE TABLE problem (note INTEGER NOT NULL, source TEXT NOT NULL, problem TEXT NOT NULL);
CREATE INDEX problem_note ON problem (note, source);
CREATE INDEX problem_hint ON problem (note) WHERE source = 'hint';
CREATE TABLE feed (id INTEGER PRIMARY KEY AUTOINCREMENT, settings TEXT NOT NULL UNIQUE);
CREATE TABLE event (
    feed INTEGER NOT NULL, uid TEXT NOT NULL, digest BLOB NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (feed, uid)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE found USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');
"""
"""`folder` has the names and stamps of the notes in each folder (`vault.Listing`), and of a file that may have changed
without a new stamp `~size` instead of the size. The other rows hold the numbers of notes; a person is their note.
`owner` is the note itself for a person's note, the original for a copy. `certainty` says how surely a note is a
person's, `aside` that it is none for all that, because of the folder it lies in, and `belongs` whose folder that is.
`about` has what one note says about one person, with no `lines` if it only names them. Of the lines, `shared` says
whether one is about several people or about who attended; `contact` is the first day of those that count, and `need`
the last day of those that count and may say a need. `topical` has what goals and
other notes are about, and the log of the user's own note. `own` has the notes with follow-ups that are about nobody.
`stale` has the notes (a person's or `own`) whose follow-ups no longer hold, and 0 for what is of nobody; `subject` has
the people that they depend on. Of a follow-up, `latest` is the last day of its evidence, `others` has the further
people that it concerns, `named` is the title of its note if it is about nobody, and `since` is the Monday from which a
dormant tie has a reason. Of a person, `tags` are a list as JSON, `words` is what the list of people is searched for,
and `days` is the number of days with contact, which holds as long as the follow-ups, with the first and the last of
them; `contacts` has each of these days, and none for somebody who died or wants no contact. `expert` has the stems of
what a person knows about, once somebody asked (`stemmed`). `event` has the bytes of each calendar event of a feed
under a digest of all its inputs.
"""


def database_path(folder: Path, root: Path) -> Path:
    """The index file of the vault at `root`: one for each vault."""
    return folder / f"{hashlib.sha256(os.fsencode(root)).hexdigest()[:16]}.sqlite"


def fingerprint(settings: ReadingSettings, crowd: int) -> str:
    """A hash of what decides which facts and evidence follow from the notes: code, settings, time zone."""
    made_of = (PARSER_VERSION, settings, crowd, time.tzname, time.timezone, *_running(os.environ.get(VARIABLE)))
    return hashlib.sha256(repr(made_of).encode("utf-8", "backslashreplace")).hexdigest()


def code_mark() -> str:
    """A hash of the code alone. Processes with different code must not share a store."""
    made_of = (PARSER_VERSION, *_running(os.environ.get(VARIABLE)))
    return hashlib.sha256(repr(made_of).encode("utf-8", "backslashreplace")).hexdigest()


def refuse_if_replaced() -> None:
    """Raise ProgramReplaced if the code on disk is not what this process started with: the index may be that code's."""
    if tuple(_code()) != _running(os.environ.get(VARIABLE)):
        raise ProgramReplaced("Another version of mdnet was installed while this one ran. End it and start it again.")


@cache
def _running(_further: str | None) -> tuple[tuple[str, int, int], ...]:
    """The code that this process started with, further languages included: what runs is not what is installed later."""
    return tuple(_code())


def _code() -> Iterator[tuple[str, int, int]]:
    """Path, size and time of each file of this package and of further languages, none of which is imported for it."""
    folders = [os.path.dirname(os.path.dirname(os.path.abspath(__file__)))]  # noqa: PTH100, PTH120  strings
    further = os.environ.get(VARIABLE)
    folders += [further] if further else []
    while folders:
        with suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir():
                    folders.append(entry.path)
                elif not entry.name.endswith((".pyc", ".po")):
                    seen = entry.stat()
                    yield entry.path, seen.st_size, seen.st_mtime_ns


def libraries() -> str:
    """When libraries were last installed, without importing any."""
    stamps = []
    for folder in sys.path:
        if folder.endswith("-packages"):
            with suppress(OSError):
                stamps.append((folder, os.stat(folder).st_mtime_ns))  # noqa: PTH116  strings
    return repr(stamps)


def open_file(path: Path) -> sqlite3.Connection:
    """The file at `path`, created if missing. It may be another's or empty: the next refresh makes the index.

    Raises OSError, sqlite3.Error, and NotOurs if others may write there.
    """
    make_own(path.parent)
    if _is_cut_off(path):
        discard(path)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return _connected(path, _set_up)


def _set_up(connection: sqlite3.Connection) -> None:
    _ask_for_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # raises if it is broken


def open_memory(mark: str) -> sqlite3.Connection:
    """An index in memory for this process. Raises sqlite3.Error."""
    return _connected(":memory:", lambda connection: lay_out(connection, mark))


def _connected(path: Path | str, prepare: Callable[[sqlite3.Connection], None]) -> sqlite3.Connection:
    """A prepared connection. Any thread may close it; `Store` sees to it that only one thread asks."""
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None, check_same_thread=False)
    try:
        prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


class FileName(NamedTuple):
    """Which file an index is in, for another process. `born` distinguishes it from a later one at that path."""

    path: str
    born: str


def name_of_file(connection: sqlite3.Connection) -> FileName | None:
    """The file, if others can read it while this process writes."""
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    path = next(file for _, name, file in connection.execute("PRAGMA database_list") if name == "main")
    return FileName(path, _born(connection)) if path and mode == "wal" else None


def open_beside(file: FileName) -> sqlite3.Connection:
    """The index as it was when the process that writes to it began. Raises sqlite3.Error, also if it is another one."""

    def hold(connection: sqlite3.Connection) -> None:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        if _born(connection) != file.born:
            raise sqlite3.DatabaseError("the index changed hands")

    return _connected(file.path, hold)


def _born(connection: sqlite3.Connection) -> str:
    (born,) = connection.execute("SELECT value FROM meta WHERE key = 'born'").fetchone()
    return str(born)


def discard(path: Path) -> None:
    """Delete an index with its journal. Raises OSError."""
    for file in (f"{path}-wal", f"{path}-shm", str(path)):
        with suppress(FileNotFoundError):
            os.unlink(file)  # noqa: PTH108  strings


@contextmanager
def writing(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """A transaction that holds the write lock among all processes, rolled back on failure."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
        connection.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise


@contextmanager
def reading_at_once(connection: sqlite3.Connection) -> Iterator[None]:
    """Several queries on one state of the file, whatever other processes write meanwhile."""
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # fixes the state
        yield
    finally:
        with suppress(sqlite3.Error):
            connection.execute("COMMIT")


def is_broken(error: Exception) -> bool:
    """Whether the file is not a valid index and must be recreated. Otherwise it is unusable for another reason."""
    code = getattr(error, "sqlite_errorcode", None)
    broken = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_SCHEMA}
    broken |= {sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_CONSTRAINT}
    return code is None or code & 0xFF in broken or code in _LOST


def is_wrong_query(error: Exception, connection: sqlite3.Connection) -> bool:
    """Whether a query failed on tables that are as `lay_out` makes them: the query is wrong, and not the file."""
    if getattr(error, "sqlite_errorcode", None) != sqlite3.SQLITE_ERROR:
        return False
    with closing(open_memory("")) as new:
        return _tables(connection) == _tables(new)


def _tables(connection: sqlite3.Connection) -> list[tuple[str, str | None]] | None:
    """The tables and indexes by name; None if they cannot be read."""
    try:
        rows = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"
        )
        return rows.fetchall()
    except sqlite3.Error:
        return None


def is_ours(connection: sqlite3.Connection, mark: str) -> bool:
    """Whether this code wrote the tables with these settings."""
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'mark'").fetchone()
    except sqlite3.OperationalError as error:
        if is_broken(error):  # no such table: the file is new, or of another program
            return False
        raise
    return row is not None and row[0] == mark


def lay_out(connection: sqlite3.Connection, mark: str) -> None:
    """Create the tables, unless they are valid. Raises ProgramReplaced."""
    if is_ours(connection, mark):
        return
    with writing(connection):
        if not is_ours(connection, mark):  # another process created them while this one waited
            clear(connection, mark)


def clear(connection: sqlite3.Connection, mark: str) -> None:
    """Clear the file and create the tables, in the open transaction.

    Refill them in the same transaction: another process would take an empty index for an empty vault. Raises
    ProgramReplaced if the index is perhaps that of the program that replaced this one.
    """
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
    cleared = sorted(tables.fetchall())
    if cleared and not is_ours(connection, mark):
        refuse_if_replaced()
    for (table,) in cleared:
        quoted = table.replace('"', '""')
        connection.execute(f'DROP TABLE IF EXISTS "{quoted}"')
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    known = (("mark", mark), ("born", os.urandom(8).hex()), *((("follows", "another index"),) if cleared else ()))
    connection.executemany("INSERT INTO meta VALUES (?, ?)", known)


def _is_cut_off(path: Path) -> bool:
    """Whether the file is empty but has a journal: it was truncated, and a process that has it open would block us."""
    with suppress(FileNotFoundError):
        return not path.stat().st_size and (Path(f"{path}-wal").exists() or Path(f"{path}-shm").exists())
    return False


def _ask_for_wal(connection: sqlite3.Connection) -> None:
    """Use WAL, for readers beside a writer. Keep the current mode if that fails (network drive, another process)."""
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise
