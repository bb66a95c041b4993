"""An event of the feed as data: its properties, title, description and alarm, and the details that they come from.

Nothing else of a follow-up decides the bytes of its event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Literal, NamedTuple

from mdnetwork.calendar.links import mailto, obsidian, tel
from mdnetwork.calendar.plain import cut, readable_line, readable_lines
from mdnetwork.calendar.select import Candidate, FeedItem, FeedSettings
from mdnetwork.dates import PartialDate
from mdnetwork.followups.text import plain, readable
from mdnetwork.followups.things import deed, to_send, to_whom
from mdnetwork.frozen import dataclass
from mdnetwork.i18n import Texts
from mdnetwork.kinds import KIND, What
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, Person
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.phrases import listed

UNDATED = date(2000, 1, 1)
"""The revision date (DTSTAMP) of events without dated evidence."""
LEAP_YEAR = 2000
"""The first year of a yearly event if the real year is unknown or private. Never 0000, which breaks clients."""
_FEBRUARY, _LEAP_DAY = 2, 29
Value = str | date | timedelta | Mapping[str, str | int] | list[str]
"""Text or an address, a day, a time in UTC, a duration, a rule, or a list of texts."""
Properties = Mapping[str, Value]
"""The value of each property, by its name and parameters as in a content line."""
_ORDER = (
    *("SUMMARY", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "DTSTAMP", "UID", "RRULE", "CATEGORIES", "CLASS"),
    *("DESCRIPTION", "TRANSP", "URL"),
)
"""The order in which icalendar writes the properties of an event. Those of a task are sorted by name."""
_LONGEST_DESCRIPTION = 2048
"""The maximum length of a description, in octets. Google cuts at about 8 kB, and a feed has thousands of them."""
_LINK_OCTETS = 1024
"""Octets of the description for links. A link that does not fit is left out, because half a link is useless."""
_NAMED = 3
"""The maximum number of people in the title of a meeting. The others are counted."""
_NAMED_IN_DIGEST = 2
_LONGEST_NAME = 120
"""The maximum length of a name in a title, in octets."""
_LONGEST_TITLE = 400
"""The maximum length of a title, in octets."""


class Attendee(NamedTuple):
    """A person of an event, with the name as a title may hold it. `private`: the person may not be named."""

    name: str
    private: bool


class ExtraLine(NamedTuple):
    """An additional description line (`details = "full"`): the last log entry about a person, or a promise to them."""

    kind: Literal["log", "promise"]
    name: str
    day: date | None
    text: str


class EventDetails(NamedTuple):
    """A follow-up's data for an event. `delicate`: its evidence may not be quoted."""

    uid: str
    kind: FollowUpKind
    people: tuple[Attendee, ...]
    stamp: date
    reason: str
    delicate: bool
    title: str
    path: str
    phones: tuple[str, ...]
    emails: tuple[str, ...]
    yearly: PartialDate | None
    more: tuple[ExtraLine, ...]
    is_event: bool = False
    """Whether it is about an event (a fair), not a meeting."""
    note: str = ""
    """The title of the note of a follow-up that is about nobody."""
    private: bool = False
    """Whether that note is private."""


class PlannedEvent(NamedTuple):
    """An event: its day, its follow-ups (several in a digest), and the number of others waiting outside the feed."""

    uid: str
    day: date
    details: tuple[EventDetails, ...]
    digest: bool = False
    is_today: bool = False
    waiting: int = 0


class DetailsBuilder:
    """Builds event details. `full` adds the last log entry and open promises of the people concerned."""

    def __init__(
        self, follow_ups: Iterable[Candidate], directory: People, today: date, privacy: PrivacyFilter, *, full: bool
    ) -> None:
        self._directory = directory
        self._today = today
        self._full = full
        self.privacy = privacy
        self._promises = _promises(follow_ups) if full else {}

    def build(self, item: FeedItem) -> EventDetails:
        """The details for an event about this follow-up."""
        follow_up = item.follow_up.load()
        people, person = follow_up.concerned, follow_up.person
        return EventDetails(
            item.uid,
            follow_up.kind,
            tuple([self._attendee(each) for each in people]),
            max((e.date for e in follow_up.evidence if e.date is not None and e.date <= self._today), default=UNDATED),
            follow_up.reason,
            not self._may_quote(follow_up.evidence),
            follow_up.title,
            follow_up.path,
            person.phones if person else (),
            person.emails if person else (),
            follow_up.yearly,
            tuple(self._more(follow_up, people)) if self._full else (),
            any(each.channel == "event" for each in follow_up.evidence if each.source == "attendee"),
            follow_up.note,
            follow_up.private,
        )

    def inputs(self, item: FeedItem) -> str:
        """A text that differs where the details differ, on one day and under one privacy filter."""
        if self._full:
            return repr(self.build(item))
        hidden = self.privacy.lines
        about_hidden = [line in hidden for line in item.follow_up.lines()] if hidden else ""
        return f"{item.follow_up.inputs(self._today)}\0{about_hidden}"

    def _attendee(self, person: Person) -> Attendee:
        name = cut(readable_line(person.name), _LONGEST_NAME) or "?"
        return Attendee(name, private=not self.privacy.may_name(person))

    def _may_quote(self, evidence: Sequence[Evidence]) -> bool:
        """Whether the words of these lines may be shown. The reason of a meeting names its attendees."""
        return all(self.privacy.may_quote(each) and self.privacy.may_name_all(each.people) for each in evidence)

    def _more(self, follow_up: FollowUp, people: Sequence[Person]) -> Iterator[ExtraLine]:
        for person in people if follow_up.kind == "prepare" else people[:1]:
            if self.privacy.may_name(person):
                yield from self._last_entry(person)
                yield from (
                    ExtraLine("promise", person.name, each.due, each.title)
                    for each in self._promises.get(person.id, ())
                    if each != follow_up and self._may_quote(each.evidence)
                )

    def _last_entry(self, person: Person) -> Iterator[ExtraLine]:
        history = self._directory.identities.get(person.id)
        entries = [e for e in history.counted if e.date and e.date <= self._today and e.text] if history else []
        last = max(entries, key=lambda e: (e.date or date.min, e.source == "log", e.path, e.line, e.text), default=None)
        if last and self._may_quote((last,)):
            yield ExtraLine("log", person.name, last.date, last.text)


def _promises(follow_ups: Iterable[Candidate]) -> dict[str, list[FollowUp]]:
    """The open promises of each person, by identity, in an order that does not depend on the input's."""
    promises: dict[str, list[FollowUp]] = {}
    for each in follow_ups:
        if each.kind == "promise" and not each.superseded:
            promises.setdefault(each.identity, []).append(each.load())
    for theirs in promises.values():
        theirs.sort(key=lambda each: (each.due or date.max, each.discriminator, each.title))
    return promises


@dataclass(frozen=True, slots=True)
class RenderContext:
    """How to render events: the feed's settings, its privacy, and the language."""

    settings: FeedSettings
    privacy: PrivacyFilter
    texts: Texts


def event(plan: PlannedEvent, context: RenderContext) -> Properties:
    """The properties of a VEVENT (RFC 5545, 3.6.1), or of a VTODO if the settings ask for tasks.

    No LAST-MODIFIED (ICSx5 skips events where it does not grow), no SEQUENCE (nothing is scheduled). Raises
    OverflowError if the event would end after the last day of the calendar.
    """
    properties: dict[str, Value] = {
        "UID": plan.uid,
        "DTSTAMP": datetime.combine(max(each.stamp for each in plan.details), time(), UTC),
        "SUMMARY": title(plan, context),
        "CLASS": "PRIVATE",
        **(_as_task(plan) if context.settings.todo else _all_day(plan, context)),
        **_about(plan, context),
    }
    names = sorted(properties) if context.settings.todo else (name for name in _ORDER if name in properties)
    return {name: properties[name] for name in names}


def alarm(plan: PlannedEvent, context: RenderContext) -> Properties:
    """The properties of a VALARM at the hour in the settings; empty without an hour.

    All three are needed: Nextcloud and Home Assistant refuse an alarm that lacks one. A task has no start, so its
    alarm counts from the end, which is its due date (RFC 5545, 3.8.6.3).
    """
    if context.settings.alarm is None:
        return {}
    trigger = "TRIGGER;RELATED=END" if context.settings.todo else "TRIGGER"
    return {
        "ACTION": "DISPLAY",
        "DESCRIPTION": title(plan, context),
        trigger: timedelta(hours=context.settings.alarm),
    }


def _all_day(plan: PlannedEvent, context: RenderContext) -> dict[str, Value]:
    """All-day, from the day to the next, and free (TRANSPARENT)."""
    born = plan.details[0].yearly
    first = _first_time(born, plan.details[0], context.privacy) if born else None
    start = first or plan.day
    rule: dict[str, Value] = {"RRULE": _every_year(born)} if born and first else {}
    return {
        "DTSTART;VALUE=DATE": start,
        "DTEND;VALUE=DATE": start + timedelta(days=1),
        "TRANSP": "TRANSPARENT",
        **rule,
    }


def _first_time(born: PartialDate, details: EventDetails, privacy: PrivacyFilter) -> date | None:
    """The day of birth; in a fixed year if the year is unknown, or if the feed shows only initials."""
    year = born.year if privacy.is_open and not privacy.is_busy(details) else None
    return born.in_year(year or LEAP_YEAR)


def _every_year(born: PartialDate) -> dict[str, str | int]:
    """A yearly rule. For 29 February it uses the last day of the month, since a plain rule skips common years."""
    if (born.month, born.day) == (_FEBRUARY, _LEAP_DAY):
        return {"freq": "YEARLY", "bymonth": _FEBRUARY, "bymonthday": -1}
    return {"freq": "YEARLY"}


def _as_task(plan: PlannedEvent) -> dict[str, Value]:
    """A task is due on its day, a yearly one on its next occurrence: a rule since 1815 would be overdue since then."""
    return {"DUE;VALUE=DATE": plan.day, "STATUS": "NEEDS-ACTION"}


def _about(plan: PlannedEvent, context: RenderContext) -> dict[str, Value]:
    """Properties about nameable people. A digest has no URL, because several notes would need several."""
    named = [each for each in plan.details if not context.privacy.is_busy(each)]
    properties: dict[str, Value] = {"CATEGORIES": list(dict.fromkeys(each.kind for each in named))} if named else {}
    if named and context.privacy.is_open:
        link = "" if plan.digest else note_link(named[0], context)
        texts = {"DESCRIPTION": description(plan, named, context), "URL": link}
        properties |= {name: text for name, text in texts.items() if text}
    return properties


def description(plan: PlannedEvent, named: Sequence[EventDetails], context: RenderContext) -> str:
    """The description of an event with these nameable details, at most `_LONGEST_DESCRIPTION` octets.

    Only reasons are cut, never links or the number waiting.
    """
    if plan.digest:
        body = [line for each in named for line in _digested(each, context)]
        tail: list[str] = []
    else:
        body = [line for each in named for line in _reasons(each, context)]
        tail = [link for each in named for link in _fitting(_links(each, context))]
    tail += _waiting(plan.waiting, context.texts)
    end = "\n".join(tail)
    why = cut("\n".join(filter(None, body)), _LONGEST_DESCRIPTION - len(end.encode()) - 1)
    return "\n".join(filter(None, (why, end)))


def note_link(details: EventDetails, context: RenderContext) -> str:
    """The Obsidian link to the note; "" if its path names a private person."""
    return obsidian(context.settings.vault_name, details.path) if context.privacy.may_show(details.path) else ""


def _reasons(details: EventDetails, context: RenderContext) -> Iterator[str]:
    if not details.delicate and context.privacy.may_show(details.reason):
        yield readable_lines(details.reason)
    for extra in details.more:
        words = readable_line(readable(extra.text))
        if words and context.privacy.may_show(f"{extra.text} {plain(extra.text)} {words}"):
            yield _extra(extra, words, context.texts)


def _extra(extra: ExtraLine, words: str, texts: Texts) -> str:
    name = readable_line(extra.name)
    if extra.kind == "log":
        return texts.say("Last entry about {name}, {date}: {words}", name=name, date=extra.day, words=words)
    return texts.say("Promised to {name}: {words}", name=name, words=words)


def _digested(details: EventDetails, context: RenderContext) -> Iterator[str]:
    yield f"• {readable_line(title_of(details, context))}"
    yield from _reasons(details, context)
    yield from _fitting([note_link(details, context)])


def _links(details: EventDetails, context: RenderContext) -> Iterator[str]:
    """Links to call and write (not for a meeting), and to the note."""
    if details.kind != "prepare":
        yield from map(tel, details.phones)
        yield from map(mailto, details.emails)
    yield note_link(details, context)


def _fitting(links: Iterable[str]) -> Iterator[str]:
    room = _LINK_OCTETS
    for link in filter(None, dict.fromkeys(links)):
        if len(link) < room:
            room -= len(link) + 1
            yield link


def _waiting(n: int, texts: Texts) -> list[str]:
    if not n:
        return []
    return [texts.count("{n} more follow-up waits in mdnet due.", "{n} more follow-ups wait in mdnet due.", n)]


def title(plan: PlannedEvent, context: RenderContext) -> str:
    """The title of an event: the person and the action, the names of a digest, or only "Busy"."""
    shown = [each for each in plan.details if not context.privacy.is_busy(each)]
    if not shown:
        return context.texts.say("Busy")
    words = _of_digest(plan, shown, context) if plan.digest else title_of(shown[0], context)
    return cut(readable_line(words), _LONGEST_TITLE)


def title_of(details: EventDetails, context: RenderContext) -> str:
    """The title of one follow-up: "Get back to Ada"."""
    names, kind = named(details, context), KIND[details.kind]
    if details.kind == "anniversary":
        return _anniversary(details, names[0], context)
    what = _what(details, context)
    if details.kind == "prepare":
        return kind.title(context.texts, listed(names[:_NAMED], len(details.people)), what if details.is_event else "")
    if kind.doing and what:
        return kind.doing(context.texts, names[0], _to_do(details, what, names[0], context.texts.language))
    return kind.title(context.texts, ", ".join(names if kind.about_several else names[:1]), what)


def named(details: EventDetails, context: RenderContext) -> list[str]:
    """The names of the people who may be named; if it is about nobody, the title of its note, if that may be shown."""
    if details.people:
        return context.privacy.names(details)
    note = cut(readable_line(plain(details.note)), _LONGEST_NAME)
    return [note] if note and context.privacy.is_open and context.privacy.may_show(f"{details.note} {note}") else []


def _to_do(details: EventDetails, what: str, name: str, language: str) -> What:
    """What is to be done, of words that may be shown. A task says it; what was promised may be a thing."""
    doing = deed(what)
    return What(
        what,
        to_send(what, language) if details.kind == "promise" else "",
        to_whom(doing, name) if doing else "",
    )


def _what(details: EventDetails, context: RenderContext) -> str:
    """What the follow-up is about, if it may be shown."""
    words = readable_line(plain(details.title))
    shown = not details.delicate and context.privacy.is_open and context.privacy.may_show(f"{details.title} {words}")
    return words if shown else ""


def _anniversary(details: EventDetails, name: str, context: RenderContext) -> str:
    """The key in words, if it may be shown: `wedding_anniversary`."""
    words = readable_line(details.title.replace("_", " ").replace("-", " "))
    if words and context.privacy.is_open and context.privacy.may_show(words):
        return f"{words[:1].upper()}{words[1:]}: {name}"
    return KIND["anniversary"].title(context.texts, name, "")


def _first_name(details: EventDetails, context: RenderContext) -> str:
    """What a digest calls it: the name of its person, else of its note, else its kind."""
    return (named(details, context) or [KIND[details.kind].label(context.texts)])[0]


def _of_digest(plan: PlannedEvent, shown: Sequence[EventDetails], context: RenderContext) -> str:
    first = list(dict.fromkeys(_first_name(each, context) for each in shown))
    names = listed(first[:_NAMED_IN_DIGEST], len(first) + len(plan.details) - len(shown))
    if plan.is_today:
        return context.texts.say("Today: {names}", names=names)
    return context.texts.say("Follow-ups: {names}", names=names)
