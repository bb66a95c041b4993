"""Follow-ups: a line or a task that something is still owed on, whatever its kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.followups.identity import numbered
from mdnetwork.followups.wording import plain, undated, words
from mdnetwork.model import Errand, Evidence, FollowUpKind, Task
from mdnetwork.reading.dates_written import parse_partial

_UNTIL = re.compile(
    r"(?<!\s)\s*+\b(?:by|until|entro(?: il| l['’])?) ?(\d{1,2}(?:st|nd|rd|th|º|°)? [^\W\d]{3,}|[^\W\d]{3,} \d{1,2})\b",
    re.IGNORECASE,
)
"""A deadline with a month's name: "by 20 November", "entro il 20 novembre"."""


class Opening(NamedTuple):
    """Where and when it was opened, when it is due, and its words; `key` tells it from others of its kind."""

    evidence: Evidence
    since: date | None
    due: date | None
    words: str
    key: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Its note and line."""
        return self.evidence.path, self.evidence.line

    @property
    def order(self) -> tuple[date, str, int]:
        """Oldest first; those of unknown age last."""
        return (self.since or date.max, *self.place)


def from_line(line: Evidence, tag: str, days: int) -> Opening:
    """What a log line opens with its tag: due on the line's 📅 date or "by 20 November", else so many days after it."""
    said = words(line.text, tag)
    until = None if line.due else _until(said, line.date)
    if until:
        return Opening(line, line.date, until, _UNTIL.sub("", said) or said)
    return Opening(line, line.date, line.due or _later(line.date, days), said)


def from_errand(errand: Errand, days: int | None = None) -> Opening:
    """What a task opens: due on its date, else so many days (if any) after it began, else undated."""
    task = errand.task
    since = task.waiting_since or errand.date
    evidence = Evidence(
        since, errand.path, task.line, task.text, source="task", tags=task.tags, due=task.due, people=errand.people
    )
    words = plain(task.text)
    return Opening(evidence, since, task.due or _later(since, days), task.text if words == task.text else words)


def _until(text: str, since: date | None) -> date | None:
    """The day that a deadline in words means, from the day on which it was said."""
    found = _UNTIL.search(text) if since else None
    day = parse_partial(found[1]) if found else None
    return None if day is None or since is None or day.year else day.next_after(since)


def kind_of(task: Task) -> FollowUpKind:
    """What an open task is: something they owe me, something I promised, or just a task."""
    if task.waiting_since is not None or task.owed == "theirs":
        return "waiting"
    return "promise" if task.owed == "mine" else "task"


def told_apart(openings: Iterable[Opening]) -> Iterator[Opening]:
    """The openings of one person and kind, oldest first, each with a key of its own."""
    for opening, key in numbered(sorted(openings, key=lambda each: each.order), _text):
        yield opening._replace(key=key)


def _text(opening: Opening) -> str:
    return undated(opening.evidence.text)


def _later(day: date | None, days: int | None) -> date | None:
    return None if day is None or days is None else add_days(day, days)
