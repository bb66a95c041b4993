"""Tie strength, drift and rhythm: worked by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from math import isclose, sqrt

import pytest

from mdnetwork.dates import Cadence, Span
from mdnetwork.followups.cadences import Cadences, FollowUpSettings
from mdnetwork.insight.drift import drift, drift_text, drifting
from mdnetwork.insight.portrait import blocks, rhythm
from mdnetwork.insight.survey import is_tended
from mdnetwork.insight.ties import tie, tie_text, ties
from support.insight_vault import ENGLISH, MONTHLY, PLAIN, TODAY, ago, directory, history, person


def test_a_strong_tie_worked_by_hand() -> None:
    """Nine days in a year, the last 12 days ago: sqrt(9/12 x 0.5 ** (12/180)) = sqrt(0.75 x 0.9548) = 0.846."""
    days = [12, 40, 80, 120, 160, 200, 240, 280, 320]
    found = tie(history(person(*(f"{ago(n)} coffee" for n in days))), TODAY)
    assert (found.days, found.silent, found.last, found.ways) == (9, 12, ago(12), "both")
    assert isclose(found.frequency, 0.75)
    assert isclose(found.recency, 0.9548, abs_tol=1e-4)
    assert isclose(found.strength, 0.846, abs_tol=1e-3)
    assert found.level == "strong"
    assert tie_text(found, ENGLISH) == "strong: 9 interactions in a year, last 12 days ago, both ways"


@pytest.mark.parametrize(
    ("log", "level", "ways", "strength"),
    [
        ((), "none", "", 0),
        ((f"{ago(366)} coffee",), "asleep", "", 0),
        ((f"{ago(365)} coffee",), "asleep", "", 0),
        ((f"{ago(180)} email → hello",), "weak", "out", sqrt(1 / 12 * 0.5) / 2),
        ((f"{ago(180)} email ← hello",), "weak", "in", sqrt(1 / 12 * 0.5) / 2),
        ((f"{ago(90)} email ← hello", f"{ago(90)} email → hello"), "weak", "both", sqrt(1 / 12 * 0.5**0.5)),
        ((f"{ago(0)} coffee", f"{ago(1)} call"), "middling", "both", sqrt(2 / 12)),
        (tuple(f"{ago(n)} call" for n in range(30)), "strong", "both", 1),
    ],
)
def test_levels(log: tuple[str, ...], level: str, ways: str, strength: float) -> None:
    found = tie(history(person(*log)), TODAY)
    assert (found.level, found.ways) == (level, ways)
    assert isclose(found.strength, strength)


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ((), "no contact yet"),
        ((f"{ago(0)} call",), "weak: 1 interaction in a year, last today, both ways"),
        ((f"{ago(1)} email → x",), "weak: 1 interaction in a year, last 1 day ago, only from you"),
        ((f"{ago(2)} email ← x",), "weak: 1 interaction in a year, last 2 days ago, only from them"),
        ((f"{ago(400)} call",), "asleep: 0 interactions in a year, last 400 days ago"),
    ],
)
def test_a_tie_is_told_with_its_parts(log: tuple[str, ...], said: str) -> None:
    assert tie_text(tie(history(person(*log)), TODAY), ENGLISH) == said


def test_what_lies_ahead_is_not_seen() -> None:
    told = history(person("2026-11-01 call", "2026-11-20 call"))
    assert tie(told, date(2026, 11, 10)).last == date(2026, 11, 1)
    assert tie(told, date(2026, 10, 1)).level == "none"


def test_ties_are_of_those_who_may_be_named() -> None:
    notes = {"A": person(), "B": person(private="true"), "C": person(status="no-contact"), "D": person(died="2026")}
    assert set(ties(directory(notes), TODAY)) == {"a"}


def test_drift_by_habit() -> None:
    """Gaps of 30 days, then 90 of silence: 90 / 30 = 3."""
    log = [f"{ago(90 + 30 * n)} coffee" for n in range(5)]
    found = drift(history(person(*log, circle="core")), PLAIN, TODAY)
    assert found is not None
    assert (found.silent, found.pace, found.habit, found.cadence, found.ratio) == (90, 30, 30, None, 3)
    assert [each.date for each in found.evidence] == [ago(90)]
    assert drift_text(found, ENGLISH) == "silent for 90 days; you used to be in touch about every 30 days"


def test_drift_by_cadence() -> None:
    """A month after 2026-09-14 is 30 days; silent for 70: 70 / 30."""
    found = drift(history(person("2026-09-14 coffee", circle="core")), MONTHLY, TODAY)
    assert found is not None
    assert (found.silent, found.pace, found.habit, found.cadence_from) == (70, 30, None, "circle core")
    assert drift_text(found, ENGLISH) == "silent for 70 days; you mean to be in touch within 30 days"


@pytest.mark.parametrize(
    ("log", "fields"),
    [
        ((), {"circle": "core"}),
        (("2026-11-01 coffee",), {"circle": "core"}),
        (("2026-09-30 coffee",), {"circle": "core"}),
        (("2026-01-30 coffee",), {}),
        (("2026-01-30 coffee",), {"circle": "core", "status": "paused"}),
        (("2026-01-30 coffee",), {"circle": "core", "cadence": "never"}),
        (("2026-01-30 coffee",), {"circle": "core", "next_contact": "never"}),
        (("2026-01-30 coffee",), {"circle": "core", "next_contact": "2026-12-01"}),
        (("2026-01-30 coffee",), {"circle": "core", "snooze_until": "2026-12-01"}),
        (("2026-01-30 coffee",), {"circle": "wide"}),
    ],
    ids=[
        "never met",
        "lately",
        "not yet",
        "untended",
        "paused",
        "by choice",
        "silenced",
        "planned",
        "snoozed",
        "no pace",
    ],
)
def test_who_does_not_drift(log: tuple[str, ...], fields: dict[str, str]) -> None:
    assert drift(history(person(*log, **fields)), MONTHLY, TODAY) is None


def test_the_furthest_drift_comes_first_and_nobody_who_may_not_be_named() -> None:
    notes = {
        "A": person("2026-08-01 call", circle="core"),
        "B": person("2026-07-01 call", circle="core"),
        "C": person("2026-01-01 call", circle="core", private="true"),
    }
    assert [each.person.name for each in drifting(directory(notes), MONTHLY, TODAY)] == ["B", "A"]


def test_who_is_tended() -> None:
    told = history(person(circle="core")).person
    assert is_tended(told, Cadences(PLAIN))
    assert not is_tended(replace(told, circle=None), Cadences(PLAIN))
    assert is_tended(
        replace(told, circle=None), Cadences(FollowUpSettings(default=Cadence(Span(days=9), Span(days=9))))
    )


def test_rhythm_is_a_block_a_month() -> None:
    log = [f"2026-11-{day:02} call" for day in range(1, 10)] + ["2026-09-02 call", "2026-09-03 call", "2025-11-30 call"]
    found = rhythm(history(person(*log)), TODAY)
    assert [days for _, days in found] == [0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 9]
    assert (found[0].month, found[-1].month) == ("2025-12", "2026-11")
    assert blocks(found) == "·········▂·█"
    assert blocks(rhythm(history(person(*log)), date(2026, 9, 2), 1)) == "▁"
