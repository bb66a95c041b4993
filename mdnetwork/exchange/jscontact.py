"""The people in JSContact (RFC 9553), as Cards."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeGuard

from mdnetwork.exchange.cards import Card, SkippedRecord
from mdnetwork.exchange.structured_names import StructuredName, from_parts
from mdnetwork.exchange.values import field_values, mail_address, nobody, plain_line, refused_values
from mdnetwork.fields import PersonField, arguments
from mdnetwork.i18n import Sentence

_NO_PERSON = Sentence("An organisation or a group, not a person: {name}")
_PARTS = (("surname", "surname2"), ("given",), ("given2", "middle"), ("title",), ("generation", "credential"))
"""The kinds of components that are the parts of a structured name."""


def is_jscontact(found: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether a JSON value is a card of JSContact."""
    return isinstance(found, Mapping) and found.get("@type") == "Card"


def read_jscontact(found: Mapping[str, Any], where: str) -> Iterator[Card | SkippedRecord]:
    """The person of a card, and the values that were refused."""
    source = _JsCard(found)
    name = source.name()
    org = next(source.organisations(), "")
    if source.text("kind") not in {"", "individual"} or (org and not name):
        yield SkippedRecord(where, _NO_PERSON.filled(name=name or org))
        return
    name = name or next(filter(None, (mail_address(each) for each in source.each("emails", "address"))), "")
    if not name:
        yield SkippedRecord(where, nobody(source.each("phones", "number")))
        return
    yield Card(
        name=name,
        where=where,
        uid=source.text("uid").removeprefix("urn:uuid:"),
        note="\n\n".join(source.each("notes", "note")),
        **arguments(Card, field_values(source, name)),
    )
    yield from refused_values(source, name, where)


class _JsCard(NamedTuple):
    """A card as the source of a person's fields."""

    values: Mapping[str, Any]

    def name(self) -> str:
        """The full name, else its parts in the order of writing."""
        found = self.values.get("name")
        full = found.get("full") if isinstance(found, Mapping) else None
        return plain_line(full if isinstance(full, str) and full.strip() else self.structured_name().full())

    def structured_name(self) -> StructuredName:
        """The parts of the name."""
        found = self.values.get("name")
        items = _objects(found.get("components") if isinstance(found, Mapping) else ())
        named = [(each.get("kind"), each["value"]) for each in items if isinstance(each.get("value"), str)]
        return from_parts([plain_line(value) for kind, value in named if kind in kinds] for kinds in _PARTS)

    def text(self, key: str) -> str:
        """The text of a property; "" if it has none."""
        found = self.values.get(key)
        return plain_line(found) if isinstance(found, str) else ""

    def each(self, key: str, name: str) -> Iterator[str]:
        """A property of each of the objects under a key."""
        texts = (each.get(name) for each in _objects(self.values.get(key)))
        yield from (text for text in texts if isinstance(text, str))

    def texts(self, field: PersonField) -> Iterable[str]:
        """The texts of a field that has one label."""
        return _TEXTS[field.name](self) if field.name in _TEXTS else ()

    def infos(self, *kinds: str) -> Iterator[str]:
        """Personal information of these kinds."""
        found = _objects(self.values.get("personalInfo"))
        yield from (str(each.get("value", "")) for each in found if each.get("kind") in kinds)

    def tags(self) -> Iterator[str]:
        """The keywords."""
        yield from (str(tag) for tag, is_set in _mapping(self.values.get("keywords")).items() if is_set)

    def pairs(self, field: PersonField) -> Iterator[tuple[str, str]]:
        """(label, text) of a field whose values have labels of their own. Relations name uids, and nobody's name."""
        if field.name == "urls":
            yield from (("", url) for key in ("links", "onlineServices") for url in self.each(key, "uri"))
        elif field.name == "anniversaries":
            yield from (("anniversary", text) for kind, text in self.days() if kind == "wedding")

    def organisations(self) -> Iterator[str]:
        """The organisations, each with its units."""
        for each in _objects(self.values.get("organizations")):
            units = [unit.get("name") for unit in _objects(each.get("units"))]
            yield ", ".join(text for text in (each.get("name"), *units) if isinstance(text, str) and text)

    def places(self) -> Iterator[str]:
        """The localities and countries of the addresses."""
        for each in _objects(self.values.get("addresses")):
            parts = {part.get("kind"): part.get("value") for part in _objects(each.get("components"))}
            yield ", ".join(text for kind in ("locality", "country") if isinstance(text := parts.get(kind), str))

    def days(self) -> Iterator[tuple[str, str]]:
        """(kind, day) of each anniversary: a day of which a part may be missing, or a moment."""
        for each in _objects(self.values.get("anniversaries")):
            day = _mapping(each.get("date"))
            year, month, at = (day.get(key) for key in ("year", "month", "day"))
            text = f"{year or '-'}-{month or 0:0>2}{f'-{at:0>2}' if at else ''}" if month else str(year or "")
            yield str(each.get("kind", "")), str(day.get("utc", text))


_TEXTS: dict[str, Callable[[_JsCard], Iterable[str]]] = {
    "structured_name": lambda card: (card.structured_name().text(),),
    "aliases": lambda card: card.each("nicknames", "name"),
    "tags": _JsCard.tags,
    "org": _JsCard.organisations,
    "role": lambda card: card.each("titles", "name"),
    "emails": lambda card: card.each("emails", "address"),
    "phones": lambda card: card.each("phones", "number"),
    "birthday": lambda card: (text for kind, text in card.days() if kind == "birth"),
    "place": _JsCard.places,
    "language": lambda card: (card.text("language"), *card.each("preferredLanguages", "language")),
    "expertise": lambda card: card.infos("expertise"),
    "interests": lambda card: card.infos("hobby", "interest"),
    "status": lambda card: ("deceased" for kind, _ in card.days() if kind == "death"),
}
"""The fields that a card has."""


def _mapping(found: object) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}


def _objects(found: object) -> list[Mapping[str, Any]]:
    """The objects of a list, or the values of a map."""
    several = found.values() if isinstance(found, Mapping) else found if isinstance(found, list) else ()
    return [each for each in several if isinstance(each, Mapping)]
