"""Requests that no client should send: raw bytes to the running `mdnet serve`, whatever server it is made of."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from mdnetwork.web import protocol
from mdnetwork.web.feeds import Send
from support.paths import environment
from support.stressed_vault import NOTES
from support.vaults import write
from support.web_client import served

TAKEN = 20_000_000
"""More bytes than the buffers of both ends and the server's own limits hold together."""


class Place(NamedTuple):
    port: int
    path: str


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Where the running server has a feed."""
    folder = tmp_path_factory.mktemp("serving")
    write(folder / "vault", NOTES)
    home = dict.fromkeys(("XDG_CACHE_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "HOME"), str(folder / "home"))
    variables = environment(**home, MDNET_TODAY="2026-11-23")
    command = [sys.executable, "-m", "mdnetwork", "--vault", str(folder / "vault"), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=variables) as process:
        assert process.stdout is not None
        parts = urlsplit(process.stdout.readline().split()[-1])
        yield Place(parts.port or 0, parts.path)
        process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGINT)


def talk(place: Place, data: bytes, endless: bytes = b"") -> tuple[bytes, int]:
    """All that the server says to these bytes until it closes the connection, and how much of `endless` it took."""
    with socket.create_connection(("127.0.0.1", place.port)) as connection:
        taken = 0
        with suppress(OSError):  # the server has closed
            connection.sendall(data)
            while endless and taken < TAKEN:
                connection.sendall(endless)
                taken += len(endless)
        said = b""
        with suppress(OSError):
            while part := connection.recv(65_536):
                said += part
        return said, taken


def statuses(said: bytes) -> list[int]:
    """The status of each answer."""
    return [int(line.split()[1]) for line in said.split(b"\r\n") if line.startswith(b"HTTP/1.")]


def request(place: Place, *headers: str, method: str = "GET", version: str = "1.1") -> bytes:
    lines = (f"{method} {place.path} HTTP/{version}", "Host: 127.0.0.1", *headers)
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode()


def is_well(place: Place) -> bool:
    """Whether the server still answers."""
    return statuses(talk(place, request(place, "Connection: close"))[0]) == [200]


NEXT = b"GET /next HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"


def test_a_feed_is_served_and_a_connection_kept_for_the_next_request(place: Place) -> None:
    assert statuses(talk(place, request(place) + request(place, "Connection: close"))[0]) == [200, 200]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (["Content-Length: 5", "Content-Length: 5"], b"hello"),
        (["Content-Length: 5", "Content-Length: 6"], b"hello"),
        (["Content-Length: 5", "content-length: 50"], b"hello"),
        (["Content-Length: 5, 5"], b"hello"),
        (["Content-Length: +5"], b"hello"),
        (["Content-Length: 0x5"], b"hello"),
        (["Content-Length: 1_0"], b"hello"),
        (["Content-Length: -1"], b"hello"),
        (["Content-Length:"], b"hello"),
        (["Content-Length: 5", "Transfer-Encoding: chunked"], b"5\r\nhello\r\n0\r\n\r\n"),
        (["Transfer-Encoding: chunked", "Content-Length: 5"], b"0\r\n\r\n"),
        (["Transfer-Encoding: chunked", "Transfer-Encoding: identity"], b"0\r\n\r\n"),
        (["Transfer-Encoding: chunked, chunked"], b"0\r\n\r\n"),
        (["Transfer-Encoding: \x0bchunked"], b"0\r\n\r\n"),
        (["Transfer-Encoding : chunked"], b"0\r\n\r\n"),
        (["Content-Length : 5"], b"hello"),
        (["X: y", " Content-Length: 5"], b"hello"),
        (["Transfer-Encoding: chunked"], b"x\r\nhello\r\n0\r\n\r\n"),
        (["Transfer-Encoding: chunked"], b"5\r\nhelloo\r\n0\r\n\r\n"),
        (["Transfer-Encoding: chunked"], b"5\nhello\n0\n\n"),
        (["Transfer-Encoding: chunked"], b"-5\r\nhello\r\n0\r\n\r\n"),
        (["Transfer-Encoding: chunked"], b"0x5\r\nhello\r\n0\r\n\r\n"),
        (["Transfer-Encoding: chunked"], b"5_0\r\nhello\r\n0\r\n\r\n"),
        (["Transfer-Encoding: chunked"], b"\r\n0\r\n\r\n"),
        (["Transfer-Encoding: chunked"], b"5" + b" " * 9000 + b"\r\nhello\r\n0\r\n\r\n"),
        (["Transfer-Encoding: chunked"], b"0\r\nX: y\n\r\n"),
        (["Host: other"], b""),
        (["X: a\x00b"], b""),
        (["X: a\rb"], b""),
        (["No colon"], b""),
        ([": no name"], b""),
    ],
    ids=repr,
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_request_whose_end_is_in_doubt_is_refused_and_what_follows_is_not_read(
    place: Place, method: str, headers: list[str], body: bytes
) -> None:
    said, _ = talk(place, request(place, *headers, method=method) + body + NEXT)
    assert statuses(said) in ([400], [])  # none where the system resets a connection with unread bytes
    assert b"BEGIN:VCALENDAR" not in said


def test_a_refusal_arrives_when_nothing_else_was_sent(place: Place) -> None:
    assert statuses(talk(place, request(place, "Content-Length: 0", "Content-Length: 0"))[0]) == [400]
    assert statuses(talk(place, request(place, "Content-Length: 0", "Transfer-Encoding: chunked"))[0]) == [400]
    assert statuses(talk(place, request(place, "Transfer-Encoding: chunked") + b"x\r\n")[0]) == [400]
    assert statuses(talk(place, request(place, "Transfer-Encoding: chunked", version="1.0"))[0]) == [400]


@pytest.mark.parametrize("headers", [["Content-Length: 5"], ["Transfer-Encoding: chunked"]], ids=repr)
@pytest.mark.parametrize("method", ["GET", "POST", "PUT"])
def test_after_a_body_the_connection_closes(place: Place, method: str, headers: list[str]) -> None:
    body = b"hello" if "Length" in headers[0] else b"5;x=y\r\nhello\r\n0\r\nTrailer: x\r\n\r\n"
    said, _ = talk(place, request(place, *headers, method=method) + body + NEXT)
    assert statuses(said) in ([200 if method == "GET" else 404], [])
    assert b"/next" not in said
    said, _ = talk(place, request(place, *headers, method=method) + body)
    assert statuses(said) == [200 if method == "GET" else 404]


@pytest.mark.parametrize("length", [200_000_000, 70_000, 10**17])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_large_body_is_refused_before_it_is_read(place: Place, method: str, length: int) -> None:
    head = request(place, f"Content-Length: {length}", method=method)
    assert statuses(talk(place, head)[0]) == [413]
    _, taken = talk(place, head, endless=b"x" * 100_000)
    assert taken < TAKEN
    assert is_well(place)


def test_a_client_that_asks_first_is_not_told_to_go_on_with_a_large_body(place: Place) -> None:
    said, _ = talk(place, request(place, "Content-Length: 200000000", "Expect: 100-continue", method="PUT"))
    assert statuses(said) == [413]


@pytest.mark.parametrize(
    "start",
    [
        b"GET /",
        b"G",
        b"GET / HTTP/1.1\r\nX: ",
        b"GET / HTTP/1.1\r\nX",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5;",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nX: ",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nFFFFFFF\r\n",
    ],
    ids=repr,
)
def test_lines_and_chunks_without_end_are_not_kept(place: Place, start: bytes) -> None:
    said, taken = talk(place, start, endless=b"x" * 100_000)
    assert taken < TAKEN
    assert statuses(said) in ([400], [413], [414], [431], [])
    assert is_well(place)


@pytest.mark.parametrize(
    "repeated",
    [b"X: y\r\n", b"A-name-that-is-long: and a value that is long\r\n", b"5\r\nhello\r\n", b" folded\r\n"],
    ids=repr,
)
def test_headers_and_chunks_without_number_are_not_kept(place: Place, repeated: bytes) -> None:
    coding = b"Transfer-Encoding: chunked\r\n\r\n" if repeated.startswith(b"5") else b""
    said, taken = talk(place, b"POST / HTTP/1.1\r\nHost: x\r\n" + coding, endless=repeated * 5000)
    assert taken < TAKEN
    assert statuses(said) in ([400], [413], [431], [])
    assert is_well(place)


def test_a_line_or_headers_that_are_too_long_are_refused(place: Place) -> None:
    assert statuses(talk(place, b"GET /" + b"x" * 20_000 + b" HTTP/1.1\r\n")[0]) in ([414], [400], [])
    many = [f"X-{n}: y" for n in range(101)]
    assert statuses(talk(place, request(place, *many))[0]) == [400]
    assert statuses(talk(place, request(place, *many[:90], "Connection: close"))[0]) == [200]
    assert statuses(talk(place, request(place, f"Cookie: {'x' * 8000}", "Connection: close"))[0]) == [200]


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """A server in this process whose clients have half a second for a request."""
    monkeypatch.setattr(protocol, "SECONDS", 0.5)

    async def large(scope: object, receive: object, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        for _ in range(1000):
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})

    with served(large) as port:
        yield Place(port, "/")


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nX: ", b"POST / HTTP/1.1\r\nContent-Length: 50000\r\n\r\n"])
def test_a_request_that_drips_is_ended(impatient: Place, start: bytes) -> None:
    with socket.create_connection(("127.0.0.1", impatient.port)) as connection, suppress(OSError):
        connection.sendall(start)
        connection.settimeout(0.01)
        while True:  # until the server has closed
            with suppress(TimeoutError):
                if not connection.recv(65_536):
                    break
            if start:
                connection.sendall(b"x")


def test_a_client_that_takes_nothing_of_its_answer_is_left(impatient: Place) -> None:
    with socket.create_connection(("127.0.0.1", impatient.port)) as connection:
        connection.sendall(request(impatient))
        is_open = True
        while is_open:  # until the server has given up
            threading.Event().wait(0.01)
            try:
                connection.sendall(b"x")
            except OSError:
                is_open = False


def test_those_who_drip_keep_nobody_waiting(place: Place) -> None:
    dripping = [socket.create_connection(("127.0.0.1", place.port)) for _ in range(60)]
    for connection in dripping:
        connection.sendall(b"GET / HTTP/1.1\r\nX: ")
    assert is_well(place)
    for connection in dripping:
        connection.close()
