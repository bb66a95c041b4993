"""Corners of editing: forms of dates, quotation marks, lists with maps, tables without a place for words."""

from __future__ import annotations

from datetime import date

import pytest

from mdnetwork.days.formats import alike
from mdnetwork.editing.fields import add_item, is_bare, set_key, yaml_text
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.log_rows import dated_line
from mdnetwork.errors import EditRefused

SHOWN, DAY = date(2026, 3, 4), date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("2026-03-04", "2026-11-23"),
        ("2026.3.4", "2026.11.23"),
        ("20260304", "20261123"),
        ("04/03/2026", "23/11/2026"),
        ("4.3.2026", "23.11.2026"),
        ("4 March 2026", "23 November 2026"),
        ("March 4, 2026", "November 23, 2026"),
        ("04 MAR 2026", "23 NOV 2026"),
        ("4 marzo 2026", "23 novembre 2026"),
        ("4 Mars 2026", None),
        ("4 MaRCH 2026", None),
        ("2026-3-04", None),
        ("4 March", "23 November"),
        ("2026-03-04T10:30", None),
        ("20260305", None),
        ("2026", None),
    ],
)
def test_a_day_in_the_form_of_another(written: str, shown: str | None) -> None:
    assert alike(written, SHOWN, DAY) == shown


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("**2026-03-04 Coffee**", "Coffee"),
        ("**2026-03-04: Coffee** more", None),
        ("**2026-03-04 Coffee", None),
        ("[[2026-03-04|4 March 2026]] x", None),
        ("tea (2026-03-04)", "tea"),
        ("tea", None),
    ],
)
def test_the_parts_of_a_dated_line(content: str, words: str | None) -> None:
    parts = dated_line(content, "")
    assert (parts and parts.words) == words


@pytest.mark.parametrize(
    ("value", "quote", "written"),
    [
        ("a\x07b", "", '"a\\u0007b"'),
        ("a\x07b", "'", '"a\\u0007b"'),
        ("", "'", "''"),
        ("x", '"', '"x"'),
        ("Yes", "", '"Yes"'),
        ("2026-03-04", "", "2026-03-04"),
        ("10_000", "", '"10_000"'),
        ("a:", "", '"a:"'),
    ],
)
def test_a_text_as_yaml(value: str, quote: str, written: str) -> None:
    assert yaml_text(value, quote) == written  # type: ignore[arg-type]  # of the three
    assert not is_bare("a, b", in_list=True)


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("---\norg: a\n# c\n\n---\n", "org", "b", "---\norg: b\n# c\n\n---\n"),
        ("---\norg: a\n# c\n---\n", "org", None, "---\norg:\n# c\n---\n"),
        ("x [Org:: a]y\n", "org", None, "x y\n"),
        ("x (Org:: a] y [b]\n", "org", None, "x y [b]\n"),
        ("- Org:: a\nx\n", "org", None, "x\n"),
        ("| Email | a@b |\nx\n", "email", None, "x\n"),
        ("a\n(Org:: [[b]])\nc\n", "org", None, "a\nc\n"),
        ("**Email:**\n", "email", "a@b", "**Email:** a@b\n"),
        ("**Org** ::\n", "org", "b", "**Org** :: b\n"),
        ("Org [Org:: ] x\n", "org", "b", "Org [Org:: b] x\n"),
        ('---\norg: "a\\\n  b"\n---\n', "org", "c", '---\norg: "c"\n---\n'),
        ("---\n- org\n---\n", "org", "b", "---\norg: b\n---\n---\n- org\n---\n"),
        ("---\nlast-contact: 2026-01-01 via Slack\n---\n", "last_contact", "2026-02-02",
         "---\nlast-contact: 2026-02-02\n---\n"),
    ],
)  # fmt: skip
def test_values_in_odd_places(before: str, key: str, value: str | None, after: str) -> None:
    assert set_key(before.encode(), key, value).decode() == after


@pytest.mark.parametrize(
    ("before", "key", "item", "after"),
    [
        ("---\naliases:\n- |\n  a\n  b\n---\n", "aliases", "z", "---\naliases:\n- |\n  a\n  b\n- z\n---\n"),
        ('---\ntags: ["a", "b"]\n---\n', "tags", "z", '---\ntags: ["a", "b", "z"]\n---\n'),
        ("---\nx: &a [a]\naliases: *a\n---\n", "aliases", "z", "---\nx: &a [a]\naliases: [a, z]\n---\n"),
        ("---\nemail:\n- a\n- x: b\n---\n", "email", "c", "---\nemail:\n- a\n- x: b\n- c\n---\n"),
        ("---\naliases: [\"a]\", 'b'] # x]\n---\n", "aliases", "z", '---\naliases: ["a]", \'b\', "z"] # x]\n---\n'),
        ("---\ntags: [a]\n---\n", "tags", " ", "---\ntags: [a]\n---\n"),
        ("---\naliases: A,B\n---\n", "aliases", "B", "---\naliases: A,B\n---\n"),
        ("---\naliases: A, B\n---\n", "aliases", "C, PhD", '---\naliases: [A, B, "C, PhD"]\n---\n'),
        ("---\ntags: a b\n---\n", "tags", "b", "---\ntags: a b\n---\n"),
        ("Org [Tags:: a] Tags\n", "tags", "z", "Org [Tags:: a, z] Tags\n"),
    ],
)
def test_items_in_odd_lists(before: str, key: str, item: str, after: str) -> None:
    assert add_item(before.encode(), key, item).decode() == after


@pytest.mark.parametrize(
    ("before", "key", "value", "said"),
    [
        ("---\n? org\n: a\n---\n", "org", "b", "line 2|Line 2"),
        ("---\norg: &x a\nrole: *x\n---\n", "org", "b", "without harm"),
        ("---\nemail: [a, {x: b}]\n---\n", "email", "b", "without harm"),
        ("Org:: a\n", "org", "x #y", "without harm"),
        ("[Org:: a] Org\n", "org", "x #y", "without harm"),
        ("## Log\n- 2026-01-01 tea [Org:: a]\n", "org", "b", "without harm"),
        ("- [ ] x\n  [Org:: a]\n", "org", "b [x:: y]", "without harm"),
    ],
)
def test_what_would_tell_something_else_is_refused(before: str, key: str, value: str, said: str) -> None:
    with pytest.raises(EditRefused, match=said):
        set_key(before.encode(), key, value)


def test_an_item_with_a_comma_is_none_of_a_line() -> None:
    with pytest.raises(EditRefused, match="without harm"):
        add_item(b"Aliases:: A, B\n", "aliases", "C, PhD")


@pytest.mark.parametrize(
    ("table", "after"),
    [
        ("| Date |\n|---|\n| 2026-01-01 |\n", "| Date |\n|---|\n| 2026-01-01 |\n\n## Log\n- 2026-11-23 call Bo\n"),
        ("| Date | Notes |\n|---|---|\n| [[a/2026/2026-03-04]] | x |\n",
         "| Date | Notes |\n|---|---|\n| 2026-11-23            | call Bo |\n| [[a/2026/2026-03-04]] | x |\n"),
        ("| Date | Notes |\n|---|---|\n| 1/13/2026 | x |\n",
         "| Date | Notes |\n|---|---|\n| 11/23/2026 | call Bo |\n| 1/13/2026 | x |\n"),
        ("| Date | Notes |\n|---|---|\n| 2026-03 | x |\n",
         "| Date | Notes |\n|---|---|\n| 2026-11-23 | call Bo |\n| 2026-03 | x |\n"),
        ("|2026-03-04|x\n", "|2026-11-23|call Bo\n|2026-03-04|x\n"),
        ("| Notes | Date |\n|---|---|\n| x | March 2026 |\n",
         "| Notes | Date |\n|---|---|\n| x | March 2026 |\n| call Bo | 2026-11-23 |\n"),
    ],
)  # fmt: skip
def test_tables_with_odd_dates_and_columns(table: str, after: str) -> None:
    assert add_entry(f"## Log\n{table}".encode(), DAY, "call Bo").decode() == f"## Log\n{after}"


def test_a_row_that_would_tell_something_else_is_refused() -> None:
    with pytest.raises(EditRefused):
        add_entry(b"## Log\n| Date | Notes |\n|---|---|\n| 2026-03-04 | x |\n", DAY, "x [org:: y]")
