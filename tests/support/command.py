"""Run `mdnet` in this process."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from mdnetwork.cli import main


class CommandResult(NamedTuple):
    """What a command wrote, and its exit code."""

    out: bytes
    stderr: str
    status: int

    @property
    def stdout(self) -> str:
        """The answer as text."""
        return self.out.decode()


def call(*arguments: str | Path, answer: str = "") -> CommandResult:
    """Run `mdnet` with these arguments in this process, with `answer` on stdin."""
    out, err = io.BytesIO(), io.BytesIO()
    with (
        io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True) as stdout,
        io.TextIOWrapper(err, encoding="utf-8", newline="", write_through=True) as stderr,
        contextlib.redirect_stdout(stdout),
        contextlib.redirect_stderr(stderr),
        mock.patch("sys.stdin", io.StringIO(answer)),
    ):
        try:
            status = main([str(argument) for argument in arguments])
        except SystemExit as end:
            status = int(end.code or 0)
        return CommandResult(out.getvalue(), err.getvalue().decode(), status)
