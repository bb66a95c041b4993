"""For any note and any edit: the splice can be undone, and reading tells what was asked for and nothing else."""

from __future__ import annotations

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from mdnetwork.editing.changes import Splice
from mdnetwork.editing.differences import Change, change
from mdnetwork.editing.fields import add_item, set_key
from mdnetwork.editing.flat_fields import flatten, values_by_key, written_under
from mdnetwork.editing.generated import put, region
from mdnetwork.editing.log_entry import add_entry
from mdnetwork.editing.log_places import add_line
from mdnetwork.editing.merge import merge
from mdnetwork.editing.new_notes import file_name, new_person
from mdnetwork.editing.rename import Renamed, rename_links
from mdnetwork.editing.tasks import add_task, tick
from mdnetwork.editing.typed_words import printable_line
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.parsing.document import Document, Rows
from support.edited_notes import notes
from support.properties import unless_refused

PATH, PLAIN = "People/Ada Marlow.md", ReadingSettings()


def changed(before: bytes, after: bytes) -> Change:
    splice = Splice.between(before, after)
    assert splice.apply(before) == after
    assert splice.undo(after) == before
    return change(read_note(PATH, before, PLAIN), read_note(PATH, after, PLAIN))


@given(notes())
def test_a_page_is_its_bytes(data: bytes) -> None:
    assert Rows.of(data).data == data


VALUES = st.one_of(
    st.sampled_from(
        ["Acme", "it's", 'a "b"', "x: y", "x #y", "[[A|b]]", "no", "0123", "- a", "a, b", "è", "@x", "{a}"]
    ),
    st.text(st.characters(codec="utf-8"), min_size=1, max_size=12),
)


@settings(max_examples=400)
@given(notes(), st.sampled_from(["org", "role", "place"]), VALUES)
def test_setting_a_field_sets_it_and_nothing_else(data: bytes, key: str, value: str) -> None:
    after = unless_refused(lambda: set_key(data, key, value, path=PATH))
    told = changed(data, after)
    note = Document(after, PATH)
    assert printable_line(value) == " ".join(
        flatten(note)[written_under(key, note)[-1]].said[1] if printable_line(value) else ""
    )
    assert told.person <= {key, "lines"}
    assert not told.mentions_gone
    assert not told.mentions_new
    assert not told.tasks_gone
    assert not told.tasks_new
    assert {problem.code for problem in told.problems_new} <= {problem.code for problem in told.problems_gone}


@given(notes(), VALUES)
def test_adding_an_alias_keeps_the_others(data: bytes, value: str) -> None:
    after = unless_refused(lambda: add_item(data, "aliases", value, path=PATH))
    assert changed(data, after).person <= {"aliases"}
    assert add_item(after, "aliases", value, path=PATH) == after


TEXTS = st.sampled_from(
    ["coffee with [[Bo]] @lisbon", "call → deck #promised 📅 2026-12-01", "x | y", "- odd", "è un *testo*"]
)
DAYS = st.dates(date(2026, 1, 1), date(2026, 11, 23))


@settings(max_examples=400)
@given(notes(), DAYS, TEXTS)
def test_an_entry_is_one_more_fact(data: bytes, day: date, text: str) -> None:
    after = unless_refused(lambda: add_entry(data, day, text, path=PATH))
    told = changed(data, after)
    if read_note(PATH, data, PLAIN).person is None:
        return
    assert [mention.date for mention in told.mentions_new] == [day]
    ticked = told.tasks_new if "- [x] 2026" in data.decode("utf-8", "ignore").replace("\0", "") else ()
    assert [task.state for task in ticked] in ([], ["done"])  # in a log of ticked tasks the entry is one
    assert told == Change(
        note=told.note & {"has_text"},
        person=told.person & {"tags"},
        mentions_new=told.mentions_new,
        tasks_new=ticked,
    )


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
    after = unless_refused(lambda: add_task(data, "send the deck", day, path=PATH))
    told = changed(data, after)
    assert [(task.text, task.due) for task in told.tasks_new] == [("send the deck", day)]
    assert not told.tasks_gone
    assert not told.person


@given(notes(), st.lists(st.sampled_from(["- [ ] a [[Bo]]", "- [x] 2026-01-01 b", "## Log", "Company:: X"])))
def test_what_we_write_between_our_markers_is_no_fact(data: bytes, lines: list[str]) -> None:
    after = unless_refused(lambda: put(data, "due", lines, path=PATH))
    assert region(after, "due", path=PATH) == tuple(lines)
    told = changed(data, after)
    assert not told.person
    assert not told.tasks_new
    assert not [mention for mention in told.mentions_new if mention.rejected is None]
    assert put(put(after, "due", [], path=PATH), "due", lines, path=PATH) == after


def _words(note: Document) -> set[str]:
    """The words of a note's fields and text, but those of headings, dates and marks of tables."""
    said = [text for leaf in flatten(note) for text in leaf.said[1]]
    lines = [line.text for line in note.lines if line.kind not in {"heading", "comment"}]
    return {word for text in (*said, *lines) for word in re.findall(r"[^\W\d_]{3,}", text)} - MONTHS


MONTHS = {"marzo"}


@given(notes(), notes(readable=True))
def test_a_merge_loses_no_entry(kept: bytes, other: bytes) -> None:
    after = unless_refused(lambda: merge(kept, other, kept_path=PATH, other_path="People/Ada M.md"))
    told = changed(kept, after)
    assert not [mention for mention in told.mentions_gone if mention.rejected is None and mention.source != "field"]
    assert not told.tasks_gone
    there = Rows.of(after)
    for word in _words(Document(other, "People/Ada M.md")):
        assert any(word in row.text for row in there.rows)


@settings(max_examples=400)
@given(notes(), st.sampled_from(["org", "last_contact", "email", "tags", "place", "introduced_by"]))
def test_a_key_removed_is_gone_and_nothing_else(data: bytes, key: str) -> None:
    after = unless_refused(lambda: set_key(data, key, None, path=PATH))
    told = changed(data, after)
    note = Document(after, PATH)
    assert not [at for at in written_under(key, note) if flatten(note)[at].said[1]]
    names = {"email": "emails"}.get(key, key)
    assert told.person <= {names, "lines", "relations", "urls", "phones"}
    assert not told.tasks_gone
    assert not told.mentions_new
    assert {mention.source for mention in told.mentions_gone} <= {"field"}


@settings(max_examples=400)
@given(notes(), st.sampled_from(["Bob", "Bo O'Hara", "Bo: B", "Bo, PhD", 'Bo "B"', "Bo (2)", "B & Ö"]))
def test_renamed_links_are_the_only_change(data: bytes, name: str) -> None:
    renamed = Renamed("People/Bo.md", f"People/{name}.md")
    after = unless_refused(lambda: rename_links(data, renamed, lambda target: target in {"Bo", "Bo.md"}, path=PATH))
    told = changed(data, after)
    assert len(told.mentions_gone) == len(told.mentions_new)
    assert [gone.date for gone in told.mentions_gone] == [new.date for new in told.mentions_new]
    assert len(told.tasks_gone) == len(told.tasks_new)
    assert told.person <= {"introduced_by", "relations", "lines", "met"}
    back = Renamed(renamed.new, renamed.old)
    if name[2:3] not in {":", ",", " "}:  # which YAML wants in quotation marks, where they stay
        assert rename_links(after, back, lambda target: target in {name, f"{name}.md"}, path=PATH) == data


NAMES = st.one_of(
    st.sampled_from(["Ada Marlow", "Niccolò", "O'Hara, Bo", "x: y", "#1"]), st.text(min_size=1, max_size=20)
)


@given(NAMES, st.dictionaries(st.sampled_from(["org", "role", "place"]), VALUES))
def test_a_new_note_is_the_person(name: str, fields: dict[str, str]) -> None:
    def written() -> tuple[str, bytes]:
        path = f"People/{file_name(name)}.md"
        return path, new_person(name, fields, path=path)

    path, data = unless_refused(written)
    person = read_note(path, data, PLAIN).person
    assert person is not None
    assert person.name == printable_line(name)
    note = Document(data, path)
    for key, value in fields.items():
        assert [text for said, texts in values_by_key(note) if said == key for text in texts] == [
            printable_line(value)
        ][: bool(printable_line(value))]


@given(notes(), TEXTS)
def test_a_line_of_a_day_is_one_more_line(data: bytes, text: str) -> None:
    path = "Daily/2026-11-23.md"
    after = unless_refused(lambda: add_line(data, f"- {text} [[Cy]]", path=path))
    assert Splice.between(data, after).undo(after) == data
    told = change(read_note(path, data, PLAIN), read_note(path, after, PLAIN))
    assert told.mentions_new
    assert not told.mentions_gone
    assert not told.tasks_gone
    assert not told.tasks_new
    assert not told.person
