"""People: what the folders around people's notes say. A note beside a person, a map and a translation are no people."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import basename, dirname

from mdnetwork.model import Person
from mdnetwork.names import fold, same
from mdnetwork.parsing.paths import INDEXES, name_of, untranslated
from mdnetwork.people.links import without_suffix

TOLD, _FULL, _CAPITAL = 3, 2, 1


def no_people(sure: Mapping[str, int]) -> dict[str, str | None]:
    """The notes that are people by their folder alone and are something else, each with the person it belongs to.

    Both are paths. `sure` has the `certainty` of each person by path. A `README` or `_index` of a folder that holds
    other people is about the folder, and belongs to nobody. What lies in the folder of a person
    (`Fay Lune/notes.md` beside `Fay Lune.md`) belongs to that person.
    """
    if all(each == TOLD for each in sure.values()):
        return {}
    crowded = {folder for path in sure if sure[path] >= _FULL for folder in _folders(path, above=is_index(path))}
    maps = {path for path in sure if sure[path] < TOLD and is_index(path) and same(dirname(path)) in crowded}
    by_certainty = sorted(sure.keys() - maps, key=lambda path: (sure[path], not is_index(path), path))
    homes = {_home(path): path for path in by_certainty}
    found: dict[str, str | None] = dict.fromkeys(maps)
    for path in by_certainty:
        for folder in _folders(path):
            owner = homes.get(folder, path)
            is_less = sure[path] < sure[owner] or (sure[path] < TOLD and owner != path and folder == _home(path))
            if is_less and (sure[owner] >= _FULL or folder not in crowded):
                found[path] = owner
                break  # the outermost owner is in nobody's folder
    return found


def translations(people: Mapping[str, Person]) -> dict[str, str]:
    """The path of the note that is read, by the path of each of its translations (`_index.es.md`).

    It is the one without a language, else the English one, else the first by its language. Beside `Smith.md`,
    `Smith.jr.md` is a translation only if both have one name.
    """
    groups: dict[str, list[tuple[bool, bool, str, str]]] = {}
    for path in people:
        base, language = untranslated(path)
        groups.setdefault(same(base), []).append((language != "", language != "en", language, path))
    found: dict[str, str] = {}
    for group in groups.values():
        (*_, first), *others = sorted(group)
        for *_, path in others:
            if is_index(path) or same(people[path].name) == same(people[first].name):
                found[path] = first
    return found


def is_index(path: str) -> bool:
    """Whether the note is about its folder, by its name: `README.md`, `_index.en.md`."""
    return fold(name_of(path).plain) in INDEXES


def certainty(person: Person) -> int:
    """How surely the note is a person's: by its own words, by a full name, by a capital, by its folder alone."""
    own = person.uid or person.aliases or person.emails or person.phones or person.birthday
    if own or not person.by_folder:
        return TOLD
    words = person.name.split()
    capitals = all(word[:1] != word[:1].lower() for word in words)
    return (_FULL if len(words) > 1 else _CAPITAL) if capitals else 0


def _home(path: str) -> str:
    """The folder of the person whose note this is, as a key: `People/Fay Lune` of `People/Fay Lune.md`."""
    folder = dirname(path)
    if is_index(path) or same(basename(folder)) == same(basename(without_suffix(path))):
        return same(folder)
    return same(without_suffix(path))


def _folders(path: str, *, above: bool = False) -> list[str]:
    """The keys of the folders that the note lies in, the outermost first; with `above` without the innermost."""
    parts = same(dirname(path)).split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + (not above))]
