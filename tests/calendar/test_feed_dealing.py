"""The calm deal: what lies on which day."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.dates import PartialDate
from mdnetwork.model import FollowUp
from support.feeds import ADA, TODAY, ago, day_of, days, due, events, feed, person, titles

SATURDAY, SUNDAY, MONDAY = (dt.date(2026, 11, day) for day in (28, 29, 30))
PEOPLE = [person(f"P{n}") for n in range(9)]


def on(day: dt.date, who: int, kind: Any = "cadence") -> FollowUp:
    return due(kind, PEOPLE[who], (TODAY - day).days)


def held(*follow_ups: FollowUp, today: dt.date = TODAY, **settings: Any) -> dict[dt.date, list[str]]:
    """The people of each day, by the last word of the title."""
    found: dict[dt.date, list[str]] = {}
    for title, day in days(feed(*follow_ups, today=today, settings=FeedSettings(**settings))):
        found.setdefault(day, []).append(title.split()[-1])
    return found


def test_overdue_ones_come_to_today_and_later_ones_stay() -> None:
    assert held(on(ago(40), 0), on(TODAY, 1), on(ago(-3), 2)) == {TODAY: ["P0", "P1"], ago(-3): ["P2"]}


def test_overdue_ones_may_be_pinned_to_their_date() -> None:
    assert held(on(ago(40), 0), on(TODAY, 1), overdue="pin") == {ago(40): ["P0"], TODAY: ["P1"]}


@pytest.mark.parametrize(
    ("per_day", "names"),
    [(0, []), (1, ["P3"]), (2, ["P0", "P3"]), (3, ["P0", "P1", "P3"]), (4, ["P0", "P1", "P3", "P4"])],
)
def test_todays_come_first_but_one_overdue_at_least(per_day: int, names: list[str]) -> None:
    told = [on(TODAY, 0), on(TODAY, 1), on(ago(9), 3), on(ago(8), 4), on(ago(7), 5)]
    assert held(*told, per_day=per_day).get(TODAY, []) == names


def test_without_overdue_ones_today_is_dealt_alone() -> None:
    assert held(on(TODAY, 0), on(TODAY, 1), on(TODAY, 2, "promise"), per_day=2) == {TODAY: ["P0", "P2"]}


def test_importance_goes_before_lateness() -> None:
    assert held(on(ago(80), 0), on(ago(1), 1, "promise"), on(ago(90), 2), per_day=2) == {TODAY: ["P2", "P1"]}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ((5, 3), (9, 2)),  # later against the band, though due more recently
        ((9, 2), (5, 2)),  # equally late: due for longer
        ((9, -3), (5, -3)),  # neither is late yet
    ],
)
def test_of_one_kind_the_latest_comes_first(first: tuple[int, int], second: tuple[int, int]) -> None:
    told = [due("cadence", PEOPLE[n], days, late_after=ago(late)) for n, (days, late) in enumerate((second, first))]
    assert held(*told, per_day=1) == {TODAY: ["P1"]}


def test_the_last_event_says_how_many_wait() -> None:
    told = events(feed(*(on(ago(n), n) for n in range(9))))
    last = [each for each in told if each["DESCRIPTION"].endswith("4 more follow-ups wait in mdnet due.")]
    assert [str(each["SUMMARY"]) for each in last] == ["Get in touch with P5"]
    (one,) = events(feed(on(ago(1), 0), on(ago(2), 1), settings=FeedSettings(per_day=1)))
    assert one["DESCRIPTION"].endswith("\n1 more follow-up waits in mdnet due.")


def test_a_private_last_event_leaves_it_to_the_one_before() -> None:
    secret, out = person("Ann Blu", private=True), due("cadence", PEOPLE[0])
    told = events(feed(due("promise"), due("cadence", secret), out, settings=FeedSettings(per_day=2)))
    assert [str(each["SUMMARY"]) for each in told] == ["Busy", "Keep your promise to Ada Loughton"]
    assert ["wait" in str(each.get("DESCRIPTION", "")) for each in told] == [False, True]
    busy = feed(due("cadence", secret), out, settings=FeedSettings(per_day=1, privacy="busy"))
    assert b"DESCRIPTION" not in busy.data


@pytest.mark.parametrize("today", [SATURDAY, SUNDAY])
def test_working_days_only(today: dt.date) -> None:
    told = (on(ago(9), 0), on(today, 1), on(MONDAY, 2), on(MONDAY, 3))
    assert held(*told, today=today, days="mon-fri", per_day=2) == {today: ["P1"], MONDAY: ["P0", "P2"]}
    assert held(*told, today=today, days="all") == {today: ["P0", "P1"], MONDAY: ["P2", "P3"]}


@pytest.mark.parametrize(
    ("settings", "day"),
    [({}, SUNDAY), ({"days": "mon-fri"}, dt.date(2026, 11, 27)), ({"overdue": "pin"}, dt.date(2026, 11, 27))],
)
def test_a_meeting_on_monday_is_prepared_on_friday_or_still_on_sunday(settings: dict[str, Any], day: dt.date) -> None:
    assert list(held(on(dt.date(2026, 11, 27), 0, "prepare"), today=SUNDAY, **settings)) == [day]


def test_yearly_ones_and_prepare_are_not_counted() -> None:
    birthday = due("birthday", ADA, 0, yearly=PartialDate(11, 25))
    told = feed(on(TODAY, 0), birthday, on(TODAY, 1, "prepare"), settings=FeedSettings(per_day=1))
    assert titles(told) == ["Birthday: Ada Loughton", "Get in touch with P0", "Prepare for the meeting with P1"]


def test_the_horizon_bounds_all_but_what_is_yearly() -> None:
    told = [on(ago(n), i) for i, n in enumerate((91, 90, -365, -366))]
    birthday = due("birthday", ADA, -366, yearly=PartialDate(11, 26))
    assert [each["SUMMARY"] for each in events(feed(*told, birthday, settings=FeedSettings(overdue="pin")))] == [
        "Birthday: Ada Loughton",
        "Get in touch with P1",
        "Get in touch with P2",
    ]


@given(
    st.lists(st.tuples(st.sampled_from(["promise", "task", "cadence", "prepare"]), st.integers(-9, 9)), max_size=9),
    st.integers(0, 4),
    st.sampled_from(["all", "mon-fri"]),
    st.integers(0, 6),
)
def test_today_is_calm(told: list[tuple[Any, int]], per_day: int, working: Any, day: int) -> None:
    today = TODAY + dt.timedelta(days=day)
    follow_ups = [on(today - dt.timedelta(days=late), n, kind) for n, (kind, late) in enumerate(told)]
    found = events(feed(*follow_ups, today=today, settings=FeedSettings(per_day=per_day, days=working)))
    counted = [each for each in found if str(each["CATEGORIES"].cats[0]) != "prepare"]
    assert Counter(map(day_of, counted))[today] <= per_day
    assert all(day_of(each) >= today for each in counted)
    lost = len(told) - len(found)
    said = [text for each in found if "wait" in (text := str(each["DESCRIPTION"]))]
    assert [f"{lost} more" in text for text in said] == ([True] if lost and per_day else [])
    overdue = sum(kind != "prepare" and late > 0 for kind, late in told)
    if overdue and per_day and (working == "all" or today.weekday() < 5):
        names = {each.name for each in follow_ups if each.due and each.due < today}
        assert any(str(each["SUMMARY"]).split()[-1] in names for each in counted)
