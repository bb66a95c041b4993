"""Exchange: what a card says of a person beside what their note says: single values, and items that lists lack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from mdnetwork.exchange.addresses import email_key, name_key, org_key, phone_key, url_key
from mdnetwork.exchange.cards import Card
from mdnetwork.model import Person
from mdnetwork.names import fold, same
from mdnetwork.people.naming import names_of


def singles(person: Person, card: Card) -> Iterator[tuple[str, str, str, Callable[[str], str]]]:
    """(key, what the note says, what the card says, form in which both are compared)."""
    yield "org", person.org or "", card.org, org_key
    yield "role", person.role or "", card.role, fold
    yield "sector", person.sector or "", card.sector, fold
    yield "birthday", str(person.birthday or ""), str(card.birthday or ""), str
    yield "place", person.place or "", card.place, fold
    if not (person.met or person.met_at):  # how two met is known best to those who did
        yield "met", "", str(card.met or ""), str
        yield "met_at", "", card.met_at, fold
    yield "language", person.language or "", card.language, fold
    yield "network", person.network or "", card.network, fold
    yield "tone", person.tone or "", card.tone, fold
    for key, day in card.anniversaries:
        yield key, next((str(own) for name, own in person.anniversaries if fold(name) == fold(key)), ""), str(day), str


def lists(person: Person, card: Card, region: str) -> Iterator[tuple[str, list[str]]]:
    """(key, the items that the note lacks)."""
    names = [*names_of(person)]
    yield "aliases", _missing((card.name, *card.aliases), names, name_key)
    yield "tags", _missing(card.tags, person.tags, fold)
    yield "email", _missing(card.emails, person.emails, lambda text: email_key(text) or same(text))
    yield "phone", _missing(card.phones, person.phones, lambda text: phone_key(text, region) or same(text))
    for kind in dict.fromkeys(kind for kind, _ in card.urls):
        known = [url_key(kind, url) for _, url in person.urls]
        yield kind, [url for k, url in card.urls if k == kind and url_key(kind, url) not in known]
    yield "expertise", _missing(card.expertise, person.expertise, fold)
    yield "needs", _missing(card.needs, person.needs, fold)
    yield "interests", _missing(card.interests, person.interests, fold)
    for relation in dict.fromkeys(relation for relation, _ in card.relations):
        theirs = [name for each, name in card.relations if each == relation]
        known = [ref.target.rpartition("/")[2] for each, ref, _ in person.relations if each == relation]
        if relation != "introduced_by":
            yield relation, _missing(theirs, known, name_key)
        elif not person.introduced_by:
            yield relation, theirs[:1]


def _missing(items: Iterable[str], known: Iterable[str], key: Callable[[str], str]) -> list[str]:
    seen = {key(item) for item in known}
    found = []
    for item in items:
        if key(item) not in seen:
            seen.add(key(item))
            found.append(item)
    return found
