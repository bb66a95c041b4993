"""Editing: a task ticked off as its line would have it, and a new task among the others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from mdnetwork.editing.change import lost_and_found
from mdnetwork.editing.log_places import is_tasks
from mdnetwork.editing.opened import SOMEBODY, Opened
from mdnetwork.editing.page import Page, one_line
from mdnetwork.editing.sections import at_the_end_of, is_airy, under
from mdnetwork.editing.told import said_by
from mdnetwork.errors import EditRefused
from mdnetwork.model import Task
from mdnetwork.reading.cadences import parse_cadence
from mdnetwork.reading.lines import BodyLine, outline
from mdnetwork.reading.log import is_log
from mdnetwork.reading.marks import signs_in
from mdnetwork.reading.settings import ReadingSettings
from mdnetwork.reading.tasks import task_of, tasks_in

Marks = Literal["emoji", "dataview", ""]
"""How dates are written on task lines: `✅ 2026-11-23`, `[completion:: 2026-11-23]`, or not at all."""

_BOX = re.compile(r"(?P<before>\s*(?:[-*+]|[0-9]{1,3}[.)])\s+\[)(?P<mark>.)(?P<after>\])")
_WORD = re.compile(r"(?P<before>\s*(?:[-*+]|[0-9]{1,3}[.)])\s+)[A-Z-]+(?=:? )")
"""The word that stands for a box, such as TODO: an open task without a box begins with one."""
_FIELDS = re.compile(r"\[(?:due|scheduled|start|created|completion|priority|repeat)::", re.IGNORECASE)
_EMOJI = re.compile("[📅🗓📆⏳⌛🛫✅❌➕🔁🆔⛔🏁🔺⏫🔼🔽⏬]")
_BLOCK = re.compile(r"[A-Za-z0-9-]+")
"""The name of a block, which stands behind `^` at the end of a line."""
_REPEATS = re.compile(
    r"🔁\ufe0f?\s*+(?P<emoji>[^📅🗓📆⏳⌛🛫✅❌➕🆔⛔🏁🔺⏫🔼🔽⏬#^\[]+)|\[repeat::\s*+(?P<field>[^\[\]]+)\]"
)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NOT_OPEN = "Line {line} of the note holds no open task any more: read the note again, and try again."
_REPEATED = (
    "The task on line {line} repeats ({rule}) in a way that is not understood here: tick it in Obsidian, "
    "so that its next time is written too."
)
_NO_PLACE = "No place was found in this note where the task would be read as one: write it in an editor."


def tick(
    data: bytes,
    line: int,
    day: date,
    *,
    marks: Marks | None = None,
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with the open task on `line` (from 1) done on `day`.

    The day is written as the line writes its dates, else as the note's other tasks do, else as `marks` says, else not
    at all. A task that repeats gets its next time on a line above, as the Tasks plugin does. Raises EditRefused.
    """
    note = Opened(data, path, settings)
    body = note.body_line(line)
    pages = map(note.with_page, _ticked(note, body, day, marks))
    found = next((after.source for after in pages if _is_done(note, after, body)), None)
    if found is None:
        raise EditRefused(_NOT_OPEN.format(line=line))
    return found


def _ticked(note: Opened, body: BodyLine, day: date, marks: Marks | None) -> Iterator[Page]:
    """The page with the task on this line ticked, if there is an open one."""
    raw, *more = note.rows(body)
    done = _done(raw)
    if body.kind == "task" and done and task_of(body).state == "open":
        whole = " ".join((raw, *more))
        ticked = done if "done" in signs_in(whole).dates else _dated(done, day, _marks_for(note, whole, marks))
        rows = [*_next_time([raw, *more], body.number, day), ticked, *more]
        yield note.page.spliced(body.number - 1, body.number + len(more), rows)


def _done(raw: str) -> str | None:
    """The row with its box ticked, or DONE in the place of TODO; None where it has neither."""
    box = _BOX.match(raw)
    if box:
        return f"{box['before']}x{box['after']}{raw[box.end() :]}"
    word = _WORD.match(raw)
    return f"{word['before']}DONE{raw[word.end() :]}" if word else None


def add_task(
    data: bytes,
    text: str,
    due: date | None = None,
    *,
    heading: str = "Tasks",
    marks: Marks | None = None,
    path: str = SOMEBODY,
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """The note with an open task more, behind its other tasks, else under `heading`. Raises EditRefused."""
    note = Opened(data, path, settings)
    form = _marks_for(note, "", marks) or "emoji"
    written = one_line(text) + ("" if due is None else f" 📅 {due}" if form == "emoji" else f" [due:: {due}]")
    alone = tasks_in(outline(f"- [ ] {written}"))
    for page in _pages(note, written, heading):
        after = note.with_page(page)
        gone, new = lost_and_found(note.tasks, after.tasks)
        added = not gone and len(new) == 1 and [each.text for each in alone] == [new[0].text] != [""]
        same = lost_and_found(note.log[0], after.log[0]) == ((), ()) and said_by(note) == said_by(after)
        if added and same and new[0].state == "open" and new[0].due == (due or _due(written)):
            return after.source
    raise EditRefused(_NO_PLACE)


def _due(text: str) -> date | None:
    """The day that the words themselves say the task is due."""
    dates = signs_in(text).dates
    return dates.get("due") or dates.get("scheduled") or dates.get("start")


def _marks_for(note: Opened, raw: str, wanted: Marks | None) -> Marks:
    """The form of dates on this line; else that of the note's tasks, the last one first; else the one wanted."""
    rows = [raw, *(note.page.text(line.number - 1) for line in reversed(note.lines) if line.kind == "task")]
    found = (_marks_on(row) for row in rows)
    return next((marks for marks in found if marks), wanted or "")


def _marks_on(raw: str) -> Marks:
    return "emoji" if _EMOJI.search(raw) else "dataview" if _FIELDS.search(raw) else ""


def _dated(raw: str, day: date, marks: Marks) -> str:
    """The line with its day of completion, before a block's name, which has to be last; trailing spaces stay."""
    if not marks:
        return raw
    words = raw.rstrip()
    before, _, block = words.rpartition("^")
    at = len(before.rstrip()) if before[-1:].isspace() and _BLOCK.fullmatch(block) else len(words)
    return raw[:at] + (f" ✅ {day}" if marks == "emoji" else f" [completion:: {day}]") + raw[at:]


def _next_time(rows: Sequence[str], line: int, day: date) -> list[str]:
    """The rows of the next time of a task that repeats: its dates moved on, counted from `day` where it says so."""
    whole = " ".join(rows)
    match = _REPEATS.search(whole)
    if match is None:
        return []
    rule = " ".join((match["emoji"] or match["field"]).split())
    when_done = rule.endswith("when done")
    cadence = parse_cadence(rule.removesuffix("when done").strip())
    dates = signs_in(whole).dates
    start = dates.get("due") or dates.get("scheduled") or dates.get("start")
    if cadence is None or cadence.never or start is None or str(start) not in whole:
        raise EditRefused(_REPEATED.format(line=line, rule=rule))
    moved = cadence.due_after(day if when_done else start) - start
    return [_DAY.sub(lambda found: _moved(found, dates, moved), row) for row in rows]


def _moved(found: re.Match[str], dates: dict[str, date], moved: timedelta) -> str:
    """A date of the line moved on, if it is one that moves: not the day on which the task was made."""
    moving = {str(dates[name]): dates[name] for name in ("due", "scheduled", "start") if name in dates}
    return str(moving[found[0]] + moved) if found[0] in moving else found[0]


def _is_done(note: Opened, after: Opened, body: BodyLine) -> bool:
    """Whether the one difference is that the task is done."""
    gone, new = lost_and_found(note.tasks, after.tasks)
    before = replace(next(task for task in note.facts.tasks if task.line == body.number), line=0)
    done = [task for task in new if task.state == "done"]
    same = len(done) == 1 and _same(before, done[0]) and gone in {(before,), ()}
    return same and said_by(note) == said_by(after)


def _same(open_task: Task, done: Task) -> bool:
    return replace(done, state="open", done=open_task.done) == open_task


def _pages(note: Opened, written: str, heading: str) -> Iterator[Page]:
    row = f"- [ ] {written}"
    tasks = [line for line in note.lines if line.kind == "task" and line.parent is None]
    listed = [line for line in tasks if line.headings and is_tasks(line.headings[-1])] or [
        line for line in tasks if not is_log(line.headings, note.settings)
    ]
    if listed:
        raw = note.page.text(listed[-1].number - 1)
        box = _BOX.match(raw)
        lead = f"{box['before']} {box['after']} " if box else "- [ ] "
        yield note.page.inserted(at_the_end_of(note, listed[-1]), [lead + written])
    for line in note.lines:
        if line.kind == "heading" and is_tasks(line.text):
            yield under(note, line, [row])
            yield under(note, line, [row, ""])  # text that follows at once would be the task's own
    end = note.page.end
    airy = [""] if is_airy(note) else []
    yield note.page.inserted(end, [*note.page.gap(end), f"## {heading}", *airy, row])
