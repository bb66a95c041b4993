"""A new person's note, canonical or from the vault's own template."""

from __future__ import annotations

from datetime import datetime

import pytest

from mdnetwork.days.formats import in_moment
from mdnetwork.editing.new_notes import file_name, fill, from_template, new_person
from mdnetwork.errors import EditRefused

NOW = datetime(2026, 11, 3, 9, 5, 7)  # noqa: DTZ001  a local moment
PATH = "People/Ada Marlow.md"


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Ada Marlow", "Ada Marlow"),
        (" Ada\tMarlow. ", "Ada Marlow"),
        ("AC/DC: [x] #1 | y^", "AC DC x 1 y"),
        ('Ada "Quill" <b>', "Ada Quill b"),
        ("Con", "Con -"),
        ("Aux. Lind", "Aux -. Lind"),
        ("Connie", "Connie"),
    ],
)
def test_a_name_as_a_file_is_called(name: str, file: str) -> None:
    assert file_name(name) == file


@pytest.mark.parametrize("name", ["", " . ", "/", "#^"])
def test_a_name_without_letters_is_refused(name: str) -> None:
    with pytest.raises(EditRefused, match="needs a name"):
        file_name(name)


def test_the_canonical_note() -> None:
    fields = {"org": "[[Acme]]", "tags": ["a", "b"], "role": ""}
    assert new_person("Ada Marlow", fields, path=PATH, headings=("Log", "Tasks")).decode() == (
        '---\ntype: person\norg: "[[Acme]]"\ntags: [a, b]\n---\n# Ada Marlow\n\n## Log\n\n## Tasks\n'
    )
    assert new_person("A/B Marlow", path="People/A B Marlow.md") == (
        b"---\ntype: person\nname: A/B Marlow\n---\n# A/B Marlow\n\n## Log\n"
    )
    assert new_person("@ada", path="People/@ada.md", headings=()) == b'---\ntype: person\nname: "@ada"\n---\n# @ada\n'
    assert new_person("Ada", path="People/x.md", headings=()) == b"---\ntype: person\nname: Ada\n---\n# Ada\n"


@pytest.mark.parametrize(
    ("template", "note"),
    [
        ("# {{title}}\n{{date}} {{time}}\n", "---\ntype: person\n---\n# Ada Marlow\n2026-11-03 09:05\n"),
        ("---\ntype: person\ncreated: {{date:DD/MM/YYYY}} # c\n---\n{{ TITLE }}\n",
         "---\ntype: person\ncreated: 03/11/2026 # c\n---\nAda Marlow\n"),
        ('---\ntags: [person]\nname: "{{title}}"\n---\n', '---\ntags: [person]\nname: "Ada Marlow"\n---\n'),
        ("---\ntype: person\nmet:\n---\n<% tp.file.title %>\n", "---\ntype: person\nmet:\n---\nAda Marlow\n"),
        ('---\ntype: person\nx: <% tp.date.now("YYYY") %>\n---\n<% tp.file.cursor(1) %>\n',
         "---\ntype: person\nx: 2026\n---\n\n"),
        ("---\ntype: person\n---\n<%- tp.file.creation_date() -%> <% tp.date.now() %>\n",
         "---\ntype: person\n---\n2026-11-03 09:05 2026-11-03\n"),
        ("---\ntype: person\nx: <% tp.system.prompt('?') %>\n---\n<%* await x %>\n",
         "---\ntype: person\nx: <% tp.system.prompt('?') %>\n---\n<%* await x %>\n"),
        ("---\r\ntype: person\r\n---\r\n{{title}}", "---\r\ntype: person\r\n---\r\nAda Marlow"),
    ],
)  # fmt: skip
def test_a_template_is_filled(template: str, note: str) -> None:
    assert from_template(template.encode(), "Ada Marlow", NOW, path="x/Ada Marlow.md").decode() == note


def test_fields_go_where_the_template_has_them() -> None:
    template = b"---\ntype: person\ncompany: # where\nlast-contact:\n---\n## Log\n"
    fields = {"org": "Acme", "met": "2026-11-03", "tags": []}
    assert from_template(template, "Ada Marlow", NOW, fields, path=PATH) == (
        b"---\ntype: person\ncompany: Acme # where\nlast-contact:\nmet: 2026-11-03\n---\n## Log\n"
    )


@pytest.mark.parametrize(
    ("row", "filled"),
    [
        ('a: "x {{title}}"', 'a: "x O\'Hara: \\"Q\\""'),
        ("a: 'x {{title}}'", "a: 'x O''Hara: \"Q\"'"),
        ("a: {{title}}", 'a: "O\'Hara: \\"Q\\""'),
        ("b:\n- {{title}} # c", 'b:\n- "O\'Hara: \\"Q\\"" # c'),
        ("a: x {{title}}", 'a: x O\'Hara: "Q"'),
    ],
)
def test_a_title_in_front_matter_is_quoted_where_it_must(row: str, filled: str) -> None:
    assert fill(f"---\n{row}\n---\n".encode(), 'O\'Hara: "Q"', NOW).decode() == f"---\n{filled}\n---\n"


def test_a_template_of_something_else_is_refused() -> None:
    with pytest.raises(EditRefused, match="not read as a person"):
        from_template(b"{{title}}\n", "Ada", NOW, path="Templates/Ada.md")


@pytest.mark.parametrize(("name", "path"), [("Index", "People/Index.md"), ("Ada", "Templates/Ada.md")])
def test_a_path_at_which_nobody_is_read_is_refused(name: str, path: str) -> None:
    with pytest.raises(EditRefused, match="give it another name"):
        new_person(name, path=path)


@pytest.mark.parametrize(
    ("moment_format", "language", "shown"),
    [
        ("YYYY-MM-DD dddd HH:mm:ss", "en", "2026-11-03 Tuesday 09:05:07"),
        ("[week] w, D MMMM YY", "it", "week 45, 3 novembre 26"),
        ("ddd dd d E Do MMM Q DDD DDDD", "en", "Tue Tu 2 2 3rd Nov 4 307 307"),
        ("Do h A a", "it", "3º 9 AM am"),
        ("GGGG gggg WW x", "nn", "2026 2026 45 x"),
    ],
)
def test_a_moment_in_moments_formats(moment_format: str, language: str, shown: str) -> None:
    assert in_moment(moment_format, NOW, language) == shown


def test_noon_and_midnight() -> None:
    assert in_moment("h A a", NOW.replace(hour=12)) == "12 PM pm"
    assert in_moment("h H hh", NOW.replace(hour=0)) == "12 0 12"
    assert in_moment("Do", NOW.replace(day=11)) == "11th"
