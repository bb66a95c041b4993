"""Serving: the WSGI application (PEP 3333). It reads what lies on the shelf, and does nothing else."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from mdnetwork.serving.answers import ALLOWED, NOT_FOUND, Answer, answer
from mdnetwork.serving.shelf import Shelf

Environ = dict[str, Any]
_SUFFIX = ".ics"
_PREFIX = "HTTP_"


class Application:
    """Answers `/TOKEN/NAME.ics` with the feed of that name, and everything else with 404.

    `token` is asked for at each request, so that a new one holds at once; `now` is the caller's clock, with a zone.
    """

    def __init__(self, shelf: Shelf, token: Callable[[], str], now: Callable[[], datetime]) -> None:
        self._shelf, self._token, self._now = shelf, token, now

    def __call__(self, environ: Environ, start_response: Callable[..., object]) -> Iterable[bytes]:
        """As PEP 3333 has it. A request's address is told to nobody: it holds the token."""
        said = self._answer(environ)
        start_response(f"{said.status.value} {said.status.phrase}", list(said.headers))
        return [said.body] if said.body and environ["REQUEST_METHOD"] != "HEAD" else []

    def _answer(self, environ: Environ) -> Answer:
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
