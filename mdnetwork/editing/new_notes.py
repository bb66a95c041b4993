"""New notes: where they go by the vault's own habits, and what is in them, from nothing or from its templates."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time
from heapq import nlargest

from mdnetwork.days.formats import in_moment
from mdnetwork.editing.context import EditContext
from mdnetwork.editing.fields import Value, set_key, yaml_text
from mdnetwork.editing.typed_words import printable_line
from mdnetwork.errors import EditRefused
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Note
from mdnetwork.names import bare, same
from mdnetwork.parsing.document import Document
from mdnetwork.parsing.paths import day_of, folder_of, is_template_folder
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.people.links import stem, without_suffix
from mdnetwork.vocabulary.languages import codes, words_of, written

_NOT_IN_NAMES = lazy_pattern(r"[\\/:*?\"<>|#^\[\]\x00-\x1f\x7f]+")
_DEVICE = lazy_pattern(r"^(con|prn|aux|nul|(?:com|lpt)[0-9])(?= *(?:\.|$))", re.IGNORECASE)
"""Names that Windows reserves, with any suffix (Naming Files, Paths, and Namespaces)."""
_CORE = lazy_pattern(r"\{\{\s*(?P<what>title|date|time)\s*(?::(?P<format>[^{}]*))?\}\}", re.IGNORECASE)
_TEMPLATER = lazy_pattern(
    r"<%[-_]?\s*+(?:tp\.file\.(?P<what>title|cursor|creation_date|last_modified_date)|tp\.date\.(?P<date>now))"
    r"\s*+(?:\(\s*+(?:[\"'](?P<format>[^\"']*)[\"']|[0-9]*)\s*+\))?\s*+[-_]?%>"
)
_WHOLE = lazy_pattern(
    r"(?P<head>[ \t]*+(?:-[ \t]++|[^\s:#\-\"'][^:]*+:[ \t]++))"
    r"(?P<value>(?:\{\{|<%)(?:[^# \t]++|[ \t]++(?![#]|\Z))*+)(?P<tail>[ \t]*+(?:#.*)?)"
)
_NO_NAME = "A person needs a name with letters: {name} leaves none for a file."
_NO_PERSON = "A note called {path} is not read as a person's: give it another name, such as the full one."
_NOT_READ = "The template makes a note that is not read as a person's: take out its type or tags, or choose another."
_PERSON = words_of("notes.tags", "person")
_PLAIN = "YYYY-MM-DD"
_LATEST = 10
"""How many daily notes are examined to learn how they are named."""
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


def new_person(
    name: str,
    fields: Mapping[str, Value] | None = None,
    *,
    path: str,
    kind: tuple[str, str] = ("type", "person"),
    headings: Sequence[str] = ("Log",),
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """A new note for a person: its `kind` (key and value), the fields, the name as title, and the log's heading.

    If the file at `path` cannot have the person's name, the name is also a field. Raises EditRefused.
    """
    title = printable_line(name)
    file_name(title)
    body = "".join(f"\n## {heading}\n" for heading in headings)
    data = f"---\n{kind[0]}: {kind[1]}\n---\n# {title}\n{body}".encode()
    data = _with_fields(data, title, fields or {}, path, settings)
    if not _is_person(data, path, settings):
        raise EditRefused(_NO_PERSON.format(path=path))
    return data


def from_template(
    template: bytes,
    name: str,
    moment: datetime,
    fields: Mapping[str, Value] | None = None,
    *,
    path: str,
    language: str = "en",
    settings: ReadingSettings = ReadingSettings(),
) -> bytes:
    """A person's note from the vault's own template, with the fields set. Raises EditRefused.

    Fills the core plugin's `{{title}}`, `{{date}}`, `{{time}}` (with a format) and Templater's `tp.file.title`,
    `tp.date.now`, `tp.file.creation_date`, `tp.file.cursor` (with nothing). All else, scripts above all, stays as it
    is: in front matter it counts as a value that is not filled yet, and Obsidian can still run it.
    """
    title = printable_line(name)
    file_name(title)
    filled = fill(template, title, moment, language)
    data = _with_fields(filled, title, fields or {}, path, settings)
    if not _is_person(data, path, settings):
        data = set_key(data, "type", "person", path=path, settings=settings)
    if not _is_person(data, path, settings):
        raise EditRefused(_NOT_READ)
    return data


def _with_fields(data: bytes, title: str, fields: Mapping[str, Value], path: str, settings: ReadingSettings) -> bytes:
    for key, value in fields.items():
        if value:
            data = set_key(data, key, value, usual=key, path=path, settings=settings)
    person = Document(data, path, settings).facts.person
    if person is not None and person.name != title:
        data = set_key(data, "name", title, path=path, settings=settings)
    return data


def _is_person(data: bytes, path: str, settings: ReadingSettings) -> bool:
    return Document(data, path, settings).facts.person is not None


def fill(template: bytes, title: str, moment: datetime, language: str = "en") -> bytes:
    """The template with title and time filled in, quoted in front matter where YAML needs it."""
    note = Document(template)
    front = note.fences if note.has_front_matter else (0, 0)
    rows = [
        row._replace(text=_filled(row.text, title, moment, language, in_front=front[0] < at < front[1]))
        if "{{" in row.text or "<%" in row.text
        else row
        for at, row in enumerate(note.page.rows)
    ]
    return replace(note.page, rows=tuple(rows)).data


def _filled(row: str, title: str, moment: datetime, language: str, *, in_front: bool) -> str:
    whole = _WHOLE.fullmatch(row) if in_front else None
    if whole:
        value = _places(whole["value"], title, moment, language)
        untouched = value == whole["value"]
        return whole["head"] + (value if untouched else yaml_text(value)) + whole["tail"]
    if in_front and row.count('"') % 2 == 0 and '"' in row:
        title = title.replace("\\", "\\\\").replace('"', '\\"')
    elif in_front and "'" in row:
        title = title.replace("'", "''")
    return _places(row, title, moment, language)


def _places(text: str, title: str, moment: datetime, language: str) -> str:
    text = _CORE.sub(lambda match: _core(match, title, moment, language), text)
    return _TEMPLATER.sub(lambda match: _templater(match, title, moment, language), text)


def _core(match: re.Match[str], title: str, moment: datetime, language: str) -> str:
    what = match["what"].lower()
    if what == "title":
        return title
    return in_moment((match["format"] or "").strip() or {"date": "YYYY-MM-DD", "time": "HH:mm"}[what], moment, language)


def _templater(match: re.Match[str], title: str, moment: datetime, language: str) -> str:
    if match["what"] in {"title", "cursor"}:
        return title if match["what"] == "title" else ""
    usual = "YYYY-MM-DD" if match["date"] else "YYYY-MM-DD HH:mm"
    return in_moment(match["format"] or usual, moment, language)


def person_path(context: EditContext, name: str) -> str:
    """The path of a new person's note. Raises EditRefused if the name gives no file name."""
    folder = person_folder(context)
    return f"{folder}/{file_name(name)}.md".lstrip("/")


def file_name(name: str) -> str:
    """A file name for a person's note, without suffix, that every system and every link accepts. Raises EditRefused."""
    found = " ".join(_NOT_IN_NAMES.sub(" ", printable_line(name)).split()).strip(". ")
    if not any(c.isalnum() for c in found):
        raise EditRefused(_NO_NAME.format(name=name or "it"))
    return _DEVICE.sub(r"\1 -", found)


def person_folder(context: EditContext) -> str:
    """The folder with the most people, else the first in the settings, else People."""
    folders = Counter(folder_of(history.person.path) for history in context.directory.histories)
    if folders:
        return min(folders, key=lambda folder: (-folders[folder], folder))
    named = context.settings.people_folders
    return named[0].strip("/") if named else written(context.config.language, "writing", "people-folder")[0]


def in_the_way(context: EditContext, path: str) -> str | None:
    """The note at this path, or one whose path differs only in case or accents; None if there is none.

    Notes are asked before the disk: where case makes no difference, the disk finds a note by another spelling too.
    """
    there = [note.path for note in context.notes() if same(note.path) == same(path)]
    if there and path not in there:
        return there[0]
    return path if there or context.exists(path) else None


def refuse_twins(context: EditContext, path: str) -> None:
    """Raise EditRefused if a note with this path exists already."""
    there = in_the_way(context, path)
    if there is not None:
        raise EditRefused(
            context.texts.say("{path} already exists: choose another name, or change that note.", path=there)
        )


def person_templates(context: EditContext) -> Iterator[str]:
    """The vault's templates whose name means people, the shortest name first."""
    found = [
        note.path
        for note in context.notes()
        if is_template_folder(folder_of(note.path), context.settings) and _PERSON & set(bare(stem(note.path)).split())
    ]
    yield from sorted(found, key=lambda path: (len(path), path))


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


def path_like(path: str, its_day: date, day: date) -> str | None:
    """The path of the daily note of `day` if that of `its_day` is `path`; None if its name has no known form.

    The day after the last of a month can be in another folder: `Daily/2026/11-November/2026-11-25-Wed.md`.
    """
    *folders, file = path.split("/")
    title = file[:-3] if file.lower().endswith(".md") else file
    for language in codes():
        name = _like(title, _FORMATS, its_day, day, language)
        if name is not None:
            parts = [_like(part, _FOLDERS, its_day, day, language) or part for part in folders]
            return "/".join((*parts, f"{name}.md"))
    return None


def _like(text: str, formats: tuple[str, ...], its_day: date, day: date, language: str) -> str | None:
    """The text for `day` in the first format that gives `text` for `its_day`; None if no format does."""
    moment = datetime.combine(its_day, time())
    chosen = next((each for each in formats if in_moment(each, moment, language) == text), None)
    return None if chosen is None else in_moment(chosen, datetime.combine(day, time()), language)


def daily_template(context: EditContext) -> bytes | None:
    """The template of daily notes that Obsidian's settings name, if it exists."""
    named = context.config.daily_template
    path = without_suffix(named) + ".md"
    return context.read(path) if named and context.exists(path) else None
