"""Follow-ups: computes who to get back to, when and why, from people, evidence, settings and a day. Pure.

A new kind is a row of `kinds.KINDS`, and a rule in `rules` or `promises` with its line in the `RULES` there.
"""

from __future__ import annotations

from datetime import date

from mdnetwork.followups import promises, rules
from mdnetwork.followups.context import FollowUpContext, Rule, cadence_of
from mdnetwork.followups.history import PersonHistory, heard
from mdnetwork.followups.order import days_late, days_overdue, due_within, importance, in_order, superseded, uid
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

RULES: dict[FollowUpKind, Rule] = {**promises.RULES, **rules.RULES}
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
