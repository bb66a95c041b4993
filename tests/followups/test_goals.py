"""The operational plan of a goal: its open steps and its deadline are mine, and end as other follow-ups do."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from mdnetwork import Network
from mdnetwork.followups import follow_ups
from mdnetwork.followups.identity import uid
from mdnetwork.model import FollowUp
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.people import gather
from support.histories import ENGLISH, PLAIN, TODAY, day
from support.vaults import write

PATH, STEP = "Goals/Tour.md", "- [ ] find a printer 📅 2026-11-20"
BO = {"People/Bo.md": "---\ntype: person\n---\n", "People/Al.md": "---\ntype: person\nstatus: deceased\n---\n"}


def goal(*lines: str, **keys: str) -> str:
    return "\n".join(
        ("---", "type: goal", *(f"{key}: {text}" for key, text in keys.items()), "---", "# A tour", *lines, "")
    )


def found(text: str, path: str = PATH, today: dt.date = TODAY) -> list[FollowUp]:
    notes = [read_note(where, each.encode(), ReadingSettings()) for where, each in {**BO, path: text}.items()]
    return follow_ups(gather(notes, today=today), PLAIN, today, ENGLISH)


def test_the_steps_and_the_deadline_are_due_and_about_nobody() -> None:
    plan = found(goal(STEP, "- [ ] ask around", "- [x] think", deadline="2026-12-18"))
    assert [(each.title, each.due) for each in plan] == [
        ("find a printer", day("2026-11-20")),
        ("", day("2026-12-18")),
        ("ask around", None),
    ]
    assert {(each.kind, each.person, each.people, each.path, each.note) for each in plan} == {
        ("goal", None, (), PATH, "A tour")
    }
    assert plan[1].reason == "“A tour” is to be reached by 18 December."


@pytest.mark.parametrize(
    ("step", "kinds"),
    [
        ("- [ ] ask [[Bo]]", ["task"]),
        ("- [ ] ask [[Al]]", []),
        ("- [ ] read [[Printing]]", ["goal"]),
        ("- [-] ask around", []),
    ],
)
def test_a_step_that_links_somebody_is_theirs(step: str, kinds: list[str]) -> None:
    assert [each.kind for each in found(goal(step))] == kinds


@pytest.mark.parametrize("status", ["reached", "raggiunto", "archived", "paused"])
def test_a_goal_that_is_over_is_silent(status: str) -> None:
    assert found(goal(STEP, deadline="2026-12-18", status=status)) == []


def test_a_step_keeps_its_identity_when_its_day_or_its_note_moves() -> None:
    (one,), (other,) = found(goal(STEP)), found(goal("- [ ] find a printer 📅 2026-12-20"), "Archive/Tour.md")
    assert uid(one) == uid(other)


def test_a_goal_is_put_off() -> None:
    plan = found(goal(STEP, "- [ ] ask around", deadline="2026-12-18", snooze_until="2026-12-01"))
    assert [each.due for each in plan] == [day("2026-12-01"), day("2026-12-01"), day("2026-12-18")]


def test_done_ticks_a_step_or_says_that_the_goal_is_reached_and_undo_takes_it_back(tmp_path: Path) -> None:
    text = goal(STEP, "- [ ] ask around", deadline="2026-11-20")
    root = write(tmp_path / "vault", {PATH: text})
    with Network.open(root, cache_dir=tmp_path / "cache", state_dir=tmp_path / "state") as net:
        for words, after in (
            ("printer", text.replace(STEP, f"{STEP.replace('[ ]', '[x]')} ✅ 2026-11-23")),
            ("reached", text.replace("deadline: 2026-11-20", "deadline: 2026-11-20\nstatus: reached")),
        ):
            net.edit.write(net.edit.done("A tour", TODAY, words=words))
            assert (root / PATH).read_text("utf-8") == after
            net.refresh()
            assert words not in " ".join(each.reason for each in net.at(TODAY).follow_ups())
            net.edit.undo()
            net.refresh()
        net.edit.write(net.edit.snooze("A tour", "2w", TODAY))
        net.refresh()
        assert {each.due for each in net.at(TODAY).all_follow_ups()} == {day("2026-12-07")}
        net.edit.undo()
        assert (root / PATH).read_text("utf-8") == text
