"""Serving: what a calendar on a server should hold, and what has to be done for it. Pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

_EVENT = re.compile(rb"^BEGIN:(VEVENT|VTODO)\r\n.*?^END:\1\r\n", re.MULTILINE | re.DOTALL)
_UID = re.compile(rb"^UID:([0-9a-f]+)\r\n", re.MULTILINE)
_PRODID = re.compile(rb"^PRODID:.*\r\n(?: .*\r\n)*", re.MULTILINE)


class Put(NamedTuple):
    """Write this object; `tag` is the entity tag that it has on the server now, "" where it is new."""

    name: str
    data: bytes
    tag: str


class Delete(NamedTuple):
    """Take this object of ours away, unless it is no longer the one with this entity tag."""

    name: str
    tag: str


class Known(NamedTuple):
    """What we last wrote under a name: its digest, and the entity tag that the server gave it."""

    digest: str
    tag: str


def mark_of(vault: str, calendar: str) -> str:
    """What the names of objects of one vault's calendar begin with: by it ours are told from all others.

    The same vault has the same mark on each machine, as long as it has the same name there.
    """
    both = f"{vault}\0{calendar}".encode()
    return f"mdnet-{hashlib.sha256(both).hexdigest()[:12]}-"


def objects(feed: bytes, mark: str) -> dict[str, bytes]:
    """Each event of a feed as an object of its own (RFC 4791, 4.1), by the name it has on the server."""
    found = _PRODID.search(feed)
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + (found.group() if found else b"")
    made = {}
    for event in _EVENT.finditer(feed):
        uid = _UID.search(event.group())
        if uid:
            made[f"{mark}{uid.group(1).decode()}.ics"] = head + event.group() + b"END:VCALENDAR\r\n"
    return made


def steps(
    wanted: Mapping[str, bytes], there: Mapping[str, str], known: Mapping[str, Known], mark: str
) -> Iterator[Put | Delete]:
    """What to do so that a calendar holds what is wanted; nothing for what is as we wrote it.

    `there` has the entity tag of each object on the server, ours and others'; only names with our mark are touched.
    """
    for name, data in wanted.items():
        if known.get(name) != Known(digest(data), there.get(name, "")):
            yield Put(name, data, there.get(name, ""))
    for name in sorted(there.keys() - wanted.keys()):
        if name.startswith(mark):
            yield Delete(name, there[name])


def digest(data: bytes) -> str:
    """What tells these bytes from others."""
    return hashlib.sha256(data).hexdigest()
