"""Reading notes: many in two processes, this one and a second on another core, and few in this one only."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias

from mdnetwork.collecting import without_gc
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy
from mdnetwork.model import Facts, Note, Problem
from mdnetwork.parsing import read_note
from mdnetwork.parsing.causes import HINTS
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.store.facts import facts_text, person_text, problem_text, said_text
from mdnetwork.store.search import body

if TYPE_CHECKING:  # most runs read few notes, in this process alone
    import pickle
    import queue
    import subprocess
else:
    pickle = lazy("pickle")
    queue = lazy("queue")
    subprocess = lazy("subprocess")

Read: TypeAlias = Callable[[str, bytes, ReadingSettings], Facts]

MANY = 600
"""The number of notes that makes a second process worth its start-up time of 0.1 s."""
_CHUNK = 24 << 10
"""The bytes of notes to send at once. A pipe takes 64 KiB, and what does not fit makes the sender wait."""
_AHEAD = 2
"""The number of chunks to queue for the second process."""
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from mdnetwork.store.sharing import answer; answer()"


class Fresh(NamedTuple):
    """A note to parse."""

    path: str
    data: bytes


class NoteRow(NamedTuple):
    """A note's rows in the store: facts, what its lines say, problems, and its line numbers and text for search."""

    kind: str
    facts: str
    person: str | None
    said: str | None
    problems: list[tuple[str, str]]
    numbers: str
    text: str


Reading = tuple[str, NoteRow, Facts | None]
"""A note's path, its rows, and its facts if this process parsed it."""


def readings(notes: Iterable[Fresh], settings: ReadingSettings, read: Read | None, many: int) -> Iterator[Reading]:
    """The result for each note, in any order. `many` is the approximate number of notes.

    The second process only parses: whatever happens to it, all notes are read.
    """
    waiting = iter(notes)
    if many < MANY or read not in {None, read_note} or not _may_share():
        yield from (_here(note, settings, read or read_note) for note in waiting)
        return

    with ReaderProcess(settings) as second:
        for chunk in _chunks(waiting):
            if not second.take(chunk):
                yield from [_here(note, settings, read_note) for note in chunk]
            yield from second.done()
        yield from second.rest()
        yield from (_here(note, settings, read_note) for note in second.left_over())


def _chunks(notes: Iterable[Fresh]) -> Iterator[list[Fresh]]:
    """The notes in lists of at most `_CHUNK` bytes; a longer note is on its own."""
    chunk: list[Fresh] = []
    size = 0
    for note in notes:
        if chunk and size + len(note.data) > _CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(note)
        size += len(note.data)
    if chunk:
        yield chunk


def understood(note: Fresh, settings: ReadingSettings, read: Read) -> Facts:
    """The facts of a note. A bug in the reader must not stop the others, so it is reported as a problem."""
    try:
        return read(note.path, note.data, settings)
    except Exception as error:  # noqa: BLE001  see above
        message = f"mdnetwork could not read this note ({type(error).__name__}: {error}); please report it."
        return Facts(Note(note.path), problems=(Problem(note.path, 0, "READING", message),))


def note_row(facts: Facts) -> NoteRow:
    """The rows for these facts."""
    return NoteRow(
        facts.note.kind,
        facts_text(facts),
        person_text(facts),
        said_text(facts),
        [("hint" if each.code in HINTS else "note", problem_text(each)) for each in facts.problems],
        *body(facts),
    )


def _here(note: Fresh, settings: ReadingSettings, read: Read) -> Reading:
    facts = understood(note, settings, read)
    return note.path, note_row(facts), facts


def _may_share() -> bool:
    """Whether there is a second core, and a Python to start on it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1 and bool(sys.executable) and not getattr(sys, "frozen", False)


class ReaderProcess:
    """A second process that parses notes. Not `multiprocessing`, which would run the caller's main program again."""

    def __init__(self, settings: ReadingSettings) -> None:
        self._given: list[list[Fresh]] = []
        self._answers: queue.SimpleQueue[list[tuple[str, NoteRow]] | None] = queue.SimpleQueue()
        self._process = _started((sys.executable, "-c", _PROGRAM, *sys.path))
        self._reads = self._process is not None and self._send(settings)
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._process.kill()
            self._listener.join()
            with suppress(OSError):  # data that it did not read
                self._process.__exit__(kind, error, at)

    def take(self, chunk: list[Fresh]) -> bool:
        """Send these notes if there is room for them. Returns whether it did."""
        if not self._reads or len(self._given) >= _AHEAD:
            return False
        self._reads = self._send([tuple(note) for note in chunk])
        if self._reads:
            self._given.append(chunk)
        return self._reads

    def done(self) -> Iterator[Reading]:
        """The results it has sent so far."""
        while self._given and self._reads and not self._answers.empty():
            yield from self._next()

    def rest(self) -> Iterator[Reading]:
        """The remaining results."""
        while self._given and self._reads:
            yield from self._next()

    def left_over(self) -> Iterator[Fresh]:
        """The notes it received and did not parse before it ended."""
        return (note for chunk in self._given for note in chunk)

    def _next(self) -> Iterator[Reading]:
        rows = self._answers.get()
        if rows is None:
            self._reads = False
            return
        del self._given[0]
        yield from ((path, NoteRow(*row), None) for path, row in rows)

    def _send(self, message: object) -> bool:
        pipe = self._process.stdin if self._process else None
        try:
            if pipe is not None:
                pickle.dump(message, pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
                return True
        except (OSError, ValueError):  # it ended
            pass
        return False

    def _listen(self) -> None:
        """Receive its answers in a thread, because a process that writes to one pipe must not wait for another pipe."""
        pipe = self._process.stdout if self._process else None
        with suppress(Exception):  # ignore a truncated answer
            while pipe:
                self._answers.put(pickle.load(pipe))
        self._answers.put(None)


def _started(command: tuple[str, ...]) -> subprocess.Popen[bytes] | None:
    try:
        return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    except OSError:
        return None


def answer() -> None:
    """The main function of the second process: reads settings and chunks of notes from stdin, writes rows to stdout."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt), without_gc():
        settings: ReadingSettings = pickle.load(asked)
        while True:
            notes = [Fresh(*note) for note in pickle.load(asked)]
            said = [(note.path, tuple(note_row(understood(note, settings, read_note)))) for note in notes]
            pickle.dump(said, told, pickle.HIGHEST_PROTOCOL)
            told.flush()
