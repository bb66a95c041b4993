"""The pages of `mdnet serve` over loopback: each one again and after a change, open pages that ask for news, and a save.

`python -m benchmarks.pages [NOTES]` makes a dense vault, measures once, and prints the rows and what a page loads.
"""

from __future__ import annotations

import gzip
import http.client
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import itemgetter
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from benchmarks.measuring import MDNET, ROOT, Place, Sample, Samples, high_water
from benchmarks.tasks import changes
from benchmarks.vaults import DENSE, TODAY, make

WHO = "Ada Birch"
"""A person in every generated vault."""
_WHO = quote(WHO)
PAGES = {
    "today": "/",
    "due": "/due",
    "due, one kind": "/due?kind=promise",
    "people": "/people",
    "people, found": "/people?q=ada&sort=last",
    "person": f"/person?name={_WHO}",
    "draft": f"/draft?name={_WHO}",
    "line": f"/log?part=1&line=coffee+with+{_WHO},+the+survey",
    "goals": "/goals",
    "reach": f"/reach?name={_WHO}",
    "search": "/search?q=budget",
    "calendars": "/calendars",
    "my note": "/me",
    "people, by tie": "/people?sort=tie",
    "review": "/review",
    "map": "/map",
    "check": "/check",
}
"""The address of each page that is measured."""
HEAVY = ("review", "map", "check")
"""The pages that ask about everybody, and may take a second."""
BESIDE = {"today": "/?minutes={}", "person": f"/person?name={_WHO}&n={{}}", "feed": ""}
"""What is asked for while one of them is made, with a number that makes a question new."""
AGAIN = 9
"""How often each page is asked for when nothing changed."""
OPEN, OPENED = 200, 10
"""How many pages are open, and for how many seconds they ask."""
EVERY = 0.5
"""Seconds between two questions of an open page: those of `static/page.js`."""
SAVES = 5
_LONGEST = 600.0


class PageClient:
    """One connection to the page, as a browser keeps it."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self._host, self.query = parts.netloc, parts.query
        self._connection = http.client.HTTPConnection(self._host, timeout=_LONGEST)
        self.cookie = ""
        self.cookie = self._get(f"/?{self.query}").getheader("Set-Cookie", "").partition(";")[0]

    def get(self, path: str) -> tuple[float, bytes]:
        """Seconds until the answer was complete, and its body. Raises AssertionError if it is no page."""
        began = time.perf_counter()
        answer = self._get(path)
        taken = time.perf_counter() - began
        assert answer.status == http.HTTPStatus.OK, (path, answer.status)  # noqa: S101  a benchmark of nothing
        return taken, self._body

    def generation(self) -> int:
        """What an open page asks for."""
        return int(json.loads(self.get("/changes")[1])["generation"])

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def _get(self, path: str) -> http.client.HTTPResponse:
        try:
            return self._asked(path)
        except (ConnectionError, http.client.RemoteDisconnected):  # the server ends connections that are not used
            self._connection.close()
            return self._asked(path)

    def _asked(self, path: str) -> http.client.HTTPResponse:
        self._connection.request("GET", path, headers={"Cookie": self.cookie} if self.cookie else {})
        answer = self._connection.getresponse()
        self._body = answer.read()
        return answer


class Serving(NamedTuple):
    """A running `mdnet serve`: the address of the page, that of the feed, and the process."""

    page: str
    feed: str
    process: subprocess.Popen[str]


@contextmanager
def serving(place: Place) -> Iterator[Serving]:
    """Run `mdnet serve` on the vault. It has settings: a vault without is shown what it contains each time."""
    (place.vault / "mdnetwork.toml").touch()
    command = (*MDNET, "serve", "--port", "0", "--today", TODAY.isoformat())
    with subprocess.Popen(  # noqa: S603  our own
        command,
        env=place.environment("cache"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None  # noqa: S101  for the type checker
            assert process.stderr is not None  # noqa: S101  as above
            lines = iter(process.stdout.readline, "")
            feed = next(lines).strip()
            page = next(line for line in lines if "token=" in line).strip()
            threading.Thread(target=process.stderr.read, daemon=True).start()
            yield Serving(page, feed, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(_LONGEST)


def pages(place: Place) -> Samples:
    """Each page when nothing changed and after a change, others while a heavy one is made, open pages, and saves."""
    found: Samples = {}
    with serving(place) as served:
        client, saves = PageClient(served.page), changes(place.vault, 1_000, seed=2)
        _until_known(client, saves)  # the system's watches are set by then
        for name, path in PAGES.items():
            client.get(path)
            _until_known(client, saves)
            found[f"page {name}, after a change"] = _asked(served, client, path, 1)
            found[f"page {name}"] = _asked(served, client, path, AGAIN)
        for name in HEAVY:
            _until_known(client, saves)
            found |= _beside(served, client, name)
        found |= _open_pages(served)
        found["pages, save"] = Sample(median(_seen_after(client, saves) for _ in range(SAVES)))
        client.close()
        peak = high_water(served.process.pid)
        found["page today"] = found["page today"]._replace(peak=peak)
    return found


def _asked(served: Serving, client: PageClient, path: str, times: int) -> Sample:
    """The median of so many requests, and the processor time that the server took for each."""
    before = _processor(served.process.pid)
    taken = [client.get(path)[0] for _ in range(times)]
    return Sample(median(taken), (_processor(served.process.pid) - before) / times)


def _processor(process: int) -> float:
    """Seconds of processor time of a process and its children that run, 0 if the system does not say."""
    whose = {str(process)}
    ticks = 0
    for stat in sorted(Path("/proc").glob("[0-9]*/stat"), key=lambda path: int(path.parent.name)):
        try:
            parent, *times = itemgetter(1, 11, 12)(stat.read_text(encoding="utf-8").rpartition(")")[2].split())
        except OSError:  # it ended
            continue
        if stat.parent.name in whose or parent in whose:
            whose.add(stat.parent.name)
            ticks += sum(map(int, times))
    return ticks / os.sysconf("SC_CLK_TCK") if ticks else 0.0


def _until_known(client: PageClient, saves: Iterator[Path]) -> None:
    """Save a note, and wait until the page has been told."""
    before = client.generation()
    next(saves)
    while client.generation() == before:
        time.sleep(0.01)
    time.sleep(2.0)  # and until the feeds are made


def _seen_after(client: PageClient, saves: Iterator[Path]) -> float:
    """Seconds from a save until a page that asks every half second, at any moment of it, has its new content."""
    time.sleep(2.0)  # until the feeds are made of the save before
    before = client.generation()
    client.get("/")
    next(saves)
    began = time.perf_counter()
    time.sleep(random.random() * EVERY)  # noqa: S311  no secret
    while client.generation() == before:
        time.sleep(EVERY)
    client.get("/")
    return time.perf_counter() - began


def _beside(served: Serving, client: PageClient, heavy: str) -> Samples:
    """The longest that Today, a person and the feed take while a heavy page is made."""
    done = threading.Event()
    paths = BESIDE | {"feed": urlsplit(served.feed).path}
    taken: dict[str, list[float]] = {name: [] for name in paths}

    def ask() -> None:
        other = PageClient(served.page)
        number = 1
        while not done.is_set():
            for name, path in paths.items():
                taken[name].append(other.get(path.format(number))[0])
            number += 1
        other.close()

    asking = threading.Thread(target=ask)
    asking.start()
    client.get(PAGES[heavy])
    done.set()
    asking.join()
    return {f"page {name} beside {heavy}": Sample(median(each)) for name, each in taken.items() if each}


def _open_pages(served: Serving) -> Samples:
    """How long open pages wait that ask for news."""
    until = time.perf_counter() + OPENED
    taken: list[float] = []

    def ask(number: int) -> None:
        client = PageClient(served.page)
        time.sleep(number / OPEN * EVERY)
        while time.perf_counter() < until:
            seconds, _ = client.get("/changes")
            taken.append(seconds)
            time.sleep(max(0.0, EVERY - seconds))
        client.close()

    asking = [threading.Thread(target=ask, args=(number,)) for number in range(OPEN)]
    _each(asking, threading.Thread.start)
    _each(asking, threading.Thread.join)
    return {"pages open": Sample(median(taken)), "pages open 95 %": Sample(quantiles(taken, n=20)[-1])}


def _each(threads: list[threading.Thread], act: Callable[[threading.Thread], None]) -> None:
    for thread in threads:
        act(thread)


def assets() -> int:
    """The bytes of all files that a page loads, gzipped."""
    return sum(len(gzip.compress(file.read_bytes())) for file in (ROOT / "mdnetwork/web/static").iterdir())


def main() -> None:
    """Make a vault, measure once, and print."""
    notes = int(sys.argv[1]) if len(sys.argv) > 1 else 16_700  # 60 % of them are people
    with tempfile.TemporaryDirectory(prefix="mdnetwork-benchmark-") as folder:
        place = Place(Path(folder) / "vault", Path(folder) / "work", notes)
        make(place.vault, notes, density=DENSE)
        for row, sample in pages(place).items():
            print(f"{row:<36} {sample.seconds * 1000:9,.1f} ms, processor {sample.cpu * 1000:9,.1f} ms", flush=True)  # noqa: T201  a program
    print(f"{'what a page loads, gzipped':<36} {assets():9,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
