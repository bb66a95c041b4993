"""Follow-ups: the operational plan of a goal. Its deadline and its open steps are the user's own."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.followups.context import FollowUpContext
from mdnetwork.followups.own import OwnNote, OwnRule
from mdnetwork.followups.promises import from_errand, with_keys
from mdnetwork.model import Aims, FollowUp, FollowUpKind, PersonTask, Task


def find_goals(own: OwnNote, context: FollowUpContext) -> Iterator[FollowUp]:
    """The deadline and the open steps of a goal, unless it is over. A task that links a person is that person's."""
    aims = own.facts.aims
    if aims is None or aims.is_over:
        return
    if aims.deadline is not None:
        said = {"goal": own.title, "date": context.day(aims.deadline)}
        if context.clock.is_after(aims.deadline):
            clause = context.texts.say("“{goal}” was to be reached by {date}", **said)
        else:
            clause = context.texts.say("“{goal}” is to be reached by {date}", **said)
        evidence = own.field("deadline", aims.deadline, aims.deadline_line)
        yield _snoozed(own.follow_up("goal", aims.deadline, [clause], [evidence]), aims, context)
    steps = [
        from_errand(PersonTask(task, own.path), context.clock)
        for task in own.facts.tasks
        if task.state == "open" and not _is_somebodys(task, own, context)
    ]
    for step in with_keys(steps, context):
        found = own.follow_up(
            "goal",
            step.due,
            [context.texts.say("A step towards “{goal}”: {words}", goal=own.title, words=step.words)],
            [step.evidence],
            discriminator=step.key,
            title=step.words,
        )
        yield _snoozed(found, aims, context)


def _snoozed(follow_up: FollowUp, aims: Aims, context: FollowUpContext) -> FollowUp:
    return context.snoozed(follow_up, aims.snooze_until) if aims.snooze_until else follow_up


def _is_somebodys(task: Task, own: OwnNote, context: FollowUpContext) -> bool:
    """Whether the task links a person, dead or alive. The note is resolved again when a name in it changes."""
    return any(len(context.directory.who(ref, own.path)) == 1 for ref in task.people)


RULES: dict[FollowUpKind, OwnRule] = {"goal": find_goals}
"""The rule of each kind of a goal note."""
