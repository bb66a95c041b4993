"""What a goal's note says it is about."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.insight.topics import body_of
from mdnetwork.model import Aims
from mdnetwork.parsing import ReadingSettings, read_note

GOAL = "Goals/Tour.md"


def read(note: str) -> Aims:
    found = read_note(GOAL, note.encode(), ReadingSettings()).aims
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("note", "topics", "line"),
    [
        ("# No front matter\n", (), 1),
        ("---\nkind: goal\n---\ntext\n", (), 1),
        ("---\ntopics:\n---\n", (), 1),
        ("---\nkind: goal\ntopics: energy, tidal power\n---\n", ("energy", "tidal power"), 3),
        ('---\ntopics:\n  - "[[Tidal power]]"\n  - glass\n---\n', ("Tidal power", "glass"), 3),
    ],
)
def test_topics_are_read_with_the_line_of_the_first(note: str, topics: tuple[str, ...], line: int) -> None:
    assert read(note) == Aims(topics, line=line)


def test_a_goal_is_after_sectors_too_and_has_motives() -> None:
    note = "---\ntipo: obiettivo\nmotivo: [imparare, carriera]\nsettore: musica\nargomenti: [organi]\n---\n"
    assert read(note) == Aims(("organi",), ("musica",), (), ("imparare", "carriera"), 4)


def test_a_goal_has_targets_a_deadline_and_a_state() -> None:
    note = "---\ntype: goal\ntargets: [Acme, insurance]\ndeadline: 2026-12-18\nsnooze_until: 2026-12-01\n---\n"
    expected = Aims(
        targets=("Acme", "insurance"),
        line=3,
        deadline=date(2026, 12, 18),
        deadline_line=4,
        snooze_until=date(2026, 12, 1),
    )
    assert read(note) == expected
    for status, is_over in (("reached", True), ("raggiunto", True), ("paused", True), ("active", False)):
        assert read(f"---\ntype: goal\nstatus: {status}\n---\n").is_over is is_over


def test_a_deadline_that_is_no_day_is_a_problem() -> None:
    (problem,) = read_note(GOAL, b"---\ntype: goal\ndeadline: soon\n---\n", ReadingSettings()).problems
    assert (problem.code, problem.line) == ("BAD-DATE", 3)


def test_the_body_is_what_stands_below_the_front_matter() -> None:
    assert body_of(b"---\na: b\n---\nHello\n") == "Hello\n"
    assert body_of(b"Hello\n") == "Hello\n"
