"""Notes in which plugins of Obsidian keep many people: found in their vault, read as the plugins read them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.cards import Card, SkippedRecord
from mdnetwork.exchange.files import Files, Wishes
from mdnetwork.exchange.plugin_notes import read_birthdays, read_company
from support.exchange_vault import TODAY, everybody, imported, network, texts
from support.vaults import write

BIRTHDAYS = "Our people\n\nname=Ada Okoro; birthday=12/04/1985\nname=Ben Sato;birthday= 01/05/2004 \nname=Zoe Lind; birthday=31/02/1999\n- name=Tim Lind; birthday=21/03/1999\n"
COMPANY = """---
def-type: consolidated
color: "blue"
---

![Logo](logo.png)

# Ada Okoro
Position: Engineer
Department: Optics

Knows everything about [[glass]].

---

or nearly.
___
# Ben Sato
Position: Manager

---

# Person Name
Position: Job Title
---
"""
SETTINGS = ".obsidian/plugins/birthday-tracker/data.json"


def read(path: Path, wishes: Wishes = Wishes()) -> list[tuple[str, str]]:
    return [(each.name, str(each.birthday)) for each in Files([path], wishes).items() if isinstance(each, Card)]


def test_a_line_a_person() -> None:
    found = list(read_birthdays(BIRTHDAYS.splitlines(), "b.md"))
    assert [(each.name, str(each.birthday), each.where) for each in found if isinstance(each, Card)] == [
        ("Ada Okoro", "1985-04-12", "b.md:3"),
        ("Ben Sato", "2004-05-01", "b.md:4"),
        ("Tim Lind", "1999-03-21", "b.md:6"),
    ]
    assert [each.where for each in found if isinstance(each, SkippedRecord)] == ["b.md:5"]


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("DD/MM/YYYY", "12/04/1985", "1985-04-12"),
        ("MM/DD/YYYY", "04/12/1985", "1985-04-12"),
        ("YYYY-MM-DD", "1985-04-12", "1985-04-12"),
        ("dd.mm.yyyy", "12.04.1985", "1985-04-12"),
        ("DD/MM", "12/04", None),
        ("DD/MM/YYYY", "1/4/1985", None),
    ],
)
def test_dates_stand_as_the_settings_say(form: str, text: str, day: str | None) -> None:
    (found,) = read_birthdays([f"name=Ada; birthday={text}"], "b.md", form)
    assert (str(found.birthday) if isinstance(found, Card) else None) == day


def test_a_note_a_company() -> None:
    ada, ben, example = read_company(COMPANY.splitlines(), "Acme.md", "Acme")
    assert ada == Card(
        "Ada Okoro",
        "Acme.md:8",
        org="Acme",
        role="Engineer",
        note="Department: Optics\nKnows everything about [[glass]].\n\n---\nor nearly.",
    )
    assert ben == Card("Ben Sato", "Acme.md:18", org="Acme", role="Manager")
    assert isinstance(example, SkippedRecord)
    assert list(read_company(["---", "def-type: consolidated", "---"], "x.md", "x")) == []


def test_a_vault_gives_what_its_plugins_keep(tmp_path: Path) -> None:
    vault = write(
        tmp_path / "other",
        {
            "Lists/days.md": BIRTHDAYS,
            "Firms/Acme.md": COMPANY.replace("\n", "\r\n"),
            "People/Own.md": "---\ntype: person\n---\n",
            ".obsidian/app.json": "{}",
        },
    )
    assert [name for name, _ in read(vault)] == ["Ada Okoro", "Ben Sato", "Ada Okoro", "Ben Sato", "Tim Lind"]
    write(vault, {SETTINGS: json.dumps({"dateFormatting": "MM/DD/YYYY", "birthdayNodeLocation": "Lists/days.md"})})
    assert read(vault / SETTINGS) == [("Ada Okoro", "1985-12-04"), ("Ben Sato", "2004-01-05")]
    assert read(vault / "Lists/days.md", Wishes(order="dmy"))[0] == ("Ada Okoro", "1985-04-12")


@pytest.mark.parametrize("place", ["../secret.md", "/etc/passwd", "", "nowhere.md", 3])
def test_settings_lead_nowhere_else(tmp_path: Path, place: object) -> None:
    (tmp_path / "secret.md").write_text(BIRTHDAYS)
    vault = write(tmp_path / "other", {SETTINGS: json.dumps({"birthdayNodeLocation": place})})
    assert read(vault / SETTINGS) == []


def test_a_vault_without_lists_is_told_of(tmp_path: Path) -> None:
    vault = write(tmp_path / "other", {".obsidian/app.json": "{}", "People/Own.md": "---\ntype: person\n---\n"})
    with pytest.raises(ExchangeError, match="is a vault, and no note in it is a list of people"):
        read(vault)


def test_lists_fill_in_and_make_notes_and_are_safe_to_repeat(tmp_path: Path) -> None:
    with network(tmp_path / "vault") as net:
        write(net.root, {".obsidian/app.json": "{}", "days.md": BIRTHDAYS, "Firms/Acme.md": COMPANY})
        found = imported(net, net.root, create=everybody)
        assert [(entry.name, entry.outcome) for entry in found.entries] == [
            ("Ada Okoro", "unchanged"),
            ("Ben Sato", "ambiguous"),  # of another firm than the note says
            ("Ada Okoro", "updated"),
            ("Ben Sato", "updated"),
            ("Tim Lind", "new"),
        ]
        assert "birthday: 1985-04-12" in texts(net.root)["People/Ada Okoro.md"]
        assert net.at(TODAY).person("Tim Lind").birthday is not None
        assert not imported(net, net.root, create=everybody).plan
