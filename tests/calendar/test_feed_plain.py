"""Text that no client chokes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.calendar.plain import cut, readable_line, readable_lines

ANYTHING = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Ada  Loughton ", "Ada Loughton"),
        ("Ada\r\nATTENDEE:x", "Ada ATTENDEE:x"),
        ("nul\x00 bell\x07 del\x7f", "nul bell del"),
        ("next\x85line\u2028and\u2029paragraph", "next line and paragraph"),
        ("tab\tand\u00a0space", "tab and space"),
        ("\ud800lone\udfff", "lone"),
        ("\u202eadA\u202c \u2066x\u2069\ufeff", "adA x"),
        ("👩\u200d👩\u200d👧 e\u0301", "👩\u200d👩\u200d👧 e\u0301"),
    ],
)
def test_one_line(written: str, shown: str) -> None:
    assert readable_line(written) == shown


def test_lines_keep_their_ends_and_drop_blank_ones() -> None:
    assert readable_lines("\n a  b\r\n\n \t\nc\rd\x0be\n") == "a b\nc\nd\ne"


@pytest.mark.parametrize(
    ("text", "octets", "left"),
    [("Ada", 3, "Ada"), ("Ada Loughton", 7, "Ada…"), ("èèè", 5, "è…"), ("èèè", 4, "…"), ("èèè", 3, ""), ("è", 0, "")],
)
def test_cut(text: str, octets: int, left: str) -> None:
    assert cut(text, octets) == left


@given(ANYTHING, st.integers(0, 40))
def test_any_text_becomes_plain(text: str, octets: int) -> None:
    assert readable_line(readable_line(text)) == readable_line(text)
    assert readable_lines(readable_lines(text)) == readable_lines(text)
    assert readable_line(readable_lines(text)) == readable_line(text)
    assert len(cut(readable_line(text), octets).encode()) <= octets
    assert all(len(line.splitlines()) == 1 for line in readable_lines(text).split("\n") if line)
