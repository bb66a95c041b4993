"""Follow-ups, task: an open checkbox in a person's note, or one that links them. Undated ones are only listed."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.followups.case import Case
from mdnetwork.followups.opening import from_errand, kind_of, told_apart
from mdnetwork.followups.round import Round
from mdnetwork.model import Errand, FollowUp, Person


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """The open tasks that are neither promises nor waited for."""
    errands = [e for e in look.errands.get(case.person.id, ()) if e.task.state == "open" and kind_of(e.task) == "task"]
    if not errands:
        return
    linked = {(e.path, e.task.line): _others(case, look, e) for e in errands}
    for opening in told_apart(from_errand(e) for e in errands):
        yield case.follow_up(
            "task",
            opening.due,
            [look.texts.say("You noted down a task: {words}", words=opening.words)],
            [opening.evidence],
            discriminator=opening.key,
            others=linked[opening.place],
            title=opening.words,
        )


def _others(case: Case, look: Round, errand: Errand) -> list[Person]:
    return [person for person in look.living(errand.people) if person.id != case.person.id]
