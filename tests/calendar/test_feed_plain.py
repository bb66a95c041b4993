"""Text that no client chokes on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mdnetwork.calendar.event import cut, lines, one_line

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
    assert one_line(written) == shown


def test_lines_keep_their_ends_and_drop_blank_ones() -> None:
    assert lines("\n a  b\r\n\n \t\nc\rd\x0be\n") == "a b\nc\nd\ne"


@pytest.mark.parametrize(
    ("text", "octets", "left"),
    [("Ada", 3, "Ada"), ("Ada Loughton", 7, "Ada…"), ("èèè", 5, "è…"), ("èèè", 4, "…"), ("èèè", 3, ""), ("è", 0, "")],
)
def test_cut(text: str, octets: int, left: str) -> None:
    assert cut(text, octets) == left


@given(ANYTHING, st.integers(0, 40))
def test_any_text_becomes_plain(text: str, octets: int) -> None:
    assert one_line(one_line(text)) == one_line(text)
    assert lines(lines(text)) == lines(text)
    assert one_line(lines(text)) == one_line(text)
    assert len(cut(one_line(text), octets).encode()) <= octets
    assert all(len(line.splitlines()) == 1 for line in lines(text).split("\n") if line)
