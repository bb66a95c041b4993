"""People in JSContact (RFC 9553) and in LDIF (RFC 2849)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from mdnetwork.exchange.cards import Card, Item, SkippedRecord
from mdnetwork.exchange.files import Files
from mdnetwork.fields import value_of

FULL: dict[str, Any] = {
    "@type": "Card",
    "version": "1.0",
    "uid": "urn:uuid:u-1",
    "name": {
        "components": [
            {"kind": "title", "value": "Dr."},
            {"kind": "given", "value": "Daniel"},
            {"kind": "given2", "value": "José"},
            {"kind": "surname", "value": "Ferrer"},
            {"kind": "surname2", "value": "Molina"},
        ]
    },
    "nicknames": {"n": {"name": "Dani"}},
    "organizations": {"o": {"name": "Acme", "units": [{"name": "Looms"}]}},
    "titles": {"t": {"name": "Head"}},
    "emails": {"e": {"address": "d@x.example"}, "f": {"address": "none"}},
    "phones": {"p": {"number": "tel:+34 612 345 678"}},
    "links": {"l": {"uri": "https://d.example"}},
    "addresses": {
        "a": {"components": [{"kind": "locality", "value": "Bilbao"}, {"kind": "country", "value": "España"}]}
    },
    "anniversaries": {
        "b": {"kind": "birth", "date": {"@type": "PartialDate", "month": 4, "day": 3}},
        "w": {"kind": "wedding", "date": {"@type": "Timestamp", "utc": "2015-06-20T00:00:00Z"}},
    },
    "keywords": {"climbing": True},
    "personalInfo": {"i": {"kind": "hobby", "value": "chess"}},
    "notes": {"m": {"note": "two\nlines"}},
}


def read(path: Path, text: str) -> list[Item]:
    path.write_text(text, encoding="utf-8")
    return list(Files([path]).items())


@pytest.mark.parametrize("indent", [None, 2])
@pytest.mark.parametrize("wrapped", [True, False])
def test_a_card_of_jscontact(tmp_path: Path, indent: int | None, *, wrapped: bool) -> None:
    card, refused = read(tmp_path / "a.json", json.dumps([FULL] if wrapped else FULL, indent=indent))
    assert isinstance(card, Card)
    assert (card.name, card.uid) == ("Dr. Daniel José Ferrer Molina", "u-1")
    assert value_of(card, "structured_name") == "Ferrer,Molina;Daniel;José;Dr.;"
    assert (card.aliases, card.org, card.role, card.emails) == (("Dani",), "Acme, Looms", "Head", ("d@x.example",))
    assert (card.phones, card.urls) == (("+34 612 345 678",), (("website", "https://d.example"),))
    assert (card.place, str(card.birthday), card.tags) == ("Bilbao, España", "--04-03", ("climbing",))
    assert [(key, str(day)) for key, day in card.anniversaries] == [("anniversary", "2015-06-20")]
    assert (card.interests, card.note) == (("chess",), "two\nlines")
    assert isinstance(refused, SkippedRecord)
    assert "none" in refused.why


@pytest.mark.parametrize(
    "card",
    [
        {"@type": "Card", "kind": "org", "name": {"full": "Acme"}},
        {"@type": "Card", "kind": "group", "name": {"full": "Family"}},
        {"@type": "Card"},
        {"@type": "Card", "name": 3, "emails": ["x"], "organizations": {"o": 1}},
    ],
)
def test_what_is_no_person_of_jscontact(tmp_path: Path, card: dict[str, Any]) -> None:
    assert [type(each) for each in read(tmp_path / "a.json", json.dumps(card))] == [SkippedRecord]


def test_cards_of_jscontact_on_lines(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"@type": "Card", "name": {"full": name}}) for name in ("Ada Lint", "Bo Lint"))
    assert [each.name for each in read(tmp_path / "a.jsonl", lines) if isinstance(each, Card)] == [
        "Ada Lint",
        "Bo Lint",
    ]


LDIF = """\
dn: cn=Gaia Monti,mail=g@m.example
objectclass: top
objectclass: person
givenName: Gaia
sn: Monti Roth
cn:: R2FpYSBNb250aSBSb3Ro
mail: g@m.example
mozillaSecondEmail: g2@m.example
telephoneNumber: +39 0543 555010
mobile: n/a
o: Caffè
  Sì
birthyear: 1971
birthmonth: 5
birthday: 9
mozillaCustom1: red

# a comment
dn: cn=Bo
cn: Bo Lint
mail: b@l.example
mail: b2@l.example
"""


@pytest.mark.parametrize("head", ["", "version: 1\n", "version: 1\n\n"])
def test_an_address_book_in_ldif(tmp_path: Path, head: str) -> None:
    gaia, phone, bo, unknown = read(tmp_path / "book.txt", head + LDIF)
    assert isinstance(gaia, Card)
    assert isinstance(bo, Card)
    assert (gaia.name, value_of(gaia, "structured_name")) == ("Gaia Monti Roth", "Monti Roth;Gaia;;;")
    assert (gaia.emails, gaia.phones) == (("g@m.example", "g2@m.example"), ("+39 0543 555010",))
    assert (gaia.org, str(gaia.birthday)) == ("Caffè Sì", "1971-05-09")
    assert (bo.name, bo.emails) == ("Bo Lint", ("b@l.example", "b2@l.example"))
    assert isinstance(phone, SkippedRecord)
    assert isinstance(unknown, SkippedRecord)
    assert "n/a" in phone.why
    assert "mozillacustom1" in unknown.why
