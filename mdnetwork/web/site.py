"""What the page is built on: the vault that stays current, a network for each thread, and one write at a time."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from mdnetwork.editing.changes import Plan, Step
from mdnetwork.network import Network


class Address(NamedTuple):
    """A feed's name and the addresses to subscribe to."""

    name: str
    urls: tuple[str, ...]
    for_phone: str = ""
    """The address that a phone can reach, if there is one."""


class PublishedCalendar(NamedTuple):
    """A calendar on a server: its name, what an application asks for, and when it was last published."""

    name: str
    server: str
    user: str
    day: date
    for_phone: str = ""
    """The address that opens an application on a phone which can reach the server."""


class _OfThread(threading.local):
    """What a thread holds: its network, and the generation that the network shows."""

    network: Network | None = None
    generation = -1
    settings: object = None


class Site:
    """One vault as the page shows it. All threads use it.

    `open_network` opens the vault without reading it: another thread keeps the store current, and calls `news` when
    something changed. `today` is the caller's clock.
    """

    def __init__(
        self,
        open_network: Callable[[], Network],
        today: Callable[[], date],
        *,
        read_only: bool = False,
    ) -> None:
        self._open, self._today = open_network, today
        self.read_only = read_only
        self.feeds: Callable[[], list[Address]] = list
        """The calendars to subscribe to."""
        self.published: Callable[[], list[PublishedCalendar]] = list
        """The calendars on a server."""
        self.generation = 0
        """Grows whenever an answer may be another one. An open page asks for it."""
        self._mine = _OfThread()
        self._opened: set[Network] = set()
        self._writing = threading.Lock()

    def today(self) -> date:
        """The day to answer for."""
        return self._today()

    def network(self) -> Network:
        """This thread's network: a connection of its own to the store, so that a slow page delays no other.

        It stays open until the site is closed.
        """
        mine, generation = self._mine, self.generation
        if mine.network is not None and mine.generation == generation:
            return mine.network
        if mine.network is None or mine.network.vault.read_settings() != mine.settings:
            if mine.network is not None:
                self._opened.discard(mine.network)
                mine.network.close()
            mine.network = self._open()
            self._opened.add(mine.network)
            mine.settings = mine.network.vault.read_settings()
        mine.network.unload()
        mine.generation = generation
        return mine.network

    def news(self) -> None:
        """Notes, settings or the day changed: answers are to be made again."""
        self.generation += 1

    def write(self, make: Callable[[Network], Plan]) -> Plan:
        """Make a plan and apply it, all of it or nothing; the store then has it. One write follows another.

        Raises what `make` and `Editor.write` raise.
        """
        with self._writing:
            network = self.network()
            plan = network.edit.write(make(network))
            self._read_again(network)
            return plan

    def undo(self) -> Step | None:
        """Undo the latest step; returns None if there is none. Raises what `Editor.undo` raises."""
        with self._writing:
            network = self.network()
            step = network.edit.undo()
            self._read_again(network)
            return step

    def _read_again(self, network: Network) -> None:
        network.refresh()
        self.news()
        if network.vault.read_settings() == self._mine.settings:  # else it is opened again, with the new ones
            self._mine.generation = self.generation

    def close(self) -> None:
        """Close the networks of all threads. No page can be made afterwards."""
        while self._opened:
            self._opened.pop().close()
