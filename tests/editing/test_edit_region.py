"""What mdnetwork writes into a note stands between its markers, and nothing else of the note is touched."""

from __future__ import annotations

import pytest

from mdnetwork.editing.generated import Ticked, put, region, remove, ticked
from mdnetwork.errors import EditRefused

BEGIN, END = "<!-- mdnet:begin due -->", "<!-- mdnet:end -->"


@pytest.mark.parametrize(
    ("before", "heading", "after"),
    [
        ("", "", f"{BEGIN}\n- a\n{END}\n"),
        ("x", "", f"x\n\n{BEGIN}\n- a\n{END}"),
        ("x\r\n\r\n", "## Due", f"x\r\n\r\n## Due\r\n{BEGIN}\r\n- a\r\n{END}\r\n"),
        (f"x\n{BEGIN}\n- b\n- c\n{END}\ny\n", "## Due", f"x\n{BEGIN}\n- a\n{END}\ny\n"),
        (f"{BEGIN}\n{END}", "", f"{BEGIN}\n- a\n{END}"),
        (f"<!-- mdnet:begin other -->\nz\n{END}\n", "",
         f"<!-- mdnet:begin other -->\nz\n{END}\n\n{BEGIN}\n- a\n{END}\n"),
    ],
)  # fmt: skip
def test_lines_stand_between_the_markers(before: str, heading: str, after: str) -> None:
    data = put(before.encode(), "due", ["- a"], heading=heading)
    assert data.decode() == after
    assert region(data, "due") == ("- a",)


def test_markers_go_with_what_is_between_them() -> None:
    assert remove(f"x\n{BEGIN}\n- a\n{END}\ny\n".encode(), "due") == b"x\ny\n"
    assert remove(b"x\n", "due") == b"x\n"
    assert region(b"x\n", "due") is None


def test_ticks_are_read_between_the_markers_only() -> None:
    data = f"- [x] no\n{BEGIN}\n- [x] yes  \n- [ ] open\n  * [X] me too\ntext\n{END}\n- [x] no\n".encode()
    assert ticked(data, "due") == (Ticked(3, "yes"), Ticked(5, "me too"))
    assert ticked(b"- [x] no\n", "due") == ()


@pytest.mark.parametrize(
    ("before", "name", "lines", "said"),
    [
        (f"{BEGIN}\n- a\n", "due", [], "has no end"),
        (f"{BEGIN}\n<!-- mdnet:begin x -->\n{END}\n", "due", [], "has no end"),
        (f"{BEGIN}\n{END}\n{BEGIN}\n{END}\n", "due", [], "lines 1 and 3"),
        ("", "due", ["a", END], "marker"),
        ("", "due", ["a\nb"], "marker"),
        ("", "no name", [], "marker"),
        ("```\n", "due", ["a"], "not closed"),
        ("%%\n", "due", ["a"], "not closed"),
        ("---\ntype: person\n", "due", ["---"], "not closed"),
    ],
)
def test_what_would_harm_the_note_is_refused(before: str, name: str, lines: list[str], said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        put(before.encode(), name, lines)
