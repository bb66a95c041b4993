"""Index: many notes read by two processes, this one and a second on another core; a few, by this one alone."""

from __future__ import annotations

import os
import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import NamedTuple, Self, TypeAlias

from mdnetwork.collecting import without_gc
from mdnetwork.index.columns import facts_text, problems_text
from mdnetwork.index.searching import body
from mdnetwork.model import Facts, Note, Problem
from mdnetwork.parsing import read_note
from mdnetwork.parsing.settings import ReadingSettings

Read: TypeAlias = Callable[[str, bytes, ReadingSettings], Facts]

MANY = 600
"""As many notes as make a second process worth the 0.1 s that it takes to start."""
_CHUNK = 32
"""Notes that are handed over at once."""


class Fresh(NamedTuple):
    """A note whose bytes are to be read."""

    path: str
    data: bytes


class NoteRow(NamedTuple):
    """What the index keeps of a note: facts, problems, and for search the numbers and text of its lines."""

    facts: str
    problems: str | None
    lines: str
    text: str


Reading = tuple[str, NoteRow, Facts | None]
"""A note's path, what is written down of it, and its facts where they were made here."""


def readings(notes: Iterable[Fresh], settings: ReadingSettings, read: Read, many: int) -> Iterator[Reading]:
    """What each note says, in any order. `many` is about how many there are.

    The second process only reads: whatever becomes of it, all notes are read.
    """
    waiting = iter(notes)
    if many < MANY or read is not read_note or not _may_share():
        yield from (_here(note, settings, read) for note in waiting)
        return

    with ReaderProcess(settings) as second:
        while chunk := list(islice(waiting, _CHUNK)):
            if not second.take(chunk):
                yield from [_here(note, settings, read) for note in chunk]
            yield from second.done()
        yield from second.rest()
        yield from (_here(note, settings, read) for note in second.left_over())


def understood(note: Fresh, settings: ReadingSettings, read: Read) -> Facts:
    """The facts of a note. One that our own mistake trips over must not stop all others: it is a problem."""
    try:
        return read(note.path, note.data, settings)
    except Exception as error:  # noqa: BLE001  as said
        message = f"mdnetwork could not read this note ({type(error).__name__}: {error}); please report it."
        return Facts(Note(note.path), problems=(Problem(note.path, 0, "READING", message),))


def written(facts: Facts) -> NoteRow:
    """The facts as they are kept."""
    return NoteRow(facts_text(facts), problems_text(facts), *body(facts))


def _here(note: Fresh, settings: ReadingSettings, read: Read) -> Reading:
    facts = understood(note, settings, read)
    return note.path, written(facts), facts


def _may_share() -> bool:
    """Whether there is a second core, and a Python to start on it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1 and bool(sys.executable) and not getattr(sys, "frozen", False)


_AHEAD = 2
"""Chunks that lie ready for it."""
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from mdnetwork.index.sharing import answer; answer()"


class ReaderProcess:
    """A second process that reads notes. Not `multiprocessing`, which runs the caller's own program once more."""

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
            with suppress(OSError):  # what it did not take any more
                self._process.__exit__(kind, error, at)

    def take(self, chunk: list[Fresh]) -> bool:
        """Whether it has room for these notes, and took them."""
        if not self._reads or len(self._given) >= _AHEAD:
            return False
        self._reads = self._send([tuple(note) for note in chunk])
        if self._reads:
            self._given.append(chunk)
        return self._reads

    def done(self) -> Iterator[Reading]:
        """What it has read by now."""
        while self._given and self._reads and not self._answers.empty():
            yield from self._next()

    def rest(self) -> Iterator[Reading]:
        """What it still has to read."""
        while self._given and self._reads:
            yield from self._next()

    def left_over(self) -> Iterator[Fresh]:
        """What it took and did not read, because it came to an end."""
        return (note for chunk in self._given for note in chunk)

    def _next(self) -> Iterator[Reading]:
        answer = self._answers.get()
        if answer is None:
            self._reads = False
            return
        del self._given[0]
        yield from ((path, NoteRow(*row), None) for path, row in answer)

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
        """Take its answers as they come, in a thread: who writes to a pipe must not wait for who writes to another."""
        pipe = self._process.stdout if self._process else None
        with suppress(Exception):  # an answer that was cut short is none
            while pipe:
                self._answers.put(pickle.load(pipe))  # noqa: S301  from our own process
        self._answers.put(None)


def _started(command: tuple[str, ...]) -> subprocess.Popen[bytes] | None:
    try:
        return subprocess.Popen(  # noqa: S603  our own interpreter
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return None


def answer() -> None:
    """The second process: settings, then chunks of notes, come on stdin; what they say goes to stdout."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt), without_gc():
        settings: ReadingSettings = pickle.load(asked)  # noqa: S301  from our own process
        while True:
            notes = [Fresh(*note) for note in pickle.load(asked)]  # noqa: S301  as above
            said = [(note.path, tuple(written(understood(note, settings, read_note)))) for note in notes]
            pickle.dump(said, told, pickle.HIGHEST_PROTOCOL)
            told.flush()
