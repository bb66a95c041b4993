"""Exchange: a person as one flat record, and back: what CSV, JSON and JSON Lines hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from mdnetwork.dates import PartialDate
from mdnetwork.exchange import tidy
from mdnetwork.exchange.cards import RELATED, Card, Left
from mdnetwork.exchange.matching import uid_of
from mdnetwork.exchange.said_dates import cell_day, cell_partial
from mdnetwork.model import Person
from mdnetwork.names import fold
from mdnetwork.words.headings import LINKED
from mdnetwork.words.statuses import STATUSES

Record = dict[str, Any]

LISTED = ("aliases", "tags", "emails", "phones", "expertise", "needs", "interests")
PAIRED = ("urls", "anniversaries", "relations")
_NO_RECORD = "No person's record: it has no “name”."


def record(person: Person) -> Record:
    """All that an export carries of a person; empty texts are None, lists are never."""
    return {
        "name": person.name,
        "uid": uid_of(person),
        "aliases": list(person.aliases),
        "tags": list(person.tags),
        "org": person.org,
        "role": person.role,
        "sector": person.sector,
        "emails": list(person.emails),
        "phones": list(person.phones),
        "urls": [{"kind": kind, "value": value} for kind, value in person.urls],
        "birthday": str(person.birthday) if person.birthday else None,
        "anniversaries": [{"kind": key, "value": str(day)} for key, day in person.anniversaries],
        "place": person.place,
        "met": person.met.isoformat() if person.met else None,
        "met_at": person.met_at,
        "language": person.language,
        "network": person.network,
        "tone": person.tone,
        "expertise": list(person.expertise),
        "needs": list(person.needs),
        "interests": list(person.interests),
        "relations": [{"kind": relation, "value": name} for relation, name in related(person)],
        "status": person.status or None,
        "private": person.private,
    }


def related(person: Person) -> tuple[tuple[str, str], ...]:
    """(relation, name) pairs of the people whom a note relates to its own, and of who introduced them."""
    found = [(relation, ref) for relation, ref, _ in person.relations if relation != LINKED]
    found += [("introduced_by", person.introduced_by)] if person.introduced_by else []
    names = ((relation, tidy.line(ref.target.partition("|")[0].rpartition("/")[2])) for relation, ref in found)
    return tuple(dict.fromkeys(pair for pair in names if pair[1]))


def card_of(found: object, where: str) -> Card | Left:
    """The card of one record; of our own, and of any that uses the same names."""
    if not isinstance(found, Mapping) or not tidy.line(str(found.get("name") or "")):
        return Left(where, _NO_RECORD)
    said: Mapping[str, Any] = found
    name = _text(said, "name")
    urls = (tidy.link(url, kind) for kind, url in _pairs(said, "urls"))
    return Card(
        name=name,
        where=where,
        uid=_text(said, "uid"),
        aliases=tuple(alias for alias in _texts(said, "aliases") if alias != name),
        tags=tidy.tags(_texts(said, "tags")),
        org=_text(said, "org"),
        role=_text(said, "role"),
        sector=_text(said, "sector"),
        emails=_texts(said, "emails"),
        phones=_texts(said, "phones"),
        urls=tidy.links(urls),
        birthday=cell_partial(_text(said, "birthday")),
        anniversaries=tuple(_days(_pairs(said, "anniversaries"))),
        place=_text(said, "place"),
        met=cell_day(_text(said, "met")),
        met_at=_text(said, "met_at"),
        language=_text(said, "language"),
        network=_text(said, "network"),
        tone=_text(said, "tone"),
        expertise=_texts(said, "expertise"),
        needs=_texts(said, "needs"),
        interests=_texts(said, "interests"),
        relations=tuple(pair for pair in _pairs(said, "relations") if pair[0] in RELATED),
        status=STATUSES.get(fold(_text(said, "status")).replace("-", " "), ""),
        private=said.get("private") is True,
    )


def _days(pairs: Iterable[tuple[str, str]]) -> Iterable[tuple[str, PartialDate]]:
    return ((key, day) for key, text in pairs if (day := cell_partial(text)))


def _text(said: Mapping[str, Any], key: str) -> str:
    value = said.get(key)
    return tidy.line(str(value)) if isinstance(value, (str, int, float)) and not isinstance(value, bool) else ""


def _texts(said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = said.get(key) or []
    return tidy.lines(str(each) for each in (value if isinstance(value, list) else [value]))


def _pairs(said: Mapping[str, Any], key: str) -> list[tuple[str, str]]:
    value = said.get(key)
    found = [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
    pairs = ((_text(each, "kind"), _text(each, "value")) for each in found)
    return list(dict.fromkeys(pair for pair in pairs if all(pair)))
