"""Insight: the user's standing, from their own conduct only. It never ranks people."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.insight.exchanges import REFERENCES, Exchange, all_exchanges, exchanges
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Person

HALF_LIFE = 180
"""The half-life of an event's weight, in days."""
KNOWN_AFTER = 3
"""The number of contact days before a favour after which a person is no stranger."""
ANSWER_DAYS = 7
"""The number of days in which a message should be answered."""
_TALKS = frozenset({"call", "video"})


class ReputationEvent(NamedTuple):
    """A good or bad action of the user: its day, base weight, evidence, and the person it affected."""

    day: date
    is_good: bool
    evidence: tuple[Evidence, ...]
    person: Person
    counts: float = 1.0

    def weight(self, day: date) -> float:
        """The weight on a later day: half after 180 days, a quarter after 360."""
        faded: float = 0.5 ** ((day - self.day).days / HALF_LIFE)
        return self.counts * faded


@dataclass(frozen=True, slots=True)
class Part:
    """`value` = good / (good + bad + 1), from 0 to below 1. `good` and `bad` are sums of weights by age.

    An event weighs 0.5 ** (days ago / 180). The 1 has to be earned first: without events a part is 0.
    """

    value: float
    good: float
    bad: float
    deeds: tuple[ReputationEvent, ...]
    """By day."""

    @property
    def well(self) -> int:
        """The number of good events."""
        return sum(deed.is_good for deed in self.deeds)

    @property
    def ill(self) -> int:
        """The number of bad events."""
        return len(self.deeds) - self.well


@dataclass(frozen=True, slots=True)
class Standing:
    """The user's standing, as far as their own conduct decides it: the mean of four parts, from 0 to below 1.

    - `promises`: kept ones are good, from the day they were kept (if unknown, made); overdue ones are bad, from the
      due date.
    - `giving`: things given (`#gave`) and introductions made are good; favours asked are bad, and count twice if asked
      of somebody hardly known (fewer than 3 days of contact before, and nothing given before).
    - `answers`: messages that the user answered are good, messages without an answer for more than 7 days are bad, both
      from the day they came. A call, a video call or a meeting needs no answer.
    - `references`: references given and received (`#reference`, `#testimonial`) are good. Nobody owes one, so that
      nothing here is bad.

    A part without events is 0 and is not left out, so that a first gift cannot lower the mean. All weights fade
    equally and the 1 does not, so with time each part only falls: silence never raises it. People who are private,
    died or want no contact are left out.

    Source: reputation as earned by conduct and lost by opportunism (docs/networking.md). The fraction is the Beta
    reputation of Josang & Ismail 2002 ("The beta reputation system"), with ageing and without a prior.
    """

    value: float
    promises: Part
    giving: Part
    answers: Part
    references: Part
    strangers: int
    """Favours asked of people hardly known."""

    @property
    def parts(self) -> dict[str, Part]:
        """The four parts by name."""
        return {
            "promises": self.promises,
            "giving": self.giving,
            "answers": self.answers,
            "references": self.references,
        }


def standing(survey: Survey, day: date | None = None, passed: Iterable[Exchange] | None = None) -> Standing:
    """The standing on `day` (by default the survey's day), from the notes up to that day.

    `passed` are `all_exchanges`, for whoever has them.
    """
    day = day or survey.today
    passed = [*(all_exchanges(survey) if passed is None else passed)]
    promised = _part((*_kept(survey, day), *_overdue(survey, day)), day)
    giving, answers = _part(_exchanged(survey, passed, day), day), _part(_answered(survey, day), day)
    references = _part(_recommended(passed, day), day)
    value = (promised.value + giving.value + answers.value + references.value) / 4
    return Standing(value, promised, giving, answers, references, sum(deed.counts > 1 for deed in giving.deeds))


def _part(events: Iterable[ReputationEvent], day: date) -> Part:
    deeds = sorted(events, key=lambda each: (each.day, [(line.path, line.line) for line in each.evidence]))
    good, bad = (sum(each.weight(day) for each in deeds if each.is_good is well) for well in (True, False))
    return Part(good / (good + bad + 1), good, bad, tuple(deeds))


def _kept(survey: Survey, day: date) -> Iterator[ReputationEvent]:
    for each in survey.promises:
        on = each.kept or each.since
        if each.is_kept and on is not None and on <= day:
            yield ReputationEvent(on, True, (each.evidence,), each.person)


def _overdue(survey: Survey, day: date) -> Iterator[ReputationEvent]:
    """Promises that were open and overdue on that day. One that was kept late counts until it was kept."""
    for each in survey.promises:
        kept = each.is_kept and (each.kept is None or each.kept <= day)
        if not kept and each.due is not None and each.due < day and (each.since or each.due) <= day:
            yield ReputationEvent(each.due, False, (each.evidence,), each.person)


def _exchanged(survey: Survey, passed: Iterable[Exchange], day: date) -> Iterator[ReputationEvent]:
    """Things the user gave and asked for."""
    for each in passed:
        if each.date is None or each.date > day:
            continue
        if each.kind in {"gave", "introduced"}:
            yield ReputationEvent(each.date, True, (each.evidence,), each.person)
        elif each.kind == "asked":
            counts = 1.0 if is_known(survey.histories[each.person.id], each.date) else 2.0
            yield ReputationEvent(each.date, False, (each.evidence,), each.person, counts)


def _recommended(passed: Iterable[Exchange], day: date) -> Iterator[ReputationEvent]:
    """References given and received."""
    for each in passed:
        if each.kind in REFERENCES and each.date is not None and each.date <= day:
            yield ReputationEvent(each.date, True, (each.evidence,), each.person)


def is_known(history: PersonHistory, day: date) -> bool:
    """Whether a person was known before that day: three days of contact, or something given to them."""
    given = (each for each in exchanges(history) if each.kind in {"gave", "introduced"})
    return sum(on < day for on in history.days) >= KNOWN_AFTER or any(each.date and each.date < day for each in given)


def _answered(survey: Survey, day: date) -> Iterator[ReputationEvent]:
    """Each day with a message from somebody, and whether the user answered; recent open messages are left out."""
    for history in survey.histories.values():
        wrote: dict[date, list[Evidence]] = {}
        for each in history.evidence.counted:
            if each.direction == "in" and each.date and each.date <= day and _asks_for_answer(each):
                wrote.setdefault(each.date, []).append(each)
        mine = (
            sorted({each.date for each in history.evidence.counted if each.date and not _asks_for_answer(each)})
            if wrote
            else []
        )
        for on, lines in wrote.items():
            at = bisect_left(mine, on)
            answered = at < len(mine) and mine[at] <= day
            if answered or add_days(on, ANSWER_DAYS) < day:
                yield ReputationEvent(on, answered, tuple(lines), history.person)


def _asks_for_answer(line: Evidence) -> bool:
    talked = line.channel in _TALKS or line.in_person or "gave" in line.tags
    return line.direction == "in" and not talked
