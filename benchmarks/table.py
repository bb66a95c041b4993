"""The result as a Markdown table: what each path costs, compared with what, and its budget."""

from __future__ import annotations

import os
import platform
import sqlite3
from collections.abc import Iterator
from importlib.metadata import version
from typing import NamedTuple

from benchmarks.measuring import Samples


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
    "show": "show",
    "who": "who",
    "reach": "reach",
    "introduce": "introduce",
    "goals": "goals",
    "draft": "draft",
    "bridges": "people --bridges",
    "ties": "people --sort tie",
    "map": "map -o map.svg",
}
_INSIGHT = "at 10,000 people, that of `due` and a second"

CHANGING = {
    "due, other words": "2 × (4.5 × with 11,000 rows)",
    "why, other words": "2 ×",
    "due, a line added": "3 ×",
    "why, a line added": "3 ×",
    "due, a new daily note": "3.5 ×",
    "due, a new person": "3.5 ×",
    "due, a person renamed": "3.5 ×, and 1 ms a note that uses the name",
    "due, a new day": "3 ×",
    "log": "4 ×",
    "feed, nothing changed": "4 ×",
    "feed, a line added": "5 ×",
}
"""A question in words that were not used before, after one change or none, and its budget of click and walk."""

PEERS = ("khard list", "todo list", "khal list", "papis list", "obsidiantools")
ROWS = (
    Row("bare", "bare interpreter"),
    Row("click", "interpreter and `import click`"),
    Row("ground", "– and what every command imports", ("click",)),
    Row("languages", "– and the languages loaded", ("ground",), "1.05 × ground and walk"),
    Row("walk", "walk: `os.scandir` and stat"),
    Row("read", "the walk, and all bytes read"),
    Row("naive", "naive loop: `frontmatter.load` of every note"),
    Row("cold", "**cold index**: everything read", ("naive",), "0.6 × naive, aim 0.3"),
    Row("due again", "**warm `mdnet due`**, asked again", _START, "2 × (click + walk), aim 1.4"),
    Row("due", "warm `mdnet due`, asked for the first time, as all below", _START),
    Row("people again", "warm `mdnet people`, asked again", _START),
    Row("morning again", "warm bare `mdnet`, asked again", _START),
    Row("people", "warm `mdnet people`", _START),
    Row("search", "warm `mdnet search`", _START),
    Row("why", "warm `mdnet why`", _START),
    *(Row(row, f"warm `mdnet {said}`", _START, _INSIGHT) for row, said in INSIGHT.items()),
    Row("morning", "warm bare `mdnet`", _START, _INSIGHT),
    *(Row(row, f"**{row}**", _START, budget) for row, budget in CHANGING.items()),
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
)


def table(found: Samples) -> Iterator[str]:
    """The measured rows. On a busy machine, processor time is more reliable."""
    yield "| | ms | processor, ms | peak, MiB | ratio | of processor time | budget |"
    yield "|---|--:|--:|--:|--:|--:|---|"
    for row in ROWS:
        if row.key in found:
            one = found[row.key]
            floors = [found[key] for key in row.against] if found.keys() >= {*row.against} else []
            ratios = (
                _ratio(one.seconds, [each.seconds for each in floors]),
                _ratio(one.cpu, [each.cpu for each in floors]),
            )
            peak = f"{one.peak:.0f}" if one.peak else ""
            cells = (row.title, _ms(one.seconds), _ms(one.cpu) if one.cpu else "", peak, *ratios, row.budget)
            yield f"| {' | '.join(cells)} |"


def _ratio(one: float, floors: list[float]) -> str:
    return f"{one / sum(floors):.2f} ×" if one and sum(floors) else ""


def _ms(seconds: float) -> str:
    milliseconds = seconds * 1000
    return f"{milliseconds:,.0f}" if milliseconds >= 10 else f"{milliseconds:.1f}"  # noqa: PLR2004  two digits


def machine() -> str:
    """The machine and versions of the measurement, on one line."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("click", "icalendar", "python-frontmatter", "PyYAML"))
    return (
        f"{platform.python_implementation()} {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {packages}; "
        f"{platform.system()} {platform.release()} {platform.machine()}, {os.cpu_count()} cores"
    )
