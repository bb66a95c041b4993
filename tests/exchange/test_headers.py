"""The columns of address books in many languages, and the days and values in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from mdnetwork.dates import PartialDate
from mdnetwork.exchange.cards import Card, Item, SkippedRecord
from mdnetwork.exchange.columns import columns_of
from mdnetwork.exchange.files import Files, Wishes

HEADERS = [
    # Outlook
    ("Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Business Country/Region,Business Phone,Home Phone,Mobile Phone,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,Birthday,Anniversary,Categories,Notes,Web Page,Spouse",
     "prefix given middle family suffix org - role - place country phone phone phone email - - email birthday anniversary tags note website spouse"),
    ("Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Position;Ort geschäftlich;Telefon geschäftlich;Telefon privat;Telefon privat 2;Mobiltelefon;Weiteres Telefon;E-Mail-Adresse;E-Mail: Angezeigter Name;E-Mail 3: Adresse;Geburtstag;Jahrestag;Notizen;Webseite;Partner",
     "prefix given middle family suffix org role place phone phone phone phone phone email - email birthday anniversary note website spouse"),
    ("Titolo,Nome,Secondo nome,Cognome,Società,Posizione,Città (uff.),Paese (ab.),Telefono (uff.),Telefono (ab.) 2,Cellulare,Indirizzo posta elettronica 3,Compleanno,Anniversario,Categorie,Note,Pagina Web",
     "prefix given middle family org role place country phone phone phone email birthday anniversary tags note website"),
    ("Titre,Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Titre,Ville (bureau),Pays/Région (bureau),Téléphone (bureau),Téléphone (domicile),Tél. mobile,Adresse de messagerie,Type de messagerie,Adresse de messagerie 2,Anniversaire,Anniversaire de mariage ou fête,Catégories,Notes,Page Web",
     "role given middle family suffix org - role place country phone phone phone email - email birthday anniversary tags note website"),
    ("Nombre,Segundo nombre,Apellidos,Sufijo,Organización,Puesto,Ciudad del trabajo,País o región del trabajo,Teléfono del trabajo,Particular teléfono,Móvil,Dirección de correo electrónico,Dirección de correo electrónico 2,Cumpleaños,Aniversario,Categorías,Notas,Página web",
     "given middle family suffix org role place country phone phone phone email email birthday anniversary tags note website"),
    ("Nome,Segundo nome,Apelido,Empresa,Cargo,Cidade comercial,Telefone comercial,Telefone residencial,Telefone celular,Endereço de email,Aniversário,Notas,Página da Web",
     "given middle family org role place phone phone phone email birthday note website"),
    ("Voornaam,Tweede naam,Achternaam,Bedrijf,Functie,Plaats (werk),Telefoon op werk,Telefoon thuis,Mobiele telefoon,E-mailadres,E-mailadres 2,Verjaardag,Categorieën,Notities,Webpagina",
     "given middle family org role place phone phone phone email email birthday tags note website"),
    # Google
    ("Name,Given Name,Family Name,Birthday,E-mail 1 - Type,E-mail 1 - Value,Phone 2 - Value,Address 1 - City,Organization 1 - Title,Website 1 - Value",
     "name given family birthday - email phone place role website"),
    # Thunderbird
    ("Vorname,Nachname,Anzeigename,Spitzname,Primäre E-Mail-Adresse,Sekundäre E-Mail-Adresse,Tel. dienstlich,Tel. privat,Mobil-Tel.-Nr.,Privat: Ort,Arbeitstitel,Organisation,Webseite 1,Geburtsjahr,Geburtsmonat,Geburtstag",
     "given family name aliases email email phone phone phone place role org website birth_year birth_month birth_day"),
    ("First Name,Last Name,Display Name,Primary Email,Home City,Home State,Home Country,Work State,Organization,Birth Year,Birth Month,Birth Day,Anniversary Year,Anniversary Month,Anniversary Day,Spouse Name",
     "given family name email place - country - org birth_year birth_month birth_day anniversary_year anniversary_month anniversary_day spouse"),
    # Eventbrite
    ("Order ID,Order Date,First Name,Last Name,Email,Attendee #,Attendee Status,Job Title,Company",
     "- - given family email - attended role org"),
    ("Guest #,Guest,Email", "- name email"),
    # Excel
    ("Name;Vorname;E-Mail", "family given email"),
    ("Naam;Telefoonnummer", "name phone"),
    ("Nome;Telefono", "name phone"),
    ("Nombre;Correo", "name email"),
    ("Nom;Prénom;Courriel", "family given email"),
    ("Nome;Sobrenome;Apelido;E-mail", "given family aliases email"),
    ("Nome;Aniversário;Telemóvel", "name birthday phone"),
    ("Nombre;Apellidos;Aniversario", "given family anniversary"),
    ("Contact Name;Work Email;Personal Email", "name email email"),
]  # fmt: skip


@pytest.mark.parametrize(("header", "fields"), HEADERS)
def test_the_field_of_each_column(header: str, fields: str) -> None:
    cells = header.split(";" if ";" in header else ",")
    found = columns_of(tuple(cells), {}).fields
    assert dict(enumerate(zip(cells, found, strict=True))) == dict(enumerate(zip(cells, fields.split(), strict=True)))


def test_a_day_of_three_columns_is_an_anniversary(tmp_path: Path) -> None:
    table = "Name,Anniversary Year,Anniversary Month,Anniversary Day\nA B,2010,6,12\n"
    assert [item.anniversaries for item in read(tmp_path, table) if isinstance(item, Card)] == [
        (("anniversary", PartialDate(6, 12, 2010)),)
    ]


def read(tmp_path: Path, text: str, wishes: Wishes = Wishes()) -> list[Item]:
    path = tmp_path / "in.csv"
    path.write_text(text, encoding="utf-8")
    return list(Files([path], wishes).items())


def birthdays(items: list[Item]) -> list[str]:
    return [str(item.birthday or "") for item in items if isinstance(item, Card)]


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("Name,Birthday\nA B,05/06/1980\nC D,25/06/1980\n", ["1980-06-05", "1980-06-25"]),
        ("Name,Birthday\nA B,05/06/1980\nC D,06/25/1980\n", ["1980-05-06", "1980-06-25"]),
        ("Name,Birthday\nA B,05/06/1980\nC D,25/06/1980\nE F,06/25/1980\n", ["", "1980-06-25", "1980-06-25"]),
        ("Name,Birthday\nA B,05/06/1980\nC D,1980-06-25\n", ["", "1980-06-25"]),
        ("Nome;Compleanno\nA B;05/06/1980\n", ["1980-06-05"]),
        ("Nome;Compleanno\nA B;05/06/1980\nC D;06/25/1980\n", ["1980-05-06", "1980-06-25"]),
        ("Name,Birth Month,Birth Day,Birth Year\nA B,4,3,1980\nC D,April,3,\nE F,12,,\n", ["1980-04-03", "--04-03", "--12"]),
        ("Nom complet;Mois de naissance;Jour de naissance;Année de naissance\nA B;avril;3;1980\n", ["1980-04-03"]),
        ("Nachname;Vorname;Geburtsjahr;Geburtsmonat;Geburtstag\nB;A;1980;04;03\n", ["1980-04-03"]),
    ],
)  # fmt: skip
def test_a_column_decides_how_its_days_read(tmp_path: Path, table: str, expected: list[str]) -> None:
    assert birthdays(read(tmp_path, table)) == expected


def test_each_column_of_days_decides_for_itself(tmp_path: Path) -> None:
    (card,) = read(tmp_path, "Name,Birthday,Met on\nA B,05/06/1980,25/06/2020\n")[:1]
    assert isinstance(card, Card)
    assert (card.birthday, str(card.met)) == (None, "2020-06-25")


@pytest.mark.parametrize(("usual", "expected"), [("dmy", "1980-06-05"), ("mdy", "1980-05-06")])
def test_the_settings_decide_where_nothing_else_does(tmp_path: Path, usual: str, expected: str) -> None:
    table = "Name,Birthday\nA B,05/06/1980\n"
    assert birthdays(read(tmp_path, table, Wishes(usual_order=usual))) == [expected]  # type: ignore[arg-type]
    shown = f"{table}C D,25/06/1980\n"
    assert birthdays(read(tmp_path, shown, Wishes(usual_order=usual)))[0] == "1980-06-05"  # type: ignore[arg-type]
    assert birthdays(read(tmp_path, shown, Wishes(order=usual)))[0] == expected  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("Name,Phone\nA B,3.93335E+11\n", "3.93335E+11"),
        ("Name,Phone\nA B,k. A.\n", "k. A."),
        ("Name,Email\nA B,a at x.example\n", "a at x.example"),
        ("Name,Birthday\nA B,in spring\n", "in spring"),
        ("Name,Birthday\nA B,31/02/1980\n", "31/02/1980"),
        ("Name,Company\nA B,N/A\n", "N/A"),
        ("Name,Website\nA B,not yet\n", "not yet"),
        ("Name,Shoe size\nA B,44\n", "Shoe size"),
        ("Name,,Email\nA B,blue,a@x.example\n", "(column 2)"),
        ("Name,Company\nA B,Acme, Inc\n", "Inc"),
        ("First Name,Email\nAda,a@x.example\n", "Ada"),
        ("Cognome;Email\nRossi;a@x.example\n", "Rossi"),
        ("First Name,Last Name,Email\nInfo Requested,Info Requested,Info Requested\n", "Info Requested"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_said(tmp_path: Path, table: str, words: str) -> None:
    assert words in " ".join(item.why for item in read(tmp_path, table) if isinstance(item, SkippedRecord))


@pytest.mark.parametrize(
    "table",
    [
        "Name,Birthday\nA B,0/0/00\n",
        "Name,Birthday\nA B,00.00.0000\n",
        "Name,Shoe size\nA B,\n",
        "Name,Email\nA B,A B <a@x.example>\n",
        "Name,E-mail 1 - Label,E-mail 1 - Value\nA B,* Work,MAILTO:a@x.example\n",
        "Name,Phone\nA B,112\n",
    ],
)
def test_what_is_nothing_or_readable_is_not_said(tmp_path: Path, table: str) -> None:
    (card,) = read(tmp_path, table)
    assert isinstance(card, Card)
    assert set(card.emails) <= {"a@x.example"}


@pytest.mark.parametrize(
    ("column", "answer", "came"),
    [
        *[("Attendance", answer, True) for answer in ("Yes", "x", "✓", "2026-11-20", "checked in", "Ja", "sì")],
        *[("Attendance", answer, False) for answer in ("", "No", "no-show", "Attending", "0", "assente", "nein")],
        *[("RSVP", answer, True) for answer in ("Yes", "going", "confirmed", "sì", "Oui")],
        *[("RSVP", answer, False) for answer in ("", "No", "maybe", "Can't go", "in attesa", "peut-être", "perhaps later")],
        *[("Antwort", answer, False) for answer in ("vielleicht", "abgesagt")],
        ("approval_status", "pending_approval", False),
        ("approval_status", "approved", True),
        ("Shoe size", "44", None),
    ],
)  # fmt: skip
def test_who_came(tmp_path: Path, column: str, answer: str, *, came: bool | None) -> None:
    card = read(tmp_path, f"Name,{column}\nA B,{answer}\n")[0]
    assert isinstance(card, Card)
    assert card.came is came
