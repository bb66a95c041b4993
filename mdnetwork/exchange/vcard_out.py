"""People as vCards 3.0 (RFC 2426) and 4.0 (RFC 6350). The same person gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import count
from typing import Literal
from uuid import UUID

from mdnetwork.dates import PartialDate
from mdnetwork.exchange.addresses import url_kind
from mdnetwork.exchange.matching import uid_of
from mdnetwork.exchange.records import related
from mdnetwork.fields import EXCHANGED, PersonField, value_of
from mdnetwork.model import Person
from mdnetwork.vocabulary.people import PARTICLES

Version = Literal["3.0", "4.0"]
MAKER = "-//mdnetwork//people//EN"
"""The PRODID of our own cards, by which they are recognised in a folder."""
MARK = f"PRODID:{MAKER}".encode()
"""The same, as it is written in a card."""
_WIDTH = 75
"""The most bytes of a content line that is not folded (RFC 6350, section 3.2)."""
_APPLE = {
    "spouse": "_$!<Spouse>!$_",
    "partner": "_$!<Partner>!$_",
    "parent": "_$!<Parent>!$_",
    "child": "_$!<Child>!$_",
    "sibling": "_$!<Sibling>!$_",
    "friend": "_$!<Friend>!$_",
    "reports_to": "_$!<Manager>!$_",
}
_TYPES = {"partner": "sweetheart", "reports_to": "x-reports-to", "introduced_by": "x-introduced-by", "related": ""}
"""Relations with another name in RFC 6350."""
_SITES = {
    "linkedin": "https://www.linkedin.com/in/{}",
    "github": "https://github.com/{}",
    "twitter": "https://x.com/{}",
    "bluesky": "https://bsky.app/profile/{}",
    "telegram": "https://t.me/{}",
}
_FEDIVERSE = re.compile(r"@?([^@/\s]+)@([^@/\s]+)")


def vcard(person: Person, version: Version = "3.0") -> bytes:
    """The person's card, with lines folded and ended as in the standard."""
    return "".join(f"{_folded(line)}\r\n" for line in _lines(person, version)).encode()


def vcards(people: Iterable[Person], version: Version = "3.0") -> bytes:
    """The cards of these people in one file."""
    return b"".join(vcard(person, version) for person in people)


def full_url(kind: str, value: str) -> str:
    """The address of a handle or a part of one: https://www.linkedin.com/in/ada for `in/ada`."""
    if "://" in value:
        return value
    fediverse = _FEDIVERSE.fullmatch(value)
    if kind == "mastodon" and fediverse:
        return f"https://{fediverse[2]}/@{fediverse[1]}"
    if kind in _SITES and url_kind(value) != kind:
        return _SITES[kind].format(value.strip("/").rpartition("/")[2].removeprefix("@"))
    return f"https://{value}"


def _lines(person: Person, version: Version) -> Iterator[str]:
    yield from ("BEGIN:VCARD", f"VERSION:{version}", f"PRODID:{MAKER}", _uid(uid_of(person), version))
    yield f"FN:{_text(person.name)}"
    yield f"N:{_name(person.name)}"
    for field in _FIELDS:
        yield from _properties(field, person, version)
    yield "END:VCARD"


def _properties(field: PersonField, person: Person, version: Version) -> Iterator[str]:
    """The lines of one field; none where it is missing."""
    found = value_of(person, field.name)
    if field.name in _WRITTEN:
        yield from _WRITTEN[field.name](person, version)
    elif found:
        name = field.vcard3 if field.vcard3 and version == "3.0" else field.vcard[0]
        many = field.kind in {"texts", "phones"}
        yield from (f"{name}:{_text(str(each))}" for each in (found if many else (found,)))


def _listed(name: str, texts: Iterable[str]) -> Iterator[str]:
    """One property with all texts, none where there are none."""
    joined = ",".join(map(_text, texts))
    yield from (f"{name}:{joined}",) if joined else ()


def _labelled(person: Person, version: Version) -> Iterator[str]:
    """Properties with a label, in Apple's form: anniversaries and, in 3.0, relations."""
    numbers = count(1)
    for key, day in person.anniversaries:
        if version == "4.0" and key == "anniversary":
            yield f"ANNIVERSARY:{_day(day, version)}"
            continue
        item = f"item{next(numbers)}"
        yield f"{item}.X-ABDATE:{_day(day, version)}"
        yield f"{item}.X-ABLabel:{'_$!<Anniversary>!$_' if key == 'anniversary' else _text(key)}"
    for relation, whom in related(person):
        name = _text(whom)
        if version == "4.0":
            kind = _TYPES.get(relation, relation)
            yield f"RELATED{f';TYPE={kind}' if kind else ''};VALUE=text:{name}"
            continue
        item = f"item{next(numbers)}"
        yield f"{item}.X-ABRELATEDNAMES:{name}"
        yield f"{item}.X-ABLabel:{_APPLE.get(relation, relation)}"


def _emails(person: Person, version: Version) -> Iterator[str]:
    kind = "" if version == "4.0" else ";TYPE=INTERNET"
    return (f"EMAIL{kind}:{_text(each)}" for each in person.emails)


_ORDER = (
    *("aliases", "org", "role", "emails", "phones", "urls", "birthday", "place", "tags", "language", "expertise"),
    *("interests", "anniversaries", "relations", "met", "met_at"),
)
"""Fields that come first in a card, in this order; the others follow in the order of the table."""
_FIELDS = sorted(EXCHANGED, key=lambda field: _ORDER.index(field.name) if field.name in _ORDER else len(_ORDER))
_WRITTEN: dict[str, Callable[[Person, Version], Iterable[str]]] = {
    "aliases": lambda person, _: _listed("NICKNAME", person.aliases),
    "emails": _emails,
    "urls": lambda person, _: (_url(kind, url) for kind, url in person.urls),
    "birthday": lambda person, version: (f"BDAY:{_day(person.birthday, version)}",) if person.birthday else (),
    "place": lambda person, _: (f"ADR:;;;{_text(person.place)};;;",) if person.place else (),
    "tags": lambda person, _: _listed("CATEGORIES", person.tags),
    "anniversaries": _labelled,
    "relations": lambda _, __: (),  # beside the anniversaries: both count the same items
    "private": lambda person, _: ("CLASS:PRIVATE",) if person.private else (),
}
"""Fields of which a card holds more than their text."""


def _uid(uid: str, version: Version) -> str:
    try:
        is_uuid = str(UUID(uid)) == uid.lower()
    except ValueError:
        is_uuid = False
    if version == "3.0":
        return f"UID:{_text(uid)}"
    return f"UID:urn:uuid:{uid}" if is_uuid else f"UID;VALUE=text:{_text(uid)}"


def _name(name: str) -> str:
    """`Surname;given names;;;` from a full name: the surname is the last word, with the particles before it."""
    words = name.split()
    at = len(words) - 1
    while at > 1 and words[at - 1].casefold() in PARTICLES:
        at -= 1
    family, given = (" ".join(words[at:]), " ".join(words[:at])) if at > 0 else ("", name)
    return f"{_text(family)};{_text(given)};;;"


def _url(kind: str, value: str) -> str:
    url = full_url(kind, value)
    return f"URL{'' if url_kind(url) == kind else f';X-MDNETWORK-KIND={kind}'}:{_uri(url)}"


def _day(day: PartialDate, version: Version) -> str:
    """`19850412`, `1985-04`, `--0412` in 4.0. In 3.0 there are only whole days, and programs agree on `--04-12`."""
    if version == "3.0":
        return str(day)
    if day.year is None:
        return f"--{day.month:02}" + (f"{day.day:02}" if day.day else "")
    return f"{day.year:04}{day.month:02}{day.day:02}" if day.day else f"{day.year:04}-{day.month:02}"


def _text(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return "".join("\\n" if c == "\n" else c for c in escaped if c.isprintable() or c in "\n\u200c\u200d")


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
