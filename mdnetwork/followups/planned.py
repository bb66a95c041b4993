"""Follow-ups, planned: the day that the person's note asks for (`next_contact`), until contact on or after it."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.followups.case import Case
from mdnetwork.followups.round import Round
from mdnetwork.model import FollowUp


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """The planned contact, unless it took place."""
    day = case.person.next_contact
    if day is None or (case.last_contact is not None and case.last_contact >= day):
        return
    clause = look.texts.say("You planned to be in touch on {date}", date=day)
    yield case.follow_up("planned", day, [clause], [case.field("next_contact", day)])
