"""How a meeting went, in one typed line, becomes lines of its note: what was discussed, promised and agreed next.

    MEETING: words; words #promised NAME words by DAY; next DAY

Each part becomes an item of a list, with links for the attendees that it names. The day of the next talk becomes the
`next_contact` of the only attendee; with several it is a task of the note that links them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.differences import change, no_worse
from mdnetwork.editing.plans import edit_of_fields, sentence
from mdnetwork.editing.typed_days import SIGN, agreed_next, with_due
from mdnetwork.editing.typed_words import cleaned
from mdnetwork.errors import AmbiguousName, EditRefused, UnknownName
from mdnetwork.frozen import dataclass
from mdnetwork.model import Meeting, Person
from mdnetwork.names import same
from mdnetwork.parsing.document import Document, Rows
from mdnetwork.parsing.inline import links_in
from mdnetwork.people.links import names_of, stem, without_suffix
from mdnetwork.people.privacy import is_gone
from mdnetwork.vocabulary.languages import pattern, words_of, written
from mdnetwork.vocabulary.tags import exchange_tags

_PARTS = re.compile(r"\s*;\s*")
_LINK = r"(?P<link>\[\[[^\]]+\]\])"
_TO = re.compile(rf"(?P<tag>#[\w-]+) (?:{pattern(words_of('people', 'to'))} )?{_LINK} (?P<rest>.+)")
"""An exchange with the person after it: `#promised [[Ada]] the poster`."""
_THEIRS = re.compile(rf"^{_LINK} (?P<tag>#promised\b)")
"""A promise of theirs, which a name alone does not show: `[[Ada]] #promised the keys`."""
_KINDS = frozenset({"meeting", "event"})


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting, and what was typed about it."""

    meeting: Meeting
    text: str


def meeting_line(context: EditContext, typed: str) -> MeetingLine | None:
    """The meeting that a line begins with (its title, note or path, then a colon), or None. Raises AmbiguousName."""
    head, colon, text = typed.partition(": ")
    name = head.strip().removeprefix("[[").removesuffix("]]")
    if not colon or not text.strip():
        return None
    try:
        found = context.directory.find(name, suggest=False)
    except AmbiguousName as error:
        if all(context.directory.meeting(path) for path in error.candidates):
            raise
        return None
    except UnknownName:
        return None
    if not isinstance(found, Meeting) or found.note.kind not in _KINDS:
        return None
    note = found.note
    called = {same(note.title), same(stem(note.path)), same(note.path), same(without_suffix(note.path))}
    return MeetingLine(found, cleaned(text)) if same(name) in called else None


def plan_of(context: EditContext, line: MeetingLine) -> Plan:
    """The plan that writes the line into the note of its meeting. Raises EditRefused."""
    note, say = line.meeting.note, context.texts.say
    if note.date is None or note.date > context.today:
        raise EditRefused(
            say("{title} has not happened yet: write down how it went when it is over.", title=note.title)
        )
    people = [person for person in line.meeting.people if not is_gone(person)]
    text, day = agreed_next(line.text, context.today, context.settings.date_order)
    links = {person.path: context.directory.link_to(person.path) for person in people}
    items = [f"- {_item(part, people, links, context)}" for part in _PARTS.split(text) if part]
    edits: list[Edit] = []
    if day and len(people) == 1:
        edits.append(edit_of_fields(context, people[0], {"next_contact": day.isoformat()}))
    elif day:
        words = written(context.config.language, "day-words", "agreed-next")[0]
        names = ", ".join(links.values()) or note.title
        items.append(f"- [ ] {words}: {names} {SIGN} {day.isoformat()}")
    before = context.read(note.path)
    edits.insert(0, Edit.of(note.path, before, lambda data: _with_items(context, note.path, data, items)))
    return Plan(say("how it went: {title}", title=note.title), tuple(edits))


def _item(part: str, people: Sequence[Person], links: dict[str, str], context: EditContext) -> str:
    """The part with a link for each attendee that it names; what concerns nobody by name concerns the only attendee."""
    for person in people:
        part = _linked(part, person, people, context)
    links_first = _TO.match(part)
    if links_first:  # what was promised is "the fee", and not "Paolo the fee"
        part = f"{links_first['link']}: {links_first['tag']} {links_first['rest']}"
    part = _THEIRS.sub(r"\g<link>: they \g<tag>", part)
    if exchange_tags(part) and not links_in(part):
        if len(people) != 1:
            names = ", ".join(person.name for person in people)
            raise EditRefused(
                context.texts.say("Write who “{part}” is about: {names}.", part=part, names=names)
                if names
                else context.texts.say("Nobody who came has a note, so “{part}” is about nobody.", part=part)
            )
        part = f"{links[people[0].path]}: {part}"
    before, after, doubts = with_due("", part, context.today, context.settings.date_order)
    if doubts:
        raise EditRefused(" ".join(sentence(doubt, context.texts) for doubt in doubts))
    return f"{before}{after}".strip()


def _linked(part: str, person: Person, people: Sequence[Person], context: EditContext) -> str:
    """The part with the first name of the person in it, as no other attendee is called, as a link."""
    others = {same(name) for each in people if each is not person for name in _called(each)}
    taken = [(link.start, link.end) for link in links_in(part)]
    for name in sorted(_called(person), key=len, reverse=True):
        found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", part) if same(name) not in others else None
        if found and not any(start <= found.start() < end for start, end in taken):
            return f"{part[: found.start()]}{context.directory.link_to(person.path, name)}{part[found.end() :]}"
    return part


def _called(person: Person) -> set[str]:
    """The person's names, and the first word of each that is longer."""
    names = names_of(person)
    return {*names, *(name.partition(" ")[0] for name in names)}


def _with_items(context: EditContext, path: str, data: bytes, items: Sequence[str]) -> bytes:
    """The note with the items at its end, if they are read as what happened and nothing else changes."""
    note = Document(data, path, context.settings)
    heading = f"## {written(context.config.language, 'writing', 'notes')[0]}"
    for page in chain(_pages(note, items), _pages(note, [heading, "", *items])):
        after = note.with_page(page)
        found = change(note.facts, after.facts)
        rest = (found.mentions_gone, found.tasks_gone, found.problems_new, found.note - {"has_text"})
        if after.facts.note.has_text and not any(rest) and no_worse(note, after):
            return after.source
    raise EditRefused(
        context.texts.say("There is no place in {path} where this would be read: write it in an editor.", path=path)
    )


def _pages(note: Document, rows: Sequence[str]) -> Iterator[Rows]:
    end = note.page.end
    while end and not note.page.text(end - 1).strip():
        end -= 1
    last = note.page.text(end - 1).lstrip() if end else ""
    gap = [] if not last or (last.startswith("- ") and rows[0].startswith("- ")) else [""]
    yield note.page.inserted(end, [*gap, *rows])
