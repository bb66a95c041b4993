"""Serving: the last good bytes of every feed, put there by one thread and read by those that answer."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta

from mdnetwork.serving.answers import Served
from mdnetwork.serving.keeping import Since

_A_SECOND = timedelta(seconds=1)


class Shelf:
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
