"""Notes that an import makes look as the vault's own do, and say nothing that only the user knows."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.exchange_vault import TODAY, everybody, imported, network, texts

TABLE = "Name,Company,Email,Tags,Notes\nAda One,Fjord Museum,a@x.example,art,Likes boats\n"
TEMPLATE = """---
type: person
tags: [friend]
met: {{date}}
met_at:
circle: inner
cadence: 4w
azienda:
last_contact: <% tp.date.now("YYYY-MM-DD") %>
made: {{date}}
---
# {{title}}

## What we talk about

## Log
"""


def made(tmp_path: Path, template: str, table: str = TABLE, name: str = "Person", settings: str = "") -> str:
    notes = {f"Templates/{name}.md": template, "mdnetwork.toml": settings}
    with network(tmp_path / "vault", notes) as net:
        found = imported(net, table, create=everybody)
        assert [entry.refused for entry in found.entries] == [()]
        assert net.at(TODAY).all_follow_ups() == []
        assert {entry.outcome for entry in imported(net, table, create=everybody).entries} == {"unchanged"}
        return texts(net.root)[found.entries[0].path]


def test_the_vaults_template_is_used_without_what_only_the_user_knows(tmp_path: Path) -> None:
    assert made(tmp_path, TEMPLATE) == (
        "---\ntype: person\ntags: [friend, art]\nazienda: Fjord Museum\nmade: 2026-11-23\nemail: a@x.example\n---\n"
        "# Ada One\n\n> Likes boats\n\n## What we talk about\n\n## Log\n"
    )


def test_a_quotation_takes_no_line_of_the_template_into_it(tmp_path: Path) -> None:
    note = made(tmp_path, "---\ntype: person\n---\n# {{title}}\nAzienda:: \n## Log\n")
    assert "# Ada One\n\n> Likes boats\n\nAzienda:: Fjord Museum\n## Log\n" in note


def test_what_the_file_says_of_how_one_met_stays(tmp_path: Path) -> None:
    note = made(
        tmp_path, TEMPLATE, "First Name,Last Name,Company,Position,Connected On\nAda,One,Acme,Cook,02 Mar 2024\n"
    )
    assert "met: 2024-03-02\nmet_at: LinkedIn\n" in note
    assert note.count("met:") == 1


@pytest.mark.parametrize(
    "template",
    [
        "---\ntype: person\n---\n# {{title}}\n\n- [ ] say hello 📅 2026-12-01\n",
        "---\ntype: person\n---\n# {{title}}\n\n## Log\n- {{date}} met\n",
        "---\ntype: company\n---\n# {{title}}\n",
        "",
    ],
    ids=["a task", "a contact", "of something else", "nothing"],
)
def test_a_template_that_would_tell_too_much_is_not_used(tmp_path: Path, template: str) -> None:
    note = made(tmp_path, template)
    if template:
        assert note.startswith("---\ntype: person\ntags: [art]\norg: Fjord Museum\n")
    assert "[ ]" not in note
    assert "- 2026" not in note


def test_free_text_finds_its_place_without_a_title(tmp_path: Path) -> None:
    assert made(tmp_path, "---\ntype: person\n---\nText.\n", "Name,Notes,Email\nAda One,Hello,a@x.example\n") == (
        "---\ntype: person\nemail: a@x.example\n---\n\n> Hello\n\nText.\n"
    )
    assert "\n> Hello\n" in made(tmp_path / "b", "Text\n", "Name,Notes,Email\nAda One,Hello,a@x.example\n")


def test_a_comment_in_front_matter_is_no_title(tmp_path: Path) -> None:
    template = "---\n# who they are\ntype: person\n---\n# {{title}}\n"
    assert made(tmp_path, template, "Name,Notes,Email\nAda One,Hello,a@x.example\n") == (
        "---\n# who they are\ntype: person\nemail: a@x.example\n---\n# Ada One\n\n> Hello\n"
    )


def test_a_folder_in_which_nobody_is_a_person_is_told(tmp_path: Path) -> None:
    with network(tmp_path / "vault", {}) as net:
        (entry,) = imported(net, "Name,Email\nAda One,a@x.example\n", create=everybody, folder="Templates").entries
        assert (entry.path, len(entry.refused)) == ("", 1)
        assert texts(net.root) == {}


def test_a_name_that_no_file_can_have_stands_in_the_template_too(tmp_path: Path) -> None:
    assert made(tmp_path, TEMPLATE, "Name,Email\nA*a: One,a@x.example\n").endswith(
        'email: a@x.example\nname: "A*a: One"\n---\n# A a One\n\n## What we talk about\n\n## Log\n'
    )


def test_the_log_is_called_as_the_language_does(tmp_path: Path) -> None:
    assert "## Registro\n" in made(tmp_path, "x", name="Other", settings='language = "it"\n')
