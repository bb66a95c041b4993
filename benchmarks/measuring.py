"""One measurement: a process of its own, with its wall time, processor time and peak memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
_MIB = 1024 * 1024 if sys.platform == "darwin" else 1024
"""What `ru_maxrss` counts: bytes on macOS, KiB elsewhere."""
_STATUS = "/proc/self/status"
_MDNET = f"""
import sys
from mdnetwork.cli import main
status = main()
try:
    sys.stderr.write(open("{_STATUS}").read())
except OSError:
    pass
sys.exit(status)
"""
MDNET = (sys.executable, "-c", _MDNET)
"""What the installed `mdnet` script does; and what Linux knows of its memory at the end, on stderr."""


class Sample(NamedTuple):
    """Seconds of wall time and of processor time (all processes together), and peak memory in MiB (0: not known)."""

    seconds: float
    cpu: float = 0.0
    peak: float = 0.0


Samples = dict[str, Sample]
"""What was measured, by the name of its row."""


class Place(NamedTuple):
    """A vault made for this run, a folder of one's own beside it, and how many notes there are."""

    vault: Path
    work: Path
    notes: int

    def environment(self, cache: str) -> Mapping[str, str]:
        """The environment of a user who has nothing but the index in the folder `cache`."""
        home = self.work / cache
        home.mkdir(parents=True, exist_ok=True)
        chosen = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_STATE_HOME": str(home), "PYTHONPATH": str(ROOT)}
        return {**os.environ, **chosen, "MDNET_VAULT": str(self.vault), "LC_ALL": "C.UTF-8"}


def command(arguments: Sequence[str], environment: Mapping[str, str]) -> Sample:
    """One process from beginning to end. Raises CalledProcessError where it fails."""
    began = time.perf_counter()
    cpu = _processor()
    done = subprocess.run(  # noqa: S603  our own
        arguments,
        env=environment,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=True,
    )
    return Sample(time.perf_counter() - began, _processor() - cpu, _high_water(done.stderr))


def task(name: str, place: Place, cache: str = "cache") -> Samples:
    """A function of `benchmarks.tasks` in a process of its own: only what it measures itself counts."""
    arguments = (
        sys.executable,
        "-m",
        "benchmarks.tasks",
        name,
        str(place.vault),
        str(place.work / cache / "mdnetwork"),
    )
    environment = place.environment(cache)
    done = subprocess.run(arguments, env=environment, cwd=ROOT, stdout=subprocess.PIPE, check=True)  # noqa: S603  our own
    return {row: Sample(*values) for row, values in json.loads(done.stdout).items()}


class Stopwatch:
    """Takes the time of parts of a process, for `task` to read."""

    def __init__(self) -> None:
        self._taken: dict[str, list[tuple[float, float]]] = {}

    @contextmanager
    def timing(self, row: str) -> Iterator[None]:
        """What is done in this block counts for `row`; several blocks are several samples, of which the median stays."""
        began, cpu = time.perf_counter(), _processor()
        yield
        self._taken.setdefault(row, []).append((time.perf_counter() - began, _processor() - cpu))

    def told(self) -> str:
        """All rows as JSON, each with the peak memory of the whole process."""
        peak = peak_memory()
        rows = {row: (*map(median, zip(*taken, strict=True)), peak) for row, taken in self._taken.items()}
        return json.dumps(rows)


def peak_memory() -> float:
    """MiB that this process held at most, with the largest that it started (what the two share is counted twice)."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _MIB
    return (high_water("self") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB) + children


def high_water(process: int | str) -> float:
    """MiB that a process held at most so far, 0 where the system does not tell.

    `ru_maxrss` would do, but on Linux a process inherits that of the one that started it.
    """
    status = Path(f"/proc/{process}/status")
    return _high_water(status.read_text(encoding="utf-8")) if status.exists() else 0.0


def _high_water(status: str) -> float:
    lines = (line.split() for line in status.splitlines() if line.startswith("VmHWM"))
    return next((int(line[1]) / 1024 for line in lines), 0.0)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def medians(rounds: Sequence[Samples]) -> Samples:
    """The median of each row's every number."""
    return {row: Sample(*map(median, zip(*(found[row] for found in rounds), strict=True))) for row in rounds[0]}


Contestant = Callable[[Place], Samples]
"""One round of something that is measured."""
