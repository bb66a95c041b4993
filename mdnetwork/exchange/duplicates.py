"""Notes that may be about the same person, with the evidence for and against. Nothing is merged here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise
from typing import Literal, NamedTuple

from mdnetwork.exchange.matching import address_keys, birthdays_differ, compare, is_spelling_of, own_uid
from mdnetwork.exchange.values import name_key, name_words, org_key, profiles
from mdnetwork.fields import EXCHANGED, value_of
from mdnetwork.model import History, Person
from mdnetwork.people.links import names_of

Reason = Literal[
    "email",
    "linkedin",
    "phone",
    "name",
    "like name",
    "org",
    "birthday",
    "other name",
    "other uid",
    "other linkedin",
    "together",
]
_ADDRESSES: tuple[Reason, ...] = ("email", "linkedin", "phone")
_CROWD = 60
"""If more people share a word of their names, the word is ignored.

If more people share an address or a whole name, each is compared only with the next one.
"""
_LONGEST = 120
"""The most letters of a name that is compared letter by letter."""


class Sign(NamedTuple):
    """Evidence that two notes are about the same person, or against it; `text` is the shared or differing value."""

    reason: Reason
    text: str


class Twins(NamedTuple):
    """Two notes. `kept` says more, so `other` would be merged into it."""

    kept: Person
    other: Person
    signs: tuple[Sign, ...]
    against: tuple[Sign, ...]


def twins(histories: Sequence[History], region: str = "") -> list[Twins]:
    """Pairs that are probably the same person, the likeliest first.

    People who only have the same name are not a pair if anything distinguishes them. Nor are people who share a phone
    or a mailbox, as in families and offices, and have different given names or birthdays.
    """
    by_path = {history.person.path: history for history in histories}
    pairs = sorted(set(_pairs(histories, region)))
    found = [_judged(by_path[one], by_path[other], region) for one, other in pairs]
    likely = [pair for pair in found if _is_likely(pair)]
    return sorted(likely, key=lambda pair: (-_weight(pair), pair.kept.path, pair.other.path))


def _pairs(histories: Iterable[History], region: str) -> Iterator[tuple[str, str]]:
    """Pairs of paths of people who share an address, or a word of their names."""
    sharing: dict[tuple[str, str], list[str]] = {}
    for history in histories:
        for key in dict.fromkeys(_keys(history.person, region)):
            sharing.setdefault(key, []).append(history.person.path)
    for (kind, _), paths in sharing.items():
        if len(paths) <= _CROWD:
            yield from combinations(sorted(paths), 2)
        elif kind != "word":
            yield from pairwise(sorted(paths))


def _keys(person: Person, region: str) -> Iterator[tuple[str, str]]:
    yield from address_keys(person, region)
    yield from (("name", name_key(name)) for name in names_of(person))
    yield from (("word", word) for word in name_words(person.name))


def _judged(one: History, other: History, region: str) -> Twins:
    kept, second = sorted((one, other), key=lambda history: (-_says(history), history.person.path))
    a, b = kept.person, second.person
    return Twins(a, b, tuple(_for(a, b, region)), tuple(_against(kept, second)))


def _for(a: Person, b: Person, region: str) -> Iterator[Sign]:
    shared = {*address_keys(a, region)} & {*address_keys(b, region)}
    for reason in _ADDRESSES:
        yield from (Sign(reason, key) for rung, key in sorted(shared) if rung == reason)
    if _share_a_name(a, b):
        yield Sign("name", b.name)
    elif are_alike(a.name, b.name):
        yield Sign("like name", b.name)
    if a.org and b.org and org_key(a.org) == org_key(b.org):
        yield Sign("org", b.org)
    if a.birthday and a.birthday == b.birthday:
        yield Sign("birthday", str(b.birthday))


def _against(one: History, other: History) -> Iterator[Sign]:
    a, b = one.person, other.person
    if (mine_uid := own_uid(a)) and (their_uid := own_uid(b)) and mine_uid != their_uid:
        yield Sign("other uid", f"{mine_uid}, {their_uid}")
    mine, theirs = profiles(a.urls), profiles(b.urls)
    if mine and theirs and mine.isdisjoint(theirs):
        yield Sign("other linkedin", f"{min(mine)}, {min(theirs)}")
    if a.org and b.org and org_key(a.org) != org_key(b.org):
        yield Sign("org", f"{a.org}, {b.org}")
    if birthdays_differ(a.birthday, b.birthday):
        yield Sign("birthday", f"{a.birthday}, {b.birthday}")
    is_unlike = not (_share_a_name(a, b) or are_alike(a.name, b.name)) and mine.isdisjoint(theirs)
    if is_unlike or compare((a.name,), (b.name,)) == "other":
        yield Sign("other name", f"{a.name}, {b.name}")
    told = next((each for each in (*one.counted, *one.rejected) if {a.id, b.id} <= set(each.people)), None)
    if told:
        yield Sign("together", f"{told.path}:{told.line}")


def are_alike(one: str, other: str) -> bool:
    """Whether two names may be the same: an initial for a name, one other letter, one more name."""
    a, b = sorted((one.split(), other.split()), key=len)
    if len(a) < 2 or max(len(one), len(other)) > _LONGEST:  # noqa: PLR2004  a single name is too little
        return False
    rest = [word.casefold().strip(".") for word in b]
    for word in (each.casefold().strip(".") for each in a):
        fits = next((each for each in rest if _is_like(word, each)), None)
        if fits is None:
            return False
        rest.remove(fits)
    return len(rest) <= 1


def _is_likely(pair: Twins) -> bool:
    reasons, against = ({sign.reason for sign in signs} for signs in (pair.signs, pair.against))
    if "linkedin" in reasons:
        return True
    if reasons & {"email", "phone"}:
        is_named = bool(reasons & {"name", "like name"})
        names = compare(*((person.name, *names_of(person)) for person in (pair.kept, pair.other)))
        return (is_named or (reasons >= {"email", "phone"} and names != "other")) and "birthday" not in against
    if "name" in reasons:
        return not {"other uid", "other linkedin", "birthday", "together"} & against
    return "like name" in reasons and bool(reasons & {"org", "birthday"}) and not pair.against


def _is_like(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return is_spelling_of(one, other)


def _share_a_name(a: Person, b: Person) -> bool:
    """Whether they have a name in common. A word that is only an alias of both, such as "John", is too little."""
    shared = {name_key(name) for name in names_of(a)} & {name_key(name) for name in names_of(b)}
    return any(" " in name or name in {name_key(a.name), name_key(b.name)} for name in shared)


def _weight(pair: Twins) -> int:
    return 2 * len(pair.signs) - len(pair.against)


def _says(history: History) -> int:
    """How much a note says. The note that says more is kept."""
    person = history.person
    values = (value_of(person, field.name) for field in EXCHANGED)
    return 5 * len(history.counted) + sum(len(value) if isinstance(value, tuple) else bool(value) for value in values)
