"""Follow-ups, promise: what I promised them, in a log line or a task, until it is kept or ticked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mdnetwork.followups.case import Case
from mdnetwork.followups.opening import Opening, from_errand, from_line, kind_of, told_apart
from mdnetwork.followups.precedence import alike
from mdnetwork.followups.round import Round
from mdnetwork.followups.wording import theirs
from mdnetwork.model import Errand, Evidence, FollowUp
from mdnetwork.texts import Texts

DAYS = 7
"""Days after the promise where it bears no date."""


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """The open promises."""
    errands = look.errands.get(case.person.id, [])
    promised = [from_line(e, "promised", DAYS) for e in case.lines("promised") if _is_mine(e)]
    tasks = [from_errand(e, DAYS) for e in errands if e.task.state == "open" and kind_of(e.task) == "promise"]
    if not promised and not tasks:
        return
    kept = _kept([*promised, *tasks], case.lines("kept"))
    ticked = [errand for errand in errands if errand.task.state == "done"]
    for opening in told_apart([*promised, *tasks]):
        if opening.place in kept or (opening.evidence.source != "task" and _was_ticked(opening, ticked)):
            continue
        yield case.follow_up(
            "promise",
            opening.due,
            [_clause(opening, look.texts)],
            [opening.evidence],
            discriminator=opening.key,
            title=opening.words,
        )


def _is_mine(line: Evidence) -> bool:
    """A ticked task counts as contact too: its promise is the task's, and kept."""
    return line.source != "task" and not theirs(line, "promised")


def _kept(openings: Sequence[Opening], kept: Sequence[Evidence]) -> set[tuple[str, int]]:
    """The places of the promises that were kept: each `#kept` closes the oldest open one of its day or earlier.

    A line that keeps one promise and makes another closes an earlier one, never its own.
    """
    still_open = sorted(openings, key=lambda each: each.order)
    closed = set()
    for line in kept:
        for opening in still_open:
            if line.date and opening.since and opening.since <= line.date and opening.place != (line.path, line.line):
                still_open.remove(opening)
                closed.add(opening.place)
                break
    return closed


def _was_ticked(opening: Opening, ticked: Sequence[Errand]) -> bool:
    """Whether a done task of the same date, which says the same, was this promise."""
    return any(e.task.due == opening.due is not None and alike(e.task.text, opening.words) for e in ticked)


def _clause(opening: Opening, texts: Texts) -> str:
    if opening.since is None:
        return texts.say("You promised: {words}", words=opening.words)
    return texts.say("On {date} you promised: {words}", date=opening.since, words=opening.words)
