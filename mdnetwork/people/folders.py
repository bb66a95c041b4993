"""People: what the folders around people's notes say. A note beside a person, a map and a translation are no people."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import basename, dirname

from mdnetwork.model import Person
from mdnetwork.names import fold, same
from mdnetwork.parsing.paths import INDEXES, name_of, untranslated
from mdnetwork.people.links import without_suffix


def no_people(people: Mapping[str, Person]) -> dict[str, str | None]:
    """The notes that are people by their folder alone and are something else, each with the person it belongs to.

    Both are paths. A `README` or `_index` of a folder that holds other people is about the folder, and belongs to
    nobody. What lies in the folder of a person (`Fay Lune/notes.md` beside `Fay Lune.md`) belongs to that person.
    """
    unsure = {path for path, person in people.items() if not _is_told(person)}
    if not unsure:
        return {}
    crowded = {folder for path, person in people.items() if _tells(person) for folder in _holders(path)}
    maps = {path for path in unsure if is_index(path) and dirname(path) in crowded}
    homes = {_home(path): path for path, person in people.items() if path not in maps and _tells(person)}
    found: dict[str, str | None] = dict.fromkeys(maps)
    for path in unsure - maps:
        around = [homes[folder] for folder in _folders(path) if folder in homes]
        if around and _home(path) not in homes:
            found[path] = around[-1]
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


def _is_told(person: Person) -> bool:
    """Whether the note itself says that it is a person's."""
    own = person.uid or person.aliases or person.emails or person.phones or person.birthday
    return not person.by_folder or bool(own)


def _tells(person: Person) -> bool:
    """Whether the note is certainly a person's: it says so, or it has a full name."""
    words = person.name.split()
    return _is_told(person) or (len(words) > 1 and all(word[:1] != word[:1].lower() for word in words))


def _home(path: str) -> str:
    """The folder of the person whose note this is, as a key: `People/Fay Lune` of `People/Fay Lune.md`."""
    folder = dirname(path)
    if is_index(path) or same(basename(folder)) == same(basename(without_suffix(path))):
        return same(folder)
    return same(without_suffix(path))


def _folders(path: str) -> list[str]:
    """The keys of the folders that the note lies in, the outermost first."""
    parts = same(dirname(path)).split("/")
    return ["/".join(parts[:depth]) for depth in range(1, len(parts) + 1)]


def _holders(path: str) -> set[str]:
    """The folders in which the note is one of other people: all above it, without its own if it is an index."""
    folder = dirname(dirname(path)) if is_index(path) else dirname(path)
    parts = folder.split("/")
    return {"/".join(parts[:depth]) for depth in range(1, len(parts) + 1)}
