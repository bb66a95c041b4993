"""The task that a calendar application completed, as it is on a server."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import icalendar

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
        return _if_completed(task) if task is not None else None
    except Exception:  # noqa: BLE001  objects of others may contain anything, and must not stop the rest
        return None


def _if_completed(task: icalendar.Component) -> Completed | None:
    status, at = str(task.get("status", "")).upper(), getattr(task.get("completed"), "dt", None)
    done = status == "COMPLETED" or at is not None or int(task.get("percent-complete", 0)) == _DONE
    return Completed(str(task["uid"]), at) if done and status != "CANCELLED" else None
