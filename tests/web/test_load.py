"""Many clients at once: nobody sees an error or half a feed. `benchmarks/polling.py` does the same for a minute.

Many pages are open at once: each hears of a change and gets it, and few threads make them.
"""

from __future__ import annotations

import http.client
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

from benchmarks.polling import Client, poll
from mdnetwork.cli.contents import CommandContents
from mdnetwork.network import Network
from mdnetwork.web.page import THREADS, application
from mdnetwork.web.site import Site
from support.paths import ROOT
from support.patience import PATIENCE
from support.web_client import served

OPEN = 200
"""How many pages are open."""


def until_all_have_asked(clients: list[Client], times: int = 5) -> None:
    """Wait until each has had so many answers from now on, however long that takes.

    The first may be of the feed before, one is the whole feed, and the others say that nothing has changed.
    """
    for client in clients:
        while client.answered.acquire(blocking=False):
            pass
    for client in clients:
        for _ in range(times):
            assert client.answered.acquire(timeout=PATIENCE)


def test_pollers_see_whole_feeds_and_mostly_304() -> None:
    told = poll(clients=10, changes=5, pause=until_all_have_asked)
    assert told.errors == 0
    assert told.torn == 0
    assert told.unchanged > told.whole > 0


class OpenPage:
    """A page in a browser: it keeps its connection, and opens another if the server ended that one."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self._path = ""

    def ask(self, path: str) -> None:
        self._path = path
        self._connection.request("GET", path)

    def answer(self) -> bytes:
        try:
            got = self._connection.getresponse()
        except (http.client.RemoteDisconnected, ConnectionError):
            self._connection.close()
            self.ask(self._path)
            got = self._connection.getresponse()
        assert got.status == 200
        return got.read()

    def close(self) -> None:
        self._connection.close()


def asked_by_all(pages: list[OpenPage], path: str) -> set[bytes]:
    """The different answers, when all ask before the first one is read."""
    for each in pages:
        each.ask(path)
    return {each.answer() for each in pages}


def test_two_hundred_open_pages_hear_of_a_change(tmp_path: Path) -> None:
    def opened(*, refresh: bool = False) -> Network:
        vault = ROOT / "examples" / "vault"
        return Network.open(vault, refresh=refresh, cache_dir=tmp_path / "cache", state_dir=tmp_path / "state")

    opened(refresh=True).close()
    site = Site(opened, lambda: date(2026, 11, 23))
    before = {*threading.enumerate()}
    with closing(site), served(application(site, CommandContents())) as port:
        pages = [OpenPage(port) for _ in range(OPEN)]
        assert len(asked_by_all(pages, "/")) == 1
        assert asked_by_all(pages, "/changes") == {b'{"generation":0}'}
        site.news()
        assert asked_by_all(pages, "/changes?since=0") == {b'{"generation":1}'}
        assert [b'data-generation="1"' in each for each in asked_by_all(pages, "/")] == [True]
        assert len({*threading.enumerate()} - before) <= 1 + THREADS  # the server's, and those that make pages
        for each in pages:
            each.close()
