# ruff: noqa: E501  the tables of other programs have long headers
"""Cases X2 to X10: people and calendars that come in."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import frontmatter
import pytest
from openpyxl import Workbook

from support.case_vault import CaseVault, case_vault, person

FILES = Path(__file__).parent / "files"
TODAY = "2026-11-30"


@pytest.fixture(autouse=True)
def in_rome(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Live in Rome, until the end of the test."""
    monkeypatch.setenv("TZ", "Europe/Rome")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def exchange_vault(root: Path) -> CaseVault:
    """The vault of the cases: the user, and Ada."""
    notes = {
        "Me.md": "---\ntype: me\nemail: me@me.example\n---\n",
        "People/Ada Lint.md": person("# Ada Lint\n", "email: ada@a.example"),
    }
    return case_vault(root, notes)


def bring_in(vault: CaseVault, file: str | Path, *options: str, today: str = TODAY) -> str:
    """Import a file, and return what was said on both streams."""
    path = FILES / file if isinstance(file, str) else file
    result = vault.run("import", str(path), "--create", "all", "--yes", *options, today=today)
    assert result.status == 0, result.stderr
    return result.stdout + result.stderr


def meetings(vault: CaseVault) -> list[tuple[str, str, str]]:
    """Date, time and title of the meetings of the vault that are not cancelled, in order."""
    found = []
    for path in (vault.root / "Meetings").glob("*.md"):
        note = frontmatter.loads(path.read_text(encoding="utf-8"))
        keys = note.metadata
        if str(keys.get("status", "")).startswith("cancel"):
            continue
        day, _, hour = str(keys["date"]).replace(" ", "T").partition("T")
        found.append((day, hour[:5], note.content.splitlines()[0].removeprefix("# ")))
    return sorted(found)


def days(vault: CaseVault) -> list[tuple[str, str]]:
    """Date and time of the meetings."""
    return [(date, hour) for date, hour, _ in meetings(vault)]


def calendar(*lines: str) -> str:
    """A calendar of one event with Ada."""
    body = "\n".join(lines)
    return (
        "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//EN\nBEGIN:VEVENT\nDTSTAMP:20261101T000000Z\n"
        "ATTENDEE;CN=Ada Lint;PARTSTAT=ACCEPTED:mailto:ada@a.example\nORGANIZER;CN=Me:mailto:me@me.example\n"
        f"{body}\nEND:VEVENT\nEND:VCALENDAR\n"
    )


SERIES = {
    "tz_other.ics": [
        ("2026-12-03", "15:00"),
        ("2026-12-05", "02:00"),
        ("2026-12-05", "15:00"),
        ("2026-12-06", "14:00"),
        ("2026-12-07", "15:00"),
        ("2026-12-08", "15:00"),
        ("2026-12-09", "09:00"),
    ],
    "ny.ics": [("2026-12-03", "19:30"), ("2026-12-10", "19:30")],
    "rr_tz.ics": [("2026-12-02", "02:00"), ("2026-12-11", "10:00"), ("2026-12-16", "02:00"), ("2026-12-23", "02:00")],
    "utcser.ics": [
        ("2026-12-01", "10:00"),
        ("2026-12-08", "10:00"),
        ("2026-12-15", "10:00"),
    ],
    "rr_until_us.ics": [
        ("2026-11-30", "19:00"),
        ("2026-12-07", "19:00"),
        ("2026-12-15", "00:00"),
        ("2026-12-22", "00:00"),
    ],
    "apple.ics": [("2026-12-01", "10:00"), ("2026-12-08", "10:00"), ("2026-12-15", "16:00"), ("2026-12-22", "16:00")],
}


@pytest.mark.parametrize("file", SERIES)
def test_meetings_are_instants_in_the_zone_of_the_event(tmp_path: Path, file: str) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(vault, file)
    ahead = [(date, hour) for date, hour in days(vault) if date >= TODAY]
    assert ahead == SERIES[file]
    bring_in(vault, file)
    assert [(date, hour) for date, hour in days(vault) if date >= TODAY] == ahead


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        # A weekly series over the change of the clocks in the reader's zone.
        (
            ["UID:a", "SUMMARY:A", "DTSTART;TZID=Asia/Tokyo:20261201T180000", "RRULE:FREQ=WEEKLY;COUNT=2"],
            [("2026-12-01", "10:00"), ("2026-12-08", "10:00")],
        ),
        # A day that is left out, named in UTC.
        (
            ["UID:b", "SUMMARY:B", "DTSTART;TZID=America/New_York:20261201T090000", "RRULE:FREQ=DAILY;COUNT=3", "EXDATE:20261202T140000Z"],
            [("2026-12-01", "15:00"), ("2026-12-03", "15:00")],
        ),
        # A series of whole days.
        (
            ["UID:c", "SUMMARY:C", "DTSTART;VALUE=DATE:20261202", "RRULE:FREQ=WEEKLY;UNTIL=20261209"],
            [("2026-12-02", ""), ("2026-12-09", "")],
        ),
        # A day that is added.
        (
            ["UID:d", "SUMMARY:D", "DTSTART;TZID=Europe/London:20261201T090000", "RDATE;TZID=Europe/London:20261205T110000"],
            [("2026-12-01", "10:00"), ("2026-12-05", "12:00")],
        ),
        # The last Tuesday of each month.
        (
            ["UID:e", "SUMMARY:E", "DTSTART;TZID=Europe/Rome:20261124T090000", "RRULE:FREQ=MONTHLY;BYDAY=-1TU;COUNT=2"],
            [("2026-12-29", "09:00")],
        ),
    ],
)  # fmt: skip
def test_other_series(tmp_path: Path, lines: list[str], expected: list[tuple[str, str]]) -> None:
    vault = exchange_vault(tmp_path)
    file = tmp_path / "series.ics"
    file.write_text(calendar(*lines), encoding="utf-8")
    bring_in(vault, file)
    assert [(date, hour) for date, hour in days(vault) if date >= TODAY] == expected


def test_the_newest_sequence_of_a_file_counts(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    for _ in range(3):
        bring_in(vault, "update.ics")
        assert days(vault) == [("2026-12-11", "09:00")]


def test_an_older_file_does_not_win(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    for file, day in (("u_old.ics", "2026-12-10"), ("u_new.ics", "2026-12-11"), ("u_old.ics", "2026-12-11")):
        bring_in(vault, file)
        assert days(vault) == [(day, "09:00")]


def test_a_later_file_changes_hour_title_room_guests(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(vault, "later_a.ics")
    budget = next((vault.root / "Meetings").glob("*Budget*"))
    budget.write_text(budget.read_text(encoding="utf-8") + "\nmy own words\n", encoding="utf-8")
    bring_in(vault, "later_b.ics")
    found = {date: (hour, title) for date, hour, title in meetings(vault)}
    assert found["2026-12-10"][0] == "15:00"
    assert "Budget talk" in found["2026-12-10"][1]
    texts = [path.read_text(encoding="utf-8") for path in (vault.root / "Meetings").glob("*.md")]
    (talk,) = [text for text in texts if "Budget talk" in text]
    assert "Room 9" in talk
    assert "Room 1\n" not in talk
    assert "my own words" in talk
    assert "2026-12-12" not in found, "cancelled"
    assert any("2026-12-12" in text and "cancel" in text.lower() for text in texts), "marked, not deleted"
    (review,) = [text for text in texts if "Review" in text]
    assert "Ada" not in review
    assert [row for row in vault.due(TODAY, "--within", "30d") if row[2] == "2026-12-11"] == []


@pytest.mark.parametrize("title", ["Canceled: Budget", "Cancelled: Budget", "Annullato: Budget", "CANCELED: Budget"])
def test_a_cancelled_past_meeting_was_not_held(tmp_path: Path, title: str) -> None:
    vault = exchange_vault(tmp_path)
    file = tmp_path / "past.ics"
    file.write_text(
        (FILES / "pastcanc.ics").read_text(encoding="utf-8").replace("Canceled: Budget", title), encoding="utf-8"
    )
    bring_in(vault, file)
    assert vault.counted("Ada Lint", TODAY) == []


def test_cards_that_are_left_out_are_named(tmp_path: Path) -> None:
    said = bring_in(exchange_vault(tmp_path), "icloud.vcf")
    assert "Freunde Hamburg" in said
    assert "Werft Nord GmbH" in said


def test_what_is_left_out_is_in_the_json(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    answer = vault.json("import", str(FILES / "icloud.vcf"), "--create", "all", "--yes", today=TODAY)
    reasons = " ".join(row["why"] for row in answer["left_out"])
    assert "Freunde Hamburg" in reasons
    assert "Werft Nord GmbH" in reasons
    assert all(row["where"] for row in answer["left_out"])


NOTES = {
    "n1.vcf": ["plain line", "second", "met 2026-03-02", "coffee", "see", "do it"],
    "n2.vcf": ["FOSDEM, Tisch 4", "developer. Room", "old", "1970-01-01", "Kids", "lunch with", "photographer", "allergic to nuts", "2w"],
}  # fmt: skip


@pytest.mark.parametrize("file", NOTES)
def test_notes_of_cards_are_kept_without_their_signs(tmp_path: Path, file: str) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(vault, file)
    text = "\n".join(path.read_text(encoding="utf-8") for path in (vault.root / "People").glob("*.md"))
    for words in NOTES[file]:
        assert words in text
    for row in vault.json("people", today=TODAY):
        if row["name"] != "Ada Lint":
            assert row["tags"] == []
            assert row["cadence"] is None
            assert row["birthday"] is None
            assert vault.counted(row["name"], TODAY) == []
    assert vault.due(TODAY, "--within", "60d") == []


def test_notes_with_signs_of_every_kind(tmp_path: Path) -> None:
    signs = ["#promised a book 📅 2026-12-01", "→ he called", "TODO call", "status:: paused", "%%secret", "```", "---"]
    cards = "".join(
        f"BEGIN:VCARD\nVERSION:3.0\nFN:Nota {chr(65 + i)}\nNOTE:before {sign} after\\n{sign}\nEND:VCARD\n"
        for i, sign in enumerate(signs)
    )
    file = tmp_path / "signs.vcf"
    file.write_text(cards, encoding="utf-8")
    vault = exchange_vault(tmp_path)
    bring_in(vault, file)
    for i in range(len(signs)):
        text = vault.text(f"People/Nota {chr(65 + i)}.md")
        assert "before" in text
        assert "after" in text
    assert vault.due(TODAY, "--within", "60d") == []
    assert vault.json("check", today=TODAY) == []


def row_of(vault: CaseVault, name: str) -> dict[str, object]:
    """What `people` knows of one person."""
    (row,) = [row for row in vault.json("people", today=TODAY) if row["name"] == name]
    assert isinstance(row, dict)
    return row


def test_outlook_in_german(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(vault, "outlook_de.csv")
    row = row_of(vault, "Jürgen Groß")
    assert row["org"] == "Müller & Söhne"
    assert row["role"] == "Leiter"
    assert set(row["emails"]) == {"jg@mueller.example", "jg2@mueller.example"}  # type: ignore[call-overload]
    assert row["birthday"] == "1971-05-09"


def test_outlook_in_italian(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(vault, "outlook_it.csv")
    row = row_of(vault, "Perla Dell'Orto")
    assert row["org"] == "Caffè Sì S.r.l."
    assert set(row["emails"]) == {"perla@caffe.example", "perla2@caffe.example"}  # type: ignore[call-overload]
    assert len(row["phones"]) == 2  # type: ignore[arg-type]
    assert row["birthday"] == "1971-05-09"


TABLES = {
    "french": ("Prénom;Nom;Société;Fonction;Adresse de messagerie;Tél. mobile;Anniversaire\nAnaïs;Roux;Roux SA;Directrice;a@r.example;+33 6 12 34 56 78;25/12/1980\n", "Anaïs Roux", "Roux SA", "1980-12-25"),
    "spanish": ("Nombre;Apellidos;Organización;Puesto;Dirección de correo electrónico;Teléfono móvil;Cumpleaños\nIñigo;Saez;Saez SL;Director;i@s.example;+34 612 345 678;03/04/1980\n", "Iñigo Saez", "Saez SL", "1980-04-03"),
    "portuguese": ("Nome próprio;Apelido;Empresa;Cargo;Endereço de e-mail;Telemóvel;Data de nascimento\nRui;Leal;Leal Lda;Diretor;r@l.example;+351 912 345 678;03/04/1980\n", "Rui Leal", "Leal Lda", "1980-04-03"),
    "dutch": ("Voornaam;Achternaam;Bedrijf;Functie;E-mailadres;Mobiele telefoon;Verjaardag\nJoost;Veen;Veen BV;Directeur;j@v.example;+31 6 12345678;3-4-1980\n", "Joost Veen", "Veen BV", "1980-04-03"),
    "split": ("First Name,Last Name,Company,Birth Day,Birth Month,Birth Year,E-mail Address\nOwen,Price,Price Ltd,3,4,1980,o@p.example\n", "Owen Price", "Price Ltd", "1980-04-03"),
    "thunderbird": ("First Name,Last Name,Display Name,Primary Email,Organization,Job Title,Birth Year,Birth Month,Birth Day\nMia,Holm,Mia Holm,m@h.example,Holm AB,CEO,1980,4,3\n", "Mia Holm", "Holm AB", "1980-04-03"),
}  # fmt: skip


@pytest.mark.parametrize("language", TABLES)
def test_tables_with_headers_of_many_languages(tmp_path: Path, language: str) -> None:
    text, name, org, birthday = TABLES[language]
    vault = exchange_vault(tmp_path)
    file = tmp_path / "table.csv"
    file.write_text(text, encoding="utf-8")
    bring_in(vault, file)
    row = row_of(vault, name)
    assert row["org"] == org
    assert row["birthday"] == birthday
    assert len(row["emails"]) == 1  # type: ignore[arg-type]


def test_one_day_that_can_be_read_one_way_decides_for_its_column(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("Name,Birthday\nAldo Zeta,05/06/1980\nBea Eta,25/06/1980\n", encoding="utf-8")
    vault = exchange_vault(tmp_path)
    bring_in(vault, file)
    assert row_of(vault, "Aldo Zeta")["birthday"] == "1980-06-05"


@pytest.mark.parametrize("column", ["Lieblingsfarbe", "Shoe size", "Zodiaco"])
def test_a_column_that_is_not_known_is_said(tmp_path: Path, column: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(f"Name,{column}\nAldo Zeta,blue\n", encoding="utf-8")
    assert column in bring_in(exchange_vault(tmp_path), file)


def test_half_a_name_is_no_name(tmp_path: Path) -> None:
    file = tmp_path / "table.csv"
    file.write_text("Vorname,Irgendwas,E-Mail\nAldo,x,a@z.example\n", encoding="utf-8")
    vault = exchange_vault(tmp_path)
    bring_in(vault, file)
    assert "Aldo" not in vault.people()


@pytest.mark.parametrize(
    ("column", "value"), [("Phone", "3,93335E+11"), ("Phone", "n/a"), ("Email", "Info Requested"), ("Email", "none")]
)
def test_a_value_that_is_none_is_refused_and_said(tmp_path: Path, column: str, value: str) -> None:
    file = tmp_path / "table.csv"
    file.write_text(f'Name,{column}\nAldo Zeta,"{value}"\n', encoding="utf-8")
    vault = exchange_vault(tmp_path)
    said = bring_in(vault, file)
    row = row_of(vault, "Aldo Zeta")
    assert row["phones"] == []
    assert row["emails"] == []
    assert value in said


def test_the_file_of_scientific_phones(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    said = bring_in(vault, "sci.csv")
    assert "E+11" in said
    assert "E+11" not in vault.text("People/Aldo Zeta.md") + vault.text("People/Bea Eta.md")


def test_folded_quoted_printable(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(vault, "qpfold.vcf")
    assert {"Виктор Сотников", "Dümmy Gmbh", "André"} <= {*vault.people()}


def test_a_guest_list_read_twice_adds_nobody(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    options = ("--event", "2026-11-20 Studio night")
    bring_in(vault, "luma2.csv", *options)
    after = {path: path.read_bytes() for path in sorted(vault.root.rglob("*.md"))}
    assert vault.days("Cleo Baum", TODAY) == ["2026-11-20"]
    bring_in(vault, "luma2.csv", *options)
    assert {path: path.read_bytes() for path in sorted(vault.root.rglob("*.md"))} == after


@pytest.mark.parametrize("answer", ["declined", "waitlist", "invited", "No", "Waitlist", "pending"])
def test_who_did_not_come_has_not_met(tmp_path: Path, answer: str) -> None:
    file = tmp_path / "guests.csv"
    header = "Name,Email,RSVP" if answer[0].isupper() else "name,email,approval_status"
    file.write_text(f"{header}\nAda Lint,ada@a.example,{answer}\n", encoding="utf-8")
    vault = exchange_vault(tmp_path)
    bring_in(vault, file, "--event", "2026-11-20 Studio night")
    assert vault.counted("Ada Lint", TODAY) == []


STRUCTURED = [
    ("Ferrer Molina;Daniel;José;;", "Daniel Ferrer Molina"),
    ("田中;空;;;", "田中 空"),
    ("Monti;Gaia;;;PhD", "Gaia Monti, PhD"),
    ("Price;Owen;;;Jr.", "Owen Price Jr."),
    ("van der Berg;Anna;;;", "Anna van der Berg"),
    ("Brandt;Nora;;Dr.;", "Dr. Nora Brandt"),
]


@pytest.mark.parametrize("version", ["3.0", "4.0"])
@pytest.mark.parametrize(("parts", "full"), STRUCTURED)
def test_names_go_out_as_they_came(tmp_path: Path, parts: str, full: str, version: str) -> None:
    file = tmp_path / "one.vcf"
    fields = f"N:{parts}\nFN:{full.replace(',', chr(92) + ',') if version == '4.0' else full}"
    file.write_text(f"BEGIN:VCARD\nVERSION:{version}\n{fields}\nEMAIL:x@y.example\nEND:VCARD\n", encoding="utf-8")
    vault = exchange_vault(tmp_path)
    bring_in(vault, file)
    out = tmp_path / "out.vcf"
    assert vault.run("export", "-o", str(out), today=TODAY).status == 0
    written = out.read_text(encoding="utf-8").replace("\r\n ", "").replace("\r\n", "\n").replace("\\,", ",")
    assert f"N:{parts}".rstrip(";") in written
    assert f"FN:{full}" in written


def feed_uids(vault: CaseVault, today: str) -> set[str]:
    """The identities of the events in the feed."""
    feed = vault.run("feed", today=today).stdout
    return {line.partition(":")[2] for line in feed.splitlines() if line.startswith("UID:")}


@pytest.mark.parametrize(
    "words",
    [
        ("rename", "Quin Nagy", "Quin Nagy-Roth"),
        ("rename", "Quin Nagy", "Quinn Roth"),
        ("rename", "Quin Nagy", "Q. Nagy"),
    ],
)
def test_a_rename_keeps_the_events(tmp_path: Path, words: tuple[str, ...]) -> None:
    note = person(
        "# Quin Nagy\n\n## Tasks\n- [ ] send the deck 📅 2026-12-02\n",
        "birthday: 1980-12-05",
        "cadence: 4w",
        "met: 2026-10-01",
    )
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": note})
    before = feed_uids(vault, TODAY)
    assert before
    assert vault.run(*words, today=TODAY).status == 0
    assert feed_uids(vault, TODAY) == before
    assert "uid: quin nagy" in vault.text(f"People/{words[2]}.md").casefold()


def test_a_move_keeps_the_events(tmp_path: Path) -> None:
    note = person("# Quin Nagy\n", "birthday: 1980-12-05", "cadence: 4w", "met: 2026-10-01")
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": note})
    before = feed_uids(vault, TODAY)
    (vault.root / "People" / "Work").mkdir()
    (vault.root / "People" / "Quin Nagy.md").rename(vault.root / "People" / "Work" / "Quin Nagy.md")
    assert feed_uids(vault, TODAY) == before


def test_a_rename_in_obsidian_keeps_the_events(tmp_path: Path) -> None:
    note = person("about her\n", "birthday: 1980-12-05", "cadence: 4w", "met: 2026-10-01")
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": note})
    before = feed_uids(vault, TODAY)
    (vault.root / "People" / "Quin Nagy.md").rename(vault.root / "People" / "Quin Roth.md")
    assert feed_uids(vault, TODAY) == before


@pytest.mark.parametrize("is_new_index", [False, True])
def test_another_person_at_the_path_of_a_renamed_one_is_another(tmp_path: Path, is_new_index: bool) -> None:
    note = person("about her\n", "birthday: 1980-12-05")
    vault = case_vault(tmp_path, {"People/Quin Nagy.md": note})
    before = feed_uids(vault, TODAY)
    renamed = vault.root / "People" / "Quin Roth.md"
    (vault.root / "People" / "Quin Nagy.md").rename(renamed)
    assert feed_uids(vault, TODAY) == before
    renamed.rename(tmp_path / "aside.md")
    if is_new_index:
        assert not vault.run("index", "--rebuild", today=TODAY).status
    assert feed_uids(vault, TODAY) == set()
    renamed.write_text(note.replace("about her", "about him"), encoding="utf-8")
    assert not feed_uids(vault, TODAY) & before
    assert feed_uids(vault, TODAY)


def test_a_dry_run_is_what_the_help_says(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    said = vault.run("import", str(FILES / "luma2.csv"), "--create", "all", "--yes", "--dry-run", today=TODAY)
    text = vault.run("import", "--help").stdout
    assert ("diff" in text.lower()) == ("+++" in said.stdout)


def test_jscontact_has_a_name(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    result = vault.run("import", str(FILES / "jscontact.json"), "--create", "all", "--yes", today=TODAY)
    if result.status == 0:
        assert "Js Contact" in vault.people()
    else:
        assert "JSContact" in result.stderr
    assert "new.md" not in {path.name for path in vault.root.rglob("*.md")}


def workbook(file: Path, sheets: dict[str, list[list[str]]]) -> Path:
    """Write a workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(file)
    return file


def test_all_sheets_of_a_workbook_are_read(tmp_path: Path) -> None:
    sheets = {
        "Friends": [["Name", "E-mail"], ["Aldo Zeta", "aldo@z.example"]],
        "Empty": [],
        "Press": [["Cognome", "Nome", "Telefono"], ["Eta", "Bea", "+39 333 1234567"]],
        "All": [["Full name", "Email"], ["Aldo Zeta", "aldo@z.example"], ["Ada Lint", "ada@a.example"]],
        "Prices": [["Thing", "Price"], ["Loom", "12"]],
    }
    vault, file = exchange_vault(tmp_path), workbook(tmp_path / "book.xlsx", sheets)
    said = bring_in(vault, file)
    assert vault.people() == ["Ada Lint", "Aldo Zeta", "Bea Eta"]
    assert "Prices" in said
    assert "Empty" not in said
    assert row_of(vault, "Bea Eta")["phones"] == ["+39 333 1234567"]
    before = {path: path.read_bytes() for path in sorted(vault.root.rglob("*.md"))}
    bring_in(vault, file)
    assert {path: path.read_bytes() for path in sorted(vault.root.rglob("*.md"))} == before


def test_guests_of_two_sheets_came_to_one_event(tmp_path: Path) -> None:
    sheets = {"Friday": [["Name"], ["Aldo Zeta"]], "Late": [["Name", "Email"], ["Ada Lint", "ada@a.example"]]}
    vault = exchange_vault(tmp_path)
    bring_in(vault, workbook(tmp_path / "book.xlsx", sheets), "--event", "2026-11-20 Studio night")
    assert vault.days("Aldo Zeta", TODAY) == vault.days("Ada Lint", TODAY) == ["2026-11-20"]
    assert len([*vault.root.rglob("*Studio night*")]) == 1


def test_a_mapped_column_may_be_in_one_sheet(tmp_path: Path) -> None:
    sheets = {"A": [["Name", "Thing"], ["Aldo Zeta", "x"]], "B": [["Name", "Hut"], ["Bea Eta", "Bonn"]]}
    vault = exchange_vault(tmp_path)
    file = workbook(tmp_path / "book.xlsx", sheets)
    bring_in(vault, file, "--map", "Hut=place")
    assert row_of(vault, "Bea Eta")["place"] == "Bonn"
    assert vault.run("import", str(file), "--map", "Hat=place").status == 1, "no sheet has it"


def test_what_is_left_out_is_said_in_italian(tmp_path: Path) -> None:
    vault = case_vault(
        tmp_path,
        {
            "mdnetwork.toml": 'language = "it"\n',
            "People/Ada Lint.md": person("# Ada Lint\n\nParole.\n", "email: ada@a.example"),
        },
    )
    file = tmp_path / "a.vcf"
    file.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Lint\nEMAIL:ada@a.example\nEMAIL:no address\nNOTE:words\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:3.0\nORG:Northwind\nEND:VCARD\n",
        encoding="utf-8",
    )
    said = bring_in(vault, file)
    assert "Ada Lint: «no address» non è un indirizzo e-mail." in said
    assert "non una persona: Northwind" in said
    assert "La sua nota non viene aggiunta a una che esiste già" in said


def test_who_was_added_by_hand_stays(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    bring_in(vault, "later_a.ics")
    note = next((vault.root / "Meetings").glob("*Review*"))
    (vault.root / "People" / "Cy Stone.md").write_text(person("# Cy Stone\n"), encoding="utf-8")
    text = note.read_text(encoding="utf-8").replace('"[[Ada Lint]]"', '"[[Ada Lint]]", "[[Cy Stone]]"')
    note.write_text(text, encoding="utf-8")
    bring_in(vault, "later_b.ics")
    after = note.read_text(encoding="utf-8")
    assert "[[Cy Stone]]" in after
    assert "[[Ada Lint]]" not in after


def test_a_meeting_that_is_held_after_all(tmp_path: Path) -> None:
    vault = exchange_vault(tmp_path)
    file = tmp_path / "a.ics"
    for number, status in enumerate(["CONFIRMED", "CANCELLED", "CONFIRMED"]):
        lines = ("UID:x", f"SEQUENCE:{number}", f"STATUS:{status}", "SUMMARY:Loom", "DTSTART:20261210T090000Z")
        file.write_text(calendar(*lines), encoding="utf-8")
        bring_in(vault, file)
        assert len(meetings(vault)) == (status == "CONFIRMED")
    assert [row[2] for row in vault.due(TODAY, "--within", "30d") if row[1] == "prepare"] != []
