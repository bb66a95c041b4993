"""Whatever program a file is from: a second run changes nothing, a newer file fills in, a new job is news once."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from mdnetwork.exchange.exporting import export
from mdnetwork.model import History, Person
from support.exchange_vault import LINKEDIN, TODAY, imported, network, outcomes, texts

NOTE = "---\ntype: person\norg: Acme\nemail: ada@example.org\n---\n# Ada Okoro\n\n## Log\n- 2026-03-04 coffee\n"
MAIL = "ada@example.org"


def table(header: str, row: str) -> bytes:
    return f"{header}\n{row}\n".encode()


def vcard(version: str, org: str, role: str) -> bytes:
    name = "N:Okoro;Ada\r\n" if version == "2.1" else "FN:Ada Okoro\r\nN:Okoro;Ada;;;\r\n"
    title = f"TITLE:{role}\r\n" if role else ""
    return (f"BEGIN:VCARD\r\nVERSION:{version}\r\n{name}EMAIL:{MAIL}\r\nORG:{org}\r\n{title}END:VCARD\r\n").encode()


def linkedin(org: str, role: str) -> bytes:
    return f"{LINKEDIN}Ada,Okoro,https://www.linkedin.com/in/ada-okoro,{MAIL},{org},{role},02 Mar 2024\n".encode()


def zipped(name: str, data: bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, data)
    return file.getvalue()


def workbook(org: str, role: str) -> bytes:
    book, file = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (["Name", "E-mail", "Company", "Job title"], ["Ada Okoro", MAIL, org, role]):
        book.active.append(row)
    book.save(file)
    return file.getvalue()


def ours(form: str) -> Callable[[str, str], bytes]:
    def data(org: str, role: str) -> bytes:
        person = Person("ada okoro", "Ada Okoro", "x.md", emails=(MAIL,), org=org, role=role or None)
        return export([History(person)], form)  # type: ignore[arg-type]

    return data


def json_of_others(org: str, role: str) -> bytes:
    return json.dumps([{"name": "Ada Okoro", "emails": MAIL, "org": org, "role": role}]).encode()


FORMATS: dict[str, Callable[[str, str], bytes]] = {
    "vcard 2.1": lambda org, role: vcard("2.1", org, role),
    "vcard 3.0": lambda org, role: vcard("3.0", org, role),
    "vcard 4.0": lambda org, role: vcard("4.0", org, role),
    "linkedin": linkedin,
    "linkedin zip": lambda org, role: zipped("Basic/Connections.csv", linkedin(org, role)),
    "linkedin before 2021": lambda org, role: table(
        "First Name,Last Name,Email Address,Company,Position,Connected On", f"Ada,Okoro,{MAIL},{org},{role},2-Mar-24"
    ),
    "google old": lambda org, role: table(
        "Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,Organization 1 - Name,Organization 1 - Title",
        f"Ada Okoro,Ada,Okoro,Work,{MAIL},{org},{role}",
    ),
    "google new": lambda org, role: table(
        "First Name,Last Name,Organization Name,Organization Title,E-mail 1 - Label,E-mail 1 - Value",
        f"Ada,Okoro,{org},{role},Work,{MAIL}",
    ),
    "outlook": lambda org, role: table(
        "First Name,Middle Name,Last Name,Title,E-mail Address,Company,Job Title", f"Ada,,Okoro,,{MAIL},{org},{role}"
    ),
    "any table": lambda org, role: table("Nome;Ditta;Ruolo;E-mail", f"Ada Okoro;{org};{role};{MAIL}"),
    "xlsx": workbook,
    "eventbrite": lambda org, role: table(
        "Order #,First Name,Last Name,Email,Attendee #,Attendee Status,Company,Job Title",
        f"1,Ada,Okoro,{MAIL},1,Checked In,{org},{role}",
    ),
    "json of others": json_of_others,
    **{f"our {form}": ours(form) for form in ("vcard", "vcard4", "csv", "json", "jsonl")},
}


@pytest.mark.parametrize("form", FORMATS)
def test_a_file_may_be_imported_as_often_as_one_likes(tmp_path: Path, form: str) -> None:
    data = FORMATS[form]
    with network(tmp_path / "vault", {"People/Ada Okoro.md": NOTE}) as net:
        imported(net, data("Acme", ""), "file")
        once = texts(net.root)
        second = imported(net, data("ACME Inc.", ""), "file")
        assert (outcomes(second), bool(second.plan)) == ({"Ada Okoro": "unchanged"}, False)
        newer = imported(net, data("Acme", "Engineer"), "file")
        assert [[(each.key, each.value) for each in entry.filled] for entry in newer.entries] == [
            [("role", "Engineer")]
        ]
        (moved,) = imported(net, data("Beta", "Engineer"), "file").entries
        assert moved.news == "2026-11 #news Acme -> Beta"
        assert not imported(net, data("Beta", "Engineer"), "file").plan
        assert not imported(net, data("Acme", "Engineer"), "file").plan
        after = texts(net.root)["People/Ada Okoro.md"]
        assert (
            after.replace("- 2026-11 #news Acme -> Beta\n", "").replace("role: Engineer\n", "")
            == once["People/Ada Okoro.md"]
        )
        history = net.at(TODAY).history("Ada Okoro")
        assert (history.days, history.person.cadence) == ((date(2026, 3, 4),), None)


@pytest.mark.parametrize("form", FORMATS)
def test_somebody_new_is_made_once(tmp_path: Path, form: str) -> None:
    with network(tmp_path / "vault", {}) as net:
        (entry,) = imported(net, FORMATS[form]("Acme", "Engineer"), "file", create=lambda _card: True).entries
        assert (entry.outcome, entry.path) == ("new", "People/Ada Okoro.md")
        assert not imported(net, FORMATS[form]("Acme", "Engineer"), "file", create=lambda _card: True).plan
        person = net.at(TODAY).person("Ada Okoro")
        assert (person.org, person.role, person.emails) == ("Acme", "Engineer", (MAIL,))
