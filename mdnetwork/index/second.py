"""Index: a second process, on another core, that reads notes for this one. It touches no file and no index."""

from __future__ import annotations

import pickle
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from types import TracebackType
from typing import Self

from mdnetwork.collecting import without_gc
from mdnetwork.index.sharing import Fresh, Reading, Written, understood, written
from mdnetwork.reading import read_note
from mdnetwork.reading.settings import ReadingSettings

_AHEAD = 2
"""Chunks that lie ready for it."""
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from mdnetwork.index.second import answer; answer()"


class Second:
    """A second process that reads notes. Not `multiprocessing`, which runs the caller's own program once more."""

    def __init__(self, settings: ReadingSettings) -> None:
        self._given: list[list[Fresh]] = []
        self._answers: queue.SimpleQueue[list[tuple[str, Written]] | None] = queue.SimpleQueue()
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
        yield from ((path, Written(*row), None) for path, row in answer)

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
