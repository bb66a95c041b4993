"""Command line: what is published elsewhere: follow-ups in a calendar, people in an address book."""

from __future__ import annotations

import hashlib
import os
from abc import ABC, abstractmethod
from collections.abc import Iterator

from mdnetwork.cli.completed import take_completed
from mdnetwork.cli.feeds import selected
from mdnetwork.cli.keeping import Brought
from mdnetwork.cli.run import Run
from mdnetwork.network import Network
from mdnetwork.serving.credentials import credentials, without_user
from mdnetwork.serving.keeping import state_folder
from mdnetwork.serving.published import mark_of, objects
from mdnetwork.serving.publishing import Published, Publisher, Shelf


class Elsewhere(ABC):
    """A collection on a server. It is found anew each time: in between it may have been renamed or deleted."""

    changes_elsewhere = True

    def __init__(self, run: Run, url: str, name: str | None) -> None:
        self._run, self._name = run, name
        self._url, user = without_user(url)
        self._who = credentials(self._url, user, os.environ)

    @abstractmethod
    def bring(self, network: Network) -> Brought:
        """Publish what changed. Raises MdnetworkError; the next time goes on from there."""

    def _publisher(self, shelf: Shelf, network: Network, mark: str) -> Publisher:
        key = hashlib.sha256(f"{self._url}\0{self._who.user}\0{mark}".encode()).hexdigest()[:16]
        return Publisher(shelf, mark, state_folder(network.root, "publish") / f"{key}.json")


class FollowUpCalendar(Elsewhere):
    """A calendar of follow-ups. Where they are tasks, those completed there are done here before."""

    def __init__(self, run: Run, url: str, name: str | None, feed: str | None) -> None:
        super().__init__(run, url, name)
        self._feed = feed

    def bring(self, network: Network) -> Brought:
        """Take up what was completed, and publish what changed."""
        from mdnetwork.serving.dav import find_calendar  # noqa: PLC0415  the extra, for this alone

        settings = selected(network, self._feed)
        title = self._name or settings.name
        mark = mark_of(settings.vault_name, title)
        shelf = find_calendar(self._url, title, "VTODO" if settings.todo else "VEVENT", self._who)
        publisher = self._publisher(shelf, network, mark)
        taken = take_completed(self._run, network, publisher) if settings.todo else None
        wanted = objects(network.feed(self._run.today, settings), mark)
        done = publisher.publish(wanted, taken.left_alone if taken else ())
        told = [*(taken.said if taken else ()), _told_of_events(done, title, network)]
        return Brought("; ".join(told), any(done) or bool(taken and taken.said))


class PeopleBook(Elsewhere):
    """An address book of everybody who is not private."""

    def bring(self, network: Network) -> Brought:
        """Publish what changed."""
        from mdnetwork.exchange.vdir import cards  # noqa: PLC0415  for this alone
        from mdnetwork.serving.address_books import find_address_book  # noqa: PLC0415  the extra, for this alone

        title = self._name or network.texts.say("People")
        mark = mark_of(network.config.feed.vault_name, f"{title}\0people")
        shelf = find_address_book(self._url, title, self._who)
        today = self._run.today
        people = [each.person for each in network.for_others(network.directory(today).histories, today)]
        wanted = {f"{mark}{name}": data for name, data in cards(people).items()}
        done = self._publisher(shelf, network, mark).publish(wanted)
        return Brought(_told_of_cards(done, title, network), any(done))


def _told_of_events(done: Published, title: str, network: Network) -> str:
    say, count = network.texts.say, network.texts.count
    if not any(done):
        return say("the calendar “{name}” is current.", name=title)
    said = [count("{n} event written", "{n} events written", done.put)] if done.put else []
    return say("{what} in the calendar “{name}”.", what=", ".join([*said, *_rest(done, network)]), name=title)


def _told_of_cards(done: Published, title: str, network: Network) -> str:
    say, count = network.texts.say, network.texts.count
    if not any(done):
        return say("the address book “{name}” is current.", name=title)
    said = [count("{n} vCard written", "{n} vCards written", done.put)] if done.put else []
    return say("{what} in the address book “{name}”.", what=", ".join([*said, *_rest(done, network)]), name=title)


def _rest(done: Published, network: Network) -> Iterator[str]:
    count = network.texts.count
    if done.deleted:
        yield count("{n} deleted", "{n} deleted", done.deleted)
    if done.left:
        yield count("{n} left as it is there", "{n} left as they are there", done.left)
