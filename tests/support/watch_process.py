"""A running `mdnet watch`, for tests: each line that it says waits to be read."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import IO

from support.paths import environment
from support.patience import PATIENCE, patiently


class Watcher:
    """A running `mdnet watch`. Reading a line waits for it (`patience.py`)."""

    def __init__(self, process: subprocess.Popen[str], stderr: IO[str]) -> None:
        self.process = process
        self._stderr = stderr

    def line(self) -> str:
        return self._stderr.readline().rstrip("\n")

    def until(self, words: str) -> str:
        """The first line from now on with these words; "" when the process ended before it said so."""
        return next((line for line in iter(self._stderr.readline, "") if words in line), "").rstrip("\n")

    def end(self, number: signal.Signals) -> tuple[str, int]:
        self.process.send_signal(number)
        return self._stderr.read(), self.process.wait(PATIENCE)


def watching(target: Path, *more: str) -> AbstractContextManager[Watcher]:
    return watching_with("-o", str(target), *more)


@contextmanager
def watching_with(*options: str) -> Iterator[Watcher]:
    command = [sys.executable, "-m", "mdnetwork", "watch", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=environment()) as process:
        assert process.stderr is not None
        with patiently(process):
            yield Watcher(process, process.stderr)
