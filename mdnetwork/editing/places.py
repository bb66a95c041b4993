"""Writing: where a new note goes, and what it is made from: the vault's own ways first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from heapq import nlargest

from mdnetwork.editing.context import EditContext
from mdnetwork.editing.person_note import file_name, in_moment
from mdnetwork.errors import EditRefused
from mdnetwork.model import Note
from mdnetwork.names import bare, same
from mdnetwork.parsing.paths import folder_of, is_template_folder
from mdnetwork.people.links import stem, without_suffix
from mdnetwork.words.languages import codes, words_of, written

_PERSON = words_of("notes.tags", "person")
_PLAIN = "YYYY-MM-DD"
_LATEST = 10
"""As many daily notes are looked at for how they are called."""


def daily_path(context: EditContext, day: date) -> str:
    """The daily note of that day: the one there is, else where Obsidian's settings or the latest ones say."""
    dailies = [note for note in context.notes() if note.kind == "daily" and note.date]
    for note in dailies:
        if note.date == day:
            return note.path
    settings = context.settings
    name = in_moment(settings.daily_format, datetime.combine(day, time()), context.config.language)
    folder = settings.daily_folder
    if not folder and settings.daily_format == _PLAIN and (path := _as_the_latest(dailies, day)):
        return path
    return f"{folder}/{name}.md".lstrip("/")


def _as_the_latest(dailies: Sequence[Note], day: date) -> str | None:
    """As the latest daily note is called whose name has a form that is known."""
    dated = [(note.date, note.path) for note in dailies if note.date]
    paths = (path_like(path, its_day, day) for its_day, path in nlargest(_LATEST, dated))
    return next(filter(None, paths), None)


def person_path(context: EditContext, name: str) -> str:
    """Where a new person's note is to lie. Raises EditRefused where the name leaves no name for a file."""
    folder = person_folder(context)
    return f"{folder}/{file_name(name)}.md".lstrip("/")


def person_folder(context: EditContext) -> str:
    """The folder in which most people lie, else the first one that the settings name, else People."""
    folders = Counter(folder_of(history.person.path) for history in context.directory.histories)
    if folders:
        return min(folders, key=lambda folder: (-folders[folder], folder))
    named = context.settings.people_folders
    return named[0].strip("/") if named else written(context.config.language, "writing", "people-folder")[0]


def in_the_way(context: EditContext, path: str) -> str | None:
    """The note that lies there, or would on a disk that does not tell cases and accents apart."""
    if context.exists(path):
        return path
    return next((note.path for note in context.notes() if same(note.path) == same(path)), None)


def person_templates(context: EditContext) -> Iterator[str]:
    """The vault's templates that are called after people, the one with the shortest name first."""
    found = [
        note.path
        for note in context.notes()
        if is_template_folder(folder_of(note.path), context.settings) and _PERSON & set(bare(stem(note.path)).split())
    ]
    yield from sorted(found, key=lambda path: (len(path), path))


def daily_template(context: EditContext) -> bytes | None:
    """The template of daily notes that Obsidian's settings name, if it is there."""
    named = context.config.daily_template
    path = without_suffix(named) + ".md"
    return context.read(path) if named and context.exists(path) else None


def refuse_twins(context: EditContext, path: str) -> None:
    """Raises EditRefused where a note of this name lies there already."""
    there = in_the_way(context, path)
    if there is not None:
        raise EditRefused(
            context.texts.say("{path} is there already: choose another name, or change that note.", path=there)
        )


_FORMATS = tuple(
    f"YYYY{mark}MM{mark}DD{weekday}"
    for mark in ("-", "_", ".", "")
    for weekday in ("", " dddd", " ddd", "-dddd", "-ddd", "_dddd", "_ddd", ", dddd", " (dddd)", " (ddd)")
)
"""File names of daily notes (vault-format, section 5), in Moment's tokens."""
_FOLDERS = (
    *("YYYY", "YYYY-MM", "YYYY_MM", "YYYY.MM", "MM", "MMMM", "MMM", "MM-MMMM", "MM MMMM", "MM - MMMM"),
    *("MM-MMM", "MM MMM", "YYYY-MM-MMMM", "YYYY-MM MMMM", "[Q]Q", "YYYY-[Q]Q", "[W]WW", "GGGG-[W]WW"),
)
"""Folders of a year, a quarter, a month or a week in which they lie."""


def path_like(path: str, its_day: date, day: date) -> str | None:
    """The path of the daily note of `day` where that of `its_day` is `path`; None where its name has no known form.

    `Daily/2026/11-November/2026-11-25-Wed.md` has the next month in a folder of its own.
    """
    *folders, file = path.split("/")
    stem = file[:-3] if file.lower().endswith(".md") else file
    for language in codes():
        name = _like(stem, _FORMATS, its_day, day, language)
        if name is not None:
            parts = [_like(part, _FOLDERS, its_day, day, language) or part for part in folders]
            return "/".join((*parts, f"{name}.md"))
    return None


def _like(text: str, formats: tuple[str, ...], its_day: date, day: date, language: str) -> str | None:
    """What stands for `day` where `text` stands for `its_day`, by the first of the formats that makes it."""
    moment = datetime.combine(its_day, time())
    chosen = next((each for each in formats if in_moment(each, moment, language) == text), None)
    return None if chosen is None else in_moment(chosen, datetime.combine(day, time()), language)
