"""Reading: a file's bytes become its facts. The whole of this layer, in the order in which it happens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from mdnetwork.model import Facts, Note, NoteKind, Problem
from mdnetwork.names import fold
from mdnetwork.reading.body import read_body
from mdnetwork.reading.decoding import decode
from mdnetwork.reading.fields import Fields
from mdnetwork.reading.frontmatter import split
from mdnetwork.reading.inline import inline_fields
from mdnetwork.reading.kinds import is_template, kind_of, tags_of, tells_of_talk
from mdnetwork.reading.lines import BodyLine, open_comment, outline
from mdnetwork.reading.naming import name_for
from mdnetwork.reading.paths import date_in_name, day_of, name_of, without_day
from mdnetwork.reading.person import PersonReader
from mdnetwork.reading.promises import unclear_promises
from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.reading.times import time_said
from mdnetwork.reading.values import is_ambiguous, parse_date, plain
from mdnetwork.words.kinds import TYPES
from mdnetwork.words.tags import exchange_tags, tags_in

_OF_DAYS = frozenset[NoteKind]({"meeting", "event", "daily"})
"""Notes in which `people` are those who were there."""


def read_note(path: str, data: bytes, settings: ReadingSettings) -> Facts:
    """All that the note at `path` (relative to the vault, with `/`) says by itself. Any bytes give facts."""
    decoded = decode(data)
    front = split(decoded.text, comments=False)
    problems = [replace(problem, path=path) for problem in (*decoded.problems, *front.problems)]
    lines = outline(front.body, front.first_line)
    body_tags = _tags(lines)
    fields = Fields(front.fields, settings.keys)
    heading = _heading(lines)
    kind = kind_of(path, fields, body_tags, settings, heading=heading)
    inline = tuple(inline_fields(lines, is_person=kind == "person"))
    if inline:
        fields = Fields((*front.fields, *inline), settings.keys)
        kind = kind_of(path, fields, body_tags, settings, heading=heading)
    if kind == "conflict":
        return Facts(Note(path, kind, name_of(path).plain), problems=(_conflict(path),))
    if is_template(path, settings):
        return Facts(Note(path, "other", name_of(path).plain))
    note, wrong = _note(path, kind, fields, heading, settings)
    came = kind in _OF_DAYS or (kind == "other" and tells_of_talk(path, fields, body_tags, heading))
    body = read_body(note, fields, lines, settings, people_came=came)
    note = replace(note, has_text=body.has_text)
    opened = open_comment(front.body, front.first_line)
    problems += [*wrong, *body.problems, *unclear_promises(path, body.mentions, body.tasks)]
    problems += [] if opened is None else [_open_comment(path, opened)]
    reader = PersonReader(path, fields, settings.date_order)
    if kind != "person":
        said = Facts(note, None, (), body.mentions, body.tasks, tuple(problems), body.named)
        return _mine(said, name_for(path, fields, heading), reader) if kind == "me" else said
    tags = tuple(dict.fromkeys((*tags_of(fields), *(tag for tag in body_tags if not exchange_tags(f"#{tag}")))))
    person = reader.person(note.title, tags, body.relations)
    return Facts(note, person, (), body.mentions, body.tasks, (*problems, *reader.problems), words=body.words)


def _mine(facts: Facts, name: str, reader: PersonReader) -> Facts:
    """The `me` note's facts, with the user's names and what it tells of them."""
    me = tuple(dict.fromkeys((name, *reader.names())))
    profile = reader.profile("" if TYPES.get(fold(name)) == "me" else name)  # Me.md is nobody's signature
    return replace(facts, me=me, profile=profile, problems=(*facts.problems, *reader.problems))


def _note(
    path: str, kind: NoteKind, fields: Fields, heading: str, settings: ReadingSettings
) -> tuple[Note, list[Problem]]:
    if kind == "person":
        title = name_for(path, fields, heading)
    else:
        title = plain(fields.text("title")) or heading or name_of(path).plain
    day, problems = _date(path, kind, fields, settings)
    uid = fields.text("uid") or fields.text("id") or None
    time = time_said(fields) if day and kind in {"meeting", "event"} else ""
    return Note(path, kind, without_day(title, day) if day else title, day, uid, time=time), problems


def _date(path: str, kind: NoteKind, fields: Fields, settings: ReadingSettings) -> tuple[date | None, list[Problem]]:
    """The day a note is about: front matter, else its file name; a daily note's file name. People have none.

    The day on which a note was created dates nothing.
    """
    if kind in {"person", "me", "goal", "company"}:
        return None, []
    named = date_in_name(path, settings)
    if day_of(path, settings) is not None:
        return named, []
    field = fields.get("date")
    if field is None:
        return named, []
    text = field.text()
    day = parse_date(text, settings.date_order)
    if day is not None:
        return day, []
    problems = [_bad_date(path, field.key, text, field.line)] if any(c.isdigit() for c in text) else []
    return named, problems


def _bad_date(path: str, key: str, text: str, line: int) -> Problem:
    if is_ambiguous(text):
        hint = 'write it as YYYY-MM-DD, or set date_order to "dmy" or "mdy"'
        return Problem(path, line, "AMBIGUOUS-DATE", f"{key} may be one of two days ({text[:60]}); {hint}.")
    return Problem(path, line, "BAD-DATE", f"{key} holds no date that can be read ({text[:60]}); write YYYY-MM-DD.")


def _tags(lines: Sequence[BodyLine]) -> tuple[str, ...]:
    found = (tag for line in lines if "#" in line.text and not line.inert for tag in tags_in(line.text))
    return tuple(dict.fromkeys(found))


def _heading(lines: Sequence[BodyLine]) -> str:
    return next((plain(line.text) for line in lines if line.kind == "heading" and line.level == 1 and line.text), "")


def _open_comment(path: str, line: int) -> Problem:
    message = "The comment that begins here has no end, so that nothing below it is read: close it with %% or -->."
    return Problem(path, line, "OPEN-COMMENT", message, "warning")


def _conflict(path: str) -> Problem:
    message = "This is a copy that syncing made of a note changed in two places; merge what it has and delete it."
    return Problem(path, 0, "CONFLICT-COPY", message, "warning")
