"""A real server on loopback, and the plainest of clients."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NamedTuple

from mdnetwork.web.feeds import AsgiApplication
from mdnetwork.web.server import listening
from support.patience import PATIENCE


class Got(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


@contextmanager
def served(application: AsgiApplication, say: Callable[[str], None] = print) -> Iterator[int]:
    with listening(lambda _port: application, "127.0.0.1", 0, say) as (port, answer):
        answer()
        yield port


def fetch(port: int, path: str, method: str = "GET", **headers: str) -> Got:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        got = connection.getresponse()
        return Got(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
    finally:
        connection.close()
