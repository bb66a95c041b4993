"""Follow-ups, dormant: somebody of a circle who used to be there regularly, and fell silent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from mdnetwork.dates import add_days
from mdnetwork.followups.case import Case, latest
from mdnetwork.followups.round import Round
from mdnetwork.model import FollowUp

GAPS, DAYS = 3, 21
"""The least to speak of a habit: so many gaps between interactions, over so many days."""


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """A word to wake the tie, from twice the usual gap after the last contact until twelve times."""
    if len(case.days) <= GAPS or case.ahead or not _is_tended(case, look):
        return
    gap = usual_gap(case.days)
    last = case.days[-1]
    start = latest((last, look.settings.fresh_from)) or last
    until = add_days(start, int(max(12 * gap, gap + 90)))
    if (last - case.days[0]).days < DAYS or look.today > until:
        return
    usual = look.texts.count(
        "You used to be in touch about every day", "You used to be in touch about every {n} days", round(gap)
    )
    yield case.follow_up(
        "dormant",
        add_days(start, int(max(2 * gap, gap + 14)) + 1),
        [usual, look.texts.say("the last time was on {date}", date=last)],
        case.on(last),
        late_after=until,
    )


def _is_tended(case: Case, look: Round) -> bool:
    """Only people with a circle or a cadence; who is untended by choice is left so."""
    if case.person.next_never:
        return False
    inherited = look.cadences.of(case.person)
    return bool(case.person.circle) if inherited is None else not inherited[0].never


def usual_gap(days: Sequence[date]) -> float:
    """The median of the days between one interaction and the next."""
    gaps = sorted([(later - earlier).days for earlier, later in pairwise(days)])
    return (gaps[len(gaps) // 2] + gaps[~(len(gaps) // 2)]) / 2
