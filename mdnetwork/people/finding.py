"""People: whom a user's word finds, from the exact name to the unique beginning, and what to say when it does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.lazy import lazy
from mdnetwork.model import History, Meeting
from mdnetwork.names import fold, same
from mdnetwork.people.naming import loosely, names_of, stem, without_suffix

if TYPE_CHECKING:
    import difflib
else:
    difflib = lazy("difflib")

Found = History | Meeting
Entry = tuple[str, Found]
"""A name as written and what bears it."""

SHOWN = 5
"""Candidates that fit in a sentence."""


class Finder:
    """The names of people and meetings, ready to be searched. People come before meetings at every step."""

    def __init__(self, histories: Sequence[History], meetings: Sequence[Meeting]) -> None:
        self._people: list[Entry] = [(name, h) for h in histories for name in dict.fromkeys(names_of(h.person))]
        self._meetings: list[Entry] = [(name, m) for m in meetings for name in (stem(m.note.path), m.note.title)]
        self._paths: list[Entry] = [(h.person.path, h) for h in histories] + [(m.note.path, m) for m in meetings]
        self._identities: list[Entry] = [(h.person.id, h) for h in histories]

    def find(self, name: str) -> Found:
        """The one whom `name` means. Raises AmbiguousName and UnknownName."""
        wanted = fold(name)
        steps: tuple[tuple[list[Entry], Callable[[str], bool]], ...] = (
            (self._paths, _is(name, str)),
            (self._identities, _is(name, str)),
            (self._people, _is(name, same)),
            (self._paths, _is(name, lambda path: same(without_suffix(path)))),
            (self._meetings, _is(name, same)),
            (self._people, _is(name, fold)),
            (self._people, _is(name, loosely)),
            (self._people, lambda known: fold(known).startswith(wanted)),
            (self._people, lambda known: f" {wanted}" in fold(known)),
            (self._meetings, lambda known: fold(known).startswith(wanted)),
        )
        for entries, fits in steps if wanted else ():
            found = {_path(entry): entry for known, entry in entries if fits(known)}
            if found:
                return _only(name, found)
        raise self._unknown(name, wanted)

    def beginning(self, prefix: str) -> tuple[str, ...]:
        """The names of people that begin with `prefix`, sorted."""
        wanted = fold(prefix)
        return tuple(sorted({name for name, _ in self._people if fold(name).startswith(wanted)}, key=_by_name))

    def _unknown(self, name: str, wanted: str) -> UnknownName:

        near = tuple(self._folded[key] for key in difflib.get_close_matches(wanted, self._folded))
        also = f" Near it: {', '.join(near)}." if near else ""
        return UnknownName(f"Nobody is called “{name}”.{also} `mdnet people` lists everybody.", near)

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(name): name for name, _ in sorted(self._people + self._meetings, key=lambda e: e[0], reverse=True)}


def _is(name: str, form: Callable[[str], str]) -> Callable[[str], bool]:
    wanted = form(name)
    return lambda known: form(known) == wanted


def _path(entry: Found) -> str:
    return entry.person.path if isinstance(entry, History) else entry.note.path


def _by_name(name: str) -> tuple[str, str]:
    return fold(name), name


def _only(name: str, found: dict[str, Found]) -> Found:
    if len(found) == 1:
        return next(iter(found.values()))
    paths = tuple(sorted(found))
    raise AmbiguousName(f"“{name}” fits several: {shortened(paths)}. Write more of the name, or the path.", paths)


def shortened(paths: Sequence[str]) -> str:
    """The first few paths, and how many more there are."""
    more = f" and {len(paths) - SHOWN} more" if len(paths) > SHOWN else ""
    return ", ".join(paths[:SHOWN]) + more
