"""Pages are their bytes, and a splice can be taken back: encodings, marks, line ends and what nobody can decode."""

from __future__ import annotations

import codecs
from datetime import date

import pytest

from mdnetwork.editing.changes import Splice
from mdnetwork.editing.differences import change
from mdnetwork.editing.fields import add_item, set_key
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.typed_words import printable_line
from mdnetwork.errors import EditRefused
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.parsing.document import Document, Rows

DAY = date(2026, 11, 23)
NOTE = "---\norg: Acme\n---\n## Log\n- 2026-01-02 tea\n"
AFTER = "---\norg: Northlight\n---\n## Log\n- 2026-11-23 call\n- 2026-01-02 tea\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("ended", [True, False], ids=["ended", "unended"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
    ids=["UTF-8", "BOM", "UTF-16LE", "UTF-16BE"],
)
def test_encoding_mark_and_line_ends_stay(mark: bytes, encoding: str, newline: str, ended: bool) -> None:
    before, after = (
        mark + (text if ended else text[:-1]).replace("\n", newline).encode(encoding) for text in (NOTE, AFTER)
    )
    assert add_entry(set_key(before, "org", "Northlight"), DAY, "call") == after


def test_bytes_that_are_no_text_stay_as_they_are() -> None:
    before = b"---\norg: Acme # caf\xe9\nrole: x\xff\n---\n\xfe\xfe\n## Log\n- 2026-01-02 th\xe9\n"
    assert add_entry(set_key(before, "org", "Northlight"), DAY, "call") == (
        b"---\norg: Northlight # caf\xe9\nrole: x\xff\n---\n\xfe\xfe\n## Log\n- 2026-11-23 call\n- 2026-01-02 th\xe9\n"
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"- **2026-01-02**: th\xe9\n", b"- **2026-11-23**: call\n- **2026-01-02**: th\xe9\n"),
        (
            b"### 2026-01-02 \xe2\x80\x94 th\xe9\n- x\n",
            b"### 2026-11-23 \xe2\x80\x94 call\n\n### 2026-01-02 \xe2\x80\x94 th\xe9\n- x\n",
        ),
        (b"* \xe9 \xe2\x80\x94 2026-01-02\n", b"- 2026-11-23 call\n* \xe9 \xe2\x80\x94 2026-01-02\n"),
        (b"* th\xe9 (2026-01-02)\n", b"* call (2026-11-23)\n* th\xe9 (2026-01-02)\n"),
        (b"- x (2026-01-02 \xe9)\n", b"- x (2026-01-02 \xe9)\n- 2026-11-23 call\n"),
        (b"* th\xe9\n", b"* th\xe9\n* 2026-11-23 call\n"),
        (b"* \xe9\n", b"* \xe9\n- 2026-11-23 call\n"),
    ],
)
def test_the_style_of_lines_with_such_bytes(before: bytes, after: bytes) -> None:
    assert add_entry(b"## Log\n" + before, DAY, "call") == b"## Log\n" + after


def test_a_list_with_such_bytes_is_not_written_anew() -> None:
    assert add_item(b"---\ntags: [a\xe9]\n---\n", "tags", "b") == b"---\ntags: [a\xe9, b]\n---\n"
    with pytest.raises(EditRefused):
        add_item(b"---\ntags: a\xe9\n---\n", "tags", "b")


def test_line_ends_of_several_kinds_stay_each_where_it_is() -> None:
    before = b"---\r\norg: a\n---\r# Ada\r\n\n## Log\r- 2026-01-02 tea\r\nend"
    assert add_entry(set_key(before, "org", "b"), DAY, "call") == (
        b"---\r\norg: b\n---\r# Ada\r\n\n## Log\r- 2026-11-23 call\r- 2026-01-02 tea\r\nend"
    )


@pytest.mark.parametrize("data", [b"\xff\xfea", b"\xfe\xff\xd8\x00", b"\xff\xfe\x00\xdc"])
def test_broken_utf_16_is_left_alone(data: bytes) -> None:
    with pytest.raises(EditRefused, match="save it as UTF-8"):
        set_key(data, "org", "x")


def test_half_a_character_is_in_no_file() -> None:
    page = Rows.of(b"\xff\xfea\x00")
    with pytest.raises(EditRefused, match="half a character"):
        assert page.with_row(0, "\ud800").data


def test_rows_that_are_added_end_as_their_neighbours_do() -> None:
    page = Rows.of(b"a\r\nb")
    assert page.end == 2
    assert page.text(9) == ""
    assert page.inserted(2, ["c"]).data == b"a\r\nb\r\nc"
    assert page.inserted(0, ["c"]).data == b"c\r\na\r\nb"
    assert page.spliced(0, 2, ()).data == b""
    assert Rows.of(b"").inserted(0, ["a", "b"]).data == b"a\nb\n"
    assert Rows.of(b"a\n").end == 1


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("  a \n b\r\n", "a b"),
        ("a\x00\x1b[31mb", "a[31mb"),
        ("a\u2028b\u202ec", "a bc"),
        ("\U0001f469\u200d\U0001f4bb \u2764\ufe0f", "\U0001f469\u200d\U0001f4bb \u2764\ufe0f"),
    ],
)
def test_what_is_typed_becomes_one_line(typed: str, line: str) -> None:
    assert printable_line(typed) == line


def test_a_splice_is_the_least_change_and_is_refused_elsewhere() -> None:
    splice = Splice.between(b"one two three", b"one 2 three")
    assert splice == Splice(4, 7, b"two", b"2")
    assert splice.apply(b"one two five") == b"one 2 five"
    assert splice.undo(b"one 2 five") == b"one two five"
    for data in (b"one too three", b"one", b""):
        with pytest.raises(EditRefused, match="try again"):
            splice.apply(data)
    with pytest.raises(EditRefused):
        splice.undo(b"one two three")
    assert Splice.between(b"aa", b"aaa").undo(b"aaa") == b"aa"
    assert Splice.between(b"a", b"a") == Splice(1, 1, b"", b"")


def test_a_change_tells_what_differs() -> None:
    one, two = (read_note("People/Ada.md", text, ReadingSettings()) for text in (b"[[A]]\n", b"\nOrg:: x\n- [ ] y\n"))
    told = change(one, two)
    assert "org" in told.person
    assert [task.text for task in told.tasks_new] == ["y"]
    assert told != change(one, one)
    assert change(read_note("x.md", b"", ReadingSettings()), one).person >= {"name"}


def test_lines_of_the_front_matter_are_none_of_the_body() -> None:
    note = Document(b"---\na: b\n---\n- x")
    assert note.body_line(4).text == "x"
    for line in (0, 3, 5):
        with pytest.raises(EditRefused, match=f"no line {line} "):
            note.body_line(line)
