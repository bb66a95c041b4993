"""People: which note and which person a link means (vault-format, section 6), and the names that people go by.

Dictionaries only, so that every link costs the same. Titles and the order of first name and surname do not make another
person.
"""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from mdnetwork.lazy import lazy
from mdnetwork.model import Person, Ref
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
_UNLINKABLE = frozenset("[]|#^`%\\<>\n\t")
_PLAIN = {ord(sign): None for sign in "[]|`%<>"}
"""Characters that would end a link or hide it."""


class Links:
    """Resolves the links between the notes at `paths`, and the names of people.

    `copies` maps conflict copies to their originals; a link to a copy means the original. `me` holds the user's own
    names and addresses, which refer to nobody in the network.
    """

    def __init__(
        self,
        paths: Iterable[str],
        people: Sequence[Person],
        copies: Mapping[str, str] | None = None,
        me: Iterable[str] = (),
    ) -> None:
        self._paths = Paths(paths)
        self._names = Names(people)
        self._owners = {person.path: person.path for person in people} | dict(copies or {})
        self._me = frozenset(map(same, me))
        self._seen: dict[str, dict[Ref, tuple[str, ...]]] = {}

    def note(self, target: str, folder: str) -> str | None:
        """The path of the note that a link written in `folder` points to, or None."""
        return self._paths.find(target, folder)

    def link_to(self, path: str, label: str = "") -> str:
        """A link to the note at `path` that works from every folder: `[[Ana Lima|Ana]]`, shown as `label`."""
        return written_link(self._paths.shortest(path), label)

    def people(self, ref: Ref, folder: str) -> tuple[str, ...]:
        """The paths of the people that `ref` may refer to, in a note in `folder`.

        A link is a note first, and a name only if there is no such note. A note that belongs to no person
        matches nobody.
        """
        seen = self.seen_in(folder)
        if ref not in seen:
            seen[ref] = self._people(ref, folder) or self._people(Ref(without_remark(ref.target), ref.plain), folder)
        return seen[ref]

    def seen_in(self, folder: str) -> dict[Ref, tuple[str, ...]]:
        """The cache of resolved references for this folder."""
        return self._seen.setdefault(folder, {})

    def forget(self) -> None:
        """Clear the cache of resolved references."""
        self._seen.clear()

    def called(self, name: str) -> tuple[str, ...]:
        """The paths of the people with this note name, display name or alias."""
        return self._names.called(name)

    def owner(self, path: str) -> str | None:
        """The path of the person whose note (or conflict copy) is at `path`, or None."""
        return self._owners.get(path)

    def is_known(self, ref: Ref, folder: str) -> bool:
        """Whether `ref` matches a person, the user, or at least a note."""
        names = {ref.target, without_remark(ref.target)}
        if self.people(ref, folder) or any(same(name) in self._me for name in names):
            return True
        return not ref.plain and any(self.note(name, folder) for name in names)

    def _people(self, ref: Ref, folder: str) -> tuple[str, ...]:
        if ref.plain and same(ref.target) in self._me:
            return ()
        note = None if ref.plain else self.note(ref.target, folder)
        if note is not None:
            return (self._owners[note],) if note in self._owners else ()
        return self._names.whom(ref.target) if ref.plain else self._names.called(ref.target)


class Names:
    """Looks up people by name. Results are paths of people's notes: none, one, or several."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = tuple(people)

    def called(self, name: str) -> tuple[str, ...]:
        """The people with this note name, display name or alias."""
        return self._exact.get(same(name), ())

    def whom(self, name: str) -> tuple[str, ...]:
        """The people that `called` finds, else with another word order or a title, else with this e-mail address."""
        return self.called(name) or self._loose.get(loosely(name)) or self._mail.get(same(name), ())

    @cached_property
    def _exact(self) -> dict[str, tuple[str, ...]]:
        return self._by(names_of, same)

    @cached_property
    def _loose(self) -> dict[str, tuple[str, ...]]:
        return self._by(names_of, loosely)

    @cached_property
    def _mail(self) -> dict[str, tuple[str, ...]]:
        return self._by(lambda person: person.emails, same)

    def _by(self, names: Callable[[Person], Iterable[str]], form: Callable[[str], str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for person in self._people:
            for key in {form(name) for name in dict.fromkeys(names(person))} - {""}:
                found.setdefault(key, []).append(person.path)
        return {key: tuple(paths) for key, paths in found.items()}


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
            return self._whole.get(same(posixpath.normpath(posixpath.join(folder, written))))
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
