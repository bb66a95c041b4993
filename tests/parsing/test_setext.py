"""Headings underlined with `===` or `---`; and struck words over several lines of a paragraph."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.merge import merge
from mdnetwork.editing.tasks import add_task
from mdnetwork.model import Facts
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.parsing.outline import outline

DAILY, ADA = "Daily/2026-05-10.md", "People/Ada Lune.md"
DAY = date(2026, 5, 12)


def read(body: str, path: str = ADA) -> Facts:
    return read_note(path, body.encode(), ReadingSettings())


@pytest.mark.parametrize(
    ("body", "kinds"),
    [
        ("Log\n===\nx", ["heading 1", "wrapped 0", "text 0"]),
        ("  Log  \n  ---  \nx", ["heading 2", "wrapped 0", "text 0"]),
        ("> [!note]\n> Log\n> ==\n> x", ["heading 7", "heading 8", "wrapped 0", "text 0"]),
        ("# A\nLog [[Ada]]\n=\nx", ["heading 1", "heading 1", "wrapped 0", "text 0"]),
        ("Role:: Dean\n---", ["text 0", "text 0"]),
        ("Met via [[Bo]]\n---", ["text 0", "text 0"]),
        ("#tag\n---", ["text 0", "text 0"]),
        ("2026-05-01 tea\n---", ["text 0", "text 0"]),
        ("a\nb\n---", ["text 0", "text 0", "text 0"]),
        ("- a\n---", ["bullet 0", "text 0"]),
        ("a\n\n---", ["text 0", "blank 0", "text 0"]),
        ("a\n    ---", ["text 0", "text 0"]),
        ("> a\n---", ["quote 0", "text 0"]),
    ],
)
def test_an_underlined_line_is_a_heading(body: str, kinds: list[str]) -> None:
    assert [f"{line.kind} {line.level}" for line in outline(body)] == kinds


@pytest.mark.parametrize("line", ["===", "---", "=", "------------"])
def test_an_underlined_log_is_a_log(line: str) -> None:
    note = f"Ada\n===\n\nLog\n{line}\n- 2026-05-01 call\n\nNotes\n{line}\n- 2026-04-01 x\n"
    assert [each.text for each in read(note).mentions if each.rejected is None] == ["call"]
    added = add_entry(note.encode(), DAY, "tea", path=ADA).decode()
    assert added == note.replace("- 2026-05-01", "- 2026-05-12 tea\n- 2026-05-01")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Log\n===\n", "Log\n===\n- 2026-05-12 tea\n"),
        ("Log\r\n---\r\n\r\nNotes\r\n---\r\nx\r\n", "Log\r\n---\r\n- 2026-05-12 tea\r\n\r\nNotes\r\n---\r\nx\r\n"),
        ("Log\n===\nApril 2026\n---\n- 2026-04-02 a\n", "Log\n===\nMay 2026\n---\n- 2026-05-12 tea\n\nApril 2026\n---\n- 2026-04-02 a\n"),
        ("Ada\n===\nx\n\nTasks\n-----\n- [ ] a\n", "Ada\n===\nx\n\n## Log\n- 2026-05-12 tea\n\nTasks\n-----\n- [ ] a\n"),
    ],
)  # fmt: skip
def test_an_entry_goes_below_the_line(before: str, after: str) -> None:
    assert add_entry(before.encode(), DAY, "tea", path=ADA).decode() == after


def test_tasks_go_below_the_line_and_a_merge_takes_heading_and_line() -> None:
    assert add_task(b"Tasks\n===\n", "ring", path=ADA) == b"Tasks\n===\n- [ ] ring\n"
    one, other = b"---\nname: Ada\n---\n## Log\n- 2026-05-01 a\n", b"Ada\n===\n\nLog\n---\n- 2026-04-01 b\n"
    merged = merge(one, other, kept_path="People/Ada.md", other_path="People/Ada L.md").decode()
    assert merged.startswith("---\nname: Ada\naliases: [Ada L]\n---\n" + "## Log\n- 2026-05-01 a\n- 2026-04-01 b\n")


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("~~tea\nwith [[Bo]]~~ call with [[Cy]]\n", ["", "call with [[Cy]]"]),
        ("a ~~b\nc\nd~~ e\n\n~~f\n", ["a", "", "e", "", "~~f"]),
        ("> [!note]\n> a <del>b\n> c</del> d\n", ["Note", "a", "d"]),
        ("a ~~b `~~`\nc~~ <s>d\ne</s>\n", ["a", "", ""]),
        ("a ~~b\n- c~~\n", ["a ~~b", "c~~"]),
        ("a ~~b\n\nc~~\n", ["a ~~b", "", "c~~"]),
        ("a ~~b\n> c~~\n", ["a ~~b", "c~~"]),
    ],
)  # fmt: skip
def test_struck_words_may_be_on_several_lines_of_a_paragraph(body: str, texts: list[str]) -> None:
    lines = outline(body)[:-1]
    assert [line.text for line in lines] == texts
    assert any(line.struck for line in lines) == ("~~" not in "".join(texts) or "~~f" in texts)


def test_struck_links_over_lines_are_no_contact() -> None:
    found = read("~~tea with [[Bo]]\nand [[Dy]]~~ call with [[Cy]]\n", DAILY).mentions
    assert [each.people[0].target for each in found if each.rejected is None] == ["Cy"]
