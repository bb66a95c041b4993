"""Work for two cores: this process does it, and a second one what it can. Whatever becomes of that, all is done."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import TracebackType
from typing import TYPE_CHECKING, Generic, Self, TypeVar

from mdnetwork import python_process
from mdnetwork.collecting import without_gc
from mdnetwork.lazy import lazy

if TYPE_CHECKING:  # most runs have too little work to share
    import pickle
    import queue
else:
    pickle = lazy("pickle")
    queue = lazy("queue")

_Given = TypeVar("_Given")
_Job = TypeVar("_Job")
_Result = TypeVar("_Result")

_AHEAD = 2
"""The number of jobs to queue for the second process."""


def may_share() -> bool:
    """Whether there is a second core, and a Python to start on it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1 and python_process.can_start()


def results(
    jobs: Iterable[_Job],
    here: Callable[[_Job], _Result],
    start: Callable[[_Given], Callable[[_Job], _Result]],
    given: _Given,
) -> Iterator[_Result]:
    """The result of each job, in any order.

    This process calls `here`. The second one calls `start(given)`, and what that returns for each of its jobs; these,
    the jobs and the results are pickled.
    """
    with _SecondProcess(start, given) as second:
        for job in jobs:
            if not second.take(job):
                yield here(job)
            yield from second.done()
        yield from second.rest()
        yield from map(here, second.left_over())


class _SecondProcess(Generic[_Job, _Result]):
    """A second process that does jobs."""

    def __init__(self, start: Callable[[_Given], Callable[[_Job], _Result]], given: _Given) -> None:
        self._taken: list[_Job] = []
        self._answers: queue.SimpleQueue[tuple[_Result] | None] = queue.SimpleQueue()
        self._process = python_process.start(__name__, serve.__name__)
        self._works = self._process is not None and self._send((start, given))
        self._listener = threading.Thread(target=self._listen, daemon=True)
        self._listener.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process is not None:
            self._process.kill()
            self._listener.join()
            python_process.end(self._process)

    def take(self, job: _Job) -> bool:
        """Send this job if there is room for it. Returns whether it did."""
        if not self._works or len(self._taken) >= _AHEAD:
            return False
        self._works = self._send(job)
        if self._works:
            self._taken.append(job)
        return self._works

    def done(self) -> Iterator[_Result]:
        """The results it has sent so far."""
        while self._taken and self._works and not self._answers.empty():
            yield from self._next()

    def rest(self) -> Iterator[_Result]:
        """The remaining results."""
        while self._taken and self._works:
            yield from self._next()

    def left_over(self) -> Iterator[_Job]:
        """The jobs it received and did not finish before it ended."""
        return iter(self._taken)

    def _next(self) -> Iterator[_Result]:
        answer = self._answers.get()
        if answer is None:
            self._works = False
            return
        del self._taken[0]
        yield answer[0]

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
                self._answers.put((pickle.load(pipe),))
        self._answers.put(None)


def serve() -> None:
    """The main function of the second process: how to start and then jobs come from stdin, results go to stdout."""
    asked, told = sys.stdin.buffer, sys.stdout.buffer
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt), without_gc():
        start, given = pickle.load(asked)
        act = start(given)
        while True:
            pickle.dump(act(pickle.load(asked)), told, pickle.HIGHEST_PROTOCOL)
            told.flush()
