"""Who is named and what is told: privacy, and people whose note says private."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.dates import PartialDate
from mdnetwork.followups import own_rule_of_each_kind
from mdnetwork.i18n import texts
from mdnetwork.model import Detail, FollowUpKind, History, Person
from mdnetwork.people.privacy import initials
from support.feeds import (
    ADA,
    BRUNO,
    CARLA,
    TODAY,
    VAULT,
    ago,
    day_of,
    due,
    due_for_nobody,
    events,
    feed,
    judged,
    only,
    person,
    said,
    titles,
)

SECRET = person("Zoe Blu", aliases=("the Duchess",), private=True, phones=("+39 333 123",))
KINDS = get_args(FollowUpKind)


def told(event: Any) -> dict[str, str]:
    return {key: str(event[key]) for key in ("SUMMARY", "DESCRIPTION", "URL") if key in event}


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Ada Loughton", "A. L."),
        ("jean-luc  picard de x", "J. L. P."),
        ("山田 太郎", "山. 太."),
        ("👩 !", "👩."),
        ("?", "?."),
    ],
)
def test_initials(name: str, short: str) -> None:
    assert initials(name) == short


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in own_rule_of_each_kind()])
def test_initials_have_no_description_and_no_link(kind: FollowUpKind) -> None:
    event = only(feed(due(kind, days=-1), settings=FeedSettings(privacy="initials", vault_name="V", kinds=(kind,))))
    assert list(told(event)) == ["SUMMARY"]
    assert "A. L." in event["SUMMARY"]
    assert "Ada" not in event["SUMMARY"]
    assert event["CATEGORIES"].cats == [kind]


@pytest.mark.parametrize("language", ["en", "it"])
@pytest.mark.parametrize("kind", KINDS)
def test_busy_tells_nothing_but_the_day(kind: FollowUpKind, language: str) -> None:
    settings = FeedSettings(privacy="busy", vault_name="V", kinds=(kind,), language=language, details="full", alarm=9)
    data = feed(due(kind, days=-1, title="x"), settings=settings).data
    assert not [word for word in (b"Ada", b"A.", b"URL", b"CATEGORIES", kind.encode()) if word in data]
    assert only(feed(due(kind, days=-1), settings=settings))["SUMMARY"] == texts(language).say("Busy")


@pytest.mark.parametrize("style", ["events", "digest"])
@pytest.mark.parametrize("kind", sorted({*KINDS} - {"prepare"}))
def test_a_private_person_is_busy_everywhere(kind: FollowUpKind, style: Any) -> None:
    settings = FeedSettings(vault_name="V", kinds=(kind,), style=style, details="full")
    follow_up = due(kind, SECRET, yearly=PartialDate(11, 25, 1980) if kind in {"birthday", "anniversary"} else None)
    built = feed(follow_up, settings=settings, histories=[History(SECRET, (said(ago(3)),))])
    assert told(only(built)) == {"SUMMARY": "Busy"}
    assert not [word for word in (b"Zoe", b"Duchess", b"tel:", b"1980", kind.encode()) if word in built.data]


def test_a_digest_counts_private_people_and_says_nothing_of_them() -> None:
    settings = FeedSettings(vault_name="V", style="digest")
    (event,) = events(feed(due(), due("promise", SECRET, title="the Duchess"), settings=settings))
    assert event["SUMMARY"] == "Today: Ada Loughton, +1"
    assert event["CATEGORIES"].cats == ["cadence"]
    assert "Zoe" not in event["DESCRIPTION"]
    assert "Duchess" not in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("people", "title"),
    [
        ((SECRET, ADA), "Prepare for the meeting with Ada Loughton, +1"),
        (
            (ADA, BRUNO, SECRET, CARLA, person("Eve")),
            "Prepare for the meeting with Ada Loughton, Bruno Neri, Carla Verdi, +2",
        ),
        ((SECRET,), "Busy"),
    ],
)
def test_a_meeting_names_others_only(people: tuple[Person, ...], title: str) -> None:
    reason, path = "Meeting on 26 November with Zoe Blu, Ada.", "Meetings/Zoe Blu and Ada.md"
    meeting = due("prepare", people[0], -1, people=people, reason=reason, path=path)
    assert told(only(feed(meeting, histories=[History(each) for each in people]))) == {"SUMMARY": title}


@pytest.mark.parametrize("pair", [(ADA, SECRET), (SECRET, ADA)])
def test_an_introduction_of_a_private_person_is_busy(pair: tuple[Person, ...]) -> None:
    found = due("introduction", pair[0], people=pair)
    assert told(only(feed(found, histories=[History(each) for each in pair]))) == {"SUMMARY": "Busy"}


@pytest.mark.parametrize(
    ("reason", "people", "is_told"),
    [
        ("You promised: write to Bruno.", (), True),
        ("You promised: write to ZOÈ  BLU.", (), False),
        ("You promised: write to the duchess, soon.", (), False),
        ("You promised: write to Zoe Bluette.", (), True),
        ("You promised: write to Z.", (SECRET.id,), False),
    ],
)
def test_words_that_name_a_private_person_are_not_told(reason: str, people: tuple[str, ...], is_told: bool) -> None:
    found = due("promise", reason=reason, evidence=(said(ago(3), people=people),))
    event = only(feed(found, histories=[History(ADA), History(SECRET)]))
    assert event["SUMMARY"] == "Keep your promise to Ada Loughton"
    assert (reason in event["DESCRIPTION"]) == is_told
    assert "obsidian://" in event["DESCRIPTION"]


def test_an_anniversary_that_names_a_private_person_is_only_an_anniversary() -> None:
    found = due("anniversary", title="day_with_zoe-blu", yearly=PartialDate(11, 25))
    assert only(feed(found, histories=[History(SECRET)]))["SUMMARY"] == "Anniversary: Ada Loughton"


@pytest.mark.parametrize(("privacy", "year"), [("full", 1815), ("initials", 2000), ("busy", 2000)])
def test_the_year_of_birth_leaves_only_in_a_full_feed(privacy: Detail, year: int) -> None:
    born = due("birthday", days=-3, yearly=PartialDate(11, 28, 1815))
    assert day_of(only(feed(born, settings=FeedSettings(privacy=privacy)))).year == year


def test_a_step_of_a_goal_names_its_goal_only_in_a_full_feed() -> None:
    step = due_for_nobody("Find a printer", note="A tour")
    assert titles(feed(step)) == ["Find a printer"]
    assert titles(feed(step, settings=FeedSettings(style="digest"))) == ["Today: A tour"]
    shy = FeedSettings(privacy="initials", vault_name="V")
    assert told(only(feed(step, settings=shy))) == {"SUMMARY": "A step towards a goal"}
    assert told(only(feed(step, settings=replace(shy, style="digest")))) == {"SUMMARY": "Today: goal"}
    assert told(only(feed(step, settings=FeedSettings(privacy="busy")))) == {"SUMMARY": "Busy"}


@pytest.mark.parametrize("words", ["Lunch with Zoe Blu", "Lunch with the Duchess"])
def test_a_step_or_a_goal_that_names_a_private_person_is_told_without_words(words: str) -> None:
    step = due_for_nobody(words, note="A tour")
    goal = due_for_nobody("Find a printer", 1, note=words, path=f"Goals/{words}.md")
    built = feed(step, goal, settings=VAULT, histories=[History(SECRET)])
    assert titles(built) == ["Find a printer", "Goal: A tour"]
    assert not [word for word in (b"Zoe", b"Duchess") if word in built.data]


def test_a_feed_of_some_people_has_no_steps_of_goals() -> None:
    step = due_for_nobody()
    assert titles(feed(step, settings=FeedSettings(tags=("work",)))) == []
    assert titles(feed(step, settings=FeedSettings(circles=("core",)))) == []


@given(st.text(min_size=1), st.sampled_from(KINDS), st.sampled_from(["events", "digest"]))
def test_initials_are_never_more(name: str, kind: Any, style: Any) -> None:
    built = feed(due(kind, person(name)), settings=FeedSettings(privacy="initials", style=style, kinds=(kind,)))
    (event,) = events(built)
    assert all(len(part.rstrip(".")) <= 3 for part in str(event["SUMMARY"]).split() if part.endswith("."))
    assert judged(built) == 1
    assert day_of(event) == TODAY
    assert VAULT.vault_name.encode() not in built.data
