"""Command line: one run of the program, from what was typed to an exit code. What a user can cause is a sentence."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from mdnetwork.answers.question import AskedBefore
from mdnetwork.cli.app import mdnet
from mdnetwork.cli.streams import hung_up, open_door, put
from mdnetwork.collecting import never_look_again, without_gc
from mdnetwork.errors import MdnetworkError, UnknownName

FAILED = 1
INTERRUPTED = 130
NAMED = 20
"""Lines of names that may be meant: more are no help."""


def run(arguments: Sequence[str], question: AskedBefore | None, *, ends: bool = False) -> int:
    """Run `mdnet` with these arguments; returns the exit code. What it answers is kept on the question's shelf.

    `ends` says that the process does nothing after this.
    """
    open_door()
    try:
        with without_gc():
            status = mdnet.main([*arguments], "mdnet", standalone_mode=False, obj=question)
            if ends:
                never_look_again()
        sys.stdout.flush()
    except click.ClickException as error:
        put(*_usage(error), err=True)
        return error.exit_code
    except click.Abort as abort:
        return _aborted(abort)
    except MdnetworkError as error:
        return _failed(*_sentence(error))
    except BrokenPipeError:
        return hung_up()
    except OSError as error:
        return _failed(f"{error.strerror or error}: {error.filename or 'standard output'}.")
    if question is not None and not status:
        question.keep()
    return status if isinstance(status, int) else 0


def _sentence(error: MdnetworkError) -> list[str]:
    sentence = str(error)
    names = error.candidates if isinstance(error, UnknownName) else ()
    others = [name for name in names if name not in sentence]
    return [sentence, *(f"  {name}" for name in others[:NAMED])]


def _usage(error: click.ClickException) -> list[str]:
    """What was not understood, and where to read how it is said."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    command = context.command_path if context else "mdnet"
    return [error.format_message(), f"`{command} -h` tells how it is called."]


def _failed(*sentences: str) -> int:
    put(*sentences, err=True)
    return FAILED


def _aborted(abort: click.Abort) -> int:
    """Ctrl-C is 130; a question that nobody is there to answer is a failure."""
    if isinstance(abort.__cause__ or abort.__context__, KeyboardInterrupt):
        return INTERRUPTED
    return _failed("Nobody answered, so nothing was written; --yes answers for you.")
