r"""A file's bytes as text, with `\\n` at the end of each line, and the problems of its encoding."""

from __future__ import annotations

import codecs

from mdnetwork.frozen import NamedTuple
from mdnetwork.model import Problem

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class Decoded(NamedTuple):
    """The text of a note, and problems without a path."""

    text: str
    problems: tuple[Problem, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode UTF-8, with or without a byte order mark, or UTF-16 with one. Bytes that fit neither are replaced."""
    if data.startswith(_UTF16_MARKS):
        return _utf16(data)
    bare = data.removeprefix(codecs.BOM_UTF8)
    marked = (_mark(),) if len(bare) < len(data) else ()
    try:
        text = bare.decode("utf-8")
    except UnicodeDecodeError as error:
        return _clean(bare.decode("utf-8", "replace"), (*marked, _undecodable(bare, error.start)))
    return _clean(text, marked)


def _utf16(data: bytes) -> Decoded:
    try:
        return _clean(data.decode("utf-16"), (_utf16_mark(),))
    except UnicodeDecodeError:
        return _clean(data.decode("utf-16", "replace"), (_undecodable(b"", 0),))


def _clean(text: str, problems: tuple[Problem, ...]) -> Decoded:
    r"""Line ends become `\\n`. NUL, which neither YAML nor a calendar accepts, becomes U+FFFD."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        problems = (*problems, Problem("", line, "ENCODING", "The line holds a NUL character: delete it."))
        text = text.replace("\0", "\ufffd")
    return Decoded(text, problems)


def _mark() -> Problem:
    message = "The note begins with a byte order mark, which other programs may stumble over: save it as plain UTF-8."
    return Problem("", 1, "BOM", message, "warning", fixable=True)


def _utf16_mark() -> Problem:
    return Problem("", 1, "UTF-16", "The note is in UTF-16, which Obsidian cannot show: save it as UTF-8.", "warning")


def _undecodable(data: bytes, position: int) -> Problem:
    before = data[:position].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    message = "The note is not in UTF-8, so letters from this line on may be wrong: save it as UTF-8."
    return Problem("", len(before.split(b"\n")), "ENCODING", message)
