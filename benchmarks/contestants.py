"""Everything that is measured, in the order of its turn: floors, the naive loop, and ours."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from statistics import median, quantiles

from benchmarks.measuring import MDNET, ROOT, Contestant, Place, Sample, Samples, command, high_water, task
from benchmarks.polling import poll
from benchmarks.tasks import changes
from benchmarks.vaults import TODAY

SAVES = 3
"""Notes saved under one running watch."""
QUIET = 0.3
"""Seconds without events that a watch waits for before it looks."""
POLLERS, POLLED = 50, 3.0
_LONGEST = 300.0
_WHO = "Ada Birch"
"""Somebody in every seeded vault."""
AGAIN = ("due", "people", "morning")
"""What is also asked a second time, of the same notes on the same day."""


def bare(place: Place) -> Samples:
    """An interpreter that does nothing."""
    return {"bare": command((sys.executable, "-c", "pass"), place.environment("cache"))}


def click(place: Place) -> Samples:
    """An interpreter that imports click."""
    return {"click": command((sys.executable, "-c", "import click"), place.environment("cache"))}


def floors(place: Place) -> Samples:
    """The walk, all bytes, and the naive loop."""
    return task("walk", place) | task("read", place) | task("naive", place)


def cold(place: Place) -> Samples:
    """An index made from nothing."""
    return task("cold", place, "cold")


def commands(place: Place) -> Samples:
    """Commands whose index is warm, from the shell and back."""
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
    command((*MDNET, "due", *day), environment)  # brings the index up to date
    found: Samples = {}
    for row, words in {**asked, "morning": ()}.items():
        shutil.rmtree(place.work / "cache/mdnetwork/answers", ignore_errors=True)
        found[row] = command((*MDNET, *words, *day), environment)
        if row in AGAIN:
            found[f"{row} again"] = command((*MDNET, *words, *day), environment)
    return found


def running(place: Place) -> Samples:
    """A feed from nothing, then single notes changed, through the library."""
    return task("running", place)


def watching(place: Place) -> Samples:
    """Notes saved while `mdnet watch` runs, each until the new feed stands in its file, less the quiet time."""
    output = place.work / "watched.ics"
    output.unlink(missing_ok=True)
    arguments = (*MDNET, "watch", "-o", str(output), "--today", TODAY.isoformat())
    with subprocess.Popen(  # noqa: S603  our own
        arguments, env=place.environment("cache"), cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stderr is not None  # noqa: S101  told to the type checker
            while not process.stderr.readline().startswith("Watching"):
                pass
            time.sleep(1.0)  # the system's watches are set
            taken = [_until_written(output) - QUIET for _note in changes(place.vault, SAVES, seed=1)]
            peak = high_water(process.pid)
        finally:
            process.send_signal(signal.SIGINT)
            process.stderr.close() if process.stderr else None
    return {"watch": Sample(median(taken), peak=peak)}


def _until_written(output: Path) -> float:
    """Seconds until the feed is another file than it was."""
    before, began = output.stat().st_ino, time.perf_counter()
    while output.stat().st_ino == before:
        if time.perf_counter() - began > _LONGEST:
            raise TimeoutError("the feed did not change")
        time.sleep(0.001)
    return time.perf_counter() - began


def serving(_place: Place) -> Samples:
    """Fifty clients that poll one feed which changes twice a second: how long each waits."""
    before = os.times()
    told = poll(POLLERS, int(POLLED * 2), lambda _clients: time.sleep(0.5))
    after = os.times()
    slow = quantiles(told.latencies, n=20)[-1]
    cpu = after.user + after.system - before.user - before.system
    return {"poll": Sample(median(told.latencies), cpu), "poll 95 %": Sample(slow)}


IN_TURN: tuple[Contestant, ...] = (bare, click, floors, cold, commands, running, watching, serving)
