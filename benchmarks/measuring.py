"""A measurement in a separate process: wall time, processor time and peak memory."""

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
"""The unit of `ru_maxrss`: bytes on macOS, KiB elsewhere."""
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
"""Does what the installed `mdnet` script does, and prints Linux's memory statistics to stderr at the end."""


class Sample(NamedTuple):
    """Seconds of wall time and of processor time (of all processes), and peak memory in MiB (0 if unknown)."""

    seconds: float
    cpu: float = 0.0
    peak: float = 0.0


Samples = dict[str, Sample]
"""Samples by the name of their row."""


class Place(NamedTuple):
    """A vault made for this run, a work folder next to it, and the number of notes."""

    vault: Path
    work: Path
    notes: int

    def environment(self, cache: str) -> Mapping[str, str]:
        """The environment of a user who has only the index in the folder `cache`.

        Modules are compiled once, as those of an installed program are: where `PYTHONDONTWRITEBYTECODE` is set or the
        libraries cannot be written to, each process would compile everything again, which doubles a start.
        """
        home = self.work / cache
        home.mkdir(parents=True, exist_ok=True)
        chosen = {"HOME": str(home), "XDG_CACHE_HOME": str(home), "XDG_STATE_HOME": str(home), "PYTHONPATH": str(ROOT)}
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(self.work / "bytecode")}
        return {**os.environ, **chosen, **compiled, "MDNET_VAULT": str(self.vault), "LC_ALL": "C.UTF-8"}


def command(arguments: Sequence[str], environment: Mapping[str, str]) -> Sample:
    """Run one process from start to end. Raises CalledProcessError if it fails."""
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
    """Run a function of `benchmarks.tasks` in a separate process. Only what it measures itself counts."""
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
    """Measures parts of a process, for `task` to read."""

    def __init__(self) -> None:
        self._taken: dict[str, list[tuple[float, float]]] = {}

    @contextmanager
    def timing(self, row: str) -> Iterator[None]:
        """Count the time of this block for `row`. Of several blocks for the same row the median is kept."""
        began, cpu = time.perf_counter(), _processor()
        yield
        self._taken.setdefault(row, []).append((time.perf_counter() - began, _processor() - cpu))

    def told(self) -> str:
        """All rows as JSON, each with the peak memory of the whole process."""
        peak = peak_memory()
        rows = {row: (*map(median, zip(*taken, strict=True)), peak) for row, taken in self._taken.items()}
        return json.dumps(rows)


def peak_memory() -> float:
    """Peak memory of this process plus that of its largest child, in MiB. Shared memory is counted twice."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / _MIB
    return (high_water("self") or resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB) + children


def high_water(process: int | str) -> float:
    """Peak memory of a process so far in MiB, 0 if the system does not say.

    `ru_maxrss` is not used, since on Linux a process inherits its parent's value.
    """
    status = Path(f"/proc/{process}/status")
    return _high_water(status.read_text(encoding="utf-8")) if status.exists() else 0.0


def _high_water(status: str) -> float:
    lines = (line.split() for line in status.splitlines() if line.startswith("VmHWM"))
    return next((int(line[1]) / 1024 for line in lines), 0.0)


def _processor() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


class Spread(NamedTuple):
    """The median, the least and the most of each value of a row over several rounds."""

    median: Sample
    least: Sample
    most: Sample


Spreads = dict[str, Spread]
"""Spreads by the name of their row."""


def spreads(rounds: Sequence[Samples]) -> Spreads:
    """The spread of each row."""
    found: Spreads = {}
    for row in rounds[0]:
        values = [*zip(*(each[row] for each in rounds), strict=True)]
        found[row] = Spread(Sample(*map(median, values)), Sample(*map(min, values)), Sample(*map(max, values)))
    return found


Contestant = Callable[[Place], Samples]
"""Runs one round of a measurement."""
