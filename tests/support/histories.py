"""Invented people and what is told of them, in few words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from mdnetwork.dates import Cadence, Span
from mdnetwork.followups import follow_ups
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.model import Evidence, FollowUp, History, Meeting, Note, Person, PersonTask, Task
from mdnetwork.people import People

TODAY = dt.date(2026, 11, 23)
"""A Monday."""
PLAIN = FollowUpSettings()
ENGLISH = texts("en")
WEEKS = Cadence(Span(days=28), Span(days=42), text="4w..6w")
MONTH = Cadence(Span(months=1), Span(months=1), text="monthly")
NEVER = Cadence(never=True, text="never")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def ago(days: int) -> dt.date:
    return TODAY - dt.timedelta(days=days)


def person(name: str = "Ada", **fields: Any) -> Person:
    return Person(**{"id": name.casefold(), "name": name, "path": f"People/{name}.md", **fields})


def said(date: dt.date | str | None, text: str = "", **fields: Any) -> Evidence:
    """A line of Ada's log, unless told otherwise."""
    when = day(date) if isinstance(date, str) else date
    return Evidence(**{"date": when, "path": "People/Ada.md", "line": 10, "text": text, "people": ("ada",), **fields})


def tagged(date: dt.date | str | None, text: str, *tags: str, **fields: Any) -> Evidence:
    return said(date, text, tags=tags, **fields)


def history(who: Person | None = None, *lines: Evidence, tasks: Iterable[PersonTask] = ()) -> History:
    counted = tuple(line for line in lines if line.rejected is None)
    rejected = tuple(line for line in lines if line.rejected is not None)
    return History(who or person(), counted, rejected, tuple(tasks))


def errand(text: str = "Ask about the loom", path: str = "People/Ada.md", **fields: Any) -> PersonTask:
    """A task of Ada's note, unless told otherwise."""
    where = {"date": fields.pop("noted", None), "people": fields.pop("linked", ("ada",))}
    return PersonTask(Task(**{"line": 20, "text": text, **fields}), path, **where)


def meeting(path: str, date: dt.date | None, *people: Person, **fields: Any) -> Meeting:
    return Meeting(Note(path, **{"kind": "meeting", "date": date, **fields}), people, 3)


def everything(
    *histories: History,
    settings: FollowUpSettings = PLAIN,
    today: dt.date = TODAY,
    meetings: Iterable[Meeting] = (),
) -> list[FollowUp]:
    return follow_ups(People(tuple(histories), tuple(meetings)), settings, today, ENGLISH)


def of_kind(kind: str, *histories: History, **more: Any) -> list[FollowUp]:
    return [each for each in everything(*histories, **more) if each.kind == kind]


def dues(kind: str, *histories: History, **more: Any) -> list[dt.date | None]:
    return [each.due for each in of_kind(kind, *histories, **more)]


def moved(days: int, told: History) -> History:
    """The same history, all of it so many days later."""
    later = dt.timedelta(days=days)
    lines = ([replace(e, date=e.date and e.date + later) for e in part] for part in (told.counted, told.rejected))
    counted, rejected = map(tuple, lines)
    tasks = tuple(replace(each, date=each.date and each.date + later) for each in told.errands)
    return replace(told, counted=counted, rejected=rejected, errands=tasks)
