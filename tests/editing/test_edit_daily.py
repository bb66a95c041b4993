"""A line more in a dated note: below the list that tells of people, else at the end."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.editing.log_places import add_line
from mdnetwork.editing.new_notes import path_like
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


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("2026-11-25.md", "2026-12-01.md"),
        ("journals/2026_11_25.md", "journals/2026_12_01.md"),
        ("2026/2026.11.25", "2026/2026.12.01.md"),
        ("Notes/20261125.md", "Notes/20261201.md"),
        ("📅 Daily/2026/11-November/2026-11-25-Wed.md", "📅 Daily/2026/12-December/2026-12-01-Tue.md"),
        ("Diario/11 novembre/2026-11-25 mercoledì.md", "Diario/12 dicembre/2026-12-01 martedì.md"),
        ("Journal/2026-[W]48/2026-11-25.md", "Journal/2026-[W]48/2026-12-01.md"),
        ("Journal/2026-W48/2026-11-25.md", "Journal/2026-W49/2026-12-01.md"),
        ("Journal/25th of November.md", None),
        ("Journal/2026-11-24.md", None),
    ],
)
def test_where_the_next_daily_note_lies(path: str, wanted: str | None) -> None:
    assert path_like(path, date(2026, 11, 25), date(2026, 12, 1)) == wanted


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# Monday\n\n## Log\n\n## Evening\nwords\n", "# Monday\n\n## Log\nL\n\n## Evening\nwords\n"),
        ("## Log\n\n- rain\n\n## Evening\n", "## Log\n\n- rain\nL\n\n## Evening\n"),
        ("## Log\n- rain\n  - much of it\n\n## Evening\n", "## Log\n- rain\n  - much of it\nL\n\n## Evening\n"),
        ("## Log\nIt rained.\n\n## Evening\n", "## Log\nIt rained.\n\nL\n\n## Evening\n"),
        ("- tea with [[Bo]]\n\n## Diario\n- pioggia\n", "- tea with [[Bo]]\n\n## Diario\n- pioggia\nL\n"),
        (
            "## Log\n- tea with [[Bo]]\n- rain\n\n## X\n- [[Cy]]\n",
            "## Log\n- tea with [[Bo]]\nL\n- rain\n\n## X\n- [[Cy]]\n",
        ),
        ("> [!note] Log\n> - rain\n\nwords\n", "> [!note] Log\n> - rain\n> L\n\nwords\n"),
        ("Log\n===\n\n- rain\n\nEvening\n---\nwords\n", "Log\n===\n\n- rain\nL\n\nEvening\n---\nwords\n"),
        ("## People\n- [[Bo]]\n\n## Evening\nwords\n", "## People\n- [[Bo]]\nL\n\n## Evening\nwords\n"),
    ],
)
def test_a_line_goes_below_the_log(before: str, after: str) -> None:
    line = "- call with [[Ana Lima]]"
    assert add_line(before.encode(), line, path=PATH).decode() == after.replace("L\n", f"{line}\n", 1)
