"""Whatever the notes say: every judge reads the feed, finds each follow-up once, and the order of input is nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any, get_args

from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.dates import PartialDate
from mdnetwork.model import Evidence, FollowUp, FollowUpKind, History, Person
from support.feeds import TODAY, events, feed, judged

KINDS = get_args(FollowUpKind)
ANYTHING = st.one_of(
    st.text(st.characters(exclude_categories=()), max_size=40),
    st.text("aè👩\u200d\\,;:\"'\n\r\t \x00\x07\x1b\x7f\x85\u2028\u202e\ud800N{}%[]#", max_size=200),
)
DAYS = st.dates(TODAY - dt.timedelta(days=80), TODAY + dt.timedelta(days=300))
PEOPLE = st.builds(
    Person,
    id=ANYTHING,
    name=ANYTHING,
    path=ANYTHING,
    aliases=st.tuples(ANYTHING),
    phones=st.lists(ANYTHING, max_size=2).map(tuple),
    emails=st.lists(ANYTHING.map(lambda text: f"{text}@example.org"), max_size=2).map(tuple),
    private=st.sampled_from([False, False, False, True]),
)
EVIDENCE = st.builds(Evidence, date=st.none() | st.dates(), path=ANYTHING, line=st.integers(1, 9), text=ANYTHING)
BORN = st.dates().map(lambda day: PartialDate(day.month, day.day, day.year)) | st.just(PartialDate(2, 29))


DUE, LINES, WITH = st.none() | DAYS, st.lists(EVIDENCE, max_size=2), st.lists(PEOPLE, max_size=3)
KIND, SUPERSEDED = st.sampled_from(KINDS), st.sampled_from([False, False, True])


@st.composite
def follow_up(draw: st.DrawFn) -> FollowUp:
    kind, who = draw(KIND), draw(PEOPLE)
    return FollowUp(
        kind,
        who,
        draw(DUE),
        draw(ANYTHING),
        evidence=tuple(draw(LINES)),
        discriminator=draw(ANYTHING),
        people=(who, *draw(WITH)),
        superseded=draw(SUPERSEDED),
        yearly=draw(BORN) if kind in {"birthday", "anniversary"} else None,
        title=draw(ANYTHING),
        path=draw(ANYTHING),
    )


FOLLOW_UPS = st.lists(follow_up(), max_size=6, unique_by=lambda each: (each.identity, each.kind, each.discriminator))
SETTINGS = st.builds(
    FeedSettings,
    name=ANYTHING,
    kinds=st.just(KINDS),
    language=st.sampled_from(["en", "it"]),
    per_day=st.integers(0, 9),
    overdue=st.sampled_from(["roll", "pin"]),
    days=st.sampled_from(["all", "mon-fri"]),
    style=st.sampled_from(["events", "digest"]),
    details=st.sampled_from(["reason", "full"]),
    privacy=st.sampled_from(["full", "initials", "busy"]),
    vault_name=ANYTHING,
    todo=st.booleans(),
    alarm=st.none() | st.integers(0, 23),
    source=ANYTHING,
)


def logs(found: list[FollowUp]) -> list[History]:
    people = {each.person.id: each for each in found if each.person}
    return [History(each.concerned[0], tuple(e for e in each.evidence if e.date)) for each in people.values()]


@given(FOLLOW_UPS, SETTINGS)
def test_every_judge_reads_whatever_the_notes_say(found: list[FollowUp], chosen: FeedSettings) -> None:
    built = feed(*found, settings=chosen, histories=logs(found))
    assert {problem.message for problem in built.problems} == set()
    shown = judged(built)
    dated = [each for each in found if each.due and not each.superseded]
    if chosen.style == "events" and chosen.per_day >= len(dated):
        assert shown == len(dated)


@given(FOLLOW_UPS, SETTINGS, st.data())
def test_neither_the_order_of_input_nor_kept_events_change_a_byte(
    found: list[FollowUp], chosen: FeedSettings, data: st.DataObject
) -> None:
    told: Any = logs(found)
    built = feed(*found, settings=chosen, histories=told)
    shuffled = data.draw(st.permutations(found))
    assert feed(*shuffled, settings=chosen, histories=told) == built
    assert feed(*shuffled, settings=chosen, histories=told, kept=built.events) == built


@given(follow_up(), DAYS)
def test_the_uid_stays_whatever_the_day(found: FollowUp, day: dt.date) -> None:
    chosen = FeedSettings(kinds=KINDS, overdue="pin")
    one, other = (
        FollowUp(found.kind, found.person, due, "", discriminator=found.discriminator) for due in (TODAY, day)
    )
    uids = [str(each["UID"]) for due in (one, other) for each in events(feed(due, settings=chosen))]
    assert len(uids) == 2
    assert len(set(uids)) == 1
