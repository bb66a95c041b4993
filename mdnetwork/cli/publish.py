"""Command line: `mdnet publish`, the feed to a calendar on a CalDAV server."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from urllib.parse import urlsplit

import click

from mdnetwork.cli.feed import name_option
from mdnetwork.cli.feeds import selected
from mdnetwork.cli.keeping import Brought, Keeper, poll_option
from mdnetwork.cli.options import Command
from mdnetwork.cli.run import Run
from mdnetwork.network import Network
from mdnetwork.serving.addresses import is_loopback
from mdnetwork.serving.credentials import credentials, without_user
from mdnetwork.serving.keeping import state_folder
from mdnetwork.serving.published import mark_of
from mdnetwork.serving.publishing import Published, Publisher


class Elsewhere:
    """A calendar on a server. It is found anew each time: in between it may have been renamed or deleted."""

    changes_elsewhere = True

    def __init__(self, run: Run, url: str, calendar: str | None, feed: str | None) -> None:
        self._run, self._calendar, self._feed = run, calendar, feed
        self._url, user = without_user(url)
        self._who = credentials(self._url, user, os.environ)

    def bring(self, network: Network) -> Brought:
        """Publish what changed. Raises MdnetworkError; the next time goes on from there."""
        from mdnetwork.serving.dav import find_calendar  # noqa: PLC0415  the extra, for this alone

        settings = selected(network, self._feed)
        title = self._calendar or settings.name
        component = "VTODO" if settings.todo else "VEVENT"
        found = find_calendar(self._url, title, component, self._who)
        mark = mark_of(settings.vault_name, title)
        publisher = Publisher(found, mark, self._memory(network.root, mark))
        done = publisher.publish(network.feed(self._run.today, settings))
        return Brought(_told(done, title, network), bool(done.put or done.deleted))

    def _memory(self, root: Path, mark: str) -> Path:
        key = hashlib.sha256(f"{self._url}\0{self._who.user}\0{mark}".encode()).hexdigest()[:16]
        return state_folder(root, "publish") / f"{key}.json"


def _told(done: Published, title: str, network: Network) -> str:
    say, count = network.texts.say, network.texts.count
    if not any(done):
        return say("the calendar “{name}” is current.", name=title)
    said = [count("{n} event written", "{n} events written", done.put)] if done.put else []
    said += [count("{n} deleted", "{n} deleted", done.deleted)] if done.deleted else []
    said += [count("{n} left as it is there", "{n} left as they are there", done.left)] if done.left else []
    return say("{what} in the calendar “{name}”.", what=", ".join(said), name=title)


@click.command(cls=Command)
@click.argument("url")
@click.option("--calendar", metavar="NAME", help="The calendar's name, by default the feed's; made if it is missing.")
@click.option("--watch", is_flag=True, help="Keep it current as notes change and at midnight, until Ctrl-C.")
@name_option
@poll_option
@click.pass_obj
def publish(run: Run, /, *, url: str, calendar: str | None, watch: bool, name: str | None, poll: float | None) -> None:
    """Put the follow-ups into a calendar of the CalDAV server at URL: phones have them while this machine sleeps.

    Only what changed is sent, and nothing but our own events is touched. The name comes from MDNET_DAV_USER or the URL
    (https://NAME@…), the password from MDNET_DAV_PASSWORD or the keyring.
    """
    network = run.network
    keeper = Keeper(run, Elsewhere(run, url, calendar, name))
    parts = urlsplit(url)
    if parts.scheme == "http" and not is_loopback(parts.hostname or ""):
        click.echo(network.texts.say("Over plain http others on the way can read password and calendar."), err=True)
    done = keeper.begin()
    run.say(done[:1].upper() + done[1:])
    if watch:
        keeper.keep(poll)
