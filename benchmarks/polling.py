"""Clients that poll a feed while it changes: `python -m benchmarks.polling [CLIENTS] [SECONDS]`."""

from __future__ import annotations

import gzip
import hashlib
import http.client
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from statistics import median, quantiles
from typing import NamedTuple

from mdnetwork.web.feeds import FeedApplication, ServedFeeds
from mdnetwork.web.server import listening

TOKEN = "benchmark"  # noqa: S105  it opens nothing
EVENTS = 200


class Told(NamedTuple):
    """How many answers were whole feeds, 304, errors, torn feeds; and the seconds that each took."""

    whole: int
    unchanged: int
    errors: int
    torn: int
    latencies: tuple[float, ...]


def feed(number: int) -> bytes:
    """A feed whose last line is a digest of the lines before it."""
    body = f"BEGIN:VCALENDAR\r\nX-NUMBER:{number}\r\n" + f"X-EVENT:{number}\r\n" * EVENTS
    return f"{body}X-DIGEST:{hashlib.sha256(body.encode()).hexdigest()}\r\n".encode()


def is_whole(data: bytes) -> bool:
    """Whether the feed is complete and not mixed with another one."""
    body, _, digest = data.rpartition(b"X-DIGEST:")
    return hashlib.sha256(body).hexdigest().encode() == digest.strip()


class Client(threading.Thread):
    """Polls on one connection, with the entity tag of its copy. Every second client accepts gzip."""

    def __init__(self, port: int, stop: threading.Event, packed: bool) -> None:
        super().__init__()
        self._port, self._stopped, self._packed = port, stop, packed
        self.statuses: list[int] = []
        self.latencies: list[float] = []
        self.torn = 0
        self.answered = threading.Semaphore(0)
        """Released once for each answer."""

    def run(self) -> None:
        """Poll until the event is set."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        headers = {"Accept-Encoding": "gzip" if self._packed else "identity"}
        while not self._stopped.is_set():
            began = time.perf_counter()
            try:
                connection.request("GET", f"/{TOKEN}/feed.ics", headers=headers)
                got = connection.getresponse()
                data = got.read()
            except (OSError, http.client.HTTPException):
                self.statuses.append(0)
                connection.close()
                self.answered.release()
                continue
            self.latencies.append(time.perf_counter() - began)
            self.statuses.append(got.status)
            if got.status == http.HTTPStatus.OK:
                headers["If-None-Match"] = got.headers["ETag"]
                self.torn += not is_whole(gzip.decompress(data) if self._packed else data)
            self.answered.release()
            self._stopped.wait(0.01)
        connection.close()


def poll(clients: int, changes: int, pause: Callable[[list[Client]], object]) -> Told:
    """Let clients poll while the feed changes `changes` times. `pause` is called after each state of the feed."""
    shelf, stop = ServedFeeds(), threading.Event()
    shelf.put("feed", feed(0), _now())
    with listening(lambda _port: FeedApplication(shelf, lambda: TOKEN, _now), "127.0.0.1", 0, print) as (port, answer):
        answer()
        asking = [Client(port, stop, packed=bool(n % 2)) for n in range(clients)]
        for client in asking:
            client.start()
        for number in range(1, changes + 1):
            pause(asking)
            shelf.put("feed", feed(number), _now())
        pause(asking)
        stop.set()
        for client in asking:
            client.join()
    return _told(asking)


def _told(asking: list[Client]) -> Told:
    statuses = [status for client in asking for status in client.statuses]
    whole, unchanged = statuses.count(http.HTTPStatus.OK), statuses.count(http.HTTPStatus.NOT_MODIFIED)
    latencies = tuple(sorted(seconds for client in asking for seconds in client.latencies))
    torn = sum(client.torn for client in asking)
    return Told(whole, unchanged, len(statuses) - whole - unchanged, torn, latencies)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251  a server's clock


def lines(told: Told) -> Iterator[str]:
    """The result as lines."""
    yield f"answers {told.whole + told.unchanged}, of them 304 {told.unchanged}"
    yield f"errors {told.errors}, torn {told.torn}"
    slow = quantiles(told.latencies, n=100)
    yield f"latency median {median(told.latencies) * 1000:.1f} ms, 95 % {slow[94] * 1000:.1f} ms, 99 % {slow[98] * 1000:.1f} ms"


if __name__ == "__main__":
    chosen = [*sys.argv[1:], "50", "60"][:2] if len(sys.argv) < 3 else sys.argv[1:3]  # noqa: PLR2004  two numbers
    told = poll(int(chosen[0]), int(float(chosen[1]) * 2), lambda _clients: time.sleep(0.5))
    print("\n".join(lines(told)))  # noqa: T201  a program
