"""Fields are set where they stand, in the form that they have, and no other byte changes."""

from __future__ import annotations

import pytest

from mdnetwork.editing.fields import add_item, set_key
from mdnetwork.errors import EditRefused
from mdnetwork.parsing import ReadingSettings, read_note


@pytest.mark.parametrize(
    ("before", "key", "value", "after"),
    [
        ("# Hi", "org", "Acme: x", '---\norg: "Acme: x"\n---\n# Hi'),
        ("", "org", "[[Acme]]", '---\norg: "[[Acme]]"\n---\n'),
        (
            "---\r\nlast-contact: '2026-01-01' # c\r\n---\r\nx",
            "last_contact",
            "2026-02-02",
            "---\r\nlast-contact: '2026-02-02' # c\r\n---\r\nx",
        ),
        ("---\nnext_contact: # c\n---\n", "next_contact", "2026-02-02", "---\nnext_contact: 2026-02-02 # c\n---\n"),
        ("---\nnext_contact: {{date}}\n---\n", "next_contact", "2026-01-01", "---\nnext_contact: 2026-01-01\n---\n"),
        ("---\na: 1\nLast Contact: 2024\nb: 1\n---\nx", "last_contact", None, "---\na: 1\nb: 1\n---\nx"),
        ("---\nmet: 2024-01-01\nfirst_seen: 2024-01-02\n---\n", "met", None, "---\n---\n"),
        ("---\nx: y\n---\n", "nothing", None, "---\nx: y\n---\n"),
        ("---\norg: a\n---\n", "org", "a", "---\norg: a\n---\n"),
        ("---\norg: a\n---\n", "org", "", "---\norg:\n---\n"),
        ("---\ncontact:\n  email: a@b\n---\nx", "email", "c@d", "---\ncontact:\n  email: c@d\n---\nx"),
        ("---\nemail: |\n  a\n  b\nx: y\n---\n", "email", "z@z", "---\nemail: z@z\nx: y\n---\n"),
        ("---\nemails: [a@b, c@d]\n---\n", "emails", "z@z", "---\nemails: [z@z]\n---\n"),
        ("---\ntags:\n  - a\n  - b\n---\n", "tags", ["c", "d e"], "---\ntags:\n  - c\n  - d e\n---\n"),
        ("---\ntags: a\n---\n", "tags", ["c", "d, e"], '---\ntags: [c, "d, e"]\n---\n'),
        ("---\nphone: '0123'\n---\n", "phone", "it's", "---\nphone: 'it''s'\n---\n"),
        ("---\na: 1\n\n---\n", "phone", "+39 0123", "---\na: 1\nphone: +39 0123\n\n---\n"),
        ("---\na: 1\n---\n", "phone", "0123", '---\na: 1\nphone: "0123"\n---\n'),
        ("---\na: 1\n---\n", "private", "true", "---\na: 1\nprivate: true\n---\n"),
        ("---\na: 1\n---\n", "role", 'a "b" \\ #c', '---\na: 1\nrole: "a \\"b\\" \\\\ #c"\n---\n'),
        ("---\nwedding_anniversary: 2020-01-01\n---\n", "anniversary", "2021-01-01",
         "---\nwedding_anniversary: 2020-01-01\nanniversary: 2021-01-01\n---\n"),
        ('+++\nemail = "a" # c\n[x]\ny=1\n+++\n', "email", "c@d", '+++\nemail = "c@d" # c\n[x]\ny=1\n+++\n'),
        ("+++\na = 1\n\n[x]\ny=1\n+++\n", "met", "2026-01-01", "+++\na = 1\nmet = 2026-01-01\n\n[x]\ny=1\n+++\n"),
        ("+++\na = 1\n+++\n", "tags", ["x", "y"], '+++\na = 1\ntags = ["x", "y"]\n+++\n'),
        ("+++\ntags = ['x']\n+++\n", "tags", ["y", "2"], '+++\ntags = ["y", 2]\n+++\n'),
        ("+++\na = 1\n+++\n", "my key", "x", '+++\na = 1\n"my key" = "x"\n+++\n'),
        ("---\norg: a\n---\nCompany:: Foo\n", "org", "Bar", "---\norg: a\n---\nCompany:: Bar\n"),
        ("- [Company:: Foo] x\n", "org", "Bar", "- [Company:: Bar] x\n"),
        ("- a [Company:: Foo] x\n", "org", None, "- a x\n"),
        ("a\nCompany:: Foo\nb\n", "org", None, "a\nb\n"),
        ("**Email:** a@b.c\n", "email", "z@z", "**Email:** z@z\n"),
        ("| Email | a@b.c |\n", "email", "z@z", "| Email | z@z |\n"),
        ("Email::\n", "email", "z@z", "Email:: z@z\n"),
        ("**Email::** \n", "email", "z@z", "**Email::** z@z\n"),
        ("Skills:: a\n", "expertise", ["b", "c"], "Skills:: b, c\n"),
    ],
)  # fmt: skip
def test_a_key_is_set_where_it_stands(before: str, key: str, value: str | list[str] | None, after: str) -> None:
    assert set_key(before.encode(), key, value).decode() == after


@pytest.mark.parametrize(
    ("before", "key", "item", "after"),
    [
        ("---\ntags:\n- a\n- b\n# c\nx: y\n---\n", "tags", "z", "---\ntags:\n- a\n- b\n- z\n# c\nx: y\n---\n"),
        ("---\ntags:\n  - 'a'\n---\n", "tags", "z", "---\ntags:\n  - 'a'\n  - 'z'\n---\n"),
        ("---\ntags: [a, 'b'] # c]\n---\n", "tags", "z", "---\ntags: [a, 'b', z] # c]\n---\n"),
        ("---\ntags: a\n---\n", "tags", "z", "---\ntags: [a, z]\n---\n"),
        ("---\ntags: a b\n---\n", "tags", "z", "---\ntags: a b z\n---\n"),
        ("---\naliases: A, B\n---\n", "alias", "z", "---\naliases: A, B, z\n---\n"),
        ("---\ntags: [\n  a,\n  b\n]\n---\n", "tags", "z", "---\ntags: [\n  a,\n  b,\n  z\n]\n---\n"),
        ("---\ntags: [\n  a,\n  b,\n]\n---\n", "tags", "z", "---\ntags: [\n  a,\n  b,\n  z,\n]\n---\n"),
        ("---\ntags: []\n---\n", "tags", "z", "---\ntags: [z]\n---\n"),
        ("---\ntags: [a]\n---\n", "tags", "a", "---\ntags: [a]\n---\n"),
        ("---\nx: y\n---\n", "tags", "z", "---\nx: y\ntags: [z]\n---\n"),
        ('+++\ntags = ["a"]\n+++\n', "tags", "z", '+++\ntags = ["a", "z"]\n+++\n'),
        ("Tags:: a\n", "tags", "z", "Tags:: a, z\n"),
        ("---\nemail: a@b, c@d\n---\n", "email", "z@z", "---\nemail: a@b, c@d, z@z\n---\n"),
    ],
)
def test_an_item_goes_into_a_list_in_its_form(before: str, key: str, item: str, after: str) -> None:
    assert add_item(before.encode(), key, item).decode() == after


def test_the_name_is_the_one_that_the_vault_uses() -> None:
    assert set_key(b"---\na: b\n---\n", "org", "x", usual="azienda") == b"---\na: b\nazienda: x\n---\n"
    assert set_key(b"---\na: b\n---\n", "Company", "x") == b"---\na: b\norg: x\n---\n"
    chosen = ReadingSettings(keys=(("ultimo", "last_contact"),))
    assert set_key(b"---\nUltimo: x\n---\n", "last_contact", "2026-01-01", settings=chosen) == (
        b"---\nUltimo: 2026-01-01\n---\n"
    )


@pytest.mark.parametrize(
    ("before", "key", "value"),
    [
        ('---\n{"email": 1}\n---\nx', "email", "c@d"),
        ('---\n{"email": 1}\n---\nx', "org", "c@d"),
        ("---\ntype: person\n", "org", "x"),
        ("---\nx: y\n---\n", "x", "{{date}}"),
        ("---\nx: y\n---\n", "a: b", "c"),
        ("---\nx: y\n---\n", "z", "{{date}}"),
        ("+++\nemail = [\n'a']\n+++\n\n", "email.x", "{{a}}"),
    ],
)
def test_what_cannot_be_set_safely_is_refused(before: str, key: str, value: str) -> None:
    with pytest.raises(EditRefused):
        set_key(before.encode(), key, value)


@pytest.mark.parametrize(("key", "item"), [("email", "z@z.example"), ("phone", "+39 011 555 02")])
def test_an_address_more_in_a_line_is_read_as_one_more(key: str, item: str) -> None:
    before = "email:: a@b.example\ntelefono:: 011 555 01\n"
    person = read_note("People/A.md", add_item(before.encode(), key, item), ReadingSettings()).person
    assert person is not None
    assert item in (*person.emails, *person.phones)
    assert {"a@b.example", "011 555 01"} < {*person.emails, *person.phones}
