"""Feed: the way back: whether somebody completed a task of ours in a calendar application, and when."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import icalendar

_DONE = 100


class Completed(NamedTuple):
    """A task that is done: its UID, and the day or the moment of it where the application says so."""

    uid: str
    at: date | None


def completed(data: bytes) -> Completed | None:
    """What a calendar object says of its task; None for one that is open, for an event, and for what is unreadable.

    Done is, by RFC 5545, a STATUS of COMPLETED (3.8.1.11), a COMPLETED (3.8.2.1), or a PERCENT-COMPLETE of 100
    (3.8.1.8): applications write one of them, or all. A task that was cancelled is not done. Raises nothing.
    """
    try:
        task = next(iter(icalendar.Calendar.from_ical(data).walk("VTODO")), None)
        return _completed(task) if task is not None else None
    except Exception:  # noqa: BLE001  others' objects may hold anything, and none may stop the rest
        return None


def _completed(task: icalendar.Component) -> Completed | None:
    status, at = str(task.get("status", "")).upper(), getattr(task.get("completed"), "dt", None)
    done = status == "COMPLETED" or at is not None or int(task.get("percent-complete", 0)) == _DONE
    return Completed(str(task["uid"]), at) if done and status != "CANCELLED" else None
