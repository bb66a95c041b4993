"""Reading: who came to a meeting, as its fields, a line of its body or a section of it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mdnetwork.model import Mention, Note, Ref
from mdnetwork.names import bare
from mdnetwork.reading.entries import entry
from mdnetwork.reading.fields import Field, Fields
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.moods import mood_of_entry, moods
from mdnetwork.reading.values import in_parts, people_in
from mdnetwork.words.channels import channel_in
from mdnetwork.words.headings import section_of
from mdnetwork.words.kinds import PEOPLE_SECTIONS

ABOUT = "about"
"""Why somebody whom a note lists is no contact: it is about them, and says of no meeting."""

_Named = tuple[Ref, int, str | None]
"""Somebody who is named, the line, and why that is no attendance."""
_LISTED = frozenset({"bullet", "task", "text", "callout"})
_DEGREES = frozenset({"phd", "md", "mba", "jr", "sr", "esq", "cpa", "msc", "bsc", "ma", "ba"})
_LONGEST = 80
_WORDS = 7
"""A longer text, in letters or words, is prose, not a name."""


def attendance(
    note: Note, fields: Fields, lines: Sequence[BodyLine], *, people_came: bool
) -> tuple[list[Mention], set[int]]:
    """A mention for each attendee, and the positions of the lines that did nothing but name them.

    Whoever is listed as the note's people counts where `people_came`; else the note is about them: rejected.
    """
    taken: set[int] = set()
    dated = note.date is not None or note.kind in {"meeting", "event"}
    about = None if people_came else ABOUT
    named: list[_Named] = [
        *((ref, line, None) for ref, line in _in_fields(fields, "attendees")),
        *((ref, line, about) for ref, line in _in_fields(fields, "people")),
        *(_in_body(lines, taken, people_came=people_came) if dated else ()),
    ]
    channel = _channel(note, fields)
    found: dict[tuple[Ref, int], Mention] = {}
    for ref, number, rejected in named:
        said = entry(number, note.date, note.title, people=[ref], source="attendee", channel=channel, rejected=rejected)
        found.setdefault((ref, number), said)
    return list(found.values()), taken


def _channel(note: Note, fields: Fields) -> str | None:
    said = channel_in(fields.text("channel")) or channel_in(note.title)
    if said not in {None, "meeting", "event"}:
        return said
    return note.kind if note.kind in {"meeting", "event"} else said


def _in_fields(fields: Fields, meaning: str) -> Iterator[tuple[Ref, int]]:
    for field in fields.all(meaning):
        for ref, line in people_in(field):
            if named := _named(ref):
                yield named, line


def _in_body(lines: Sequence[BodyLine], taken: set[int], *, people_came: bool) -> Iterator[_Named]:
    for position, line in enumerate(lines):
        if position in taken or line.kind not in _LISTED:
            continue
        if line.headings and section_of(line.headings[-1]) == "attendees":
            if people_came or bare(line.headings[-1]) not in PEOPLE_SECTIONS:
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


def _list_below(lines: Sequence[BodyLine], position: int, taken: set[int]) -> Iterator[_Named]:
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


def _people(line: BodyLine) -> Iterator[_Named]:
    """Those whom a line names; rejected where it tells of an intention: "to invite: [[Ann]]"."""
    against = mood_of_entry(line.text)
    told = moods(line.text)
    against = told[0] if told and all(told) else against
    for ref, number in people_in(Field("", _whole(line.text), line.number)):
        if named := _named(ref):
            yield named, number, against


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
