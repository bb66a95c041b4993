"""A person as one flat record, and back: the content of CSV, JSON and JSON Lines."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from mdnetwork.dates import PartialDate
from mdnetwork.exchange.cards import RELATED, Card, SkippedRecord
from mdnetwork.exchange.clean import line, lines, link, links, tags
from mdnetwork.exchange.matching import uid_of
from mdnetwork.fields import EXCHANGED, LISTS, PAIRS, FieldKind, PersonField, arguments, value_of
from mdnetwork.model import Person
from mdnetwork.names import fold
from mdnetwork.parsing.dates_written import parse_date, parse_partial
from mdnetwork.parsing.settings import DateOrder
from mdnetwork.vocabulary.notes import LINKED, STATUSES

Record = dict[str, Any]

LISTED = frozenset(field.name for field in EXCHANGED if field.kind in LISTS)
PAIRED = frozenset(field.name for field in EXCHANGED if field.kind in PAIRS)
_NO_RECORD = "No person's record: it has no “name”."


def record(person: Person) -> Record:
    """All fields of a person that an export has. Empty texts are None, lists never are."""
    fields = {field.name: _plain(person, field) for field in EXCHANGED}
    return {"name": person.name, "uid": uid_of(person)} | fields


def _plain(person: Person, field: PersonField) -> Any:
    found = value_of(person, field.name)
    if field.kind in LISTS:
        return list(found)
    if field.kind in PAIRS:
        pairs = related(person) if field.kind == "relations" else found
        return [{"kind": kind, "value": str(each)} for kind, each in pairs]
    if field.kind in {"partial", "day"}:
        return str(found) if found else None
    return found if field.kind == "flag" else found or None


def related(person: Person) -> tuple[tuple[str, str], ...]:
    """(relation, name) pairs of the people related in a note, including who introduced them."""
    found = [(relation, ref) for relation, ref, _ in person.relations if relation != LINKED]
    found += [("introduced_by", person.introduced_by)] if person.introduced_by else []
    names = ((relation, line(ref.target.partition("|")[0].rpartition("/")[2])) for relation, ref in found)
    return tuple(dict.fromkeys(pair for pair in names if pair[1]))


def card_of(found: object, where: str) -> Card | SkippedRecord:
    """The card of one record, ours or any other with the same keys."""
    if not isinstance(found, Mapping) or not line(str(found.get("name") or "")):
        return SkippedRecord(where, _NO_RECORD)
    said: Mapping[str, Any] = found
    values = {field.name: _READ[field.kind](said, field.name) for field in EXCHANGED}
    return Card(name=_text(said, "name"), where=where, uid=_text(said, "uid"), **arguments(Card, values))


def _days(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, PartialDate]]:
    return ((key, day) for key, text in pairs if (day := cell_partial(text)))


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return line(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _texts(said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = said.get(key) or []
    return lines(str(each) for each in (value if isinstance(value, list) else [value]))


def _pairs(said: Mapping[str, Any], key: str) -> list[tuple[str, str]]:
    value = said.get(key)
    found = [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
    pairs = ((_text(each, "kind"), _text(each, "value")) for each in found)
    return list(dict.fromkeys(pair for pair in pairs if all(pair)))


_READ: dict[FieldKind, Callable[[Mapping[str, Any], str], Any]] = {
    "text": _text,
    "names": lambda said, key: tuple(each for each in _texts(said, key) if each != _text(said, "name")),
    "tags": lambda said, key: tags(_texts(said, key)),
    **dict.fromkeys(("emails", "phones", "texts"), _texts),
    "urls": lambda said, key: links(link(url, kind) for kind, url in _pairs(said, key)),
    "partial": lambda said, key: cell_partial(_text(said, key)),
    "anniversaries": lambda said, key: tuple(_days(_pairs(said, key))),
    "day": lambda said, key: cell_day(_text(said, key)),
    "relations": lambda said, key: tuple(pair for pair in _pairs(said, key) if pair[0] in RELATED),
    "status": lambda said, key: STATUSES.get(fold(_text(said, key)).replace("-", " "), ""),
    "flag": lambda said, key: said.get(key) is True,
}
"""How a field of each kind that is exchanged is read from a record."""
_VCARD = re.compile(
    r"(?:(?P<year>[0-9]{4})|--(?!-))(?:-?(?P<month>[0-9]{2}))?(?:-?(?P<day>[0-9]{2}))?(?:[T ].*)?(?:Z|[+-][0-9:]+)?",
    re.DOTALL,
)
_SHORT = re.compile(r"([0-9]{1,2})[-/. ]([^\W\d_]{3,9}|[0-9]{1,2})[-/. ]([0-9]{2})(?![0-9])")
_NO_YEAR = 1604
"""Apple's year for an unknown one."""
_PIVOT = 70
"""Two-digit years below it belong to this century, as in POSIX."""


def vcard_day(text: str, omitted: str = "") -> PartialDate | None:
    """A day in vCard's form (RFC 6350, section 4.3.1): `19850412`, `1985-04-12T00:00:00Z`, `--0412`, `1985-04`.

    `omitted` is the year that means none (X-APPLE-OMIT-YEAR). A year alone, and text, are not days.
    """
    match = _VCARD.fullmatch(text.strip())
    if match is None or not match["month"]:
        return parse_partial(text.strip()) if match is None else None
    year = int(match["year"] or _NO_YEAR)
    unknown = year == _NO_YEAR or match["year"] == omitted.strip('"')
    return partial(None if unknown else year, int(match["month"]), int(match["day"]) if match["day"] else None)


def partial(year: int | None, month: int, day: int | None) -> PartialDate | None:
    """The date; None if this day does not exist."""
    try:
        date(_NO_YEAR if year is None else year, month, day or 1)
    except ValueError:
        return None
    return PartialDate(month, day, year)


def cell_day(text: str, order: DateOrder = "") -> date | None:
    """A day in a table's cell: `02 Mar 2024`, `2024-03-02T10:00Z`, `7-Feb-22`, `1/29/26`; None for `0/0/00`."""
    found = parse_date(text, order)
    return found or _short(text.strip(), order)


def _short(text: str, order: DateOrder) -> date | None:
    """A day with a two-digit year."""
    match = _SHORT.match(text)
    if match is None:
        return None
    century = 2000 if int(match[3]) < _PIVOT else 1900
    return parse_date(f"{match[1]} {match[2]} {century + int(match[3])}", order) or parse_date(
        f"{match[1]}/{match[2]}/{century + int(match[3])}", order
    )


def cell_partial(text: str, order: DateOrder = "") -> PartialDate | None:
    """A birthday in a table's cell, possibly without its year: `--07-01`, ` --0701`."""
    bare = "".join(text.split()) if "--" in text else text.strip()
    return vcard_day(bare) if bare.startswith("--") else parse_partial(bare, order)
