"""Feed: the bytes of events, and of the calendar around them. The only module that knows icalendar."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, MutableMapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import get_args

import icalendar
from icalendar import prop

from mdnetwork.dates import PartialDate
from mdnetwork.feed.entries import Property, Value, Voice, alarm, event
from mdnetwork.feed.links import web
from mdnetwork.feed.matter import UNDATED, Attendant, Matter, More, Plan
from mdnetwork.feed.plain import PRODID, one_line
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.model import FollowUpKind

COLOUR = ("teal", "#008080")
"""For COLOR (RFC 7986, a CSS3 name), and for Apple."""
REFRESH = timedelta(hours=1)
"""How often clients are asked to look; Google, Apple and Thunderbird go by their own clock."""
_ADDRESSES = frozenset({"url", "source"})
_END = b"END:VCALENDAR\r\n"


class Writer:
    """Writes events, each only once: `memo` maps the SHA-256 (hex) of everything that makes an event to its bytes."""

    def __init__(self, voice: Voice, memo: MutableMapping[str, bytes] | None = None) -> None:
        self._voice = voice
        self._memo = memo
        self._touchstone = _touchstone(voice) if memo is not None else b""

    def write(self, plan: Plan) -> bytes:
        """The bytes of the event. Raises ValueError, OverflowError or AssertionError where it cannot be written."""
        if self._memo is None:
            return _bytes(plan, self._voice)
        key = hashlib.sha256(self._touchstone + repr(plan).encode()).hexdigest()
        data = self._memo.get(key)
        if data is None:
            self._memo[key] = data = _bytes(plan, self._voice)
        return data


def component(plan: Plan, voice: Voice) -> icalendar.Component:
    """The event (or the task) with its alarm."""
    made = _filled(icalendar.Todo() if voice.settings.todo else icalendar.Event(), event(plan, voice))
    ringing = alarm(plan, voice)
    if ringing:
        # A task has no start: its alarm counts from the end, which is its due date (RFC 5545, 3.8.6.3).
        made.add_component(_filled(icalendar.Alarm(), ringing, {"RELATED": "END"} if voice.settings.todo else {}))
    return made


def header(settings: FeedSettings, name: str) -> icalendar.Calendar:
    """The calendar without events. `Calendar.new` is not used: it invents a UID, and leaves out `VALUE=`."""
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
    """The calendar with these events: together the same bytes as if icalendar had written all of it.

    Without any event it holds a time zone that nothing uses: RFC 5545 asks for one component at least.
    """
    data = made.to_ical().removesuffix(_END)
    return (data, *(events or [_utc().to_ical()]), _END)


def _bytes(plan: Plan, voice: Voice) -> bytes:
    data: bytes = component(plan, voice).to_ical()
    return data


def _filled(
    made: icalendar.Component, properties: Iterable[Property], parameters: Mapping[str, str] | None = None
) -> icalendar.Component:
    for name, value in properties:
        made.add(name, _typed(name, value), dict(parameters or {}) if name == "trigger" else {})
    return made


def _typed(name: str, value: Value) -> object:
    """The value in icalendar's type, so that no version guesses another."""
    if isinstance(value, str):
        return prop.vUri(value) if name in _ADDRESSES else _Text(value)
    return value


class _Text(prop.vText):
    r"""Text, escaped as RFC 5545, 3.3.11 says. icalendar's own takes the two characters `\N` for a line break."""

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
def _touchstone(voice: Voice) -> bytes:
    """What makes events beside their plans: settings, language, icalendar, and how we word and write each kind.

    The last is told by writing samples, so that no better wording or mended property is hidden by an old memo.
    """
    said = (icalendar.__version__, voice.settings, voice.texts.language, voice.discretion)
    samples = [_sample(kind) for kind in get_args(FollowUpKind)]
    digests = [Plan("d", UNDATED, (samples[0].matters[0],), digest=True, is_today=today) for today in (True, False)]
    written = [_bytes(plan, voice) for plan in (*samples, *digests)]
    return hashlib.sha256(repr((said, written)).encode()).digest()


def _sample(kind: FollowUpKind) -> Plan:
    yearly = PartialDate(2, 29) if kind in {"birthday", "anniversary"} else None
    more = tuple(More(each, "A B", UNDATED, "**C** [[D]]") for each in get_args(More.__annotations__["kind"]))
    people = tuple(Attendant(name, private=False) for name in ("Ada B", "Bo C", "Cy D", "Dee E"))
    matter = Matter(
        "a", kind, people, UNDATED, "R, s.", False, "", "P/Q.md", ("+39 (0)2 1234",), ("a@b.it",), yearly, more
    )
    return Plan("a", date(2001, 2, 3), (matter,), waiting=2)
