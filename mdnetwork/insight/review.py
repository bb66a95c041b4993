"""Insight: a look back on a period, against the one before: one screen that a person can act on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mdnetwork.dates import Span
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.insight.advice import advice
from mdnetwork.insight.contact import Presence, Reach, presence, reach
from mdnetwork.insight.drift import Drift, drifting
from mdnetwork.insight.events import Events, events
from mdnetwork.insight.exchanges import Balance, Exchange, all_exchanges, balance, feedback
from mdnetwork.insight.kept import Firsts, Promises, firsts, promises_kept
from mdnetwork.insight.period import QUARTER, Periods, periods
from mdnetwork.insight.profile import Ladder, ladder
from mdnetwork.insight.shares import Circle, Shares, circles, shares
from mdnetwork.insight.standing import Standing, standing
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.insight.survey import Survey
from mdnetwork.messages import Texts
from mdnetwork.people import Directory


@dataclass(frozen=True, slots=True)
class Review:
    """How the network was tended in a period. Every number comes with its parts, and with the period before's.

    Nobody who is private, died or wants no contact is in any of it.
    """

    periods: Periods
    promises: Promises
    firsts: Firsts
    balance: Balance
    feedback: tuple[Exchange, ...]
    standing: Standing
    standing_before: Standing
    presence: Presence
    reach: Reach
    shares: Mapping[str, Shares]
    circles: tuple[Circle, ...]
    drifting: tuple[Drift, ...]
    events: Events
    profile: Ladder
    suggestions: tuple[Suggestion, ...]


def review(  # noqa: PLR0917  what a look back is made of, in the order of `follow_ups`
    directory: Directory,
    settings: FollowUpSettings,
    today: date,
    texts: Texts,
    length: Span = QUARTER,
    sizes: Sequence[tuple[str, int]] = (),
    sectors: Sequence[str] = (),
) -> Review:
    """The look back over `length` up to today. The order of notes and people's names change none of its numbers.

    `sizes` are those the user set for circles; `sectors` those that goals are after.
    """
    survey = Survey(directory, settings, today, texts)
    spans = periods(length, today)
    kept, met, how = promises_kept(survey, spans), firsts(survey, spans), presence(survey, spans)
    drift, passed = tuple(drifting(directory, settings, today)), all_exchanges(survey)
    return Review(
        spans,
        kept,
        met,
        balance(passed, spans),
        feedback(passed, spans.now),
        standing(survey),
        standing(survey, spans.before.end),
        how,
        reach(survey, spans),
        shares(survey, settings, spans, sectors),
        circles(survey, sizes, spans),
        drift,
        events(survey, spans),
        ladder(survey, spans),
        advice(survey, kept, met, drift, how),
    )
