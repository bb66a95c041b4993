"""A task is ticked as its line would have it, and a new one stands among the others in their form."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.editing.tasks import add_task, tick
from mdnetwork.errors import EditRefused

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("- [ ] a\n", 1, "- [x] a\n"),
        ("- [ ] a 📅 2026-11-01\n", 1, "- [x] a 📅 2026-11-01 ✅ 2026-11-23\n"),
        ("- [ ] a 📅 2026-11-01  \n", 1, "- [x] a 📅 2026-11-01 ✅ 2026-11-23  \n"),
        ("- [ ] a 📅 2026-11-01 ^block\r\n", 1, "- [x] a 📅 2026-11-01 ✅ 2026-11-23 ^block\r\n"),
        ("- [ ] a [due:: 2026-11-01]", 1, "- [x] a [due:: 2026-11-01] [completion:: 2026-11-23]"),
        ("- [ ] a\n- [x] b ✅ 2026-01-01\n", 1, "- [x] a ✅ 2026-11-23\n- [x] b ✅ 2026-01-01\n"),
        ("- [x] b [completion:: 2026-01-01]\n- [ ] a\n", 2,
         "- [x] b [completion:: 2026-01-01]\n- [x] a [completion:: 2026-11-23]\n"),
        ("- [ ] a ✅ 2026-02-02\n", 1, "- [x] a ✅ 2026-02-02\n"),
        ("- TODO a [[Bo]]\n  SCHEDULED: <2026-11-24 Tue>\n", 1,
         "- DONE a [[Bo]]\n  SCHEDULED: <2026-11-24 Tue>\n"),
        ("\t- LATER a\r\n", 1, "\t- DONE a\r\n"),
        ("\t* [ ] a\n", 1, "\t* [x] a\n"),
        ("1. [/] half done\n", 1, "1. [x] half done\n"),
        ("---\na: b\n---\n+   [ ] a\n", 4, "---\na: b\n---\n+   [x] a\n"),
        ("- [ ] a 🔁 every week 📅 2026-11-20\n", 1,
         "- [ ] a 🔁 every week 📅 2026-11-27\n- [x] a 🔁 every week 📅 2026-11-20 ✅ 2026-11-23\n"),
        ("- [ ] a 🔁 every week when done 📅 2026-11-20 ⏳ 2026-11-18 ➕ 2026-01-01\n", 1,
         ("- [ ] a 🔁 every week when done 📅 2026-11-30 ⏳ 2026-11-28 ➕ 2026-01-01\n"
         "- [x] a 🔁 every week when done 📅 2026-11-20 ⏳ 2026-11-18 ➕ 2026-01-01 ✅ 2026-11-23\n")),
        ("- [ ] a [repeat:: every month] [due:: 2026-11-20]\n", 1,
         ("- [ ] a [repeat:: every month] [due:: 2026-12-20]\n"
         "- [x] a [repeat:: every month] [due:: 2026-11-20] [completion:: 2026-11-23]\n")),
    ],
)  # fmt: skip
def test_a_tick_is_written_as_the_line_writes_its_dates(before: str, line: int, after: str) -> None:
    assert tick(before.encode(), line, DAY).decode() == after


def test_the_form_of_dates_is_the_one_asked_for_where_no_line_tells() -> None:
    assert tick(b"- [ ] a\n", 1, DAY, marks="emoji").decode() == "- [x] a ✅ 2026-11-23\n"
    assert tick(b"- [ ] a\n", 1, DAY, marks="dataview") == b"- [x] a [completion:: 2026-11-23]\n"


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("- [x] a\n", 1, "no longer holds an open task"),
        ("- [-] a\n", 1, "no longer holds an open task"),
        ("- a\n", 1, "no longer holds an open task"),
        ("- DONE a\n", 1, "no longer holds an open task"),
        ("- Todo a\n", 1, "no longer holds an open task"),
        ("```\n- [ ] a\n```\n", 2, "no longer holds an open task"),
        ("- [ ] a\n", 7, "no line 7"),
        ("- [ ] a 🔁 every week\n", 1, "every week"),
        ("- [ ] a 🔁 every blue moon 📅 2026-11-20\n", 1, "every blue moon"),
        ("- [ ] a [x:: y]\n- [ ] [email:: a@b.c] 🔁 never 📅 2026-11-20\n", 2, "never"),
    ],
)
def test_what_cannot_be_ticked_is_refused_with_the_reason(text: str, line: int, said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        tick(text.encode(), line, DAY)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "## Tasks\n- [ ] T 📅 2026-11-23\n"),
        ("# Ada", "# Ada\n\n## Tasks\n- [ ] T 📅 2026-11-23"),
        ("## Notes\n\nx\n", "## Notes\n\nx\n\n## Tasks\n\n- [ ] T 📅 2026-11-23\n"),
        ("## Tasks\n- [ ] a\n  - b\n\n## Log\n", "## Tasks\n- [ ] a\n  - b\n- [ ] T 📅 2026-11-23\n\n## Log\n"),
        ("## Tasks\n* [x] a [completion:: 2026-01-01]\n",
         "## Tasks\n* [x] a [completion:: 2026-01-01]\n* [ ] T [due:: 2026-11-23]\n"),
        ("- [ ] a\n## Tasks\n", "- [ ] a\n- [ ] T 📅 2026-11-23\n## Tasks\n"),
        ("## Log\n- [x] 2026-01-01 a\n## To do\n", "## Log\n- [x] 2026-01-01 a\n## To do\n- [ ] T 📅 2026-11-23\n"),
        ("## Notes\n\nx\n\n## I owe\n", "## Notes\n\nx\n\n## I owe\n\n- [ ] T 📅 2026-11-23\n"),
        ("## Notes\n\nx\n\n## Tasks\n\nSome.\n", "## Notes\n\nx\n\n## Tasks\n\n- [ ] T 📅 2026-11-23\n\nSome.\n"),
        ("1. [ ] a\n", "1. [ ] a\n1. [ ] T 📅 2026-11-23\n"),
        ("## Tasks\n%% \n- [ ] not one\n%%\n", "## Tasks\n- [ ] T 📅 2026-11-23\n%% \n- [ ] not one\n%%\n"),
    ],
)  # fmt: skip
def test_a_new_task_stands_among_the_others(before: str, after: str) -> None:
    assert add_task(before.encode(), "T", DAY).decode() == after


def test_a_task_may_say_itself_when_it_is_due() -> None:
    assert add_task(b"- [ ] a\n", "b ⏳ 2026-12-01").decode() == "- [ ] a\n- [ ] b ⏳ 2026-12-01\n"
    assert add_task(b"- [ ] a\n", "b", DAY, marks="dataview") == b"- [ ] a\n- [ ] b [due:: 2026-11-23]\n"


@pytest.mark.parametrize(("before", "text"), [("%% open\n", "x"), ("", ""), ("", "x 📅 2026-01-01")])
def test_a_task_that_would_not_be_read_as_asked_is_refused(before: str, text: str) -> None:
    with pytest.raises(EditRefused):
        add_task(before.encode(), text, DAY)


@pytest.mark.parametrize("word", ["TODO", "TODO:", "LATER:"])
def test_a_word_with_a_colon_is_a_box_too(word: str) -> None:
    ticked = tick(f"- {word} ring [[Ben Two]]\n".encode(), 1, date(2026, 11, 23))
    assert ticked == f"- DONE{word.lstrip('ADELORT')} ring [[Ben Two]]\n".encode()
