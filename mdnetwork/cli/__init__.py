"""Command line: `mdnet`, from what was typed to an exit code. Whatever a user can cause ends in a sentence."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence

import click

from mdnetwork.cli.app import mdnet
from mdnetwork.collecting import without_gc
from mdnetwork.errors import MdnetworkError, UnknownName

FAILED = 1
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run `mdnet` with these arguments (by default the process's own); returns the exit code.

    0: all is well. 1: an expected failure, or `check` found errors. 2: the command was not understood.
    130: interrupted.
    """
    _never_fail_on_odd_characters()
    try:
        with without_gc():
            status = mdnet.main(arguments, "mdnet", standalone_mode=False)
        sys.stdout.flush()
    except click.ClickException as error:
        click.echo(_usage(error), err=True)
        return error.exit_code
    except click.Abort as abort:
        return _aborted(abort)
    except MdnetworkError as error:
        return _failed(_sentence(error))
    except BrokenPipeError:
        return _hung_up()
    except OSError as error:
        return _failed(f"{error.strerror or error}: {error.filename or 'standard output'}.")
    return status if isinstance(status, int) else 0


def _never_fail_on_odd_characters() -> None:
    """A terminal of few characters, or a file name that is no text, shows escapes instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _sentence(error: MdnetworkError) -> str:
    sentence = str(error)
    names = error.candidates if isinstance(error, UnknownName) else ()
    return "\n".join([sentence, *(f"  {name}" for name in names if name not in sentence)])


def _usage(error: click.ClickException) -> str:
    """What was not understood, and where to read how it is said."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    return f"{error.format_message()}\n`{context.command_path if context else 'mdnet'} -h` tells how it is called."


def _failed(sentence: str) -> int:
    click.echo(sentence, err=True)
    return FAILED


def _aborted(abort: click.Abort) -> int:
    """Ctrl-C is 130; a question that nobody is there to answer is a failure."""
    if isinstance(abort.__cause__ or abort.__context__, KeyboardInterrupt):
        return INTERRUPTED
    return _failed("Nobody answered, so nothing was written; --yes answers for you.")


def _hung_up() -> int:
    """The reader (`head`, say) has seen enough. What Python would still flush at its end goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED
