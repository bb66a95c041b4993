"""Editing: where the daily note of a day is to lie, told from where another day's lies."""

from __future__ import annotations

from datetime import date, datetime, time

from mdnetwork.editing.moments import in_moment

_NAMES = tuple(
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
_LANGUAGES = ("en", "it")


def path_like(path: str, its_day: date, day: date) -> str | None:
    """The path of the daily note of `day` where that of `its_day` is `path`; None where its name has no known form.

    `Daily/2026/11-November/2026-11-25-Wed.md` has the next month in a folder of its own.
    """
    *folders, file = path.split("/")
    stem = file[:-3] if file.lower().endswith(".md") else file
    for language in _LANGUAGES:
        name = _like(stem, _NAMES, its_day, day, language)
        if name is not None:
            parts = [_like(part, _FOLDERS, its_day, day, language) or part for part in folders]
            return "/".join((*parts, f"{name}.md"))
    return None


def _like(text: str, formats: tuple[str, ...], its_day: date, day: date, language: str) -> str | None:
    """What stands for `day` where `text` stands for `its_day`, by the first of the formats that makes it."""
    moment = datetime.combine(its_day, time())
    chosen = next((each for each in formats if in_moment(each, moment, language) == text), None)
    return None if chosen is None else in_moment(chosen, datetime.combine(day, time()), language)
