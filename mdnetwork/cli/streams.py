"""The door through which all text is written to stdout and stderr, so that no note can control a terminal.

Answers, errors, questions, click's texts and tracebacks pass it. The bytes of a file (`sys.stdout.buffer`: a calendar,
vCards, a picture) do not; each format cleans its own. The clock is read here too, and nowhere else.
"""

from __future__ import annotations

import codecs
import io
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TextIO, cast

from mdnetwork.errors import MdnetworkError
from mdnetwork.lazy import lazy
from mdnetwork.text import visible

if TYPE_CHECKING:
    import click
else:
    click = lazy("click")


_MARK = os.urandom(12).hex()
"""Replaces ESC in our own colour codes until they are written. It is random, so that no note can contain it."""


class Door:
    """A text stream that writes only visible text and our own colours. Otherwise it is the given stream."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def write(self, text: str) -> int:
        """Write the text without control sequences."""
        self.stream.write(finished(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each text without control sequences."""
        for each in lines:
            self.write(each)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


def open_door() -> None:
    """Replace stdout and stderr, so that all text is cleaned. May be called again."""
    if not isinstance(sys.stdout, Door):
        sys.stdout = cast("TextIO", Door(sys.stdout))
    if not isinstance(sys.stderr, Door):
        sys.stderr = cast("TextIO", Door(sys.stderr))


def beside_the_door(stream: TextIO) -> TextIO:
    """The stream itself, for text that is already `finished` and for a progress bar, which moves the cursor."""
    return stream.stream if isinstance(stream, Door) else stream


def finished(text: str) -> str:
    """The text as it is written to a stream."""
    if _MARK not in text:
        return visible(text)
    first, *others = text.split(_MARK)
    return visible(first) + "".join(f"\x1b{visible(other)}" for other in others)


def styled(text: str, code: int) -> str:
    """The text in the style of this code, 0 for none. It is shown so only through a `Door`."""
    return f"{_MARK}[{code}m{text}{_MARK}[0m" if code else text


def line(text: str) -> str:
    """The text as one line with its line end. A newline in it, as in a file's name, becomes a space."""
    return text.replace("\n", " ") + "\n"


def put(*lines: str, err: bool = False) -> None:
    """Write lines to stdout, or to stderr."""
    put_text("".join(map(line, lines)), err=err)


def put_question(text: str) -> None:
    """Write a question to stderr; its answer is typed on the same line."""
    put_text(line(text).removesuffix("\n"), err=True)


def put_text(text: str, *, err: bool = False) -> None:
    """Write lines that have their ends. Click handles colours on older Windows consoles."""
    click.echo(finished(text), beside_the_door(sys.stderr if err else sys.stdout), nl=False, color=True)


def never_fail_on_odd_characters() -> None:
    """Show escapes for characters that the terminal's encoding does not have.

    What is typed where only ASCII is known is read as UTF-8, and bytes that are not UTF-8 are an error (`typed_line`).
    """
    for stream in map(beside_the_door, (sys.stdout, sys.stderr)):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with suppress(io.UnsupportedOperation):  # something was read from it already
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8" if is_ascii(sys.stdin.encoding) else None, errors="strict")


def is_ascii(encoding: str) -> bool:
    """Whether the encoding has no characters but those of ASCII, whatever it is called."""
    return codecs.lookup(encoding).name == "ascii"


def typed_line() -> str:
    """The next line of stdin with its line end; "" at the end. Raises MdnetworkError if it is not in its encoding."""
    try:
        return sys.stdin.readline()
    except UnicodeDecodeError as error:
        encoding = sys.stdin.encoding.upper()
        raise MdnetworkError(f"The input is not {encoding}, so nothing was written: save it as {encoding}.") from error


def obeys(stream: TextIO) -> bool:
    """Whether the stream is a terminal that knows colours and moves its cursor. One that does not is called dumb."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def hung_up() -> int:
    """The exit code after the reader (such as `head`) closed the pipe. Python's last flush goes to the null device."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def clock() -> date:
    """Today in the user's time zone."""
    return date.today()  # noqa: TID251  the one place where the clock is read


def moment() -> datetime:
    """Now in the user's time zone."""
    return datetime.now()  # noqa: DTZ005, TID251  the one place where the clock is read; a template writes local time
