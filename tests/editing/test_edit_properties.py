"""For any note and any edit: the splice can be undone, and reading tells what was asked for and nothing else."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.editing import Splice
from mdnetwork.editing.change import Change, change
from mdnetwork.editing.daily import add_line
from mdnetwork.editing.keys import add_item, set_key
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.merging import merge
from mdnetwork.editing.opened import Opened
from mdnetwork.editing.page import Page, one_line
from mdnetwork.editing.person_note import file_name, new_person
from mdnetwork.editing.region import put, region
from mdnetwork.editing.renaming import Renamed, rename_links
from mdnetwork.editing.ticks import add_task, tick
from mdnetwork.editing.told import leaves, said_by, written_under
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


KEYS = (
    "type: person\n", "org: 'A'  # c\n", "Company: \"B: c\"\n", "role:\n", "last-contact: 2026-01-01\n", "# comment\n", "\n",
    "tags: [a, \"b\"] # c\n", "tags:\n- x\n  # c\n- y\n", "aliases:\n    - 'Bo'\n", "aliases: A, B\n", "email: [\n  a@b,\n]\n",
    "contact: {email: a@b, city: X}\n", "location: |\n  two\n  lines\n", "introduced_by: [[Bo]]\n", "x: &a 1\ny: *a\n",
    "people:\n  - \"[[Bo|B]]\"\n", "met: 2026-01-02 # [[Bo]]\n", "bio: \"it's\n  [[Bo]]\"\n",
)  # fmt: skip
LOGS = (
    "- {0} call with [[Bo]]\n", "- **{0}**: tea\n  - nested #got\n", "* [[{0}]]\n\t* lunch\n", "1. {0} x\n", "- [x] {0} a\n",
    "### {0} — Email\n- **Direction:** Out\n\n", "### {0}\n\nWords.\n", "| {0} | call | x |\n", "{0}: tea\n\n", "- Plans ({0})\n",
    "> {0} quoted\n", "- **{0} Coffee**\n", "### 2026-06\n- {0} tea\n", "### {0} Fair\n- {0} x\n- y\n", "- {0} x\nlazy [[Bo]]\n",
)  # fmt: skip
SECTIONS = (
    "# Ada\n", "## Log\n", "## Tasks\n- [ ] send 📅 2026-08-20\n- [x] b ✅ 2026-01-01\n", "## Notes\nCompany:: Foo\n\n", "\n",
    "> [!info]\n> Role:: Boss\n", "| Email | a@b |\n", "```\n[[Bo]] - [ ] x\n```\n", "%% 2026-01-01 [[Bo]] %%\n", "Intro [[Bo#x|b]].\n",
    "## I owe\n- [ ] a [due:: 2026-01-01] ^b1\n", "[b](Bo.md) `[[Bo]]`\n", "- [email:: a@b.c] z\n", "## Diario\n\n",
)  # fmt: skip


@st.composite
def _tidy(draw: st.DrawFn) -> str:
    """A note as somebody keeps it: some keys, sections, and a log in one style, with now and then an odd line."""
    keys = draw(st.lists(st.sampled_from(KEYS), max_size=5, unique=True))
    front = f"---\n{''.join(keys)}---\n" if draw(st.booleans()) else ""
    days = draw(st.lists(st.dates(date(2026, 1, 1), date(2026, 11, 23)), max_size=4))
    styles = draw(st.lists(st.sampled_from(LOGS), min_size=1, max_size=draw(st.integers(1, 2))))
    head = draw(
        st.sampled_from(["## Log\n", "## Log\n\n", "# Registro\n", "## Log\n| Date | Type | Notes |\n|---|---|---|\n"])
    )
    log = head + "".join(styles[at % len(styles)].format(day) for at, day in enumerate(days))
    above, below = (draw(st.lists(st.sampled_from(SECTIONS), max_size=3)) for _ in range(2))
    return front + "".join([*above, log, *below])


@st.composite
def notes(draw: st.DrawFn) -> bytes:
    pieces = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
    messy = st.tuples(st.sampled_from(FRONT), pieces).map("".join)
    text = draw(st.one_of(messy, _tidy(), _tidy()))
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
    note = Opened(after, PATH)
    assert one_line(value) == " ".join(leaves(note)[written_under(key, note)[-1]].said[1] if one_line(value) else "")
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
    ticked = told.tasks_new if "- [x] 2026" in data.decode("utf-8", "ignore").replace("\0", "") else ()
    assert [task.state for task in ticked] in ([], ["done"])  # in a log of ticked tasks the entry is one
    rest = {"note": told.note & {"has_text"}, "person": told.person & {"tags"}}
    assert told == Change(mentions_new=told.mentions_new, tasks_new=ticked, **rest)


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


@settings(max_examples=400)
@given(notes(), st.sampled_from(["org", "last_contact", "email", "tags", "place", "introduced_by"]))
def test_a_key_removed_is_gone_and_nothing_else(data: bytes, key: str) -> None:
    try:
        after = set_key(data, key, None, path=PATH)
    except EditRefused:
        return
    told = changed(data, after)
    note = Opened(after, PATH)
    assert not [at for at in written_under(key, note) if leaves(note)[at].said[1]]
    names = {"email": "emails"}.get(key, key)
    assert told.person <= {names, "lines", "relations", "urls", "phones"}
    assert not told.tasks_gone
    assert not told.mentions_new
    assert {mention.source for mention in told.mentions_gone} <= {"field"}


@settings(max_examples=400)
@given(notes(), st.sampled_from(["Bob", "Bo O'Hara", "Bo: B", "Bo, PhD", 'Bo "B"', "Bo (2)", "B & Ö"]))
def test_renamed_links_are_the_only_change(data: bytes, name: str) -> None:
    renamed = Renamed("People/Bo.md", f"People/{name}.md")
    try:
        after = rename_links(data, renamed, lambda target: target in {"Bo", "Bo.md"}, path=PATH)
    except EditRefused:
        return
    told = changed(data, after)
    assert len(told.mentions_gone) == len(told.mentions_new)
    assert [gone.date for gone in told.mentions_gone] == [new.date for new in told.mentions_new]
    assert len(told.tasks_gone) == len(told.tasks_new)
    assert told.person <= {"introduced_by", "relations", "lines", "met"}
    back = Renamed(renamed.new, renamed.old)
    if name[2:3] not in {":", ",", " "}:  # which YAML wants in quotation marks, where they stay
        assert rename_links(after, back, lambda target: target in {name, f"{name}.md"}, path=PATH) == data


@given(st.text(min_size=1, max_size=20), st.dictionaries(st.sampled_from(["org", "role", "place"]), VALUES))
def test_a_new_note_is_the_person(name: str, fields: dict[str, str]) -> None:
    try:
        path = f"People/{file_name(name)}.md"
        data = new_person(name, fields, path=path)
    except EditRefused:
        return
    person = read_note(path, data, PLAIN).person
    assert person is not None
    assert person.name == one_line(name)
    note = Opened(data, path)
    for key, value in fields.items():
        assert [text for said, texts in said_by(note) if said == key for text in texts] == [one_line(value)][
            : bool(one_line(value))
        ]


@given(notes(), TEXTS)
def test_a_line_of_a_day_is_one_more_line(data: bytes, text: str) -> None:
    path = "Daily/2026-11-23.md"
    try:
        after = add_line(data, f"- {text} [[Cy]]", path=path)
    except EditRefused:
        return
    assert Splice.between(data, after).undo(after) == data
    told = change(read_note(path, data, PLAIN), read_note(path, after, PLAIN))
    assert told.mentions_new
    assert not told.mentions_gone
    assert not told.tasks_gone
    assert not told.tasks_new
    assert not told.person
