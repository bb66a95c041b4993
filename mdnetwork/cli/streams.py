"""Command line: stdout and stderr as they are: terminals of few characters, and readers that have seen enough."""

from __future__ import annotations

import io
import os
import sys


def never_fail_on_odd_characters() -> None:
    """A terminal of few characters, or a file name that is no text, shows escapes instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def hung_up() -> int:
    """The reader (`head`, say) has seen enough. What Python would still flush at its end goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
