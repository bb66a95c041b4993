"""What mdnetwork writes into a vault: the morning as a list to tick off, the review, and computed fields.

A ticked item of the list counts as done. Computed fields are opt-in, for Obsidian's Bases and Dataview. Their
names begin with `mdnet_`, since `last_contact` (evidence) and `next_contact` (a plan) are the user's own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.differences import lost_and_found
from mdnetwork.editing.fields import set_key
from mdnetwork.editing.flat_fields import flatten, values_by_key
from mdnetwork.editing.new_notes import daily_path, daily_template, fill
from mdnetwork.errors import EditRefused
from mdnetwork.followups.identity import uid
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import FollowUp, History, Meeting, Person
from mdnetwork.parsing.document import SOMEBODY, Document, Rows
from mdnetwork.parsing.outline import BEGIN, END
from mdnetwork.parsing.paths import folder_of
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.people.links import stem, without_suffix
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.text import one_line

if TYPE_CHECKING:
    from mdnetwork.insight.survey import Suggestion

LIST_NAME = "follow-ups"
"""The name in our markers."""
DAILY = "daily"
"""The value of the setting `list` that means today's daily note."""
_COMMENT = lazy_pattern("<!--|-->|%%")
_ID = lazy_pattern(r"\^mdnet-(?P<id>[0-9a-f]{12})\s*$")
Section = tuple[str, Sequence[str]]
"""A title and its lines. The first line is the parent of the others."""
CLOSING = f"{END} -->"
_NAME = lazy_pattern(r"[A-Za-z0-9][\w.-]{0,60}")
_TICKED = lazy_pattern(r"\s*+(?:[-*+]|[0-9]{1,3}[.)])\s++\[[xX]\]\s++(?P<text>.*\S)\s*")
_OPEN = "What mdnetwork wrote from line {line} on has no end: put a line “{end}” below it, and try again."
_TWICE = "Two places in this note are called “{name}” (lines {line} and {other}): delete one of them."
_INSIDE = "The text to be written holds a marker of mdnetwork's own: leave it out."
_NO_PLACE = "The note ends within a code block or comment that is not closed: close it, and try again."
LAST, NEXT = "mdnet_last_contact", "mdnet_next_contact"
BASE = "People.base"


def list_path(context: EditContext) -> str:
    """The path of the note that holds the list, from the setting `list`."""
    named = context.config.list_note
    return daily_path(context, context.today) if named == DAILY else without_suffix(named.strip("/")) + ".md"


def is_kept(context: EditContext) -> bool:
    """Whether the note has our markers, so that the list is kept up to date there. Raises EditRefused."""
    path = list_path(context)
    return (
        context.exists(path) and region(context.read(path), LIST_NAME, path=path, settings=context.settings) is not None
    )


def listing(context: EditContext, follow_ups: Sequence[FollowUp], meetings: Sequence[Meeting] = ()) -> Plan:
    """The plan that writes the list between our markers and changes nothing else. Raises EditRefused."""
    path, lines = list_path(context), list(_lines(context, follow_ups, meetings))
    title = context.texts.say("list of {day} in {path}", day=context.today, path=path)
    heading = context.texts.say("Follow-ups")
    heading = f"## {heading}" if context.config.list_note == DAILY else ""

    def make(data: bytes) -> bytes:
        return put(data, LIST_NAME, lines, heading=heading, path=path, settings=context.settings)

    if context.exists(path):
        return Plan(title, (Edit.of(path, context.read(path), make),))
    return Plan(title, (Edit(path, None, make(_new(context, path))),))


def ticks(context: EditContext) -> list[FollowUp]:
    """The follow-ups that are ticked in the list and still open. Raises EditRefused if the markers are broken."""
    path = list_path(context)
    if not context.exists(path):
        return []
    done = {
        match["id"] for each in ticked(context.read(path), LIST_NAME, path=path) if (match := _ID.search(each.text))
    }
    return [each for each in context.follow_ups() if _id(each) in done] if done else []


def _new(context: EditContext, path: str) -> bytes:
    """The bytes of a new note for the list, without the list."""
    if context.config.list_note != DAILY:
        heading = context.texts.say("Follow-ups")
        return f"# {heading}\n".encode()
    template = daily_template(context)
    moment = datetime.combine(context.today, time())
    return fill(template, stem(path), moment, context.config.language) if template else b""


def _lines(context: EditContext, follow_ups: Sequence[FollowUp], meetings: Iterable[Meeting]) -> Iterator[str]:
    privacy = PrivacyFilter(context.directory, "owner")
    for meeting in meetings:
        if not privacy.may_show(f"{meeting.note.title} {stem(meeting.note.path)}"):
            continue
        names = ", ".join(_link(context, person) for person in privacy.named(meeting.people))
        title = context.directory.link_to(meeting.note.path, meeting.note.title)
        yield "- " + (context.texts.say("{title} with {names}", title=title, names=names) if names else title)
    shown = [each for each in follow_ups if each.person is None or privacy.may_name(each.person)]
    for each in shown:
        reason = uncommented(privacy.quoted(each.reason, *each.evidence))
        link = _link(context, each.person) if each.person else context.directory.link_to(each.path, each.note)
        yield f"- [ ] {link}: {reason} ^mdnet-{_id(each)}"
    if not shown:
        yield context.texts.say("Nobody is waiting for you today.")


def _link(context: EditContext, person: Person) -> str:
    return context.directory.link_to(person.path, person.name)


def _id(follow_up: FollowUp) -> str:
    return uid(follow_up)[:12]


def uncommented(text: str) -> str:
    """A reason on one line, without comment signs: notes may contain any text, and the list is between comments.

    Each sign becomes a space: otherwise the text around it could form a new sign.
    """
    return one_line(_COMMENT.sub(" ", text))


def looking_back(
    context: EditContext, start: date, sections: Sequence[Section], suggestions: Sequence[Suggestion]
) -> Plan:
    """The plan that writes a review from `start` to today into its note. Raises EditRefused.

    Each day has its own markers: earlier reviews stay, and a second review on the same day replaces the first.
    """
    path = without_suffix(context.config.review_note.strip("/")) + ".md"
    brackets = context.texts.say("In brackets the period before.")
    lines = [brackets, "", *_told(sections), *_advised(context, suggestions)]
    title = context.texts.say("review of {day} in {path}", day=context.today, path=path)
    heading = context.texts.say("{start} to {end}", start=str(start), end=str(context.today))

    def make(data: bytes) -> bytes:
        name = f"review-{context.today}"
        return put(data, name, lines, heading=f"## {heading}", path=path, settings=context.settings)

    if context.exists(path):
        return Plan(title, (Edit.of(path, context.read(path), make),))
    review = context.texts.say("Review")
    return Plan(title, (Edit(path, None, make(f"# {review}\n".encode())),))


def _told(sections: Sequence[Section]) -> Iterator[str]:
    for title, lines in sections:
        head, *rest = map(uncommented, lines) if lines else ("",)
        if head:
            yield f"- **{title}**: {head}"
            yield from (f"  - {line}" for line in rest)


def _advised(context: EditContext, suggestions: Sequence[Suggestion]) -> Iterator[str]:
    if suggestions:
        yield ""
    for n, each in enumerate(suggestions, 1):
        links = ", ".join(context.directory.link_to(person.path, person.name) for person in each.people)
        yield f"{n}. {links}: {uncommented(each.reason)}"


class Ticked(NamedTuple):
    """A ticked line within our markers: its line number (from 1), and its text without bullet and box."""

    line: int
    text: str


def put(
    data: bytes,
    name: str,
    lines: Sequence[str],
    *,
    heading: str = "",
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with `lines` between the markers called `name`, which are added at the end if missing.

    New markers go under `heading` (with its `#`), if one is given. Nothing else changes. Raises EditRefused.
    """
    if not _NAME.fullmatch(name) or any(END in line or BEGIN in line or "\n" in line or "\r" in line for line in lines):
        raise EditRefused(_INSIDE)
    note = Document(data, path, settings)
    found = _find(note, name)
    after = note.with_page(_replaced(note.page, found, lines) if found else _appended(note.page, name, lines, heading))
    if not _is_ours(note, after):
        raise EditRefused(_NO_PLACE)
    return after.source


def remove(data: bytes, name: str, *, path: str = SOMEBODY, settings: ReadingSettings = ReadingSettings()) -> bytes:
    """The note without the markers called `name` and their content. Raises EditRefused if the end marker is missing."""
    note = Document(data, path, settings)
    found = _find(note, name)
    return note.page.spliced(found[0], found[1] + 1, ()).data if found else data


def region(
    data: bytes, name: str, *, path: str = SOMEBODY, settings: ReadingSettings = ReadingSettings()
) -> tuple[str, ...] | None:
    """The lines between the markers called `name`; None if the note has no such markers."""
    note = Document(data, path, settings)
    found = _find(note, name)
    return tuple(note.page.text(row) for row in range(found[0] + 1, found[1])) if found else None


def ticked(
    data: bytes, name: str, *, path: str = SOMEBODY, settings: ReadingSettings = ReadingSettings()
) -> tuple[Ticked, ...]:
    """The ticked lines between the markers called `name`."""
    note = Document(data, path, settings)
    first, last = _find(note, name) or (0, 0)
    matches = ((row + 1, _TICKED.fullmatch(note.page.text(row))) for row in range(first + 1, last))
    return tuple(Ticked(line, match["text"]) for line, match in matches if match)


def _find(note: Document, name: str) -> tuple[int, int] | None:
    """The rows of the two markers; None if there are none."""
    marker = re.compile(rf"{re.escape(BEGIN)} {re.escape(name)}\s*-->")
    ours = [line for line in note.lines if line.kind == "generated" and marker.match(line.text)]
    if not ours:
        return None
    if len(ours) > 1:
        raise EditRefused(_TWICE.format(name=name, line=ours[0].number, other=ours[1].number))
    first = ours[0].number
    end = next((line for line in note.lines if line.number > first and END in line.text), None)
    if end is None or any(BEGIN in line.text for line in note.lines if first < line.number < end.number):
        raise EditRefused(_OPEN.format(line=first, end=CLOSING))
    return first - 1, end.number - 1


def _replaced(page: Rows, found: tuple[int, int], lines: Sequence[str]) -> Rows:
    return page.spliced(found[0] + 1, found[1], lines)


def _appended(page: Rows, name: str, lines: Sequence[str], heading: str) -> Rows:
    return page.inserted(
        page.end, [*page.gap(page.end), *([heading] if heading else []), f"{BEGIN} {name} -->", *lines, CLOSING]
    )


def _is_ours(before: Document, after: Document) -> bool:
    """Whether no fact of the note changed."""
    return (
        lost_and_found(before.log[0], after.log[0])[0] == ()
        and all(entry.rejected for entry in lost_and_found(before.log[0], after.log[0])[1])
        and lost_and_found(before.tasks, after.tasks) == ((), ())
        and values_by_key(before) == values_by_key(after)
        and before.front.problems == after.front.problems
        and before.front.body.count(CLOSING) <= after.front.body.count(CLOSING)
        and sum(line.kind == "generated" and BEGIN in line.text for line in after.lines)
        == sum(BEGIN in row for row in after.front.body.split("\n"))
    )


def computed(context: EditContext) -> tuple[Plan, list[str]]:
    """The plan that updates the computed fields of every person, and creates the Base if there is none.

    Also returns the paths of notes that were left unchanged because no field can be set in them.
    """
    edits: list[Edit] = []
    left: list[str] = []
    upcoming: dict[str, FollowUp] = {}
    for each in context.follow_ups():
        if not each.superseded:
            upcoming.setdefault(each.identity, each)
    for history in context.directory.histories:
        try:
            edits += _edit(context, history, upcoming.get(history.person.id))
        except EditRefused:
            left.append(history.person.path)
    if not context.exists(BASE):
        edits.append(Edit(BASE, None, "\n".join(_base(context)).encode()))
    title = context.texts.say("computed fields of {day}", day=context.today)
    return Plan(title, tuple(edits)), left


def _edit(context: EditContext, history: History, upcoming: FollowUp | None) -> Iterator[Edit]:
    path, last = history.person.path, history.last_contact
    due = upcoming.due if upcoming else None
    wanted = {LAST: str(last) if last else None, NEXT: str(due) if due else None}
    before = context.read(path)
    said = {leaf.field.key: leaf.said[1] for leaf in flatten(Document(before, path, context.settings))}
    after = before
    for key, text in wanted.items():
        if said.get(key, ()) != ((text,) if text else ()):
            after = set_key(after, key, text, usual=key, path=path, settings=context.settings)
    if after != before:
        yield Edit(path, before, after)


def _base(context: EditContext) -> Iterator[str]:
    """A Base (https://help.obsidian.md/bases/syntax) of all people, sorted by when they are due."""
    say = context.texts.say
    folders = sorted({folder_of(history.person.path) for history in context.directory.histories})
    yield "filters:"
    yield "  or:"
    yield f"    - '!note[\"{LAST}\"].isEmpty()'"
    yield f"    - '!note[\"{NEXT}\"].isEmpty()'"
    yield from (f"    - 'file.inFolder(\"{folder}\")'" for folder in folders if folder and "'" not in folder)
    yield "properties:"
    for key, shown in ((LAST, say("last contact")), (NEXT, say("next"))):
        yield f"  note.{key}:"
        yield f"    displayName: {shown}"
    yield "views:"
    yield "  - type: table"
    yield "    name: " + say("People")
    yield "    order:"
    yield from (
        f"      - {column}" for column in ("file.name", "note.org", "note.circle", f"note.{LAST}", f"note.{NEXT}")
    )
    yield "    sort:"
    yield f"      - property: note.{NEXT}"
    yield "        direction: ASC"
    yield ""
