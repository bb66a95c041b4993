"""Command line: `mdnet publish`, follow-ups to a calendar and people to an address book, on a server."""

from __future__ import annotations

from urllib.parse import urlsplit

import click

from mdnetwork.cli.elsewhere import FollowUpCalendar, PeopleBook
from mdnetwork.cli.feed import name_option
from mdnetwork.cli.keeping import Keeper, poll_option
from mdnetwork.cli.options import Command
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put
from mdnetwork.serving.addresses import is_loopback


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
    """Put the follow-ups into a calendar of the CalDAV server at URL: phones have them while this machine sleeps.

    Only what changed is sent, and nothing but our own is touched. Where the feed is of tasks (`todo = true`), those
    completed in a calendar application are done in the notes first. With --people it is the people, as vCards in an
    address book (CardDAV), but for private ones. The name comes from MDNET_DAV_USER or the URL (https://NAME@…), the
    password from MDNET_DAV_PASSWORD or the keyring.
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
        put(network.texts.say("Over plain http others on the way can read password and content."), err=True)
    done = keeper.begin()
    run.say(done[:1].upper() + done[1:])
    if watch:
        keeper.keep(poll)
