"""A time with an offset is an instant: it is on the local day, at the local time (case N26)."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime

import pytest

from mdnetwork.days.reader import moment_at, parse_date
from mdnetwork.model import Facts
from mdnetwork.parsing import read_note
from mdnetwork.parsing.settings import ReadingSettings


@pytest.fixture
def zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The time zone of this process, until the end of the test."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def read(path: str, text: str) -> Facts:
    return read_note(path, text.encode(), ReadingSettings())


@pytest.mark.parametrize(
    ("zone", "text", "local"),
    [
        ("Europe/Rome", "2026-11-23T23:30:00Z", "2026-11-24T00:30"),
        ("Europe/Rome", "2026-07-01T10:00+00:00", "2026-07-01T12:00"),
        ("America/Los_Angeles", "2026-11-23T01:00:00.123Z", "2026-11-22T17:00"),
        ("Asia/Tokyo", "2026-11-23 20:15-0500", "2026-11-24T10:15"),
        ("Asia/Kolkata", "2026-11-23T00:00:00+02:00", "2026-11-23T03:30"),
        ("UTC", "2026-11-23T15:00:00z", "2026-11-23T15:00"),
        ("UTC", "2026-11-23T15:00:00", None),
        ("Asia/Tokyo", "2026-11-23T00:00:00Z", None),
        ("Asia/Tokyo", "2026-11-23T00:00:00.000+00:00", None),
        ("UTC", "2026-02-30T10:00:00Z", None),
        ("UTC", "2026-11-23T25:00:00Z", None),
        ("America/Los_Angeles", "0001-01-01T01:00:00Z", None),
    ],
    indirect=["zone"],
)
def test_instants(zone: str, text: str, local: str | None) -> None:
    moment = moment_at(text)
    assert (moment and moment.replace(second=0, microsecond=0)) == (local and datetime.fromisoformat(local)), zone


@pytest.mark.parametrize("zone", ["Pacific/Auckland"], indirect=True)
def test_one_instant_in_every_place(zone: str) -> None:
    stamp, day = "2026-11-23T18:00:00Z", date(2026, 11, 24)
    assert parse_date(stamp) == day, zone
    front = f'---\ntype: person\nlast_contact: "{stamp}"\ninteractions:\n  - date: {stamp}\n    text: call\n---\n'
    facts = read("People/Ann.md", f"{front}# Ann\n\n## Log\n- {stamp} call about looms\n")
    assert {mention.date for mention in facts.mentions} == {day}
    assert [mention.text for mention in facts.mentions if mention.source == "log"] == ["call about looms"]
    met = read("Meetings/Loom.md", f"---\ntype: meeting\nstartDateTime: {stamp}\nattendees: [Ann]\n---\n")
    assert (met.note.date, met.note.time) == (day, "07:00")
