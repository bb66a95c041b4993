"""`by DATE`: when something is due, in a log line and in a task."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.parsing.marks import due_in, signs_in


@pytest.mark.parametrize(
    ("text", "due", "rest"),
    [
        ("#promised the paper by 2026-11-30", date(2026, 11, 30), "#promised the paper"),
        ("#promesso il libro entro il 2026-11-30, se va", date(2026, 11, 30), "#promesso il libro, se va"),
        ("#promised it by 2026-11-30 (2026-12-01)", date(2026, 12, 1), "#promised it by 2026-11-30"),
        ("the talk of 2026-11-30", None, "the talk of 2026-11-30"),
        ("by 2026-13-40 or so", None, "by 2026-13-40 or so"),
        ("stand by 20", None, "stand by 20"),
    ],
)
def test_by_a_day(text: str, due: date | None, rest: str) -> None:
    assert (due_in(text), signs_in(text).rest) == (due, rest)
