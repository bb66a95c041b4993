"""What Ada's follow-ups depend on besides her own history: each kind of dependency by itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

import pytest

from mdnetwork.followups import follow_ups, follow_ups_of
from mdnetwork.followups.context import FollowUpContext, Subject
from mdnetwork.model import Evidence, FollowUp, History, Meeting, Ref
from mdnetwork.people import People
from mdnetwork.verdicts import AHEAD, FUTURE_DATE, IN_ANOTHERS_LOG
from support.histories import ENGLISH, PLAIN, TODAY, ago, errand, history, meeting, person, said, tagged

ADA, BO, CY, DEE = (person(name) for name in ("Ada", "Bo", "Cy", "Dee"))
DAILY, CYS = "Daily/2026-11-02.md", "People/Cy.md"
RYE = person("Cy", path="People/R.md")
"""Somebody whose name is not that of the note."""
DEAD_CY = replace(CY, status="deceased")
INTRO = tagged("2026-11-02", "#intro [[Bo]]", "intro", people=("ada", "bo"))
THREE = tagged("2026-11-02", "#intro Cy and Ada to Bo", "intro", path=DAILY, people=("cy", "ada", "bo"))
BY_CY = tagged("2026-11-02", "#intro Ada Bo", "intro", path=CYS, people=("cy", "ada", "bo"))
THERE = replace(BY_CY, rejected=IN_ANOTHERS_LOG)
ASK, ASK_BO_FIRST = (errand(path=DAILY, linked=linked) for linked in (("ada", "bo"), ("bo", "ada")))
ASK_CY_FIRST = errand(path=DAILY, linked=("cy", "ada"))
MET = replace(BO, introduced_by=Ref("Ada"), met=ago(3))
FRIEND = replace(BO, introduced_by=Ref("Ada"))
LOOM, LOOM_OF_BO = (meeting("Meetings/Loom.md", ago(-2), *people) for people in ((ADA, BO), (BO, ADA)))


class Scenario(NamedTuple):
    """People and meetings, the history that replaces somebody's, and the subjects recorded for Ada before.

    `came` are the meetings afterwards, if they are others.
    """

    people: tuple[History, ...]
    changed: History | None
    subjects: set[Subject]
    meetings: tuple[Meeting, ...] = ()
    came: tuple[Meeting, ...] | None = None


def who(*names: str) -> set[Subject]:
    return {(f"People/{name}.md", "who") for name in names}


def whole(name: str) -> Subject:
    return f"People/{name}.md", "history"


SCENARIOS = {
    "the other of an introduction wrote since": Scenario(
        (history(ADA, INTRO), history(BO)),
        history(BO, tagged("2026-11-12", "← #got it", "got", path=BO.path, people=("bo",))),
        {*who("Bo"), whole("Bo")},
    ),
    "the other of an introduction has another name": Scenario(
        (history(ADA, INTRO), history(BO)), history(replace(BO, name="Bob")), {*who("Bo"), whole("Bo")}
    ),
    "somebody on the line has another name": Scenario(
        (history(ADA, THREE), history(BO, THREE), history(RYE, THREE)),
        history(replace(RYE, name="Rye"), THREE),
        who("Bo", "R"),
    ),
    "a line is in somebody else's log": Scenario(
        (history(ADA), history(BO), history(CY)), history(CY, BY_CY), set()
    ),
    "a line in somebody else's log counts": Scenario(
        (history(ADA, THERE), history(BO, THERE), history(CY, replace(BY_CY, rejected="quoted"))),
        history(CY, BY_CY),
        who("Bo", "Cy"),
    ),
    "somebody with a line in their log dies": Scenario(
        (history(ADA, THERE), history(BO, THERE), history(CY, BY_CY)),
        history(DEAD_CY, BY_CY),
        {*who("Bo", "Cy"), whole("Bo")},
    ),
    "somebody linked by a task dies": Scenario(
        (history(ADA, tasks=[ASK]), history(BO)), history(replace(BO, status="deceased")), who("Bo")
    ),
    "the first one linked by a task dies": Scenario(
        (history(ADA), history(BO, tasks=[ASK_BO_FIRST])),
        history(replace(BO, status="no-contact"), tasks=[ASK_BO_FIRST]),
        who("Bo"),
    ),
    "a task is there": Scenario(
        (history(ADA), history(DEAD_CY)), history(DEAD_CY, tasks=[ASK_CY_FIRST]), set()
    ),
    "an attendee dies": Scenario(
        (history(ADA), history(BO)), history(replace(BO, status="deceased")), who("Bo"), (LOOM,)
    ),
    "the first attendee is paused": Scenario(
        (history(ADA), history(BO)), history(replace(BO, status="paused")), who("Bo"), (LOOM_OF_BO,)
    ),
    "a meeting is on another day": Scenario(
        (history(ADA), history(BO)),
        None,
        who("Bo"),
        (LOOM,),
        (meeting("Meetings/Loom.md", ago(-3), ADA, BO),),
    ),
    "a friend has another day of meeting": Scenario(
        (history(ADA), history(MET)), history(replace(MET, met=ago(5))), {whole("Bo")}
    ),
    "a friend has another first talk": Scenario(
        (history(ADA), history(FRIEND, said(ago(3), path=BO.path))),
        history(FRIEND, said(ago(3), path=BO.path), said(ago(4), path=BO.path)),
        {whole("Bo")},
    ),
    "a friend dies": Scenario(
        (history(ADA), history(MET)), history(replace(MET, status="deceased")), {whole("Bo")}
    ),
    "a friend is there": Scenario((history(ADA), history(replace(MET, introduced_by=None))), history(MET), set()),
    "a friend was introduced by somebody else": Scenario(
        (history(ADA), history(MET), history(CY)), history(replace(MET, introduced_by=Ref("Cy"))), {whole("Bo")}
    ),
}  # fmt: skip


def of_ada(found: Iterable[FollowUp]) -> list[FollowUp]:
    return [each for each in found if each.identity == "ada"]


def after(people: People, scenario: Scenario) -> People:
    new = scenario.changed
    histories = [new if new and each.person.path == new.person.path else each for each in people.histories]
    return People(tuple(histories), people.meetings if scenario.came is None else scenario.came)


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_change_of_somebody_else_changes_what_ada_gets(name: str) -> None:
    scenario = SCENARIOS[name]
    one = People((*scenario.people, history(DEE)), scenario.meetings)
    before, now = (follow_ups(each, PLAIN, TODAY, ENGLISH) for each in (one, after(one, scenario)))
    assert of_ada(before) != of_ada(now)


@pytest.mark.parametrize("name", SCENARIOS)
def test_the_context_records_who_else_was_asked_about(name: str) -> None:
    scenario = SCENARIOS[name]
    context = FollowUpContext(People(scenario.people, scenario.meetings), PLAIN, TODAY, ENGLISH)
    ada = context.history("ada")
    assert ada is not None
    context.record()
    follow_ups_of(ada, context)
    assert {each for each in context.subjects if each[0] != ADA.path} == scenario.subjects


@pytest.mark.parametrize(
    ("line", "first", "last", "count"),
    [
        (replace(BY_CY, date=ago(-3), rejected=FUTURE_DATE), date.min, ago(-2), 0),
        (replace(BY_CY, date=TODAY, path=LOOM.note.path, rejected=AHEAD), TODAY, TODAY, 0),
        (replace(BY_CY, date=TODAY), TODAY, TODAY, 1),
        (replace(BY_CY, date=ago(3)), ago(2), date.max, 1),
    ],
)
def test_a_line_in_somebody_elses_log_is_one_on_some_days(line: Evidence, first: date, last: date, count: int) -> None:
    people = People((history(ADA), history(BO), history(CY, line)))
    context = FollowUpContext(people, PLAIN, TODAY, ENGLISH)
    assert len(list(context.introductions("ada"))) == count
    assert (context.clock.holds_from, context.clock.holds_until) == (first, last)


def test_those_who_are_gone_have_no_history_and_are_not_named() -> None:
    people = People((history(ADA), history(DEAD_CY, BY_CY, tasks=[ASK_CY_FIRST])), (LOOM,))
    context = FollowUpContext(people, PLAIN, TODAY, ENGLISH)
    assert context.history("cy") is None
    assert context.history("nobody") is None
    assert context.person("nobody") is None
    assert context.person("cy") is context.owner(CYS) is people.paths[CYS].person
    assert context.living(("cy", "ada", "nobody")) == (ADA,)
    assert context.tasks("ada") == [ASK_CY_FIRST]
    assert list(context.meetings("ada")) == [LOOM]
    assert context.history("ada") is context.history("ada")
