"""Insight: my standing, from my own conduct alone. People are never ranked by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.insight.contact import all_exchanges, exchanges
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Person

HALF_LIFE = 180
"""Days after which a deed weighs half."""
KNOWN_AFTER = 3
"""Days of contact before a favour asked, from which on somebody is no stranger."""
ANSWER_DAYS = 7
"""Days within which a message is answered."""
_TALKS = frozenset({"call", "video"})


class ReputationEvent(NamedTuple):
    """What I did well, or ill: the day, how much it counts before it ages, on what evidence and to whom."""

    day: date
    is_good: bool
    evidence: tuple[Evidence, ...]
    person: Person
    counts: float = 1.0

    def weight(self, day: date) -> float:
        """How much it weighs on a later day: half after 180 days, a quarter after 360."""
        faded: float = 0.5 ** ((day - self.day).days / HALF_LIFE)
        return self.counts * faded


@dataclass(frozen=True, slots=True)
class Part:
    """`value` = good / (good + bad + 1), from 0 to below 1; `good` and `bad` are deeds, weighed by their age.

    A deed weighs 0.5 ** (days ago / 180). The 1 is what has to be earned first: without deeds a part is 0.
    """

    value: float
    good: float
    bad: float
    deeds: tuple[ReputationEvent, ...]
    """In order of day."""

    @property
    def well(self) -> int:
        """The bare number of good deeds."""
        return sum(deed.is_good for deed in self.deeds)

    @property
    def ill(self) -> int:
        """The bare number of bad ones."""
        return len(self.deeds) - self.well


@dataclass(frozen=True, slots=True)
class Standing:
    """How I stand with others, as far as my conduct makes it: the mean of three parts, from 0 to below 1.

    - `promises`: good are those I kept, from the day I did (where it is not known, the day I made them); bad are
      those overdue, from the day they were due.
    - `giving`: good are what I gave (`#gave`) and introductions I made; bad are favours I asked, and one asked of
      somebody hardly known (fewer than 3 days of contact before, and nothing given them before) counts twice.
    - `answers`: good are messages of theirs after which I was in touch, bad those that have waited for more than 7
      days; both from the day they came. A call, a video call or a meeting answers itself.

    A part without deeds is 0 and not left out, so that a first gift cannot lower the mean. All weights fade alike and
    the 1 does not, so with time alone each part only falls: silence never raises it. What is private is left out, and
    so are people who died or want no contact.

    Source: reputation as mine, earned by conduct and lost by opportunism (docs/networking.md); the fraction is the
    Beta reputation of Josang & Ismail 2002 ("The beta reputation system"), with ageing, and with a prior of none.
    """

    value: float
    promises: Part
    giving: Part
    answers: Part
    strangers: int
    """Favours asked of people hardly known."""


def standing(survey: Survey, day: date | None = None) -> Standing:
    """The standing on `day` (by default the survey's), from what was written down of the days up to it."""
    day = day or survey.today
    promised = _part((*_kept(survey, day), *_overdue(survey, day)), day)
    giving, answers = _part(_exchanged(survey, day), day), _part(_answered(survey, day), day)
    value = (promised.value + giving.value + answers.value) / 3
    return Standing(value, promised, giving, answers, sum(deed.counts > 1 for deed in giving.deeds))


def _part(found: Iterable[ReputationEvent], day: date) -> Part:
    deeds = sorted(found, key=lambda each: (each.day, [(line.path, line.line) for line in each.evidence]))
    good, bad = (sum(each.weight(day) for each in deeds if each.is_good is well) for well in (True, False))
    return Part(good / (good + bad + 1), good, bad, tuple(deeds))


def _kept(survey: Survey, day: date) -> Iterator[ReputationEvent]:
    for each in survey.promises:
        on = each.kept or each.since
        if each.is_kept and on is not None and on <= day:
            yield ReputationEvent(on, True, (each.evidence,), each.person)


def _overdue(survey: Survey, day: date) -> Iterator[ReputationEvent]:
    """Open on that day and due before it; one that was kept late counts until it was."""
    for each in survey.promises:
        kept = each.is_kept and (each.kept is None or each.kept <= day)
        if not kept and each.due is not None and each.due < day and (each.since or each.due) <= day:
            yield ReputationEvent(each.due, False, (each.evidence,), each.person)


def _exchanged(survey: Survey, day: date) -> Iterator[ReputationEvent]:
    """What I gave and asked."""
    for each in all_exchanges(survey):
        if each.date is None or each.date > day:
            continue
        if each.kind in {"gave", "introduced"}:
            yield ReputationEvent(each.date, True, (each.evidence,), each.person)
        elif each.kind == "asked":
            counts = 1.0 if is_known(survey.cases[each.person.id], each.date) else 2.0
            yield ReputationEvent(each.date, False, (each.evidence,), each.person, counts)


def is_known(history: PersonHistory, day: date) -> bool:
    """Whether somebody was no stranger on that day: three days of contact before it, or something given them."""
    given = (each for each in exchanges(history) if each.kind in {"gave", "introduced"})
    return sum(on < day for on in history.days) >= KNOWN_AFTER or any(each.date and each.date < day for each in given)


def _answered(survey: Survey, day: date) -> Iterator[ReputationEvent]:
    """Every day on which somebody wrote, and whether I was in touch on it or later; what may still wait is left out."""
    for history in survey.cases.values():
        wrote: dict[date, list[Evidence]] = {}
        for each in history.evidence.counted:
            if each.date and each.date <= day and _asks_for_answer(each):
                wrote.setdefault(each.date, []).append(each)
        mine = (
            {each.date for each in history.evidence.counted if each.date and not _asks_for_answer(each)}
            if wrote
            else ()
        )
        for on, lines in wrote.items():
            answered = any(on <= each <= day for each in mine)
            if answered or add_days(on, ANSWER_DAYS) < day:
                yield ReputationEvent(on, answered, tuple(lines), history.person)


def _asks_for_answer(line: Evidence) -> bool:
    talked = line.channel in _TALKS or line.in_person or "gave" in line.tags
    return line.direction == "in" and not talked
