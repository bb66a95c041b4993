"""Follow-ups, first: a word soon after a first meeting in person, in the first two weeks only."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mdnetwork.dates import add_days
from mdnetwork.followups.case import Case
from mdnetwork.followups.round import Round
from mdnetwork.model import Evidence, FollowUp
from mdnetwork.words.channels import channel_in, in_person

DUE, LATE, LAST = 1, 2, 14
"""Days after the meeting."""


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """The follow-up of a first meeting after which there was no contact yet."""
    day = first_meeting(case)
    if day is None or case.contact_after(day) or look.today > add_days(day, LAST):
        return
    evidence = case.on(day)
    yield case.follow_up(
        "first",
        add_days(day, DUE),
        [_met(case, look, day, evidence), look.texts.say("a few words in the first days go a long way")],
        evidence or (case.field("met", day),),
        late_after=add_days(day, LATE),
    )


def first_meeting(case: Case) -> date | None:
    """The earliest interaction, or `met` if that is not later; None where they did not meet in person that day.

    `met` speaks of a meeting in person, unless that day's evidence, or `met_at`, tells of a call, of LinkedIn or the
    like.
    """
    earliest, met = case.days[0] if case.days else None, case.person.met
    day = min((each for each in (earliest, met) if each is not None), default=None)
    evidence = case.on(day) if day else ()
    if any(each.in_person for each in evidence):
        return day
    channel = channel_in(case.person.met_at or "")
    is_online = channel is not None and not in_person(channel)
    return day if day == met and not is_online and not any(each.channel for each in evidence) else None


def _met(case: Case, look: Round, day: date, evidence: tuple[Evidence, ...]) -> str:
    where = _place(case.person.met_at) if day == case.person.met else ""
    where = where or look.phrases.channel(evidence)
    if where:
        return look.texts.say("You first met on {date} ({where})", date=day, where=where)
    return look.texts.say("You first met on {date}", date=day)


def _place(met_at: str | None) -> str:
    """`[[Places/Paper Salon|the salon]]` without its brackets."""
    text = (met_at or "").strip().removeprefix("[[").removesuffix("]]")
    return text.rpartition("|")[2].rpartition("/")[2].strip()
