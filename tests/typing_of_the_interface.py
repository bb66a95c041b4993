"""The types that users of the Python interface see. mypy reads this file (`make types`); nothing runs it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import assert_type

from mdnetwork import (
    Answers,
    Calendar,
    Changes,
    Editor,
    Evidence,
    Fix,
    FollowUp,
    History,
    Interaction,
    Meeting,
    Network,
    Outlook,
    Person,
    Problem,
    Results,
    Review,
    Route,
    SearchResult,
    Span,
    Suggestion,
    Twins,
    Why,
)


def opening(path: str | Path) -> None:
    with Network.open(path) as net:
        assert_type(net, Network)
        assert_type(net.root, Path)
        assert_type(net.refresh(), Changes)
        assert_type(net.edit, Editor)
        assert_type(net.at(date(2026, 11, 23)), Answers)


def questions(today: Answers) -> None:
    assert_type(today.people(), Results[Person])
    assert_type(today.people()[0], Person)
    assert_type(today.person("Ada"), Person)
    assert_type(today.history("Ada"), History)
    assert_type(today.history("Ada").last_contact, date | None)
    assert_type(today.interactions("Ada"), Results[Interaction])
    assert_type(today.follow_ups(within=Span(days=7)), Results[FollowUp])
    assert_type(today.follow_ups()[0].due, date | None)
    assert_type(today.follow_ups()[0].evidence, tuple[Evidence, ...])
    assert_type(today.meetings(), Results[Meeting])
    assert_type(today.problems(), Results[Problem])
    assert_type(today.fixes(), list[Fix])
    assert_type(today.search("loom"), Results[SearchResult])
    assert_type(today.why("Ada"), Why)


def insight(today: Answers) -> None:
    assert_type(today.review(Span(months=3)), Review)
    assert_type(today.goals(), Results[Outlook])
    assert_type(today.goal("Looms"), Outlook | None)
    assert_type(today.reach("Ada"), Results[Route])
    assert_type(today.who("looms"), Results[Suggestion])
    assert_type(today.twins(), Results[Twins])


def leaving(today: Answers) -> None:
    assert_type(today.calendar(), Calendar)
    assert_type(today.feed(), bytes)
    assert_type(today.export(today.histories()), bytes)
    assert_type(today.map("svg"), bytes)
