"""Planned contacts and first meetings."""

from __future__ import annotations

import pytest

from mdnetwork.model import Evidence, Person
from support.histories import TODAY, ago, day, dues, history, of_kind, person, said


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (None, [day("2026-12-01")]),
        ("2026-11-30", [day("2026-12-01")]),  # before it
        ("2026-12-01", []),  # on it
        ("2026-12-02", []),  # after it
    ],
)
def test_a_planned_contact_waits_for_one_on_or_after_its_day(last: str | None, expected: list[object]) -> None:
    ada = person(next_contact=day("2026-12-01"))
    assert dues("planned", history(ada, *([said(last)] if last else []))) == expected


def test_a_planned_contact_cites_its_field() -> None:
    (found,) = of_kind("planned", history(person(next_contact=ago(3))))
    assert found.reason == "You planned to be in touch on 20 November."
    assert [(e.date, e.source, e.text) for e in found.evidence] == [(ago(3), "field", "next_contact: 2026-11-20")]
    assert found.late_after == found.due


MET_ON = ago(3)
COFFEE = said(MET_ON, channel="coffee", in_person=True)
CALL = said(MET_ON, channel="call")
BARE = said(MET_ON)


@pytest.mark.parametrize(
    ("ada", "lines", "expected"),
    [
        (person(), [COFFEE], True),
        (person(), [CALL], False),
        (person(), [BARE], False),
        (person(), [CALL, COFFEE], True),
        (person(met=MET_ON), [], True),
        (person(met=MET_ON), [BARE], True),
        (person(met=MET_ON), [CALL], False),
        (person(met=ago(400)), [COFFEE], False),  # met long before: not the first meeting
        (person(met=ago(1)), [COFFEE], True),  # `met` is later than the earliest interaction, and does not count
        (person(met=ago(5)), [COFFEE], False),  # there was contact after the first meeting
        (person(), [COFFEE, said(ago(2))], False),
        (person(), [], False),
    ],
)
def test_a_first_meeting_is_in_person_and_stands_alone(ada: Person, lines: list[Evidence], expected: bool) -> None:
    assert bool(of_kind("first", history(ada, *lines))) is expected


@pytest.mark.parametrize(("days", "expected"), [(0, True), (1, True), (14, True), (15, False)])
def test_a_first_meeting_is_followed_up_within_two_weeks(days: int, expected: bool) -> None:
    assert bool(of_kind("first", history(person(), said(ago(days), in_person=True)))) is expected


def test_a_first_follow_up_is_due_after_a_day_and_late_after_two() -> None:
    (found,) = of_kind("first", history(person(), COFFEE))
    assert (found.due, found.late_after) == (ago(2), ago(1))
    assert found.reason == "You first met on 20 November (coffee); a few words in the first days go a long way."
    assert found.evidence == (COFFEE,)


@pytest.mark.parametrize(
    ("met_at", "said_so"),
    [
        (None, "You first met on 23 November;"),
        ("[[Paper Salon]]", "You first met on 23 November (Paper Salon);"),
        ("[[Places/Salon|the salon]]", "You first met on 23 November (the salon);"),
        ("at a friend's", "You first met on 23 November (at a friend's);"),
    ],
)
def test_a_first_follow_up_recalls_where(met_at: str | None, said_so: str) -> None:
    (found,) = of_kind("first", history(person(met=TODAY, met_at=met_at)))
    assert found.reason.startswith(said_so)
    assert found.evidence[0].text == "met: 2026-11-23"
