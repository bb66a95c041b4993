"""Editing: logs whose entries stand in groups, below a heading for each month, year or day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from mdnetwork.editing.log_places import Log
from mdnetwork.editing.log_rows import Words, rows_like, table_head
from mdnetwork.editing.opened import Opened
from mdnetwork.editing.page import Page
from mdnetwork.editing.periods import Period, period_in
from mdnetwork.editing.sections import at_the_end_of
from mdnetwork.reading.hidden import may_hide
from mdnetwork.reading.lines import BodyLine


class _Group(NamedTuple):
    """A heading of a group, and its period."""

    line: BodyLine
    period: Period


def log_for(logs: list[Log], words: Words) -> tuple[Log, tuple[str, ...]]:
    """The log that the entry belongs to, or is most like, and the headings below which it belongs."""
    wanted = tuple(period.title(words.day) if (period := period_in(each)) else each for each in logs[0].headings)
    return max(logs, key=lambda log: (_shared(log.headings, wanted), log.headings == wanted)), wanted


def grouped(logs: list[Log], entries: Sequence[Words]) -> dict[tuple[str, ...], list[int]]:
    """The positions of the entries that need no new group, under the headings of the log that each belongs to."""
    known = {log.headings for log in logs}
    periods = [(each, period_in(each)) for each in logs[0].headings]
    found: dict[tuple[str, ...], list[int]] = {}
    for at, words in enumerate(entries):
        wanted = tuple(period.title(words.day) if period else title for title, period in periods)
        if wanted in known:
            found.setdefault(wanted, []).append(at)
    return found


def _shared(headings: Sequence[str], wanted: Sequence[str]) -> int:
    """How many of the outermost headings are those wanted."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(headings, wanted, strict=False)))


def in_new_group(
    note: Opened, log: Log, words: Words, wanted: tuple[str, ...], *, newest_first: bool
) -> Iterator[Page]:
    """Pages with a group more beside that of `log`, in the order of the groups, and the entry in it."""
    depth = _shared(log.headings, wanted)
    if depth == min(len(wanted), len(log.headings)):
        return
    groups = _groups(note, log.headings[:depth])
    if len(groups) > 1:
        newest_first = groups[0].period.start > groups[-1].period.start
    titles = wanted[depth:]
    head = [row for level, title in enumerate(titles, depth) for row in _headed(note, log.headings[: level + 1], title)]
    head += table_head(note, log.latest.line)
    behind = [group for group in groups if (group.period.start < words.day) == newest_first]
    loose = all(not note.page.text(two.line.number - 2).strip() for _, two in pairwise(groups))
    for rows in rows_like(note, log.latest, words):
        if behind:
            yield note.page.inserted(behind[0].line.number - 1, [*head, *rows, *[""] * loose])
        else:
            yield note.page.inserted(at_the_end_of(note, groups[-1].line), [*[""] * loose, *head, *rows])


def _groups(note: Opened, above: tuple[str, ...]) -> list[_Group]:
    """The headings of periods directly below these."""
    beside = [line for line in note.lines if line.kind == "heading" and line.headings == above]
    found = ((line, period_in(line.text)) for line in beside)
    return [_Group(line, period) for line, period in found if period]


def _headed(note: Opened, model: tuple[str, ...], title: str) -> list[str]:
    """The heading of a new group as that of another one, with the blank row below it."""
    line = next(line for line in note.lines if line.kind == "heading" and (*line.headings, line.text) == model)
    lead = note.lead(line)
    closing = "" if lead is None else note.page.text(line.number - 1)[len(lead) :].partition(line.text)[2]
    gap = [] if note.page.text(line.number).strip() else [""]
    return [(f"{'#' * line.level} " if lead is None else lead) + title + ("" if may_hide(closing) else closing), *gap]
