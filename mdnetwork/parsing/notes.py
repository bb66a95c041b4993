"""A note's facts, from the fields and lines of its document. The steps of reading, in order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from mdnetwork.days.reader import is_ambiguous, is_day_in_utc, moment_at, parse_date
from mdnetwork.frozen import dataclass
from mdnetwork.lazy import lazy, lazy_pattern
from mdnetwork.model import Facts, Mention, Note, NoteKind, Problem, Ref, Task, TopicalNote
from mdnetwork.names import fold, same
from mdnetwork.parsing.entries import entry
from mdnetwork.parsing.fields import Field, FieldMap, Fields, inline_fields, plain, switch
from mdnetwork.parsing.goals import aims_of
from mdnetwork.parsing.hints import dismissed_in, hints_of_other, hints_of_person
from mdnetwork.parsing.inline import links_in, plain_text
from mdnetwork.parsing.kinds import is_declared, is_list_of_notes, is_template, kind_of, tags_of, tells_of_talk
from mdnetwork.parsing.log import log_of
from mdnetwork.parsing.marks import dated, unread_date
from mdnetwork.parsing.mentions import About, attendance, linked_fields, mentions_in, plain_names
from mdnetwork.parsing.moods import mood_of_entry
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.parsing.paths import (
    INDEXES,
    date_in_name,
    day_of,
    folder_of,
    looks_daily,
    name_of,
    stem_of,
    untranslated,
    without_day,
)
from mdnetwork.parsing.person import AMBIGUOUS_HINT, PersonReader
from mdnetwork.parsing.promises import unclear_promises, unread_days
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.parsing.tasks import tasks_in
from mdnetwork.verdicts import ABOUT, CANCELLED_MEETING
from mdnetwork.vocabulary.channels import channel_in
from mdnetwork.vocabulary.keys import folded
from mdnetwork.vocabulary.languages import pattern, spellings, words_of
from mdnetwork.vocabulary.notes import CHANNEL_LABELS, LINKED, NOT_HELD, TEXT_COLUMNS, TYPES, YES, section_of
from mdnetwork.vocabulary.tags import exchange_tags, tags_in

if TYPE_CHECKING:
    from mdnetwork.parsing import groups, intents
else:
    groups = lazy("mdnetwork.parsing.groups")
    intents = lazy("mdnetwork.parsing.intents")

_OF_DAYS = frozenset[NoteKind]({"meeting", "event", "daily"})
"""Notes in which `people` are participants."""
_PREFIX = lazy_pattern(rf"{pattern(spellings('labels', 'name'))} [-–—] (?=\S)", re.IGNORECASE)
_EXPORT_ID = lazy_pattern(r" (?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$")
"""What Notion puts behind the name of an exported page."""
_JOINED = lazy_pattern(r"[^\W_][\w.-]+")
"""A file name whose words have no spaces between them: `Jane_Roe`, `jane.roe`."""
_PLACEHOLDER = lazy_pattern(r"\{\{.*\}\}|<%.*%>")
"""What a template has in its heading: `{{title}}`, `<% tp.file.title %>`. A note called `_template` with it is one."""
_FIRST = words_of("labels", "first-name") | words_of("keys", "first_name")
_LAST = words_of("labels", "last-name") | words_of("keys", "last_name")
_WITH_DAY = lazy_pattern(r"[0-9][Tt ]+([01]?[0-9]|2[0-3])[:.]([0-5][0-9])")
_ALONE = lazy_pattern(
    r"([01]?[0-9]|2[0-3])(?:[:.h]([0-5][0-9]))?(?::[0-5][0-9])?\s*([ap])?\.?(?:m\b\.?)?", re.IGNORECASE
)
_NOON = 12
_INTRODUCED = words_of("labels", "introduced-by")
_CONNECTED = words_of("labels", "introduced")
_STARTS = frozenset(map(folded, words_of("notes", "starts")))
"""Keys for the day on which something starts. It is surer than `date`, which may be the day of the note."""
_SILENT = frozenset({"blank", "heading", "code", "comment", "wrapped", "generated", "definition", "property"})


def facts_of(
    path: str,
    front: tuple[Field, ...],
    lines: Sequence[BodyLine],
    found: Iterable[Problem],
    settings: ReadingSettings,
) -> Facts:
    """All facts of the note at `path`: of the fields in its front matter and the lines of its body.

    `found` are the problems that were found before, without a path.
    """
    problems = [replace(problem, path=path) for problem in found]
    body_tags = _tags(lines)
    fields = Fields(front, settings.keys)
    heading = _heading(lines)
    kind = kind_of(path, fields, body_tags, settings, heading=heading)
    inline = tuple(inline_fields(lines, is_person=kind == "person"))
    if inline:
        fields = Fields((*front, *inline), settings.keys)
        kind = kind_of(path, fields, body_tags, settings, heading=heading)
    if kind == "conflict":
        return Facts(Note(path, kind, name_of(path).plain), problems=(_conflict(path),))
    is_filled = any(key in fields for key in ("name", "email", "phone"))  # somebody may be called {{title}}
    is_form = stem_of(path).startswith("_") or (_PLACEHOLDER.search(stem_of(path)) and not is_filled)
    if is_template(path, settings) or (is_form and _PLACEHOLDER.search(heading)):
        return Facts(Note(path, "other", name_of(path).plain))
    note, wrong = _note(path, kind, fields, heading, settings)
    came = kind in _OF_DAYS or (kind == "other" and tells_of_talk(path, fields, body_tags, heading))
    body = read_body(note, fields, lines, settings, people_came=came)
    note = replace(note, has_text=body.has_text)
    if kind in {"meeting", "event"} and _is_called_off(fields):
        body = replace(body, mentions=tuple(_cancelled(mention) for mention in body.mentions))
    problems += [*wrong, *body.problems, *unclear_promises(path, body.mentions, body.tasks)]
    problems += unread_days(path, note.date, lines, body.mentions, body.tasks)
    reader = PersonReader(path, fields, settings.date_order)
    problems += dismissed_in(note, fields)
    if kind == "person":
        problems += hints_of_person(note, fields, lines, body.mentions, settings)
    else:
        problems += hints_of_other(note, fields, settings)
        about = _subject(note, fields, settings) if kind in {"goal", "other"} else None
        said = Facts(note, None, (), body.mentions, body.tasks, tuple(problems), body.named, subject=about)
        if kind == "goal":
            aims, unread = aims_of(path, fields, settings.date_order)
            return replace(said, aims=aims, problems=(*said.problems, *unread))
        if kind == "group":
            return replace(said, group=groups.group_fields(fields, lines, settings))
        return _mine(said, name_for(path, fields, heading), reader) if kind == "me" else said
    tags = tuple(dict.fromkeys((*tags_of(fields), *(tag for tag in body_tags if not exchange_tags(f"#{tag}")))))
    person = reader.person(note.title, tags, body.relations, is_declared=is_declared(path, fields, body_tags))
    mentions = (*body.mentions, *groups.joined(fields))
    return Facts(note, person, (), mentions, body.tasks, (*problems, *reader.problems), words=body.words)


def _subject(note: Note, fields: Fields, settings: ReadingSettings) -> TopicalNote | None:
    """What the note is about: its topics, a goal's sectors and targets too; None if it names none and is no goal.

    A private note is about nothing, so that no reason names it.
    """
    if switch(fields.text("private")) is True:
        return None
    keys = ("topics", "sector", "targets") if note.kind == "goal" else ("topics",)
    found = [part for key in keys for field in fields.all(key) for part in field.texts()]
    topics = [(plain_text(part), line) for text, line in found for part in text.split(",")]
    topics = [(text, line) for text, line in topics if text]
    day = note.date or parse_date(fields.text("created"), settings.date_order)
    return (
        TopicalNote(note.path, note.title, note.kind == "goal", tuple(topics), day)
        if topics or note.kind == "goal"
        else None
    )


def _is_called_off(fields: Fields) -> bool:
    """Whether the status says that a meeting was not held, or a key of that name says yes."""
    said = (fields.text("status"), *(field.key for field in fields.unknown() if fold(field.text()) in YES))
    return any(" ".join(fold(text).replace("-", " ").replace("_", " ").split()) in NOT_HELD for text in said)


def _cancelled(mention: Mention) -> Mention:
    """A mention in the note of a meeting that was called off, which is no contact."""
    return replace(mention, rejected=mention.rejected or CANCELLED_MEETING)


def _mine(facts: Facts, name: str, reader: PersonReader) -> Facts:
    """The facts of the `me` note, with the user's names and profile."""
    me = tuple(dict.fromkeys((name, *reader.names())))
    profile = reader.profile("" if TYPES.get(fold(name)) == "me" else name)  # Me is no name to sign with
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
    """The day a note is about: from front matter, else its file name; for a daily note its file name. People have none.

    The day on which a note was created does not count.
    """
    if kind in {"person", "me", "goal", "group", "company"}:
        return None, []
    named = date_in_name(path, settings)
    if day_of(path, settings) is not None:
        return named, []
    field = _day_field(fields)
    if field is None:
        return named, [_bad_name(path)] if looks_daily(path, settings) else []
    text = field.text()
    day = parse_date(text, settings.date_order)
    if day is not None:
        return day, []
    problems = [_bad_date(path, field.key, text, field.line)] if any(c.isdigit() for c in text) else []
    return named, problems


def _day_field(fields: Fields) -> Field | None:
    """The field with the day of a note: the one that says when it starts, if there is one."""
    found = fields.all("date")
    return next((field for field in reversed(found) if folded(field.key) in _STARTS), found[-1] if found else None)


def _bad_name(path: str) -> Problem:
    message = f"{stem_of(path)} has the form of a daily note's name and names no day that can be read; rename the note."
    return Problem(path, 0, "BAD-DATE", message)


def _bad_date(path: str, key: str, text: str, line: int) -> Problem:
    if is_ambiguous(text):
        return Problem(path, line, "AMBIGUOUS-DATE", f"{key} may be one of two days ({text[:60]}); {AMBIGUOUS_HINT}.")
    return Problem(path, line, "BAD-DATE", f"{key} holds no date that can be read ({text[:60]}); write YYYY-MM-DD.")


def _tags(lines: Sequence[BodyLine]) -> tuple[str, ...]:
    found = (tag for line in lines if "#" in line.text and not line.inert for tag in tags_in(line.text))
    return tuple(dict.fromkeys(found))


def _heading(lines: Sequence[BodyLine]) -> str:
    return next((plain(line.text) for line in lines if line.kind == "heading" and line.level == 1 and line.text), "")


def _conflict(path: str) -> Problem:
    message = "This is a copy that syncing made of a note changed in two places; merge what it has and delete it."
    return Problem(path, 0, "CONFLICT-COPY", message, "warning")


def name_for(path: str, fields: Fields, heading: str) -> str:
    """The display name. `heading` is the note's first level-one heading; it and `title` count only for slugs.

    The heading comes before `title`, which may be a position. An id that an export put behind a name is no part of it.
    """
    written = _written(fields)
    if written:
        return written
    name = name_of(path)
    stem = _EXPORT_ID.sub("", name.plain)
    if fold(stem) in INDEXES:
        folder = folder_of(path).rpartition("/")[2]
        return plain(fields.text("title")) or (_slug_name(folder, heading) if is_slug(folder) else folder) or stem
    if name.stamped and is_slug(stem):
        return heading or plain(fields.text("title")) or stem.replace("-", " ").title()
    if _JOINED.fullmatch(stem) and _letters(heading) in {_letters(stem), _letters(untranslated(stem)[0])}:
        return heading
    if is_slug(stem):
        named = _slug_name(stem, heading)
        return named if named != stem else plain(fields.text("title")) or stem
    return _PREFIX.sub("", stem, count=1).lstrip("@").strip() or stem


def is_slug(name: str) -> bool:
    """Whether a name is a slug: `marco-neri`, `marco_neri`, `marco`."""
    return name == name.lower() and " " not in name and name[:1].isalpha()


def _letters(name: str) -> str:
    """The letters and numbers of a name, folded. `Jane_Roe`, `jane.roe` and `JaneRoe` have those of Jane Roe."""
    return "".join(sign for sign in fold(name) if sign.isalnum())


def _slug_name(slug: str, heading: str) -> str:
    """The heading; for a slug of one word only if the heading contains it, since headings are often "Notes"."""
    words = fold(slug).replace("_", "-").split("-")
    return heading if heading and (len(words) > 1 or words[0] in fold(heading).split()) else slug


def _written(fields: Fields) -> str:
    field = fields.get("name")
    if field and not isinstance(field.value, str):
        return _nested(field)
    return (
        plain(field.text() if field else "")
        or plain(fields.text("fn"))
        or _joined(fields.text("first_name"), fields.text("last_name"))
        or _joined(fields.text("given"), fields.text("family"))
    )


def _nested(field: Field) -> str:
    """The name from `name: {first: …, last: …}`, or the first text of a list."""
    parts = {fold(inner.key): inner.text() for inner in field.value.fields} if isinstance(field.value, FieldMap) else {}
    first = next((text for key, text in parts.items() if key in _FIRST and text), "")
    last = next((text for key, text in parts.items() if key in _LAST and text), "")
    return _joined(first, last) or plain(field.text())


def _joined(first: str, last: str) -> str:
    return plain(f"{first} {last}")


def time_said(fields: Fields) -> str:
    """The time from its own key (`time`, `startTime`, `ora`), else from the date field: "09:30" or ""."""
    alone = _ALONE.match(fields.text("time"))
    field = _day_field(fields)
    text = field.text() if field else ""
    if alone and (alone[2] or alone[3]):
        return _clock(_in_a_day(int(alone[1]), (alone[3] or "").lower()), alone[2] or "00")
    moment = moment_at(text)
    if moment:
        return _clock(moment.hour, f"{moment.minute:02}")
    beside = _WITH_DAY.search(text)
    return _clock(int(beside[1]), beside[2]) if beside and not is_day_in_utc(text) else ""


def _in_a_day(hour: int, half: str) -> int:
    """The hour of twenty-four; `half` is "a", "p", or "" for a 24-hour clock."""
    return hour % _NOON + _NOON * (half == "p") if half and hour <= _NOON else hour


def _clock(hour: int, minutes: str) -> str:
    return f"{hour:02}:{minutes}"


@dataclass(frozen=True, slots=True)
class Body:
    """The contents of a body. `relations` are (relation, person, line); `words` are lines for search, in people's notes
    only.

    `named` are (line, words) that may be names without a link.
    """

    mentions: tuple[Mention, ...] = ()
    tasks: tuple[Task, ...] = ()
    problems: tuple[Problem, ...] = ()
    words: tuple[tuple[int, str], ...] = ()
    relations: tuple[tuple[str, Ref, int], ...] = ()
    named: tuple[tuple[int, str], ...] = ()
    has_text: bool = False


def read_body(
    note: Note, fields: Fields, lines: Sequence[BodyLine], settings: ReadingSettings, *, people_came: bool
) -> Body:
    """The mentions, tasks and problems of a note. Accepts any note and raises nothing.

    `people_came` says whether the note's `people` were there; otherwise the note is about them.
    """
    if note.kind == "person":
        return _person_body(note, fields, lines, settings)
    if note.kind == "me":
        return _own_body(note, lines, settings)
    if note.kind == "group":
        mentions, problems = groups.group_mentions(note, fields, lines, settings)
        return Body(mentions=mentions, tasks=tasks_in(lines), problems=problems, has_text=True)
    told = attendance(note, fields, lines, people_came=people_came)
    about = About(
        frozenset(same(ref.target) for each in told.mentions if each.rejected == ABOUT for ref in each.people),
        is_list=not people_came and is_list_of_notes(note.title),
        in_sections=not people_came,
    )
    mentions = (*told.mentions, *linked_fields(note, fields), *mentions_in(note, lines, told, about))
    says = any(
        line.text and line.kind not in _SILENT and at not in told.taken and not _is_planned(line)
        for at, line in enumerate(lines)
    )
    named = tuple(plain_names(note, lines, told.taken))
    return Body(mentions=mentions, tasks=tasks_in(lines), named=named, has_text=says)


def _is_planned(line: BodyLine) -> bool:
    """Whether a line says what a meeting is for, and not what happened."""
    return intents.intent_of(line)[0] is not None


def _own_body(note: Note, lines: Sequence[BodyLine], settings: ReadingSettings) -> Body:
    """The user's own log (posts, talks, invitations). Its links are not contacts."""
    entries, problems = log_of(note, lines, settings)
    says = any(line.text and line.kind not in _SILENT for line in lines)
    return Body(mentions=tuple(entries), tasks=tasks_in(lines), problems=tuple(problems), has_text=says)


def _person_body(note: Note, fields: Fields, lines: Sequence[BodyLine], settings: ReadingSettings) -> Body:
    entries, problems = log_of(note, lines, settings)
    field, wrong = _last_contact(note, fields, settings)
    return Body(
        mentions=(*field, *_listed(fields, settings), *entries),
        tasks=tasks_in(lines),
        problems=(*problems, *wrong, *_unlisted(note, fields, settings)),
        words=tuple((line.number, plain(line.text)) for line in lines if line.text and not line.inert),
        relations=tuple(_relations(lines)),
        has_text=any(line.text and line.kind not in _SILENT for line in lines),
    )


def _last_contact(note: Note, fields: Fields, settings: ReadingSettings) -> tuple[list[Mention], list[Problem]]:
    field = fields.get("last_contact")
    if field is None:
        return [], []
    text = field.text()
    found = dated(text, settings.date_order)
    if found is None:
        return [], [_bad_date(note.path, field.key, text, field.line)]
    said = found.rest.removeprefix("via ").strip()
    channel = channel_in(said)
    return [entry(field.line, found.day, found.rest or text, source="field", channel=channel)], []


def _listed(fields: Fields, settings: ReadingSettings) -> Iterator[Mention]:
    """`interactions:` in front matter: maps with a date, or texts that start with one."""
    for field in fields.all("interactions"):
        for item, line in field.items():
            written = _row(item) if isinstance(item, FieldMap) else item if isinstance(item, str) else ""
            found = dated(written, settings.date_order)
            if found is not None:
                yield entry(line, found.day, found.rest, source="list", rejected=mood_of_entry(found.rest))


def _unlisted(note: Note, fields: Fields, settings: ReadingSettings) -> Iterator[Problem]:
    """A problem for each item of `interactions:` with a date that is none."""
    for field in fields.all("interactions"):
        for item, line in field.items():
            written = _row(item) if isinstance(item, FieldMap) else item if isinstance(item, str) else ""
            unread = unread_date(written, settings.date_order)
            if unread is not None and dated(written, settings.date_order) is None:
                yield _bad_date(note.path, field.key, unread[0], line)


def _row(item: FieldMap) -> str:
    day = item.get("date")
    texts = [field.text() for field in item.fields if fold(field.key) in TEXT_COLUMNS]
    kinds = [field.text() for field in item.fields if fold(field.key) in CHANNEL_LABELS]
    return " ".join((day.text() if day else "", *kinds, *texts))


def _relations(lines: Sequence[BodyLine]) -> Iterator[tuple[str, Ref, int]]:
    """`- colleague [[Bob]]` under Related; `Met via [[Jane]]` and `Introduced me to: [[Al]]` anywhere; plain links."""
    for line in lines:
        if "[" not in line.text or line.inert or line.kind in {"quote", "heading"}:
            continue
        links = [link for link in links_in(line.text) if not link.embed]
        if not links:
            continue
        label = fold(plain(line.text[: links[0].start])).strip(" *_:->–—")
        relation = _relation(label, line.headings)
        if relation or _is_plain(line):
            yield from ((relation or LINKED, Ref(link.target), line.number) for link in links)


def _is_plain(line: BodyLine) -> bool:
    """Whether a line has no day, so that its links show acquaintance and not an interaction."""
    logged = any(section_of(heading) == "log" for heading in line.headings)
    return (
        line.kind in {"text", "bullet"}
        and line.parent is None
        and not logged
        and "::" not in line.text
        and dated(line.text) is None
    )


def _relation(label: str, headings: tuple[str, ...]) -> str | None:
    if label in _INTRODUCED:
        return "introduced_by"
    if label in _CONNECTED:
        return "introduced"
    if headings and section_of(headings[-1]) == "relations":
        return label[:40] or "related"
    return None
