"""The `mdnet` command."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mdnetwork.cli.streams import is_ascii, never_fail_on_odd_characters, put
from mdnetwork.collecting import without_gc
from mdnetwork.errors import SettingsError
from mdnetwork.lazy import lazy

if TYPE_CHECKING:
    from mdnetwork.cli import program
else:
    program = lazy("mdnetwork.cli.program")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `mdnet` with these arguments (by default the process's own); returns the exit code.

    0: success. 1: an expected failure, or `check` found errors. 2: the command was not understood. 130: interrupted.
    """
    if arguments is None:
        _know_all_file_names()
    never_fail_on_odd_characters()
    typed = [*(sys.argv[1:] if arguments is None else arguments)]
    try:
        with without_gc():  # imports too: they make much, and no garbage
            return program.run(typed, ends=arguments is None)
    except SettingsError as error:  # a file of a language: they are read when the modules that use them are imported
        put(str(error), err=True)
        return 1


def _know_all_file_names() -> None:
    """Start Python again in its UTF-8 mode where it takes file names and arguments for ASCII.

    Without it no letter with an accent could be typed, and notes of such names could not be found. Python does so by
    itself for the locale C (PEP 540), unless a variable forbids it. What is shown stays ASCII.
    """
    if is_ascii(sys.getfilesystemencoding()) and sys.executable and not getattr(sys, "frozen", False):
        shown = os.environ.get("PYTHONIOENCODING", "ascii")
        variables = {**os.environ, "PYTHONUTF8": "1", "PYTHONIOENCODING": shown}
        os.execve(sys.executable, [sys.executable, "-X", "utf8", *sys.orig_argv[1:]], variables)  # noqa: S606  ourselves
