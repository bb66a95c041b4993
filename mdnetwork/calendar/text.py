"""The text of a calendar (RFC 5545), from follow-ups, settings and a day, and what could not be written.

icalendar writes days, durations and rules, and folds lines. Its content lines take a quarter of the time of its
component objects and give the same bytes (docs/architecture.md). It is imported when an event is written, which takes
150 ms: where all are kept, it is not needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, NamedTuple

from mdnetwork.calendar import PRODID
from mdnetwork.calendar.event import (
    DetailsBuilder,
    PlannedEvent,
    Properties,
    RenderContext,
    Value,
    alarm,
    event,
)
from mdnetwork.calendar.links import web
from mdnetwork.calendar.plain import readable_line
from mdnetwork.calendar.select import (
    YEARLY,
    Candidate,
    FeedItem,
    FeedSettings,
    ScheduledDay,
    ScheduledItem,
    calendar_name,
    choose,
    schedule,
)
from mdnetwork.followups import importance
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy
from mdnetwork.model import Problem
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter

if TYPE_CHECKING:
    from icalendar import parser, prop
else:
    prop = lazy("icalendar.prop")
    parser = lazy("icalendar.parser")

COLOUR = ("teal", "#008080")
"""For COLOR (RFC 7986, a CSS3 name), and for Apple."""
REFRESH = timedelta(hours=1)
"""The requested refresh interval. Google, Apple and Thunderbird use their own."""
_END = b"END:VCALENDAR\r\n"
_UTC = (
    b"BEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZNAME:UTC\r\n"
    b"TZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
)
"""An unused time zone for a calendar without events, because RFC 5545 requires at least one component."""
_HEADER = ""
"""Instead of a UID, for the start of the calendar."""
_URIS = frozenset({"URL", "SOURCE;VALUE=URI"})
_UNFOLDED = 75
"""icalendar folds lines of this many octets or more, one less than RFC 5545 (3.1) allows."""


KeptEvent = tuple[bytes, bytes]
"""A digest of everything that decides the bytes of an event, and the bytes."""


class Calendar(NamedTuple):
    """An iCalendar stream (RFC 5545) in UTF-8, and a problem (FEED-EVENT) for each follow-up missing from it.

    The stream is the concatenation of `parts`: the header, each event, and the end. `events` has all but the end by
    UID, to be kept for the next feed.
    """

    parts: tuple[bytes, ...]
    problems: tuple[Problem, ...]
    events: Mapping[str, KeptEvent]

    @property
    def data(self) -> bytes:
        """The whole stream, as a copy of all parts."""
        return b"".join(self.parts)


def calendar(  # noqa: PLR0917  each argument has its own type
    follow_ups: Sequence[Candidate],
    directory: People,
    settings: FeedSettings,
    today: date,
    texts: Texts,
    kept: Mapping[str, KeptEvent] | None = None,
    others: int = 0,
) -> Calendar:
    """The calendar feed of these follow-ups on this day. Their order does not matter.

    Superseded and undated ones are left out. `kept` are the events of an earlier feed, which only save time. `others`
    is the number of follow-ups that compete for today's room and would get none. What cannot be written becomes a
    problem.
    """
    privacy = PrivacyFilter(directory, "feed", detail=settings.privacy)
    builder = DetailsBuilder(follow_ups, directory, today, privacy, full=settings.details == "full")
    writer = EventWriter(builder, RenderContext(settings, privacy, texts), kept or {})
    chosen, problems = choose(follow_ups, settings)
    scheduled = schedule(chosen, settings, today)
    scheduled = scheduled._replace(waiting=scheduled.waiting + others)
    for plan in plans(scheduled, builder, settings, today):
        problems += writer.write(plan)
    events = [writer.events[uid][1] for uid in sorted(writer.events)]
    parts = in_parts(writer.header(header(settings, calendar_name(settings, texts))), events)
    return Calendar(parts, tuple(sorted(problems)), writer.events)


class EventPlan(NamedTuple):
    """An event to write or to take from those kept. See `PlannedEvent`, which has details instead of items."""

    uid: str
    day: date
    items: tuple[FeedItem, ...]
    digest: bool = False
    is_today: bool = False
    waiting: int = 0


def _failure(plan: PlannedEvent, error: Exception) -> Problem:
    first = plan.details[0]
    name = first.people[0].name if first.people else first.note
    message = (
        f"This {first.kind} of {name} cannot be written to the calendar ({error}) and is left out: "
        "check the dates and names in the note."
    )
    return Problem(first.path, 0, "FEED-EVENT", message)


def plans(scheduled: ScheduledDay, builder: DetailsBuilder, settings: FeedSettings, today: date) -> Iterator[EventPlan]:
    """Yield the events one by one. Yearly events are never in a digest."""
    now = list(map(_alone, scheduled.today))
    fixed: Iterator[EventPlan] = map(_alone, scheduled.fixed)
    if settings.style == "digest":
        now, fixed = _digests(now, list(fixed), today)
    yield from _with_waiting(now, scheduled.waiting, builder)
    yield from fixed


def _alone(scheduled: ScheduledItem) -> EventPlan:
    return EventPlan(scheduled.item.uid, scheduled.day, (scheduled.item,))


def _digests(now: list[EventPlan], fixed: list[EventPlan], today: date) -> tuple[list[EventPlan], Iterator[EventPlan]]:
    """One event for each day with items of today, then one for each other day. Yearly events stay separate."""
    yearly = [plan for plan in fixed if plan.items[0].follow_up.kind in YEARLY]
    once = [plan for plan in fixed if plan.items[0].follow_up.kind not in YEARLY]
    days: dict[date, list[EventPlan]] = {}
    for plan in (*now, *sorted(once, key=_by_importance)):
        days.setdefault(plan.day, []).append(plan)
    digests = {day: _digest(day, theirs, today) for day, theirs in days.items()}
    first = dict.fromkeys(plan.day for plan in now)
    others = (digest for day, digest in digests.items() if day not in first)
    return [digests[day] for day in first], chain(yearly, others)


def _digest(day: date, theirs: list[EventPlan], today: date) -> EventPlan:
    """The event of a day, identified by the day."""
    uid = hashlib.sha256(f"digest\0{day}".encode()).hexdigest()
    return EventPlan(uid, day, tuple(plan.items[0] for plan in theirs), digest=True, is_today=day == today)


def _by_importance(plan: EventPlan) -> tuple[date, int, str]:
    return plan.day, importance(plan.items[0].follow_up.kind), plan.uid


def _with_waiting(now: list[EventPlan], waiting: int, builder: DetailsBuilder) -> list[EventPlan]:
    """The last event with a description says how many follow-ups wait."""
    for at in reversed(range(len(now))):
        if not all(builder.privacy.is_busy(builder.build(item)) for item in now[at].items):
            return [*now[:at], now[at]._replace(waiting=waiting), *now[at + 1 :]]
    return now


class EventWriter:
    """Writes events, or takes them from `kept`. `events` has those of this feed by UID."""

    def __init__(self, builder: DetailsBuilder, context: RenderContext, kept: Mapping[str, KeptEvent]) -> None:
        self.events: dict[str, KeptEvent] = {}
        self._builder = builder
        self._context = context
        self._kept = kept
        frame = repr((context.settings, context.texts.language, context.privacy.inputs))
        self._frame = hashlib.blake2b(frame.encode("utf-8", "surrogatepass"), digest_size=16)

    def write(self, plan: EventPlan) -> list[Problem]:
        """Add an event. Returns a problem if it cannot be written."""
        said = (str(plan.day), str(plan[3:]), *map(self._builder.inputs, plan.items))
        try:
            self._add(plan.uid, "\0".join(said), lambda: event_bytes(self.planned(plan), self._context))
        except Exception as error:  # noqa: BLE001  one broken event must not stop the others
            return [_failure(self.planned(plan), error)]
        return []

    def header(self, properties: Properties) -> bytes:
        """The start of the calendar."""
        return self._add(_HEADER, repr(properties), lambda: opening(properties))

    def planned(self, plan: EventPlan) -> PlannedEvent:
        """The event with the details of its items."""
        return PlannedEvent(plan.uid, plan.day, tuple(map(self._builder.build, plan.items)), *plan[3:])

    def _add(self, uid: str, inputs: str, written: Callable[[], bytes]) -> bytes:
        frame = self._frame.copy()
        frame.update(inputs.encode("utf-8", "surrogatepass"))
        digest = frame.digest()
        event = self._kept.get(uid)
        if event is None or event[0] != digest:
            event = digest, written()
        self.events[uid] = event
        return event[1]


def event_bytes(plan: PlannedEvent, context: RenderContext) -> bytes:
    """The event (or the task) with its alarm. Raises ValueError, OverflowError or AssertionError."""
    ringing = alarm(plan, context)
    inner = component("VALARM", ringing) if ringing else b""
    return component("VTODO" if context.settings.todo else "VEVENT", event(plan, context), inner)


def header(settings: FeedSettings, name: str) -> Properties:
    """The properties of the calendar, in icalendar's order."""
    shown = readable_line(name) or PRODID
    source = {"SOURCE;VALUE=URI": web(settings.source)} if web(settings.source) else {}
    return {
        "VERSION": "2.0",
        "PRODID": PRODID,
        "NAME": shown,
        "X-WR-CALNAME": shown,
        "COLOR": COLOUR[0],
        "REFRESH-INTERVAL;VALUE=DURATION": REFRESH,
        **source,
        "X-APPLE-CALENDAR-COLOR": COLOUR[1],
        "X-PUBLISHED-TTL": REFRESH,
    }


def opening(properties: Properties) -> bytes:
    """The start of a calendar with these properties."""
    return component("VCALENDAR", properties).removesuffix(_END)


def in_parts(start: bytes, events: Sequence[bytes]) -> tuple[bytes, ...]:
    """A calendar with this start and these events, in the same bytes that icalendar would write."""
    return (start, *(events or [_UTC]), _END)


def component(name: str, properties: Properties, inner: bytes = b"") -> bytes:
    """A component with these properties, and then other components."""
    lines = [f"{key}:{_value(key, value)}" for key, value in properties.items()]
    return b"".join([f"BEGIN:{name}\r\n".encode(), *map(_line, lines), inner, f"END:{name}\r\n".encode()])


def _line(text: str) -> bytes:
    """The content line. Raises AssertionError for text with line breaks."""
    if len(text) < _UNFOLDED and text.isascii() and text.isprintable():
        return f"{text}\r\n".encode()
    contentline: Any = parser.Contentline  # it has no type hints
    folded: bytes = contentline(text).to_ical()
    return folded + b"\r\n"


def _value(name: str, value: Value) -> str:
    if isinstance(value, str):
        return value if name in _URIS else _escaped(value)  # `event` quotes what an address may not contain
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, list):
        return ",".join(map(_escaped, value))
    return _text(prop.vDuration(value) if isinstance(value, timedelta) else prop.vRecur(value))


def _escaped(text: str) -> str:
    r"""The text escaped by RFC 5545, 3.3.11. icalendar's `vText` is not used: it turns `\N` into a line break."""
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


@lru_cache(maxsize=1000)
def _day(day: date) -> str:
    """A day, or a time in UTC. Most events of a feed share a few hundred days."""
    return _text(prop.vDatetime(day) if isinstance(day, datetime) else prop.vDate(day))


def _text(typed: Any) -> str:
    """The text of a value in icalendar's type."""
    data: bytes = typed.to_ical()
    return data.decode()
