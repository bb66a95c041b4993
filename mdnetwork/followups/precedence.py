"""Follow-ups: of several that say the same, one is heard; the others are superseded, and `why` lists them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from mdnetwork.followups.wording import undated
from mdnetwork.model import FollowUp, FollowUpKind

_STANDING: dict[FollowUpKind, int] = {"planned": 0, "first": 1, "cadence": 2, "dormant": 3}
"""Of these a person has one, the first."""


def superseded(found: list[FollowUp]) -> list[FollowUp]:
    """One person's follow-ups, those marked that another one hides."""
    hidden = {id(each) for each in (*_outranked(found), *_said_twice(found))}
    return [replace(each, superseded=True) if id(each) in hidden else each for each in found] if hidden else found


def _outranked(found: Iterable[FollowUp]) -> list[FollowUp]:
    standing = [each for each in found if each.kind in _STANDING]
    return sorted(standing, key=lambda each: _STANDING[each.kind])[1:]


def _said_twice(found: Collection[FollowUp]) -> Iterator[FollowUp]:
    """A promise in the log and a task on the same date are one. Each promise hides one task: the likest in words."""
    promises = [each for each in found if each.kind == "promise" and not _is_task(each)]
    tasks = [each for each in found if each.kind in {"task", "promise"} and _is_task(each)] if promises else []
    for promise in promises:
        same_day = [task for task in tasks if task.due == promise.due and task.due is not None]
        if same_day:
            twin = max(same_day, key=lambda task: alike(task.title, promise.title))
            tasks.remove(twin)
            yield twin


def _is_task(follow_up: FollowUp) -> bool:
    return follow_up.evidence[0].source == "task"


def alike(one: str, other: str) -> int:
    """How many words, of three letters and more, two texts share."""
    first, second = ({word for word in undated(text).split() if len(word) > 2} for text in (one, other))  # noqa: PLR2004  short words join sentences, they carry no sense
    return len(first & second)
