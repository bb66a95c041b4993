"""Serving: a feed's bytes, and the answer to a request for them. Pure: the moment is an argument."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import NamedTuple, Self
from urllib.parse import quote

from mdnetwork.serving.conditions import http_date, is_unmodified, matching_tag, takes_gzip

ALLOWED = ("GET", "HEAD")
SAME_FOR_ALL = (
    # Whoever keeps an answer asks before using it again, and no cache that others share keeps it.
    ("Cache-Control", "private, no-cache"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Robots-Tag", "noindex"),
)


@dataclass(frozen=True, slots=True)
class Served:
    """A feed as it is served: its bytes, the same compressed, a strong entity tag of each, when they last changed."""

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


class Answer(NamedTuple):
    """Status, headers and body of an answer; the answer to a HEAD has the headers of a GET's, and no body."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes


NOT_FOUND = Answer(
    HTTPStatus.NOT_FOUND, (*SAME_FOR_ALL, ("Content-Type", "text/plain"), ("Content-Length", "10")), b"Not found\n"
)
"""Whatever is wrong with a request, it is answered with this: whoever guesses learns nothing."""


def answer(served: Served, name: str, method: str, asked: Mapping[str, str], now: datetime) -> Answer:
    """The answer to a GET or HEAD for the feed `name`; `asked` has the request's headers in lower case.

    If-None-Match comes first, and If-Modified-Since counts only without it (RFC 9110, 13.2.2). Either form's tag gives
    304, with the tag that matched: it is the one that the client's copy goes by.
    """
    packed = takes_gzip(asked.get("accept-encoding", ""))
    tags = (served.packed_tag, served.tag) if packed else (served.tag, served.packed_tag)
    if "if-none-match" in asked:
        matched = matching_tag(asked["if-none-match"], tags)
    else:
        unmodified = is_unmodified(asked.get("if-modified-since", ""), served.changed, now)
        matched = tags[0] if unmodified else None
    if matched:
        return Answer(HTTPStatus.NOT_MODIFIED, _validators(served, matched, now), b"")
    body = served.packed if packed else served.data
    encoding = (("Content-Encoding", "gzip"),) if packed else ()
    headers = (*_validators(served, tags[0], now), *_content(body, name), *encoding)
    return Answer(HTTPStatus.OK, headers, b"" if method == "HEAD" else body)


def _validators(served: Served, tag: str, now: datetime) -> tuple[tuple[str, str], ...]:
    """What 200 and 304 have in common. A date of change that is yet to come is given as now (RFC 9110, 8.8.2.1)."""
    changed = http_date(min(served.changed, now))
    return (*SAME_FOR_ALL, ("ETag", tag), ("Last-Modified", changed), ("Vary", "Accept-Encoding"))


def _content(body: bytes, name: str) -> tuple[tuple[str, str], ...]:
    """Inline, as Google takes offence at `attachment`. RFC 6266 has a form of its own for names beyond ASCII."""
    plain = name.isascii() and name.replace("-", "").replace("_", "").isalnum()
    file = f'filename="{name}.ics"' if plain else f"filename*=UTF-8''{quote(name, safe='')}.ics"
    return (
        ("Content-Type", "text/calendar; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Content-Disposition", f"inline; {file}"),
    )
