"""Reading: who came to a meeting, as its fields, a line of its body or a section of it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mdnetwork.model import Mention, Note, Ref
from mdnetwork.names import bare
from mdnetwork.reading.entries import entry
from mdnetwork.reading.fields import Field, Fields
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.values import in_parts, people_in
from mdnetwork.words.channels import channel_in
from mdnetwork.words.headings import section_of

_LISTED = frozenset({"bullet", "task", "text", "callout"})
_DEGREES = frozenset({"phd", "md", "mba", "jr", "sr", "esq", "cpa", "msc", "bsc", "ma", "ba"})
_LONGEST = 80
_WORDS = 7
"""A longer text, in letters or words, is prose, not a name."""


def attendance(note: Note, fields: Fields, lines: Sequence[BodyLine]) -> tuple[list[Mention], set[int]]:
    """A mention for each attendee, and the positions of the lines that did nothing but name them."""
    taken: set[int] = set()
    dated = note.date is not None or note.kind in {"meeting", "event"}
    named = [*_in_fields(fields), *(_in_body(lines, taken) if dated else ())]
    channel = _channel(note, fields)
    found: dict[tuple[Ref, int], Mention] = {}
    for ref, number in named:
        mention = entry(number, note.date, note.title, people=[ref], source="attendee", channel=channel)
        found.setdefault((ref, number), mention)
    return list(found.values()), taken


def _channel(note: Note, fields: Fields) -> str | None:
    said = channel_in(fields.text("channel")) or channel_in(note.title)
    if said not in {None, "meeting", "event"}:
        return said
    return note.kind if note.kind in {"meeting", "event"} else said


def _in_fields(fields: Fields) -> Iterator[tuple[Ref, int]]:
    for field in fields.all("attendees"):
        for ref, line in people_in(field):
            if named := _named(ref):
                yield named, line


def _in_body(lines: Sequence[BodyLine], taken: set[int]) -> Iterator[tuple[Ref, int]]:
    for position, line in enumerate(lines):
        if position in taken or line.kind not in _LISTED:
            continue
        if line.headings and section_of(line.headings[-1]) == "attendees":
            taken.add(position)
            yield from _people(line)
        elif (rest := _after_label(line.text)) is not None:
            taken.add(position)
            yield from _people(line._replace(text=rest))
            yield from _list_below(lines, position, taken)


def _after_label(text: str) -> str | None:
    """What follows `Attendees:` or `**Attendees:**`; None where the line says no such thing. Fields have `::`."""
    label, colon, rest = text.partition(":")
    if not colon or len(label) > _LONGEST or section_of(label) != "attendees" or bare(label) == "people":
        return None
    rest = rest.lstrip("*_ ")
    return "" if rest.startswith(":") else rest


def _list_below(lines: Sequence[BodyLine], position: int, taken: set[int]) -> Iterator[tuple[Ref, int]]:
    """The list that hangs on a label: nested bullets, or bullets that follow a label which is none itself."""
    label = lines[position]
    for at in range(position + 1, len(lines)):
        line = lines[at]
        if line.kind in {"wrapped", "comment"}:
            continue
        hangs = line.parent == position or (label.kind == "text" and line.parent is None)
        if line.kind not in {"bullet", "task"} or not hangs:
            return
        taken.add(at)
        yield from _people(line)


def _people(line: BodyLine) -> Iterator[tuple[Ref, int]]:
    for ref, number in people_in(Field("", _whole(line.text), line.number)):
        if named := _named(ref):
            yield named, number


def _whole(text: str) -> str:
    """The line with degrees kept with their names: "Jane Doe, PhD, Al Roe" is two people."""
    parts: list[str] = []
    for part in in_parts(text):
        if parts and bare(part) in _DEGREES:
            continue
        parts.append(part)
    return ", ".join(parts)


def _named(ref: Ref) -> Ref | None:
    """The name without a role in brackets after it; None where it is prose."""
    if not ref.plain:
        return ref
    name = ref.target.partition(" (")[0].strip(" *_@.;")
    words = bare(name).split()
    return Ref(name, plain=True) if 0 < len(words) <= _WORDS and len(name) <= _LONGEST else None
