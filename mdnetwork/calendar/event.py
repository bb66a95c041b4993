"""Feed: an event as data. Every property that it gets, and why.

The way back: whether somebody completed a task of ours in a calendar application, and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

import icalendar

from mdnetwork.calendar import details
from mdnetwork.calendar.details import EventDetails, ExtraLine, PlannedEvent, cut, lines, one_line
from mdnetwork.calendar.settings import FeedSettings
from mdnetwork.dates import PartialDate
from mdnetwork.followups.text import plain
from mdnetwork.i18n import Texts
from mdnetwork.kinds import KIND
from mdnetwork.people.privacy import PrivacyFilter
from mdnetwork.phrases import listed

Value = str | date | timedelta | Mapping[str, str | int] | list[str]
Property = tuple[str, Value]
"""A name and a value: text, a day, a time in UTC, a duration, a rule, or a list of texts."""

LEAP_YEAR = 2000
"""The first year of a yearly event if the real year is unknown or private. Never 0000, which breaks clients."""
_FEBRUARY, _LEAP_DAY = 2, 29


@dataclass(frozen=True)
class RenderContext:
    """How to render events: the feed's settings, its privacy, and the language."""

    settings: FeedSettings
    privacy: PrivacyFilter
    texts: Texts


def event(plan: PlannedEvent, voice: RenderContext) -> list[Property]:
    """The properties of a VEVENT (RFC 5545, 3.6.1), or of a VTODO if the settings ask for tasks.

    No LAST-MODIFIED (ICSx5 skips events where it does not grow), no SEQUENCE (nothing is scheduled). Raises
    OverflowError if the event would end after the last day of the calendar.
    """
    told = [matter for matter in plan.matters if not voice.privacy.is_busy(matter)]
    return [
        ("uid", plan.uid),
        ("dtstamp", datetime.combine(max(matter.stamp for matter in plan.matters), time(), UTC)),
        ("summary", title(plan, voice.privacy, voice.texts)),
        ("class", "PRIVATE"),
        *(_as_task(plan) if voice.settings.todo else _all_day(plan, voice)),
        *_told(plan, told, voice),
    ]


def alarm(plan: PlannedEvent, voice: RenderContext) -> list[Property]:
    """The properties of a VALARM at the hour in the settings; empty without an hour.

    All three are needed: Nextcloud and Home Assistant refuse an alarm that lacks one.
    """
    if voice.settings.alarm is None:
        return []
    return [
        ("action", "DISPLAY"),
        ("description", title(plan, voice.privacy, voice.texts)),
        ("trigger", timedelta(hours=voice.settings.alarm)),
    ]


def _all_day(plan: PlannedEvent, voice: RenderContext) -> Iterator[Property]:
    """All-day, from the day to the next, and free (TRANSPARENT)."""
    born = plan.matters[0].yearly
    first = _first_time(born, plan.matters[0], voice.privacy) if born else None
    start = first or plan.day
    if born and first:
        yield "rrule", _every_year(born)
    yield "dtstart", start
    yield "dtend", start + timedelta(days=1)
    yield "transp", "TRANSPARENT"


def _first_time(born: PartialDate, matter: EventDetails, privacy: PrivacyFilter) -> date | None:
    """The day of birth; in a fixed year if the year is unknown, or if the feed shows only initials."""
    year = born.year if privacy.is_open and not privacy.is_busy(matter) else None
    return born.in_year(year or LEAP_YEAR)


def _every_year(born: PartialDate) -> dict[str, str | int]:
    """A yearly rule. For 29 February it uses the last day of the month, since a plain rule skips common years."""
    if (born.month, born.day) == (_FEBRUARY, _LEAP_DAY):
        return {"freq": "YEARLY", "bymonth": _FEBRUARY, "bymonthday": -1}
    return {"freq": "YEARLY"}


def _as_task(plan: PlannedEvent) -> Iterator[Property]:
    """A task is due on its day, a yearly one on its next occurrence: a rule since 1815 would be overdue since then."""
    yield "due", plan.day
    yield "status", "NEEDS-ACTION"


def _told(plan: PlannedEvent, told: list[EventDetails], voice: RenderContext) -> Iterator[Property]:
    """Properties about nameable people. A digest has no URL, because several notes would need several."""
    if told:
        yield "categories", list(dict.fromkeys(matter.kind for matter in told))
    if told and voice.privacy.is_open:
        words = description(plan, voice.settings.vault_name, voice.privacy, voice.texts)
        link = "" if plan.digest else note_link(told[0], voice.settings.vault_name, voice.privacy)
        yield from ((name, value) for name, value in (("description", words), ("url", link)) if value)


LONGEST = 2048
"""The maximum length of a description, in octets. Google cuts at about 8 kB, and a feed has thousands of them."""
_LINKS = 1024
"""Octets of the description for links. A link that does not fit is left out, because half a link is useless."""


def description(plan: PlannedEvent, vault: str, privacy: PrivacyFilter, texts: Texts) -> str:
    """The description, at most `LONGEST` octets. Only reasons are cut, never links or the number waiting."""
    told = [matter for matter in plan.matters if not privacy.is_busy(matter)]
    if plan.digest:
        body = [line for matter in told for line in _digested(matter, vault, privacy, texts)]
        tail: list[str] = []
    else:
        body = [line for matter in told for line in _reasons(matter, privacy, texts)]
        tail = [link for matter in told for link in _fitting(_links(matter, vault, privacy))]
    tail += _waiting(plan.waiting, texts)
    end = "\n".join(tail)
    why = cut("\n".join(filter(None, body)), LONGEST - len(end.encode()) - 1)
    return "\n".join(filter(None, (why, end)))


def note_link(matter: EventDetails, vault: str, privacy: PrivacyFilter) -> str:
    """The Obsidian link to the note; "" if its path names a private person."""
    return details.obsidian(vault, matter.path) if privacy.may_show(matter.path) else ""


def _reasons(matter: EventDetails, privacy: PrivacyFilter, texts: Texts) -> Iterator[str]:
    if not matter.delicate and privacy.may_show(matter.reason):
        yield lines(matter.reason)
    for each in matter.more:
        words = one_line(plain(each.text))
        if words and privacy.may_show(f"{each.text} {words}"):
            yield _more(each, words, texts)


def _more(more: ExtraLine, words: str, texts: Texts) -> str:
    name = one_line(more.name)
    if more.kind == "log":
        return texts.say("Last entry about {name}, {date}: {words}", name=name, date=more.day, words=words)
    return texts.say("Promised to {name}: {words}", name=name, words=words)


def _digested(matter: EventDetails, vault: str, privacy: PrivacyFilter, texts: Texts) -> Iterator[str]:
    yield f"• {one_line(title_of(matter, privacy, texts))}"
    yield from _reasons(matter, privacy, texts)
    yield from _fitting([note_link(matter, vault, privacy)])


def _links(matter: EventDetails, vault: str, privacy: PrivacyFilter) -> Iterator[str]:
    """Links to call and write (not for a meeting), and to the note."""
    if matter.kind != "prepare":
        yield from map(details.tel, matter.phones)
        yield from map(details.mailto, matter.emails)
    yield note_link(matter, vault, privacy)


def _fitting(found: Iterable[str]) -> Iterator[str]:
    room = _LINKS
    for link in filter(None, dict.fromkeys(found)):
        if len(link) < room:
            room -= len(link) + 1
            yield link


def _waiting(n: int, texts: Texts) -> list[str]:
    if not n:
        return []
    return [texts.count("{n} more follow-up waits in mdnet due.", "{n} more follow-ups wait in mdnet due.", n)]


_NAMED = 3
"""The maximum number of people in the title of a meeting. The others are counted."""
_NAMED_IN_DIGEST = 2
_LONGEST = 400
"""The maximum length of a title, in octets."""


def title(plan: PlannedEvent, privacy: PrivacyFilter, texts: Texts) -> str:
    """The title of an event: the person and the action, the names of a digest, or only "Busy"."""
    told = [matter for matter in plan.matters if not privacy.is_busy(matter)]
    if not told:
        return texts.say("Busy")
    words = _of_digest(plan, told, privacy, texts) if plan.digest else title_of(told[0], privacy, texts)
    return cut(one_line(words), _LONGEST)


def title_of(matter: EventDetails, privacy: PrivacyFilter, texts: Texts) -> str:
    """The title of one follow-up: "Get back to Ada"."""
    names = privacy.names(matter)
    if matter.kind == "anniversary":
        return _anniversary(matter, names[0], privacy, texts)
    if matter.kind == "prepare":
        return KIND["prepare"].title(texts, listed(names[:_NAMED], len(matter.people)))
    return KIND[matter.kind].title(texts, ", ".join(names if KIND[matter.kind].about_several else names[:1]))


def _anniversary(matter: EventDetails, name: str, privacy: PrivacyFilter, texts: Texts) -> str:
    """The key in words, if it may be shown: `wedding_anniversary`."""
    words = one_line(matter.title.replace("_", " ").replace("-", " "))
    if words and privacy.is_open and privacy.may_show(words):
        return f"{words[:1].upper()}{words[1:]}: {name}"
    return KIND["anniversary"].title(texts, name)


def _of_digest(plan: PlannedEvent, told: Sequence[EventDetails], privacy: PrivacyFilter, texts: Texts) -> str:
    first = list(dict.fromkeys(privacy.names(matter)[0] for matter in told))
    names = listed(first[:_NAMED_IN_DIGEST], len(first) + len(plan.matters) - len(told))
    if plan.is_today:
        return texts.say("Today: {names}", names=names)
    return texts.say("Follow-ups: {names}", names=names)


_DONE = 100


class Completed(NamedTuple):
    """A completed task: its UID, and the day or time of completion if the application wrote it."""

    uid: str
    at: date | None


def completed(data: bytes) -> Completed | None:
    """The completed task in a calendar object; None for an open task, an event, or an unreadable object.

    A task is done, by RFC 5545, with a STATUS of COMPLETED (3.8.1.11), a COMPLETED (3.8.2.1), or a PERCENT-COMPLETE
    of 100 (3.8.1.8): applications write one of them, or all. A cancelled task is not done. Raises nothing.
    """
    try:
        task = next(iter(icalendar.Calendar.from_ical(data).walk("VTODO")), None)
        return _completed(task) if task is not None else None
    except Exception:  # noqa: BLE001  objects of others may contain anything, and must not stop the rest
        return None


def _completed(task: icalendar.Component) -> Completed | None:
    status, at = str(task.get("status", "")).upper(), getattr(task.get("completed"), "dt", None)
    done = status == "COMPLETED" or at is not None or int(task.get("percent-complete", 0)) == _DONE
    return Completed(str(task["uid"]), at) if done and status != "CANCELLED" else None
