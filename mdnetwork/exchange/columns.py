"""Exchange: what a table's columns mean, by their names; the programs that write them are recognised by these."""

from __future__ import annotations

import re
from typing import NamedTuple

from mdnetwork.names import fold
from mdnetwork.words.keys import RELATIONS, URLS, meaning_of

FIELDS = (
    *("name", "given", "middle", "family", "suffix", "aliases", "email", "phone", "org", "role", "birthday"),
    *(
        "anniversary",
        "place",
        "country",
        "tags",
        "met",
        "met_at",
        "note",
        "language",
        "network",
        "tone",
        "sector",
        "uid",
        "expertise",
        "needs",
    ),
    *("interests", "status", "private", "urls", "anniversaries", "relations", *URLS, *RELATIONS, "attended", "-"),
)
"""What a column can be; "-" is left out."""

_NAMES = {
    "name": "name, full name, fullname, display name, nome e cognome, nominativo, nome completo, person, contact, guest",
    "given": "first name, given name, firstname, nome, first_name, vorname, prenom",
    "middle": "middle name, additional name, middle_name",
    "family": "last name, family name, lastname, surname, cognome, last_name, nachname",
    "suffix": "suffix, name suffix",
    "aliases": "nickname, nicknames, alias, aliases, soprannome, also known as",
    "email": "email, e-mail, mail, emails, email address, e-mail address, email addresses, posta elettronica, primary email",
    "phone": (
        "phone, phones, telephone, tel, mobile, cell, mobile phone, primary phone, business phone, business phone 2, home "
        "phone, home phone 2, other phone, company main phone, phone_number, phone number, telefono, cellulare, mobile number"
    ),
    "org": "company, organization, organisation, org, employer, organization name, azienda, societa, ditta, firm",
    "role": "job title, position, role, organization title, ruolo, title, occupation, job",
    "sector": "sector, industry, settore, comparto",
    "birthday": "birthday, date of birth, dob, birth date, compleanno, data di nascita, born",
    "anniversary": "anniversary, wedding anniversary, anniversario",
    "urls": "urls",
    "anniversaries": "anniversaries",
    "relations": "relations",
    "place": "city, location, place, home city, business city, other city, citta, luogo, town",
    "country": "country, business country/region, home country/region, paese",
    "tags": "tags, labels, group membership, categories, groups, etichette, tag",
    "met": "connected on, met, met on, first met, met_date, conosciuto il",
    "met_at": "met at, met_at, how we met, where we met, conosciuto a",
    "note": "notes, note, comments, appunti, remarks",
    "language": "language, lingua",
    "uid": "uid",
    "expertise": "expertise, skills, competenze",
    "needs": "needs, looking for, cerca",
    "interests": "interests, hobby, hobbies, interessi",
    "status": "status",
    "private": "private",
    "linkedin": "linkedin, linkedin url, linkedin profile, url, profile url, linkedin_url, profilo linkedin",
    "website": "website, web page, homepage, personal web page, sito, sito web, web site",
    "github": "github",
    "twitter": "twitter, x handle, x",
    "mastodon": "mastodon",
    "bluesky": "bluesky",
    "telegram": "telegram",
    "spouse": "spouse, partner's name",
    "reports_to": "manager's name, manager",
}
OURS = "mdnetwork"
"""The source of what `mdnet export` wrote."""
_COLUMNS = {name: field for field, names in _NAMES.items() for name in names.split(", ")}
_OURS = {
    **{name: name for name in FIELDS},
    "emails": "email",
    "phones": "phone",
}
"""Columns that `mdnet export` writes; the others, of contact and circle, tell of this vault only."""
_NUMBERED = (
    (re.compile(r"e-?mail (\d+) (?:- value|address)|e-?mail \d+|e-?mail \d+ address"), "email"),
    (re.compile(r"phone \d+ - value|(?:phone|telefono|mobile) \d+"), "phone"),
    (re.compile(r"organi[sz]ation \d+ - name"), "org"),
    (re.compile(r"organi[sz]ation \d+ - title"), "role"),
    (re.compile(r"website \d+ - value"), "website"),
    (re.compile(r"address \d+ - city"), "place"),
    (re.compile(r"address \d+ - country"), "country"),
    (re.compile(r"relation \d+ - value"), "related"),
    (re.compile(r"event \d+ - value"), "anniversary"),
)
_SIGNS: tuple[tuple[str, frozenset[str]], ...] = (
    ("LinkedIn", frozenset({"first name", "last name", "connected on"})),
    (OURS, frozenset({"name", "uid", "aliases", "met_at"})),
    ("Eventbrite", frozenset({"order #", "attendee #"})),
    ("Luma", frozenset({"approval_status", "checked_in_at"})),
    ("Meetup", frozenset({"rsvp", "rsvped on"})),
    ("Google", frozenset({"phonetic first name", "e-mail 1 - value"})),
    ("Google", frozenset({"phonetic first name", "phone 1 - value"})),
    ("Google", frozenset({"phonetic first name", "labels"})),
    ("Google", frozenset({"yomi name", "group membership"})),
    ("Outlook", frozenset({"e-mail address", "e-mail 2 address"})),
    ("Outlook", frozenset({"first name", "e-mail address", "business phone"})),
)
_GUESTS = {"attendance": "attended", "checked_in_at": "attended", "attendee status": "attended", "rsvp": "-"}
_URL_OF = frozenset({"LinkedIn", "table"})
"""Sources whose `URL` is a profile on LinkedIn."""


class Columns(NamedTuple):
    """The program that wrote a table ("table" where it is not known), and what each of its columns is."""

    source: str
    fields: tuple[str, ...]
    guessed: bool = False


def is_known(header: str) -> bool:
    """Whether a cell may be a header's."""
    return _field(header) not in {"", "-"}


def columns(header: tuple[str, ...], given: dict[str, str]) -> Columns:
    """What the columns are; `given` are those that the user tells (column as written -> field)."""
    names = [_plain(cell) for cell in header]
    source = next((name for name, sign in _SIGNS if sign <= set(names)), "table")
    told = {_plain(name): field for name, field in given.items()}
    fields = [told.get(name) or _in(source, name, names) for name in names]
    unknown = source == "table" and not all(name in told for name in names if name)
    return Columns(source, tuple(fields), unknown)


def _in(source: str, name: str, names: list[str]) -> str:
    if source in {"Eventbrite", "Luma", "Meetup"} and name in _GUESTS:
        return _GUESTS[name]
    if source == OURS:
        return _OURS.get(name, "-")
    if name == "title" and ("job title" in names or source == "Meetup"):
        return "-"  # Outlook's title is Mr or Dr; Meetup's is the host's
    if name == "url" and source not in _URL_OF:
        return "website"
    if name == "status":
        return "-"
    return _field(name) or "-"


def _field(header: str) -> str:
    name = _plain(header)
    found = _COLUMNS.get(name) or next((field for shape, field in _NUMBERED if shape.fullmatch(name)), "")
    meaning = meaning_of(header) if header and not found else None
    return found or (meaning if meaning in FIELDS else "") or ""


def _plain(header: str) -> str:
    return fold(header.lstrip("\ufeff"))
