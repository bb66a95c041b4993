"""A line more in a dated note: below the list that tells of people, else at the end."""

from __future__ import annotations

import pytest

from mdnetwork.editing.daily import add_line
from mdnetwork.errors import EditRefused

PATH = "Daily/2026-11-23.md"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "L\n"),
        ("# Monday\n\n\n", "# Monday\n\nL\n\n\n"),
        ("- a\n", "- a\nL\n"),
        ("* tea with [[Bo]]\n\t* nested\n\n## Notes\nx", "* tea with [[Bo]]\n\t* nested\n*L\n\n## Notes\nx"),
        ("met [[Bo]]\n\ntext", "met [[Bo]]\n\ntext\n\nL"),
        ("- call with [[Bo]]\r\n\r\ntext\r\n", "- call with [[Bo]]\r\nL\r\n\r\ntext\r\n"),
        ("1. [[Bo]]\n", "1. [[Bo]]\nL\n"),
    ],
)
def test_a_line_more(before: str, after: str) -> None:
    line = "- call with [[Ana Lima]]"
    wanted = after.replace("*L", "* call with [[Ana Lima]]").replace("L", line, 1) if "*L" not in after else after
    assert add_line(before.encode(), line, path=PATH).decode() == wanted.replace("*L", "*" + line[1:])


@pytest.mark.parametrize("before", ["```\n", "%% open\n", "<!-- mdnet:begin x -->\n"])
def test_a_line_that_would_not_count_is_refused(before: str) -> None:
    with pytest.raises(EditRefused, match=r"2026-11-23\.md"):
        add_line(before.encode(), "- call with [[Ana Lima]]", path=PATH)
