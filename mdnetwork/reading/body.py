"""Reading: what a note's body tells of interactions and tasks, with what its fields say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mdnetwork.model import Mention, Note, Problem, Ref, Task
from mdnetwork.names import fold, same
from mdnetwork.reading.attendance import ABOUT, attendance
from mdnetwork.reading.entries import entry
from mdnetwork.reading.fields import Fields, Table
from mdnetwork.reading.kinds import is_list_of_notes
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.links import links_in
from mdnetwork.reading.log import log_of
from mdnetwork.reading.marks import dated
from mdnetwork.reading.mentions import About, linked_fields, mentions_in
from mdnetwork.reading.moods import mood_of_entry
from mdnetwork.reading.plain_names import plain_names
from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.reading.tasks import tasks_in
from mdnetwork.words.channels import channel_in
from mdnetwork.words.headings import LINKED, section_of

_TEXTS = frozenset(["text", "note", "notes", "summary", "description", "what", "about", "testo", "nota", "riassunto"])
_INTRODUCED = ("introduced by", "introduced me by", "met via", "met through", "via", "presentato da", "presentata da")
_CONNECTED = ("introduced me to", "mi ha presentato", "mi ha presentato a")
_SILENT = frozenset({"blank", "heading", "code", "comment", "wrapped", "generated"})


@dataclass(frozen=True, slots=True)
class Body:
    """What a body holds. `relations` are (relation, whom, line); `words` are lines for search, of people only.

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
    """The mentions, tasks and problems of a note. Any note has a Body; it raises nothing.

    `people_came` says whether those whom the note lists as its people were there; else it is about them.
    """
    if note.kind == "person":
        return _person(note, fields, lines, settings)
    if note.kind == "me":
        return _mine(note, lines, settings)
    came, taken = attendance(note, fields, lines, people_came=people_came)
    about = About(
        frozenset(same(ref.target) for each in came if each.rejected == ABOUT for ref in each.people),
        is_list=not people_came and is_list_of_notes(note.title),
        in_sections=not people_came,
    )
    mentions = (*came, *linked_fields(note, fields), *mentions_in(note, lines, taken, about))
    says = any(line.text and line.kind not in _SILENT and at not in taken for at, line in enumerate(lines))
    named = tuple(plain_names(note, lines, taken))
    return Body(mentions=mentions, tasks=tasks_in(lines), named=named, has_text=says)


def _mine(note: Note, lines: Sequence[BodyLine], settings: ReadingSettings) -> Body:
    """The user's own log (posts, talks, invitations) is about nobody: its links make no contact."""
    entries, problems = log_of(note, lines, settings)
    says = any(line.text and line.kind not in _SILENT for line in lines)
    return Body(mentions=tuple(entries), tasks=tasks_in(lines), problems=tuple(problems), has_text=says)


def _person(note: Note, fields: Fields, lines: Sequence[BodyLine], settings: ReadingSettings) -> Body:
    entries, problems = log_of(note, lines, settings)
    field, wrong = _last_contact(note, fields, settings)
    return Body(
        mentions=(*field, *_listed(fields, settings), *entries),
        tasks=tasks_in(lines),
        problems=(*problems, *wrong),
        words=tuple((line.number, line.text) for line in lines if line.text and not line.inert),
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
        message = f"{field.key} holds no date that can be read ({text[:60]}); write it as YYYY-MM-DD."
        return [], [Problem(note.path, field.line, "BAD-DATE", message)]
    said = found.rest.removeprefix("via ").strip()
    channel = channel_in(said)
    return [entry(field.line, found.day, found.rest or text, source="field", channel=channel)], []


def _listed(fields: Fields, settings: ReadingSettings) -> Iterator[Mention]:
    """`interactions:` in front matter: maps with a date, or texts that begin with one."""
    for field in fields.all("interactions"):
        for item, line in field.items():
            written = _row(item) if isinstance(item, Table) else item if isinstance(item, str) else ""
            found = dated(written, settings.date_order)
            if found is not None:
                yield entry(line, found.day, found.rest, source="list", rejected=mood_of_entry(found.rest))


def _row(item: Table) -> str:
    day = item.get("date")
    texts = [field.text() for field in item.fields if fold(field.key) in _TEXTS]
    kinds = [
        field.text() for field in item.fields if fold(field.key) in {"type", "channel", "medium", "tipo", "canale"}
    ]
    return " ".join((day.text() if day else "", *kinds, *texts))


def _relations(lines: Sequence[BodyLine]) -> Iterator[tuple[str, Ref, int]]:
    """`- colleague [[Bob]]` under Related; `Met via [[Jane]]` and `Introduced me to: [[Al]]` anywhere; plain links."""
    for line in lines:
        if "[" not in line.text or line.inert or line.kind in {"quote", "heading"}:
            continue
        links = [link for link in links_in(line.text) if not link.embed]
        if not links:
            continue
        label = fold(line.text[: links[0].start]).strip(" *_:->–—")
        relation = _relation(label, line.headings)
        if relation or _is_plain(line):
            yield from ((relation or LINKED, Ref(link.target), line.number) for link in links)


def _is_plain(line: BodyLine) -> bool:
    """Whether a line tells of no day: what it links is known, and is no interaction."""
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
