"""Links to a note that is renamed are written anew in the form that each has; the rest stays."""

from __future__ import annotations

import pytest

from mdnetwork.editing.rename import Renamed, rename_links
from mdnetwork.errors import EditRefused

RENAMED = Renamed("People/Ada Marlow.md", "People/Ada Quill.md")


def means(target: str) -> bool:
    return target.rpartition("/")[2].removesuffix(".md").casefold() == "ada marlow"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[Ada Marlow]]", "[[Ada Quill]]"),
        ("[[ada marlow]] [[Bo]]", "[[Ada Quill]] [[Bo]]"),
        ("[[Ada Marlow|Ada]]", "[[Ada Quill|Ada]]"),
        ("[[Ada Marlow#Log|Ada]] ![[Ada Marlow#^b]]", "[[Ada Quill#Log|Ada]] ![[Ada Quill#^b]]"),
        ("| [[Ada Marlow\\|Ada]] |", "| [[Ada Quill\\|Ada]] |"),
        ("[[People/Ada Marlow]]", "[[People/Ada Quill]]"),
        ("[[Ada Marlow.md]]", "[[Ada Quill.md]]"),
        ("[[./Ada Marlow]]", "[[./Ada Quill]]"),
        ("[[../People/Ada Marlow.md]]", "[[./Ada Quill.md]]"),
        ("[a](/People/Ada%20Marlow.md)", "[a](/People/Ada%20Quill.md)"),
        ("[a](Ada%20Marlow.md#Log)", "[a](Ada%20Quill.md#Log)"),
        ("[a](<Ada Marlow.md>)", "[a](<Ada Quill.md>)"),
        ('![a](Ada%20Marlow.md "t")', '![a](Ada%20Quill.md "t")'),
        ("`[[Ada Marlow]]` ``[[Ada Marlow]]`` [[Ada Marlow]]", "`[[Ada Marlow]]` ``[[Ada Marlow]]`` [[Ada Quill]]"),
        ("```\n[[Ada Marlow]]\n```\n%% [[Ada Marlow]] %%", "```\n[[Ada Marlow]]\n```\n%% [[Ada Quill]] %%"),
        ("---\nmet: '[[Ada Marlow]]' # c\npeople: [\"[[Ada Marlow]]\", x]\n---\n",
         "---\nmet: '[[Ada Quill]]' # c\npeople: [\"[[Ada Quill]]\", x]\n---\n"),
        ("---\nintroduced_by: [[Ada Marlow]]\n---\n", "---\nintroduced_by: [[Ada Quill]]\n---\n"),
    ],
)  # fmt: skip
def test_a_link_keeps_its_form(before: str, after: str) -> None:
    assert rename_links(before.encode(), RENAMED, means, path="People/Bo.md").decode() == after


@pytest.mark.parametrize(
    ("before", "new", "after"),
    [
        ("---\nmet: '[[Ada Marlow]]'\n---\n", "P/Ada O'Hara.md", "---\nmet: '[[Ada O''Hara]]'\n---\n"),
        ('---\nmet: "[[Ada Marlow]]"\n---\n', 'P/Ada "X".md', '---\nmet: "[[Ada \\"X\\"]]"\n---\n'),
        ("---\nmet: [[Ada Marlow]] # c\n---\n", "P/Ada: X.md", '---\nmet: "[[Ada: X]]" # c\n---\n'),
        ("---\nx:\n  - [[Ada Marlow]]\n---\n", "P/Ada, PhD.md", "---\nx:\n  - [[Ada, PhD]]\n---\n"),
        ("---\nmet: it's [[Ada Marlow]]\n---\n", "P/O'Hara.md", "---\nmet: it's [[O'Hara]]\n---\n"),
        ("[a](Ada%20Marlow.md)", "P/Ada (2).md", "[a](Ada%20%282%29.md)"),
        ("[[Ada Marlow]]", "Ada Quill", "[[Ada Quill]]"),
    ],
)
def test_names_that_need_care(before: str, new: str, after: str) -> None:
    assert rename_links(before.encode(), Renamed("P/Ada Marlow.md", new), means).decode() == after


def test_a_name_that_others_have_too_is_linked_with_its_folder() -> None:
    renamed = Renamed("A/Ada Marlow.md", "A/Ada Quill.md", bare=False)
    assert rename_links(b"[[Ada Marlow]]", renamed, means) == b"[[A/Ada Quill]]"
    assert rename_links(b"[[../A/Ada Marlow]]", renamed, means, path="B/x.md") == b"[[../A/Ada Quill]]"
    assert rename_links(b"[[./Ada Marlow]]", Renamed("Ada Marlow.md", "Ada Quill.md"), means, path="x.md") == (
        b"[[./Ada Quill]]"
    )


def test_a_name_that_no_link_can_hold_is_refused() -> None:
    for new in ("People/Ada [x].md", "People/C# Ada.md", "People/a^b.md"):
        with pytest.raises(EditRefused, match="cannot hold"):
            rename_links(b"[[Ada Marlow]]", Renamed("People/Ada Marlow.md", new), means)
    assert rename_links(b"[[Bo]]", Renamed("People/Ada Marlow.md", "C#.md"), means) == b"[[Bo]]"


def test_a_line_that_yaml_would_not_read_any_more_is_refused() -> None:
    data = b"---\nx: {met: [[Ada Marlow]]}\n---\n"
    with pytest.raises(EditRefused, match="line 2"):
        rename_links(data, Renamed("Ada Marlow.md", "Ada: X} y.md"), means)
