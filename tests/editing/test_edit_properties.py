"""For any note and any edit: the splice can be undone, and reading tells what was asked for and nothing else."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.editing import Splice
from mdnetwork.editing.change import Change, change
from mdnetwork.editing.keys import add_item, set_key
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.merging import merge
from mdnetwork.editing.page import Page
from mdnetwork.editing.region import put, region
from mdnetwork.editing.ticks import add_task, tick
from mdnetwork.errors import EditRefused
from mdnetwork.reading import ReadingSettings, read_note

PATH, PLAIN = "People/Ada Marlow.md", ReadingSettings()
PIECES = (
    "---\n",
    "type: person\n",
    "people: [[A]], [[B]]\n",
    "tags: [#x]\n",
    "tags: [a, b] # c\n",
    "created: {{date}}\n",
    "aliases:\n  - @ann\n  - Bo\n",
    "## Log\n",
    "- 2026-08-12 Call with [[A]]\n",
    "\t- nested #got\n",
    "* **2026-01-02**: tea\n",
    "| Date | Notes |\n|---|---|\n",
    "| 2026-01-01 | x |\n",
    "### 2026-06-12 — Email\n",
    "- **Direction:** Outbound\n",
    "## Tasks\n",
    "- [ ] send 📅 2026-08-20\n",
    "- [x] done ✅ 2026-08-20\n",
    "```\n",
    "%% note\n",
    "<!-- x -->\n",
    "\n",
    "   \n",
    "Company:: Foo\n",
    "- [email:: a@b.c] z\n",
    "**Role:** Boss  \n",
    "org: 'It''s' # why\n",
    "phone: 0123\n",
    "last-contact: 2026-01-01\n",
    "> quote\n",
    "# Ada\n",
    "next_contact:\n",
    "contact:\n  email: x@y.z\n",
    "bio: |\n  two\n  lines\n",
    "\ufeff",
    "5 marzo 2026: ciao\n",
    "<% tp.x() %>\n",
    "1. 2026-01-03 a\n",
    "- Roadmap (2026-07-10)\n",
    "+++\n",
    'role = "x"\n',
    "\xa0- 2026-02-03 caffè\n",
)
FRONT = (
    "",
    "---\ntype: person\n---\n",
    "---\norg: 'A'  # c\ntags:\n- x\n---\n",
    "+++\nrole = 'x'\n+++\n",
    "\n---\na: b\n---\n",
)


@st.composite
def notes(draw: st.DrawFn) -> bytes:
    text = draw(st.sampled_from(FRONT)) + "".join(draw(st.lists(st.sampled_from(PIECES), max_size=14)))
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\n", "\r"])))
    if draw(st.booleans()):
        text = text.rstrip("\r\n")
    if draw(st.integers(0, 9)) == 0:
        return text.encode("utf-16")
    mark = draw(st.sampled_from([b"", b"", b"\xef\xbb\xbf"]))
    return mark + text.encode() + draw(st.sampled_from([b"", b"", b"caf\xe9"]))


def changed(before: bytes, after: bytes) -> Change:
    splice = Splice.between(before, after)
    assert splice.apply(before) == after
    assert splice.undo(after) == before
    return change(read_note(PATH, before, PLAIN), read_note(PATH, after, PLAIN))


@given(notes())
def test_a_page_is_its_bytes(data: bytes) -> None:
    assert Page.of(data).data == data


VALUES = st.one_of(
    st.sampled_from(
        ["Acme", "it's", 'a "b"', "x: y", "x #y", "[[A|b]]", "no", "0123", "- a", "a, b", "è", "@x", "{a}"]
    ),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
)


@settings(max_examples=400)
@given(notes(), st.sampled_from(["org", "role", "place"]), VALUES)
def test_setting_a_field_sets_it_and_nothing_else(data: bytes, key: str, value: str) -> None:
    try:
        after = set_key(data, key, value, path=PATH)
    except EditRefused:
        return
    told = changed(data, after)
    assert told.person <= {key, "lines"}
    assert not told.mentions_gone
    assert not told.mentions_new
    assert not told.tasks_gone
    assert not told.tasks_new
    assert {problem.code for problem in told.problems_new} <= {problem.code for problem in told.problems_gone}


@given(notes(), VALUES)
def test_adding_an_alias_keeps_the_others(data: bytes, value: str) -> None:
    try:
        after = add_item(data, "aliases", value, path=PATH)
    except EditRefused:
        return
    assert changed(data, after).person <= {"aliases"}
    assert add_item(after, "aliases", value, path=PATH) == after


TEXTS = st.sampled_from(
    ["coffee with [[Bo]] @lisbon", "call → deck #promised 📅 2026-12-01", "x | y", "- odd", "è un *testo*"]
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 23))


@settings(max_examples=400)
@given(notes(), DAYS, TEXTS)
def test_an_entry_is_one_more_fact(data: bytes, day: date, text: str) -> None:
    try:
        after = add_entry(data, day, text, path=PATH)
    except EditRefused:
        return
    told = changed(data, after)
    if read_note(PATH, data, PLAIN).person is None:
        return
    assert [mention.date for mention in told.mentions_new] == [day]
    assert told == Change(mentions_new=told.mentions_new, note=told.note & {"has_text"}, person=told.person & {"tags"})


@given(notes(), DAYS)
def test_a_tick_ends_one_task(data: bytes, day: date) -> None:
    for task in read_note(PATH, data, PLAIN).tasks:
        if task.state == "open":
            told = changed(data, tick(data, task.line, day, path=PATH))
            assert [done.state for done in told.tasks_new] == ["done"]
            assert not told.person
            assert [gone.date for gone in told.mentions_gone] == [new.date for new in told.mentions_new]


@given(notes(), DAYS)
def test_a_new_task_is_one_more(data: bytes, day: date) -> None:
    try:
        after = add_task(data, "send the deck", day, path=PATH)
    except EditRefused:
        return
    told = changed(data, after)
    assert [(task.text, task.due) for task in told.tasks_new] == [("send the deck", day)]
    assert not told.tasks_gone
    assert not told.person


@given(notes(), st.lists(st.sampled_from(["- [ ] a [[Bo]]", "- [x] 2026-01-01 b", "## Log", "Company:: X"])))
def test_what_we_write_between_our_markers_is_no_fact(data: bytes, lines: list[str]) -> None:
    try:
        after = put(data, "due", lines, path=PATH)
    except EditRefused:
        return
    assert region(after, "due", path=PATH) == tuple(lines)
    told = changed(data, after)
    assert not told.person
    assert not told.tasks_new
    assert not [mention for mention in told.mentions_new if mention.rejected is None]
    assert put(put(after, "due", [], path=PATH), "due", lines, path=PATH) == after


@given(notes(), notes())
def test_a_merge_loses_no_entry(kept: bytes, other: bytes) -> None:
    try:
        after = merge(kept, other, kept_path=PATH, other_path="People/Ada M.md")
    except EditRefused:
        return
    told = changed(kept, after)
    assert not [mention for mention in told.mentions_gone if mention.rejected is None and mention.source != "field"]
    assert not told.tasks_gone
