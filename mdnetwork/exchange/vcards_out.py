"""People as vCards 3.0 (RFC 2426) and 4.0 (RFC 6350).

The same person gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any, Literal
from uuid import UUID

from mdnetwork.dates import PartialDate
from mdnetwork.exchange.matching import uid_of
from mdnetwork.exchange.structured_names import StructuredName, belongs_to, from_text, shown_by
from mdnetwork.exchange.values import full_url, plain_line, url_kind
from mdnetwork.fields import EXCHANGED, PersonField, value_of
from mdnetwork.model import Person
from mdnetwork.vocabulary.notes import LINKED

Version = Literal["3.0", "4.0"]
MAKER = "-//mdnetwork//people//EN"
"""The PRODID of our own cards, by which they are recognised in a folder."""
MARK = f"PRODID:{MAKER}".encode()
"""The same, as it is written in a card."""
_WIDTH = 75
"""The most bytes of a content line that is not folded (RFC 6350, section 3.2)."""
_APPLE = {relation: relation for relation in ("spouse", "partner", "parent", "child", "sibling", "friend")} | {
    "reports_to": "manager"
}
"""Apple's own labels of relations, without their signs and capital."""
_TYPES = {"partner": "sweetheart", "reports_to": "x-reports-to", "introduced_by": "x-introduced-by", "related": ""}
"""Relations with another name in RFC 6350."""


def as_vcard(person: Person, version: Version = "3.0") -> bytes:
    """The person's card, with lines folded and ended as in the standard."""
    return "".join(f"{_folded(line)}\r\n" for line in _card_lines(person, version)).encode()


def as_vcards(people: Iterable[Person], version: Version = "3.0") -> bytes:
    """The cards of these people in one file."""
    return b"".join(as_vcard(person, version) for person in people)


def _card_lines(person: Person, version: Version) -> Iterator[str]:
    yield from ("BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{MAKER}", _uid(uid_of(person), version))
    yield f"FN:{_text(person.name)}"
    yield f"N:{_printable(structured(person).text())}"
    items = count(1)
    for field in EXCHANGED:
        if field.kind == "structured name":
            continue
        value = related(person) if field.kind == "relations" else value_of(person, field.name)
        yield from _field_lines(field, value, version, items)
    yield "END:VCARD"


def _field_lines(field: PersonField, value: Any, version: Version, items: Iterator[int]) -> Iterator[str]:
    """The lines of one field; none where it is missing."""
    if not value:
        return
    name = field.vcard3 if field.vcard3 and version == "3.0" else field.vcard[0]
    match field.kind:
        case "names" | "tags":
            yield f"{name}:{','.join(map(_text, value))}"
        case "emails":
            yield from (f"{name}{'' if version == '4.0' else ';TYPE=INTERNET'}:{_text(each)}" for each in value)
        case "texts" | "phones":
            yield from (f"{name}:{_text(each)}" for each in value)
        case "urls":
            yield from (f"{name}{_url(kind, url)}" for kind, url in value)
        case "partial":
            yield f"{name}:{_day(value, version)}"
        case "anniversaries":
            yield from _anniversaries(value, version, items)
        case "relations":
            yield from _relations(value, version, items)
        case "flag":
            yield f"{name}:PRIVATE"
        case _:
            yield f"{name}:;;;{_text(value)};;;" if name == "ADR" else f"{name}:{_text(str(value))}"


def _anniversaries(days: Iterable[tuple[str, PartialDate]], version: Version, items: Iterator[int]) -> Iterator[str]:
    for key, day in days:
        if version == "4.0" and key == "anniversary":
            yield f"ANNIVERSARY:{_day(day, version)}"
        else:
            label = "_$!<Anniversary>!$_" if key == "anniversary" else _text(key)
            yield from _labelled(next(items), "X-ABDATE", _day(day, version), label)


def _relations(pairs: Iterable[tuple[str, str]], version: Version, items: Iterator[int]) -> Iterator[str]:
    for relation, name in pairs:
        if version == "4.0":
            kind = _TYPES.get(relation, relation)
            yield f"RELATED{f';TYPE={kind}' if kind else ''};VALUE=text:{_text(name)}"
        else:
            known = _APPLE.get(relation, "")
            label = f"_$!<{known.capitalize()}>!$_" if known else relation
            yield from _labelled(next(items), "X-ABRELATEDNAMES", _text(name), label)


def _labelled(number: int, name: str, value: str, label: str) -> Iterator[str]:
    """A property with a label, in Apple's form."""
    yield f"item{number}.{name}:{value}"
    yield f"item{number}.X-ABLabel:{label}"


def related(person: Person) -> tuple[tuple[str, str], ...]:
    """(relation, name) pairs of the people related in a note, including who introduced them."""
    found = [(relation, ref) for relation, ref, _ in person.relations if relation != LINKED]
    found += [("introduced_by", person.introduced_by)] if person.introduced_by else []
    names = ((relation, plain_line(ref.target.partition("|")[0].rpartition("/")[2])) for relation, ref in found)
    return tuple(dict.fromkeys(pair for pair in names if pair[1]))


def structured(person: Person) -> StructuredName:
    """The parts of the name: those in the note, if they are of its name, else those that the name shows."""
    found = from_text(value_of(person, "structured_name") or "")
    return found if any(found) and belongs_to(found, person.name) else shown_by(person.name, person.given or "")


def _uid(uid: str, version: Version) -> str:
    try:
        is_uuid = str(UUID(uid)) == uid.lower()
    except ValueError:
        is_uuid = False
    if version == "3.0":
        return f"UID:{_text(uid)}"
    return f"UID:urn:uuid:{uid}" if is_uuid else f"UID;VALUE=text:{_text(uid)}"


def _url(kind: str, value: str) -> str:
    """The value of a URL property, after its parameters."""
    url = full_url(kind, value)
    return f"{'' if url_kind(url) == kind else f';X-MDNETWORK-KIND={kind}'}:{_uri(url)}"


def _day(day: PartialDate, version: Version) -> str:
    """`19850412`, `1985-04`, `--0412` in 4.0. In 3.0 there are only whole days, and programs agree on `--04-12`."""
    if version == "3.0":
        return str(day)
    if day.year is None:
        return f"--{day.month:02}" + (f"{day.day:02}" if day.day else "")
    return f"{day.year:04}{day.month:02}{day.day:02}" if day.day else f"{day.year:04}-{day.month:02}"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return _printable(escaped.replace("\n", "\\n"))


def _printable(text: str) -> str:
    """The text without control characters, which would end the line or reach a terminal; joiners of letters stay."""
    return "".join(c for c in text if c.isprintable() or c in "\u200c\u200d")


def _uri(url: str) -> str:
    """A URI, which 3.0 and 4.0 do not escape."""
    return "".join(c for c in url if c.isprintable())


def _folded(line: str) -> str:
    """The line in pieces of at most 75 bytes, cut between characters. All pieces but the first start with a space."""
    pieces, size = [""], 0
    for c in line:
        width = len(c.encode("utf-8", "replace"))
        if size + width > _WIDTH:
            pieces.append(" ")
            size = 1
        pieces[-1] += c
        size += width
    return "\r\n".join(pieces)
