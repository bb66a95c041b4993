"""Feed: the bytes of events in order of UID, in 256 pages: one event that comes or goes touches one of them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain


class Pages:
    """Events by UID. A page holds those whose UIDs begin with the same two digits, in order."""

    def __init__(self) -> None:
        self._pages: dict[str, dict[str, bytes]] = {}

    def put(self, events: Mapping[str, bytes]) -> None:
        """Put these in the place of those with the same UIDs; without any bytes, one only goes."""
        touched: dict[str, dict[str, bytes]] = {}
        for uid, event in events.items():
            touched.setdefault(uid[:2], {})[uid] = event
        for digits, new in touched.items():
            page = self._pages.get(digits, {}) | new
            self._pages[digits] = {uid: page[uid] for uid in sorted(page) if page[uid]}

    def events(self) -> list[bytes]:
        """All of them, in order of UID."""
        return list(chain.from_iterable(self._pages[digits].values() for digits in sorted(self._pages)))
