"""Feed: from days and follow-ups to events. One for each follow-up, or (a digest) one for each day."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain

from mdnetwork.feed.dealing import YEARLY, Deal, Placed
from mdnetwork.feed.discretion import Discretion
from mdnetwork.feed.matter import Drawing, Plan
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.followups import importance


def plans(deal: Deal, drawing: Drawing, settings: FeedSettings, today: date) -> Iterator[Plan]:
    """The events, one by one: ten thousand of them need not stay in memory. What is yearly is never digested."""
    dealt, fixed = list(_drawn(deal.dealt, drawing)), _drawn(deal.fixed, drawing)
    if settings.style == "digest":
        dealt, fixed = _digests(dealt, list(fixed), today)
    yield from _with_waiting(dealt, deal.waiting, Discretion(settings.privacy))
    yield from fixed


def _drawn(placed: Iterable[Placed], drawing: Drawing) -> Iterator[Plan]:
    for each in placed:
        matter = drawing.matter(each.picked)
        yield Plan(matter.uid, each.day, (matter,))


def _digests(dealt: list[Plan], fixed: list[Plan], today: date) -> tuple[list[Plan], Iterator[Plan]]:
    """One plan for each day that was dealt, then one for each other day; what is yearly stays by itself."""
    yearly = [plan for plan in fixed if plan.matters[0].kind in YEARLY]
    once = [plan for plan in fixed if plan.matters[0].kind not in YEARLY]
    days: dict[date, list[Plan]] = {}
    for plan in (*dealt, *sorted(once, key=_by_importance)):
        days.setdefault(plan.day, []).append(plan)
    digests = {day: _digest(day, theirs, today) for day, theirs in days.items()}
    first = dict.fromkeys(plan.day for plan in dealt)
    others = (digest for day, digest in digests.items() if day not in first)
    return [digests[day] for day in first], chain(yearly, others)


def _digest(day: date, plans: list[Plan], today: date) -> Plan:
    """The event of a day. Its identity is the day."""
    uid = hashlib.sha256(f"digest\0{day}".encode()).hexdigest()
    return Plan(uid, day, tuple(plan.matters[0] for plan in plans), digest=True, is_today=day == today)


def _by_importance(plan: Plan) -> tuple[date, int, str]:
    return plan.day, importance(plan.matters[0].kind), plan.uid


def _with_waiting(dealt: list[Plan], waiting: int, discretion: Discretion) -> list[Plan]:
    """The last event that has a description says how many wait."""
    for at in reversed(range(len(dealt))):
        if not all(discretion.is_busy(matter) for matter in dealt[at].matters):
            return [*dealt[:at], dealt[at]._replace(waiting=waiting), *dealt[at + 1 :]]
    return dealt
