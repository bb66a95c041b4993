"""Serving: objects to a collection on a server: only what changed, only what is ours, and on from where it stopped."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from mdnetwork.own_folders import read_own
from mdnetwork.serving.published import Delete, Known, Put, digest, steps
from mdnetwork.vault import write_if_changed

_OWNER_ONLY = 0o600


class Shelf(Protocol):
    """A calendar or an address book on a server; see `dav.Remote`."""

    def listing(self) -> dict[str, str]:
        """The name and entity tag of each object."""

    def get(self, name: str) -> bytes:
        """An object; nothing where there is none."""

    def put(self, name: str, data: bytes, tag: str) -> str | None:
        """Write an object: its new entity tag, "" where that is not known, None where somebody was quicker."""

    def delete(self, name: str, tag: str) -> bool:
        """Delete an object; False where it changed meanwhile."""


class Published(NamedTuple):
    """How many objects were written and deleted, and how many were left as somebody else made them."""

    put: int = 0
    deleted: int = 0
    left: int = 0


class Publisher:
    """Publishes to one collection, and remembers in `file` what it wrote. Names with `mark` are its own."""

    def __init__(self, shelf: Shelf, mark: str, file: Path) -> None:
        self._shelf, self._mark, self._file = shelf, mark, file

    def changed_there(self) -> Iterator[tuple[str, str, bytes]]:
        """Name, entity tag and bytes of each object of ours that is no longer as we wrote it."""
        known = self._known()
        for name, tag in sorted(self._shelf.listing().items()):
            if name.startswith(self._mark) and (name not in known or known[name].tag != tag):
                yield name, tag, self._shelf.get(name)

    def accept(self, name: str, tag: str) -> None:
        """Take an object as it is there for what we wrote: it is written again only when there is something new to say.

        Raises OutputError where that cannot be remembered.
        """
        known = self._known()
        self._save(known | {name: known.get(name, Known("", ""))._replace(tag=tag)})

    def publish(self, wanted: Mapping[str, bytes], left_alone: Collection[str] = ()) -> Published:
        """Make the collection hold these objects, but for those to be left alone.

        Raises MdnetworkError; what was written until then is remembered.
        """
        there, known = self._shelf.listing(), self._known()
        done: dict[type, int] = {Put: 0, Delete: 0}
        written: dict[str, Known] = {}
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
            self._save(kept | self._with_tags(written))
        return Published(done[Put], done[Delete], left)

    def _take(self, step: Put | Delete, written: dict[str, Known]) -> bool:
        if isinstance(step, Delete):
            return self._shelf.delete(*step)
        tag = self._shelf.put(*step)
        if tag is not None:
            written[step.name] = Known(digest(step.data), tag)
        return tag is not None

    def _with_tags(self, written: Mapping[str, Known]) -> dict[str, Known]:
        """What was written, with its entity tags: where the server told none, they are looked up."""
        try:
            tags = self._shelf.listing() if any(not each.tag for each in written.values()) else {}
        except Exception:  # noqa: BLE001  it is written again the next time, which does no harm
            tags = {}
        tagged = {name: each._replace(tag=each.tag or tags.get(name, "")) for name, each in written.items()}
        return {name: each for name, each in tagged.items() if each.tag}

    def _save(self, known: Mapping[str, Known]) -> None:
        write_if_changed(self._file, json.dumps(known, sort_keys=True).encode(), _OWNER_ONLY)

    def _known(self) -> dict[str, Known]:
        try:
            read = json.loads(read_own(self._file))
            return {str(name): Known(str(made), str(tag)) for name, (made, tag) in read.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
