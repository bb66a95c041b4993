"""What work costs, without a clock: calls are counted, and what C does has a limit of processor time.

- `calls` counts the calls that a piece of Python makes, the same number on any machine. A test compares the counts for
  a text and for one four times as long.
- Time within one call of C (a regular expression above all) cannot be counted. Such work runs in a process of its own,
  which the system ends when it has used too much of the processor: `run_within`, and `allow` for each of many pieces.
  The limits are ten times what the work needs on a slow machine, so that only another kind of growth reaches them.

A process that waits uses none of its limit: no test of this kind fails because the machine is busy.
"""

from __future__ import annotations

import gc
import math
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from support.paths import environment

MARGIN = 10
"""Times its normal need that work may take of the processor."""


def calls(work: Callable[[], object], *, warm: bool = False) -> int:
    """Returns how many functions, of Python and of C, `work` calls when it is done for the second time.

    What the first time leaves in caches is there by then, whichever tests ran before. Where the test did such work
    already, `warm` saves the first time.
    """
    number = 0

    def count(_frame: FrameType, event: str, _called: object) -> None:
        nonlocal number
        number += event in {"call", "c_call"}

    from mdnetwork.parsing import inline  # noqa: PLC0415  this file is run as a program too, which reads no notes

    kept = inline._links_of_line
    inline._links_of_line = inline._links  # type: ignore[assignment]  # what is kept of short lines hides how work grows
    if not warm:
        work()
    traced = sys.gettrace()
    sys.settrace(None)  # coverage doubles the time of what is counted
    collecting = gc.isenabled()
    gc.disable()  # what a collection calls depends on the tests before
    previous = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(previous)
        sys.settrace(traced)
        inline._links_of_line = kept
        if collecting:
            gc.enable()
    return number


def run_within(need: float, *arguments: str | Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Python run with these arguments, in ten times the processor time (seconds) that it needs.

    Raises AssertionError when it needs more, with what it said last. Only POSIX has such limits.
    """
    limit = math.ceil(MARGIN * need)
    done = subprocess.run(
        [sys.executable, __file__, str(limit), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env=environment(**variables),
    )
    said = f"{done.stdout[-500:]}{done.stderr[-500:]}"
    assert done.returncode != -signal.SIGXCPU, f"more processor time than is allowed, {limit} s at first: {said}"
    return done


def allow(need: float) -> None:
    """From now on this process may use ten times these seconds of the processor, counted in whole ones."""
    import resource  # noqa: PLC0415  POSIX alone has it

    used = resource.getrusage(resource.RUSAGE_SELF)
    limit = math.ceil(used.ru_utime + used.ru_stime + MARGIN * need)
    resource.setrlimit(resource.RLIMIT_CPU, (limit, resource.getrlimit(resource.RLIMIT_CPU)[1]))


def untraced() -> None:
    """Stop coverage in this process, a forked child: what it measures is lost, and it doubles or triples the work.

    `tests/support/properties.py` calls it in every child.
    """
    sys.settrace(None)
    threading.settrace(None)


def _limited(seconds: int, arguments: list[str]) -> None:
    """Become Python with these arguments, with this limit."""
    import resource  # noqa: PLC0415  POSIX alone has it

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606  our own interpreter


if __name__ == "__main__":
    _limited(int(sys.argv[1]), sys.argv[2:])
