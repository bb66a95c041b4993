"""Notes that mean harm, through the whole river: facts and problems, never an exception, and a feed that stays calm."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.people import gather
from support.pipeline import FEEDS, PATHS, TODAY, assert_calm, flow
from support.shapes import HEADS, UNITS

LAUGHS = "---\ntype: person\na: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{key}: &{key} [{', '.join([f'*{before}'] * 9)}]\n" for before, key in zip("abcdefgh", "bcdefghi", strict=True)
)
EVIL = "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:put in\r\n"
DUE = "- [ ] call {} 📅 2026-11-25\n"
TABLE = {
    "a billion laughs": f"{LAUGHS}---\n",
    "an alias of itself": "---\ntype: person\na: &a [*a]\naliases: *a\n---\n",
    "a merge of itself": "---\ntype: person\na: &a\n  <<: *a\n---\n",
    "lists in lists": f"---\ntype: person\naliases: {'[' * 5000}\n---\n",
    "lists in lists, closed": f"---\ntype: person\naliases: {'[' * 2000}x{']' * 2000}\n---\n",
    "maps in maps": f"---\ntype: person\na: {'{a: ' * 3000}\n---\n",
    "indented ever further": "---\ntype: person\n" + "".join(f"{' ' * n}a:\n" for n in range(800)) + "---\n",
    "quotes in quotes": "> " * 5000 + "- 2026-11-01 call\n",
    "lists ever deeper": "".join(f"{'  ' * n}- 2026-11-01 call\n" for n in range(500)),
    "a million digits": f"---\ntype: person\ncadence: {'9' * 1_000_000}\nbirthday: {'1' * 10_000}-01-01\n---\n",
    "a cadence beyond all time": "---\ntype: person\ncadence: 99999999y\n---\n## Log\n- 2026-11-01 call\n",
    "days that do not exist": "---\ntype: person\nmet: 9999-99-99\nbirthday: 0000-00-00\n---\n- 2026-13-45 call\n",
    "the last day there is": "---\ntype: person\nmet: 9999-12-31\nnext: 9999-12-31\n---\n- [ ] x 📅 9999-12-31\n",
    "the first day there is": "---\ntype: person\ncadence: 4w\nmet: 0001-01-01\n---\n## Log\n- 0001-01-01 call\n",
    "a tag of Python": "---\ntype: person\na: !!python/object/apply:os.system ['true']\n---\n",
    "lines for the calendar": f"---\ntype: person\nname: {json.dumps(f'Ada{EVIL}')}\n---\n" + DUE.format("her") + EVIL,
    "lines for the calendar, escaped": '---\ntype: person\nname: "Ada\\r\\nEND:VCALENDAR\\r\\n"\n---\n'
    + DUE.format("her"),
    "a sign that rings": '---\ntype: person\nname: "Ada\\a\\e[2J\\x9b31m"\n---\n' + DUE.format("\x1b[2J\x07"),
    "text turned round": '---\ntype: person\nname: "\u202eadA\u2066"\n---\n' + DUE.format("\u202e\u200f"),
    "markup in a name": "---\ntype: person\nname: <script>alert(1)</script>\n---\n"
    + DUE.format("<img src=x onerror=y>"),
    "an address in a name": "---\ntype: person\nname: obsidian://open?vault=other&file=x\n---\n" + DUE.format("her"),
    "a path out of the vault": "---\ntype: person\n---\n" + DUE.format("[[../../etc/passwd]] [x](../../../etc/passwd)"),
    "a byte that is none": "---\ntype: person\n---\n" + DUE.format("\udcff\ud800"),
    "nothing but nulls": "\0" * 10_000,
    "a name of nothing": '---\ntype: person\nname: "\u200b\u200d"\n---\n' + DUE.format("her"),
    "a name of a megabyte": f"---\ntype: person\nname: {'Ada ' * 250_000}\n---\n" + DUE.format("her"),
    "every line a person": "".join(f"- 2026-11-01 call with [[P{n}]]\n" for n in range(500)),
}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("text", TABLE.values(), ids=TABLE)
def test_a_note_that_means_harm_does_none(text: str, path: str) -> None:
    for feed in FEEDS:
        assert_calm(flow(text.encode("utf-8", "surrogatepass"), path, feed))


def test_nothing_is_put_into_the_calendar_by_a_note() -> None:
    feed = flow(TABLE["lines for the calendar"].encode())
    assert feed.split(b"\r\n").count(b"BEGIN:VEVENT") == 1
    assert b"\r\nSUMMARY:put in" not in feed


def test_markup_stays_text() -> None:
    feed = flow(TABLE["markup in a name"].encode())
    assert b"X-ALT-DESC" not in feed
    assert b"<script>" in feed.replace(b"\r\n ", b"")


def test_a_link_out_of_the_vault_names_no_file() -> None:
    facts = read_note(PATHS[0], TABLE["a path out of the vault"].encode(), ReadingSettings())
    directory = gather([facts], today=TODAY)
    assert directory.note("../../etc/passwd", "People") is None
    assert [history.person.path for history in directory.histories] == [PATHS[0]]


TEXTS = st.lists(st.sampled_from(UNITS) | st.text(max_size=12), max_size=30).map("".join)


@settings(max_examples=250)
@given(st.sampled_from(HEADS), TEXTS, st.sampled_from(PATHS), st.sampled_from(FEEDS))
def test_no_text_breaks_the_river(head: str, text: str, path: str, feed: object) -> None:
    assert_calm(flow(f"{head}{text}".encode("utf-8", "replace"), path, feed))  # type: ignore[arg-type]


@settings(max_examples=150)
@given(st.binary(max_size=300), st.sampled_from(PATHS))
def test_no_bytes_break_the_river(data: bytes, path: str) -> None:
    assert_calm(flow(data, path))
