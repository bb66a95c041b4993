"""Follow-ups: computes who to get back to, when and why, from people, evidence, settings and a day. Pure.

A new kind is a row of `kinds.KINDS`, and a rule in `rules`, `promises` or `replies` with its line in the `RULES` there;
of a kind that is about nobody, the rule is in `goals` or `publishing`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from mdnetwork.dates import Span
from mdnetwork.followups.cadences import FollowUpSettings, cadence_of
from mdnetwork.followups.history import PersonHistory
from mdnetwork.i18n import Texts
from mdnetwork.kinds import KIND, KINDS, FollowUpKind
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp, FollowUpOutline, Person

if TYPE_CHECKING:
    from mdnetwork.followups import context as contexts
    from mdnetwork.followups import goals, identity, own, promises, publishing, replies, rules, weekly
    from mdnetwork.followups.context import FollowUpContext, Rule
    from mdnetwork.followups.own import OwnNote, OwnRule
    from mdnetwork.people import People
else:  # the order of follow-ups and the settings are used without the rules
    contexts = lazy("mdnetwork.followups.context")
    goals = lazy("mdnetwork.followups.goals")
    identity = lazy("mdnetwork.followups.identity")
    own = lazy("mdnetwork.followups.own")
    promises = lazy("mdnetwork.followups.promises")
    publishing = lazy("mdnetwork.followups.publishing")
    replies = lazy("mdnetwork.followups.replies")
    rules = lazy("mdnetwork.followups.rules")
    weekly = lazy("mdnetwork.followups.weekly")

__all__ = [
    "FollowUpSettings",
    "cadence_of",
    "days_late",
    "days_overdue",
    "due_within",
    "follow_ups",
    "follow_ups_of",
    "follow_ups_of_note",
    "importance",
    "in_order",
    "own_rule_of_each_kind",
    "rank",
    "rule_of_each_kind",
]
Rank = tuple[bool, date, int, int, str, str]
_Outline = TypeVar("_Outline", bound=FollowUpOutline)
_IMPORTANCE = {kind.name: rank for rank, kind in enumerate(KINDS)}
_PRECEDENCE = {kind.name: kind.precedence for kind in KINDS if kind.precedence is not None}


@cache
def rule_of_each_kind() -> dict[FollowUpKind, Rule]:
    """The rule of each kind, which finds a person's follow-ups of that kind."""
    return {**promises.RULES, **replies.RULES, **rules.RULES, **weekly.RULES}


@cache
def own_rule_of_each_kind() -> dict[FollowUpKind, OwnRule]:
    """The rule of each kind that is about nobody, which finds the follow-ups of a note of the user's own."""
    return {**goals.RULES, **publishing.RULES}


def follow_ups(directory: People, settings: FollowUpSettings, today: date, texts: Texts) -> list[FollowUp]:
    """Every follow-up of everybody, and of the user's own notes, including future, undated and superseded ones.

    Sorted by due date (undated last), importance, lateness and identity. The same directory, settings, day and
    language give the same list, whatever the order of the evidence.
    """
    context = contexts.FollowUpContext(directory, settings, today, texts)
    histories = filter(None, (context.history(each.person.id) for each in directory.histories))
    found = [each for history in histories for each in follow_ups_of(history, context)]
    mine = [each for facts in directory.own_notes for each in follow_ups_of_note(own.OwnNote(facts), context)]
    return in_order([*weekly.chosen_this_week(found, today), *mine], today)


def follow_ups_of(history: PersonHistory, context: FollowUpContext) -> list[FollowUp]:
    """The follow-ups of one person, by kind."""
    found = (each for rule in rule_of_each_kind().values() for each in rule(history, context))
    return superseded(list(allowed(found, history.person, context.settings, context)))


def follow_ups_of_note(note: OwnNote, context: FollowUpContext) -> list[FollowUp]:
    """The follow-ups about nobody of a note of the user's own, by kind."""
    return [each for rule in own_rule_of_each_kind().values() for each in rule(note, context)]


def allowed(
    found: Iterable[FollowUp], person: Person, settings: FollowUpSettings, context: FollowUpContext
) -> Iterator[FollowUp]:
    """The follow-ups that the person's status and a fresh start allow, moved by a snooze."""
    for follow_up in found:
        if person.status and not KIND[follow_up.kind].when_paused:
            continue
        if settings.fresh_from and _is_stale(follow_up, settings.fresh_from):
            continue
        yield context.snoozed(follow_up, person.snooze_until) if person.snooze_until else follow_up


def _is_stale(follow_up: FollowUp, fresh_from: date) -> bool:
    return KIND[follow_up.kind].dropped_by_fresh_start and follow_up.due is not None and follow_up.due < fresh_from


def superseded(found: list[FollowUp]) -> list[FollowUp]:
    """One person's follow-ups, with those marked that another one replaces."""
    hidden = {id(each) for each in (*_outranked(found), *_repeated(found))}
    return [replace(each, superseded=True) if id(each) in hidden else each for each in found] if hidden else found


def _outranked(found: Iterable[FollowUp]) -> list[FollowUp]:
    ranked = [each for each in found if each.kind in _PRECEDENCE]
    return sorted(ranked, key=lambda each: _PRECEDENCE[each.kind])[1:]


def _repeated(found: Collection[FollowUp]) -> Iterator[FollowUp]:
    """Tasks that repeat a promise in the log on the same date. Each promise hides the most similar task."""
    promised = [each for each in found if each.kind == "promise" and not _is_task(each)]
    tasks = [each for each in found if each.kind in {"task", "promise"} and _is_task(each)] if promised else []
    for promise in promised:
        same_day = [task for task in tasks if task.due == promise.due and task.due is not None]
        if same_day:
            twin = max(same_day, key=lambda task: identity.alike(task.title, promise.title))
            tasks.remove(twin)
            yield twin


def _is_task(follow_up: FollowUp) -> bool:
    return follow_up.evidence[0].source == "task"


def due_within(found: Iterable[_Outline], today: date, within: Span | None = None) -> list[_Outline]:
    """What is overdue, or due by `today` (or `within` after it), in the given order, undated ones last."""
    horizon = within.after(today) if within else today
    due = [each for each in found if not each.superseded and (each.due is None or each.due <= horizon)]
    return sorted(due, key=lambda each: each.due is None)


def in_order(found: Iterable[_Outline], today: date) -> list[_Outline]:
    """Sort by due date (undated last), importance, lateness and identity."""
    return sorted(found, key=lambda each: rank(each, today))


def rank(follow_up: FollowUpOutline, today: date) -> Rank:
    """The sort key of a follow-up."""
    due = follow_up.due
    return (
        due is None,
        due or today,
        _IMPORTANCE[follow_up.kind],
        -_days_since(follow_up.late_after, today),
        follow_up.identity,
        follow_up.discriminator,
    )


def importance(kind: FollowUpKind) -> int:
    """The rank of a kind. 0 (promise) is the most important."""
    return _IMPORTANCE[kind]


def days_overdue(follow_up: FollowUpOutline, today: date) -> int:
    """Days since the due date; 0 if not due yet or undated."""
    return _days_since(follow_up.due, today)


def days_late(follow_up: FollowUpOutline, today: date) -> int:
    """Days since `late_after`, the end of its band; 0 if not late."""
    return _days_since(follow_up.late_after, today)


def _days_since(day: date | None, today: date) -> int:
    return 0 if day is None else max(0, (today - day).days)
