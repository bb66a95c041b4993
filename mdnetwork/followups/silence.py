"""Follow-ups: who is left alone. Status, snooze, and a fresh start."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from mdnetwork.followups.history import sentence
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.i18n import Texts
from mdnetwork.kinds import KIND
from mdnetwork.model import FollowUp, Person

GONE = frozenset({"deceased", "no-contact"})
"""Silent everywhere, and never named."""


def is_gone(person: Person) -> bool:
    """Whether nothing may speak of this person, nor name them."""
    return person.status in GONE


def heard(found: Iterable[FollowUp], person: Person, settings: FollowUpSettings, texts: Texts) -> Iterator[FollowUp]:
    """The follow-ups of a person that their status and a fresh start let through, moved by their snooze."""
    for follow_up in found:
        if person.status and not KIND[follow_up.kind].when_paused:
            continue
        if settings.fresh_from and _is_stale(follow_up, settings.fresh_from):
            continue
        yield _snoozed(follow_up, person, texts) if person.snooze_until else follow_up


def _is_stale(follow_up: FollowUp, fresh_from: date) -> bool:
    return KIND[follow_up.kind].dropped_by_fresh_start and follow_up.due is not None and follow_up.due < fresh_from


def _snoozed(follow_up: FollowUp, person: Person, texts: Texts) -> FollowUp:
    """The same on the day the snooze ends, if that is later; a row without a date gets this one."""
    until = person.snooze_until or date.min
    if not KIND[follow_up.kind].can_be_snoozed or (follow_up.due is not None and follow_up.due >= until):
        return follow_up
    late_after = max(follow_up.late_after or until, until)
    clauses = (follow_up.reason.removesuffix("."), texts.say("snoozed until {date}", date=until))
    return replace(follow_up, due=until, late_after=late_after, reason=sentence(clauses))
