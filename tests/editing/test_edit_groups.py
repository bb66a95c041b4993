"""An entry goes below the heading of its month, year or day where a log has such headings; a missing one is made."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.editing.log_entry import add_entry, period_in
from mdnetwork.errors import EditRefused

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("### June 2026\n- 2026-06-01 x\n\n### May 2026\n- 2026-05-01 y\n",
         "### November 2026\n- 2026-11-23 T\n\n### June 2026\n- 2026-06-01 x\n\n### May 2026\n- 2026-05-01 y\n"),
        ("### 2026-05\n- 2026-05-01 y\n### 2026-06\n- 2026-06-01 x\n",
         "### 2026-05\n- 2026-05-01 y\n### 2026-06\n- 2026-06-01 x\n### 2026-11\n- 2026-11-23 T\n"),
        ("### 2026\n- 2026-06-01 x\n### 2025\n- 2025-05-01 y\n",
         "### 2026\n- 2026-11-23 T\n- 2026-06-01 x\n### 2025\n- 2025-05-01 y\n"),
        ("### 2027\n- 2027-06-01 x\n\n### 2025\n\n- 2025-05-01 y\n",
         "### 2027\n- 2027-06-01 x\n\n### 2026\n- 2026-11-23 T\n\n### 2025\n\n- 2025-05-01 y\n"),
        ("### 2025\n- 2025-06-01 x\n- 2025-06-02 x\n### 2027\n- 2027-05-01 y\n",
         "### 2025\n- 2025-06-01 x\n- 2025-06-02 x\n### 2026\n- 2026-11-23 T\n### 2027\n- 2027-05-01 y\n"),
        ("### Giugno 2026 ###\n\n* **2026-06-01**: x\n",
         "### Novembre 2026 ###\n\n* **2026-11-23**: T\n\n### Giugno 2026 ###\n\n* **2026-06-01**: x\n"),
        ("### 2026-06\n\n| Date | Notes |\n|---|---|\n| 2026-06-13 | lunch |\n",
         ("### 2026-11\n\n| Date | Notes |\n|---|---|\n| 2026-11-23 | T     |\n\n"
         "### 2026-06\n\n| Date | Notes |\n|---|---|\n| 2026-06-13 | lunch |\n")),
        ("### 2026-06\n|2026-06-13|lunch\n", "### 2026-11\n|2026-11-23|T\n\n### 2026-06\n|2026-06-13|lunch\n"),
        ("### 12 June 2026\n- 2026-06-12 x\n",
         "### 23 November 2026\n- 2026-11-23 T\n\n### 12 June 2026\n- 2026-06-12 x\n"),
        ("### 2026-06-12 — Fair\n- good\n- 2026-06-13 lunch\n\n### 2026-05-01 — Call\n- x\n",
         "### 2026-11-23 — T\n\n### 2026-06-12 — Fair\n- good\n- 2026-06-13 lunch\n\n### 2026-05-01 — Call\n- x\n"),
        ("### 2025\n\n#### June 2025\n\n- 2025-06-01 x\n",
         "### 2026\n\n#### November 2026\n\n- 2026-11-23 T\n\n### 2025\n\n#### June 2025\n\n- 2025-06-01 x\n"),
        ("### 2027\n#### 2027-01\n- 2027-01-01 x\n### 2026\n#### 2026-06\n- 2026-06-01 y\n",
         ("### 2027\n#### 2027-01\n- 2027-01-01 x\n### 2026\n#### 2026-11\n- 2026-11-23 T\n\n"
         "#### 2026-06\n- 2026-06-01 y\n")),
        ("### 2027\n#### 2027-01\n- 2027-01-01 x\n### 2026\n- 2026-06-01 y\n",
         "### 2027\n#### 2027-01\n- 2027-01-01 x\n### 2026\n- 2026-11-23 T\n- 2026-06-01 y\n"),
        ("### Fair 2026\n- 2026-06-12 x\n", "### Fair 2026\n- 2026-11-23 T\n- 2026-06-12 x\n"),
    ],
)  # fmt: skip
def test_an_entry_goes_into_its_group(before: str, after: str) -> None:
    text = add_entry(f"# Ada\n## Log\n{before}\n## Notes\nx\n".encode(), DAY, "T").decode()
    assert text == f"# Ada\n## Log\n{after}\n## Notes\nx\n"


@pytest.mark.parametrize(
    ("title", "start", "other"),
    [
        ("2026", date(2026, 1, 1), "2027"),
        ("📅 2026", date(2026, 1, 1), "📅 2027"),
        ("2026-06", date(2026, 6, 1), "2027-03"),
        ("06/2026", date(2026, 6, 1), "03/2027"),
        ("6.2026", date(2026, 6, 1), "3.2027"),
        ("JUNE 2026", date(2026, 6, 1), "MARCH 2027"),
        ("2026 giugno", date(2026, 6, 1), "2027 marzo"),
        ("2026-06-12", date(2026, 6, 12), "2027-03-05"),
        ("June 12, 2026", date(2026, 6, 12), "March 5, 2027"),
        ("2026-06 busy", None, ""),
        ("Fair 2026", None, ""),
        ("2026 2025", None, ""),
        ("13/2026", None, ""),
        ("7 of 2026 and 8", None, ""),
        ("Log", None, ""),
    ],
)
def test_periods(title: str, start: date | None, other: str) -> None:
    period = period_in(title)
    assert (period and period.start) == start
    assert period is None or period.title(date(2027, 3, 5)) == other


def test_an_entry_that_tells_more_than_an_entry_is_refused_in_groups_too() -> None:
    with pytest.raises(EditRefused):
        add_entry(b"## Log\n### 2026-06\n- 2026-06-01 x\n", DAY, "x [org:: y]")
