"""Objects as the JSON of rows (half the time of SQL columns) and back, with all fields in order.

Text of any other form raises Damaged, and the store is made again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.fields import FIELDS, FieldKind
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy
from mdnetwork.model import (
    Aims,
    Evidence,
    Facts,
    FieldLine,
    FollowUp,
    GroupFields,
    Meeting,
    Mention,
    Note,
    Person,
    PersonTask,
    Problem,
    Profile,
    Ref,
    Severity,
    Task,
    TopicalNote,
    Unmatched,
)

if TYPE_CHECKING:  # whoever reads a note concludes nothing
    from mdnetwork.followups import contact_days
else:
    contact_days = lazy("mdnetwork.followups.contact_days")

_DATACLASSES = (
    Note,
    Mention,
    Task,
    Problem,
    Profile,
    Aims,
    TopicalNote,
    GroupFields,
    FieldLine,
    Cadence,
    PartialDate,
    Span,
)
_VALUES: dict[type, Callable[[Any], Any]] = {
    date: date.isoformat,
    **{kind: attrgetter(*(field.name for field in fields(kind))) for kind in _DATACLASSES},
}
_read = json.JSONDecoder().raw_decode
_day_of = lru_cache(8192)(date.fromisoformat)
_one: Callable[[Any, Any], Any] = {}.setdefault
"""Interns words that many notes share (sources, channels, directions, roles, tags), to save memory."""
_line = lru_cache(8192)(FieldLine)
"""Cached, because notes from one template have the same keys on the same lines."""
_words = lru_cache(8192)(lambda *words: tuple([_one(word, word) for word in words]))
"""The tags, interests and so on of a person, cached because people share them."""
_keys = lru_cache(1024)(lambda *numbered: tuple([_line(*each) for each in numbered]))
"""The lines of a note's keys, cached."""
_DEFAULTS = {field.name: field.default for field in fields(Person)}


def column(text: str) -> str | bytes:
    """The text as SQLite can keep it: bytes for text with half characters, which are in some names."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def from_column(value: str | bytes) -> str:
    """The text of a column."""
    return value if isinstance(value, str) else value.decode("utf-8", "surrogatepass")


class Damaged(Exception):
    """The index contains data that this program did not write."""


def _decode(text: str) -> Any:
    """The value of a text that is nothing else. Without the search for spaces around it, in two thirds of the time."""
    value, end = _read(text)
    if end != len(text):
        raise ValueError(text)
    return value


def _plain(value: object) -> Any:
    return _VALUES[type(value)](value)


_encode = json.JSONEncoder(default=_plain, separators=(",", ":"), check_circular=False).encode


def facts_text(facts: Facts) -> str:
    """What a note says of itself, without its person: kind, date, the user's names and profile, aims, topics, group."""
    return _encode((facts.note, facts.me, facts.profile, facts.aims, facts.subject, facts.group))


def texts_text(texts: Sequence[str]) -> str | None:
    """A list of texts; None if it is empty. `decoded` reads it."""
    return _encode(texts) if texts else None


def person_text(facts: Facts) -> str | None:
    """The note's person, or None."""
    return None if facts.person is None else _encode(facts.person)


def said_text(facts: Facts) -> str | None:
    """What a note's lines say: mentions, tasks, and names without a link. None if they say nothing."""
    said = (facts.mentions, facts.tasks, facts.named)
    return _encode(said) if any(said) else None


def lines_text(evidence: Iterable[Evidence]) -> str:
    """The lines of one note about one person, without the note's own path. People are numbers of notes."""
    return _encode([_row(each, list(map(int, each.people))) for each in evidence])


def _row(each: Evidence, people: list[int]) -> tuple[Any, ...]:
    return (
        each.date,
        each.line,
        each.text,
        each.channel,
        each.direction,
        each.source,
        each.tags,
        each.due,
        each.in_person,
        people,
        each.rejected,
    )


class Rest(NamedTuple):
    """What the columns of a follow-up do not hold. See FollowUp."""

    evidence: tuple[Evidence, ...]
    people: tuple[Person, ...]
    yearly: PartialDate | None
    title: str
    path: str
    private: bool


def rest_text(follow_up: FollowUp, numbers: Mapping[str, int]) -> str:
    """What the columns of a follow-up do not hold. `numbers` are those of the people by identity."""
    evidence = [(each.path, _row(each, [numbers[who] for who in each.people])) for each in follow_up.evidence]
    people = [numbers[each.id] for each in follow_up.people]
    return _encode((evidence, people, follow_up.yearly, follow_up.title, follow_up.path, follow_up.private))


def read_rest(rest: str, people: Callable[[int], Person], ids: Mapping[int, str]) -> Rest:
    """What the columns of a follow-up do not hold."""
    try:
        evidence, others, yearly, title, path, private = _decode(rest)
        lines = [line for where, row in evidence for line in _evidence((row,), where, ids)]
        return Rest(tuple(lines), tuple(map(people, others)), _partial(yearly), title, path, private)
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged from error


def lines_in_rest(rest: str) -> list[tuple[str, int]]:
    """Path and number of each line of the evidence of a stored follow-up."""
    return [(path, row[1]) for path, row in decoded(rest)[0]]


def tasks_text(tasks: Iterable[tuple[str, PersonTask]], numbers: Mapping[str, str]) -> str | None:
    """The tasks of a note with the numbers of their owner and of the people they link. None without tasks."""
    rows = [(int(numbers[owner]), each.task, each.date, list(map(int, each.people))) for owner, each in tasks]
    return _encode(rows) if rows else None


def meeting_text(meeting: Meeting | None, numbers: Mapping[str, str]) -> str | None:
    """The meeting of a note, with numbers for people."""
    if meeting is None:
        return None
    return _encode((meeting.note, [int(numbers[each.path]) for each in meeting.people], meeting.line, meeting.others))


def contact_days_text(known: contact_days.ContactDays) -> str:
    """The days of contact with a person: first whether they owe an answer."""
    return _encode([int(known.is_unanswered), *known.days])


def read_contact_days(text: str) -> contact_days.ContactDays:
    """The stored days of contact."""
    waits, *days = decoded(text)
    return contact_days.ContactDays(days, bool(waits))


def problem_text(problem: Problem) -> str:
    """A problem."""
    return _encode(problem)


def in_problem(severity: Severity | None) -> str:
    """What the text of a problem of this severity contains, and of no other: within its strings quotes are escaped."""
    return f',"{severity}",' if severity else ","


def read_facts(text: str, person: str | None = None, said: str | None = None) -> Facts:
    """The stored facts, without problems. Their `words` are only in the full-text search."""
    try:
        note, me, profile, aims, subject, group = _decode(text)
        mentions, tasks, named = _decode(said) if said else ((), (), ())
        return Facts(
            _note(note),
            read_person(person) if person else None,
            tuple(me),
            tuple([_mention(row) for row in mentions]),
            tuple([_task(row) for row in tasks]),
            (),
            tuple([(line, words) for line, words in named]),
            profile=None if profile is None else _profile(profile),
            aims=None if aims is None else _aims(aims),
            subject=None if subject is None else _subject(subject),
            group=None if group is None else _group(group),
        )
    except (ValueError, TypeError) as error:
        raise Damaged from error


def read_person(text: str) -> Person:
    """The stored person."""
    try:
        return _person(_decode(text))
    except (ValueError, TypeError) as error:
        raise Damaged from error


def decoded(text: str) -> list[Any]:
    """The rows of stored lines, tasks or of a meeting."""
    try:
        rows: list[Any] = _decode(text)
    except ValueError as error:
        raise Damaged from error
    return rows


def read_lines(rows: Iterable[Any], path: str, ids: Mapping[int, str]) -> list[Evidence]:
    """The stored lines of the note at `path`. `ids` are the identities by number."""
    try:
        return _evidence(rows, path, ids)
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged from error


def read_tasks(rows: Iterable[Any], path: str, ids: Mapping[int, str]) -> list[tuple[int, PersonTask]]:
    """The stored tasks of the note at `path`, each with the number of its owner."""
    try:
        return [
            (owner, PersonTask(_task(task), path, stored_day(day), tuple([ids[each] for each in people])))
            for owner, task, day, people in rows
        ]
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged from error


def read_meeting(rows: Iterable[Any], people: Callable[[int], Person]) -> Meeting:
    """The stored meeting."""
    try:
        note, numbers, line, others = rows
        return Meeting(_note(note), tuple(map(people, numbers)), line, tuple([Unmatched(*each) for each in others]))
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged from error


def numbered_lines(rows: Iterable[Any]) -> list[int]:
    """The line numbers of stored lines."""
    return [row[1] for row in rows]


def numbers_in_lines(rows: Iterable[Any]) -> set[int]:
    """The numbers of the people in stored lines."""
    return {number for row in rows for number in row[-2]}


def numbers_in_tasks(rows: Iterable[Any]) -> set[int]:
    """The numbers of the people in stored tasks."""
    return {number for row in rows for number in row[-1]}


def numbers_in_meeting(rows: list[Any]) -> list[int]:
    """The numbers of the people of a stored meeting."""
    numbers: list[int] = rows[1]
    return numbers


def read_problem(text: str) -> Problem:
    """The stored problem."""
    try:
        return _problem(*_decode(text))
    except (ValueError, TypeError) as error:
        raise Damaged from error


def _problem(  # noqa: PLR0917  a row in its order
    path: str, line: int, code: str, message: str, severity: Severity, fixable: bool, mend: list[str]
) -> Problem:
    return Problem(path, line, code, message, severity, fixable, tuple(mend))


def stored_day(text: str | None) -> date | None:
    """The stored day."""
    return None if text is None else _day_of(text)


def _partial(row: list[Any] | None) -> PartialDate | None:
    return None if row is None else PartialDate(*row)


def _refs(rows: Iterable[list[Any]]) -> tuple[Ref, ...]:
    return tuple([Ref(*row) for row in rows])


@lru_cache(1024)
def _band(due: tuple[int, int], late: tuple[int, int], *rest: Any) -> Cadence:
    """A cadence, cached because many people have the same one."""
    return Cadence(Span(*due), Span(*late), *rest)


def _cadence(row: list[Any] | None) -> Cadence | None:
    if row is None:
        return None
    due, late, *rest = row
    return _band(tuple(due), tuple(late), *rest)


def _note(row: list[Any]) -> Note:
    path, kind, title, day, uid, has_text, time = row
    return Note(path, _one(kind, kind), title, stored_day(day), uid, has_text, time)


def _profile(row: list[Any]) -> Profile:
    name, path, pitch, offers, needs, interests, org, role, cadence, offers_line, cadence_line, until = row
    lists = tuple(offers), tuple(needs), tuple(interests)
    return Profile(
        name, path, pitch, *lists, org, role, _cadence(cadence), offers_line, cadence_line, stored_day(until)
    )


def _aims(row: list[Any]) -> Aims:
    *texts, line, deadline, deadline_line, snooze_until, is_over, private = row
    topics, sectors, targets, motives = map(tuple, texts)
    days = stored_day(deadline), stored_day(snooze_until)
    return Aims(topics, sectors, targets, motives, line, days[0], deadline_line, days[1], is_over, private)


def subject_text(subject: TopicalNote | None) -> str | None:
    """What a note is about, or None."""
    return None if subject is None else _encode(subject)


def read_subject(text: str) -> TopicalNote:
    """The stored subject."""
    try:
        return _subject(_decode(text))
    except (ValueError, TypeError) as error:
        raise Damaged from error


def _subject(row: list[Any]) -> TopicalNote:
    path, title, is_goal, topics, day = row
    return TopicalNote(path, title, is_goal, tuple([(text, line) for text, line in topics]), stored_day(day))


def _group(row: list[Any]) -> GroupFields:
    part, topics, last, following, lines = row
    return GroupFields(part, tuple(topics), stored_day(last), stored_day(following), _keys(*map(tuple, lines)))


def _mention(row: list[Any]) -> Mention:
    """The most frequent call, so it makes few calls itself."""
    line, day, text, people, source, channel, direction, tags, due, links, place, rejected = row
    return Mention(
        line,
        None if day is None else _day_of(day),
        text,
        _refs(people) if people else (),
        _one(source, source),
        _one(channel, channel),
        _one(direction, direction),
        tuple(tags),
        None if due is None else _day_of(due),
        tuple(links),
        place,
        rejected,
    )


def _evidence(rows: Iterable[Any], path: str, ids: Mapping[int, str]) -> list[Evidence]:
    """All lines in one call, because a question about everybody reads a hundred thousand of them."""
    return [
        Evidence(
            None if day is None else _day_of(day),
            path,
            line,
            text,
            _one(channel, channel),
            _one(direction, direction),
            _one(source, source),
            tuple(tags) if tags else (),
            None if due is None else _day_of(due),
            in_person,
            tuple([ids[each] for each in people]),
            rejected,
        )
        for day, line, text, channel, direction, source, tags, due, in_person, people, rejected in rows
    ]


def _task(row: list[Any]) -> Task:
    line, text, state, people, due, done, waiting_since, owed, tags = row
    return Task(
        line,
        text,
        _one(state, state),
        _refs(people),
        stored_day(due),
        stored_day(done),
        stored_day(waiting_since),
        _one(owed, owed),
        tuple(tags),
    )


_READ_KINDS: dict[FieldKind, Callable[[Any], Any]] = {
    "text": lambda text: _one(text, text),
    "status": lambda text: _one(text, text),
    "names": tuple,
    "emails": tuple,
    "phones": tuple,
    "tags": lambda rows: _words(*rows),
    "texts": lambda rows: _words(*rows),
    "urls": lambda rows: tuple(map(tuple, rows)),
    "cadence": _cadence,
    "partial": _partial,
    "anniversaries": lambda rows: tuple((key, PartialDate(*day)) for key, day in rows),
    "day": stored_day,
    "ref": lambda row: None if row is None else Ref(*row),
    "relations": lambda rows: tuple((relation, Ref(*whom), line) for relation, whom, line in rows),
}
_READ: dict[str, Callable[[Any], Any]] = {
    **{field.name: _READ_KINDS[field.kind] for field in FIELDS if field.kind in _READ_KINDS},
    "more": _READ_KINDS["urls"],
    "lines": lambda rows: _keys(*map(tuple, rows)),
}
"""Converters for the fields of a person that JSON cannot represent directly."""


def _said(person: Person) -> dict[str, Any]:
    """The fields of a person that differ from their defaults: about a dozen of forty."""
    values = ((name, getattr(person, name)) for name in _DEFAULTS)
    return {name: value for name, value in values if value != _DEFAULTS[name]}


def _person(said: dict[str, Any]) -> Person:
    for name in said.keys() & _READ.keys():
        said[name] = _READ[name](said[name])
    return Person(**said)


_VALUES[Person] = _said
