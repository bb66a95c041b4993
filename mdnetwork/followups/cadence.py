"""Follow-ups, cadence: as often as I want to be in touch with them, counted from the last contact."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mdnetwork.dates import Cadence
from mdnetwork.followups.case import Case, latest
from mdnetwork.followups.round import Round
from mdnetwork.model import Evidence, FollowUp

PATIENCE = 3
"""So many times I reached out without an answer, and both ends of the band lie twice as far."""


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """The next time to be in touch; without a date where there is nothing to count from."""
    inherited = None if case.person.next_never else look.cadences.of(case.person)
    if inherited is None or inherited[0].never:
        return
    cadence = inherited[0]
    unanswered = case.unanswered(PATIENCE)
    band = cadence.doubled() if unanswered else cadence
    since = look.today if case.ahead else case.last_contact or case.person.met
    start = _counted_from(since, look)
    evidence = _evidence(case, since)
    yield case.follow_up(
        "cadence",
        start and band.due_after(start),
        [_since(case, evidence, look), *_how_often(cadence, unanswered, look), *_afresh(since, start, look)],
        (*evidence, *([case.field("cadence", cadence.text)] if case.person.cadence else ())),
        late_after=start and _late_after(band, start),
    )


def _counted_from(since: date | None, look: Round) -> date | None:
    """A fresh start counts from its own day where the last contact is older."""
    return since and latest((since, look.settings.fresh_from))


def _late_after(band: Cadence, start: date) -> date | None:
    """None where the band has one end, which is both: months cost time to count."""
    return None if band.due == band.late and band.month is None else band.late_after(start)


def _evidence(case: Case, since: date | None) -> tuple[Evidence, ...]:
    if since is None or case.ahead:
        return case.ahead
    return case.on(since) if case.days else (case.field("met", since),)


def _since(case: Case, evidence: tuple[Evidence, ...], look: Round) -> str:
    if case.ahead:
        return look.texts.say("You meet on {date}", date=look.today)
    channel = look.phrases.channel(evidence)
    if channel:
        return look.texts.say("Last talk on {date} ({channel})", date=case.last_contact, channel=channel)
    if case.last_contact:
        return look.texts.say("Last talk on {date}", date=case.last_contact)
    if case.person.met:
        return look.texts.say("You met on {date}", date=case.person.met)
    return look.texts.say("There is no dated talk yet")


def _how_often(cadence: Cadence, unanswered: int, look: Round) -> Iterator[str]:
    yield look.texts.say("you keep in touch {often}", often=look.phrases.cadence(cadence))
    if unanswered:
        yield look.texts.count(
            "{n} message had no answer yet, so there is twice the time",
            "the last {n} messages had no answer yet, so there is twice the time",
            unanswered,
        )


def _afresh(since: date | None, start: date | None, look: Round) -> Iterator[str]:
    if start != since:
        yield look.texts.say("counted afresh from {date}", date=start)
