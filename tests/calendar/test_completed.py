"""What applications write into a task that somebody completed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.calendar.completed import Completed, completed

AT = datetime(2026, 11, 22, 21, 30, tzinfo=UTC)


def task(*lines: str, component: str = "VTODO") -> bytes:
    inside = "".join(f"{line}\r\n" for line in ("UID:ab", *lines))
    return (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:{component}\r\n{inside}END:{component}\r\nEND:VCALENDAR\r\n".encode()
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("STATUS:NEEDS-ACTION",), None),
        ((), None),
        (("STATUS:IN-PROCESS", "PERCENT-COMPLETE:90"), None),
        (("STATUS:COMPLETED", "COMPLETED:20261122T213000Z", "PERCENT-COMPLETE:100"), Completed("ab", AT)),  # Tasks.org
        (("STATUS:completed",), Completed("ab", None)),
        (("COMPLETED:20261122T213000Z",), Completed("ab", AT)),
        (("PERCENT-COMPLETE:100",), Completed("ab", None)),
        (("COMPLETED;VALUE=DATE:20261122",), Completed("ab", date(2026, 11, 22))),
        (("COMPLETED:20261122T213000",), Completed("ab", datetime(2026, 11, 22, 21, 30))),  # noqa: DTZ001  as written
        (("STATUS:CANCELLED", "PERCENT-COMPLETE:100"), None),
    ],
)
def test_done_or_not(lines: tuple[str, ...], expected: Completed | None) -> None:
    assert completed(task(*lines)) == expected


def test_an_event_is_no_task() -> None:
    assert completed(task("STATUS:COMPLETED", component="VEVENT")) is None


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nothing",
        b"BEGIN:VCALENDAR\r\n",
        task("PERCENT-COMPLETE:x"),
        task("STATUS:COMPLETED").replace(b"UID:ab", b"A:b"),
    ],
)
def test_what_cannot_be_read_is_not_done(data: bytes) -> None:
    assert completed(data) is None


@given(st.binary(), st.text())
def test_no_bytes_stop_it(data: bytes, text: str) -> None:
    completed(data)
    completed(task(f"STATUS:{text}", f"COMPLETED:{text}"))
