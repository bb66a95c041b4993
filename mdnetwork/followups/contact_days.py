"""Follow-ups: the days of contact with a person, and who spoke on each: what a tie is measured from, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mdnetwork.followups.history import PATIENCE, PersonHistory
from mdnetwork.followups.text import plain
from mdnetwork.frozen import NamedTuple
from mdnetwork.model import Evidence

CONTACT, OUT, IN, MUTUAL = 1, 2, 4, 8
"""The marks of a day: that it is one of contact and not only of a light touch, and who spoke, as far as a line says."""
DAY = 16
"""A day is the number of its date (`date.toordinal`) times this, and its marks."""
_SPOKE = {"out": OUT, "in": IN, "mutual": MUTUAL}


class ContactDays(NamedTuple):
    """The days of contact and of light touches, in order."""

    days: Sequence[int]
    is_unanswered: bool
    """Whether the user's last messages wait for an answer, and there are several (`PATIENCE`)."""


def contact_days(history: PersonHistory) -> ContactDays:
    """The days of contact in a history."""
    marks = {each.date: 0 for each in history.touches if each.date is not None}
    for line in history.evidence.counted:
        if line.date is not None:
            spoke = _SPOKE[line.direction] if _tells_direction(line) else 0
            marks[line.date] = marks.get(line.date, 0) | CONTACT | spoke
    days = sorted([day.toordinal() * DAY + marked for day, marked in marks.items()])
    return ContactDays(days, history.unanswered(PATIENCE) > 0)


def first_of(day: date) -> int:
    """The smallest number of a day."""
    return day.toordinal() * DAY


def day_of(number: int) -> date:
    """The date of a number."""
    return date.fromordinal(number // DAY)


def _tells_direction(line: Evidence) -> bool:
    """Whether the line says who spoke. A date alone does not."""
    if line.direction != "mutual" or line.channel:
        return True
    return line.source != "field" and bool(plain(line.text).removeprefix(str(line.date)).strip(" .,;:"))
