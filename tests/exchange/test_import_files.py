"""Files of other programs, found out by what is in them."""

from __future__ import annotations

import io
import os
import sys
import threading
import zipfile
from datetime import date
from pathlib import Path

import pytest

from mdnetwork.errors import ExchangeError
from mdnetwork.exchange.cards import Appointment, Card, Item, LoggedInteraction, SkippedRecord
from mdnetwork.exchange.files import Files, Wishes, opened
from support.exchange_vault import LINKEDIN

GOOGLE_OLD = "Name,Given Name,Family Name,Yomi Name,Birthday,Notes,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Name,Organization 1 - Title,Relation 1 - Type,Relation 1 - Value\n"
GOOGLE_NEW = "First Name,Middle Name,Last Name,Phonetic First Name,Organization Name,Organization Title,Birthday,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Event 1 - Label,Event 1 - Value\n"
OUTLOOK = "First Name,Middle Name,Last Name,Title,Suffix,E-mail Address,E-mail 2 Address,Mobile Phone,Job Title,Company,Business City,Birthday,Notes,Categories\n"


def read(
    tmp_path: Path, data: str | bytes, name: str = "in.csv", wishes: Wishes = Wishes()
) -> tuple[list[Item], Files]:
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    files = Files([file], wishes)
    return list(files.items()), files


def only(tmp_path: Path, data: str | bytes, name: str = "in.csv", wishes: Wishes = Wishes()) -> Card:
    (found,) = read(tmp_path, data, name, wishes)[0]
    assert isinstance(found, Card)
    return found


def zipped(members: dict[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return data.getvalue()


ROW = "Ada,Okoro,https://www.linkedin.com/in/ada-okoro,ada@example.org,Acme,Engineer,02 Mar 2024\n"


@pytest.mark.parametrize(
    "data",
    [
        LINKEDIN + ROW,
        "\ufeff" + (LINKEDIN + ROW).replace("\n", "\r\n"),
        "First Name,Last Name,Email Address,Company,Position,Connected On\nAda,Okoro,ada@example.org,Acme,Engineer,2-Mar-24\n",
        'First Name,Last Name,Email Address,Company,Position,Connected On\nAda,Okoro,ada@example.org,Acme,Engineer,"3/2/24, 3:04 PM"\n',
        (LINKEDIN + ROW).encode("utf-16"),
        zipped({"Profile.csv": "x", "Connections.csv": LINKEDIN + ROW, "guide_messages.csv": ""}),
    ],
    ids=["new", "bom and crlf", "before 2021", "before 2019", "utf-16", "zip"],
)
def test_linkedin_of_all_years(tmp_path: Path, data: str | bytes) -> None:
    found = only(tmp_path, data, "export.bin")
    assert (found.name, found.org, found.role, found.emails) == ("Ada Okoro", "Acme", "Engineer", ("ada@example.org",))
    assert (found.met, found.met_at) == (date(2024, 3, 2), "LinkedIn")


def test_members_who_hide_are_counted_and_left_out(tmp_path: Path) -> None:
    found, files = read(tmp_path, LINKEDIN + ROW + ",,,,,,07 Jun 2026\n")
    assert [type(each) for each in found] == [Card, SkippedRecord]
    assert (files.sources, files.guessed) == (["LinkedIn"], [])


def test_google_old(tmp_path: Path) -> None:
    row = 'Ada Okoro,Ada,Okoro,, --07-01,"two\nlines",* myContacts ::: Climbing,Work,ada@example.org ::: a@example.org,+39 06 1 ::: +39 06 2,Acme,Engineer,Spouse,Ben Sato\n'
    found = only(tmp_path, GOOGLE_OLD + row)
    assert found.emails == ("ada@example.org", "a@example.org")
    assert found.phones == ("+39 06 1", "+39 06 2")
    assert (found.tags, str(found.birthday), found.note) == (("Climbing",), "--07-01", "two\nlines")
    assert (found.org, found.role, found.relations) == ("Acme", "Engineer", (("spouse", "Ben Sato"),))


def test_google_new(tmp_path: Path) -> None:
    row = "Ada,,Okoro,,Acme,Engineer,1990-12-10,Climbing ::: * myContacts,* Work,ada@example.org,Mobile,+39 06 1,Anniversary,2015-06-20\n"
    found = only(tmp_path, GOOGLE_NEW + row)
    assert (found.name, found.org, found.role, str(found.birthday)) == ("Ada Okoro", "Acme", "Engineer", "1990-12-10")
    assert (found.tags, found.phones) == (("Climbing",), ("+39 06 1",))
    assert [(key, str(day)) for key, day in found.anniversaries] == [("anniversary", "2015-06-20")]


def test_outlook(tmp_path: Path) -> None:
    row = "Ada,Ife,Okoro,Dr.,,ada@example.org,a@example.org,+39 06 1,Engineer,Acme,Torino,12/28/1969,hi,Friends;Board\n"
    found = only(tmp_path, OUTLOOK + row)
    assert (found.name, found.role, found.org, found.place) == ("Ada Ife Okoro", "Engineer", "Acme", "Torino")
    assert (found.emails, found.tags) == (("ada@example.org", "a@example.org"), ("Board",))
    assert str(found.birthday) == "1969-12-28"


_UNCLEAR = "Ada Okoro: 05/06/1969 can be read in two ways; say which with --date-order dmy or mdy."


@pytest.mark.parametrize(("order", "birthday"), [("", None), ("dmy", "1969-06-05"), ("mdy", "1969-05-06")])
def test_ambiguous_days_are_not_guessed(tmp_path: Path, order: str, birthday: str | None) -> None:
    row = "Ada,,Okoro,,,ada@example.org,,,,,,05/06/1969,,\n"
    card, *left = read(tmp_path, OUTLOOK + row, wishes=Wishes(order=order))[0]  # type: ignore[arg-type]
    assert isinstance(card, Card)
    assert (str(card.birthday) if card.birthday else None) == birthday
    told = [] if order else [SkippedRecord("in.csv:2", _UNCLEAR, "value")]
    assert left == told


def test_any_table_in_windows_characters_with_semicolons(tmp_path: Path) -> None:
    found, files = read(
        tmp_path, "Nome;Cognome;Ditta;E-mail;Hobby\nZoë;Öz;Café;z@example.org;chess, go\n".encode("cp1252")
    )
    assert isinstance(found[0], Card)
    assert (found[0].name, found[0].org, found[0].interests) == ("Zoë Öz", "Café", ("chess", "go"))
    assert files.guessed == [
        (
            "in.csv",
            (("Nome", "given"), ("Cognome", "family"), ("Ditta", "org"), ("E-mail", "email"), ("Hobby", "interests")),
        )
    ]


def test_columns_that_the_user_names(tmp_path: Path) -> None:
    text = "Who,Firm thing,Ignore\nAda Okoro,Acme,x\n"
    found = only(tmp_path, text, wishes=Wishes({"Who": "name", "firm thing": "org", "Ignore": "-"}))
    assert (found.name, found.org) == ("Ada Okoro", "Acme")
    with pytest.raises(ExchangeError, match="has no column “Whom”"):
        read(tmp_path, text, wishes=Wishes({"Whom": "name"}))


def test_spreadsheets(tmp_path: Path) -> None:
    from datetime import datetime

    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Name", "Company", "Birthday", "Phone"], ["Ada Okoro", "Acme", datetime(1990, 12, 10), 3906123456]):  # noqa: DTZ001
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    found = only(tmp_path, data.getvalue(), "people.xlsx")
    assert (found.name, found.org, str(found.birthday), found.phones) == (
        "Ada Okoro",
        "Acme",
        "1990-12-10",
        ("3906123456",),
    )


def test_a_spreadsheet_of_days_and_numbers(tmp_path: Path) -> None:
    from datetime import date as day

    from openpyxl import Workbook

    book, data = Workbook(), io.BytesIO()
    assert book.active is not None
    for row in (["Name", "Birthday", "Phone", "Note"], ["Ada Okoro", day(1990, 12, 10), 1e21, None]):
        book.active.append(row)
    book.save(data)
    found = only(tmp_path, data.getvalue(), "people.xlsx")
    assert (str(found.birthday), found.phones, found.note) == ("1990-12-10", ("1" + "0" * 21,), "")


def test_a_spreadsheet_without_the_extra_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    with pytest.raises(ExchangeError, match=r"pip install 'mdnetwork\[xlsx\]', or save it as CSV"):
        read(tmp_path, zipped({"[Content_Types].xml": "<x/>"}), "a.xlsx")


def test_guest_lists_tell_who_came(tmp_path: Path) -> None:
    luma = "api_id,name,email,approval_status,checked_in_at,ticket_name\ng1,Ada Okoro,ada@example.org,approved,2026-11-20T10:00:00Z,Std\ng2,Ben Sato,ben@example.org,approved,,Std\n"
    found, files = read(tmp_path, luma, wishes=Wishes(event=(date(2026, 11, 20), "Forum")))
    assert files.sources == ["Luma"]
    assert isinstance(found[-1], Appointment)
    assert [guest.name for guest in found[-1].guests] == ["Ada Okoro"]
    brite = "Order #,First Name,Last Name,Email,Attendee #,Attendee Status\n1,Ada,Okoro,a@example.org,1,Checked In\n1,Ben,Sato,a@example.org,2,Attending\n"
    assert [each.came for each in read(tmp_path, brite)[0] if isinstance(each, Card)] == [True, False]


def test_friends_md(tmp_path: Path) -> None:
    text = (
        "### Activities:\n- 2024-03-02: Lunch with **Ada Okoro** and **Ben Sato** at _Cafe Nord_. @food\n- what\n### Notes:\n"
        "- 2024-01-01: **Ada Okoro** has a dog\n### Friends:\n- Ada Okoro (a.k.a. Addie a.k.a. Ace) [Oslo] @work\n- Ben Sato\n"
    )
    ada, ben, lunch, left = read(tmp_path, text, "friends.md")[0]
    assert isinstance(ada, Card)
    assert (ada.name, ada.aliases, ada.place, ada.tags) == ("Ada Okoro", ("Addie", "Ace"), "Oslo", ("work",))
    assert isinstance(ben, Card)
    assert lunch == LoggedInteraction(
        date(2024, 3, 2),
        "Lunch with Ada Okoro and Ben Sato at Cafe Nord. (food)",
        "friends.md:2",
        ("Ada Okoro", "Ben Sato"),
    )
    assert isinstance(left, SkippedRecord)


def test_a_folder_is_walked_and_archives_inside_are_read(tmp_path: Path) -> None:
    (tmp_path / "cards").mkdir()
    for name in ("a.vcf", "b.VCF"):
        (tmp_path / "cards" / name).write_text(f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEND:VCARD\n")
    (tmp_path / "cards" / "x.zip").write_bytes(
        zipped({"in/c.vcf": "BEGIN:VCARD\nFN:c\nEND:VCARD\n", "../../evil.vcf": "BEGIN:VCARD\nFN:d\nEND:VCARD\n"})
    )
    seen: list[tuple[int, int]] = []
    files = Files([tmp_path / "cards"], progress=lambda done, total: seen.append((done, total)))
    assert [each.name for each in files.items() if isinstance(each, Card)] == ["a.vcf", "b.VCF", "c", "d"]
    assert seen[-1][0] <= seen[-1][1]
    assert not (tmp_path.parent / "evil.vcf").exists()


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.zip", zipped({"x.txt": "hello"}), "holds no Connections.csv"),
        ("a.zip", b"PK\x03\x04 and no more", "broken archive"),
        ("a.xlsx", zipped({"[Content_Types].xml": "<x/>"}), "cannot be read as a spreadsheet"),
        ("a.json", "[1, 2", "cannot be read as JSON"),
        ("a.ics", "BEGIN:VCALENDAR\r\nnonsense\r\nEND:VCALENDAR\r\n", r"not a complete calendar \(Content line"),
        ("a.ics", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nnonsense", "not a complete calendar"),
    ],
)
def test_what_cannot_be_read_is_a_sentence(tmp_path: Path, name: str, data: str | bytes, sentence: str) -> None:
    with pytest.raises(ExchangeError, match=sentence):
        read(tmp_path, data, name)


def test_an_archive_that_is_too_large_unpacked_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="would unpack to 60 MB"):
        read(tmp_path, zipped({"x.vcf": "BEGIN:VCARD\n" + "0" * 60_000_000}), "a.zip")


def test_an_archive_with_a_password_is_a_sentence(tmp_path: Path) -> None:
    data = bytearray(zipped({"x.vcf": "BEGIN:VCARD\nFN:Ada\nEND:VCARD\n"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + at] |= 1
    with pytest.raises(ExchangeError, match=r"cannot be unpacked .*password required.* unpack it yourself"):
        read(tmp_path, bytes(data), "a.zip")


def test_a_file_that_cannot_be_read_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="Allow yourself to read it"):
        opened(tmp_path)


def test_lines_of_old_macs(tmp_path: Path) -> None:
    assert only(tmp_path, "BEGIN:VCARD\rFN:Ada\rEMAIL:a@x.example\rEND:VCARD\r", "a.vcf").emails == ("a@x.example",)
    assert only(tmp_path, "BEGIN:VCARD\r\nFN:Ada\r\nEND:VCARD\r\n".encode("utf-16"), "a.vcf").name == "Ada"


def test_records_of_others(tmp_path: Path) -> None:
    text = '[{"name": "Ada", "emails": "a@x.example", "met": 3, "urls": ["x"]}, {"org": "Acme"}, 3]'
    ada, *left = read(tmp_path, text, "a.json")[0]
    assert isinstance(ada, Card)
    assert (ada.emails, ada.urls, ada.met) == (("a@x.example",), (), None)
    assert [(each.where, each.part) for each in left if isinstance(each, SkippedRecord)] == [
        ("a.json:1", "value"),
        ("a.json:2", "record"),
        ("a.json:3", "record"),
    ]


def test_keys_of_records_that_nobody_knows_are_said(tmp_path: Path) -> None:
    text = '[{"name": "Ada", "email": "a@x.example", "shoe size": 44, "colour": ""}, {"name": "Bo", "shoe size": 40}]'
    ada, bo, left = read(tmp_path, text, "a.json")[0]
    assert isinstance(ada, Card)
    assert isinstance(bo, Card)
    assert (ada.emails, left) == (
        ("a@x.example",),
        SkippedRecord("a.json", "No field is known for these keys: shoe size.", "table"),
    )


def test_our_columns_with_what_is_not_ours_in_them(tmp_path: Path) -> None:
    text = 'name,uid,aliases,met_at,relations,colour\nAda,u-1,"[""x"", broken",Fair,no pair;spouse: Ben,red\n'
    found = only(tmp_path, text)
    assert (found.uid, found.relations, found.aliases) == ("u-1", (("spouse", "Ben"),), ('["x", broken',))


def test_google_days_of_another_kind(tmp_path: Path) -> None:
    head = GOOGLE_NEW.strip() + ",Event 2 - Label,Event 2 - Value\n"
    row = "Ada,,Okoro,,,,,,,ada@example.org,,,First car,2015-06-20,Anniversary,\n"
    card, left = read(tmp_path, head + row)[0]
    assert isinstance(card, Card)
    assert card.anniversaries == ()
    assert left == SkippedRecord(
        "in.csv:2", "Ada Okoro: No field is known for the day 2015-06-20 (“first car”).", "value"
    )


def test_a_url_is_a_profile_only_where_linkedin_says_it(tmp_path: Path) -> None:
    head = OUTLOOK.strip() + ",URL\n"
    row = "Ada,,Okoro,,,ada@example.org,,,,,,,,,https://ada.example\n"
    assert only(tmp_path, head + row).urls == (("website", "https://ada.example"),)


def test_titles_and_states_that_are_no_ones(tmp_path: Path) -> None:
    found = only(tmp_path, "Name,Title,Job Title,Status,E-mail\nAda Okoro,Ms,Engineer,deceased,a@x.example\n")
    assert (found.role, found.status) == ("Engineer", "")
    assert only(tmp_path, "Name,Title,E-mail\nAda Okoro,Engineer,a@x.example\n").role == "Engineer"


def test_a_friend_without_a_name_is_left_out(tmp_path: Path) -> None:
    assert isinstance(read(tmp_path, "### Friends:\n- (a.k.a. Addie)\n", "f.md")[0][0], SkippedRecord)


def test_files_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ExchangeError, match="There is no file"):
        list(Files([tmp_path / "none.csv"]).items())
    with pytest.raises(ExchangeError, match="holds no file that could be imported"):
        list(Files([tmp_path]).items())


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"\xff\xfe", b"\x00\x01\x02", b'"', b"a\nb\nc\n", b"," * 5000], ids=repr
)
def test_what_is_no_table_holds_nobody(tmp_path: Path, data: bytes) -> None:
    assert not [each for each in read(tmp_path, data)[0] if isinstance(each, Card)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with a name are POSIX's")
def test_a_pipe_is_read_as_a_file_is(tmp_path: Path) -> None:
    pipe = tmp_path / "in"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=("Name,Email\nZoe Lind,zoe@example.org\n",))
    writer.start()
    (found,) = Files([pipe]).items()
    writer.join()
    assert isinstance(found, Card)
    assert found.emails == ("zoe@example.org",)
