"""The ASGI application that answers requests for feeds with the bytes it keeps.

Pure: the moment is an argument.
"""

from __future__ import annotations

import gzip
import hashlib
import hmac
import re
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, MutableMapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import Any, NamedTuple, Self
from urllib.parse import quote

from mdnetwork.sync.state import Since

ALLOWED = ("GET", "HEAD")
SAME_FOR_ALL = (
    # Clients ask again before they reuse an answer, and shared caches do not keep it.
    ("Cache-Control", "private, no-cache"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
)
_ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_ANY = "*"
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
AsgiApplication = Callable[[Scope, Receive, Send], Awaitable[None]]
SUFFIX = ".ics"
_A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Served:
    """A served feed: its bytes, plain and compressed, a strong entity tag of each, and the time of the last change."""

    data: bytes
    tag: str
    packed: bytes
    packed_tag: str
    changed: datetime
    """In whole seconds, with a time zone."""

    @classmethod
    def of(cls, data: bytes, changed: datetime) -> Self:
        """The feed with these bytes since `changed`."""
        digest = hashlib.sha256(data).hexdigest()
        packed = gzip.compress(data, mtime=0)
        return cls(data, f'"{digest}"', packed, f'"{digest}-gzip"', changed.replace(microsecond=0))


class HttpAnswer(NamedTuple):
    """Status, headers and body. The answer to a HEAD has the headers of a GET, and no body."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes


NOT_FOUND = HttpAnswer(
    HTTPStatus.NOT_FOUND, (*SAME_FOR_ALL, ("Content-Type", "text/plain"), ("Content-Length", "10")), b"Not found\n"
)
"""The answer to every wrong request, so that guessing reveals nothing."""


def answer(served: Served, name: str, method: str, asked: Mapping[str, str], now: datetime) -> HttpAnswer:
    """The answer to a GET or HEAD for the feed `name`; `asked` has the request's headers in lower case.

    If-Modified-Since counts only without If-None-Match (RFC 9110, 13.2.2). The tag of either form gives 304, with the
    tag that matched, since the client's copy has it.
    """
    packed = takes_gzip(asked.get("accept-encoding", ""))
    tags = (served.packed_tag, served.tag) if packed else (served.tag, served.packed_tag)
    if "if-none-match" in asked:
        matched = matching_tag(asked["if-none-match"], tags)
    else:
        unmodified = is_unmodified(asked.get("if-modified-since", ""), served.changed, now)
        matched = tags[0] if unmodified else None
    if matched:
        return HttpAnswer(HTTPStatus.NOT_MODIFIED, _validators(served, matched, now), b"")
    body = served.packed if packed else served.data
    encoding = (("Content-Encoding", "gzip"),) if packed else ()
    headers = (*_validators(served, tags[0], now), *_content(body, name), *encoding)
    return HttpAnswer(HTTPStatus.OK, headers, b"" if method == "HEAD" else body)


def _validators(served: Served, tag: str, now: datetime) -> tuple[tuple[str, str], ...]:
    """The headers of both 200 and 304. A change date in the future is replaced by now (RFC 9110, 8.8.2.1)."""
    changed = http_date(min(served.changed, now))
    return (*SAME_FOR_ALL, ("ETag", tag), ("Last-Modified", changed), ("Vary", "Accept-Encoding"))


def _content(body: bytes, name: str) -> tuple[tuple[str, str], ...]:
    """The headers about the body. Inline, since Google rejects `attachment`; names beyond ASCII are as in RFC 6266."""
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    file = f'filename="{name}.ics"' if plain else f"filename*=UTF-8''{quote(name, safe='')}.ics"
    return (
        ("Content-Type", "text/calendar; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Content-Disposition", f"inline; {file}"),
    )


def matching_tag(if_none_match: str, tags: Iterable[str]) -> str | None:
    """The first of `tags` in the header, or the first one if the header is `*`.

    Tags are compared weakly, as for If-None-Match (RFC 9110, 13.1.2): `W/"a"` equals `"a"`.
    """
    named = set(_ENTITY_TAG.findall(if_none_match))
    return next((tag for tag in tags if tag in named or if_none_match.strip() == _ANY), None)


def is_unmodified(if_modified_since: str, changed: datetime, now: datetime) -> bool:
    """Whether nothing changed since the header's date (RFC 9110, 13.1.3), which has whole seconds.

    An invalid date is ignored, and so is one in the future: it is from a clock that was set back.
    """
    try:
        since = parsedate_to_datetime(if_modified_since)
    except (ValueError, OverflowError):
        return False
    since = since.replace(tzinfo=UTC) if since.tzinfo is None else since
    return changed <= since <= now


def http_date(moment: datetime) -> str:
    """The time as Sun, 06 Nov 1994 08:49:37 GMT (RFC 9110, 5.6.7)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def takes_gzip(accept_encoding: str) -> bool:
    """Whether the header accepts gzip (RFC 9110, 12.5.3): by name, else by `*`, with a weight above zero."""
    weights = dict(_weighed(each) for each in accept_encoding.lower().split(","))
    return weights.get("gzip", weights.get("x-gzip", weights.get(_ANY, 0.0))) > 0


def _weighed(coding: str) -> tuple[str, float]:
    name, _, parameters = coding.partition(";")
    weight = parameters.strip().removeprefix("q=")
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0


async def answered(said: HttpAnswer, send: Send) -> None:
    """Send a complete answer."""
    headers = [(name.lower().encode(), value.encode("latin-1")) for name, value in said.headers]
    await send({"type": "http.response.start", "status": said.status.value, "headers": headers})
    await send({"type": "http.response.body", "body": said.body})


class FeedApplication:
    """Answers `/TOKEN/NAME.ics` with the feed of that name, and everything else with 404.

    `token` is called for each request, so that a new token is valid at once; `now` is the caller's clock, with a zone.
    """

    def __init__(self, shelf: ServedFeeds, token: Callable[[], str], now: Callable[[], datetime]) -> None:
        self._shelf, self._token, self._now = shelf, token, now

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002  as ASGI has it
        """Answer a request. Its address is not passed on, since it contains the token."""
        await answered(self._answer(scope), send)

    def _answer(self, scope: Scope) -> HttpAnswer:
        name = self._feed_name(scope["path"])
        method = scope["method"]
        served = self._shelf.get(name) if name and method in ALLOWED else None
        if name is None or served is None:
            return NOT_FOUND
        return answer(served, name, method, _headers(scope), self._now())

    def _feed_name(self, path: str) -> str | None:
        """The feed's name in the path, if the token is right. The comparison takes constant time."""
        token, _, name = path.removeprefix("/").partition("/")
        if not hmac.compare_digest(token.encode(errors="replace"), self._token().encode()):
            return None
        return name.removesuffix(SUFFIX) if name.endswith(SUFFIX) else None


def _headers(scope: Scope) -> dict[str, str]:
    """The headers by name in lower case; those that come more than once are joined (RFC 9110, 5.3)."""
    headers: dict[str, str] = {}
    for key, value in scope["headers"]:
        name, text = key.decode("latin-1"), value.decode("latin-1")
        headers[name] = f"{headers[name]}, {text}" if name in headers else text
    return headers


class ServedFeeds:
    """Feeds by name. A feed is always complete, and is available from the first `put` on.

    `since` remembers across runs when each feed last changed.
    """

    def __init__(self, since: Since | None = None) -> None:
        self._served: dict[str, Served] = {}
        self._since = since

    def get(self, name: str) -> Served | None:
        """The feed with this name; None if there is none."""
        return self._served.get(name)

    def put(self, name: str, data: bytes, now: datetime) -> bool:
        """Keep these bytes as the feed with this name; returns whether they differ from the last ones.

        Last-Modified counts in seconds, so a second change within a second gets a date one second later. Otherwise a
        client that asks by date alone would keep the first one forever.
        """
        old = self._served.get(name)
        if old is not None and old.data == data:
            return False
        fresh = Served.of(data, max(now, old.changed + _A_SECOND) if old is not None else now)
        known = self._since.recall(name, fresh.tag) if self._since is not None and old is None else None
        self._served[name] = replace(fresh, changed=known) if known is not None else fresh
        return True

    def keep_only(self, names: Collection[str]) -> None:
        """Remove the feeds that are no longer in the settings."""
        for name in self._served.keys() - set(names):
            del self._served[name]

    def record(self) -> None:
        """Save when each feed last changed. Raises OutputError; the feeds are served in any case."""
        if self._since is not None:
            self._since.remember({name: (served.tag, served.changed) for name, served in self._served.items()})
