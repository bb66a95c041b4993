"""The door through which all text leaves for stdout and stderr."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
import traceback
from collections.abc import Iterator

import click

from mdnetwork.cli.streams import Door, beside_the_door, finished, line, open_door, put, put_question, styled

TITLE = "\x1b]0;PWN\x07"


@contextlib.contextmanager
def streams() -> Iterator[tuple[io.StringIO, io.StringIO]]:
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
        open_door()
        yield out, err


def fail() -> None:
    raise ValueError(TITLE)


def test_whoever_writes_passes_the_door() -> None:
    with streams() as (out, err):
        print(TITLE)
        click.echo(f"{TITLE}\x9b", color=True)
        sys.stdout.writelines([TITLE, "\n"])
        put(TITLE, f"a\nb{TITLE}")
        put(TITLE, err=True)
        put_question(f"a\n{TITLE}? ")
        try:
            fail()
        except ValueError:
            traceback.print_exc()
        assert logging.lastResort is not None
        logging.lastResort.emit(logging.makeLogRecord({"msg": TITLE, "levelno": logging.ERROR}))
    for text, times in ((out.getvalue(), 5), (err.getvalue(), 4)):
        assert text.count("PWN") == times
        assert not set("\x1b\x07\x9b") & {*text}


def test_only_our_own_colours_become_codes() -> None:
    assert finished(styled("late", 31)) == "\x1b[31mlate\x1b[0m"
    assert finished(styled(f"late\x1b[0m{TITLE}", 31)) == "\x1b[31mlate [0m ]0;PWN \x1b[0m"
    assert finished("\x1b[31mlate\x1b[0m") == " [31mlate [0m"
    assert finished(styled("plain", 0)) == "plain"


def test_a_newline_in_a_line_is_a_space() -> None:
    assert line("Wim\nBEGIN.md") == "Wim BEGIN.md\n"


def test_the_door_is_opened_once_and_is_the_stream_otherwise() -> None:
    with streams() as (out, _):
        open_door()
        assert beside_the_door(sys.stdout) is out
        assert beside_the_door(out) is out
        assert sys.stdout.isatty() is False
        assert sys.stdout.write(TITLE) == len(TITLE)
        assert isinstance(sys.stdout, Door)
