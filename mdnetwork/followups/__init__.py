"""Follow-ups: people, evidence, settings and a day in; whom to get back to, when and why, out. Pure.

A new kind is one module and one line of `RULES`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from mdnetwork.followups import (
    cadence,
    congratulate,
    dormant,
    first,
    introduction,
    planned,
    prepare,
    promise,
    task,
    thank,
    waiting,
    yearly,
)
from mdnetwork.followups.case import Case
from mdnetwork.followups.identity import uid
from mdnetwork.followups.inheritance import cadence_of
from mdnetwork.followups.order import days_late, days_overdue, due_within, importance, in_order
from mdnetwork.followups.precedence import superseded
from mdnetwork.followups.round import Round
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.followups.silence import heard
from mdnetwork.messages import Texts
from mdnetwork.model import FollowUp
from mdnetwork.people import Directory

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

RULES: tuple[Callable[[Case, Round], Iterable[FollowUp]], ...] = (
    planned.find,
    first.find,
    promise.find,
    waiting.find,
    task.find,
    thank.find,
    congratulate.find,
    introduction.find,
    cadence.find,
    dormant.find,
    prepare.find,
    yearly.birthday,
    yearly.anniversary,
)


def follow_ups(directory: Directory, settings: FollowUpSettings, today: date, texts: Texts) -> list[FollowUp]:
    """Every follow-up of everybody: future, undated and superseded ones too.

    In order of due date (none last), importance, lateness and identity. The same directory, settings, day and
    language give the same list, in whatever order the evidence was found.
    """
    look = Round(directory, settings, today, texts)
    return in_order((each for case in look.cases.values() for each in of_case(case, look)), today)


def of_case(case: Case, look: Round) -> list[FollowUp]:
    """The follow-ups of one person, by kind."""
    found = (each for rule in RULES for each in rule(case, look))
    return superseded(list(heard(found, case.person, look.settings, look.texts)))
