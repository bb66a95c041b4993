"""A calendar's events (iCalendar, RFC 5545) as Appointments.

Series are expanded by recurring-ical-events, in the zone of the event: clock changes, UNTIL and moved occurrences are
compared as instants. The result is in the reader's local time.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from mdnetwork.errors import ExchangeError
from mdnetwork.exchange import values
from mdnetwork.exchange.cards import Appointment, Guest, SkippedRecord
from mdnetwork.exchange.values import email_key
from mdnetwork.i18n import Sentence
from mdnetwork.lazy import lazy
from mdnetwork.names import fold, same
from mdnetwork.vocabulary.notes import CANCELLED

if TYPE_CHECKING:
    import zoneinfo

    import icalendar
    import recurring_ical_events
else:
    icalendar = lazy("icalendar")
    recurring_ical_events = lazy("recurring_ical_events")
    zoneinfo = lazy("zoneinfo")

_MOST = 1000
"""The most occurrences of one series that are read."""
_TOO_OFTEN = ("SECONDLY", "MINUTELY", "HOURLY")
_NO_PERSON = frozenset({"RESOURCE", "ROOM", "GROUP"})
_ROOMS = "@resource.calendar.google.com"
_DECLINED = Sentence("You declined it.")
_NO_DAYS = Sentence("Its dates cannot be read.")
_WHEN = frozenset({"DTSTART", "RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
"""The properties that decide on which days an event is."""
_YEARS = 30
"""How long a series without an end is followed at most, from the first day that is wanted."""
_UNQUOTED = re.compile(rb';TZID=([^":;\r\n]*:[^"\r\n]*?):(?=\d{8})')
"""A zone whose name has a colon and no quotation marks, as Outlook writes it: `TZID=(UTC+01:00) Amsterdam, Berlin`."""
_OFFSET = re.compile(r"(?:UTC|GMT)\s*([+-])(\d{1,2}):?(\d{2})?", re.IGNORECASE)
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
    """All events in the window, with each occurrence of a series separately. Declined ones are skipped.

    Days and times are those of this machine's zone; times without a zone stay as they are. Of several versions of an
    event the one with the highest SEQUENCE counts, then the one with the latest DTSTAMP (RFC 5546, section 2.1.5).
    Raises ExchangeError if the file is not a calendar.
    """
    if b"END:VCALENDAR" not in data.upper():
        raise ExchangeError(f"{name} is not a complete calendar: export it again.")
    if _depth(data) > _DEEPEST:
        raise ExchangeError(f"{name} is nested too deep to be a calendar: export it again.")
    try:
        calendars = icalendar.Calendar.from_ical(_quoted(data.removeprefix(b"\xef\xbb\xbf")), multiple=True)
    except (ValueError, IndexError, KeyError) as error:
        message = f"{name} is not a complete calendar ({str(error)[:80]}): export it again."
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


def _quoted(data: bytes) -> bytes:
    """The calendar with quotation marks around names of zones that need them (RFC 5545, section 3.1)."""
    return _UNQUOTED.sub(rb';TZID="\1":', data)


class _EventReader:
    def __init__(self, calendar: Any, name: str, window: Window) -> None:
        self._calendar, self._name, self._window = calendar, name, window
        self._is_cancelling = str(calendar.get("METHOD", "")).upper() == "CANCEL"

    def read(self) -> Iterator[Appointment | SkippedRecord]:
        series: dict[str, dict[dt.date | None, Any]] = {}
        for number, event in enumerate(self._calendar.walk("VEVENT"), 1):
            if "DTSTART" not in event or _WHEN & {key for key, _ in event.errors}:
                yield SkippedRecord(
                    f"{self._name}:{number} {values.plain_line(str(event.get('SUMMARY', '')))}", _NO_DAYS
                )
                continue
            versions = series.setdefault(str(event.get("UID", f"{self._name}:{number}")), {})
            occurrence = _instant(event["RECURRENCE-ID"]) if "RECURRENCE-ID" in event else None
            if occurrence not in versions or _version(versions[occurrence]) <= _version(event):
                versions[occurrence] = event
        for uid, versions in series.items():
            yield from self._appointments(uid, versions)

    def _appointments(self, uid: str, versions: dict[dt.date | None, Any]) -> Iterator[Appointment | SkippedRecord]:
        """The appointments of one UID: `versions` has the event itself under None, and each changed occurrence."""
        master = versions.get(None)
        changed = [event for occurrence, event in versions.items() if occurrence is not None]
        if master is None:  # a series of which only these occurrences were sent
            for event in changed:
                yield from self._appointment(event, event, f"{uid} {_day_named(event['RECURRENCE-ID'], event)}")
        elif "RRULE" in master or "RDATE" in master:
            for event in self._occurrences(master, changed):
                named = event.get("RECURRENCE-ID", event["DTSTART"])
                yield from self._appointment(event, master, f"{uid} {_day_named(named, master)}")
        else:
            yield from self._appointment(master, master, uid)
            for event in changed:
                yield from self._appointment(event, master, f"{uid} {_day_named(event['RECURRENCE-ID'], master)}")

    def _occurrences(self, master: Any, changed: Iterable[Any]) -> Iterator[Any]:
        """The occurrences of a series in the window, at most `_MOST` of them."""
        calendar = icalendar.Calendar()
        if "X-WR-TIMEZONE" in self._calendar:
            calendar["X-WR-TIMEZONE"] = self._calendar["X-WR-TIMEZONE"]
        calendar.add_component(_bounded(master))
        for event in changed:
            event["RECURRENCE-ID"].dt = _in_zone_of(event["RECURRENCE-ID"].dt, master)
            calendar.add_component(event)
        first = min(_day(master["DTSTART"].dt), *(_day(event["DTSTART"].dt) for event in changed), dt.date.max)
        start = max(self._window.since, first) - dt.timedelta(days=1)
        stop = min(self._window.until, start.replace(year=min(start.year + _YEARS, dt.MAXYEAR - 1), day=1))
        if stop < start:
            return
        try:
            found = recurring_ical_events.of(calendar).between(start, stop + dt.timedelta(days=2))
        except (ValueError, OverflowError):  # a rule that means nothing: the event is on its first day
            found = [master]
        yield from islice(sorted(found, key=lambda event: _local(event["DTSTART"]).isoformat()), _MOST)

    def _appointment(self, event: Any, series: Any, key: str) -> Iterator[Appointment | SkippedRecord]:
        moment = _local(event["DTSTART"])
        day = _day(moment)
        if not self._window.since <= day <= self._window.until:
            return
        where = f"{self._name}:{day}"
        title, is_called_off = _without_cancelled(
            values.plain_line(str(event.get("SUMMARY", series.get("SUMMARY", ""))))
        )
        guests = tuple(_guests(event)) or tuple(_guests(series))
        if any(guest.declined and self._is_me(guest) for guest in guests):
            yield SkippedRecord(f"{where} {title}", _DECLINED)
            return
        sequence, stamp = _version(event)
        yield Appointment(
            key,
            day,
            title,
            where,
            f"{moment:%H:%M}" if isinstance(moment, dt.datetime) else "",
            values.plain_line(str(event.get("LOCATION", ""))),
            tuple(guest for guest in guests if not self._is_me(guest) and not guest.declined),
            sequence=sequence,
            stamp=stamp,
            cancelled=is_called_off or self._is_cancelling or str(event.get("STATUS", "")).upper() == "CANCELLED",
        )

    def _is_me(self, guest: Guest) -> bool:
        return email_key(guest.email) in self._window.me or same(guest.name) in self._window.me


def _version(event: Any) -> tuple[int, str]:
    """SEQUENCE and DTSTAMP, which order the versions of an event."""
    try:
        sequence = int(event.get("SEQUENCE", 0))
    except (TypeError, ValueError):
        sequence = 0
    stamp = getattr(event.get("DTSTAMP"), "dt", None)
    return sequence, f"{stamp:%Y%m%dT%H%M%SZ}" if isinstance(stamp, dt.datetime) else ""


def _without_cancelled(title: str) -> tuple[str, bool]:
    """A title without "Canceled: ", which Outlook puts before it, and whether it was there."""
    first, colon, rest = title.partition(":")
    if colon and fold(first).strip() in CANCELLED:
        return rest.strip(), True
    return title, False


def _bounded(event: Any) -> Any:
    """The event without rules that repeat it within a day or never end. Without any rule it happens once."""
    if "RRULE" not in event:
        return event
    rules = event["RRULE"] if isinstance(event["RRULE"], list) else [event["RRULE"]]
    kept = [rule for rule in rules if _is_bounded(rule)]
    if len(kept) == len(rules):
        return event
    copied = event.copy()
    for part in event.subcomponents:
        copied.add_component(part)
    del copied["RRULE"]
    if kept:
        copied["RRULE"] = kept
    return copied


def _is_bounded(rule: Any) -> bool:
    often = str((rule.get("FREQ") or [""])[0]).upper()
    return bool(often) and often not in _TOO_OFTEN and 0 not in rule.get("INTERVAL", [])


def _day(moment: dt.date) -> dt.date:
    return moment.date() if isinstance(moment, dt.datetime) else moment


def _instant(written: Any) -> dt.date:
    """A moment in a form in which equal instants are equal."""
    moment = _with_zone(written)
    return moment.astimezone(dt.UTC) if isinstance(moment, dt.datetime) and moment.tzinfo else moment


def _local(written: Any) -> dt.date:
    """A moment in the zone of this machine. A day, and a time without a zone, stay as they are."""
    moment = _with_zone(written)
    if isinstance(moment, dt.datetime) and moment.tzinfo is not None:
        return moment.astimezone().replace(tzinfo=None)
    return moment


def _day_named(written: Any, series: Any) -> dt.date:
    """The day by which an occurrence is known: in the zone of its series, in that of this machine if that is UTC."""
    zone = getattr(_with_zone(series["DTSTART"]), "tzinfo", None)
    moment = _with_zone(written)
    if zone is None or not isinstance(moment, dt.datetime) or moment.tzinfo is None or str(zone) == "UTC":
        return _day(_local(written))
    return moment.astimezone(zone).date()


def _in_zone_of(moment: dt.date, series: Any) -> dt.date:
    zone = getattr(series["DTSTART"].dt, "tzinfo", None)
    is_moment = isinstance(moment, dt.datetime) and moment.tzinfo is not None
    return moment.astimezone(zone) if zone and isinstance(moment, dt.datetime) and is_moment else moment


def _with_zone(written: Any) -> dt.date:
    """The moment of a property. A zone that icalendar does not know is looked up by the city or the offset it names."""
    moment: dt.date = written.dt
    if not isinstance(moment, dt.datetime) or moment.tzinfo is not None:
        return moment
    zone = _zone(str(written.params.get("TZID", "")))
    return moment.replace(tzinfo=zone) if zone else moment


@cache
def _zone(name: str) -> dt.tzinfo | None:
    """The zone of "(UTC+01:00) Amsterdam, Berlin": that of the first city that is known, else the offset. Else None."""
    if not name:
        return None
    cities = [city.strip().replace(" ", "_") for city in name.rpartition(")")[2].replace("\\", "").split(",")]
    known = {zone.rpartition("/")[2]: zone for zone in sorted(zoneinfo.available_timezones())}
    for city in cities:
        if city in known:
            return zoneinfo.ZoneInfo(known[city])
    offset = _OFFSET.search(name)
    if offset is None:
        return None
    size = dt.timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    return dt.timezone(-size if offset[1] == "-" else size)


def _guests(event: Any) -> Iterator[Guest]:
    """All attendees and the organizer, each once, without rooms and resources. Two people may share a mailbox."""
    seen: set[tuple[str, str]] = set()
    for key in ("ATTENDEE", "ORGANIZER"):
        found = event.get(key, [])
        for each in found if isinstance(found, list) else [found]:
            email = email_key(str(each))
            kind = str(each.params.get("CUTYPE", "")).upper()
            name = values.plain_line(str(each.params.get("CN", ""))).strip("\"'")
            name = "" if email_key(name) else name
            keys = {(email or str(each), same(name)), (email or str(each), "")}
            if kind in _NO_PERSON or email.endswith(_ROOMS) or (keys <= seen if name else keys & seen):
                continue
            seen |= keys
            declined = str(each.params.get("PARTSTAT", "")).upper() == "DECLINED"
            yield Guest(name, email, declined)
