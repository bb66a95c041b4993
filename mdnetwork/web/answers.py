"""Serving: a feed's bytes, and the answer to a request for them. Pure: the moment is an argument."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus
from typing import NamedTuple, Self
from urllib.parse import quote

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


class HttpAnswer(NamedTuple):
    """Status, headers and body of an answer; the answer to a HEAD has the headers of a GET's, and no body."""

    status: HTTPStatus
    headers: tuple[tuple[str, str], ...]
    body: bytes


NOT_FOUND = HttpAnswer(
    HTTPStatus.NOT_FOUND, (*SAME_FOR_ALL, ("Content-Type", "text/plain"), ("Content-Length", "10")), b"Not found\n"
)
"""Whatever is wrong with a request, it is answered with this: whoever guesses learns nothing."""


def answer(served: Served, name: str, method: str, asked: Mapping[str, str], now: datetime) -> HttpAnswer:
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
        return HttpAnswer(HTTPStatus.NOT_MODIFIED, _validators(served, matched, now), b"")
    body = served.packed if packed else served.data
    encoding = (("Content-Encoding", "gzip"),) if packed else ()
    headers = (*_validators(served, tags[0], now), *_content(body, name), *encoding)
    return HttpAnswer(HTTPStatus.OK, headers, b"" if method == "HEAD" else body)


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


_ENTITY_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')
_ANY = "*"


def matching_tag(if_none_match: str, tags: Iterable[str]) -> str | None:
    """The first of `tags` that the header names, or that `*` stands for.

    Tags are compared weakly, as RFC 9110, 13.1.2 has it for If-None-Match: `W/"a"` is `"a"`.
    """
    named = set(_ENTITY_TAG.findall(if_none_match))
    return next((tag for tag in tags if tag in named or if_none_match.strip() == _ANY), None)


def is_unmodified(if_modified_since: str, changed: datetime, now: datetime) -> bool:
    """Whether nothing changed since the header's date (RFC 9110, 13.1.3), which has no more than whole seconds.

    What is no date is ignored, and so is a date to come: it is from a clock that went back.
    """
    try:
        since = parsedate_to_datetime(if_modified_since)
    except (ValueError, OverflowError):
        return False
    since = since.replace(tzinfo=UTC) if since.tzinfo is None else since
    return changed <= since <= now


def http_date(moment: datetime) -> str:
    """Sun, 06 Nov 1994 08:49:37 GMT (RFC 9110, 5.6.7)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def takes_gzip(accept_encoding: str) -> bool:
    """Whether the header takes gzip (RFC 9110, 12.5.3): by name, else by `*`, with a weight that is not zero."""
    weights = dict(_weighed(each) for each in accept_encoding.lower().split(","))
    return weights.get("gzip", weights.get("x-gzip", weights.get(_ANY, 0.0))) > 0


def _weighed(coding: str) -> tuple[str, float]:
    name, _, parameters = coding.partition(";")
    weight = parameters.strip().removeprefix("q=")
    try:
        return name.strip(), float(weight) if weight else 1.0
    except ValueError:
        return name.strip(), 0.0
