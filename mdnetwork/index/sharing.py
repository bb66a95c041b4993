"""Index: many notes read by two processes, this one and a second on another core; a few, by this one alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import NamedTuple, TypeAlias

from mdnetwork.index.columns import facts_text, problems_text
from mdnetwork.index.searching import body
from mdnetwork.model import Facts, Note, Problem
from mdnetwork.reading import read_note
from mdnetwork.reading.settings import ReadingSettings

Read: TypeAlias = Callable[[str, bytes, ReadingSettings], Facts]

MANY = 600
"""As many notes as make a second process worth the 0.1 s that it takes to start."""
_CHUNK = 32
"""Notes that are handed over at once."""


class Fresh(NamedTuple):
    """A note whose bytes are to be read."""

    path: str
    data: bytes


class Written(NamedTuple):
    """What the index keeps of a note: facts, problems, and for search the numbers and text of its lines."""

    facts: str
    problems: str | None
    lines: str
    text: str


Reading = tuple[str, Written, Facts | None]
"""A note's path, what is written down of it, and its facts where they were made here."""


def readings(notes: Iterable[Fresh], settings: ReadingSettings, read: Read, many: int) -> Iterator[Reading]:
    """What each note says, in any order. `many` is about how many there are.

    The second process only reads: whatever becomes of it, all notes are read.
    """
    waiting = iter(notes)
    if many < MANY or read is not read_note or not _may_share():
        yield from (_here(note, settings, read) for note in waiting)
        return
    from mdnetwork.index.second import Second  # noqa: PLC0415  rarely needed, and start-up counts

    with Second(settings) as second:
        while chunk := list(islice(waiting, _CHUNK)):
            if not second.take(chunk):
                yield from [_here(note, settings, read) for note in chunk]
            yield from second.done()
        yield from second.rest()
        yield from (_here(note, settings, read) for note in second.left_over())


def understood(note: Fresh, settings: ReadingSettings, read: Read) -> Facts:
    """The facts of a note. One that our own mistake trips over must not stop all others: it is a problem."""
    try:
        return read(note.path, note.data, settings)
    except Exception as error:  # noqa: BLE001  as said
        message = f"mdnetwork could not read this note ({type(error).__name__}: {error}); please report it."
        return Facts(Note(note.path), problems=(Problem(note.path, 0, "READING", message),))


def written(facts: Facts) -> Written:
    """The facts as they are kept."""
    return Written(facts_text(facts), problems_text(facts), *body(facts))


def _here(note: Fresh, settings: ReadingSettings, read: Read) -> Reading:
    facts = understood(note, settings, read)
    return note.path, written(facts), facts


def _may_share() -> bool:
    """Whether there is a second core, and a Python to start on it."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return cores > 1 and bool(sys.executable) and not getattr(sys, "frozen", False)
