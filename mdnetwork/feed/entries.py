"""Feed: an event as data. Every property that it gets, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from mdnetwork.dates import PartialDate
from mdnetwork.feed.describing import description, note_link
from mdnetwork.feed.discretion import Discretion
from mdnetwork.feed.matter import Matter, Plan
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.feed.wording import title
from mdnetwork.messages import Texts

Value = str | date | timedelta | Mapping[str, str | int] | list[str]
Property = tuple[str, Value]
"""A name and a value: text, a day, a time in UTC, a length of time, a rule, or a list of texts."""

LEAP_YEAR = 2000
"""Where a day that comes round begins when its year is not known, or nobody's business. Never 0000: clients choke."""
_FEBRUARY, _LEAP_DAY = 2, 29


@dataclass(frozen=True)
class Voice:
    """How events are told: the feed's settings, who may be named, the language."""

    settings: FeedSettings
    discretion: Discretion
    texts: Texts


def event(plan: Plan, voice: Voice) -> list[Property]:
    """The properties of a VEVENT (RFC 5545, 3.6.1), or of a VTODO where the settings ask for tasks.

    No LAST-MODIFIED (ICSx5 skips events where it does not grow), no SEQUENCE (nothing is scheduled).
    Raises OverflowError when the event would end after the last day of the calendar.
    """
    told = [matter for matter in plan.matters if not voice.discretion.is_busy(matter)]
    return [
        ("uid", plan.uid),
        ("dtstamp", datetime.combine(max(matter.stamp for matter in plan.matters), time(), UTC)),
        ("summary", title(plan, voice.discretion, voice.texts)),
        ("class", "PRIVATE"),
        *(_as_task(plan) if voice.settings.todo else _all_day(plan, voice)),
        *_told(plan, told, voice),
    ]


def alarm(plan: Plan, voice: Voice) -> list[Property]:
    """The properties of a VALARM at the hour of the settings; none where they name no hour.

    All three are needed: Nextcloud and Home Assistant refuse an alarm that lacks one.
    """
    if voice.settings.alarm is None:
        return []
    return [
        ("action", "DISPLAY"),
        ("description", title(plan, voice.discretion, voice.texts)),
        ("trigger", timedelta(hours=voice.settings.alarm)),
    ]


def _all_day(plan: Plan, voice: Voice) -> Iterator[Property]:
    """All-day, from the day to the next, and not blocking it for others."""
    born = plan.matters[0].yearly
    first = _first_time(born, plan.matters[0], voice.discretion) if born else None
    start = first or plan.day
    if born and first:
        yield "rrule", _every_year(born)
    yield "dtstart", start
    yield "dtend", start + timedelta(days=1)
    yield "transp", "TRANSPARENT"


def _first_time(born: PartialDate, matter: Matter, discretion: Discretion) -> date | None:
    """The day of birth, or the same in a fixed year where it is unknown, or where the feed tells but initials."""
    year = born.year if discretion.is_open and not discretion.is_busy(matter) else None
    return born.in_year(year or LEAP_YEAR)


def _every_year(born: PartialDate) -> dict[str, str | int]:
    """A plain yearly rule shows 29 February in leap years only; this one takes the last day of the month."""
    if (born.month, born.day) == (_FEBRUARY, _LEAP_DAY):
        return {"freq": "YEARLY", "bymonth": _FEBRUARY, "bymonthday": -1}
    return {"freq": "YEARLY"}


def _as_task(plan: Plan) -> Iterator[Property]:
    """A task is due on its day, a birthday's on the next one: a rule since 1815 would be overdue since then."""
    yield "due", plan.day
    yield "status", "NEEDS-ACTION"


def _told(plan: Plan, told: list[Matter], voice: Voice) -> Iterator[Property]:
    """What is told of those who may be named. Two notes of a digest would need two addresses: it has none."""
    if told:
        yield "categories", list(dict.fromkeys(matter.kind for matter in told))
    if told and voice.discretion.is_open:
        words = description(plan, voice.settings.vault_name, voice.discretion, voice.texts)
        link = "" if plan.digest else note_link(told[0], voice.settings.vault_name, voice.discretion)
        yield from ((name, value) for name, value in (("description", words), ("url", link)) if value)
