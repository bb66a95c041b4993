"""Follow-ups: their order, how late they are, and what is due now."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import TypeVar

from mdnetwork.dates import Span
from mdnetwork.followups.text import undated
from mdnetwork.kinds import KINDS
from mdnetwork.model import FollowUp, FollowUpKind

Rank = tuple[bool, date, int, int, str, str]
_RANK = {kind.name: rank for rank, kind in enumerate(KINDS)}


def importance(kind: FollowUpKind) -> int:
    """The rank of a kind. 0 (promise) is the most important."""
    return _RANK[kind]


def days_overdue(follow_up: FollowUp, today: date) -> int:
    """Days since the due date; 0 if not due yet or undated."""
    return _days_since(follow_up.due, today)


def days_late(follow_up: FollowUp, today: date) -> int:
    """Days since `late_after`, the end of its band; 0 if not late."""
    return _days_since(follow_up.late_after, today)


def in_order(follow_ups: Iterable[FollowUp], today: date) -> list[FollowUp]:
    """Sort by due date (undated last), importance, lateness and identity."""
    return sorted(follow_ups, key=lambda each: rank(each, today))


def rank(follow_up: FollowUp, today: date) -> Rank:
    """The sort key of a follow-up."""
    due = follow_up.due
    return (
        due is None,
        due or today,
        _RANK[follow_up.kind],
        -_days_since(follow_up.late_after, today),
        follow_up.person.id,
        follow_up.discriminator,
    )


def due_within(follow_ups: Iterable[FollowUp], today: date, within: Span | None = None) -> list[FollowUp]:
    """What is overdue, or due by `today` (or `within` after it), in the given order, undated ones last."""
    horizon = within.after(today) if within else today
    heard = [each for each in follow_ups if not each.superseded and (each.due is None or each.due <= horizon)]
    return sorted(heard, key=lambda each: each.due is None)


def _days_since(day: date | None, today: date) -> int:
    return 0 if day is None else max(0, (today - day).days)


_PRECEDENCE = {kind.name: kind.precedence for kind in KINDS if kind.precedence is not None}


def superseded(found: list[FollowUp]) -> list[FollowUp]:
    """One person's follow-ups, with those marked that another one replaces."""
    hidden = {id(each) for each in (*_outranked(found), *_said_twice(found))}
    return [replace(each, superseded=True) if id(each) in hidden else each for each in found] if hidden else found


def _outranked(found: Iterable[FollowUp]) -> list[FollowUp]:
    ranked = [each for each in found if each.kind in _PRECEDENCE]
    return sorted(ranked, key=lambda each: _PRECEDENCE[each.kind])[1:]


def _said_twice(found: Collection[FollowUp]) -> Iterator[FollowUp]:
    """Tasks that repeat a promise in the log on the same date. Each promise hides the most similar task."""
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
    """How many words of three or more letters two texts share."""
    first, second = ({word for word in undated(text).split() if len(word) > 2} for text in (one, other))  # noqa: PLR2004  short words carry no meaning
    return len(first & second)


Item = TypeVar("Item")


def uid(follow_up: FollowUp) -> str:
    """The UID: 64 hexadecimal digits, the SHA-256 of identity, kind and discriminator. It contains no date or path."""
    parts = (follow_up.person.id, follow_up.kind, follow_up.discriminator)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def numbered(items: Iterable[Item], text: Callable[[Item], str]) -> Iterator[tuple[Item, str]]:
    """Each item with its text, plus an ordinal from the second occurrence of the same text on."""
    seen: dict[str, int] = {}
    for item in items:
        words = text(item)
        seen[words] = seen.get(words, 0) + 1
        yield item, words if seen[words] == 1 else f"{words}\n{seen[words]}"
