"""Notes beside people, maps of folders and translations are no people, and people beside them stay (N12, N19, N22)."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.case_vault import case_vault, person

FULL = person("words\n")


@pytest.mark.parametrize(
    ("notes", "people"),
    [
        # in the folder of a person
        ({"People/Fay Lune.md": "", "People/Fay Lune/notes.md": "x", "People/Fay Lune/a/b.md": "x"}, ["Fay Lune"]),
        ({"People/Fay Lune/Fay Lune.md": "", "People/Fay Lune/notes.md": "x"}, ["Fay Lune"]),
        ({"People/fay.md": FULL, "People/Fay/notes.md": "x"}, ["fay"]),
        ({"People/Fay Lune.md": "", "People/Fay Lune/Kit Lune.md": FULL}, ["Fay Lune", "Kit Lune"]),
        ({"People/Fay Lune.md": "", "People/Fay Lune/Kit.md": "---\nemail: k@l.example\n---\n"}, ["Fay Lune", "Kit"]),
        ({"Persone/Fay Lune.md": "", "Persone/Fay Lune/idee regalo.md": "un libro"}, ["Fay Lune"]),
        ({"People/Fay.md": "", "People/Fay/notes.md": "x"}, ["Fay"]),
        ({"People/Fay.md": FULL, "People/Fay/Gift Ideas.md": "x", "People/Fay/Notes.md": "x"}, ["Fay"]),
        (
            {"People/Fay Lune.md": "", "People/Fay Lune/Notes.md": "x", "People/Fay Lune/Kit.md": FULL},
            ["Fay Lune", "Kit"],
        ),
        ({"People/Acme Group.md": "", "People/Acme Group/Cy Stone.md": ""}, ["Acme Group", "Cy Stone"]),
        ({"People/Fay Lune.md": "", "People/Fay Lune/Kit.md": "", "People/Fay Lune/Kit/notes.md": "- x"}, ["Fay Lune"]),
        ({"People/Fay.md": "", "People/Fay/README.md": "# About her\n"}, ["Fay"]),
        ({"People/Acme Group.md": "", "People/Acme Group/Cy Stone/README.md": ""}, ["Acme Group", "Cy Stone"]),
        # a folder of people beside a note of its name
        ({"People/Work.md": "", "People/Work/Cy Stone.md": "", "People/Work/bo.md": ""}, ["Cy Stone", "Work", "bo"]),
        ({"People/Acme.md": "---\ntype: company\n---\n", "People/Acme/cy.md": ""}, ["cy"]),
        # maps
        ({"People/Work/README.md": "", "People/Work/Cy Stone.md": ""}, ["Cy Stone"]),
        ({"People/Work/README.md": "# Work\n", "People/Work/Sub/cy.md": FULL}, ["cy"]),
        ({"People/Dee/index.md": "# Dee\n", "People/Dee/gift ideas.md": "x"}, ["Dee"]),
        ({"People/Dee Roe/index.md": "# Dee Roe\n", "People/Dee Roe/gift ideas.md": "x"}, ["Dee Roe"]),
        ({"People/staff/_index.md": "---\ntitle: Staff\n---\n", "People/staff/ann/_index.md": FULL}, ["ann"]),
        ({"People/Work/README.md": FULL, "People/Work/cy.md": FULL}, ["Work", "cy"]),
        # translations
        ({"people/ann/_index.md": FULL, "people/ann/_index.es.md": FULL}, ["ann"]),
        ({"people/ann/index.it.md": FULL, "people/ann/index.de.md": FULL}, ["ann"]),
        ({"people/ann-lune.en.md": "# Ann Lune\n", "people/ann-lune.pt-br.md": "# Ann Lune\n"}, ["Ann Lune"]),
        ({"People/Ann Lune.md": FULL, "People/Ann Lune.jr.md": FULL}, ["Ann Lune", "Ann Lune.jr"]),
        ({"People/README.en.md": "# People\n", "People/README.it.md": "# Persone\n", "People/cy.md": ""}, ["cy"]),
    ],
)
def test_who_is_a_person_by_the_folders(tmp_path: Path, notes: dict[str, str], people: list[str]) -> None:
    vault = case_vault(tmp_path, notes)
    assert vault.people() == people
    assert vault.json("check") == []


def test_a_link_to_a_translation_means_the_person(tmp_path: Path) -> None:
    notes = {
        "people/ann/index.it.md": person("\n## Log\n- 2026-11-01 caff\u00e8\n", "title: Ann Lune"),
        "people/ann/index.en.md": person("\n## Log\n- 2026-11-01 coffee\n", "title: Ann Lune"),
        "Daily/2026-11-10.md": "- lunch with [[people/ann/index.it|Ann]]\n",
    }
    vault = case_vault(tmp_path, notes)
    assert vault.days("Ann Lune") == ["2026-11-01", "2026-11-10"]


def test_what_is_in_a_persons_folder_is_about_them(tmp_path: Path) -> None:
    notes = {
        "People/Fay Lune.md": "# Fay Lune\n",
        "People/Fay Lune/calls.md": "- [ ] send the map [due:: 2026-11-23]\n\n## Log\n- 2026-11-01 call with [[Gil]]\n",
        "Daily/2026-11-10.md": "- read [[People/Fay Lune/calls]] again\n",
    }
    vault = case_vault(tmp_path, notes, "Gil")
    assert vault.days("Fay Lune") == ["2026-11-01"]
    assert vault.days("Gil") == []
    assert vault.due() == [("Fay Lune", "task", "2026-11-23")]
    assert [row["path"] for row in vault.json("search", "map")] == ["People/Fay Lune/calls.md"]


def test_a_note_that_becomes_a_persons_own(tmp_path: Path) -> None:
    vault = case_vault(tmp_path, {"People/Fay Lune.md": "", "People/Fay Lune/Kit.md": "x"})
    assert vault.people() == ["Fay Lune"]
    (vault.root / "People" / "Fay Lune" / "Kit.md").write_text(FULL)
    assert vault.people() == ["Fay Lune", "Kit"]
