"""What holds of all follow-ups, whatever the vault says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import chain
from random import Random
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.dates import PartialDate
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.followups.identity import uid
from mdnetwork.model import History, Meeting, Person, Ref
from support.histories import MONTH, NEVER, TODAY, WEEKS, errand, everything, history, meeting, moved, person, said

Item = TypeVar("Item")
NAMES = ("Ada", "Bo", "Cy")
IDS = tuple(name.casefold() for name in NAMES)
STANDING = {"planned", "first", "cadence"}
TAGS = ("promised", "kept", "waiting", "got", "intro", "thanked", "news")
TEXTS = ("coffee → #promised the paper", "← #promised it", "#intro [[Ada]] [[Bo]]", "#got #thanked", "#waiting", "")

days = st.dates(TODAY - dt.timedelta(days=400), TODAY)
near = st.dates(TODAY - dt.timedelta(days=400), TODAY + dt.timedelta(days=400))
lines = st.builds(
    said,
    days,
    st.sampled_from(TEXTS),
    line=st.integers(1, 30),
    path=st.sampled_from([*(f"People/{name}.md" for name in NAMES), "Daily/today.md"]),
    channel=st.sampled_from([None, "coffee", "call"]),
    direction=st.sampled_from(["out", "in", "mutual"]),
    source=st.sampled_from(["log", "link", "field"]),
    in_person=st.booleans(),
    due=st.none() | near,
    tags=st.lists(st.sampled_from(TAGS), max_size=2, unique=True).map(tuple),
    people=st.permutations(IDS).map(tuple),
    rejected=st.sampled_from([None, None, None, "news", "co-presence", "in another's log", "quoted"]),
)
tasks = st.builds(
    errand,
    st.sampled_from(["send it", "ask", ""]),
    path=st.sampled_from(["People/Ada.md", "Daily/today.md"]),
    line=st.integers(31, 40),
    state=st.sampled_from(["open", "done"]),
    due=st.none() | near,
    owed=st.sampled_from(["", "mine", "theirs"]),
    noted=st.none() | days,
    linked=st.permutations(IDS).map(tuple),
)
partial = st.none() | st.builds(PartialDate, st.integers(1, 12), st.none() | st.integers(1, 31))
STATUSES = ["", "", "", "paused", "deceased", "no-contact"]
fields = st.fixed_dictionaries(
    {
        "cadence": st.sampled_from([None, WEEKS, MONTH, NEVER]),
        "circle": st.sampled_from([None, "core"]),
        "status": st.sampled_from(STATUSES),
        "met": st.none() | days,
        "next_contact": st.none() | near,
        "next_never": st.booleans(),
        "snooze_until": st.none() | near,
        "birthday": partial,
        "introduced_by": st.none() | st.sampled_from(NAMES).map(Ref),
    }
)


told_lines = st.lists(lines, max_size=6, unique_by=lambda line: (line.path, line.line))
owed_tasks = st.lists(tasks, max_size=4, unique_by=lambda each: each.task.line)


@st.composite
def networks(draw: st.DrawFn) -> tuple[History, ...]:
    people = [person(name, **draw(fields)) for name in NAMES]
    owed = draw(owed_tasks)
    return tuple(history(each, *draw(told_lines), tasks=owed) for each in people)


def gathering(told: tuple[History, ...]) -> list[Meeting]:
    return [meeting("Loom.md", TODAY + dt.timedelta(days=2), *(each.person for each in told))]


@given(networks(), st.randoms(use_true_random=False))
def test_the_order_of_evidence_and_people_does_not_matter(told: tuple[History, ...], random: Random) -> None:
    def shuffled(items: tuple[Item, ...]) -> tuple[Item, ...]:
        return tuple(random.sample(items, len(items)))

    mixed = tuple(
        History(each.person, shuffled(each.counted), shuffled(each.rejected), shuffled(each.errands)) for each in told
    )
    assert everything(*shuffled(mixed)) == everything(*told)


@given(networks())
def test_an_interaction_today_ends_what_waits_for_one(told: tuple[History, ...]) -> None:
    today = said(TODAY, "email", path="Daily/new.md", line=99, channel="email")
    talked = [replace(each, counted=(*each.counted, today)) for each in told if each.person.met != TODAY]
    overdue = [
        each
        for each in everything(*talked)
        if each.due and each.due <= TODAY and not (each.person and each.person.snooze_until)
    ]
    assert not {each.kind for each in overdue} & STANDING


@given(networks(), st.integers(-300, 300))
def test_uids_stay_when_the_dates_move(told: tuple[History, ...], days_later: int) -> None:
    later = TODAY + dt.timedelta(days=days_later)
    quiet = [replace(each, person=replace(each.person, met=None, next_contact=None)) for each in told]
    before = everything(*quiet, today=TODAY)
    after = everything(*(moved(days_later, each) for each in quiet), today=later)
    assert {uid(each) for each in before} == {uid(each) for each in after}


@given(networks())
def test_uids_are_unique(told: tuple[History, ...]) -> None:
    found = everything(*told, meetings=gathering(told))
    assert len({uid(each) for each in found}) == len(found)


@given(networks())
def test_nobody_who_is_gone_is_named(told: tuple[History, ...]) -> None:
    found = everything(*told, meetings=gathering(told))
    named: set[Person] = set(chain.from_iterable(each.people for each in found))
    assert not {each.status for each in named} & {"deceased", "no-contact"}


@given(networks())
def test_of_the_standing_ones_everybody_has_one(told: tuple[History, ...]) -> None:
    found = [each for each in everything(*told) if each.kind in STANDING]
    heard = [each.identity for each in found if not each.superseded]
    assert len(heard) == len(set(heard))
    assert set(heard) == {each.identity for each in found}


@given(networks(), st.none() | near)
def test_every_follow_up_says_why_in_one_sentence(told: tuple[History, ...], fresh_from: dt.date | None) -> None:
    for each in everything(*told, settings=FollowUpSettings(fresh_from=fresh_from)):
        assert each.reason.endswith((".", "…"))
        assert each.people[0] == each.person
        assert each.evidence or each.due is None
        assert each.due is None or each.late_after is None or each.due <= each.late_after


@settings(max_examples=20)
@given(networks(), st.dates())
def test_any_day_will_do(told: tuple[History, ...], today: dt.date) -> None:
    if today.year < dt.date.max.year:
        assert everything(*told, today=today) == everything(*told, today=today)
