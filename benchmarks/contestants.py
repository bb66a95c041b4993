"""Everything that is measured, in order: floors, the naive loop, and mdnetwork."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import date, timedelta
from itertools import count
from pathlib import Path
from statistics import median, quantiles

from benchmarks.measuring import MDNET, ROOT, Contestant, Place, Sample, Samples, command, high_water, task
from benchmarks.polling import poll
from benchmarks.tasks import changes
from benchmarks.vaults import TODAY

SAVES = 3
"""How many notes are saved during one run of `mdnet watch`."""
QUIET = 0.3
"""How many seconds without events a watch waits before it looks."""
POLLERS, POLLED = 50, 3.0
_LONGEST = 300.0
_WHO = "Ada Birch"
"""A person in every generated vault."""
AGAIN = ("due", "people", "morning")
"""Commands that are also run a second time, on the same notes and day."""


def bare(place: Place) -> Samples:
    """An interpreter that does nothing."""
    return {"bare": command((sys.executable, "-c", "pass"), place.environment("cache"))}


def click(place: Place) -> Samples:
    """An interpreter that imports click."""
    return {"click": command((sys.executable, "-c", "import click"), place.environment("cache"))}


def languages(place: Place) -> Samples:
    """An interpreter that imports click and the ground of the package, and one that loads the languages too."""
    ground = "import click, json, pathlib, zlib; from mdnetwork import errors, i18n, lazy, names"
    load = f"{ground}; from mdnetwork.vocabulary.languages import entries; [*entries('keys')]"
    rows = {"ground": ground, "languages": load}
    return {row: command((sys.executable, "-c", code), place.environment("cache")) for row, code in rows.items()}


def floors(place: Place) -> Samples:
    """The walk, reading all bytes, and the naive loop."""
    return task("walk", place) | task("read", place) | task("naive", place)


def cold(place: Place) -> Samples:
    """An index built from nothing."""
    return task("cold", place, "cold")


def commands(place: Place) -> Samples:
    """Whole command runs with a warm index."""
    day = ("--today", TODAY.isoformat())
    asked: dict[str, tuple[str, ...]] = {
        **{row: (row,) for row in ("due", "people", "review", "introduce", "goals")},
        **{row: (row, _WHO) for row in ("why", "show", "reach", "draft")},
        "search": ("search", "budget", "grant"),
        "who": ("who", "translation"),
        "bridges": ("people", "--bridges"),
        "ties": ("people", "--sort", "tie"),
        "map": ("map", "-o", str(place.work / "map.svg")),
    }
    environment = place.environment("cache")
    command((*MDNET, "due", *day), environment)  # bring the index up to date
    found: Samples = {}
    for row, words in {**asked, "morning": ()}.items():
        shutil.rmtree(place.work / "cache/mdnetwork/answers", ignore_errors=True)
        found[row] = command((*MDNET, *words, *day), environment)
        if row in AGAIN:
            found[f"{row} again"] = command((*MDNET, *words, *day), environment)
    return found


def changing(place: Place) -> Samples:
    """Commands after one change each, on another day, and with none: each asked in words that were not used before."""
    environment = place.environment("cache")
    people = sorted((place.vault / "People").glob("*/*.md"))

    def asked(row: str, *words: str, day: date = TODAY) -> Samples:
        return {row: command((*MDNET, *words, "--today", day.isoformat()), environment)}

    def due(row: str, day: date = TODAY) -> Samples:
        return asked(row, "due", "--within", f"{next(_TURNS)}d", day=day)

    def person() -> Path:
        return people.pop(next(_TURNS) * 37 % len(people))

    due("up to date")
    found = due("due, other words") | asked("why, other words", "why", person().stem)
    _append(person(), "\n## Log\n- 2026-11-20 call about the budget\n")
    found |= due("due, a line added")
    _append(person(), "\n## Log\n- 2026-11-20 call about the grant\n")
    found |= asked("why, a line added", "why", person().stem)
    daily = place.vault / f"Daily/{TODAY.year}/{TODAY} note {next(_TURNS)}.md"
    daily.write_text(f"- call with [[{person().stem}]] about a trip\n", encoding="utf-8", newline="\n")
    found |= due("due, a new daily note")
    person().with_name(f"Newcomer {next(_TURNS)}.md").write_text("---\ntype: person\n---\n", encoding="utf-8")
    found |= due("due, a new person")
    renamed = person()
    renamed.rename(renamed.with_name(f"Renamed {next(_TURNS)}.md"))
    found |= due("due, a person renamed")
    found |= due("due, a new day", TODAY + timedelta(days=next(_TURNS)))
    due("back to the day")
    found |= asked("log", "log", "today", "coffee", "with", person().stem)
    feed = "feed", "-o", str(place.work / "feed.ics")
    asked("feed", *feed)
    found |= asked("feed, nothing changed", *feed)
    _append(person(), "\n## Log\n- 2026-11-21 call about the move\n")
    return found | asked("feed, a line added", *feed)


_TURNS = count(3)
"""Numbers for words, names and days that are new in each run."""


def _append(note: Path, text: str) -> None:
    with note.open("a", encoding="utf-8", newline="\n") as file:
        file.write(text)


def running(place: Place) -> Samples:
    """A feed from nothing, then after changes of single notes, through the library."""
    return task("running", place)


def events(place: Place) -> Samples:
    """The text of 10,000 events, and the same from icalendar's component objects."""
    return task("events", place)


def watching(place: Place) -> Samples:
    """Notes saved while `mdnet watch` runs: the time until the new feed is in its file, minus the quiet time."""
    output = place.work / "watched.ics"
    output.unlink(missing_ok=True)
    arguments = (*MDNET, "watch", "-o", str(output), "--today", TODAY.isoformat())
    with subprocess.Popen(  # noqa: S603  our own
        arguments, env=place.environment("cache"), cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr is not None  # noqa: S101  for the type checker
            while not process.stderr.readline().startswith("Watching"):
                pass
            time.sleep(1.0)  # the system's watches are set by then
            taken = [_until_written(output) - QUIET for _note in changes(place.vault, SAVES, seed=1)]
            peak = high_water(process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.stderr.close() if process.stderr else None
    return {"watch": Sample(median(taken), peak=peak)}


def _until_written(output: Path) -> float:
    """Seconds until the feed's file is replaced."""
    before, began = output.stat().st_ino, time.perf_counter()
    while output.stat().st_ino == before:
        if time.perf_counter() - began > _LONGEST:
            raise TimeoutError("the feed did not change")
        time.sleep(0.001)
    return time.perf_counter() - began


def serving(_place: Place) -> Samples:
    """How long each of fifty clients waits that poll one feed, which changes twice a second."""
    before = os.times()
    told = poll(POLLERS, int(POLLED * 2), lambda _clients: time.sleep(0.5))
    after = os.times()
    slow = quantiles(told.latencies, n=20)[-1]
    cpu = after.user + after.system - before.user - before.system
    return {"poll": Sample(median(told.latencies), cpu), "poll 95 %": Sample(slow)}


IN_TURN: tuple[Contestant, ...] = (
    *(bare, click, languages, floors, cold, commands, changing, running, events, watching, serving),
)
