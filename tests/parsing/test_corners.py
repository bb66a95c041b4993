"""Corners of reading: settings of Obsidian, formats of Moment, odd maps and odd lines."""

from __future__ import annotations

import json
from datetime import date

import pytest

from mdnetwork.days.formats import date_by
from mdnetwork.days.reader import parse_date, parse_partial
from mdnetwork.days.spans import parse_cadence
from mdnetwork.model import Facts
from mdnetwork.obsidian import obsidian_settings
from mdnetwork.parsing import ReadingSettings, read_note
from mdnetwork.parsing.fields import refs_in
from mdnetwork.parsing.outline import outline
from mdnetwork.parsing.plain_matter import plain_fields

PLAIN = ReadingSettings()


def read(text: str, path: str = "People/Jane Doe.md") -> Facts:
    return read_note(path, text.encode(), PLAIN)


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("YYYY-MM-DD", "2026-08-14", date(2026, 8, 14)),
        ("YYYY/MM-MMMM/YYYY-MM-DD", "2026/08-August/2026-08-14", date(2026, 8, 14)),
        ("dddd Do MMMM YYYY", "Friday 14th August 2026", date(2026, 8, 14)),
        ("[note] YY.M.D", "note 26.8.14", date(2026, 8, 14)),
        ("YYYY-MM-DD", "2026-02-30", None),
        ("YYYY-MM-DD", "x", None),
        ("dddd", "Friday", None),
        ("gggg-[W]ww YYYY-MM-DD", "2026-W33 2026-08-14", date(2026, 8, 14)),
    ],
)
def test_moment_formats(form: str, text: str, expected: date | None) -> None:
    assert date_by(form, text) == expected


def test_obsidians_settings() -> None:
    found = obsidian_settings(
        {
            ".obsidian/daily-notes.json": '{"folder": "J"}',
            ".obsidian/plugins/periodic-notes/data.json": '{"daily": {"enabled": true, "folder": "P"}}',
            ".obsidian/templates.json": '{"folder": "T/"}',
            ".obsidian/plugins/templater-obsidian/data.json": '{"templates_folder": "U"}',
            ".obsidian/app.json": '{"userIgnoreFilters": ["Attic/"]}',
        }
    )
    assert (found.daily_folder, found.templates_folders, found.ignore) == ("P", ("T", "U"), ("Attic/",))


@pytest.mark.parametrize("broken", ["", "[]", "{", '{"folder": 3, "userIgnoreFilters": 4}'])
def test_broken_settings_say_nothing(broken: str) -> None:
    files = dict.fromkeys((".obsidian/daily-notes.json", ".obsidian/templates.json", ".obsidian/app.json"), broken)
    assert obsidian_settings(files) == obsidian_settings({})


@pytest.mark.parametrize("text", ["4w..6w..8w", "..", "[2026-03-04](x) x"])
def test_no_cadence(text: str) -> None:
    assert parse_cadence(text) is None


@pytest.mark.parametrize(
    ("text", "expected"), [("[2026-03-04] x", date(2026, 3, 4)), ("[[Daily/2026-03-04.md|x]]", date(2026, 3, 4))]
)
def test_dates_in_brackets(text: str, expected: date) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize("text", ["May 1990", "1990", "", "32 May", "13-13", "1 January 1990 x", "05/03/1990"])
def test_odd_birthdays_do_not_raise(text: str) -> None:
    assert parse_partial(text) == parse_partial(text, "")


@pytest.mark.parametrize(
    "front",
    [
        "contact:\n  email: a@x.example\n  other: 3",
        "contact: [{email: a@x.example}, 3]",
        "reach:\n\temail: a@x.example",
        '{"email": "a@x.example", "n": null, "b": true, "deep": {"x": [1]}, "s": "\\ud800é",}'.replace(",}", "}"),
        '{\t"email": "a@x.example", "n": null, "b": true, "deep": {"x": [1]}, "s": "\\ud800é"}',
        "email: a@x.example\nlist:\n- name: x\n  role: [y\n- z\n- @w\n  stray\n# comment\n- k: @v\n  l: m",
        "email: a@x.example\nrole: {a: b}\n--- # x\nb: {c: d}",
        "email: a@x.example\nreach:\n  handle: @z\n  other: @w\n  stray\n",
        "email: a@x.example\npeople:\n  - @ann\n  - x: @y\n    z: @w",
        "email: a@x.example\npeople:\n- name: Ann\n  handle: @ann\n  x: y\n",
        "email: a@x.example\n...\n---\nb: c",
        "email: &e a@x.example\nagain: *e",
        "email: a@x.example\nbad: 'unclosed",
        "email: a@x.example\n  - x\n  -y\n? [a]\n: b",
        "emails:\n  - a@x.example\n   - b",
        "email: a@x.example\nempty:\n\n  \nlist: ['', x, ~]",
        "email:\n  - a@x.example\n# remark\n",
    ],
)
def test_odd_front_matter_keeps_what_is_plain(front: str) -> None:
    facts = read(f"---\n{front}\n---\n")
    assert facts.person is not None
    assert "a@x.example" in "".join(facts.person.emails) or facts.problems


@pytest.mark.parametrize(
    "text",
    [
        "---\n# only a comment\n---\n",
        "---\n---\n",
        "+++\n" + "a=" + "[" * 9000 + "\n+++\n",
        "+++\na = [1, {b = 2.5}]\n+++\n",
    ],
)
def test_front_matter_that_says_nothing(text: str) -> None:
    assert read(text).person is not None


def test_utf_16_cut_short_is_read_as_far_as_it_goes() -> None:
    facts = read_note("People/A.md", "---\nrole: Dev\n---\nx".encode("utf-16")[:-1], PLAIN)
    assert facts.person is not None
    assert facts.problems


def test_a_channel_may_be_told_below() -> None:
    (mention,) = read("## Log\n### 2026-06-12 — rates\n- **Channel:** Email\n- x\n").mentions
    assert mention.channel == "email"


def test_listed_interactions_without_a_day_are_none() -> None:
    assert read("---\ninteractions: [soon, {text: x}, [a]]\n---\n").mentions == ()


def test_labels_and_tables_that_say_other_things() -> None:
    found = read("**Email** none\n| Colour | red |\n| a | b | c |\n**Colour:** red\n").person
    assert found is not None
    assert found.emails == ()


def test_a_tag_of_another_kind_ends_a_people_folder() -> None:
    assert read("---\ntags: [company]\n---\n").note.kind == "company"


def test_an_unreadable_anniversary_is_left_out() -> None:
    facts = read("---\nwork_anniversary: soon\n---\n")
    assert facts.person is not None
    assert (facts.person.anniversaries, facts.problems[0].code) == ((), "BAD-DATE")


def test_a_line_full_of_code_is_cut_only_so_often() -> None:
    mentions = read("`a` " * 200 + "[[Sam]]", "Daily/2026-08-14.md").mentions
    assert mentions[-1].people[0].target == "Sam"


def test_attendees_with_empty_names_and_brackets() -> None:
    text = '---\ndate: 2026-03-03\nattendees: ["", "Ann (PM, Ops), Bo", "[[#x]]", 3, "( )"]\n---\nAttendees:\n'
    names = [ref.target for mention in read(text, "Meetings/x.md").mentions for ref in mention.people]
    assert names[:2] == ["Ann", "Bo"]


@pytest.mark.parametrize(
    ("key", "field", "value"),
    [
        ("ADR[HOME].LOCALITY", "place", "x"),
        ("person-role", "role", "x"),
        ("person role", "role", "x"),
        ("ROLE", "role", "x"),
        ("ORG", "org", "x"),
        ("COMPANY", "org", "x"),
        ("persona", "role", None),
        ("onomastico", "role", None),
    ],
)
def test_more_keys(key: str, field: str, value: str | None) -> None:
    found = read(f'---\n"{key}": x\n---\n').person
    assert found is not None
    assert getattr(found, field) == value


def test_a_day_that_is_none_in_a_file_name() -> None:
    assert read("", "Meetings/2026-02-31 x.md").note.date is None
    assert read("", "x/2026-08-14 Friday.md").note.kind == "daily"
    settings = ReadingSettings(daily_folder="D", daily_format="DD.MM.YYYY")
    assert read_note("D/14.08.2026.md", b"", settings).note.date == date(2026, 8, 14)


def test_texts_are_found_however_deep() -> None:
    found = read("---\ninterests: [{a: x}, [y, [z]], ' ']\n---\n").person
    assert found is not None
    assert found.interests == ("x", "y", "z")


def test_nesting_has_a_bound() -> None:
    for deep in ("a: " + "[" * 150 + "x" + "]" * 150, "a:\n  " + "- " * 150 + "x"):
        assert "FRONT-MATTER" in {problem.code for problem in read(f"---\nrole: Dev\n{deep}\n---\n").problems}


def test_a_second_document_does_not_go_unread() -> None:
    facts = read("---\nrole: {a: b}\n...\nb: {c: d}\n---\n")
    assert facts.person is not None


def test_what_looks_like_json_and_is_none() -> None:
    assert read('---\n{"role": "Dev",, \t]\n---\n').person is not None


def test_code_that_opens_no_fence() -> None:
    assert [line.kind for line in outline("```x``` y\n- z")] == ["text", "bullet"]


def test_plain_front_matter_may_end_without_a_newline() -> None:
    fields = plain_fields("role: Dev", 2)
    assert fields is not None
    assert [(field.key, field.line) for field in fields] == [("role", 2)]


def test_an_at_sign_alone_names_nobody() -> None:
    assert list(refs_in("@")) == []


def test_a_list_of_attendees_may_end_the_note() -> None:
    mentions = read("Attendees:\n- Ann\n- Bo", "Meetings/2026-03-03 x.md").mentions
    assert [ref.target for mention in mentions for ref in mention.people] == ["Ann", "Bo"]


@pytest.mark.parametrize("path", ["../Diary", "Diary/../../x", "C:/Diary", "..\\Diary"])
def test_paths_of_obsidians_settings_that_lead_out_say_nothing(path: str) -> None:
    said = json.dumps({"folder": path, "template": path})
    found = obsidian_settings({".obsidian/daily-notes.json": said, ".obsidian/templates.json": said})
    assert (found.daily_folder, found.daily_template, found.templates_folders) == ("", "", ())


@pytest.mark.parametrize("text", [".".join(["a"] * 200) + " = 1", "a = " + "[" * 5000, "a = " + "{b=" * 5000])
def test_deep_toml_is_a_problem(text: str) -> None:
    (problem,) = read_note("People/Deep.md", f"+++\n{text}\n+++\n".encode(), PLAIN).problems
    assert (problem.code, "too deep" in problem.message) == ("FRONT-MATTER", True)


def test_a_number_without_end_is_no_toml() -> None:
    (problem,) = read_note("People/Digits.md", f"+++\na = {'1' * 9999}\n+++\n".encode(), PLAIN).problems
    assert "is not TOML" in problem.message


def test_a_format_without_end_names_no_day() -> None:
    assert date_by("YYYY-MM-DD" + "[x]" * 100, "2026-11-23" + "x" * 100) is None
