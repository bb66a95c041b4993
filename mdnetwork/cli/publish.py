"""`mdnet publish`: follow-ups or people on a CalDAV or CardDAV server."""

from __future__ import annotations

import hashlib
import os
from abc import ABC, abstractmethod
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import click

from mdnetwork.calendar.completed import completed
from mdnetwork.cli.feed import name_option, selected
from mdnetwork.cli.options import Command
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put
from mdnetwork.cli.watch import Keeper, UpdateReport, people_for_others, poll_option
from mdnetwork.errors import EditRefused
from mdnetwork.followups.identity import uid
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp
from mdnetwork.network import Network
from mdnetwork.sync.credentials import credentials, is_loopback, without_user
from mdnetwork.sync.publishing import (
    PUBLISHING,
    Destination,
    Destinations,
    Published,
    Publisher,
    RemoteCollection,
    mark_of,
    objects,
)
from mdnetwork.sync.state import state_folder

if TYPE_CHECKING:
    from mdnetwork.exchange import exporting
    from mdnetwork.sync import dav
else:
    exporting = lazy("mdnetwork.exchange.exporting")
    dav = lazy("mdnetwork.sync.dav")


@click.command(cls=Command)
@click.argument("url")
@click.option("--calendar", metavar="NAME", help="The calendar's name, by default the feed's; made if it is missing.")
@click.option("--people", is_flag=True, help="Publish people, as vCards to an address book, and not follow-ups.")
@click.option("--address-book", "book", metavar="NAME", help="The address book, with --people; made if it is missing.")
@click.option("--watch", is_flag=True, help="Keep it current as notes change and at midnight, until Ctrl-C.")
@name_option
@poll_option
@click.pass_obj
def publish(
    run: Run,
    /,
    *,
    url: str,
    calendar: str | None,
    people: bool,
    book: str | None,
    watch: bool,
    name: str | None,
    poll: float | None,
) -> None:
    """Put the follow-ups into a calendar of a CalDAV server.

    Phones have them there while this machine sleeps. Only what changed is sent, and nothing but our own is touched.
    Where the feed is of tasks (`todo = true`), those completed in a calendar application are done in the notes first.
    With --people it is the people, as vCards in an address book (CardDAV), but for private ones. The name comes from
    MDNET_DAV_USER or the URL (https://NAME@…), the password from MDNET_DAV_PASSWORD or the keyring.
    """
    if (calendar or name) and people:
        raise click.UsageError("People go to an address book: name it with --address-book.")
    if book and not people:
        raise click.UsageError("--address-book is for people: add --people.")
    network = run.network
    kept = PeopleBook(run, url, book) if people else FollowUpCalendar(run, url, calendar, name)
    keeper = Keeper(run, kept)
    parts = urlsplit(url)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        put(network.texts.say("Over plain http, others along the way can read the password and the content."), err=True)
    done = keeper.begin()
    run.say(done[:1].upper() + done[1:])
    if watch:
        keeper.keep(poll)


class RemoteTarget(ABC):
    """A collection on a server. It is looked up every time, since it may have been renamed or deleted."""

    changes_elsewhere = True

    def __init__(self, run: Run, url: str, name: str | None) -> None:
        self._run, self._name = run, name
        self._url, user = without_user(url)
        self._who = credentials(self._url, user, os.environ)

    @abstractmethod
    def bring(self, network: Network) -> UpdateReport:
        """Publish what changed. Raises MdnetworkError; the next run continues from there."""

    def _publisher(self, shelf: RemoteCollection, network: Network, mark: str) -> Publisher:
        key = hashlib.sha256(f"{self._url}\0{self._who.user}\0{mark}".encode()).hexdigest()[:16]
        return Publisher(shelf, mark, state_folder(network.root, PUBLISHING) / f"{key}.json")


class FollowUpCalendar(RemoteTarget):
    """A calendar of follow-ups. Tasks completed in the calendar are completed in the notes first."""

    def __init__(self, run: Run, url: str, name: str | None, feed: str | None) -> None:
        super().__init__(run, url, name)
        self._feed = feed

    def bring(self, network: Network) -> UpdateReport:
        """Complete in the notes what was completed in the calendar, and publish what changed."""
        settings = selected(network, self._feed)
        title = self._name or settings.name  # the same in each language: another name would be another calendar
        mark = mark_of(settings.vault_name, title)
        shelf = dav.find_calendar(self._url, title, "VTODO" if settings.todo else "VEVENT", self._who)
        publisher = self._publisher(shelf, network, mark)
        taken = take_completed(self._run, network, publisher) if settings.todo else None
        wanted = objects(network.at(self._run.today).feed(settings), mark)
        done = publisher.publish(wanted, taken.left_alone if taken else ())
        kept = Destinations(state_folder(network.root, PUBLISHING))
        kept.remember(Destination(self._url, self._who.user, title, self._run.today.isoformat()))
        say, count = network.texts.say, network.texts.count
        report = say("the calendar “{name}” is current.", name=title)
        if any(done):
            written = count("{n} event written", "{n} events written", done.put)
            report = say("{what} in the calendar “{name}”.", what=_listed(written, done, network), name=title)
        messages = taken.messages if taken else ()
        return UpdateReport("; ".join([*messages, report]), any(done) or bool(messages))


class PeopleBook(RemoteTarget):
    """An address book of all people who are not private."""

    def bring(self, network: Network) -> UpdateReport:
        """Publish what changed."""
        title = self._name or network.texts.say("People")
        mark = mark_of(network.config.feed.vault_name, f"{title}\0people")
        shelf = dav.find_address_book(self._url, title, self._who)
        cards = exporting.cards(people_for_others(network, self._run.today))
        wanted = {f"{mark}{name}": data for name, data in cards.items()}
        done = self._publisher(shelf, network, mark).publish(wanted)
        say, count = network.texts.say, network.texts.count
        if not any(done):
            return UpdateReport(say("the address book “{name}” is current.", name=title), news=False)
        written = count("{n} vCard written", "{n} vCards written", done.put)
        what = _listed(written, done, network)
        return UpdateReport(say("{what} in the address book “{name}”.", what=what, name=title), news=True)


def _listed(written: str, done: Published, network: Network) -> str:
    """What was done, in words: `written` if anything was, what was deleted, and what was left."""
    count = network.texts.count
    phrases = [written] if done.put else []
    phrases += [count("{n} deleted", "{n} deleted", done.deleted)] if done.deleted else []
    phrases += (
        [count("{n} left as it is on the server", "{n} left as they are on the server", done.left)] if done.left else []
    )
    return ", ".join(phrases)


class CompletedTasks(NamedTuple):
    """Messages, and the objects on the server that must not be overwritten."""

    messages: tuple[str, ...]
    left_alone: frozenset[str]


def take_completed(run: Run, network: Network, publisher: Publisher) -> CompletedTasks:
    """Complete in the notes what was completed in the calendar: a tick or a dated line each; then read the notes again.

    Each counts once, even if this is interrupted: a note that already says so is not changed, and processed objects are
    recorded. An object that cannot be recorded in the notes stays on the server. Raises MdnetworkError, but not
    EditRefused.
    """
    messages: list[str] = []
    left_alone: set[str] = set()
    for name, tag, data in publisher.changed_there():
        task = completed(data)
        if task is None:
            continue
        follow_up = next((each for each in network.at(run.today).all_follow_ups() if uid(each) == task.uid), None)
        try:
            messages += _complete(run, network, follow_up, task.at) if follow_up else []
        except EditRefused as error:
            messages.append(str(error))
            left_alone.add(name)
            continue
        publisher.accept(name, tag)
    return CompletedTasks(tuple(messages), frozenset(left_alone))


def _complete(run: Run, network: Network, follow_up: FollowUp, at: date | None) -> list[str]:
    """Complete the follow-up on its completion day, unless the notes already say so. Returns messages."""
    day = min(_local_day(at) or run.today, run.today)
    if network.edit.says_done(follow_up, day, run.today):
        return []
    plan = network.edit.write(network.edit.done(follow_up, run.today, on=day))
    network.refresh()
    return [network.texts.say("completed: {what}", what=plan.title)]


def _local_day(at: date | None) -> date | None:
    """The local day: COMPLETED is in UTC (RFC 5545, 3.8.2.1); a time without a zone is taken as it is."""
    if isinstance(at, datetime):
        return (at.astimezone() if at.tzinfo else at).date()
    return at
