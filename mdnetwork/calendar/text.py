"""The text of a calendar (RFC 5545), from follow-ups, settings and a day, and what could not be written.

icalendar writes days, durations and rules, and folds lines. Its content lines take a quarter of the time of its
component objects and give the same bytes (docs/architecture.md). Import this module only when a calendar is needed:
icalendar takes 150 ms to import.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple, get_args

import icalendar
from icalendar import prop
from icalendar.parser import Contentline

from mdnetwork.calendar import PRODID
from mdnetwork.calendar.event import (
    UNDATED,
    Attendee,
    DetailsBuilder,
    EventDetails,
    ExtraLine,
    PlannedEvent,
    Properties,
    RenderContext,
    Value,
    alarm,
    event,
)
from mdnetwork.calendar.keeping import Frame, Group, Press
from mdnetwork.calendar.links import web
from mdnetwork.calendar.plain import readable_line
from mdnetwork.calendar.select import YEARLY, FeedSettings, ScheduledDay, ScheduledItem
from mdnetwork.dates import PartialDate
from mdnetwork.followups import importance
from mdnetwork.i18n import Texts
from mdnetwork.model import FollowUpKind, Problem
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter

_UNNAMED = FeedSettings().name
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
_FOLDED: Any = Contentline  # it has no type hints
_URIS = frozenset({"URL", "SOURCE;VALUE=URI"})
_UNFOLDED = 75
"""icalendar folds lines of this many octets or more, one less than RFC 5545 (3.1) allows."""


class Calendar(NamedTuple):
    """An iCalendar stream (RFC 5545) in UTF-8, and a problem (FEED-EVENT) for each follow-up missing from it.

    The stream is the concatenation of `parts`: the header, each event, and the end.
    """

    parts: tuple[bytes, ...]
    problems: tuple[Problem, ...]

    @property
    def data(self) -> bytes:
        """The whole stream, as a copy of all parts."""
        return b"".join(self.parts)


def calendar(  # noqa: PLR0917  each argument has its own type
    groups: tuple[Group, ...],
    directory: People,
    settings: FeedSettings,
    today: date,
    texts: Texts,
    memo: MutableMapping[str, bytes] | None = None,
    press: Press | None = None,
) -> Calendar:
    """The calendar feed of these follow-ups on this day. Their order and grouping do not matter.

    Superseded and undated ones are left out. `memo` caches the bytes of events between feeds, under a key of
    everything that affects them, and `press` those of groups that are the same objects; both only save time. Raises
    nothing: what cannot be written becomes a problem.
    """
    press = press or Press()
    privacy = PrivacyFilter(directory, "feed", detail=settings.privacy)
    builder = DetailsBuilder(chain.from_iterable(groups), directory, today, privacy, full=settings.details == "full")
    context = RenderContext(settings, privacy, texts)
    scheduled, problems = press.schedule(Frame(settings, today, texts.language, privacy), groups)
    events, failed = _write_all(plans(scheduled, builder, settings, today), EventWriter(context, memo))
    name = texts.say("Follow-ups") if settings.name == _UNNAMED else settings.name
    parts = in_parts(header(settings, name), press.join(scheduled, events))
    return Calendar(parts, tuple(sorted((*problems, *failed))))


def _write_all(planned: Iterable[PlannedEvent], writer: EventWriter) -> tuple[dict[str, bytes], list[Problem]]:
    """The events by UID. Their order depends neither on the day nor on dates."""
    events: dict[str, bytes] = {}
    failed: list[Problem] = []
    for plan in planned:
        try:
            events[plan.uid] = writer.write(plan)
        except Exception as error:  # noqa: BLE001  one broken event must not stop the others
            failed.append(_failure(plan, error))
    return events, failed


def _failure(plan: PlannedEvent, error: Exception) -> Problem:
    first = plan.details[0]
    message = (
        f"This {first.kind} of {first.people[0].name} cannot be written to the calendar ({error}) and is left out: "
        "check the dates and names in the note."
    )
    return Problem(first.path, 0, "FEED-EVENT", message)


def plans(
    scheduled: ScheduledDay, builder: DetailsBuilder, settings: FeedSettings, today: date
) -> Iterator[PlannedEvent]:
    """Yield the events one by one, because ten thousand need not be in memory. Yearly events are never in a digest."""
    now, fixed = list(_planned(scheduled.today, builder)), _planned(scheduled.fixed, builder)
    if settings.style == "digest":
        now, fixed = _digests(now, list(fixed), today)
    yield from _with_waiting(now, scheduled.waiting, builder.privacy)
    yield from fixed


def _planned(scheduled: Iterable[ScheduledItem], builder: DetailsBuilder) -> Iterator[PlannedEvent]:
    for day, item in scheduled:
        details = builder.build(item)
        yield PlannedEvent(details.uid, day, (details,))


def _digests(
    now: list[PlannedEvent], fixed: list[PlannedEvent], today: date
) -> tuple[list[PlannedEvent], Iterator[PlannedEvent]]:
    """One event for each day with items of today, then one for each other day. Yearly events stay separate."""
    yearly = [plan for plan in fixed if plan.details[0].kind in YEARLY]
    once = [plan for plan in fixed if plan.details[0].kind not in YEARLY]
    days: dict[date, list[PlannedEvent]] = {}
    for plan in (*now, *sorted(once, key=_by_importance)):
        days.setdefault(plan.day, []).append(plan)
    digests = {day: _digest(day, theirs, today) for day, theirs in days.items()}
    first = dict.fromkeys(plan.day for plan in now)
    others = (digest for day, digest in digests.items() if day not in first)
    return [digests[day] for day in first], chain(yearly, others)


def _digest(day: date, theirs: list[PlannedEvent], today: date) -> PlannedEvent:
    """The event of a day, identified by the day."""
    uid = hashlib.sha256(f"digest\0{day}".encode()).hexdigest()
    return PlannedEvent(uid, day, tuple(plan.details[0] for plan in theirs), digest=True, is_today=day == today)


def _by_importance(plan: PlannedEvent) -> tuple[date, int, str]:
    return plan.day, importance(plan.details[0].kind), plan.uid


def _with_waiting(now: list[PlannedEvent], waiting: int, privacy: PrivacyFilter) -> list[PlannedEvent]:
    """The last event with a description says how many follow-ups wait."""
    for at in reversed(range(len(now))):
        if not all(map(privacy.is_busy, now[at].details)):
            return [*now[:at], now[at]._replace(waiting=waiting), *now[at + 1 :]]
    return now


class EventWriter:
    """Writes events. `memo` maps the SHA-256 (hex) of everything that affects an event to its bytes."""

    def __init__(self, context: RenderContext, memo: MutableMapping[str, bytes] | None = None) -> None:
        self._context = context
        self._memo = memo
        self._fingerprint = _fingerprint(context, icalendar.__version__) if memo is not None else b""

    def write(self, plan: PlannedEvent) -> bytes:
        """The bytes of the event. Raises ValueError, OverflowError or AssertionError if it cannot be written."""
        if self._memo is None:
            return event_bytes(plan, self._context)
        key = hashlib.sha256(self._fingerprint + repr(plan).encode()).hexdigest()
        data = self._memo.get(key)
        if data is None:
            self._memo[key] = data = event_bytes(plan, self._context)
        return data


@lru_cache(maxsize=16)
def _fingerprint(context: RenderContext, version: str) -> bytes:
    """A digest of everything except plans that affects events: settings, language, icalendar, and our own wording.

    The wording is covered by writing samples, so that a memo never hides a change in the code.
    """
    frame = (version, context.settings, context.texts.language, context.privacy)
    samples = [_sample(kind) for kind in get_args(FollowUpKind)]
    digests = [
        PlannedEvent("d", UNDATED, (samples[0].details[0],), digest=True, is_today=today) for today in (True, False)
    ]
    texts = [event_bytes(plan, context) for plan in (*samples, *digests)]
    return hashlib.sha256(repr((frame, texts)).encode()).digest()


def _sample(kind: FollowUpKind) -> PlannedEvent:
    yearly = PartialDate(2, 29) if kind in YEARLY else None
    more = tuple(ExtraLine(each, "A B", UNDATED, "**C** [[D]]") for each in get_args(ExtraLine.__annotations__["kind"]))
    people = tuple(Attendee(name, private=False) for name in ("Ada B", "Bo C", "Cy D", "Dee E"))
    details = EventDetails(
        "a", kind, people, UNDATED, "R, s.", False, "", "P/Q.md", ("+39 (0)2 1234",), ("a@b.it",), yearly, more
    )
    return PlannedEvent("a", date(2001, 2, 3), (details,), waiting=2)


def event_bytes(plan: PlannedEvent, context: RenderContext) -> bytes:
    """The event (or the task) with its alarm. Raises as `EventWriter.write`."""
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


def in_parts(properties: Properties, events: Sequence[bytes]) -> tuple[bytes, ...]:
    """A calendar with these properties and events, in the same bytes that icalendar would write."""
    return (component("VCALENDAR", properties).removesuffix(_END), *(events or [_UTC]), _END)


def component(name: str, properties: Properties, inner: bytes = b"") -> bytes:
    """A component with these properties, and then other components."""
    lines = [f"{key}:{_value(key, value)}" for key, value in properties.items()]
    return b"".join([f"BEGIN:{name}\r\n".encode(), *map(_line, lines), inner, f"END:{name}\r\n".encode()])


def _line(text: str) -> bytes:
    """The content line. Raises AssertionError for text with line breaks."""
    if len(text) < _UNFOLDED and text.isascii() and text.isprintable():
        return f"{text}\r\n".encode()
    folded: bytes = _FOLDED(text).to_ical()
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
