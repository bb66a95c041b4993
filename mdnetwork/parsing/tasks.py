"""The tasks of any note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Owed, Ref, Task, TaskState
from mdnetwork.parsing.inline import links_in, plain_text
from mdnetwork.parsing.marks import signs_in
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.parsing.promises import promised_by
from mdnetwork.vocabulary.notes import owed_under
from mdnetwork.vocabulary.tags import exchange_tags

_STATES: dict[str, TaskState] = {"x": "done", "X": "done", "-": "cancelled"}
_TASK_TAG = "#task"
_ORG_DAY = lazy_pattern(r"(?:DEADLINE|SCHEDULED): <([0-9]{4}-[0-9]{2}-[0-9]{2})")


def tasks_in(lines: Iterable[BodyLine]) -> tuple[Task, ...]:
    """All non-empty tasks of a note, in order."""
    return tuple(_tasks(lines))


def _tasks(lines: Iterable[BodyLine]) -> Iterator[Task]:
    waiting: BodyLine | None = None
    for line in lines:
        if line.kind in {"wrapped", "comment"}:
            continue
        if waiting is not None and line.kind == "property":
            waiting = _with_org_day(waiting, line)
            continue
        if waiting is not None:
            yield task_of(_with_org_day(waiting, line))
            waiting = None
        if line.kind == "task" and line.text and (not line.struck or _task_words(signs_in(line.text).rest)):
            waiting = line
    if waiting is not None:
        yield task_of(waiting)


def task_of(line: BodyLine) -> Task:
    """A checkbox line as a task. Marks other than `x` and `-` leave it open."""
    signs = signs_in(line.text)
    dates = signs.dates
    tags = exchange_tags(line.text)
    return Task(
        line=line.number,
        text=_task_words(signs.rest),
        state=_STATES.get(line.mark, "open"),
        people=tuple(dict.fromkeys(Ref(link.target) for link in links_in(line.text) if not link.embed)),
        due=dates.get("due") or dates.get("scheduled") or dates.get("start"),
        done=dates.get("done"),
        waiting_since=dates.get("waiting"),
        owed=_owed(line, tags, waiting="waiting" in dates),
        tags=tags,
    )


def _with_org_day(task: BodyLine, following: BodyLine) -> BodyLine:
    """A task with the day of org-mode's `DEADLINE: <2026-11-24 Tue>` on the line below it, as Logseq writes it."""
    found = _ORG_DAY.match(following.text) if following.kind in {"text", "property"} else None
    return task._replace(text=f"{task.text} 📅 {found[1]}") if found else task


def _task_words(text: str) -> str:
    return " ".join(word for word in plain_text(text).split() if word != _TASK_TAG)


def _owed(line: BodyLine, tags: tuple[str, ...], *, waiting: bool) -> Owed:
    if waiting or "waiting" in tags:
        return "theirs"
    if "promised" in tags:
        return promised_by(line.text) or "mine"
    return next((owed for heading in reversed(line.headings) if (owed := owed_under(heading))), "")
