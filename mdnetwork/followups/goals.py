"""Follow-ups: the operational plan of a goal. Its open steps are the user's own."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.followups.context import FollowUpContext
from mdnetwork.followups.own import OwnNote, OwnRule
from mdnetwork.followups.promises import from_errand, with_keys
from mdnetwork.model import FollowUp, FollowUpKind, PersonTask, Task


def find_goals(own: OwnNote, context: FollowUpContext) -> Iterator[FollowUp]:
    """The open steps of a goal that belong to nobody: a task that links a person is that person's."""
    if own.facts.note.kind != "goal":
        return
    steps = [
        from_errand(PersonTask(task, own.path), context.clock)
        for task in own.facts.tasks
        if task.state == "open" and not _is_somebodys(task, own, context)
    ]
    for step in with_keys(steps, context):
        yield own.follow_up(
            "goal",
            step.due,
            [context.texts.say("A step towards “{goal}”: {words}", goal=own.title, words=step.words)],
            [step.evidence],
            discriminator=step.key,
            title=step.words,
        )


def _is_somebodys(task: Task, own: OwnNote, context: FollowUpContext) -> bool:
    """Whether the task links a person, dead or alive. The note is resolved again when a name in it changes."""
    return any(len(context.directory.who(ref, own.path)) == 1 for ref in task.people)


RULES: dict[FollowUpKind, OwnRule] = {"goal": find_goals}
"""The rule of each kind of a goal note."""
