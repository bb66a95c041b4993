"""Who is left alone, and which of several follow-ups is heard."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from mdnetwork.dates import Cadence, PartialDate, Span
from mdnetwork.followups import rule_of_each_kind
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.i18n import texts
from mdnetwork.model import Evidence, History, Person, Ref
from mdnetwork.phrases import Phrases
from support.histories import (
    MONTH,
    TODAY,
    ago,
    day,
    errand,
    everything,
    history,
    meeting,
    of_kind,
    person,
    said,
    tagged,
)

WEEK = Cadence(Span(days=7), Span(days=7))


def busy(**fields: Any) -> tuple[History, ...]:
    """Ada with a follow-up of every kind but first and notice, and Bo, whom she introduced to me, and I to her."""
    ada = person(
        circle="core",
        cadence=MONTH,
        next_contact=ago(2),
        birthday=PartialDate(12, 10),
        anniversaries=(("anniversary", PartialDate(5, 3)),),
        **fields,
    )
    lines = [said(ago(100 + 10 * n)) for n in range(1, 5)]
    lines += [
        tagged(ago(100), "← she #got me a book", "got", direction="in"),
        tagged(ago(100), "email ← could you read it? #asked", "asked", direction="in"),
        tagged(ago(100), "#promised the paper", "promised"),
        tagged(ago(100), "#waiting for the loom", "waiting"),
        tagged(ago(100), "#intro [[Bo]]", "intro", people=("ada", "bo")),
        tagged(ago(100), "#news a prize", "news", rejected="news"),
    ]
    return history(ada, *lines, tasks=[errand()]), history(person("Bo", introduced_by=Ref("Ada")))


ADA = busy()[0].person


def kinds(*told: History, **more: Any) -> set[str]:
    return {each.kind for each in everything(*told, meetings=[meeting("Loom.md", ago(-1), told[0].person)], **more)}


def test_ada_has_every_kind() -> None:
    assert kinds(*busy()) == {*rule_of_each_kind()} - {"first", "notice", "dormant"}


@pytest.mark.parametrize("status", ["paused", "archived", "dormant", "closed", "inactive"])
def test_of_the_paused_only_birthdays_and_promises_are_heard(status: str) -> None:
    assert kinds(*busy(status=status)) == {"birthday", "promise"}


@pytest.mark.parametrize("status", ["deceased", "no-contact"])
def test_of_the_gone_nothing_is_heard(status: str) -> None:
    assert kinds(*busy(status=status)) == set()


UNTIL = day("2027-03-01")


def test_a_snooze_moves_what_it_may_and_leaves_the_rest() -> None:
    (ada, bo), (asleep, _) = busy(), busy(snooze_until=UNTIL)
    before = {each.kind: each.due for each in everything(ada, bo)}
    after = {each.kind: each.due for each in everything(asleep, bo)}
    assert {kind for kind, due in after.items() if due != before[kind]} == {
        "planned",
        "cadence",
        "waiting",
        "reply",
        "introduction",
    }
    assert {after[kind] for kind in ("planned", "cadence", "waiting", "reply", "introduction")} == {UNTIL}


@pytest.mark.parametrize(
    ("lines", "until", "due", "late_after"),
    [
        ([said(ago(10), channel="call")], UNTIL, UNTIL, UNTIL),
        ([said(TODAY, channel="call")], ago(1), ago(-28), ago(-42)),  # the band lies later than the snooze
        ([said(ago(30), channel="call")], ago(1), ago(1), ago(-12)),  # the band's end lies later
        ([], UNTIL, UNTIL, UNTIL),
    ],
)
def test_a_snooze_lasts_until_its_day(lines: list[Evidence], until: date, due: object, late_after: object) -> None:
    band = Cadence(Span(days=28), Span(days=42))
    (found,) = everything(history(person(cadence=band, snooze_until=until), *lines))
    assert (found.due, found.late_after) == (due, late_after)
    assert found.reason.endswith(f"; snoozed until {Phrases(texts('en'), TODAY).day(until)}.") is (due == until)


def test_a_snooze_moves_a_first_meeting() -> None:
    met = said(ago(1), in_person=True)
    assert [each.due for each in everything(history(person(snooze_until=ago(-3)), met))] == [ago(-3)]


@pytest.mark.parametrize(
    ("ada", "lines", "heard", "hidden"),
    [
        (person(next_contact=ago(-9), cadence=WEEK), [said(ago(3), in_person=True)], "planned", ["first", "cadence"]),
        (person(cadence=WEEK), [said(ago(3), in_person=True)], "first", ["cadence"]),
        (person(cadence=WEEK), [said(ago(20 + 10 * n)) for n in range(4)], "cadence", []),
        (person(next_contact=ago(3), cadence=WEEK), [said(ago(3))], "cadence", []),
    ],
)
def test_of_the_standing_ones_a_person_has_one(
    ada: Person, lines: list[Evidence], heard: str, hidden: list[str]
) -> None:
    found = everything(history(ada, *lines))
    assert [each.kind for each in found if not each.superseded] == [heard]
    assert sorted(each.kind for each in found if each.superseded) == sorted(hidden)


def test_promises_and_the_rest_stand_beside_it() -> None:
    hidden = {each.kind for each in everything(*busy()) if each.superseded}
    assert hidden == {"cadence"}


@pytest.mark.parametrize(
    ("fresh_from", "silent"),
    [
        (day("2020-01-01"), set()),
        (TODAY, {"planned", "reply", "thank", "congratulate", "introduction"}),
    ],
)
def test_a_fresh_start_drops_old_courtesies_and_keeps_promises(fresh_from: Any, silent: set[str]) -> None:
    assert kinds(*busy()) - kinds(*busy(), settings=FollowUpSettings(fresh_from=fresh_from)) == silent


def test_a_fresh_start_drops_an_old_first_meeting() -> None:
    told = history(person(), said(ago(3), in_person=True))  # due two days ago
    assert of_kind("first", told, settings=FollowUpSettings(fresh_from=ago(2)))
    assert not of_kind("first", told, settings=FollowUpSettings(fresh_from=ago(1)))
