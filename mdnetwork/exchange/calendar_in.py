"""A calendar's events (iCalendar, RFC 5545) as Appointments. One of the two users of icalendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from mdnetwork.errors import ExchangeError
from mdnetwork.exchange import values
from mdnetwork.exchange.cards import Appointment, Guest, SkippedRecord
from mdnetwork.exchange.values import email_key
from mdnetwork.lazy import lazy
from mdnetwork.names import same

if TYPE_CHECKING:
    import zoneinfo

    import icalendar
    from dateutil import rrule
else:
    rrule = lazy("dateutil.rrule")
    icalendar = lazy("icalendar")
    zoneinfo = lazy("zoneinfo")

_MOST = 1000
"""The most occurrences of one series that are read."""
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_NO_PERSON = frozenset({"RESOURCE", "ROOM", "GROUP"})
_ROOMS = "@resource.calendar.google.com"
_CANCELLED = "It was cancelled."
_DECLINED = "You declined it."
_NO_DAYS = "Its days cannot be read."
_WHEN = frozenset({"DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
"""The properties that decide on which days an event is."""
_WHOLE_DAY = "It takes whole days and nobody comes."
_EDGE = re.compile(rb"^(BEGIN|END):", re.IGNORECASE | re.MULTILINE)
_DEEPEST = 10
"""The most levels of nested components; the standards have three (a calendar, an event, an alarm)."""


@dataclass(frozen=True, slots=True)
class Window:
    """The first and the last day of which events are read, and the user's own addresses and names."""

    since: dt.date = dt.date.min
    until: dt.date = dt.date.max
    me: frozenset[str] = frozenset()


def read_calendar(data: bytes, name: str, window: Window) -> Iterator[Appointment | SkippedRecord]:
    """All events in the window, with each occurrence of a series separately. Cancelled and declined ones are skipped.

    Days are in the event's own time zone. Times in UTC are in the calendar's zone (X-WR-TIMEZONE) if it has one, else
    in that of this machine. Raises ExchangeError if the file is not a calendar.
    """
    if b"END:VCALENDAR" not in data.upper():
        raise ExchangeError(f"{name} is no whole calendar: export it again.")
    if _depth(data) > _DEEPEST:
        raise ExchangeError(f"{name} has parts in parts in parts, too deep to be a calendar: export it again.")
    try:
        calendars = icalendar.Calendar.from_ical(data.removeprefix(b"\xef\xbb\xbf"), multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        message = f"{name} is no whole calendar ({str(error)[:80]}): export it again."
        raise ExchangeError(message) from error
    for calendar in calendars:
        yield from _EventReader(calendar, name, window).read()


def _depth(data: bytes) -> int:
    """The deepest nesting of a calendar's components."""
    now = most = 0
    for edge in _EDGE.finditer(data):
        now += 1 if edge[1].upper() == b"BEGIN" else -1
        most = max(most, now)
    return most


class _EventReader:
    def __init__(self, calendar: Any, name: str, window: Window) -> None:
        self._calendar, self._name, self._window = calendar, name, window
        self._zone = _zone(str(calendar.get("X-WR-TIMEZONE", "")))

    def read(self) -> Iterator[Appointment | SkippedRecord]:
        masters: list[Any] = []
        moved: dict[tuple[str, dt.date], Any] = {}
        for number, event in enumerate(self._calendar.walk("VEVENT"), 1):
            uid = str(event.get("UID", f"{self._name}:{number}"))
            if "DTSTART" not in event or _WHEN & {key for key, _ in event.errors}:
                yield SkippedRecord(f"{self._name}:{number} {values.line(str(event.get('SUMMARY', '')))}", _NO_DAYS)
            elif "RECURRENCE-ID" in event:
                moved[uid, self._day(event["RECURRENCE-ID"].dt)] = event
            else:
                masters.append((uid, event))
        known = {uid for uid, _ in masters}
        for uid, event in masters:
            for day, is_series in self._days(event):
                changed = moved.get((uid, day)) if is_series else None
                yield from self._told(
                    changed or event, event, f"{uid} {day}" if is_series else uid, day, moved=bool(changed)
                )
        for (uid, day), event in moved.items():  # a series of which only this occurrence was sent
            if uid not in known:
                yield from self._told(event, event, f"{uid} {day}", day, moved=True)

    def _told(
        self, event: Any, series: Any, key: str, day: dt.date, *, moved: bool
    ) -> Iterator[Appointment | SkippedRecord]:
        day = self._day(event["DTSTART"].dt) if moved else day
        if not self._window.since <= day <= self._window.until:
            return
        where = f"{self._name}:{day}"
        title = values.line(str(event.get("SUMMARY", series.get("SUMMARY", ""))))
        guests = tuple(_guests(event)) or tuple(_guests(series))
        if str(event.get("STATUS", "")).upper() == "CANCELLED":
            yield SkippedRecord(f"{where} {title}", _CANCELLED)
        elif any(guest.declined and self._is_me(guest) for guest in guests):
            yield SkippedRecord(f"{where} {title}", _DECLINED)
        else:
            others = tuple(guest for guest in guests if not self._is_me(guest) and not guest.declined)
            place = values.line(str(event.get("LOCATION", "")))
            yield Appointment(key, day, title, where, self._time(event["DTSTART"].dt), place, others)

    def _is_me(self, guest: Guest) -> bool:
        return email_key(guest.email) in self._window.me or same(guest.name) in self._window.me

    def _days(self, event: Any) -> Iterator[tuple[dt.date, bool]]:
        """The days on which it starts, and whether it is a series."""
        start = event["DTSTART"].dt
        if "RRULE" not in event and "RDATE" not in event:
            yield self._day(start), False
            return
        first = (
            dt.datetime.combine(start, dt.time()) if not isinstance(start, dt.datetime) else start.replace(tzinfo=None)
        )
        gone = {self._day(day) for day in _listed(event, "EXDATE")}
        own = self._day(start) - first.date()
        found = {self._day(day) for day in _listed(event, "RDATE")} | {self._day(start)}
        if "RRULE" in event:
            found |= {each.date() + own for each in self._repeated(event, first)}
        yield from ((day, True) for day in sorted(found - gone))

    def _repeated(self, event: Any, first: dt.datetime) -> list[dt.datetime]:

        rules = event["RRULE"] if isinstance(event["RRULE"], list) else [event["RRULE"]]
        found: list[dt.datetime] = []
        for rule in rules:
            plain = {key: value for key, value in rule.items() if key != "UNTIL"}
            often = str((plain.get("FREQ") or [""])[0]).upper()
            if not often or often in _TOO_OFTEN or 0 in plain.get("INTERVAL", []):  # a rule that never ends
                continue
            ends = [until.date() if isinstance(until, dt.datetime) else until for until in rule.get("UNTIL", [])]
            last = min([*ends, self._window.until])
            text = type(rule)(plain).to_ical().decode()
            try:
                times = rrule.rrulestr(text, dtstart=first)
            except ValueError:
                continue
            begin = dt.datetime.combine(max(self._window.since, first.date()), dt.time())
            within = times.xafter(begin - dt.timedelta(days=1), inc=True)
            found += islice((each for each in _up_to(within, last)), _MOST)
        return found

    def _day(self, moment: dt.date) -> dt.date:
        if not isinstance(moment, dt.datetime):
            return moment
        return self._local(moment).date()

    def _time(self, moment: dt.date) -> str:
        return f"{self._local(moment):%H:%M}" if isinstance(moment, dt.datetime) else ""

    def _local(self, moment: dt.datetime) -> dt.datetime:
        """A time in UTC, converted to the zone of the calendar or of this machine; any other time unchanged."""
        is_utc = moment.tzinfo is not None and moment.tzname() == "UTC"
        return moment.astimezone(self._zone) if is_utc else moment


def _up_to(times: Iterator[dt.datetime], last: dt.date) -> Iterator[dt.datetime]:
    for each in times:
        if each.date() > last:
            return
        yield each


def _zone(name: str) -> dt.tzinfo | None:

    try:
        return zoneinfo.ZoneInfo(name) if name else None
    except (ValueError, OSError, KeyError):
        return None


def _listed(event: Any, key: str) -> Iterator[dt.date]:
    """The days of EXDATE or RDATE, which may have several lines."""
    found = event.get(key, [])
    for line in found if isinstance(found, list) else [found]:
        for each in getattr(line, "dts", []):
            yield each.dt[0] if isinstance(each.dt, tuple) else each.dt


def _guests(event: Any) -> Iterator[Guest]:
    """All attendees and the organizer, each once, without rooms and resources. Two people may share a mailbox."""
    seen: set[tuple[str, str]] = set()
    for key in ("ATTENDEE", "ORGANIZER"):
        found = event.get(key, [])
        for each in found if isinstance(found, list) else [found]:
            email = email_key(str(each))
            kind = str(each.params.get("CUTYPE", "")).upper()
            name = values.line(str(each.params.get("CN", ""))).strip("\"'")
            name = "" if email_key(name) else name
            keys = {(email or str(each), same(name)), (email or str(each), "")}
            if kind in _NO_PERSON or email.endswith(_ROOMS) or (keys <= seen if name else keys & seen):
                continue
            seen |= keys
            declined = str(each.params.get("PARTSTAT", "")).upper() == "DECLINED"
            yield Guest(name, email, declined)
