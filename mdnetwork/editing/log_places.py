"""Editing: where in a person's note the log is, which entries it has and in which order they stand."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import NamedTuple

from mdnetwork.editing.opened import Opened
from mdnetwork.editing.sections import at_the_end_of
from mdnetwork.model import Mention
from mdnetwork.names import bare
from mdnetwork.reading.lines import BodyLine
from mdnetwork.reading.log import is_log
from mdnetwork.reading.marks import dated
from mdnetwork.words.headings import owed_under, section_of

_TASKS = frozenset(
    ["tasks", "task", "todo", "to do", "todos", "to dos", "next steps", "attivita da fare", "da fare", "compiti"]
)


class Entry(NamedTuple):
    """An entry of a log: its line, and the row behind its last one."""

    line: BodyLine
    mention: Mention
    day: date
    stop: int

    @property
    def row(self) -> int:
        """The row on which it begins."""
        return self.line.number - 1


class Log(NamedTuple):
    """The entries of one section, in the order in which they stand; at least one."""

    headings: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def latest(self) -> Entry:
        """The entry that sets the style: the last one that counts, by its day; of several the first."""
        counted = [entry for entry in self.entries if entry.mention.rejected is None]
        return max(counted or self.entries, key=lambda entry: entry.day)

    def newest_first(self, usually: bool) -> bool:
        """Whether later days stand above earlier ones; as usual in the vault where this log does not tell."""
        steps = [(one.day > two.day) - (one.day < two.day) for one, two in pairwise(self.entries)]
        return sum(steps) > 0 if any(steps) else usually


def logs_of(note: Opened) -> list[Log]:
    """The sections of the note that hold entries; the one with the latest entry first.

    What is dated below a dated heading that is an entry itself is no section.
    """
    found: dict[tuple[str, ...], list[Entry]] = {}
    for mention in note.log[0]:
        line = note.body_line(mention.line)
        if mention.date is not None and is_log(line.headings, note.settings) and not line.inert and _plain(line):
            found.setdefault(line.headings, []).append(Entry(line, mention, mention.date, _stop(note, line)))
    logs = [Log(headings, tuple(entries)) for headings, entries in found.items()]
    told = {(*log.headings, entry.line.text) for log in logs for entry in log.entries if entry.line.kind == "heading"}
    logs = [log for log in logs if not any(log.headings[: at + 1] in told for at in range(len(log.headings)))]
    return sorted(logs, key=lambda log: log.latest.day, reverse=True)


def _plain(line: BodyLine) -> bool:
    return line.kind not in {"quote", "callout"}


def _stop(note: Opened, line: BodyLine) -> int:
    """The row behind an entry, with what is nested below it and the lines that run on from it."""
    if line.kind == "row":
        return line.number
    stop = at_the_end_of(note, line)
    if line.kind != "heading":
        for at in range(stop - note.front.first_line + 1, len(note.lines)):
            each = note.lines[at]
            if each.kind != "text" or dated(each.text, note.settings.date_order):
                break
            stop = each.number
    return stop


def log_headings(note: Opened) -> list[BodyLine]:
    """The headings under which entries would count, in order."""
    return [
        line
        for line in note.lines
        if line.kind == "heading"
        and section_of(line.text, note.settings.log_headings) == "log"
        and is_log((*line.headings, line.text), note.settings)
    ]


def is_tasks(heading: str) -> bool:
    """Whether tasks stand under this heading: those to do, or what is owed."""
    return bare(heading) in _TASKS or owed_under(heading) != ""


def new_section_row(note: Opened) -> tuple[int, int]:
    """The row and the rank of a new section: before the tasks, else at the end."""
    headings = [line for line in note.lines if line.kind == "heading"]
    for line in headings:
        if is_tasks(line.text) and not any(map(is_tasks, line.headings)):
            return line.number - 1, line.level
    ranks = [line.level for line in headings[headings[:1] != [] and headings[0].level == 1 :]]
    return note.page.end, max(2, min(ranks, default=2))
