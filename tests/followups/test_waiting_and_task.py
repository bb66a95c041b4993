"""What they owe me, and plain tasks."""

from __future__ import annotations

import pytest

from mdnetwork.followups.identity import uid
from mdnetwork.model import Evidence, PersonTask
from support.histories import day, dues, errand, everything, history, of_kind, person, said, tagged

ASKED = tagged("2026-11-02", "email → asked for the proofs #waiting", "waiting", direction="out")
PROMISED = tagged("2026-11-02", "call ← she #promised the proofs", "promised", direction="in")
SINCE = errand("Ask for the proofs", waiting_since=day("2026-11-02"))


@pytest.mark.parametrize("line", [ASKED, PROMISED])
def test_a_wait_is_due_after_two_weeks(line: Evidence) -> None:
    assert dues("waiting", history(None, line)) == [day("2026-11-16")]  # 2 + 14 = 16


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (SINCE, [day("2026-11-16")]),
        (errand(waiting_since=day("2026-11-02"), due=day("2026-11-05")), [day("2026-11-05")]),
        (errand(owed="theirs", noted=day("2026-11-03")), [day("2026-11-17")]),  # 3 + 14 = 17
        (errand(owed="theirs"), [None]),
        (errand(owed="mine", waiting_since=day("2026-11-02")), [day("2026-11-16")]),
        (errand(owed="theirs", state="done"), []),
    ],
)
def test_a_wait_in_a_task(task: PersonTask, expected: list[object]) -> None:
    assert dues("waiting", history(None, tasks=[task])) == expected


@pytest.mark.parametrize(
    ("later", "ends"),
    [
        (said("2026-11-03", direction="in", line=11), True),
        (said("2026-11-03", direction="mutual", line=11), False),
        (said("2026-11-03", direction="out", line=11), False),
        (said("2026-11-02", direction="in", line=11), False),  # not later
        (tagged("2026-11-03", "lunch #got the proofs", "got", line=11), True),
    ],
)
def test_only_their_move_ends_a_wait(later: Evidence, ends: bool) -> None:
    assert bool(dues("waiting", history(None, ASKED, later))) is not ends
    assert bool(dues("waiting", history(None, later, tasks=[SINCE]))) is not ends


def test_a_wait_of_unknown_age_ends_with_its_tick_only() -> None:
    told = history(None, said("2026-11-03", direction="in"), tasks=[errand(owed="theirs")])
    assert [each.reason for each in of_kind("waiting", told)] == ["You are waiting for: Ask about the loom."]


def test_a_wait_says_since_when() -> None:
    (found,) = of_kind("waiting", history(None, ASKED))
    assert found.reason == "Since 2 November you have been waiting for: asked for the proofs."


@pytest.mark.parametrize(
    ("task", "expected"),
    [
        (errand(due=day("2026-11-20")), [day("2026-11-20")]),
        (errand(), [None]),
        (errand(noted=day("2026-11-20")), [None]),
        (errand(state="done"), []),
        (errand(state="cancelled"), []),
    ],
)
def test_a_task_is_due_on_its_date_only(task: PersonTask, expected: list[object]) -> None:
    assert dues("task", history(None, tasks=[task])) == expected


def test_a_task_of_several_people_is_one_row_under_the_first() -> None:
    shared = errand(path="Daily/2026-11-20.md", linked=("bo", "ada"))
    (found,) = everything(history(tasks=[shared]), history(person("Bo"), tasks=[shared]))
    assert [each.name for each in found.people] == ["Bo", "Ada"]
    assert found.name == "Bo"
    assert found.reason == "You noted down a task: Ask about the loom."


def test_a_task_in_a_person_s_note_is_theirs() -> None:
    task = errand(path="People/Ada.md", linked=("ada", "bo"))
    (found,) = everything(history(tasks=[task]), history(person("Bo"), tasks=[task]))
    assert [each.name for each in found.people] == ["Ada", "Bo"]


def test_a_task_that_links_somebody_who_died_passes_to_the_next() -> None:
    task = errand(path="Daily/2026-11-20.md", linked=("bo", "ada"))
    (found,) = everything(history(), history(person("Bo", status="deceased"), tasks=[task]))
    assert [each.name for each in found.people] == ["Ada"]
    assert not everything(history(person("Bo", status="deceased"), tasks=[task]))


def test_equal_tasks_are_told_apart_and_a_moved_date_does_not_matter() -> None:
    twice = [errand(due=day("2026-11-20")), errand(due=day("2026-11-25"), line=21)]
    later = [errand(due=day("2026-11-21")), errand(due=day("2026-11-24"), line=21)]
    before, after = (everything(history(tasks=tasks)) for tasks in (twice, later))
    assert len({uid(each) for each in before}) == 2
    assert [uid(each) for each in before] == [uid(each) for each in after]
