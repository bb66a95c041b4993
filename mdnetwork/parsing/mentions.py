"""Links to people in notes that are not a person's. Each line with one may be an interaction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Mention, Note, Ref
from mdnetwork.names import bare, fold, same
from mdnetwork.parsing.entries import INERT, below, channel_of, entry, news_apart, struck_out
from mdnetwork.parsing.fields import Field, Fields, in_parts, people_in
from mdnetwork.parsing.inline import links_in, visible
from mdnetwork.parsing.marks import direction_in, signs_in
from mdnetwork.parsing.moods import has_happened, mood_of_entry, mood_of_heading, mood_of_label, moods, tells_of_contact
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.parsing.tasks import task_of
from mdnetwork.text import without_addresses
from mdnetwork.verdicts import (
    ABOUT,
    CANCELLED_TASK,
    COMMENT,
    EMBED,
    FRONT_MATTER,
    NEWS,
    NO_DATE,
    NO_INTERACTION,
    OPEN_TASK,
)
from mdnetwork.vocabulary.channels import channel_in
from mdnetwork.vocabulary.keys import meaning_of
from mdnetwork.vocabulary.languages import words_of
from mdnetwork.vocabulary.notes import PEOPLE_SECTIONS, section_of
from mdnetwork.vocabulary.people import PARTICLES, TOGETHER
from mdnetwork.vocabulary.tags import exchange_tags

_NOT_PEOPLE = frozenset({"attendees", "people", "type", "tags", "date", "created", "interactions"})
_CHANGELOGS = words_of("headings", "changelog")
_Named = tuple[Ref, int, str | None]
"""A person, the line, and why it is no attendance."""
_LISTED = frozenset({"bullet", "task", "text"})
_DEGREES = words_of("titles", "after-comma")
_LONGEST = 80
_MOST_WORDS = 7
"""A text with more letters or words is prose, not a name."""
_REMARKS = lazy_pattern(r"\([^()]*\)")
"""What is in brackets behind a name: a role, or how they came."""
_WORD = lazy_pattern(r"[^\W\d_][\w’'-]*\.?|[^\s\w]|\d\S*")
_FAR = 80
"""How many letters before a sequence of capitals are searched for the word before it."""
_LONGEST_ROW = 8
"""The most words of a sequence of capitals that may be a name; a longer one is a title."""


class Attendance(NamedTuple):
    """What fields and sections of attendees say: a mention for each person who is only named, and the note's channel.

    `taken` are the positions of lines that only name people; `telling` are those of lines that say more than that.
    """

    mentions: list[Mention]
    taken: set[int]
    telling: set[int]
    channel: str | None


class About(NamedTuple):
    """The people a note is about: names folded as by `names.same`.

    `is_list`: the note is a map of other notes. `in_sections`: a section of people does not list participants.
    """

    people: frozenset[str] = frozenset()
    is_list: bool = False
    in_sections: bool = False


def mentions_in(note: Note, lines: Sequence[BodyLine], attendees: Attendance, about: About) -> Iterator[Mention]:
    """The mentions from lines with links, except those that `attendees` lists."""
    for position, line in enumerate(lines):
        if position not in attendees.taken and ("[" in line.text or line.comments):
            yield from _line(note, lines, position, about, attendees)


def linked_fields(note: Note, fields: Fields) -> Iterator[Mention]:
    """Links in a dated note's front matter that are not attendees: rejected, so that `why` can list them."""
    if note.date is None:
        return
    for field in fields.written:
        if field.inline or meaning_of(field.key) in _NOT_PEOPLE:
            continue
        for text, number in field.texts():
            refs = [Ref(link.target) for link in links_in(text)]
            if refs:
                whole = f"{field.key}: {text}"
                yield entry(number, note.date, whole, people=refs, source="link", rejected=FRONT_MATTER)


def _line(
    note: Note, lines: Sequence[BodyLine], position: int, about: About, attendees: Attendance
) -> Iterator[Mention]:
    line = lines[position]
    attends = position in attendees.telling
    shown, hidden = visible(line.text)
    links = links_in(shown)
    people = [Ref(link.target) for link in links if not link.embed]
    above = [] if line.kind == "heading" or not people else _above(lines, line)
    if line.kind == "task" and people:
        yield _task(note, line, people)
    elif people := _not_told_above(people, above):
        nested, news = news_apart(shown, [each for each in below(lines, position) if _belongs(line, each)])
        channel = channel_of(shown) or next((said for each in above if (said := channel_of(each.text))), None)
        channel = channel or (attendees.channel if attends else None)
        told = [each.text for each in above if not links_in(each.text)]
        texts = [each.text for each in nested]
        rejected = INERT.get(line.kind) or _undated(note, line) or struck_out(line, shown, (*above, *nested))
        reasons = dict.fromkeys(people, rejected) if rejected else _reason_of_each(line, shown, texts, above, about)
        for reason in dict.fromkeys(reasons[ref] for ref in people):
            yield entry(
                line.number,
                note.date,
                shown,
                texts,
                above=told,
                people=[ref for ref in people if reasons[ref] == reason],
                source="attendee" if attends else "link",
                channel=channel,
                rejected=reason,
            )
        for first, *more in news:
            texts, whose = [each.text for each in more], _whose(first.text, people)
            if whose:
                told_of = (first.number, note.date, first.text, texts)
                yield entry(*told_of, above=told, people=whose, source="link", rejected=rejected)
    embedded = [Ref(link.target) for link in links if link.embed]
    if embedded:
        yield entry(line.number, note.date, line.text, people=embedded, source="link", rejected=EMBED)
    for reason, text in (*hidden, *((COMMENT, each) for each in line.comments)):
        refs = [Ref(link.target) for link in links_in(text)]
        if refs:
            words = "" if reason == COMMENT else text
            yield entry(line.number, note.date, words, people=refs, source="link", rejected=reason)


def _reason_of_each(
    line: BodyLine, shown: str, nested: Sequence[str], above: Sequence[BodyLine], about: About
) -> dict[Ref, str | None]:
    """Why the line is no contact with each person it links; None where it counts."""
    links = links_in(shown)
    told = moods(shown, head=_head(line, above), nested=nested)
    if not any(told) and (label := mood_of_label(shown, nested)) is not None:
        told = [label] * len(links)
    if NEWS in told and any(channel_of(text) for text in (*(each.text for each in above), *line.headings)):
        told = [None if reason == NEWS else reason for reason in told]
    in_list = about.in_sections and bool(line.headings) and bare(line.headings[-1]) in PEOPLE_SECTIONS
    listed, telling = about.is_list or in_list, bool(about.people) and tells_of_contact(shown)
    found: dict[Ref, str | None] = {}
    for link, reason in zip(links, told, strict=True):
        ref = Ref(link.target)
        against = reason or (ABOUT if listed or (same(ref.target) in about.people and not telling) else None)
        if not link.embed:
            found[ref] = against and found.get(ref, against)
    return found


def _head(line: BodyLine, above: Sequence[BodyLine]) -> str | None:
    """The reason that parent lines or the headings above give: "To call", an open task."""
    for each in above:
        if each.kind == "task":
            return OPEN_TASK if each.mark not in {"x", "X", "-"} else None
        if has_happened(each.text):
            return None
        if (reason := mood_of_heading(each.text)) is not None:
            return reason
    return next((reason for each in reversed(line.headings) if (reason := mood_of_heading(each))), None)


def _belongs(top: BodyLine, each: BodyLine) -> bool:
    """Whether a line below is part of the entry. Below a heading, only if it has no links of its own."""
    return not each.inert and (top.kind != "heading" or ("[[" not in each.text and each.kind != "heading"))


def _task(note: Note, line: BodyLine, people: list[Ref]) -> Mention:
    task = task_of(line)
    rejected = {"open": OPEN_TASK, "cancelled": CANCELLED_TASK}.get(task.state)
    day = (task.done or note.date) if task.state == "done" else note.date
    return entry(line.number, day, line.text, people=people, source="task", rejected=rejected)


def _undated(note: Note, line: BodyLine) -> str | None:
    if any(bare(heading) in _CHANGELOGS for heading in line.headings):
        return NO_INTERACTION
    return NO_DATE if note.date is None else None


def _whose(news: str, people: list[Ref]) -> list[Ref]:
    """The people that `news` below a conversation is about: those it links, else all of `people`."""
    named = {same(link.target) for link in links_in(news)}
    return [ref for ref in people if same(ref.target) in named] if named else people


def _not_told_above(people: list[Ref], above: Sequence[BodyLine]) -> list[Ref]:
    """The people not linked in a bullet above: nested lines are part of the entry of a bullet that links them."""
    told = {same(link.target) for each in above if each.kind == "bullet" for link in links_in(each.text)}
    return [ref for ref in people if same(ref.target) not in told] if told else people


def _above(lines: Sequence[BodyLine], line: BodyLine) -> list[BodyLine]:
    """The bullets that the line is nested in, the nearest first: `- Lunch` with the people nested below it."""
    found: list[BodyLine] = []
    parent = line.parent
    while parent is not None:
        found.append(lines[parent])
        parent = lines[parent].parent
    return found


def attendance(note: Note, fields: Fields, lines: Sequence[BodyLine], *, people_came: bool) -> Attendance:
    """The attendees of a note.

    The note's `people` count if `people_came`; otherwise the note is about them, and they are rejected.
    """
    channel = _channel(note, fields)
    found = Attendance([], set(), set(), channel)
    dated = note.date is not None or note.kind in {"meeting", "event", "group"}
    about = None if people_came else ABOUT
    named: list[_Named] = [
        *((ref, line, None) for ref, line in _in_fields(fields, "attendees")),
        *((ref, line, about) for ref, line in _in_fields(fields, "people")),
        *(_in_body(lines, found, people_came=people_came) if dated else ()),
    ]
    once: dict[tuple[Ref, int], Mention] = {}
    for ref, number, rejected in named:
        said = entry(number, note.date, note.title, people=[ref], source="attendee", channel=channel, rejected=rejected)
        once.setdefault((ref, number), said)
    found.mentions.extend(once.values())
    return found


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


def _in_body(lines: Sequence[BodyLine], found: Attendance, *, people_came: bool) -> Iterator[_Named]:
    for position, line in enumerate(lines):
        if position in found.taken or position in found.telling or line.kind not in _LISTED:
            continue
        if line.headings and section_of(line.headings[-1]) == "attendees":
            if people_came or bare(line.headings[-1]) not in PEOPLE_SECTIONS:
                yield from _listed(lines, position, found)
        elif (rest := _after_label(line.text)) is not None:
            found.taken.add(position)
            yield from _people(line._replace(text=rest))
            yield from _list_below(lines, position, found)


def _listed(lines: Sequence[BodyLine], position: int, found: Attendance) -> Iterator[_Named]:
    """The people of a line in a list of attendees; none if the line says more, so that it is read as any other line."""
    line = lines[position]
    own = (each for each in below(lines, position) if links_in(line.text) and not links_in(each.text))
    if _says_more(line) or any(map(_says_more, own)):
        found.telling.add(position)
    else:
        found.taken.add(position)
        yield from _people(line)


def _says_more(line: BodyLine) -> bool:
    """Whether a line in a list of attendees is a task, or says how they met, what was promised, or the direction."""
    if line.kind == "task" and links_in(line.text):
        return True
    if exchange_tags(line.text) or direction_in(line.text) != "mutual" or signs_in(line.text).dates:
        return True
    own = _REMARKS.sub("", line.text)
    return channel_of(own if links_in(own) else own.partition(" ")[0]) is not None


def _after_label(text: str) -> str | None:
    """What follows `Attendees:` or `**Attendees:**`; None for any other line. Fields have `::`."""
    label, colon, rest = text.partition(":")
    if not colon or len(label) > _LONGEST or section_of(label) != "attendees" or bare(label) == "people":
        return None
    rest = rest.lstrip("*_ ")
    return "" if rest.startswith(":") else rest


def _list_below(lines: Sequence[BodyLine], position: int, found: Attendance) -> Iterator[_Named]:
    """The list below a label: nested bullets, or bullets directly after a label that is not a bullet itself."""
    label = lines[position]
    for at in range(position + 1, len(lines)):
        line = lines[at]
        if line.kind in {"wrapped", "comment"}:
            continue
        hangs = line.parent == position or (label.kind == "text" and line.parent is None)
        if line.kind not in {"bullet", "task"} or not hangs:
            return
        yield from _listed(lines, at, found)


def _people(line: BodyLine) -> Iterator[_Named]:
    """The people that a line names; rejected if it is an open box, or an intention: "to invite: [[Ann]]"."""
    state = task_of(line).state if line.kind == "task" else "done"
    against = mood_of_entry(line.text) if state == "done" else f"{state} task"
    told = moods(line.text)
    against = told[0] if told and all(told) else against
    for ref, number in people_in(Field("", _whole(line.text), line.number)):
        if named := _named(ref):
            yield named, number, against


def _whole(text: str) -> str:
    """The line with degrees removed from names: "Jane Doe, PhD, Al Roe" is two people."""
    parts: list[str] = []
    for part in in_parts(text):
        if parts and bare(part) in _DEGREES:
            continue
        parts.append(part)
    return ", ".join(parts)


def _named(ref: Ref) -> Ref | None:
    """The name without a role in brackets after it; None if the text is prose."""
    if not ref.plain:
        return ref
    name = ref.target.partition(" (")[0].strip(" *_@.;")
    words = bare(name).split()
    return Ref(name, plain=True) if 0 < len(words) <= _MOST_WORDS and len(name) <= _LONGEST else None


def plain_names(note: Note, lines: Sequence[BodyLine], taken: set[int]) -> Iterator[tuple[int, str]]:
    """(line, words) for each sequence of two or more capitalised words, in bullets of a dated note that describe
    contact.

    Such a bullet names a channel or an exchange, or has the words after "with". `taken` lines were read as attendees.
    """
    if note.date is None:
        return
    for position, line in enumerate(lines):
        if position not in taken and (line.kind == "bullet" or (line.kind == "task" and line.mark in {"x", "X"})):
            yield from ((line.number, words) for words in _in_line(line.text))


def _in_line(text: str) -> Iterator[str]:
    shown = _without_links(without_addresses(visible(text)[0]))
    rows = [] if shown.islower() else list(_rows(shown))
    if not rows or mood_of_entry(shown) is not None:
        return
    tags = exchange_tags(shown)
    telling = "news" not in tags and (tags or channel_in(shown))
    yield from (words for behind, words in rows if telling or ("news" not in tags and behind in TOGETHER))


def _without_links(text: str) -> str:
    for link in links_in(text):
        text = text[: link.start] + "|" * (link.end - link.start) + text[link.end :]
    return text


def _rows(text: str) -> Iterator[tuple[str, str]]:
    """Each sequence of capitalised words one space apart, with the word before it."""
    before, start, end, count = "", 0, 0, 0
    for match in _WORD.finditer(f"{text} |"):
        word = match[0]
        joined = count > 0 and text[end : match.start()] == " "
        if word[0].isupper() or (joined and fold(word) in PARTICLES):
            if not joined:
                if 1 < count <= _LONGEST_ROW:
                    yield before, text[start:end]
                before, start, count = _before(text, match.start()), match.start(), 0
            end, count = match.end(), count + 1
            continue
        if 1 < count <= _LONGEST_ROW:
            yield before, text[start:end]
        count = 0


def _before(text: str, at: int) -> str:
    near = text[max(0, at - _FAR) : at]
    return fold(near.rpartition(" ")[0].rpartition(" ")[2]) if near.endswith(" ") else ""
