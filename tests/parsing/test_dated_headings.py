"""What is dated below a dated heading of a log is an entry of its own; the rest is the heading's."""

from __future__ import annotations

import pytest

from mdnetwork.parsing import ReadingSettings, read_note


@pytest.mark.parametrize(
    ("body", "entries"),
    [
        ("### 2026-06-12 — Email\n- **Direction:** Outbound\n\nThe deck.\n",
         [("06-12", "Email\nDirection: Outbound\nThe deck.", None)]),
        ("### 2026-06-12\n### 2026-06-10\n- tea\n", [("06-12", "", None), ("06-10", "tea", None)]),
        ("### 2026-06-12 — Fair\n- good talks\n- 2026-06-13 lunch\n  - the loom\n- and more\n### 2026-05-01 call\n",
         [("06-12", "Fair\ngood talks\nand more", None), ("06-13", "lunch\nthe loom", None), ("05-01", "call", None)]),
        ("### 2026-06\n- 2026-06-13 lunch\n- 2026-06-12 call\n### 2026-05\n2026-05-02: tea\n",
         [("06-13", "lunch", None), ("06-12", "call", None), ("05-02", "tea", None)]),
        ("### 2026-06\n\n| Date | Notes |\n|---|---|\n| 2026-06-13 | lunch |\n| none | x |\n\n### 2026-05\n",
         [("06-13", "lunch", None), ("05-01", "", None)]),
        ("### 2026-06-12 — Fair\n| Who | What |\n|---|---|\n| Bo | tea |\n",
         [("06-12", "Fair\nWho · What\nBo · tea", None)]),
        ("### 2026-06-12 — Fair\n#### 2026-06-13 — Lunch\n- soup\n#### Notes\n- long\n",
         [("06-12", "Fair\nNotes\nlong", None), ("06-13", "Lunch\nsoup", None)]),
        ("### 2026-06-12 — Fair\n- plans\n  - 2026-07-01 the deck\n",
         [("06-12", "Fair\nplans\n2026-07-01 the deck", None)]),
        ("### 2026-06-12 — Fair\n> 2026-06-13 quoted\n- [ ] 2026-06-14 send\n- [x] 2026-06-15 sent\n",
         [("06-12", "Fair", None), ("06-14", "send", "open task"), ("06-15", "sent", None)]),
        ("### 2026-06-12 — Fair\n- Roadmap review 2026-06-20\n", [("06-12", "Fair\nRoadmap review 2026-06-20", None)]),
    ],
)  # fmt: skip
def test_what_stands_below_a_dated_heading(body: str, entries: list[tuple[str, str, str | None]]) -> None:
    facts = read_note("People/Ada.md", f"# Ada\n## Log\n{body}\n## Notes\n- x\n".encode(), ReadingSettings())
    found = [(str(each.date)[5:], each.text, each.rejected) for each in facts.mentions if each.source == "log"]
    assert found == entries


def test_a_large_table_below_a_dated_heading_takes_time_in_proportion() -> None:
    rows = "".join(f"| 2026-06-{number % 28 + 1:02} | x |\n" for number in range(4000))
    text = f"## Log\n### 2026-06\n| Date | Notes |\n|---|---|\n{rows}"
    facts = read_note("People/Ada.md", text.encode(), ReadingSettings())
    assert len(facts.mentions) == 4000
