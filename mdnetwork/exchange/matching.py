"""Exchange: whom a card is of, by a ladder of evidence. Never a guess: what is not certain is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from mdnetwork.exchange.addresses import (
    email_key,
    linkedin_key,
    name_key,
    name_words,
    org_key,
    phone_key,
    profiles,
    url_key,
)
from mdnetwork.exchange.cards import Card
from mdnetwork.model import Person
from mdnetwork.names import same
from mdnetwork.people.naming import names_of

Rung = Literal["uid", "email", "linkedin", "phone", "name and org", "name", ""]
Key = tuple[str, str]
LISTED = "new:"
"""How the path begins of somebody new who gets no note."""
_STRONG: tuple[Rung, ...] = ("email", "linkedin", "phone")
_SHARED = frozenset({"email", "phone"})
"""What a family or an office may share: it counts only for who has a word of the name too."""


class Match(NamedTuple):
    """Whom a card is of (a path), by which rung; or, where that is not certain, whom it may be of, and why."""

    path: str = ""
    by: Rung = ""
    candidates: tuple[str, ...] = ()
    why: str = ""


class _Known(NamedTuple):
    """Somebody by their keys. Tuples, since sets of a few words take four times the memory."""

    path: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    orgs: tuple[str, ...]
    profiles: tuple[str, ...]
    uid: str
    in_vault: bool


def derived_uid(identity: str) -> str:
    """The UID under which a person without one is exported: always the same for the same name."""
    return str(uuid5(NAMESPACE_URL, f"urn:mdnetwork:person:{identity}"))


def uid_of(person: Person) -> str:
    """The person's uid without `urn:uuid:`, else the derived one."""
    return (person.uid or derived_uid(person.id)).removeprefix("urn:uuid:")


class Book:
    """Everybody who is known, by every key that tells people apart."""

    def __init__(self, people: Iterable[Person], region: str = "", *, by_name: bool = False) -> None:
        """`region` is the country of phone numbers without one. With `by_name`, one person of that name will do."""
        self._region = region
        self._by_name = by_name
        self._people: dict[str, _Known] = {}
        self._keys: dict[Key, tuple[str, ...]] = {}
        for person in people:
            self._add(_of_person(person), self._keys_of_person(person))

    def add(self, path: str, card: Card) -> None:
        """Know somebody new of whom a file told: the next card in it may be theirs too."""
        known = _Known(
            path,
            tuple(name_words(card.name)),
            (name_key(card.name),),
            tuple(filter(None, [org_key(card.org)])),
            tuple(filter(None, [linkedin_key(url) for kind, url in card.urls if kind == "linkedin"])),
            same(card.uid),
            in_vault=False,
        )
        self._add(known, [*self._strong(card), *(("name", name) for name in known.names)])

    def match(self, card: Card) -> Match:
        """Whom the card is of."""
        by_uid = self._found("uid", same(card.uid)) if card.uid else ()
        if len(by_uid) == 1:
            return Match(by_uid[0], "uid")
        if by_uid:
            return Match(candidates=by_uid, why="uid")
        hits = self._hits(card)
        return self._by_strong(card, hits) if hits else self._by_names(card)

    def guest(self, card: Card) -> str:
        """The path of a calendar's guest, by their address, else by a name that only one has; "" if none."""
        if name_key(card.name) == name_key(next(iter(card.emails), "")):
            owners = self._found("email", email_key(card.name))
            return owners[0] if len(owners) == 1 else ""
        by_address = self._by_strong(card, hits) if (hits := self._hits(card)) else Match()
        named = self._found("name", name_key(card.name)) if not hits else ()
        return by_address.path or (named[0] if len(named) == 1 and not named[0].startswith(LISTED) else "")

    def _hits(self, card: Card) -> list[Key]:
        return [(rung, path) for rung, key in self._strong(card) for path in self._found(rung, key)]

    def _by_strong(self, card: Card, hits: list[tuple[str, str]]) -> Match:
        words = name_words(card.name) or frozenset({same(card.name)})
        sure = [
            (rung, path)
            for rung, path in hits
            if (rung not in _SHARED or not words.isdisjoint(self._people[path].words))
            and not self._is_other(card, path)
        ]
        paths = list(dict.fromkeys(path for _, path in sure))
        if len(paths) > 1:
            named = [path for path in paths if name_key(card.name) in self._people[path].names]
            paths = named if len(named) == 1 and all(p in named for r, p in sure if r == "linkedin") else paths
        if len(paths) == 1:
            rung = next(rung for rung in _STRONG if (rung, paths[0]) in sure)
            return Match(paths[0], rung)
        everybody = tuple(dict.fromkeys(path for _, path in hits))
        return self._unsure(everybody, "several" if len(paths) > 1 else "other name")

    def _by_names(self, card: Card) -> Match:
        found = self._found("name", name_key(card.name))
        alike = [path for path in found if org_key(card.org) in self._people[path].orgs]
        if len(alike) == 1 and not self._is_other(card, alike[0]):
            return Match(alike[0], "name and org")
        known = [path for path in found if self._people[path].in_vault and not self._is_other(card, path)]
        if len(known) == 1 and (self._by_name or _has_name_only(card)):
            return Match(known[0], "name")
        return self._unsure(tuple(alike or known), "name")

    def _unsure(self, paths: tuple[str, ...], why: str) -> Match:
        """A doubt, where somebody of the vault is among them: two who are both new are two."""
        known = tuple(path for path in paths if self._people[path].in_vault)
        return Match(candidates=known, why=why) if known else Match()

    def _is_other(self, card: Card, path: str) -> bool:
        """Whether something tells for sure that the card is of somebody else: another profile, or another uid."""
        known = self._people[path]
        theirs = {linkedin_key(url) for kind, url in card.urls if kind == "linkedin"} - {""}
        if theirs and known.profiles and theirs.isdisjoint(known.profiles):
            return True
        return bool(card.uid and known.uid and same(card.uid) != known.uid and not known.in_vault)

    def _found(self, rung: str, key: str) -> tuple[str, ...]:
        return self._keys.get((rung, key), ())

    def _strong(self, card: Card) -> Iterator[Key]:
        yield from (("email", key) for each in card.emails if (key := email_key(each)))
        yield from (("linkedin", key) for kind, url in card.urls if kind == "linkedin" and (key := url_key(kind, url)))
        yield from (("phone", key) for each in card.phones if (key := phone_key(each, self._region)))
        if card.uid:
            yield "uid", same(card.uid)

    def _keys_of_person(self, person: Person) -> Iterator[Key]:
        yield "uid", same(uid_of(person))
        yield from (("email", key) for each in person.emails if (key := email_key(each)))
        yield from (("linkedin", key) for key in profiles(person))
        yield from (("phone", key) for each in person.phones if (key := phone_key(each, self._region)))
        yield from (("name", key) for name in names_of(person) if (key := name_key(name)))

    def _add(self, known: _Known, keys: Iterable[Key]) -> None:
        self._people[known.path] = known
        for key in dict.fromkeys(keys):
            self._keys[key] = (*self._found(*key), known.path)


def _of_person(person: Person) -> _Known:
    return _Known(
        person.path,
        tuple({word for name in names_of(person) for word in name_words(name) or {same(name)}}),
        tuple(map(name_key, names_of(person))),
        tuple(filter(None, [org_key(person.org or "")])),
        tuple(profiles(person)),
        same(uid_of(person)),
        in_vault=True,
    )


def _has_name_only(card: Card) -> bool:
    """Whether the name is all that tells whom the card is of."""
    return not (card.emails or card.phones or card.org or any(kind == "linkedin" for kind, _ in card.urls))
