"""Feed: builds the calendar from follow-ups, settings and a day, and reports what could not be written."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, get_args

import icalendar
from icalendar import prop

from mdnetwork.calendar.details import (
    PRODID,
    UNDATED,
    Attendee,
    DetailsBuilder,
    EventDetails,
    ExtraLine,
    PlannedEvent,
    one_line,
    web,
)
from mdnetwork.calendar.event import Property, RenderContext, Value, alarm, event
from mdnetwork.calendar.keeping import Frame, Group, Press
from mdnetwork.calendar.select import YEARLY, ScheduledDay, ScheduledItem
from mdnetwork.calendar.settings import FeedSettings
from mdnetwork.dates import PartialDate
from mdnetwork.followups import importance
from mdnetwork.i18n import Texts
from mdnetwork.model import FollowUpKind, Problem
from mdnetwork.people import People
from mdnetwork.people.privacy import PrivacyFilter

_UNNAMED = FeedSettings().name


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
    drawing = DetailsBuilder(chain.from_iterable(groups), directory, today, privacy, full=settings.details == "full")
    voice = RenderContext(settings, privacy, texts)
    deal, problems = press.deal(Frame(settings, today, texts.language, privacy), groups)
    events, failed = _written(plans(deal, drawing, settings, today), EventWriter(voice, memo))
    name = texts.say("Follow-ups") if settings.name == _UNNAMED else settings.name
    parts = in_parts(header(settings, name), press.bind(deal, events))
    return Calendar(parts, tuple(sorted((*problems, *failed))))


def _written(planned: Iterable[PlannedEvent], writer: EventWriter) -> tuple[dict[str, bytes], list[Problem]]:
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
    matter = plan.matters[0]
    message = (
        f"This {matter.kind} of {matter.people[0].name} cannot be written to the calendar ({error}) and is left out: "
        "check the dates and names in the note."
    )
    return Problem(matter.path, 0, "FEED-EVENT", message)


def plans(deal: ScheduledDay, drawing: DetailsBuilder, settings: FeedSettings, today: date) -> Iterator[PlannedEvent]:
    """Yield the events one by one, because ten thousand need not be in memory. Yearly events are never in a digest."""
    dealt, fixed = list(_drawn(deal.dealt, drawing)), _drawn(deal.fixed, drawing)
    if settings.style == "digest":
        dealt, fixed = _digests(dealt, list(fixed), today)
    yield from _with_waiting(dealt, deal.waiting, drawing.privacy)
    yield from fixed


def _drawn(placed: Iterable[ScheduledItem], drawing: DetailsBuilder) -> Iterator[PlannedEvent]:
    for each in placed:
        matter = drawing.matter(each.picked)
        yield PlannedEvent(matter.uid, each.day, (matter,))


def _digests(
    dealt: list[PlannedEvent], fixed: list[PlannedEvent], today: date
) -> tuple[list[PlannedEvent], Iterator[PlannedEvent]]:
    """One event for each day with dealt items, then one for each other day. Yearly events stay separate."""
    yearly = [plan for plan in fixed if plan.matters[0].kind in YEARLY]
    once = [plan for plan in fixed if plan.matters[0].kind not in YEARLY]
    days: dict[date, list[PlannedEvent]] = {}
    for plan in (*dealt, *sorted(once, key=_by_importance)):
        days.setdefault(plan.day, []).append(plan)
    digests = {day: _digest(day, theirs, today) for day, theirs in days.items()}
    first = dict.fromkeys(plan.day for plan in dealt)
    others = (digest for day, digest in digests.items() if day not in first)
    return [digests[day] for day in first], chain(yearly, others)


def _digest(day: date, plans: list[PlannedEvent], today: date) -> PlannedEvent:
    """The event of a day, identified by the day."""
    uid = hashlib.sha256(f"digest\0{day}".encode()).hexdigest()
    return PlannedEvent(uid, day, tuple(plan.matters[0] for plan in plans), digest=True, is_today=day == today)


def _by_importance(plan: PlannedEvent) -> tuple[date, int, str]:
    return plan.day, importance(plan.matters[0].kind), plan.uid


def _with_waiting(dealt: list[PlannedEvent], waiting: int, privacy: PrivacyFilter) -> list[PlannedEvent]:
    """The last event with a description says how many follow-ups wait."""
    for at in reversed(range(len(dealt))):
        if not all(privacy.is_busy(matter) for matter in dealt[at].matters):
            return [*dealt[:at], dealt[at]._replace(waiting=waiting), *dealt[at + 1 :]]
    return dealt


COLOUR = ("teal", "#008080")
"""For COLOR (RFC 7986, a CSS3 name), and for Apple."""
REFRESH = timedelta(hours=1)
"""The requested refresh interval. Google, Apple and Thunderbird use their own."""
_ADDRESSES = frozenset({"url", "source"})
_END = b"END:VCALENDAR\r\n"


class EventWriter:
    """Writes events. `memo` maps the SHA-256 (hex) of everything that affects an event to its bytes."""

    def __init__(self, voice: RenderContext, memo: MutableMapping[str, bytes] | None = None) -> None:
        self._voice = voice
        self._memo = memo
        self._touchstone = _touchstone(voice) if memo is not None else b""

    def write(self, plan: PlannedEvent) -> bytes:
        """The bytes of the event. Raises ValueError, OverflowError or AssertionError if it cannot be written."""
        if self._memo is None:
            return _bytes(plan, self._voice)
        key = hashlib.sha256(self._touchstone + repr(plan).encode()).hexdigest()
        data = self._memo.get(key)
        if data is None:
            self._memo[key] = data = _bytes(plan, self._voice)
        return data


def component(plan: PlannedEvent, voice: RenderContext) -> icalendar.Component:
    """The event (or the task) with its alarm."""
    made = _filled(icalendar.Todo() if voice.settings.todo else icalendar.Event(), event(plan, voice))
    ringing = alarm(plan, voice)
    if ringing:
        # A task has no start, so its alarm counts from the end, which is its due date (RFC 5545, 3.8.6.3).
        made.add_component(_filled(icalendar.Alarm(), ringing, {"RELATED": "END"} if voice.settings.todo else {}))
    return made


def header(settings: FeedSettings, name: str) -> icalendar.Calendar:
    """The calendar without events. `Calendar.new` is not used: it invents a UID and omits `VALUE=`."""
    made = icalendar.Calendar()
    shown = one_line(name) or PRODID
    for key, text in (("version", "2.0"), ("prodid", PRODID), ("name", shown), ("x-wr-calname", shown)):
        made.add(key, prop.vText(text))
    for key, text in zip(("color", "x-apple-calendar-color"), COLOUR, strict=True):
        made.add(key, prop.vText(text))
    made.add("refresh-interval", prop.vDuration(REFRESH), {"VALUE": "DURATION"})
    made.add("x-published-ttl", prop.vDuration(REFRESH))
    if web(settings.source):
        made.add("source", prop.vUri(web(settings.source)), {"VALUE": "URI"})
    return made


def in_parts(made: icalendar.Calendar, events: Sequence[bytes]) -> tuple[bytes, ...]:
    """The calendar with these events, in the same bytes that icalendar would write.

    Without events it contains an unused time zone, because RFC 5545 requires at least one component.
    """
    data = made.to_ical().removesuffix(_END)
    return (data, *(events or [_utc().to_ical()]), _END)


def _bytes(plan: PlannedEvent, voice: RenderContext) -> bytes:
    data: bytes = component(plan, voice).to_ical()
    return data


def _filled(
    made: icalendar.Component, properties: Iterable[Property], parameters: Mapping[str, str] | None = None
) -> icalendar.Component:
    for name, value in properties:
        made.add(name, _typed(name, value), dict(parameters or {}) if name == "trigger" else {})
    return made


def _typed(name: str, value: Value) -> object:
    """The value in icalendar's type, so that no version guesses another type."""
    if isinstance(value, str):
        return prop.vUri(value) if name in _ADDRESSES else _Text(value)
    return value


class _Text(prop.vText):
    r"""Text escaped by RFC 5545, 3.3.11. icalendar's own class turns the two characters `\N` into a line break."""

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def _utc() -> icalendar.Component:
    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("tzid", "UTC")
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001  local by definition (RFC 5545, 3.6.5)
    standard.add("tzname", "UTC")
    for name in ("tzoffsetfrom", "tzoffsetto"):
        standard.add(name, timedelta(0))
    zone.add_component(standard)
    return zone


@lru_cache(maxsize=16)
def _touchstone(voice: RenderContext) -> bytes:
    """A digest of everything except plans that affects events: settings, language, icalendar, and our own wording.

    The wording is covered by writing samples, so that a memo never hides a change in the code.
    """
    said = (icalendar.__version__, voice.settings, voice.texts.language, voice.privacy)
    samples = [_sample(kind) for kind in get_args(FollowUpKind)]
    digests = [
        PlannedEvent("d", UNDATED, (samples[0].matters[0],), digest=True, is_today=today) for today in (True, False)
    ]
    written = [_bytes(plan, voice) for plan in (*samples, *digests)]
    return hashlib.sha256(repr((said, written)).encode()).digest()


def _sample(kind: FollowUpKind) -> PlannedEvent:
    yearly = PartialDate(2, 29) if kind in YEARLY else None
    more = tuple(ExtraLine(each, "A B", UNDATED, "**C** [[D]]") for each in get_args(ExtraLine.__annotations__["kind"]))
    people = tuple(Attendee(name, private=False) for name in ("Ada B", "Bo C", "Cy D", "Dee E"))
    matter = EventDetails(
        "a", kind, people, UNDATED, "R, s.", False, "", "P/Q.md", ("+39 (0)2 1234",), ("a@b.it",), yearly, more
    )
    return PlannedEvent("a", date(2001, 2, 3), (matter,), waiting=2)
