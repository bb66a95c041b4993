"""Insight: my standing, from my own conduct alone. People are never ranked by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from mdnetwork.dates import add_days
from mdnetwork.followups.case import Case
from mdnetwork.insight.exchanges import all_exchanges, exchanges
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence

HALF_LIFE = 180
"""Days after which a deed weighs half."""
KNOWN_AFTER = 3
"""Days of contact before a favour asked, from which on somebody is no stranger."""
ANSWER_DAYS = 7
"""Days within which a message is answered."""
_TALKS = frozenset({"call", "video"})


@dataclass(frozen=True, slots=True)
class Part:
    """`value` = good / (good + bad + 1), from 0 to below 1; `good` and `bad` are deeds, weighed by their age.

    A deed weighs 0.5 ** (days ago / 180). The 1 is what has to be earned first: without deeds a part is 0.
    `well` and `ill` are the bare numbers of deeds.
    """

    value: float
    good: float
    bad: float
    well: int
    ill: int


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


Deeds = Iterable[tuple[date, float]]
"""Days, and how much a deed of that day counts before it ages."""


def standing(survey: Survey, day: date | None = None) -> Standing:
    """The standing on `day` (by default the survey's), from what was written down of the days up to it."""
    day = day or survey.today
    asked = list(_asked(survey, day))
    promised = _part(_kept(survey, day), _overdue(survey, day), day)
    giving = _part(_given(survey, day), asked, day)
    answered = list(_answered(survey, day))
    answers = _part([(on, 1.0) for on, good in answered if good], [(on, 1.0) for on, good in answered if not good], day)
    value = (promised.value + giving.value + answers.value) / 3
    return Standing(value, promised, giving, answers, sum(weight > 1 for _, weight in asked))


def _part(good: Deeds, bad: Deeds, day: date) -> Part:
    well, ill = list(good), list(bad)
    fine, poor = (sum(weight * 0.5 ** ((day - on).days / HALF_LIFE) for on, weight in deeds) for deeds in (well, ill))
    return Part(fine / (fine + poor + 1), fine, poor, len(well), len(ill))


def _kept(survey: Survey, day: date) -> Iterator[tuple[date, float]]:
    for each in survey.promises:
        on = each.kept or each.since
        if each.is_kept and on is not None and on <= day:
            yield on, 1.0


def _overdue(survey: Survey, day: date) -> Iterator[tuple[date, float]]:
    """Open on that day and due before it; one that was kept late counts until it was."""
    for each in survey.promises:
        kept = each.is_kept and (each.kept is None or each.kept <= day)
        if not kept and each.due is not None and each.due < day and (each.since or each.due) <= day:
            yield each.due, 1.0


def _given(survey: Survey, day: date) -> Iterator[tuple[date, float]]:
    for each in all_exchanges(survey):
        if each.kind in {"gave", "introduced"} and each.date is not None and each.date <= day:
            yield each.date, 1.0


def _asked(survey: Survey, day: date) -> Iterator[tuple[date, float]]:
    for each in all_exchanges(survey):
        if each.kind == "asked" and each.date is not None and each.date <= day:
            yield each.date, 1.0 if is_known(survey.cases[each.person.id], each.date) else 2.0


def is_known(case: Case, day: date) -> bool:
    """Whether somebody was no stranger on that day: three days of contact before it, or something given them."""
    given = (each for each in exchanges(case) if each.kind in {"gave", "introduced"})
    return sum(on < day for on in case.days) >= KNOWN_AFTER or any(each.date and each.date < day for each in given)


def _answered(survey: Survey, day: date) -> Iterator[tuple[date, bool]]:
    """Every day on which somebody wrote, and whether I was in touch on it or later; what may still wait is left out."""
    for case in survey.cases.values():
        wrote = {each.date for each in case.history.counted if _asks_for_answer(each)}
        mine = {each.date for each in case.history.counted if each.date and not _asks_for_answer(each)} if wrote else ()
        for on in sorted(each for each in wrote if each is not None and each <= day):
            answered = any(on <= each <= day for each in mine)
            if answered or add_days(on, ANSWER_DAYS) < day:
                yield on, answered


def _asks_for_answer(line: Evidence) -> bool:
    talked = line.channel in _TALKS or line.in_person or "gave" in line.tags
    return line.direction == "in" and not talked
