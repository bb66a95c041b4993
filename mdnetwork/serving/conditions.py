"""Serving: what a request asks for, as HTTP words it (RFC 9110): conditions, dates and encodings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

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
