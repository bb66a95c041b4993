"""The result as a Markdown table: what each path costs, compared with what, and its budget."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from typing import NamedTuple

from benchmarks.measuring import Spreads
from benchmarks.pages import BESIDE, HEAVY, OPEN, PAGES


class Row(NamedTuple):
    """A line of the table. Its times are divided by the sum of the rows in `against`; `budget` is shown as it is."""

    key: str
    title: str
    against: tuple[str, ...] = ()
    budget: str = ""


_START = ("click", "walk")
"""The least that a warm command costs."""

INSIGHT = {
    "review": "review",
    "who": "who",
    "reach": "reach",
    "introduce": "introduce",
    "goals": "goals",
    "draft": "draft",
    "bridges": "people --bridges",
    "ties": "people --sort tie",
    "map": "map -o map.svg",
}
_INSIGHT = "12 ×, aim 6"

_QUESTIONS = {
    "due": ("2 × (4.5 × with 11,000 rows)", "3 ×"),
    "why": ("2 ×", "3 ×"),
    "show": ("2 ×", "3 ×"),
    "people": ("2 ×", "3 ×"),
    "search": ("2.5 ×", "3 ×"),
    "morning": ("2 ×", "3 ×"),
    "log": ("4 ×", "4 ×"),
    "feed": ("4 ×", "5 ×"),
}
"""The budget of each question: with nothing changed, and after a line was added or on a new day."""
_CHANGES = {
    "nothing changed": "",
    "a line added": "",
    "a new day": "",
    "a new note": "3.5 ×",
    "a person renamed": "3.5 ×",
}
"""The budget after each change, if it is that of no question."""


def _questions() -> Iterator[Row]:
    for change, budget in _CHANGES.items():
        for question, (unchanged, changed) in _QUESTIONS.items():
            usual = unchanged if change == "nothing changed" else budget or changed
            title = "bare `mdnet`" if question == "morning" else f"`mdnet {question}`"
            yield Row(f"{question}, {change}", f"{title}, {change}", _START, max(usual, unchanged, key=_least))


def _least(budget: str) -> float:
    return float(budget.partition(" ")[0])


def _pages() -> Iterator[Row]:
    for name in PAGES:
        budget = "1 s" if name in HEAVY else "100 ms"
        yield Row(f"page {name}", f"page: {name}", (), budget)
        yield Row(f"page {name}, after a change", f"page: {name}, the first after a change")
    for heavy in HEAVY:
        for name in BESIDE:
            yield Row(f"page {name} beside {heavy}", f"page: {name}, while {heavy} is made", (), "100 ms")
    yield Row("pages open", f"page: {OPEN} of them ask for news: median answer")
    yield Row("pages open 95 %", f"page: {OPEN} of them ask for news: 95 % answered within")
    yield Row("pages, save", "**page**: a save to the page that has it", (), "1 s")


PEERS = ("khard list", "todo list", "khal list", "papis list", "obsidiantools")
ROWS = (
    Row("bare", "bare interpreter"),
    Row("click", "interpreter and `import click`"),
    Row("ground", "– and what every command imports", ("click",)),
    Row("languages", "– and the languages loaded", ("ground",), "1.05 × ground and walk"),
    Row("walk", "walk: `os.scandir` and stat"),
    Row("read", "the walk, and all bytes read"),
    Row("naive", "naive loop: `frontmatter.load` of every note"),
    Row("cold", "**from nothing**: the first `mdnet due`", ("naive",), "5 × naive by the clock, aim 3.5"),
    *_questions(),
    *(Row(row, f"`mdnet {said}`", _START, _INSIGHT) for row, said in INSIGHT.items()),
    Row("no change", "refresh, nothing changed, in a new process", ("walk",)),
    Row("everybody", "everybody with their history, from the index", ("naive",)),
    Row("follow-ups", "all follow-ups of them", ("naive",)),
    Row("full feed", "full feed, no memo", ("naive",)),
    Row("event text", "**calendar text** of 10,000 events", ("naive",), "3 × naive of 10,000 notes, aim 1"),
    Row("event objects", "– the same bytes from icalendar's component objects", ("naive",)),
    Row("one changed", "**one note changed**, library: to new feed bytes", ("naive",)),
    Row("one changed: refresh", "– of it, refresh of its folder", ("walk",)),
    Row("one changed: everybody", "– of it, everybody"),
    Row("one changed: follow-ups", "– of it, follow-ups"),
    Row("one changed: feed", "– of it, **feed with one event changed**", (), "50 ms for 10,000 events, aim 10"),
    Row("watch", "**`mdnet watch`**: save to new file, less 0.3 s quiet", (), "100 ms at 10,000, 1 s at 100,000"),
    *(Row(f"{peer}, {how}", f"peer: `{peer}`, {how}") for peer in PEERS for how in ("cold", "warm")),
    Row("poll", "`serve`, 50 pollers: median answer"),
    Row("poll 95 %", "`serve`, 50 pollers: 95 % answered within"),
    *_pages(),
)


def table(found: Spreads) -> Iterator[str]:
    """The measured rows: medians, with the least and the most. On a busy machine, processor time is more reliable."""
    yield "| | ms by the clock | ms of processor time | peak, MiB | ratio, clock | ratio, processor | budget |"
    yield "|---|--:|--:|--:|--:|--:|---|"
    for row in ROWS:
        if row.key in found:
            one = found[row.key]
            floors = [found[key].median for key in row.against] if found.keys() >= {*row.against} else []
            cells = (
                row.title,
                _ms(*(each.seconds for each in one)),
                _ms(*(each.cpu for each in one)) if one.median.cpu else "",
                f"{one.median.peak:.0f}" if one.median.peak else "",
                _ratio(one.median.seconds, [each.seconds for each in floors]),
                _ratio(one.median.cpu, [each.cpu for each in floors]),
                row.budget,
            )
            yield f"| {' | '.join(cells)} |"


def _ratio(one: float, floors: list[float]) -> str:
    return f"{one / sum(floors):.2f} ×" if one and sum(floors) else ""


def _ms(median: float, least: float, most: float) -> str:
    return f"{_rounded(median)} ({_rounded(least)}–{_rounded(most)})"


def _rounded(seconds: float) -> str:
    milliseconds = seconds * 1000
    return f"{milliseconds:,.0f}" if milliseconds >= 10 else f"{milliseconds:.1f}"  # noqa: PLR2004  two digits


def machine() -> str:
    """The machine and versions of the measurement, on one line."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("click", "icalendar", "python-frontmatter", "PyYAML"))
    return (
        f"{platform.python_implementation()} {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}; "
        f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} cores"
    )
