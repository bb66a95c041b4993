"""Reading notes: many in two processes, this one and a second on another core, and few in this one only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, TypeAlias

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy
from mdnetwork.model import Facts, Note, Problem
from mdnetwork.parsing import read_note
from mdnetwork.parsing.causes import HINTS
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.store.facts import facts_text, person_text, problem_text, said_text
from mdnetwork.store.search import body

if TYPE_CHECKING:  # most runs read few notes, in this process alone
    from mdnetwork.store import second
else:
    second = lazy("mdnetwork.store.second")

Read: TypeAlias = Callable[[str, bytes, ReadingSettings], Facts]

MANY = 600
"""The number of notes that makes a second process worth its start-up time of 0.1 s."""
_CHUNK = 24 << 10
"""The bytes of notes to send at once. A pipe takes 64 KiB, and what does not fit makes the sender wait."""


class Fresh(NamedTuple):
    """A note to parse."""

    path: str
    data: bytes


class NoteRow(NamedTuple):
    """A note's rows in the store: facts, what its lines say, problems, and its line numbers and text for search."""

    kind: str
    facts: str
    person: str | None
    said: str | None
    problems: list[tuple[str, str]]
    numbers: str
    text: str


Reading: TypeAlias = tuple[str, NoteRow]
"""A note's path and its rows."""


def readings(notes: Iterable[Fresh], settings: ReadingSettings, read: Read | None, many: int) -> Iterator[Reading]:
    """The result for each note, in any order. `many` is the approximate number of notes."""
    if many < MANY or read not in {None, read_note} or not second.may_share():
        return (_reading(note, settings, read or read_note) for note in notes)
    return chain.from_iterable(second.results(_chunks(notes), reader(settings), reader, settings))


def reader(settings: ReadingSettings) -> Callable[[list[Fresh]], list[Reading]]:
    """Reads a list of notes, here or in the second process."""
    return partial(_readings, settings)


def _readings(settings: ReadingSettings, notes: list[Fresh]) -> list[Reading]:
    return [_reading(note, settings, read_note) for note in notes]


def _chunks(notes: Iterable[Fresh]) -> Iterator[list[Fresh]]:
    """The notes in lists of at most `_CHUNK` bytes; a longer note is on its own."""
    chunk: list[Fresh] = []
    size = 0
    for note in notes:
        if chunk and size + len(note.data) > _CHUNK:
            yield chunk
            chunk, size = [], 0
        chunk.append(note)
        size += len(note.data)
    if chunk:
        yield chunk


def understood(note: Fresh, settings: ReadingSettings, read: Read) -> Facts:
    """The facts of a note. A bug in the reader must not stop the others, so it is reported as a problem."""
    try:
        return read(note.path, note.data, settings)
    except Exception as error:  # noqa: BLE001  see above
        message = f"mdnetwork could not read this note ({type(error).__name__}: {error}); please report it."
        return Facts(Note(note.path), problems=(Problem(note.path, 0, "READING", message),))


def note_row(facts: Facts) -> NoteRow:
    """The rows for these facts."""
    return NoteRow(
        facts.note.kind,
        facts_text(facts),
        person_text(facts),
        said_text(facts),
        [("hint" if each.code in HINTS else "note", problem_text(each)) for each in facts.problems],
        *body(facts),
    )


def _reading(note: Fresh, settings: ReadingSettings, read: Read) -> Reading:
    return note.path, note_row(understood(note, settings, read))
