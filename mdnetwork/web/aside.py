"""A second process for pages that take long, so that they delay neither other pages nor the feeds.

Threads of one interpreter take turns: while one computes for a second, each query of another waits for its turn.
"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, BinaryIO, NamedTuple

from mdnetwork import python_process
from mdnetwork.collecting import without_gc

IDLE = 300.0
"""After how many seconds without a request the process ends, which gives its memory back."""
_NICE = 5
"""How much less urgent than this process it is, where there is one core for both."""


class PageAsked(NamedTuple):
    """A request for a page, and the state that it is to show."""

    path: str
    query: bytes
    generation: int
    today: date


class PageGiven(NamedTuple):
    """The answer."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes


class Aside:
    """The second process. It is started by the first request, and again if it ended. One request follows another.

    The process calls the function `name` of `module`, which calls `answer_aside`. It receives `settings`.
    """

    def __init__(self, module: str, name: str, settings: object) -> None:
        self._function = module, name
        self._settings = settings
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, asked: PageAsked) -> PageGiven | None:
        """The answer; None if no process can be started or it ends before it answers."""
        with self._lock:
            return self._ask(asked) or self._ask(asked)  # it may have ended since the last request

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _ask(self, asked: PageAsked) -> PageGiven | None:
        try:
            process = self._process = self._process or self._started()
            assert process.stdin is not None  # noqa: S101  for the type checker
            assert process.stdout is not None  # noqa: S101  as above
            pickle.dump(asked, process.stdin)
            process.stdin.flush()
            given: PageGiven = pickle.load(process.stdout)  # noqa: S301  our own process
        except (OSError, EOFError, pickle.UnpicklingError):
            self._end()
            return None
        return given

    def _started(self) -> subprocess.Popen[bytes]:
        process = python_process.start(*self._function)
        if process is None:
            raise OSError
        assert process.stdin is not None  # noqa: S101  for the type checker
        pickle.dump(self._settings, process.stdin)
        return process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            python_process.end(process)


def answer_aside(answering: Callable[[Any], Callable[[PageAsked], PageGiven]]) -> None:
    """Answer the requests that come on stdin, on stdout. `answering` makes what answers them from the settings."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    if hasattr(os, "nice"):
        os.nice(_NICE)
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        answer = answering(pickle.load(asked))  # noqa: S301  our own process
        while True:
            wanted = _next(asked)
            with without_gc():  # everybody is loaded, and none of it is garbage until the answer is made
                given = answer(wanted)
            pickle.dump(given, told)
            told.flush()


def _next(asked: BinaryIO) -> PageAsked:
    """The next request. The process ends if there is none for a while."""
    waiting = threading.Timer(IDLE, os._exit, (0,))
    waiting.daemon = True
    waiting.start()
    try:
        found: PageAsked = pickle.load(asked)  # noqa: S301  our own process
        return found
    finally:
        waiting.cancel()
