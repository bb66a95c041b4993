"""How long a test waits for another process: for an event, which ends the wait as soon as it comes."""

from __future__ import annotations

import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

PATIENCE = 600
"""Seconds before a test gives up: how long a failure takes. On the busiest machine the event comes long before."""


@contextmanager
def patiently(process: subprocess.Popen[str]) -> Iterator[None]:
    """Kill the process when the block is left, or when it lasts too long: whoever reads its lines finds no more."""
    previous = signal.signal(signal.SIGALRM, lambda *_: process.kill())
    signal.alarm(PATIENCE)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)
        process.kill()
