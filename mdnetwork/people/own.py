"""People: what the user's own note tells of them, and its log. It is about nobody else, and makes no contact."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mdnetwork.model import Evidence, Facts, Profile


def own(mine: Sequence[Facts], today: date | None) -> tuple[Profile | None, tuple[Evidence, ...]]:
    """The profile of the first of the `me` notes, and its log up to today, in order of date and line."""
    if not mine:
        return None, ()
    facts, last = mine[0], today or date.max
    log = [
        Evidence(each.date, facts.note.path, each.line, each.text, each.channel, each.direction, tags=each.tags)
        for each in facts.mentions
        if each.rejected is None and each.date is not None and each.date <= last
    ]
    return facts.profile, tuple(sorted(log, key=lambda each: (each.date or last, each.line)))
