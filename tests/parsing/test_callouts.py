"""Only `quote` and `cite` callouts are quotations; the others are read, also nested ones, and edits keep their `> `."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.editing.fields import set_key
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.log_places import add_line
from mdnetwork.editing.merge import merge
from mdnetwork.editing.rename import Renamed, rename_links
from mdnetwork.editing.tasks import add_task, tick
from mdnetwork.model import Facts
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.parsing.outline import outline

DAILY, ADA = "Daily/2026-05-10.md", "People/Ada Lune.md"
DAY = date(2026, 5, 12)


def read(body: str, path: str = DAILY) -> Facts:
    return read_note(path, body.encode(), ReadingSettings())


@pytest.mark.parametrize(
    ("body", "tasks"),
    [
        ("> [!todo]\n> - [ ] call [[Aa]] 📅 2026-11-25\n", [("call Aa", date(2026, 11, 25))]),
        ("> [!todo]+ Da fare\n>\n>* [ ] a\n>   - [ ] b\n", [("a", None), ("b", None)]),
        ("> [!info]\n> > [!todo]- Deep\n> > - [ ] a\n> - [ ] b\n", [("a", None), ("b", None)]),
        ("> [!note]\n> - [ ] ring [[Aa]] about\n>   the loom 📅 2026-11-25\n> lazily\n", [("ring Aa about the loom lazily", date(2026, 11, 25))]),
        ("> [!note]\n> ```\n> - [ ] code\n> ```\n> - [ ] a\n", [("a", None)]),
        ("> [!note] A\n> TODO\n> - TODO a\n", [("a", None)]),
        ("> [!quote]\n> - [ ] no\n", []),
        ("> [!CITE|x] By\n> - [ ] no\n", []),
        ("> [!note]\n> > [!quote]\n> > - [ ] no\n", []),
        ("> [!note]\n> > - [ ] no\n", []),
        ("> words\n> [!note]\n> - [ ] no\n", []),
        ("> > [!todo]\n> > - [ ] no\n", []),
    ],
)  # fmt: skip
def test_tasks_in_a_callout_are_tasks_and_those_in_a_quotation_are_none(
    body: str, tasks: list[tuple[str, date | None]]
) -> None:
    assert [(task.text, task.due) for task in read(body).tasks] == tasks


@pytest.mark.parametrize(
    ("body", "texts"),
    [
        ("> [!note] Log\n> - 2026-05-01 call\n", ["call"]),
        ("> [!log]\n> - 2026-05-01 call about\n>   the loom\n> - 2026-04-01 tea\n", ["call about the loom", "tea"]),
        ("> [!info] Ada\n> ## Diario\n> ### 2026-05-01 caffè\n> Bello.\n> | Data | Note |\n> |--|--|\n> | 2026-04-01 | tè |\n", ["caffè\nBello.", "tè"]),
        ("## Log\n> [!tip]- May\n> - 2026-05-01 call\n>   - on looms\n\n- 2026-04-01 tea\n", ["call\non looms", "tea"]),
        ("> [!example] Old\n> > [!note] Log\n> > - 2026-05-01 call\n", ["call"]),
        ("## Log\n> [!quote]\n> - 2026-05-01 call\n", []),
        ("> [!note] Log\n> Nothing.\n\n- 2026-05-01 call\n", []),
    ],
)  # fmt: skip
def test_a_log_in_a_callout_is_a_log(body: str, texts: list[str]) -> None:
    assert [each.text for each in read(body, ADA).mentions if each.rejected is None] == texts


@pytest.mark.parametrize(
    ("body", "counted"),
    [
        ("> [!meeting] Lunch with [[Ada]]\n", [("Ada", "Lunch with Ada")]),
        ("> [!meeting] Lunch with [[Ada]]\n> on looms\n\nwords\n", [("Ada", "Lunch with Ada\non looms")]),
        ("> [!note]\n> caffè con [[Ada]]\n", [("Ada", "caffè con Ada")]),
        ("> [!note]\n> > [!meeting]+ [[Ada]] at the mill\n> call with [[Bo]]\n", [("Ada", "Ada at the mill"), ("Bo", "call with Bo")]),
        ("> [!quote] [[Ada]]\n> Tea with [[Bo]].\n", []),
        ("> tea with [[Ada]]\n", []),
    ],
)  # fmt: skip
def test_a_meeting_in_a_callout_counts(body: str, counted: list[tuple[str, str]]) -> None:
    found = read(body).mentions
    assert [(each.people[0].target, each.text) for each in found if each.rejected is None] == counted
    assert {each.rejected for each in found} <= {None, "quoted"}


def test_what_follows_a_callout_is_not_in_it() -> None:
    lines = outline("# A\n> [!note] B\n> - c\n> ## D\n> e\nf\n> [!todo]\n> g\n> > [!x] y\n> h\n")
    assert [(line.kind, line.text, line.headings, line.callout) for line in lines[:-1]] == [
        ("heading", "A", (), 0),
        ("heading", "B", ("A",), 1),
        ("bullet", "c", ("A", "B"), 1),
        ("heading", "D", ("A", "B"), 1),
        ("text", "e", ("A", "B", "D"), 1),
        ("text", "f", ("A",), 0),
        ("heading", "Todo", ("A",), 1),
        ("text", "g", ("A", "Todo"), 1),
        ("heading", "y", ("A", "Todo"), 2),
        ("text", "h", ("A", "Todo"), 1),
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("> [!todo]\n> - [ ] call 📅 2026-11-25\n> - [ ] b\n", "> [!todo]\n> - [x] call 📅 2026-11-25 ✅ 2026-05-12\n> - [ ] b\n"),
        ("> [!todo]\r\n>\t1. [ ] a\r\n>   b ^x\r\n", "> [!todo]\r\n>\t1. [x] a\r\n>   b ^x\r\n"),
        ("> [!a]\n> > [!b]\n> > - TODO a\n", "> [!a]\n> > [!b]\n> > - DONE a\n"),
        ("> [!todo]\n> * [ ] water 🔁 every week 📅 2026-05-10\n", "> [!todo]\n> * [ ] water 🔁 every week 📅 2026-05-17\n> * [x] water 🔁 every week 📅 2026-05-10 ✅ 2026-05-12\n"),
    ],
)  # fmt: skip
def test_a_tick_keeps_the_sign_of_the_callout(before: str, after: str) -> None:
    line = next(task.line for task in read(before).tasks)
    assert tick(before.encode(), line, DAY, path=DAILY).decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("> [!note] Log\n> - 2026-05-01 call\n", "> [!note] Log\n> - 2026-05-12 tea\n> - 2026-05-01 call\n"),
        ("> [!note] Log\n", "> [!note] Log\n> - 2026-05-12 tea\n"),
        ("> [!note] Log\n\n## Notes\n", "> [!note] Log\n> - 2026-05-12 tea\n\n## Notes\n"),
        ("> [!a]\n> > [!log]\n> > * 2026-05-01 call\n> > \t* x\n> z\n", "> [!a]\n> > [!log]\n> > * 2026-05-12 tea\n> > * 2026-05-01 call\n> > \t* x\n> z\n"),
        ("> [!log]\n> - 2026-05-20 call\n>   on looms\n\nx\n", "> [!log]\n> - 2026-05-20 call\n>   on looms\n> - 2026-05-12 tea\n\nx\n"),
        ("> [!log]\n> ### 2026-05-01\n> tea\n", "> [!log]\n> ### 2026-05-12\n> tea\n>\n> ### 2026-05-01\n> tea\n"),
        ("> [!tip] Old\n> - x\n", "> [!tip] Old\n> - x\n\n## Log\n- 2026-05-12 tea\n"),
    ],
)  # fmt: skip
def test_a_log_in_a_callout_takes_new_entries(before: str, after: str) -> None:
    assert add_entry(before.encode(), DAY, "tea", path=ADA).decode() == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("> [!todo] Tasks\n> - [ ] a\n", "> [!todo] Tasks\n> - [ ] a\n> - [ ] ring\n"),
        ("> [!todo] Tasks\n\nx\n", "> [!todo] Tasks\n> - [ ] ring\n\nx\n"),
        ("> [!todo]\n", "> [!todo]\n> - [ ] ring\n"),
    ],
)
def test_new_tasks_go_into_the_callout_of_tasks(before: str, after: str) -> None:
    assert add_task(before.encode(), "ring", path=ADA).decode() == after


def test_other_edits_keep_the_sign_too() -> None:
    daily = b"> [!note]\n> * tea with [[Bo]]\n"
    assert add_line(daily, "- call with [[Cy]]", path=DAILY) == daily + b"> * call with [[Cy]]\n"
    renamed = rename_links(daily, Renamed("Bo.md", "Cy.md"), lambda target: target == "Bo", path=DAILY)
    assert renamed == daily.replace(b"[[Bo]]", b"[[Cy]]")
    assert set_key(b"> [!info]\n> Role:: Dean\n> x\n", "role", "Boss", path=ADA) == b"> [!info]\n> Role:: Boss\n> x\n"
    one, other = b"---\nname: Ada\n---\n## Log\n- 2026-05-01 call\n", b"> [!note] Log\n> - 2026-04-01 tea\n>   - hot\n"
    merged = merge(one, other, kept_path=ADA, other_path="People/Ada L.md").decode()
    assert [each.text for each in read(merged, ADA).mentions] == ["call", "tea\nhot"]
