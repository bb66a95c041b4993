"""When a meeting begins, as notes say it."""

from __future__ import annotations

import pytest

from mdnetwork.parsing import read_note
from mdnetwork.parsing.settings import ReadingSettings


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("date: 2026-11-23T09:30", "09:30"),
        ("date: 2026-11-23 9:30:00", "09:30"),
        ("date: 2026-11-23T00:00:00Z", ""),
        ("date: 2026-11-23T00:00:00.000Z", ""),
        ("date: 2026-11-23T00:00", "00:00"),
        ("date: 2026-11-20\nstart: 2026-11-23T09:30", "09:30"),
        ("date: 2026-11-23", ""),
        ("date: 2026-11-23\nstartTime: 9:30", "09:30"),
        ("date: 2026-11-23\nora: 9.30", "09:30"),
        ("date: 2026-11-23\ntime: 3:15 pm", "15:15"),
        ("date: 2026-11-23\ntime: 12 am", "00:00"),
        ("date: 2026-11-23\ntime: 12:10pm", "12:10"),
        ("date: 2026-11-23T08:00\ntime: 14h30", "14:30"),
        ("date: 2026-11-23\ntime: 45 minutes", ""),
        ("date: 2026-11-23\ntime: 3", ""),
        ("date: 2026-11-23\ntime: all day", ""),
        ("time: 09:30", ""),
    ],
)
def test_the_hour_is_under_a_key_or_beside_the_day(front: str, expected: str) -> None:
    text = f"---\ntype: meeting\n{front}\n---\n"
    assert read_note("Meetings/Plans.md", text.encode(), ReadingSettings()).note.time == expected


def test_only_meetings_and_events_have_an_hour() -> None:
    text = b"---\ntype: daily\ndate: 2026-11-23T09:30\n---\n"
    assert not read_note("Notes/Plans.md", text, ReadingSettings()).note.time
