"""Follow-ups, promise: what I promised them, in a log line or a task, until it is kept or ticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from mdnetwork.followups.case import Case
from mdnetwork.followups.opening import Opening, from_errand, from_line, kind_of, told_apart
from mdnetwork.followups.precedence import alike
from mdnetwork.followups.round import Round
from mdnetwork.followups.wording import theirs
from mdnetwork.messages import Texts
from mdnetwork.model import Errand, Evidence, FollowUp

DAYS = 7
"""Days after the promise where it bears no date."""


class Made(NamedTuple):
    """A promise that I made, open or kept; `kept` is the day it was, where that is known."""

    opening: Opening
    is_kept: bool = False
    kept: date | None = None


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """The open promises."""
    for opening, is_kept, _ in promises(case, look.errands.get(case.person.id, [])):
        if not is_kept:
            yield case.follow_up(
                "promise",
                opening.due,
                [_clause(opening, look.texts)],
                [opening.evidence],
                discriminator=opening.key,
                title=opening.words,
            )


def promises(case: Case, errands: Sequence[Errand]) -> Iterator[Made]:
    """Every promise that I made a person, whose `errands` these are: in log lines and open tasks, then ticked ones."""
    promised = [from_line(e, "promised", DAYS) for e in case.lines("promised") if _is_mine(e)]
    tasks = [from_errand(e, DAYS) for e in errands if e.task.state == "open" and kind_of(e.task) == "promise"]
    ticked = [errand for errand in errands if errand.task.state == "done"]
    if not promised and not tasks and not ticked:
        return
    kept = _kept([*promised, *tasks], case.lines("kept"))
    for opening in told_apart([*promised, *tasks]):
        tick = None if opening.evidence.source == "task" else _tick(opening, ticked)
        if opening.place in kept:
            yield Made(opening, is_kept=True, kept=kept[opening.place])
        elif tick is not None:
            ticked.remove(tick)
            yield Made(opening, is_kept=True, kept=tick.task.done or tick.date)
        else:
            yield Made(opening)
    for errand in ticked:
        if kind_of(errand.task) == "promise":
            yield Made(from_errand(errand, DAYS), is_kept=True, kept=errand.task.done or errand.date)


def _is_mine(line: Evidence) -> bool:
    """A ticked task counts as contact too: its promise is the task's, and kept."""
    return line.source != "task" and not theirs(line, "promised")


def _kept(openings: Sequence[Opening], kept: Sequence[Evidence]) -> dict[tuple[str, int], date]:
    """Where the promises stand that were kept, and when: `#kept` closes the oldest open one of its day or earlier.

    A line that keeps one promise and makes another closes an earlier one, never its own.
    """
    still_open = sorted(openings, key=lambda each: each.order)
    closed: dict[tuple[str, int], date] = {}
    for line in kept:
        for opening in still_open:
            if line.date and opening.since and opening.since <= line.date and opening.place != (line.path, line.line):
                still_open.remove(opening)
                closed[opening.place] = line.date
                break
    return closed


def _tick(opening: Opening, ticked: Sequence[Errand]) -> Errand | None:
    """The done task of the same date, which says the same, that was this promise."""
    same_day = (each for each in ticked if each.task.due == opening.due is not None)
    return next((each for each in same_day if alike(each.task.text, opening.words)), None)


def _clause(opening: Opening, texts: Texts) -> str:
    if opening.since is None:
        return texts.say("You promised: {words}", words=opening.words)
    return texts.say("On {date} you promised: {words}", date=opening.since, words=opening.words)
