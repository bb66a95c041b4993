"""Follow-ups: what comes first, how late it is, and what is due now."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from mdnetwork.dates import Span
from mdnetwork.model import FollowUp, FollowUpKind

_IMPORTANCE: tuple[FollowUpKind, ...] = (
    "promise",
    "waiting",
    "first",
    "thank",
    "planned",
    "task",
    "introduction",
    "congratulate",
    "cadence",
    "dormant",
    "prepare",
    "birthday",
    "anniversary",
)
Rank = tuple[bool, date, int, int, str, str]
_RANK = {kind: rank for rank, kind in enumerate(_IMPORTANCE)}


def importance(kind: FollowUpKind) -> int:
    """The rank of a kind; 0, a promise, is the most important."""
    return _RANK[kind]


def days_overdue(follow_up: FollowUp, today: date) -> int:
    """Days since it was due; 0 where it is not due yet, or has no date."""
    return _days_since(follow_up.due, today)


def days_late(follow_up: FollowUp, today: date) -> int:
    """Days since the end of its band, `late_after`; 0 where it is not late."""
    return _days_since(follow_up.late_after, today)


def in_order(follow_ups: Iterable[FollowUp], today: date) -> list[FollowUp]:
    """By due date (none last), then importance, then how late, then identity."""
    return sorted(follow_ups, key=lambda each: rank(each, today))


def rank(follow_up: FollowUp, today: date) -> Rank:
    """The place of a follow-up among all."""
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
    """What is due, in the order given: overdue always, up to `today` or `within` after it, undated ones last."""
    horizon = within.after(today) if within else today
    heard = [each for each in follow_ups if not each.superseded and (each.due is None or each.due <= horizon)]
    return sorted(heard, key=lambda each: each.due is None)


def _days_since(day: date | None, today: date) -> int:
    return 0 if day is None else max(0, (today - day).days)
