"""Whose a card is, by a ladder of evidence. Nobody is guessed: what is not certain is a doubt.

A phone or a mailbox that two records share is evidence and no proof, since families and offices share both. It counts
with an equal full name. Another given name, another birthday, another profile, or another uid within one source speaks
against it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple
from uuid import NAMESPACE_URL, uuid5

from mdnetwork.dates import PartialDate
from mdnetwork.exchange.cards import Card, CardMatch, Rung
from mdnetwork.exchange.values import email_key, name_key, name_parts, org_key, phone_key, profiles
from mdnetwork.model import Person
from mdnetwork.names import fold, same
from mdnetwork.people.links import identity_name, names_of
from mdnetwork.vocabulary.people import are_forms_of_one, are_of_man_and_woman

Verdict = Literal["same", "perhaps", "other", "unclear"]
"""The result of comparing names: the same full name; forms of one name; another given name; undecided."""
_ALIKE = 0.85
"""The least ratio (difflib) of two spellings of one word: Catherine and Katherine, Jon and John."""
_FULL = 2
"""How many words a full name has."""
Key = tuple[str, str]
LISTED = "new:"
"""The start of the path of a new person who gets no note."""
_OWN: tuple[Rung, ...] = ("linkedin", "email")
"""Evidence that belongs to a person rather than to a household or an office."""
_CROWD = 60
"""If more people share an address, it is a switchboard's, and counts only with the same name."""
_MAILTO = "mailto:"
_STRONG: tuple[Rung, ...] = ("email", "linkedin", "phone")


def compare(names: Sequence[str], others: Sequence[str]) -> Verdict:
    """Compare the names of two records. The first of each is the display name, the others are aliases.

    Only equal full names are the same: "A. Okoro" may be Ada or Alan, and an alias of one word is a nickname.
    """
    pairs = list(_verdicts(names, others))
    return next(each for each in ("same", "perhaps", "other", "unclear") if each in pairs)


def _verdicts(names: Sequence[str], others: Sequence[str]) -> Iterator[Verdict]:
    main = _of_two(names[0], others[0])
    yield main
    for at, one in enumerate(names):
        for other in others[0 if at else 1 :]:
            found = _of_two(one, other)
            # an alias in a file that is another person's name proves nothing; one in the note is the user's own
            is_weak = len(name_parts(one)) < _FULL or (at and main == "other")
            yield "perhaps" if found == "same" and is_weak else "unclear" if found == "other" else found


def _of_two(one: str, other: str) -> Verdict:
    if name_key(one) == name_key(other):
        # Dott. Lint and Dott.ssa Lint differ, though neither has a given name
        is_full = len(name_parts(one)) >= _FULL or fold(one) == fold(other)
        return "same" if is_full else "perhaps"
    a, b = name_parts(one), name_parts(other)
    if not a or not b or _script(a).isdisjoint(_script(b)):
        return "unclear"
    if any(is_form_of(a[0], word) for word in b) or any(is_form_of(b[0], word) for word in a):
        return "perhaps"
    if min(len(a), len(b)) < _FULL:
        return "perhaps" if set(a) & set(b) else "unclear"
    return "other"


@lru_cache(8192)
def is_form_of(one: str, other: str) -> bool:
    """Whether two folded words of names can be the same name: an initial, a start, a short form, a spelling."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or are_forms_of_one(one, other) or is_spelling_of(one, other)


def is_spelling_of(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one: Catherine and Katherine, but not Daniele and Daniela."""
    return not are_of_man_and_woman(one, other) and SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _script(words: Sequence[str]) -> set[str]:
    """The scripts of a name. Names in different scripts cannot be compared letter by letter."""
    return {unicodedata.name(letter, "").partition(" ")[0] for word in words for letter in word[:1]}


def birthdays_differ(one: PartialDate | None, other: PartialDate | None) -> bool:
    """Whether both are known and cannot be the same day. A missing day or year fits any."""
    if one is None or other is None:
        return False
    known = zip((one.year, one.month, one.day), (other.year, other.month, other.day), strict=True)
    return any(a is not None and b is not None and a != b for a, b in known)


class Census(NamedTuple):
    """All uids and names in one source: a file, or an address book kept as a folder of files."""

    uids: frozenset[str] = frozenset()
    """Folded by `names.same`."""
    names: frozenset[str] = frozenset()
    """Folded by `name_key`."""


class _Known(NamedTuple):
    """A known person. The fields are tuples, since small sets take four times the memory."""

    path: str
    names: tuple[str, ...]
    """The display name, then the other names, as written."""
    orgs: tuple[str, ...]
    profiles: tuple[str, ...]
    emails: tuple[str, ...]
    uid: str
    birthday: PartialDate | None
    source: str = ""
    """The source of a record in this run; "" for a person of the vault."""
    has_uid: bool = True
    """Whether the uid is written in the record. A derived uid says no more than the name."""

    @property
    def in_vault(self) -> bool:
        return not self.source


def _nothing(_source: str) -> Census:
    return Census()


def derived_uid(identity: str) -> str:
    """The UID for the export of a person without one: always the same for the same name."""
    return str(uuid5(NAMESPACE_URL, f"urn:mdnetwork:person:{identity}"))


def own_uid(person: Person) -> str | None:
    """The uid that is written in the note, unless it is the former name of a note that was renamed or merged."""
    return None if identity_name(person) else person.uid


def uid_of(person: Person) -> str:
    """The person's own uid without `urn:uuid:`, else the derived one, which stays the same after a rename."""
    return (own_uid(person) or derived_uid(person.id)).removeprefix("urn:uuid:")


class Book:
    """All known people, by every key that identifies them."""

    def __init__(
        self,
        people: Iterable[Person],
        region: str = "",
        *,
        by_name: bool = False,
        census: Callable[[str], Census] = _nothing,
    ) -> None:
        """`region` is the country of phone numbers without one. With `by_name`, a single person of that name is enough.

        `census` returns the contents of a source; it is called only when that decides.
        """
        self._region, self._by_name, self._census = region, by_name, census
        self._people: dict[str, _Known] = {}
        self._keys: dict[Key, tuple[str, ...]] = {}
        self._taken: dict[tuple[str, str], tuple[str, ...]] = {}
        for person in people:
            self._add(_of_person(person), self._keys_of_person(person))

    def add(self, path: str, card: Card, source: str = "file") -> None:
        """Add a new person from a source: later cards are compared with them too."""
        known = _Known(
            path,
            (card.name, *card.aliases),
            tuple(filter(None, [org_key(card.org)])),
            tuple(profiles(card.urls)),
            tuple(_mail(card.emails)),
            same(card.uid),
            card.birthday,
            source,
            has_uid=bool(card.uid),
        )
        self._add(known, self._keys_of_card(card))

    def learn(self, path: str, card: Card, source: str = "file") -> None:
        """Add what a card says about a known person: later cards are compared with that too."""
        known = self._people[path]
        grown = known._replace(
            names=tuple(dict.fromkeys((*known.names, card.name, *card.aliases))),
            orgs=known.orgs or tuple(filter(None, [org_key(card.org)])),
            profiles=tuple({*known.profiles, *profiles(card.urls)}),
            emails=tuple({*known.emails, *_mail(card.emails)}),
            birthday=known.birthday or card.birthday,
        )
        self._add(grown, (key for key in self._keys_of_card(card) if key[0] != "uid"))
        if source != known.source:
            said = (*self._said(path, source), *_said(card.uid, _mail(card.emails)))
            self._taken[source, path] = tuple(dict.fromkeys(said))

    def has_uid(self, uid: str) -> bool:
        """Whether a known person has this uid, in a note or in an export."""
        return bool(self._found("uid", same(uid)))

    def match(self, card: Card, source: str = "") -> CardMatch:
        """The person of a card from `source`."""
        found = self._found("uid", same(card.uid)) if card.uid else ()
        by_uid = [path for path in found if len(found) == 1 or self._names(card, path) == "same"] or found
        if len(by_uid) == 1:
            return self._by_uid(card, by_uid[0], source)
        if by_uid:
            return self._unsure(by_uid, "uid", source)
        return self._by_others(card, source)

    def _by_others(self, card: Card, source: str) -> CardMatch:
        """The person of a card by everything but its uid."""
        sure, doubts = self._by_addresses(card, source)
        if sure and not any(rung == "linkedin" for rung in doubts.values()):
            return self._one_of(card, sure, source)
        if sure:
            return self._unsure((*sure, *doubts), "several", source)
        return self._by_names(card, source, doubts)

    def invited(self, card: Card) -> CardMatch:
        """The person of a calendar's guest: by address, else by a name that only one person has."""
        address = email_key(card.name)
        if address:
            owners = self._found("email", address)
            return CardMatch(owners[0], "email") if len(owners) == 1 else self._unsure(owners, "several", "")
        sure, doubts = self._by_addresses(card, "")
        if sure:
            return self._one_of(card, sure, "")
        named = tuple(path for path in self._found("name", name_key(card.name)) if not path.startswith(LISTED))
        if len(named) == 1 and not doubts:
            return CardMatch(named[0], "name")
        return self._unsure((*named, *doubts), "name" if named else "other name", "")

    def guest(self, card: Card) -> str:
        """The path from `invited`; "" if there is no match or it is not certain."""
        return self.invited(card).path

    def _by_uid(self, card: Card, path: str, source: str) -> CardMatch:
        """The person with the same uid, unless a program gave it to two people: then it proves nothing."""
        known, names = self._people[path], self._names(card, path)
        if names == "other" and self._is_taken(path, source):
            other = self._by_others(replace(card, uid=""), source)
            found = dict.fromkeys((path, *other.candidates))
            has_note = not path.startswith(LISTED)
            return CardMatch(candidates=tuple(found), why="uid") if has_note and not other.path else other
        if self._differs(card, known) and not (names == "same" and known.has_uid):
            return self._unsure((path,), "birthday", source)
        return CardMatch(path, "uid")

    def _by_addresses(self, card: Card, source: str) -> tuple[dict[str, Rung], dict[str, Rung]]:
        """The people who share an address with the card, with their best rung: certain ones, and possible ones."""
        sure: dict[str, Rung] = {}
        doubts: dict[str, Rung] = {}
        for rung, path in self._hits(card):
            verdict = self._weighed(card, path, rung, source)
            if verdict == "same":
                sure.setdefault(path, rung)
            elif verdict == "perhaps":
                doubts.setdefault(path, rung)
        return sure, {path: rung for path, rung in doubts.items() if path not in sure}

    def _weighed(self, card: Card, path: str, rung: str, source: str) -> Literal["same", "perhaps", "other"]:
        """Whether a card is about this person, who shares an address with it."""
        known = self._people[path]
        if self._has_other_uid(card, known, source):
            return "other"
        names, differs = self._names(card, path), self._differs(card, known)
        if rung == "email" and names == "perhaps" and name_key(card.name) in map(name_key, known.names):
            names = "same"  # the note says that the person with this address has this name
        if rung == "linkedin" and names != "other" and not differs:
            return "same"
        if names == "same" and not differs:
            return "other" if rung == "phone" and self._has_other_mail(card, path, source) else "same"
        if names == "same":
            return "other" if self._is_taken(path, source) else "perhaps"
        if (names == "other" and rung != "linkedin") or differs or self._is_another_record(path, source):
            return "other"
        return "perhaps"

    def _one_of(self, card: Card, sure: dict[str, Rung], source: str) -> CardMatch:
        """The person whose own address it is, else the one with this display name."""
        paths = [path for path, rung in sure.items() if rung in _OWN] or list(sure)
        if len(paths) > 1 and "linkedin" not in sure.values():
            key = name_key(card.name)
            paths = [path for path in paths if name_key(self._people[path].names[0]) == key] or paths
        if len(paths) == 1:
            return CardMatch(paths[0], sure[paths[0]])
        return self._unsure(paths, "several", source)

    def _by_names(self, card: Card, source: str, doubts: dict[str, Rung]) -> CardMatch:
        """The match by name, if no address decides. `doubts` share an address."""
        found = [
            path
            for path in self._found("name", name_key(card.name))
            if not self._differs(card, self._people[path])
            and not self._has_other_uid(card, self._people[path], source)
            and not self._has_other_mail(card, path, source)
        ]
        alike = [path for path in found if org_key(card.org) in self._people[path].orgs]
        if len(alike) == 1:
            return CardMatch(alike[0], "name and org")
        known = [path for path in found if self._is_askable(path, source)]
        if len(known) == 1 and not doubts and (self._by_name or _has_name_only(card)):
            return CardMatch(known[0], "name")
        why = "name" if alike or known else "several" if len(doubts) > 1 else self._why(card, doubts)
        return self._unsure((*(alike or known), *doubts), why, source)

    def _why(self, card: Card, doubts: dict[str, Rung]) -> str:
        return "birthday" if any(self._differs(card, self._people[path]) for path in doubts) else "other name"

    def _unsure(self, paths: Iterable[str], why: str, source: str) -> CardMatch:
        """A doubt, if there are candidates to ask about: two records of one source are two people."""
        known = tuple(path for path in dict.fromkeys(paths) if self._is_askable(path, source))
        return CardMatch(candidates=known, why=why) if known else CardMatch()

    def _is_askable(self, path: str, source: str) -> bool:
        known = self._people[path]
        return known.in_vault or (known.source != source and not path.startswith(LISTED))

    def _names(self, card: Card, path: str) -> str:
        return compare((card.name, *card.aliases), self._people[path].names)

    def _differs(self, card: Card, known: _Known) -> bool:
        """Whether another birthday or profile shows that the card is about someone else."""
        theirs = profiles(card.urls)
        other_profile = bool(theirs and known.profiles) and theirs.isdisjoint(known.profiles)
        return other_profile or birthdays_differ(card.birthday, known.birthday)

    def _has_other_uid(self, card: Card, known: _Known, source: str) -> bool:
        """Whether the source knows the person under another uid. Between sources, uids may differ."""
        uid = same(card.uid)
        if not uid or uid == known.uid:
            return False
        taken = [each for each in self._said(known.path, source) if not each.startswith(_MAILTO)]
        return (bool(taken) and uid not in taken) or (known.in_vault and known.uid in self._census(source).uids)

    def _has_other_mail(self, card: Card, path: str, source: str) -> bool:
        """Whether the source already has the person, with different e-mail addresses."""
        mail = set(_said("", _mail(card.emails)))
        taken = {each for each in self._said(path, source) if each.startswith(_MAILTO)}
        return bool(mail and taken) and mail.isdisjoint(taken)

    def _is_taken(self, path: str, source: str) -> bool:
        """Whether another card of the source was already about this person."""
        return (source, path) in self._taken or (self._people[path].source == source and bool(source))

    def _is_another_record(self, path: str, source: str) -> bool:
        """Whether the source has a card with the person's name, so that this card with another name is not theirs."""
        names = self._census(source).names
        return self._is_taken(path, source) or any(name_key(name) in names for name in self._people[path].names)

    def _said(self, path: str, source: str) -> tuple[str, ...]:
        """The uids and e-mail addresses on the source's cards of this person so far."""
        known = self._people[path]
        if not source or known.source != source:
            return self._taken.get((source, path), ())
        return tuple(_said(known.uid, known.emails))

    def _found(self, rung: str, key: str) -> tuple[str, ...]:
        return self._keys.get((rung, key), ())

    def _hits(self, card: Card) -> Iterator[tuple[Rung, str]]:
        """(rung, path) of all people who share an address with the card, the strongest rung first.

        If too many share it, only those with the card's name: such an address identifies no one else.
        """
        keys = list(self._keys_of_card(card))
        for strong in _STRONG:
            for key in (key for rung, key in keys if rung == strong):
                owners = self._found(strong, key)
                if len(owners) > _CROWD:
                    owners = tuple(path for path in self._found("name", name_key(card.name)) if path in owners)
                yield from ((strong, path) for path in owners)

    def _keys_of_card(self, card: Card) -> Iterator[Key]:
        yield from address_keys(card, self._region)
        if card.uid:
            yield "uid", same(card.uid)
        yield "name", name_key(card.name)

    def _keys_of_person(self, person: Person) -> Iterator[Key]:
        yield "uid", same(uid_of(person))
        yield from address_keys(person, self._region)
        yield from (("name", key) for name in names_of(person) if (key := name_key(name)))

    def _add(self, known: _Known, keys: Iterable[Key]) -> None:
        self._people[known.path] = known
        for key in dict.fromkeys(keys):
            if known.path not in self._found(*key):
                self._keys[key] = (*self._found(*key), known.path)


def _of_person(person: Person) -> _Known:
    return _Known(
        person.path,
        (person.name, *names_of(person)),
        tuple(filter(None, [org_key(person.org or "")])),
        tuple(profiles(person.urls)),
        tuple(_mail(person.emails)),
        same(uid_of(person)),
        person.birthday,
        has_uid=own_uid(person) is not None,
    )


def _said(uid: str, emails: Iterable[str]) -> Iterator[str]:
    yield from filter(None, [same(uid)])
    yield from (f"{_MAILTO}{each}" for each in emails)


def address_keys(noun: Person | Card, region: str) -> Iterator[Key]:
    """(rung, key) of everything that identifies a person and is not a name or a uid."""
    yield from (("email", key) for key in _mail(noun.emails))
    yield from (("linkedin", key) for key in profiles(noun.urls))
    yield from (("phone", key) for each in noun.phones if (key := phone_key(each, region)))


def _mail(emails: Iterable[str]) -> Iterator[str]:
    return (key for each in emails if (key := email_key(each)))


def _has_name_only(card: Card) -> bool:
    """Whether the card has nothing but a name to identify its person."""
    return not (card.emails or card.phones or card.org or any(kind == "linkedin" for kind, _ in card.urls))
