"""Writing: where a new note goes, and what it is made from: the vault's own ways first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from heapq import nlargest

from mdnetwork.editing.day_paths import path_like
from mdnetwork.editing.moments import in_moment
from mdnetwork.editing.person_note import file_name
from mdnetwork.errors import EditRefused
from mdnetwork.model import Note
from mdnetwork.names import bare, same
from mdnetwork.people.naming import stem, without_suffix
from mdnetwork.reading.paths import folder_of, is_template_folder
from mdnetwork.writing.desk import Desk

_PERSON = frozenset({"person", "people", "contact", "contacts", "persona", "persone", "contatto", "contatti"})
_PLAIN = "YYYY-MM-DD"
_LATEST = 10
"""As many daily notes are looked at for how they are called."""


def daily_path(desk: Desk, day: date) -> str:
    """The daily note of that day: the one there is, else where Obsidian's settings or the latest ones say."""
    dailies = [note for note in desk.notes() if note.kind == "daily" and note.date]
    for note in dailies:
        if note.date == day:
            return note.path
    settings = desk.settings
    name = in_moment(settings.daily_format, datetime.combine(day, time()), desk.config.language)
    folder = settings.daily_folder
    if not folder and settings.daily_format == _PLAIN and (path := _as_the_latest(dailies, day)):
        return path
    return f"{folder}/{name}.md".lstrip("/")


def _as_the_latest(dailies: Sequence[Note], day: date) -> str | None:
    """As the latest daily note is called whose name has a form that is known."""
    dated = [(note.date, note.path) for note in dailies if note.date]
    paths = (path_like(path, its_day, day) for its_day, path in nlargest(_LATEST, dated))
    return next(filter(None, paths), None)


def person_path(desk: Desk, name: str) -> str:
    """Where a new person's note is to lie. Raises EditRefused where the name leaves no name for a file."""
    folder = person_folder(desk)
    return f"{folder}/{file_name(name)}.md".lstrip("/")


def person_folder(desk: Desk) -> str:
    """The folder in which most people lie, else the first one that the settings name, else People."""
    folders = Counter(folder_of(history.person.path) for history in desk.directory.histories)
    if folders:
        return min(folders, key=lambda folder: (-folders[folder], folder))
    named = desk.settings.people_folders
    return named[0].strip("/") if named else {"it": "Persone"}.get(desk.config.language, "People")


def in_the_way(desk: Desk, path: str) -> str | None:
    """The note that lies there, or would on a disk that does not tell cases and accents apart."""
    if desk.exists(path):
        return path
    return next((note.path for note in desk.notes() if same(note.path) == same(path)), None)


def person_templates(desk: Desk) -> Iterator[str]:
    """The vault's templates that are called after people, the one with the shortest name first."""
    found = [
        note.path
        for note in desk.notes()
        if is_template_folder(folder_of(note.path), desk.settings) and _PERSON & set(bare(stem(note.path)).split())
    ]
    yield from sorted(found, key=lambda path: (len(path), path))


def daily_template(desk: Desk) -> bytes | None:
    """The template of daily notes that Obsidian's settings name, if it is there."""
    named = desk.config.daily_template
    path = without_suffix(named) + ".md"
    return desk.read(path) if named and desk.exists(path) else None


def refuse_twins(desk: Desk, path: str) -> None:
    """Raises EditRefused where a note of this name lies there already."""
    there = in_the_way(desk, path)
    if there is not None:
        raise EditRefused(
            desk.texts.say("{path} is there already: choose another name, or change that note.", path=there)
        )
