"""`mdnet serve` as a process: addresses first, always current, and a clean end."""

from __future__ import annotations

import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.cli.serve import account_address, for_phone
from mdnetwork.sync.publishing import Destination
from support.command import call
from support.paths import environment
from support.patience import PATIENCE, patiently
from support.vaults import write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")


@pytest.fixture(autouse=True)
def own_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


class Server:
    """A running `mdnet serve`. Reading a line waits for it (`patience.py`)."""

    def __init__(self, process: subprocess.Popen[str], feeds: int) -> None:
        assert process.stdout is not None
        assert process.stderr is not None
        self.process, self._stderr = process, process.stderr
        self.urls = [process.stdout.readline().rstrip("\n") for _ in range(2 * feeds)]

    def line(self) -> str:
        return self._stderr.readline().rstrip("\n")

    def get(self, at: int = 0) -> tuple[int, bytes]:
        url = urlsplit(self.urls[at])
        connection = http.client.HTTPConnection(url.netloc, timeout=PATIENCE)
        try:
            connection.request("GET", url.path)
            got = connection.getresponse()
            return got.status, got.read()
        finally:
            connection.close()

    def end(self, number: signal.Signals) -> tuple[str, int]:
        self.process.send_signal(number)
        return self._stderr.read(), self.process.wait(PATIENCE)


@contextmanager
def serving(*more: str, feeds: int = 1) -> Iterator[Server]:
    command = [sys.executable, "-m", "mdnetwork", "serve", "--port", "0", *more]
    pipe = subprocess.PIPE
    with (
        subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment()) as process,
        patiently(process),
    ):
        yield Server(process, feeds)


@pytest.mark.parametrize(
    ("source", "host", "reached"),
    [
        ("", "127.0.0.1", ""),
        ("", "localhost", ""),
        ("", "192.168.7.20", "webcal://192.168.7.20:8321/key/feed.ics"),
        ("https://calendar.example/mine.ics", "127.0.0.1", "https://calendar.example/mine.ics"),
        ("http://localhost:8000/mine.ics", "127.0.0.1", ""),
        ("http://[::1]/mine.ics", "::1", ""),
        ("javascript:alert(1)", "127.0.0.1", ""),
    ],
)
def test_a_phone_gets_an_address_that_it_can_reach(source: str, host: str, reached: str) -> None:
    assert for_phone(FeedSettings(source=source), host, 8321, "key", "feed") == reached


@pytest.mark.parametrize(
    ("server", "user", "address"),
    [
        ("https://cloud.example/dav/", "ada", "caldavs://ada@cloud.example/dav/"),
        ("http://192.168.7.20:5232/", "ada@cloud.example", "caldav://ada%40cloud.example@192.168.7.20:5232/"),
        ("http://127.0.0.1:5232/", "ada", ""),
    ],
)
def test_an_account_on_a_server_has_an_address_unless_only_this_machine_reaches_it(
    server: str, user: str, address: str
) -> None:
    assert account_address(Destination(server, user, "Follow-ups", "2026-11-23")) == address


def test_open_opens_the_page_in_the_browser(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The browser here is one that prints the address it gets."""
    monkeypatch.setenv("BROWSER", "echo opened %s")
    with serving("--open", feeds=2) as server:  # two lines of the feed, the page's, and the browser's
        page, opened = server.urls[2:]
        address = opened.removeprefix("opened ")
        assert (address.partition("=")[0], address == page) == (page.partition("=")[0], False)
        server.end(signal.SIGTERM)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_serve_is_current_and_ends_cleanly(vault: Path, number: signal.Signals) -> None:
    with serving() as server:
        http_url, webcal_url = server.urls
        assert http_url.startswith("http://127.0.0.1:")
        assert webcal_url == http_url.replace("http:", "webcal:")
        assert server.line() == f"Serving {vault}; 1 feed renewed."
        assert server.get() == (200, call("feed").out)
        write(vault, {"People/Carla Riva.md": "---\ntype: person\nbirthday: 1990-05-01\n---\n"})
        assert server.line() == "added People/Carla Riva.md; 1 feed renewed."
        assert server.get() == (200, call("feed").out)
        assert b"Carla" in server.get()[1]
        write(vault, {"Other.md": "nothing of people\n"})
        assert server.line() == "added Other.md; the feeds are current."
        said, status = server.end(number)
        assert (said, status) == ("", 0)


def test_each_feed_of_the_settings_has_an_address_and_wrong_settings_take_none_away(vault: Path) -> None:
    write(vault, {"mdnetwork.toml": '[feeds.work]\nkinds = ["birthday"]\nprivacy = "initials"\n'})
    with serving(feeds=2) as server:
        assert server.urls[2].endswith("/work.ics")
        assert server.line() == f"Serving {vault}; 2 feeds renewed."
        good = server.get(2)
        assert good == (200, call("feed", "--name", "work").out)
        write(vault, {"mdnetwork.toml": '[feeds.work]\nprivacy = "sometimes"\n'})
        assert "privacy" in server.line()
        assert server.get(2) == good
        write(vault, {"mdnetwork.toml": '[feeds.feed]\nprivacy = "busy"\n'})
        assert "rename it" in server.line()
        assert server.get(2) == good
        assert server.end(signal.SIGTERM) == ("", 0)


def test_a_new_token_closes_the_old_address_of_a_running_server(vault: Path) -> None:
    with serving() as server:
        assert server.get()[0] == 200
        port = urlsplit(server.urls[0]).port
        renewed = call("serve", "--urls", "--rotate-token", "--port", str(port)).stdout.splitlines()
        assert server.get()[0] == 404
        server.urls = renewed
        assert server.get()[0] == 200
        token = urlsplit(renewed[0]).path.split("/")[1]
        said, _ = server.end(signal.SIGTERM)
        assert token not in said


def test_beyond_this_machine_there_is_a_warning(vault: Path) -> None:
    with serving("--host", "0.0.0.0") as server:  # noqa: S104  the warning is the test
        assert server.line().startswith("Beyond this machine, whoever learns an address can read")


def test_a_taken_port_is_one_sentence(vault: Path) -> None:
    with serving() as server:
        port = str(urlsplit(server.urls[0]).port)
        said = call("serve", "--port", port)
        assert (said.stdout, said.status) == ("", 1)
        assert said.stderr == (
            f"Port {port} of 127.0.0.1 is taken, perhaps by another mdnet serve; choose one with --port.\n"
        )


def test_addresses_stay_the_same(vault: Path) -> None:
    first = call("serve", "--urls").stdout
    assert first == call("serve", "--urls").stdout
    assert first.startswith("http://127.0.0.1:8321/")
