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
from benchmarks.pages import pages
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
    """The first `due` of a user without an index: everything is read, resolved and concluded."""
    shutil.rmtree(place.work / "cold", ignore_errors=True)
    environment = place.environment("cold")
    return {"cold": command((*MDNET, "due", *_on(TODAY)), environment)}


def commands(place: Place) -> Samples:
    """Commands that load everybody, and a draft."""
    asked: dict[str, tuple[str, ...]] = {
        **{row: (row,) for row in ("review", "introduce", "goals")},
        **{row: (row, _WHO) for row in ("reach", "draft")},
        "who": ("who", "translation"),
        "bridges": ("people", "--bridges"),
        "ties": ("people", "--sort", "tie"),
        "map": ("map", "-o", str(place.work / "map.svg")),
    }
    environment = place.environment("cache")
    command((*MDNET, "due", *_on(TODAY)), environment)  # bring the index up to date
    return {row: command((*MDNET, *words, *_on(TODAY)), environment) for row, words in asked.items()}


def questions(place: Place) -> Samples:
    """Each question after each change and after none, in words that were not used before."""
    asker = _Asker(place)
    return {f"{question}, {change}": asker.ask(question, change) for change in _Asker.CHANGES for question in QUESTIONS}


QUESTIONS = ("due", "why", "show", "people", "search", "morning", "log", "feed")
"""Questions of one command each."""


class _Asker:
    """Changes one thing in a vault, and then asks one question of the person it concerns."""

    CHANGES = ("nothing changed", "a line added", "a new note", "a person renamed", "a new day")

    def __init__(self, place: Place) -> None:
        self._place, self._environment = place, place.environment("cache")
        self._people = sorted((place.vault / "People").glob("*/*.md"))
        self._day = TODAY
        self._run("due")
        self._run("feed", "-o", str(place.work / "feed.ics"))

    def ask(self, question: str, change: str) -> Sample:
        """What the question costs after the change."""
        note = self._people.pop(next(_TURNS) * 37 % len(self._people))
        turn = next(_TURNS)
        if change == "a line added":
            with note.open("a", encoding="utf-8", newline="\n") as file:
                file.write(f"\n## Log\n- {TODAY - timedelta(days=3)} call about the budget of {turn}\n")
        elif change == "a new note":
            daily = self._place.vault / f"Daily/{TODAY.year}/{TODAY} note {turn}.md"
            daily.write_text(f"- call with [[{note.stem}]] about a trip\n", encoding="utf-8", newline="\n")
        elif change == "a person renamed":
            note = note.rename(note.with_name(f"Renamed {turn}.md"))
        elif change == "a new day":
            self._day += timedelta(days=1)
        return self._run(*self._words(question, note, turn))

    def _words(self, question: str, note: Path, turn: int) -> tuple[str, ...]:
        words: dict[str, tuple[str, ...]] = {
            "due": ("due", "--within", f"{turn % 300}d"),
            "people": ("people", f"{note.stem[:3]}"),
            "search": ("search", "budget", note.stem.partition(" ")[0]),
            "morning": (),
            "log": ("log", "today", "coffee", "with", note.stem),
            "feed": ("feed", "-o", str(self._place.work / "feed.ics")),
        }
        return words.get(question, (question, note.stem))

    def _run(self, *words: str) -> Sample:
        return command((*MDNET, *words, *_on(self._day)), self._environment)


def _on(day: date) -> tuple[str, str]:
    return "--today", day.isoformat()


_TURNS = count(3)
"""Numbers for words, names and days that are new in each run."""


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
    *(bare, click, languages, floors, cold, commands, questions, running, events, watching, serving, pages),
)
