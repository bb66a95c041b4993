"""A person as one flat record, and back: the content of CSV, JSON and JSON Lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from mdnetwork.dates import PartialDate
from mdnetwork.days.reader import parse_date, parse_partial
from mdnetwork.exchange.cards import RELATED, Card, SkippedRecord
from mdnetwork.exchange.clean import line, lines, link, links, tags
from mdnetwork.exchange.matching import uid_of
from mdnetwork.fields import EXCHANGED, LISTS, PAIRS, FieldKind, PersonField, arguments, value_of
from mdnetwork.model import Person
from mdnetwork.names import fold
from mdnetwork.vocabulary.headings import LINKED
from mdnetwork.vocabulary.statuses import STATUSES

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
    return ((key, day) for key, text in pairs if (day := parse_partial(text)))


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
    "partial": lambda said, key: parse_partial(_text(said, key)),
    "anniversaries": lambda said, key: tuple(_days(_pairs(said, key))),
    "day": lambda said, key: parse_date(_text(said, key)),
    "relations": lambda said, key: tuple(pair for pair in _pairs(said, key) if pair[0] in RELATED),
    "status": lambda said, key: STATUSES.get(fold(_text(said, key)).replace("-", " "), ""),
    "flag": lambda said, key: said.get(key) is True,
}
"""How a field of each kind that is exchanged is read from a record."""
