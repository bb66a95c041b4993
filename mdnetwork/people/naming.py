"""People: the names that people go by. Titles and the order of first name and surname do not make another person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

from mdnetwork.model import Person
from mdnetwork.names import same

BEFORE = frozenset({"dr", "dott", "dottssa", "dottor", "dottoressa", "ing", "avv", "prof", "profssa", "arch"})
"""Titles before a name, folded and without dots."""
AFTER = frozenset({"phd", "dphil"})
"""Titles after a name, folded and without dots."""
LONGEST = 8
"""Words of a name that may come in another order; what is longer is a sentence."""


def stem(path: str) -> str:
    """The note's name: the last part of its path, without `.md`."""
    return without_suffix(path.rpartition("/")[2])


def without_suffix(path: str) -> str:
    """The path without `.md`."""
    return path[:-3] if path[-3:].lower() == ".md" else path


def loosely(name: str) -> str:
    """The form under which plain names are one: titles and commas dropped, and "Rossi Mario" = "Mario Rossi".

    Of all ways to begin with another word and go round ("De Luca Anna", "Anna De Luca"), the first in the alphabet.
    """
    words = without_titles(same(name).replace(",", " ").split())
    turns = range(len(words)) if len(words) <= LONGEST else range(1)
    return min((" ".join(words[n:] + words[:n]) for n in turns), default="")


def without_titles(words: list[str]) -> list[str]:
    """The words of a folded name without titles before and after it; one word always stays."""
    while len(words) > 1 and words[0].replace(".", "") in BEFORE:
        words = words[1:]
    while len(words) > 1 and words[-1].replace(".", "") in AFTER:
        words = words[:-1]
    return words


def without_remark(name: str) -> str:
    """The name without what stands in brackets at its end: Ann Bee of "Ann Bee (PM)"."""
    return name[: name.rfind("(")].rstrip() if name.endswith(")") and "(" in name else name


def names_of(person: Person) -> tuple[str, ...]:
    """Note name, display name and aliases, as written."""
    return (stem(person.path), person.name, *person.aliases)


class Names:
    """Whose name is it? Answers are paths of people's notes: none, one, or the several whom a name fits."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = tuple(people)

    def called(self, name: str) -> tuple[str, ...]:
        """Those whose note name, display name or alias this is."""
        return self._exact.get(same(name), ())

    def whom(self, name: str) -> tuple[str, ...]:
        """As `called`; else those whom it names in another order or with a title, else whose e-mail address it is."""
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
