"""Follow-ups: computes who to get back to, when and why, from people, evidence, settings and a day. Pure.

A new kind is a row of `kinds.KINDS`, a rule in `rules` or `promises`, and its line in `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from mdnetwork.followups.context import FollowUpContext, cadence_of
from mdnetwork.followups.history import PersonHistory, heard
from mdnetwork.followups.order import days_late, days_overdue, due_within, importance, in_order, superseded, uid
from mdnetwork.followups.promises import find_news, find_promises, find_tasks, find_thanks, find_waiting
from mdnetwork.followups.rules import (
    find_anniversaries,
    find_birthday,
    find_cadence,
    find_dormant,
    find_first_meetings,
    find_introductions,
    find_meetings,
    find_planned,
)
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.i18n import Texts
from mdnetwork.kinds import FollowUpKind
from mdnetwork.model import FollowUp
from mdnetwork.people import People

__all__ = [
    "RULES",
    "FollowUpSettings",
    "cadence_of",
    "days_late",
    "days_overdue",
    "due_within",
    "follow_ups",
    "importance",
    "of_case",
    "uid",
]

RULES: dict[FollowUpKind, Callable[[PersonHistory, FollowUpContext], Iterable[FollowUp]]] = {
    "planned": find_planned,
    "first": find_first_meetings,
    "promise": find_promises,
    "waiting": find_waiting,
    "task": find_tasks,
    "thank": find_thanks,
    "congratulate": find_news,
    "introduction": find_introductions,
    "cadence": find_cadence,
    "dormant": find_dormant,
    "prepare": find_meetings,
    "birthday": find_birthday,
    "anniversary": find_anniversaries,
}
"""The rule of each kind, which finds a person's follow-ups of that kind."""


def follow_ups(directory: People, settings: FollowUpSettings, today: date, texts: Texts) -> list[FollowUp]:
    """Every follow-up of everybody, including future, undated and superseded ones.

    Sorted by due date (undated last), importance, lateness and identity. The same directory, settings, day and
    language give the same list, whatever the order of the evidence.
    """
    context = FollowUpContext(directory, settings, today, texts)
    return in_order((each for history in context.cases.values() for each in of_case(history, context)), today)


def of_case(history: PersonHistory, context: FollowUpContext) -> list[FollowUp]:
    """The follow-ups of one person, by kind."""
    found = (each for rule in RULES.values() for each in rule(history, context))
    return superseded(list(heard(found, history.person, context.settings, context.texts)))
