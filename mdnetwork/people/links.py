"""People: which note and which person a link means (vault-format, section 6), and the names that people go by.

Dictionaries only, so that every link costs the same. Titles and the order of first name and surname do not make another
person.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache, partial
from typing import TYPE_CHECKING, Literal, Protocol

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy
from mdnetwork.model import Facts, Person, Ref
from mdnetwork.names import same
from mdnetwork.parsing.paths import page_of
from mdnetwork.text import one_line, visible
from mdnetwork.vocabulary.languages import words_of

if TYPE_CHECKING:
    from urllib import parse as urls
else:
    urls = lazy("urllib.parse")

TITLES_BEFORE = words_of("titles", "before")
"""Titles before a name, folded and without dots."""
TITLES_AFTER = words_of("titles", "after")
"""Titles after a name, folded and without dots."""
LONGEST = 8
"""Longer names are compared in their own word order only: they are probably sentences."""
_KEPT = 8192
"""The most links, and the most names, whose meaning is remembered: a large vault has more than memory should hold."""
_UNLINKABLE = frozenset("[]|#^`%\\<>\n\t")
_PLAIN = {ord(sign): None for sign in "[]|`%<>"}
"""Characters that would end a link or hide it."""


Form = Literal["note", "exact", "loose", "mail", "first two", "identity", "me"]
"""How a name is compared. "note": the folded end of a note's path. "first two": the first two words of a name."""


class Register(Protocol):
    """Who has a name. Links asks nothing else about other notes."""

    def notes(self, key: str) -> Paths:
        """The notes with this folded name (`end_of`), of any kind."""

    def people(self, form: Form, key: str) -> tuple[str, ...]:
        """The paths of the people with this name in this form, sorted; for "me" the user's own notes."""

    def owner(self, path: str) -> str | None:
        """The path of the person whose note (or conflict copy) is at `path`, or None."""

    def belonging(self, path: str) -> str | None:
        """The path of the person whose folder holds the note at `path`, if that makes it no person's own; or None."""


class Registered(Register):
    """A register of all notes, in memory."""

    def __init__(
        self,
        paths: Iterable[str],
        people: Sequence[Person],
        copies: Mapping[str, str] | None = None,
        me: Iterable[str] = (),
        belonging: Mapping[str, str | None] | None = None,
    ) -> None:
        self._paths: dict[str, list[str]] = {}
        for path in paths:
            for key in ends_of(path):
                self._paths.setdefault(key, []).append(path)
        self._notes = lru_cache(_KEPT)(partial(_paths_of, self._paths))
        self._people = people
        self._owners = {person.path: person.path for person in people} | dict(copies or {})
        self._me = dict.fromkeys(map(same, me), ("",))
        self._belonging = belonging or {}

    def notes(self, key: str) -> Paths:
        """See Register."""
        return self._notes(key)

    def people(self, form: Form, key: str) -> tuple[str, ...]:
        """See Register."""
        return self._me.get(key, ()) if form == "me" else self._names.get((form, key), ())

    def owner(self, path: str) -> str | None:
        """See Register."""
        return self._owners.get(path)

    def belonging(self, path: str) -> str | None:
        """See Register."""
        return self._belonging.get(path)

    @cached_property
    def _names(self) -> dict[tuple[Form, str], tuple[str, ...]]:
        found: dict[tuple[Form, str], list[str]] = {}
        for person in self._people:
            for each in keys_of(person):
                found.setdefault(each, []).append(person.path)
        return {each: tuple(paths) for each, paths in found.items()}


def _paths_of(paths: Mapping[str, list[str]], key: str) -> Paths:
    return Paths(paths.get(key, ()))


def keys_of(person: Person) -> set[tuple[Form, str]]:
    """The names that a person goes by, each in a form: as written, with other word order or without titles, by mail."""
    found: set[tuple[Form, str]] = set()
    for name in dict.fromkeys(names_of(person)):
        found |= {("exact", same(name)), ("loose", loosely(name)), ("first two", first_two(name))}
    found |= {("mail", same(each)) for each in person.emails}
    if person.uid:
        found |= {("identity", same(person.uid)), ("first two", first_two(person.uid))}
    return {(form, key) for form, key in found if key}


def end_of(name: str) -> str:
    """The key of a note: the last part of its folded path. Every link to the note ends with it."""
    return same(name).rpartition("/")[2]


def ends_of(path: str) -> set[str]:
    """The keys of the note at `path`; a page of Logseq has one for its name too (`People___Ada.md`)."""
    written = without_suffix(path)
    return {end_of(written), end_of(page_of(written))}


def first_two(name: str) -> str:
    """The key of the first two words of a name; "" for a name of one word."""
    words = same(name).split(" ")
    return " ".join(words[:2]).rstrip(".") if len(words) > 1 else ""


class FoundPeople(NamedTuple):
    """The people that a reference may mean, and the keys that were looked up to find them."""

    people: tuple[str, ...]
    keys: frozenset[str]


class Links:
    """Resolves links between notes and names of people. A link to a conflict copy means the original.

    `asked` collects every key that was looked up. An answer changes only if the notes or people under one of its keys
    change.
    """

    def __init__(self, register: Register) -> None:
        self.register = register
        self.asked: set[str] = set()
        self._seen: dict[str, dict[Ref, FoundPeople]] = {}
        self._kept = 0

    def note(self, target: str, folder: str) -> str | None:
        """The path of the note that a link written in `folder` points to, or None."""
        return self._notes(end_of(whole_target(target, folder))).find(target, folder)

    def link_to(self, path: str, label: str = "") -> str:
        """A link to the note at `path` that works from every folder: `[[Ana Lima|Ana]]`, shown as `label`."""
        return written_link(self._notes(end_of(without_suffix(path))).shortest(path), label)

    def people(self, ref: Ref, folder: str) -> tuple[str, ...]:
        """The paths of the people that `ref` may refer to, in a note in `folder`.

        A link is a note first, and a name only if there is no such note. A note that belongs to no person
        matches nobody.
        """
        seen = self._seen.setdefault(folder, {})
        found = seen.get(ref)
        if found is None:
            self._kept += 1
            if self._kept > _KEPT:
                self._seen, self._kept = {folder: (seen := {})}, 1
            before, self.asked = self.asked, set()
            people = self._people(ref, folder) or self._people(Ref(without_remark(ref.target), ref.plain), folder)
            found = seen[ref] = FoundPeople(people, frozenset(self.asked))
            self.asked = before
        self.asked |= found.keys
        return found.people

    def called(self, name: str) -> tuple[str, ...]:
        """The people with this note name, display name or alias, else the one with this identity (`slug: ada-lune`)."""
        return self._named("exact", same(name)) or self._named("identity", same(name))

    def whom(self, name: str) -> tuple[str, ...]:
        """The people that `called` finds, else with another word order or a title, else with this e-mail address."""
        return self.called(name) or self._named("loose", loosely(name)) or self._named("mail", same(name))

    def begins(self, words: str) -> bool:
        """Whether a name of two or more words begins with the first two of these."""
        return bool(self._named("first two", first_two(words)))

    def owner(self, path: str) -> str | None:
        """The path of the person whose note (or conflict copy) is at `path`, or whose folder holds it; or None."""
        return self.register.owner(path) or self.register.belonging(path)

    def is_copy(self, path: str) -> bool:
        """Whether the note is a copy of a person's note."""
        return self.register.owner(path) not in {None, path}

    def is_known(self, ref: Ref, folder: str) -> bool:
        """Whether `ref` matches a person, the user, or at least a note."""
        names = {ref.target, without_remark(ref.target)}
        if self.people(ref, folder) or any(self._is_me(name) for name in names):
            return True
        return not ref.plain and any(self.note(name, folder) for name in names)

    def _people(self, ref: Ref, folder: str) -> tuple[str, ...]:
        if ref.plain and self._is_me(ref.target):
            return ()
        note = None if ref.plain else self.note(ref.target, folder)
        if note is not None:
            owner = self.register.owner(note)  # what lies in a person's folder is not the person
            return () if owner is None else (owner,)
        return self.whom(ref.target) if ref.plain else self.called(ref.target)

    def _is_me(self, name: str) -> bool:
        return bool(self._named("me", same(name)))

    def _notes(self, key: str) -> Paths:
        self.asked.add(key)
        return self.register.notes(key)

    def _named(self, form: Form, key: str) -> tuple[str, ...]:
        if not key:
            return ()
        self.asked.add(key)
        return self.register.people(form, key)


def whole_target(target: str, folder: str) -> str:
    """A link's target without suffix, from the vault's root if it is relative (`./`, `../`)."""
    written = without_suffix(target)
    relative = written.startswith(("./", "../"))
    return posixpath.normpath(posixpath.join(folder, written)) if relative else written


class Paths:
    """Resolves link targets in Obsidian's order, measured on 1.13: exact path, the note's own folder, shortest path."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._written: dict[str, str] = {}
        self._whole: dict[str, str] = {}
        self._ends: dict[str, str] = {}
        for path in sorted(paths, key=lambda path: (len(path), path)):
            self._add(path)

    def _add(self, path: str) -> None:
        """Register a path. Paths are added shortest first, and the first one keeps each suffix."""
        written = without_suffix(path)
        end = same(written)
        self._written[written] = path
        self._whole.setdefault(end, path)
        for way in dict.fromkeys((end, same(page_of(written)))):
            rest = way
            while rest:
                self._ends.setdefault(rest, path)
                rest = rest.partition("/")[2]

    def find(self, target: str, folder: str) -> str | None:
        """The path of the note that `target` means in a note in `folder` ("" is the vault's root), or None."""
        written = without_suffix(target)
        if written in self._written:
            return self._written[written]
        if written.startswith(("./", "../")):
            return self._whole.get(same(whole_target(target, folder)))
        if written.startswith("/"):
            return self._whole.get(same(written[1:]))
        key = same(written)
        return self._whole.get(key) or self._beside(key, same(folder)) or self._ends.get(key)

    def shortest(self, path: str) -> str:
        """The target that means the note at `path` in every folder: its name if unique, else its path."""
        written = without_suffix(path)
        name = written.rpartition("/")[2]
        return name if self._bearers[same(name)] == 1 else written

    @cached_property
    def _bearers(self) -> Counter[str]:
        return Counter(same(written.rpartition("/")[2]) for written in self._written)

    def _beside(self, key: str, folder: str) -> str | None:
        whole = f"{folder}/{key.rpartition('/')[2]}"
        return self._whole.get(whole) if whole.endswith(f"/{key}") else None


def written_link(target: str, label: str = "") -> str:
    """A link on one line: `[[target|label]]`, or `[label](path.md)` if the target has unsafe characters."""
    name = target.rpartition("/")[2]
    if _UNLINKABLE.isdisjoint(target) and visible(target) == target:
        shown = one_line(label).translate(_PLAIN)
        return f"[[{target}|{shown}]]" if shown and shown != target else f"[[{target}]]"

    return f"[{one_line(label or name).translate(_PLAIN)}]({urls.quote(target + '.md')})"


def names_of_me(facts: Facts) -> tuple[str, ...]:
    """The names and addresses that the user's own note gives, as written: its fields and the name of the note."""
    return (*facts.me, stem(facts.note.path))


def stem(path: str) -> str:
    """The note's name: the last part of its path, without `.md`."""
    return without_suffix(path.rpartition("/")[2])


def without_suffix(path: str) -> str:
    """The path without `.md`."""
    return path[:-3] if path[-3:].lower() == ".md" else path


def loosely(name: str) -> str:
    """The key for comparing plain names: without titles and commas, so that "Rossi Mario" equals "Mario Rossi".

    Of all rotations of the words ("De Luca Anna", "Anna De Luca"), the first in alphabetical order.
    """
    words = without_titles(same(name).replace(",", " ").split())
    turns = range(len(words)) if len(words) <= LONGEST else range(1)
    return min((" ".join(words[n:] + words[:n]) for n in turns), default="")


def without_titles(words: list[str]) -> list[str]:
    """The words of a folded name without leading and trailing titles. At least one word remains."""
    while len(words) > 1 and words[0].replace(".", "") in TITLES_BEFORE:
        words = words[1:]
    while len(words) > 1 and words[-1].replace(".", "") in TITLES_AFTER:
        words = words[:-1]
    return words


def without_remark(name: str) -> str:
    """The name without a remark in parentheses at its end: "Ann Bee (PM)" gives "Ann Bee"."""
    return name[: name.rfind("(")].rstrip() if name.endswith(")") and "(" in name else name


def names_of(person: Person) -> tuple[str, ...]:
    """The note name, display name and aliases, as written."""
    return (stem(person.path), person.name, *person.aliases)


def identity_name(person: Person) -> str:
    """The folded name that the written `uid` of the person was made of; "" if there is no `uid`, or another one.

    A rename or a merge writes the identity down that the note had before: a name, or a name, `|` and a path.
    """
    name = person.uid.partition("|")[0] if person.uid else ""
    file = stem(person.path)
    names = (person.name, *person.aliases, *([file] if " " in file else []))  # `ada-lune` may be a slug of its own
    return name if name in map(same, names) else ""
