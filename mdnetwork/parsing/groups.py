"""The note of a group: its members, the user's part in it, the dated lines of its log; and who says to be a member."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from mdnetwork.days.reader import parse_date
from mdnetwork.model import FieldLine, GroupFields, Mention, Note, Problem, Ref
from mdnetwork.names import bare
from mdnetwork.parsing.entries import below
from mdnetwork.parsing.fields import Field, Fields
from mdnetwork.parsing.inline import links_in, plain_text
from mdnetwork.parsing.log import log_of
from mdnetwork.parsing.mentions import About, attendance, mentions_in
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.verdicts import ABOUT, FRONT_MATTER
from mdnetwork.vocabulary.keys import folded
from mdnetwork.vocabulary.languages import words_of

_MY_PART = words_of("headings", "my-part")
_MY_PART_KEYS = frozenset(map(folded, _MY_PART))
_TOPICS = ("topics", "interests", "sector")


def group_fields(fields: Fields, lines: Sequence[BodyLine], settings: ReadingSettings) -> GroupFields:
    """What the note says of the group. The user's part is `role`, or what `My part` is before or above."""
    numbers: list[FieldLine] = []
    last, following = (_day(fields.get(key), key, settings, numbers) for key in ("last_contact", "next_contact"))
    topics = [(text, line) for key in _TOPICS for field in fields.all(key) for text, line in _items(field)]
    numbers += [FieldLine("topics", line) for _, line in topics[:1]]
    part, line = next(_parts(fields, lines), ("", 1))
    numbers += [FieldLine("part", line)] if part else []
    return GroupFields(part, tuple(dict.fromkeys(text for text, _ in topics)), last, following, tuple(numbers))


def _day(field: Field | None, key: str, settings: ReadingSettings, numbers: list[FieldLine]) -> date | None:
    """The day of a field, whose line is added to `numbers`."""
    day = parse_date(field.text(), settings.date_order) if field else None
    numbers += [FieldLine(key, field.line)] if field and day else []
    return day


def _items(field: Field) -> Iterator[tuple[str, int]]:
    for text, line in field.texts():
        yield from ((said, line) for part in text.split(",") if (said := plain_text(part).strip()))


def _parts(fields: Fields, lines: Sequence[BodyLine]) -> Iterator[tuple[str, int]]:
    """What may be the user's part, with its line: `role`, a field of that name, a line after or below the words."""
    role = fields.get("role")
    named = [field for field in fields.written if folded(field.key) in _MY_PART_KEYS]
    for field in (*named, *([role] if role else [])):
        if text := plain_text(field.text()).strip():
            yield text, field.line
    for line in lines:
        if line.inert or line.kind == "heading" or not line.text:
            continue
        label, colon, rest = plain_text(line.text).partition(":")
        if colon and rest.strip() and bare(label) in _MY_PART:
            yield rest.strip(), line.number
        elif line.headings and bare(line.headings[-1]) in _MY_PART:
            yield plain_text(line.text), line.number


def group_mentions(
    note: Note, fields: Fields, lines: Sequence[BodyLine], settings: ReadingSettings
) -> tuple[tuple[Mention, ...], tuple[Problem, ...]]:
    """The members, the entries of the group's log, and the other links.

    Members are listed in a field (`members`, `people`) or below a heading, as links or names; they are the people that
    the note is about. An entry of the log is contact with the people that it links.
    """
    told = attendance(note, fields, lines, people_came=True)
    members = [replace(each, date=None, rejected=each.rejected or ABOUT) for each in told.mentions if _is_name(each)]
    entries, problems = log_of(note, lines, settings)
    place = {line.number: position for position, line in enumerate(lines)}
    logged = {place[each.line] for each in entries if each.line in place}
    logged |= {place[each.number] for position in tuple(logged) for each in below(lines, position)}
    told.taken.update(logged)
    others = mentions_in(note, lines, told, About())
    days = (replace(each, people=tuple(Ref(link) for link in each.links)) for each in entries)
    return (*members, *days, *others), tuple(problems)


def _is_name(mention: Mention) -> bool:
    """Whether an item of a list of members is a person: "treasurer" in "[[Ada]], treasurer" is none."""
    return any(not ref.plain or not ref.target[:1].islower() for ref in mention.people)


def joined(fields: Fields) -> Iterator[Mention]:
    """The groups that the note of a person links in a field of groups. To be in one is no contact."""
    for field in fields.all("groups"):
        for text, line in field.texts():
            if links := tuple(Ref(link.target) for link in links_in(text) if not link.embed):
                yield Mention(line, None, plain_text(text), links, "field", rejected=FRONT_MATTER)
