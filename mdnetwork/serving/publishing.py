"""Serving: a feed to a calendar on a server: only what changed, only what is ours, and on from where it stopped."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple, Protocol

from mdnetwork.serving.published import Delete, Known, Put, digest, objects, steps
from mdnetwork.vault import write_if_changed

_OWNER_ONLY = 0o600


class Shelf(Protocol):
    """A calendar on a server; see `dav.Calendar`."""

    def listing(self) -> dict[str, str]:
        """The name and entity tag of each object."""

    def put(self, name: str, data: bytes, tag: str) -> bool:
        """Write an object; False where somebody was quicker."""

    def delete(self, name: str, tag: str) -> bool:
        """Delete an object; False where it changed meanwhile."""


class Published(NamedTuple):
    """How many objects were written and deleted, and how many were left as somebody else made them."""

    put: int = 0
    deleted: int = 0
    left: int = 0


class Publisher:
    """Publishes one feed to one calendar, and remembers in `file` what it wrote."""

    def __init__(self, calendar: Shelf, mark: str, file: Path) -> None:
        self._calendar, self._mark, self._file = calendar, mark, file

    def publish(self, feed: bytes) -> Published:
        """Make the calendar hold the feed's events. Raises MdnetworkError; what was written is remembered."""
        there, known = self._calendar.listing(), self._known()
        done: dict[type, int] = {Put: 0, Delete: 0}
        written: dict[str, str] = {}
        left = 0
        try:
            for step in steps(objects(feed, self._mark), there, known, self._mark):
                if self._take(step):
                    done[type(step)] += 1
                    written |= {step.name: digest(step.data)} if isinstance(step, Put) else {}
                else:
                    left += 1
        finally:
            self._remember(there, known, written)
        return Published(done[Put], done[Delete], left)

    def _take(self, step: Put | Delete) -> bool:
        return self._calendar.put(*step) if isinstance(step, Put) else self._calendar.delete(*step)

    def _remember(self, there: Mapping[str, str], known: Mapping[str, Known], written: Mapping[str, str]) -> None:
        """Note what lies on the server by our hand. Not every server tells the tag of what it took: it is looked up."""
        try:
            tags = self._calendar.listing() if written else there
        except Exception:  # noqa: BLE001  it is written again the next time, which does no harm
            tags = {}
        kept = {name: each for name, each in known.items() if there.get(name) == each.tag and name not in written}
        kept |= {name: Known(made, tags[name]) for name, made in written.items() if name in tags}
        write_if_changed(self._file, json.dumps(kept, sort_keys=True).encode(), _OWNER_ONLY)

    def _known(self) -> dict[str, Known]:
        try:
            read = json.loads(self._file.read_bytes())
            return {str(name): Known(str(made), str(tag)) for name, (made, tag) in read.items()}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}
