"""Serving: the WSGI application (PEP 3333). It reads what lies on the shelf, and does nothing else."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mdnetwork.sync.state import Since
from mdnetwork.web.answers import ALLOWED, NOT_FOUND, HttpAnswer, Served, answer

Environ = dict[str, Any]
_SUFFIX = ".ics"
_PREFIX = "HTTP_"


class Application:
    """Answers `/TOKEN/NAME.ics` with the feed of that name, and everything else with 404.

    `token` is asked for at each request, so that a new one holds at once; `now` is the caller's clock, with a zone.
    """

    def __init__(self, shelf: ServedFeeds, token: Callable[[], str], now: Callable[[], datetime]) -> None:
        self._shelf, self._token, self._now = shelf, token, now

    def __call__(self, environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        """As PEP 3333 has it. A request's address is told to nobody: it holds the token."""
        said = self._answer(environ)
        start_response(f"{said.status.value} {said.status.phrase}", list(said.headers))
        return [said.body] if said.body and environ["REQUEST_METHOD"] != "HEAD" else []

    def _answer(self, environ: Environ) -> HttpAnswer:
        name = self._feed_name(environ.get("PATH_INFO", ""))
        method = environ["REQUEST_METHOD"]
        served = self._shelf.get(name) if name and method in ALLOWED else None
        if name is None or served is None:
            return NOT_FOUND
        return answer(served, name, method, dict(_headers(environ)), self._now())

    def _feed_name(self, path: str) -> str | None:
        """The feed's name in the path, where its token is ours. The comparison takes as long for a near miss."""
        token, _, file = path.removeprefix("/").encode("latin-1", "replace").partition(b"/")
        if not hmac.compare_digest(token, self._token().encode()):
            return None
        name = file.replace(b"%2F", b"/").decode(errors="replace")  # the one escape that the server leaves
        return name.removesuffix(_SUFFIX) if name.endswith(_SUFFIX) else None


def _headers(environ: Environ) -> Iterator[tuple[str, str]]:
    for key, value in environ.items():
        if key.startswith(_PREFIX):
            yield key.removeprefix(_PREFIX).replace("_", "-").lower(), value


_A_SECOND = timedelta(seconds=1)


class ServedFeeds:
    """Feeds by name. What is read is always whole, and there is something to read as soon as it was put once.

    `since` recalls when a feed came to be, from one run to the next.
    """

    def __init__(self, since: Since | None = None) -> None:
        self._served: dict[str, Served] = {}
        self._since = since

    def get(self, name: str) -> Served | None:
        """The feed of this name."""
        return self._served.get(name)

    def put(self, name: str, data: bytes, now: datetime) -> bool:
        """Keep these bytes as the feed of this name; returns whether they differ from the last ones.

        Last-Modified counts in seconds, so a second change within one second is dated a second later: otherwise a
        client that asks by date alone would keep the first one for good.
        """
        old = self._served.get(name)
        if old is not None and old.data == data:
            return False
        fresh = Served.of(data, max(now, old.changed + _A_SECOND) if old is not None else now)
        known = self._since.recall(name, fresh.tag) if self._since is not None and old is None else None
        self._served[name] = replace(fresh, changed=known) if known is not None else fresh
        return True

    def keep_only(self, names: Collection[str]) -> None:
        """Forget the feeds that the settings no longer name."""
        for name in self._served.keys() - set(names):
            del self._served[name]

    def record(self) -> None:
        """Note down since when the feeds are as they are. Raises OutputError; they are served all the same."""
        if self._since is not None:
            self._since.remember({name: (served.tag, served.changed) for name, served in self._served.items()})
