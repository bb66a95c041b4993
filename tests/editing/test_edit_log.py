"""A log entry takes the log's own style: section, order, bullet, date, separator, tables and headings."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.editing.log_entry import add_entry
from mdnetwork.errors import EditRefused
from mdnetwork.parsing import ReadingSettings

DAY = date(2026, 11, 23)
TEXT = "call with [[Ana|A]] → deck"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## Log\n- 2026-11-23 T\n"),
        ("# Hi", "# Hi\n\n## Log\n- 2026-11-23 T"),
        ("# Hi\n\n## Tasks\n- [ ] x\n", "# Hi\n\n## Log\n- 2026-11-23 T\n\n## Tasks\n- [ ] x\n"),
        (
            "## Notes\n\nfoo\n\n## Tasks\n\n- [ ] x",
            "## Notes\n\nfoo\n\n## Log\n\n- 2026-11-23 T\n\n## Tasks\n\n- [ ] x",
        ),
        (
            "## Log\n- **2026-01-27**: Coffee\n\t- in\n- **2026-01-20**: Tea\n",
            "## Log\n- **2026-11-23**: T\n- **2026-01-27**: Coffee\n\t- in\n- **2026-01-20**: Tea\n",
        ),
        (
            "## Log\n- 2026-01-20: Tea\n- 2026-01-27: Pie\n  - in\nlazy\n\n## X",
            "## Log\n- 2026-01-20: Tea\n- 2026-01-27: Pie\n  - in\nlazy\n- 2026-11-23: T\n\n## X",
        ),
        (
            "## Log\n* [[2026-01-20]]\n\t* nested\n* [[2026-01-10]]\n\t* nested\n",
            "## Log\n* [[2026-11-23]]\n\t* T\n* [[2026-01-20]]\n\t* nested\n* [[2026-01-10]]\n\t* nested\n",
        ),
        (
            "## Log\n### 2026-06-12 — Email\n- x\n\n### 2026-01-05 – y\n- x\n",
            "## Log\n### 2026-11-23 — T\n\n### 2026-06-12 — Email\n- x\n\n### 2026-01-05 – y\n- x\n",
        ),
        ("## Log\n### 2026-06-12\n- hello\n## N\n", "## Log\n### 2026-11-23\n- T\n\n### 2026-06-12\n- hello\n## N\n"),
        ("## Log\n1. 2026-01-02 x\n2. 2026-01-03 y\n", "## Log\n1. 2026-01-02 x\n2. 2026-01-03 y\n3. 2026-11-23 T\n"),
        ("## Log\n- 2026-01-02 x\n- 2026-11-24 x\n", "## Log\n- 2026-01-02 x\n- 2026-11-23 T\n- 2026-11-24 x\n"),
        ("## Log\n- 2026-11-24 x\n- 2026-11-25 x\n", "## Log\n- 2026-11-23 T\n- 2026-11-24 x\n- 2026-11-25 x\n"),
        ("## Log\n- 2026-11-25 x\n- 2026-11-24 x\n", "## Log\n- 2026-11-25 x\n- 2026-11-24 x\n- 2026-11-23 T\n"),
        ("## Log\n\n## Tasks\n\n- [ ] a\n", "## Log\n\n- 2026-11-23 T\n\n## Tasks\n\n- [ ] a\n"),
        ("## Log\n- \n\n## X\n", "## Log\n- 2026-11-23 T\n\n## X\n"),
        ("## Log\n* once\n\n## X\n", "## Log\n* once\n* 2026-11-23 T\n\n## X\n"),
        ("## Log\nIntro.\n", "## Log\nIntro.\n\n- 2026-11-23 T\n"),
        ("## Log\n- Roadmap (2026-07-10)\n", "## Log\n- T (2026-11-23)\n- Roadmap (2026-07-10)\n"),
        ("## Log\n- [x] 2026-02-02 a\n", "## Log\n- [x] 2026-11-23 T\n- [x] 2026-02-02 a\n"),
        ("## Log\n- 5 March 2026: x\n", "## Log\n- 23 November 2026: T\n- 5 March 2026: x\n"),
        ("## Log\n- 5 mar 2026: x\n", "## Log\n- 23 nov 2026: T\n- 5 mar 2026: x\n"),
        ("## Log\n- 13.3.2026 - x\n", "## Log\n- 23.11.2026 - T\n- 13.3.2026 - x\n"),
        ("## Log\n- 20260304 x\n", "## Log\n- 20261123 T\n- 20260304 x\n"),
        ("## Log\n- 2026-03 seminar\n", "## Log\n- 2026-11-23 T\n- 2026-03 seminar\n"),
        ("## Log\n- **2026-03-04 Coffee**\n", "## Log\n- **2026-11-23 T**\n- **2026-03-04 Coffee**\n"),
        ("## Log\n- 2026-03-04 10:30 call\n", "## Log\n- 2026-11-23 T\n- 2026-03-04 10:30 call\n"),
        ("## Log\n- [[2026/03/2026-03-04]] x\n", "## Log\n- 2026-11-23 T\n- [[2026/03/2026-03-04]] x\n"),
        ("## Log\n```\nx\n", "## Log\n- 2026-11-23 T\n```\nx\n"),
        (
            "## Log\r\n2025-01-12: a\r\n\r\n2025-01-13: b",
            "## Log\r\n2025-01-12: a\r\n\r\n2025-01-13: b\r\n\r\n2026-11-23: T",
        ),
        ("## Prices\n- 2026-01-01 x\n## Diario\n  - 2026-01-01 x\n",
         "## Prices\n- 2026-01-01 x\n## Diario\n  - 2026-11-23 T\n  - 2026-01-01 x\n"),
    ],
)  # fmt: skip
def test_an_entry_in_the_style_of_the_log(before: str, after: str) -> None:
    assert (
        add_entry(before.encode(), DAY, TEXT).decode() == after.replace("T", TEXT)
        if "Tea" not in after and ("Tasks" not in after)
        else add_entry(before.encode(), DAY, TEXT).decode() == after.replace(" T\n", f" {TEXT}\n")
    )


@pytest.mark.parametrize(
    ("table", "row"),
    [
        (
            "| Date | Type | Notes |\n|---|---|---|\n| [[2026-02-21]] | Meeting | see |\n",
            "| [[2026-11-23]] | call    | with [[Ana\\|A]] → deck |\n",
        ),
        ("| Date | Notes |\n|---|---|\n| 2026-02-21 | see |\n", "| 2026-11-23 | call with [[Ana\\|A]] → deck |\n"),
    ],
)
def test_a_row_in_a_table(table: str, row: str) -> None:
    head, rule, rest = table.split("\n", 2)
    after = add_entry(f"## Log\n\n{table}".encode(), DAY, TEXT).decode()
    assert after == f"## Log\n\n{head}\n{rule}\n{row}{rest}"
    empty = add_entry(f"## Log\n\n{head}\n{rule}\n\n## X\n".encode(), DAY, TEXT).decode()
    assert empty.startswith(f"## Log\n\n{head}\n{rule}\n| 2026-11-23 | call ")


def test_the_order_of_day_and_month_is_that_of_the_settings() -> None:
    day = date(2026, 3, 4)
    data = b"## Log\n- 13/02/2026 a\n"
    assert add_entry(data, day, "b", settings=ReadingSettings(date_order="dmy")) == (
        b"## Log\n- 04/03/2026 b\n- 13/02/2026 a\n"
    )
    assert add_entry(data, day, "b") == b"## Log\n- 2026-03-04 b\n- 13/02/2026 a\n"


@pytest.mark.parametrize("text", ["x [email:: a@b.c]", "[org:: X]"])
def test_an_entry_that_would_change_the_person_is_refused(text: str) -> None:
    with pytest.raises(EditRefused):
        add_entry(b"## Log\n", DAY, text)


def test_no_entry_is_put_where_it_would_not_count() -> None:
    with pytest.raises(EditRefused):
        add_entry(b"%% open\n", DAY, "x")


@pytest.mark.parametrize("text", ["need to call her", "devo scriverle", "thinking of her", "didn't call"])
def test_an_entry_that_would_not_count_is_refused(text: str) -> None:
    with pytest.raises(EditRefused, match="so the entry would not count"):
        add_entry(b"## Log\n- 2026-01-01 call\n", date(2026, 2, 1), text)
