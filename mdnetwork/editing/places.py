"""Where a new note goes, and which template it uses. The vault's own habits come first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from heapq import nlargest

from mdnetwork.days.formats import in_moment
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.person_note import file_name
from mdnetwork.errors import EditRefused
from mdnetwork.model import Note
from mdnetwork.names import bare, same
from mdnetwork.parsing.paths import day_of, folder_of, is_template_folder
from mdnetwork.people.links import stem, without_suffix
from mdnetwork.vocabulary.languages import codes, words_of, written

_PERSON = words_of("notes.tags", "person")
_PLAIN = "YYYY-MM-DD"
_LATEST = 10
"""How many daily notes are examined to learn how they are named."""


def daily_path(context: EditContext, day: date) -> str:
    """The path of that day's daily note: the existing one, else by Obsidian's settings or like the latest ones.

    Raises EditRefused if reading would not find the day in its name.
    """
    dailies = [note for note in context.notes() if note.kind == "daily" and note.date]
    for note in dailies:
        if note.date == day:
            return note.path
    settings = context.settings
    name = in_moment(settings.daily_format, datetime.combine(day, time()), context.config.language)
    folder = settings.daily_folder
    if not folder and settings.daily_format == _PLAIN and (path := _as_the_latest(dailies, day)):
        return path
    path = f"{folder}/{name}.md".lstrip("/")
    if day_of(path, settings) != day:
        raise EditRefused(
            context.texts.say(
                "A daily note called {name} would not be read as one of {day}: the vault's format “{form}” lacks "
                "a part of the day, or names a week that differs between countries. Use YYYY-MM-DD in it.",
                name=name,
                day=day,
                form=settings.daily_format,
            )
        )
    return path


def _as_the_latest(dailies: Sequence[Note], day: date) -> str | None:
    """A path in the form of the latest daily note whose name has a known form; None if there is none."""
    dated = [(note.date, note.path) for note in dailies if note.date]
    paths = (path_like(path, its_day, day) for its_day, path in nlargest(_LATEST, dated))
    return next(filter(None, paths), None)


def person_path(context: EditContext, name: str) -> str:
    """The path of a new person's note. Raises EditRefused if the name gives no file name."""
    folder = person_folder(context)
    return f"{folder}/{file_name(name)}.md".lstrip("/")


def person_folder(context: EditContext) -> str:
    """The folder with the most people, else the first in the settings, else People."""
    folders = Counter(folder_of(history.person.path) for history in context.directory.histories)
    if folders:
        return min(folders, key=lambda folder: (-folders[folder], folder))
    named = context.settings.people_folders
    return named[0].strip("/") if named else written(context.config.language, "writing", "people-folder")[0]


def in_the_way(context: EditContext, path: str) -> str | None:
    """The note at this path, or one whose path differs only in case or accents; None if there is none."""
    if context.exists(path):
        return path
    return next((note.path for note in context.notes() if same(note.path) == same(path)), None)


def person_templates(context: EditContext) -> Iterator[str]:
    """The vault's templates whose name means people, the shortest name first."""
    found = [
        note.path
        for note in context.notes()
        if is_template_folder(folder_of(note.path), context.settings) and _PERSON & set(bare(stem(note.path)).split())
    ]
    yield from sorted(found, key=lambda path: (len(path), path))


def daily_template(context: EditContext) -> bytes | None:
    """The template of daily notes that Obsidian's settings name, if it exists."""
    named = context.config.daily_template
    path = without_suffix(named) + ".md"
    return context.read(path) if named and context.exists(path) else None


def refuse_twins(context: EditContext, path: str) -> None:
    """Raise EditRefused if a note with this path exists already."""
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
"""File names of daily notes (vault-format, section 5), in Moment.js tokens."""
_FOLDERS = (
    *("YYYY", "YYYY-MM", "YYYY_MM", "YYYY.MM", "MM", "MMMM", "MMM", "MM-MMMM", "MM MMMM", "MM - MMMM"),
    *("MM-MMM", "MM MMM", "YYYY-MM-MMMM", "YYYY-MM MMMM", "[Q]Q", "YYYY-[Q]Q", "[W]WW", "GGGG-[W]WW"),
)
"""Folders for a year, a quarter, a month or a week of daily notes."""


def path_like(path: str, its_day: date, day: date) -> str | None:
    """The path of the daily note of `day` if that of `its_day` is `path`; None if its name has no known form.

    The day after the last of a month can be in another folder: `Daily/2026/11-November/2026-11-25-Wed.md`.
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
    """The text for `day` in the first format that gives `text` for `its_day`; None if no format does."""
    moment = datetime.combine(its_day, time())
    chosen = next((each for each in formats if in_moment(each, moment, language) == text), None)
    return None if chosen is None else in_moment(chosen, datetime.combine(day, time()), language)
