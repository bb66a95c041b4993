"""Publishing objects to a collection on a server: only what changed, only our own, and resumable."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple, Protocol

from mdnetwork.sync.state import StateTable

PUBLISHING = "publish"
"""The name of the folder where publishing keeps its state (`state_folder`)."""
_EVENT = re.compile(rb"^BEGIN:(VEVENT|VTODO)\r\n.*?^END:\1\r\n", re.MULTILINE | re.DOTALL)
_UID = re.compile(rb"^UID:([0-9a-f]+)\r\n", re.MULTILINE)
_PRODID = re.compile(rb"^PRODID:.*\r\n(?: .*\r\n)*", re.MULTILINE)


class RemoteCollection(Protocol):
    """A calendar or an address book on a server; see `dav.Remote`."""

    def listing(self) -> dict[str, str]:
        """The name and entity tag of each object."""

    def get(self, name: str) -> bytes:
        """An object; b"" if it does not exist."""

    def put(self, name: str, data: bytes, tag: str) -> str | None:
        """Write an object: returns its new entity tag, "" if that is unknown, None if the object changed meanwhile."""

    def delete(self, name: str, tag: str) -> bool:
        """Delete an object; False if it changed meanwhile."""


class Published(NamedTuple):
    """How many objects were written and deleted, and how many were left because they changed on the server."""

    put: int = 0
    deleted: int = 0
    left: int = 0


class Publisher:
    """Publishes to one collection, and records in `file` what it wrote. It owns the names that start with `mark`."""

    def __init__(self, shelf: RemoteCollection, mark: str, file: Path) -> None:
        self._shelf, self._mark = shelf, mark
        self._table = StateTable(file, lambda value, tag: PublishedObject(str(value), str(tag)))

    def changed_there(self) -> Iterator[tuple[str, str, bytes]]:
        """Name, entity tag and bytes of each object of ours that differs from what we wrote."""
        known = self._table.read()
        for name, tag in sorted(self._shelf.listing().items()):
            if name.startswith(self._mark) and (name not in known or known[name].tag != tag):
                yield name, tag, self._shelf.get(name)

    def accept(self, name: str, tag: str) -> None:
        """Accept an object as it is on the server. It is written again only if the notes change.

        Raises OutputError if this cannot be recorded.
        """
        known = self._table.read()
        self._table.change(known, known | {name: known.get(name, PublishedObject("", ""))._replace(tag=tag)})

    def publish(self, wanted: Mapping[str, bytes], left_alone: Collection[str] = ()) -> Published:
        """Make the collection contain these objects; those in `left_alone` are not touched.

        Raises MdnetworkError; what was written until then is recorded.
        """
        there, known = self._shelf.listing(), self._table.read()
        done: dict[type, int] = {Put: 0, Delete: 0}
        written: dict[str, PublishedObject] = {}
        left = 0
        try:
            for step in steps(wanted, there, known, self._mark):
                if step.name in left_alone:
                    continue
                if self._take(step, written):
                    done[type(step)] += 1
                else:
                    left += 1
        finally:
            kept = {name: each for name, each in known.items() if there.get(name) == each.tag or name in left_alone}
            self._table.change(known, kept | self._with_tags(written))
        return Published(done[Put], done[Delete], left)

    def _take(self, step: Put | Delete, written: dict[str, PublishedObject]) -> bool:
        if isinstance(step, Delete):
            return self._shelf.delete(*step)
        tag = self._shelf.put(*step)
        if tag is not None:
            written[step.name] = PublishedObject(digest(step.data), tag)
        return tag is not None

    def _with_tags(self, written: Mapping[str, PublishedObject]) -> dict[str, PublishedObject]:
        """The written objects with their entity tags, which are looked up if the server sent none."""
        try:
            tags = self._shelf.listing() if any(not each.tag for each in written.values()) else {}
        except Exception:  # noqa: BLE001  it is written again the next time, which does no harm
            tags = {}
        tagged = {name: each._replace(tag=each.tag or tags.get(name, "")) for name, each in written.items()}
        return {name: each for name, each in tagged.items() if each.tag}


class Put(NamedTuple):
    """Write this object; `tag` is its current entity tag on the server, "" for a new one."""

    name: str
    data: bytes
    tag: str


class Delete(NamedTuple):
    """Delete this object of ours, if it still has this entity tag."""

    name: str
    tag: str


class PublishedObject(NamedTuple):
    """What we last wrote under a name: its digest, and the entity tag from the server."""

    digest: str
    tag: str


class Destination(NamedTuple):
    """A calendar on a server that was published to: what an application asks for to have it, but for the password."""

    server: str
    user: str
    name: str
    """The calendar's."""
    day: str
    """When it was last published (2026-11-30)."""


def _destination(server: str, user: str, name: str, day: str) -> Destination:
    """A row of the table. Raises ValueError and TypeError if it is damaged."""
    date.fromisoformat(day)
    return Destination(server, user, name, day)


class Destinations:
    """The calendars that a vault was published to, in the folder where publishing keeps its state."""

    def __init__(self, folder: Path) -> None:
        self._table = StateTable(folder / "calendars.json", _destination)

    def read(self) -> list[Destination]:
        """All of them, the latest first. Raises NotOurs."""
        return sorted(self._table.read().values(), key=lambda each: (each.day, each.name), reverse=True)

    def remember(self, new: Destination) -> None:
        """Record that this was published to. Raises OutputError and VaultBusy."""
        known = self._table.read()
        key = "\0".join(new[:-1])
        if known.get(key) != new:
            self._table.change(known, known | {key: new})


def mark_of(vault: str, calendar: str) -> str:
    """The start of the names of our objects for one vault's calendar, to recognise them.

    The same vault has the same mark on each machine where it has the same name.
    """
    both = f"{vault}\0{calendar}".encode()
    return f"mdnet-{hashlib.sha256(both).hexdigest()[:12]}-"


def objects(feed: bytes, mark: str) -> dict[str, bytes]:
    """Each event of a feed as a separate object (RFC 4791, 4.1), by its name on the server."""
    found = _PRODID.search(feed)
    head = b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + (found.group() if found else b"")
    made = {}
    for event in _EVENT.finditer(feed):
        uid = _UID.search(event.group())
        if uid:
            made[f"{mark}{uid.group(1).decode()}.ics"] = head + event.group() + b"END:VCALENDAR\r\n"
    return made


def steps(
    wanted: Mapping[str, bytes], there: Mapping[str, str], known: Mapping[str, PublishedObject], mark: str
) -> Iterator[Put | Delete]:
    """The steps that make a calendar contain what is wanted; none for objects that are as we wrote them.

    `there` has the entity tag of each object on the server, including others'; only names with our mark are touched.
    """
    for name, data in wanted.items():
        if known.get(name) != PublishedObject(digest(data), there.get(name, "")):
            yield Put(name, data, there.get(name, ""))
    for name in sorted(there.keys() - wanted.keys()):
        if name.startswith(mark):
            yield Delete(name, there[name])


def digest(data: bytes) -> str:
    """The digest of these bytes."""
    return hashlib.sha256(data).hexdigest()
