"""Editing: logs whose entries stand in groups, below a heading for each month, year or day."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from mdnetwork.editing.log_places import Log
from mdnetwork.editing.log_rows import Words, rows_like, table_head
from mdnetwork.editing.opened import Opened
from mdnetwork.editing.page import Page
from mdnetwork.editing.periods import Period, period_in
from mdnetwork.editing.sections import at_the_end_of
from mdnetwork.reading.lines import BodyLine


class _Group(NamedTuple):
    """A heading of a group, and its period."""

    line: BodyLine
    period: Period


def log_for(logs: list[Log], words: Words) -> tuple[Log, str]:
    """The log that the entry belongs to; where it stands in groups and its group is missing, that group's title."""
    latest = logs[0]
    period = period_in(latest.headings[-1])
    if period is None:
        return latest, ""
    title = period.title(words.day)
    found = next((log for log in logs if log.headings == (*latest.headings[:-1], title)), None)
    return (found, "") if found else (latest, title)


def in_new_group(note: Opened, log: Log, words: Words, title: str, *, newest_first: bool) -> Iterator[Page]:
    """Pages with a group more beside that of `log`, in the order of the groups, and the entry in it."""
    groups = _groups(note, log)
    starts = [group.period.start for group in groups]
    model = next(group for group in groups if group.line.text == log.headings[-1])
    if len(groups) > 1:
        newest_first = starts[0] > starts[-1]
    head = _headed(note, model, log, title)
    behind = [group for group in groups if (group.period.start < words.day) == newest_first]
    loose = all(not note.page.text(two.line.number - 2).strip() for _, two in pairwise(groups))
    for rows in rows_like(note, log.latest, words):
        if behind:
            yield note.page.inserted(behind[0].line.number - 1, [*head, *rows, *[""] * loose])
        else:
            yield note.page.inserted(at_the_end_of(note, groups[-1].line), [*[""] * loose, *head, *rows])


def _groups(note: Opened, log: Log) -> list[_Group]:
    beside = [line for line in note.lines if line.kind == "heading" and line.headings == log.headings[:-1]]
    found = ((line, period_in(line.text)) for line in beside)
    return [_Group(line, period) for line, period in found if period]


def _headed(note: Opened, model: _Group, log: Log, title: str) -> list[str]:
    """The heading of the new group as that of another, with the blank row and the head of the table below it."""
    row = model.line.number - 1
    raw = note.page.text(row)
    at = raw.rindex(model.line.text)
    gap = [] if note.page.text(row + 1).strip() else [""]
    return [raw[:at] + title + raw[at + len(model.line.text) :], *gap, *table_head(note, log.latest.line)]
