"""vCards of every version, as real programs write them."""

from __future__ import annotations

from typing import Any

import pytest

from mdnetwork.dates import PartialDate
from mdnetwork.days.reader import parse_date
from mdnetwork.exchange.cards import Card, SkippedRecord
from mdnetwork.exchange.vcards import read_vcards, vcard_day


def cards(text: str | bytes, **chosen: Any) -> list[Card | SkippedRecord]:
    data = text.encode() if isinstance(text, str) else text
    return list(read_vcards(data.splitlines(keepends=True), "a.vcf", **chosen))


def card(*lines: str, version: str = "3.0", **chosen: Any) -> Card:
    body = "\n".join(lines)
    found = cards(f"BEGIN:VCARD\nVERSION:{version}\n{body}\nEND:VCARD\n", **chosen)[0]
    assert isinstance(found, Card)
    return found


@pytest.mark.parametrize(
    ("lines", "field", "value"),
    [
        (["FN:Ada Okoro"], "name", "Ada Okoro"),
        (["N:Okoro;Ada;Ife;Dr.;"], "name", "Dr. Ada Ife Okoro"),
        (["NICKNAME:Addie"], "name", "Addie"),
        (["EMAIL:ada@example.org"], "name", "ada@example.org"),
        (["FN:Ada", "NICKNAME:Addie,Ace\\, the"], "aliases", ("Addie", "Ace, the")),
        (["FN:Ada", "ORG:Northwind Labs;"], "org", "Northwind Labs"),
        (["FN:Ada", "ORG:Northwind;Optics"], "org", "Northwind, Optics"),
        (["FN:Ada", "item1.EMAIL;type=INTERNET;type=pref:ada@example.org"], "emails", ("ada@example.org",)),
        (["FN:Ada", "TEL;VALUE=uri:tel:+39-06-1234"], "phones", ("+39-06-1234",)),
        (["FN:Ada", "TEL;CELL;PREF:+39 347 1"], "phones", ("+39 347 1",)),
        (["FN:Ada", "BDAY:19850412"], "birthday", PartialDate(4, 12, 1985)),
        (["FN:Ada", "BDAY:--0412"], "birthday", PartialDate(4, 12)),
        (["FN:Ada", "BDAY:--04-12"], "birthday", PartialDate(4, 12)),
        (["FN:Ada", "BDAY:--0229"], "birthday", PartialDate(2, 29)),
        (["FN:Ada", "BDAY:1985-04"], "birthday", PartialDate(4, None, 1985)),
        (["FN:Ada", "BDAY:1985-04-12T00:00:00Z"], "birthday", PartialDate(4, 12, 1985)),
        (["FN:Ada", "BDAY;X-APPLE-OMIT-YEAR=1604:1604-03-15"], "birthday", PartialDate(3, 15)),
        (["FN:Ada", 'BDAY;X-APPLE-OMIT-YEAR="1604";VALUE=date:16040315'], "birthday", PartialDate(3, 15)),
        (["FN:Ada", "BDAY:1985"], "birthday", None),
        (["FN:Ada", "BDAY;VALUE=text:circa 1800"], "birthday", None),
        (["FN:Ada", "BDAY:2023-02-30"], "birthday", None),
        (
            ["FN:Ada", "item2.X-ABDATE;type=pref:2015-06-20", "item2.X-ABLabel:_$!<Anniversary>!$_"],
            "anniversaries",
            (("anniversary", PartialDate(6, 20, 2015)),),
        ),
        (
            ["FN:Ada", "ITEM1.X-ABDATE;VALUE=DATE-AND-OR-TIME:20181207", "ITEM1.X-ABLABEL:Work anniversary"],
            "anniversaries",
            (("Work anniversary", PartialDate(12, 7, 2018)),),
        ),
        (["FN:Ada", "item2.X-ABDATE:2015-06-20", "item2.X-ABLabel:First car"], "anniversaries", ()),
        (["FN:Ada", "item3.X-ABRELATEDNAMES:Ben", "item3.X-ABLabel:_$!<Spouse>!$_"], "relations", (("spouse", "Ben"),)),
        (["FN:Ada", "RELATED;TYPE=spouse;VALUE=text:Ben"], "relations", (("spouse", "Ben"),)),
        (["FN:Ada", "RELATED;TYPE=friend:urn:uuid:4f"], "relations", ()),
        (["FN:Ada", "CATEGORIES:myContacts,Book club,* starred"], "tags", ("Book-club",)),
        (
            ["FN:Ada", "item1.ADR:;;;;;;", "item1.X-ABLabel:", "ADR:;;Via Roma;Torino;;10100;Italy"],
            "place",
            "Torino, Italy",
        ),
        (["FN:Ada", "URL:https://www.linkedin.com/in/ada"], "urls", (("linkedin", "https://www.linkedin.com/in/ada"),)),
        (["FN:Ada", "URL:javascript:alert(1)"], "urls", ()),
        (
            ["FN:Ada", "X-SOCIALPROFILE;type=twitter:https://twitter.com/ada"],
            "urls",
            (("twitter", "https://twitter.com/ada"),),
        ),
        (["FN:Ada", "UID:urn:uuid:7d1c"], "uid", "7d1c"),
        (["FN:Ada", "CLASS:PRIVATE"], "private", True),
        (["FN:Ada", "NOTE:one\\ntwo\\, three"], "note", "one\ntwo, three"),
        (["FN:Ada", "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Addie;1;;;"], "aliases", ("Addie",)),
        (
            ["FN:Ada", "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;--03-23;3;;;"],
            "birthday",
            PartialDate(3, 23),
        ),
        (["N:;;;;", "NICKNAME:Addie"], "name", "Addie"),
        (
            ["FN:Ada", "X-SOCIALPROFILE;SERVICE-TYPE=Mastodon:@ada@social.example"],
            "urls",
            (("mastodon", "@ada@social.example"),),
        ),
        (["FN:Ada", "IMPP;X-SERVICE-TYPE=AIM:aim:ada"], "urls", ()),
        (
            ["FN:Ada", "X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2015-06-20;1;;;"],
            "anniversaries",
            (("anniversary", PartialDate(6, 20, 2015)),),
        ),
        (["FN:Ada", "X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Ben;1;;;"], "relations", (("related", "Ben"),)),
        (["FN:Ada", "X-MANAGER:Ben"], "relations", (("reports_to", "Ben"),)),
        (["FN:Ada", "DEATHDATE:20200101"], "status", "deceased"),
        (["FN:A^nda", "NICKNAME;X-Y=a^'b^n^^c:Addie"], "aliases", ("Addie",)),
        (["FN;BASE64:x", "EMAIL:a@example.org"], "emails", ("a@example.org",)),
        (["FN:Ada", 'ORG;X="open:Acme'], "org", "Acme"),
        (["FN:[[Somebody else]]"], "name", "[Somebody else]"),
        (["FN:Ada\\nLoughton  \x07"], "name", "Ada Loughton"),
        (['FN;X-Y="a:b;c":Ada'], "name", "Ada"),
    ],
)
def test_properties(lines: list[str], field: str, value: object) -> None:
    assert getattr(card(*lines), field) == value


def test_quoted_printable_with_soft_breaks_and_separators_in_it() -> None:
    found = card(
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=96z=3B=20x;Ay=C5=",
        "=9Fe;;;",
        "TITLE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:Caf=E9",
        version="2.1",
    )
    assert (found.name, found.role) == ("Ayşe Öz; x", "Café")


def test_bytes_of_another_charset() -> None:
    data = b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN;CHARSET=ISO-8859-1:Ren\xe9e\r\nORG:Caf\xe9 \x80\r\nEND:VCARD\r\n"
    found = cards(data)[0]
    assert isinstance(found, Card)
    assert (found.name, found.org) == ("Renée", "Café €")
    (odd,) = cards(b"BEGIN:VCARD\r\nFN:Ren\x81e\r\nEND:VCARD\r\n")
    assert isinstance(odd, Card)
    assert odd.name == "Rene"


def test_folded_lines_and_pictures_are_skipped_until_asked_for() -> None:
    lines = ("FN:Ada Oko", " ro", "PHOTO;ENCODING=BASE64;JPEG:/9j/", "4AAQ", "", "EMAIL:ada@example.org")
    assert card(*lines).photo is None
    assert card(*lines).emails == ("ada@example.org",)
    photo = card(*lines, photos=True).photo
    assert photo is not None
    assert (photo.suffix, photo.data) == ("jpg", b"\xff\xd8\xff\xe0\x00\x10")
    assert card("FN:Ada", "PHOTO;VALUE=uri:https://x.example/a.jpg", photos=True).photo is None
    assert card("FN:Ada", "PHOTO;ENCODING=b:%%%", photos=True).photo is None
    inline = card("FN:Ada", "PHOTO:data:image/png;base64,iVBO", photos=True).photo
    assert inline is not None
    assert inline.suffix == "png"


@pytest.mark.parametrize(
    "lines", ["ORG:Acme", "FN:Acme\nX-ABShowAs:COMPANY", "KIND:group\nFN:Team", "TEL:+39 06 1", "VERSION:3.0"]
)
def test_what_is_no_person_is_left_out(lines: str) -> None:
    assert isinstance(cards(f"BEGIN:VCARD\n{lines}\nEND:VCARD\n")[0], SkippedRecord)


def test_lines_that_say_nothing() -> None:
    assert card("no colon", ":no name", "FN:Ada").name == "Ada"
    (found,) = cards("BEGIN:VCARD\nFN:Ada\n\n")
    assert isinstance(found, Card)


def test_cards_that_are_cut_short_or_nested() -> None:
    assert [
        found.name
        for found in cards("BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Agent\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:Ben\n")
        if isinstance(found, Card)
    ] == ["Ada", "Ben"]
    assert cards("no vcard at all\n:::\n") == []


@pytest.mark.parametrize(("text", "day"), [("--04-31", None), ("", None), ("1985-13-01", None), ("---12", None)])
def test_days_that_are_none(text: str, day: object) -> None:
    assert vcard_day(text) == day


@pytest.mark.parametrize(
    ("text", "iso"),
    [("02 Mar 2024", "2024-03-02"), ("7-Feb-22", "2022-02-07"), ("1/29/26, 2:37 PM", "2026-01-29"), ("0/0/00", "None")],
)
def test_days_in_cells(text: str, iso: str) -> None:
    assert str(parse_date(text)) == iso


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        ("FN;ENCODING=QUOTED-PRINTABLE:Ada=20=\n Mary=20=\n Lint", "Ada Mary Lint"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Ada=\n Lint Mary", "Ada Lint Mary"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Zo=C3=\n =AB Lint", "Zoë Lint"),
        ("FN;ENCODING=QUOTED-PRINTABLE:Zo=C3=\n=AB Lint", "Zoë Lint"),
        ("FN;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Zo=EB=20=\n\tLint", "Zoë Lint"),
        ("FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D0=90=\n=20=D0=91", "А Б"),
    ],
)
def test_soft_breaks_that_are_folded_too(lines: str, name: str) -> None:
    assert [
        card.name for card in cards(f"BEGIN:VCARD\nVERSION:2.1\n{lines}\nEND:VCARD\n") if isinstance(card, Card)
    ] == [name]


@pytest.mark.parametrize("line", ["second line of the note", "=C3=A9 and more"])
def test_a_line_that_is_no_property_is_said(line: str) -> None:
    card, left = cards(f"BEGIN:VCARD\nVERSION:3.0\nFN:Ada Lint\nNOTE:first\n{line}\nEND:VCARD\n")
    assert isinstance(card, Card)
    assert isinstance(left, SkippedRecord)
    assert line in left.why
