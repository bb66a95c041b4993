"""Which follow-ups a feed tells of, each once."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import pytest

from mdnetwork.calendar.select import FeedSettings
from support.feeds import ADA, BRUNO, CARLA, due, events, feed, person, said, titles

WORK = person("Wanda Blu", tags=("#Work/Acme",), circle="Core")


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ({}, ["Get in touch with Ada Loughton", "Get in touch with Wanda Blu", "Thank Bruno Neri"]),
        ({"kinds": ("thank",)}, ["Thank Bruno Neri"]),
        ({"kinds": ("dormant",)}, ["Reconnect with Carla Verdi"]),
        ({"tags": ("work",)}, ["Get in touch with Wanda Blu"]),
        ({"tags": ("#work/acme/", "other")}, ["Get in touch with Wanda Blu"]),
        ({"tags": ("wor",)}, []),
        ({"circles": ("CORE",)}, ["Get in touch with Wanda Blu"]),
        ({"circles": ("core",), "tags": ("home",)}, []),
    ],
)
def test_kinds_tags_and_circles(settings: dict[str, Any], found: list[str]) -> None:
    all_of_them = (due(), due("thank", BRUNO), due("dormant", CARLA), due("cadence", WORK))
    assert titles(feed(*all_of_them, settings=FeedSettings(**settings))) == found


@pytest.mark.parametrize(("kind", "is_in"), [("prepare", True), ("introduction", True), ("task", False)])
def test_of_several_people_one_is_enough_where_it_is_about_all(kind: Any, is_in: bool) -> None:
    built = feed(due(kind, ADA, -1, people=(ADA, WORK)), settings=FeedSettings(tags=("work",)))
    assert len(events(built)) == is_in


def test_people_may_be_unsaid() -> None:
    assert titles(feed(due("prepare", ADA, -1, people=()))) == ["Prepare for the meeting with Ada Loughton"]


def test_superseded_and_undated_ones_are_never_in_the_feed() -> None:
    assert events(feed(due(superseded=True), due("task", due=None))) == []


def test_no_uid_comes_twice() -> None:
    late, soon, later = (due(days=days, evidence=(said(None),)) for days in (3, 2, -4))
    built = [feed(*each, settings=FeedSettings(overdue="pin")) for each in permutations((soon, late, later))]
    (one,) = {calendar.data for calendar in built}
    assert one.count(b"BEGIN:VEVENT") == 1
    assert b"DTSTART;VALUE=DATE:20261122" in one
    for calendar in built:
        assert [(p.code, p.path, p.line) for p in calendar.problems] == [("FEED-EVENT", ADA.path, 7)] * 2


def test_a_double_without_evidence_is_reported_at_its_note() -> None:
    (problem,) = feed(due(days=2), due()).problems
    assert (problem.path, problem.line, problem.severity) == (ADA.path, 0, "warning")
