"""A table's rows as Cards."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from mdnetwork import fields
from mdnetwork.dates import PartialDate
from mdnetwork.exchange.cards import RELATED, Card, SkippedRecord
from mdnetwork.exchange.clean import line, lines, link, links, tags
from mdnetwork.exchange.records import cell_day, cell_partial
from mdnetwork.exchange.tables import Table, TableRow, unguarded
from mdnetwork.fields import EXCHANGED, RELATIONS, URLS, FieldKind, PersonField, arguments
from mdnetwork.names import fold
from mdnetwork.parsing.dates_written import is_ambiguous
from mdnetwork.parsing.fields import key_meaning
from mdnetwork.parsing.settings import DateOrder
from mdnetwork.vocabulary.keys import meaning_of
from mdnetwork.vocabulary.notes import NO, STATUSES

_SEVERAL = ":::"
"""Google's separator of several values in one cell."""
_SPLIT = {
    **{field.key: re.compile("[;,\n]") for field in EXCHANGED if field.kind in fields.LISTS},
    "phone": re.compile("[;\n]"),
}
_OURS = re.compile(";")
_ORDERS: dict[str, DateOrder] = {"LinkedIn": "mdy"}
"""The order of numeric dates of a program, in any country: LinkedIn, until 2019, `9/1/18, 3:04 PM`."""
_HIDDEN = "A row without a name: LinkedIn leaves members empty who want no export, and spreadsheets have blank rows."


def read_rows(table: Table, columns: Columns, name: str, order: DateOrder = "") -> Iterator[Card | SkippedRecord]:
    """The people in a table called `name`."""
    order = order or _ORDERS.get(columns.source, "")
    for row in table.rows:
        if any(cell.strip() for cell in row.cells):
            said, where = _Cells(row, table.header, columns), f"{name}:{row.number}"
            yield _card(said, where, order)
            yield from _unclear(said, where, order)


class _Cells(NamedTuple):
    row: TableRow
    header: tuple[str, ...]
    columns: Columns

    @property
    def is_ours(self) -> bool:
        return self.columns.source == OURS

    def all(self, field: str) -> Iterator[str]:
        """The values of all columns of this field. A cell may have several."""
        for at in self.at(field):
            cell = unguarded(self.row.cells[at]).strip()
            if cell:
                yield from (text for part in self._several(cell, field) if (text := part.strip()))

    def at(self, field: str) -> Iterator[int]:
        """The indices of the columns of this field."""
        return (n for n, each in enumerate(self.columns.fields[: len(self.row.cells)]) if each == field)

    def text(self, field: str) -> str:
        """The first value, as a line."""
        return next((text for value in self.all(field) if (text := line(value))), "")

    def pairs(self, field: str) -> Iterator[tuple[str, str]]:
        """The values of our own columns with several pairs such as "spouse: Ben Okoro"."""
        for text in self.all(field):
            kind, sign, value = text.partition(":")
            if sign and value.strip():
                yield kind.strip(), line(value)

    def labelled(self, field: str) -> Iterator[tuple[str, str]]:
        """The pairs from `Event 1 - Label` and `Event 1 - Value`, with the label folded."""
        for at in self.at(field):
            wanted = {fold(self.header[at]).replace("value", word) for word in ("label", "type")}
            cells = (
                self.row.cells[n] for n, name in enumerate(self.header[: len(self.row.cells)]) if fold(name) in wanted
            )
            label = fold(next(cells, "").lstrip("* "))
            if self.row.cells[at].strip():
                yield label or fold(self.header[at]), unguarded(self.row.cells[at]).strip()

    def _several(self, cell: str, field: str) -> Sequence[str]:
        if self.is_ours and cell.startswith('["'):
            try:
                return [str(each) for each in json.loads(cell)]
            except ValueError:
                return [cell]
        if _SEVERAL in cell and not self.is_ours:
            return cell.split(_SEVERAL)
        shape = _SPLIT.get(field)
        if self.is_ours:
            return _OURS.split(cell) if field in LISTS else [cell]
        return shape.split(cell) if shape else [cell]


LISTS = frozenset({*_SPLIT, *(field.name for field in EXCHANGED if field.kind in fields.PAIRS)})
"""Our columns with several values."""


def _card(said: _Cells, where: str, order: DateOrder) -> Card | SkippedRecord:
    name = said.text("name") or " ".join(filter(None, map(said.text, ("given", "middle", "family", "suffix"))))
    is_linkedin = said.columns.source == "LinkedIn"
    emails = lines(each.removeprefix("mailto:") for each in said.all("email"))
    if not name and (is_linkedin or not emails):
        return SkippedRecord(where, _HIDDEN)
    values = {field.name: _READ[field.kind](said, field, order) for field in EXCHANGED}
    values |= {
        "emails": emails,
        "aliases": tuple(alias for alias in lines(said.all("aliases")) if alias != name),
        "place": ", ".join(filter(None, (said.text("place"), said.text("country")))),
        "met_at": said.text("met_at") or ("LinkedIn" if is_linkedin and said.text("met") else ""),
    }
    return Card(
        name=name or emails[0],
        where=where,
        uid=said.text("uid"),
        note="\n\n".join(said.all("note")),
        came=_came(said),
        **arguments(Card, values),
    )


def _unclear(said: _Cells, where: str, order: DateOrder) -> Iterator[SkippedRecord]:
    for field in ("birthday", "met", "anniversary"):
        for text in said.all(field) if not order else ():
            if is_ambiguous(text) and not cell_day(text):
                yield SkippedRecord(
                    where, f"The date {text} reads in two ways; --date-order dmy or mdy tells which.", day=True
                )


def _came(said: _Cells) -> bool | None:
    """Whether a guest list says that they were there. Eventbrite's "Attending" only means that they planned to come."""
    if "attended" not in said.columns.fields:
        return None
    said_so = fold(said.text("attended"))
    return said_so == "checked in" if said.columns.source == "Eventbrite" else said_so not in {*NO, "no show", "absent"}


def _urls(said: _Cells) -> Iterator[tuple[str, str] | None]:
    yield from (link(url, kind) for kind, url in said.pairs("urls"))
    for kind in URLS:
        for url in said.all(kind):
            yield link(url, "" if kind in {"website", "url"} else kind)


def _anniversaries(said: _Cells, order: DateOrder) -> Iterator[tuple[str, PartialDate]]:
    labelled = said.pairs("anniversaries") if said.is_ours else said.labelled("anniversary")
    for label, text in labelled:
        day = cell_partial(text, order)
        if day and meaning_of(label) == "anniversary":
            yield (label if said.is_ours else "anniversary"), day


def _relations(said: _Cells) -> Iterator[tuple[str, str]]:
    yield from (pair for pair in said.pairs("relations") if pair[0] in RELATED)
    for relation in RELATED:
        for label, text in said.labelled(relation):
            known = "reports_to" if label == "manager" else label
            yield (known if known in RELATED else relation), line(text)


_READ: dict[FieldKind, Callable[[_Cells, PersonField, DateOrder], Any]] = {
    "text": lambda said, field, _: said.text(field.key),
    **dict.fromkeys(("names", "emails", "phones", "texts"), lambda said, field, _: lines(said.all(field.key))),
    "tags": lambda said, field, _: tags(said.all(field.key)),
    "urls": lambda said, _, __: links(_urls(said)),
    "partial": lambda said, field, order: next(
        (day for text in said.all(field.key) if (day := cell_partial(text, order))), None
    ),
    "anniversaries": lambda said, _, order: tuple(_anniversaries(said, order)),
    "day": lambda said, field, order: next(
        (day for text in said.all(field.key) if (day := cell_day(text, order))), None
    ),
    "relations": lambda said, _, __: tuple(_relations(said)),
    "status": lambda said, field, _: STATUSES.get(fold(said.text(field.key)).replace("-", " "), ""),
    "flag": lambda said, field, _: fold(said.text(field.key)) not in NO,
}
"""How a field of each kind that is exchanged is read from a row."""
_FIRST = (
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
    ),
)
FIELDS = (
    *_FIRST,
    *(field.key for field in fields.further_texts(_FIRST)),
    *(
        "uid",
        "expertise",
        "needs",
        "interests",
        "status",
        "private",
        "urls",
        "anniversaries",
        "relations",
        *URLS,
        *RELATIONS,
        "attended",
        "-",
    ),
)
"""The possible fields of a column; "-" means that it is left out."""

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
_OUR_COLUMNS = {
    **{name: name for name in FIELDS},
    "emails": "email",
    "phones": "phone",
}
"""Columns that `mdnet export` writes. Its others, about contact and circle, only concern this vault."""
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
"""Sources whose `URL` is a LinkedIn profile."""


class Columns(NamedTuple):
    """The program that wrote a table ("table" if unknown), and the field of each column."""

    source: str
    fields: tuple[str, ...]
    guessed: bool = False


def is_known(header: str) -> bool:
    """Whether a cell may be part of a header."""
    return _field(header) not in {"", "-"}


def columns(header: tuple[str, ...], given: dict[str, str]) -> Columns:
    """The fields of the columns; `given` are the user's (column as written -> field)."""
    names = [_plain(cell) for cell in header]
    source = next((name for name, sign in _SIGNS if sign <= set(names)), "table")
    told = {_plain(name): field for name, field in given.items()}
    found = [told.get(name) or _in(source, name, names) for name in names]
    unknown = source == "table" and not all(name in told for name in names if name)
    return Columns(source, tuple(found), unknown)


def _in(source: str, name: str, names: list[str]) -> str:
    if source in {"Eventbrite", "Luma", "Meetup"} and name in _GUESTS:
        return _GUESTS[name]
    if source == OURS:
        return _OUR_COLUMNS.get(name, "-")
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
    meaning = key_meaning(header) if header and not found else None
    return found or (meaning if meaning in FIELDS else "") or ""


def _plain(header: str) -> str:
    return fold(header.lstrip("\ufeff"))
