"""Invented follow-ups, and judges who did not write the feed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any

import icalendar
import recurring_ical_events
import vobject
from ical.calendar_stream import IcsCalendarStream

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.calendar.text import Calendar, KeptEvent, calendar
from mdnetwork.i18n import texts
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, History, Person
from mdnetwork.people import People
from support.spelled_out import spelled_out

TODAY = dt.date(2026, 11, 25)
"""A Wednesday."""
VAULT = FeedSettings(vault_name="My vault")


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def person(name: str = "Ada Loughton", **fields: Any) -> Person:
    return Person(**{"id": name.casefold(), "name": name, "path": f"People/{name}.md", **fields})


ADA, BRUNO, CARLA = person(), person("Bruno Neri"), person("Carla Verdi")


def said(date: dt.date | None, text: str = "Coffee", **fields: Any) -> Evidence:
    return Evidence(**{"date": date, "path": "People/Ada Loughton.md", "line": 7, "text": text, **fields})


def due(kind: FollowUpKind = "cadence", who: Person = ADA, days: int = 0, **fields: Any) -> FollowUp:
    """A follow-up that has been due for so many days (fewer than 0: is due in so many)."""
    day = ago(days)
    defaults = {"late_after": day, "people": (who,), "path": who.path}
    return FollowUp(kind, who, **{"due": day, "reason": "Last talk on 1 October.", **defaults, **fields})


def due_for_nobody(title: str = "Find a printer", days: int = 0, note: str = "A tour", **fields: Any) -> FollowUp:
    """A step of a goal that has been due for so many days."""
    day = ago(days)
    step = said(None, title, path="Goals/Tour.md", line=9, source="task")
    defaults = {"late_after": day, "evidence": (step,), "discriminator": f"a tour\n{title}", "path": "Goals/Tour.md"}
    reason = f"A step towards “{note}”: {title}."
    return FollowUp("goal", None, **{"due": day, "reason": reason, "title": title, "note": note, **defaults, **fields})


class InMemory:
    """A follow-up as a candidate for a feed: the plain twin of a row in the store."""

    def __init__(self, follow_up: FollowUp) -> None:
        self._follow_up = follow_up
        self.kind, self.identity, self.person = follow_up.kind, follow_up.identity, follow_up.person
        self.due, self.late_after, self.discriminator = follow_up.due, follow_up.late_after, follow_up.discriminator
        self.superseded, self.people = follow_up.superseded, follow_up.people

    def load(self) -> FollowUp:
        return self._follow_up

    def inputs(self, today: dt.date) -> str:
        return spelled_out(
            (self._follow_up, today if any(e.date and e.date > today for e in self._follow_up.evidence) else 0)
        )

    def lines(self) -> list[tuple[str, int]]:
        return [(each.path, each.line) for each in self._follow_up.evidence]


def feed(
    *follow_ups: FollowUp,
    settings: FeedSettings = VAULT,
    today: dt.date = TODAY,
    histories: Iterable[History] = (),
    kept: Mapping[str, KeptEvent] | None = None,
) -> Calendar:
    told = tuple(histories) or tuple(
        History(each) for each in {f.person.id: f.person for f in follow_ups if f.person}.values()
    )
    found = [InMemory(each) for each in follow_ups]
    return calendar(found, People(told), settings, today, texts(settings.language), kept)


def events(built: Calendar) -> list[Any]:
    """Its events (or tasks), by title and day."""
    parsed = icalendar.Calendar.from_ical(built.data)
    found = [each for each in parsed.subcomponents if each.name != "VTIMEZONE"]
    return sorted(found, key=lambda each: (str(each["SUMMARY"]), day_of(each)))


def only(built: Calendar) -> Any:
    (event,) = events(built)
    return event


def day_of(event: Any) -> dt.date:
    day: dt.date = event.decoded("DTSTART" if "DTSTART" in event else "DUE")
    return day


def titles(built: Calendar) -> list[str]:
    return [str(each["SUMMARY"]) for each in events(built)]


def days(built: Calendar) -> list[tuple[str, dt.date]]:
    return [(str(each["SUMMARY"]), day_of(each)) for each in events(built)]


def judged(built: Calendar) -> int:
    """How many events and tasks every judge finds; fails where one of them objects, or the bytes are not right."""
    check_bytes(built.data)
    text = built.data.decode()
    mine = len(events(built))
    stream = IcsCalendarStream.calendar_from_ics(text)
    theirs = vobject.readOne(text).contents
    parsed = icalendar.Calendar.from_ical(built.data)
    list(recurring_ical_events.of(parsed, components=["VEVENT", "VTODO"]).between(ago(90), ago(-400)))
    assert len(stream.events) + len(stream.todos) == mine
    assert len(theirs.get("vevent", ())) + len(theirs.get("vtodo", ())) == mine
    assert not any(each.errors for each in parsed.walk())
    return mine


def check_bytes(data: bytes) -> None:
    """What no judge catches, and one client or another chokes on."""
    assert data.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
    assert data.endswith(b"END:VCALENDAR\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert all(line.strip() and len(line) <= 75 for line in lines)
    assert not any(byte < 32 or byte == 127 for line in lines for byte in line)
    assert not any(line.startswith((b"LAST-MODIFIED", b"METHOD", b"SEQUENCE")) for line in lines)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert b"X-PUBLISHED-TTL:PT1H" in lines
    for line in lines:
        line.decode()  # no character is folded apart
        assert not line.startswith((b"DTSTART:", b"DTEND:", b"DUE:")) or line == b"DTSTART:19700101T000000"
    uids = sorted(line for line in lines if line.startswith(b"UID:"))
    assert all(len(uid) == 68 and set(uid[4:]) <= set(b"0123456789abcdef") for uid in uids)
    assert not any(one == other for one, other in pairwise(uids))
    opened = [line for line in lines if line.startswith((b"BEGIN:", b"END:"))]
    assert len(opened) >= 4
