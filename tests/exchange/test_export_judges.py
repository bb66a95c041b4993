"""What is exported, judged by other programs: vobject, khard, Radicale, Python's csv, openpyxl."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
import vobject
from openpyxl import Workbook, load_workbook

from mdnetwork.dates import PartialDate
from mdnetwork.errors import ExchangeError, OutputError
from mdnetwork.exchange.cards import Card
from mdnetwork.exchange.exporting import export, file_of, sync
from mdnetwork.exchange.files import Files
from mdnetwork.exchange.values import full_url, guarded, unguarded, url_key
from mdnetwork.exchange.vcards_out import Version, as_vcard
from mdnetwork.fields import value_of
from mdnetwork.model import History, Person, Ref
from support.patience import PATIENCE
from support.radicale_server import PASSWORD, USER, radicale

ADA = Person(
    "ada okoro",
    "Ada Okoro",
    "People/Ada Okoro.md",
    aliases=("Addie", "Ace, the"),
    tags=("mentor",),
    org="Northwind; Labs",
    role="Director, optics and everything that has to do with light in a very long title: Überlänge",
    emails=("ada@example.org", "a@example.org"),
    phones=("+39 06 555 1234",),
    urls=(("linkedin", "in/ada-okoro"), ("mastodon", "@ada@social.example")),
    birthday=PartialDate(2, 29),
    anniversaries=(("anniversary", PartialDate(6, 20, 2015)),),
    place="Torino",
    relations=(("spouse", Ref("People/Ben Sato"), 3),),
)
EMOJI = Person("🦊", "🦊", "People/Somebody.md", uid="fox; 1")
LONG = Person("x", "A" * 300, "People/A.md", private=True)
EVERYBODY = (ADA, EMOJI, LONG)
VERSIONS: tuple[Version, ...] = ("3.0", "4.0")


@pytest.mark.parametrize("version", VERSIONS)
def test_vobject_reads_every_card(version: Version) -> None:
    found: list[Any] = list(vobject.readComponents(b"".join(as_vcard(each, version) for each in EVERYBODY).decode()))
    assert [str(card.contents["fn"][0].value) for card in found] == [ADA.name, "🦊", "A" * 300]
    assert [each.value for each in found[0].contents["email"]] == list(ADA.emails)
    assert found[0].title.value == ADA.role
    assert found[0].org.value == ["Northwind; Labs"]
    assert (found[0].n.value.family, found[0].n.value.given) == ("Okoro", "Ada")
    assert found[0].bday.value == {"3.0": "--02-29", "4.0": "--0229"}[version]
    assert found[0].uid.value.startswith({"3.0": "", "4.0": "urn:uuid:"}[version])


@pytest.mark.parametrize("version", VERSIONS)
def test_lines_are_folded_by_bytes_and_the_bytes_always_the_same(version: Version) -> None:
    data = as_vcard(ADA, version)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert all(line.decode() for line in data.split(b"\r\n")[:-1])
    assert data == as_vcard(ADA, version)
    assert data.endswith(b"END:VCARD\r\n")


@pytest.mark.parametrize(
    ("kind", "value", "url"),
    [
        ("linkedin", "in/ada", "https://www.linkedin.com/in/ada"),
        ("linkedin", "linkedin.com/in/ada", "https://linkedin.com/in/ada"),
        ("github", "ada", "https://github.com/ada"),
        ("twitter", "@ada", "https://x.com/ada"),
        ("mastodon", "@ada@social.example", "https://social.example/@ada"),
        ("website", "ada.example", "https://ada.example"),
        ("website", "http://ada.example", "http://ada.example"),
    ],
)
def test_addresses_on_the_web_are_whole(kind: str, value: str, url: str) -> None:
    assert full_url(kind, value) == url


@pytest.mark.parametrize("form", ["csv", "json", "vcard", "vcard4"])
def test_all_that_a_note_may_say_comes_back_and_is_found_again(tmp_path: Path, form: str) -> None:
    full = replace(
        ADA,
        urls=(("website", "ada.example"), ("github", "ada")),
        aliases=('["odd"]',),
        anniversaries=(("work anniversary", PartialDate(6, 2)),),
        birthday=PartialDate(4, None, 1985),
        met=date(2020, 1, 2),
        met_at="a fair",
        needs=("light",),
        expertise=("glass",),
        interests=("boats",),
        language="it",
        status="paused",
        private=True,
        uid="6f1c6d52-3f0b-4f2a-9f0c-0d5b5a3f2a11",
    )
    file = tmp_path / "file"
    file.write_bytes(export([History(full)], form))  # type: ignore[arg-type]
    (found,) = Files([file]).items()
    assert isinstance(found, Card)
    assert (found.name, found.aliases, found.met, found.met_at) == (full.name, full.aliases, full.met, full.met_at)
    assert (found.needs, found.expertise, found.interests) == (full.needs, full.expertise, full.interests)
    assert (found.birthday, found.anniversaries, value_of(found, "language")) == (
        full.birthday,
        full.anniversaries,
        "it",
    )
    assert (found.status, found.private, found.uid) == ("paused", True, full.uid)
    assert [url_key(*each) for each in found.urls] == [url_key(*each) for each in full.urls]


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Ada Okoro", "Okoro;Ada"),
        ("Ada", ";Ada"),
        ("Ludwig van der Berg", "van der Berg;Ludwig"),
        ("De Luca Anna", "Anna;De Luca"),
    ],
)
def test_the_surname_takes_its_particles(name: str, written: str) -> None:
    assert f"\r\nN:{written};;;\r\n" in as_vcard(Person("x", name, "x.md")).decode()


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot be written .* Name another folder"):
        sync(tmp_path / "file" / "cards", [ADA])


def test_khard_lists_the_folder(tmp_path: Path) -> None:
    assert sync(tmp_path / "cards", [ADA, EMOJI]) == (2, 0, 0)
    config = tmp_path / "khard.conf"
    config.write_text(f"[addressbooks]\n[[people]]\npath = {tmp_path / 'cards'}\n[general]\ndefault_action = list\n")
    command = [str(Path(sys.executable).with_name("khard")), "-c", str(config)]
    listed = subprocess.run(
        [*command, "list", "--parsable"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )
    assert listed.stderr == ""
    assert sorted(line.split("\t")[1] for line in listed.stdout.splitlines()) == ["Ada Okoro", "🦊"]
    mail = subprocess.run([*command, "email", "--parsable", "ada"], capture_output=True, text=True, check=True)
    assert "ada@example.org\tAda Okoro" in mail.stdout
    sync(tmp_path / "cards", [replace(ADA, birthday=PartialDate(4, 12)), EMOJI])  # khard has no leap day without a year
    days = subprocess.run([*command, "birthdays"], capture_output=True, text=True, check=True)
    assert "Ada Okoro" in days.stdout


@pytest.mark.parametrize("version", VERSIONS)
def test_radicale_takes_every_card(tmp_path: Path, version: Version) -> None:
    with radicale(tmp_path / "radicale") as server:
        make = (
            '<?xml version="1.0"?><mkcol xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:carddav"><set><prop><resourcetype>'
            "<collection/><C:addressbook/></resourcetype></prop></set></mkcol>"
        )
        assert server.ask("MKCOL", "/ada/people/", make) == 201
        for person in EVERYBODY:
            connection = HTTPConnection("127.0.0.1", server.port, timeout=PATIENCE)
            secret = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
            headers = {"Authorization": f"Basic {secret}", "Content-Type": "text/vcard"}
            connection.request("PUT", f"/ada/people/{file_of(person)}", as_vcard(person, version), headers)
            assert connection.getresponse().status == 201
            connection.close()


def test_csv_is_read_by_python_and_opened_by_a_spreadsheet(tmp_path: Path) -> None:
    evil = Person(
        "e", '=HYPERLINK("http://x.example";"y")', "People/E.md", org="+1", role="-2", place="@z", aliases=("\tq",)
    )
    data = export([History(ADA), History(evil)], "csv")
    ada, bad = csv.DictReader(io.StringIO(data.decode(), newline=""))
    assert (ada["name"], ada["emails"], ada["phones"]) == (
        "Ada Okoro",
        "ada@example.org;a@example.org",
        "'+39 06 555 1234",
    )
    assert ada["org"] == "Northwind; Labs"
    assert not [cell for row in (ada, bad) for cell in row.values() if cell[:1] in {"=", "+", "-", "@", "\t", "\r"}]
    book = Workbook()
    assert book.active is not None
    for row in csv.reader(io.StringIO(data.decode(), newline="")):
        book.active.append(row)
    book.save(tmp_path / "out.xlsx")
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    assert "f" not in {cell.data_type for row in sheet.iter_rows() for cell in row}
    raw = export([History(ADA)], "csv", raw=True).decode()
    assert '"+39 06 555 1234"' in raw


@pytest.mark.parametrize("cell", ["=1", "+1", "-1", "@x", "\tx", "\rx", "'=1", "''x", "'x", "x", "", "'"])
def test_the_guard_comes_off_again(cell: str) -> None:
    assert unguarded(guarded(cell)) == cell
    assert guarded(cell)[:1] not in {"=", "+", "-", "@", "\t", "\r"}


def test_json_and_its_lines_are_the_same_people() -> None:
    histories = [History(each) for each in EVERYBODY]
    listed = json.loads(export(histories, "json"))
    assert [json.loads(line) for line in export(histories, "jsonl").decode().splitlines()] == listed
    assert listed[0]["urls"][0] == {"kind": "linkedin", "value": "in/ada-okoro"}
    assert listed[0]["relations"] == [{"kind": "spouse", "value": "Ben Sato"}]


def test_a_markdown_table_holds_what_it_is_given() -> None:
    person = Person("p", "A|B <x> *y*", "People/P.md", org="[[Acme]]", role="two\nlines")
    table = export([History(person)], "markdown").decode().splitlines()
    assert len(table) == 3
    assert table[2].startswith("| A\\|B \\<x\\> \\*y\\* | \\[\\[Acme\\]\\] | two lines |")
    assert export([], "csv") == b'"name"\r\n'


def test_a_folder_of_cards_is_kept_and_others_are_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "cards"
    assert sync(folder, [ADA, EMOJI]) == (2, 0, 0)
    (folder / "own.vcf").write_text("BEGIN:VCARD\nFN:Mine\nEND:VCARD\n")
    (folder / "mdnet-theirs.vcf").write_text("BEGIN:VCARD\nFN:Not ours\nEND:VCARD\n")
    (folder / "mdnet-folder.vcf").mkdir()
    stamps = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    assert sync(folder, [ADA, EMOJI]) == (0, 2, 0)
    assert {path.name: path.stat().st_mtime_ns for path in folder.iterdir()} == stamps
    assert sync(folder, [ADA]) == (0, 1, 1)
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        [file_of(ADA), "mdnet-folder.vcf", "mdnet-theirs.vcf", "own.vcf"]
    )
    with pytest.raises(ExchangeError, match="is a file"):
        sync(folder / "own.vcf", [ADA])
