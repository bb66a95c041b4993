"""The `mdnet` command. A question asked before of the same notes gets the kept answer; else the program runs."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from mdnetwork.answers.question import AskedBefore, key_of
from mdnetwork.answers.shelf import AnswerFolder, KeptAnswer
from mdnetwork.cli.streams import beside_the_door, clock, hung_up, never_fail_on_odd_characters, put
from mdnetwork.errors import SettingsError
from mdnetwork.lazy import lazy

if TYPE_CHECKING:
    import platformdirs

    from mdnetwork.cli import program
else:
    program = lazy("mdnetwork.cli.program")
    platformdirs = lazy("platformdirs")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `mdnet` with these arguments (by default the process's own); returns the exit code.

    0: success. 1: an expected failure, or `check` found errors. 2: the command was not understood. 130: interrupted.
    """
    never_fail_on_odd_characters()
    typed = [*(sys.argv[1:] if arguments is None else arguments)]
    question = _question(typed)
    found = question.said_before() if question else None
    if found is not None:
        return _say(found)

    try:
        run = program.run
    except SettingsError as error:  # a file of a language: they are read when the modules that use them are imported
        put(str(error), err=True)
        return 1
    return run(typed, question, ends=arguments is None)


def _question(typed: Sequence[str]) -> AskedBefore | None:
    """The question, if its answer may be kept. A Windows console shows colours in its own way."""
    if (os.name == "nt" and sys.stdout.isatty()) or any(name.startswith("_MDNET") for name in os.environ):
        return None

    try:
        shelf = AnswerFolder(f"{platformdirs.user_cache_dir('mdnetwork')}{os.sep}answers")
        return AskedBefore(key_of(typed, os.environ, clock()), shelf)
    except OSError:  # the current folder no longer exists
        return None


def _say(answer: KeptAnswer) -> int:
    try:
        beside_the_door(sys.stderr).write(answer.err)  # both were cleaned when they were first written
        beside_the_door(sys.stdout).write(answer.out)
        sys.stdout.flush()
    except BrokenPipeError:
        return hung_up()
    return 0
