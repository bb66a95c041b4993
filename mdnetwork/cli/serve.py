"""`mdnet serve`: the feeds over HTTP, from this machine."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.cli.options import Command
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put
from mdnetwork.cli.watch import Keeper, UpdateReport, poll_option
from mdnetwork.lazy import lazy
from mdnetwork.network import Network
from mdnetwork.sync.credentials import feed_names, is_everywhere, is_host, is_loopback, urls
from mdnetwork.sync.state import Since, Token, state_folder
from mdnetwork.web.feeds import FeedApplication, ServedFeeds

if TYPE_CHECKING:
    from mdnetwork.web import server
else:
    server = lazy("mdnetwork.web.server")

HOST, PORT = "127.0.0.1", 8321


@click.command(cls=Command)
@click.option("--host", default=HOST, show_default=True, help="The address to listen at; 0.0.0.0 is the whole network.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 takes a free one."
)
@click.option("--rotate-token", is_flag=True, help="Make new addresses first; the old ones lead nowhere from then on.")
@click.option("--urls", "only_urls", is_flag=True, help="Print the addresses and end.")
@poll_option
@click.pass_obj
def serve(run: Run, /, *, host: str, port: int, rotate_token: bool, only_urls: bool, poll: float | None) -> None:
    """Serve the calendar at an address that calendar programs subscribe to, until Ctrl-C.

    Prints the address of each feed as http and as webcal, one a line. Whoever knows an address can read that feed: it
    holds a secret, kept in your state folder. Only this machine can reach it, unless --host says otherwise.
    """
    if not is_host(host):
        raise click.UsageError(f"--host takes an address such as {HOST}, or a name such as localhost, not “{host}”.")
    if only_urls and not port:
        raise click.UsageError("--urls needs the port that mdnet serve will have: name it with --port.")
    network = run.network
    folder = state_folder(network.root, "serve")
    token = Token(folder)
    if rotate_token:
        token.rotate()
    if only_urls:
        _print_urls(network, host, port, token.current())
        return

    shelf = ServedFeeds(Since(folder))
    keeper = Keeper(run, Feeds(run, shelf))
    with server.listening(FeedApplication(shelf, token.current, now), host, port, run.say) as (bound, begin_to_answer):
        done = keeper.begin()
        begin_to_answer()
        _print_urls(network, host, bound, token.current())
        if not is_loopback(host):
            put(_warning(network), err=True)
        run.say(network.texts.say("Serving {vault}; {done}", vault=network.root, done=done))
        keeper.keep(poll)


class Feeds:
    """All feeds of the vault: `[feed]` and each `[feeds.NAME]`."""

    changes_elsewhere = False

    def __init__(self, run: Run, shelf: ServedFeeds) -> None:
        self._run, self._shelf = run, shelf

    def bring(self, network: Network) -> UpdateReport:
        """Update the feeds that changed. Raises SettingsError and OutputError."""
        built = {name: network.at(self._run.today).feed(settings) for name, settings in _feeds(network).items()}
        self._shelf.keep_only(built)
        renewed = sum([self._shelf.put(name, data, now()) for name, data in built.items()])
        if renewed:
            self._shelf.record()
        count, say = network.texts.count, network.texts.say
        done = count("{n} feed renewed.", "{n} feeds renewed.", renewed) if renewed else say("the feeds are current.")
        return UpdateReport(done, bool(renewed))


def _feeds(network: Network) -> dict[str, FeedSettings]:
    """The settings of each feed, by the name in its address. Raises SettingsError for equal names."""
    config = network.config
    return dict(zip(feed_names(dict(config.feeds)), (config.feed, *dict(config.feeds).values()), strict=True))


def _print_urls(network: Network, host: str, port: int, token: str) -> None:
    shown = socket.gethostname() if is_everywhere(host) else host
    for name in _feeds(network):
        for url in urls(shown, port, token, name):
            put(url)


def _warning(network: Network) -> str:
    return network.texts.say(
        "Beyond this machine, whoever learns an address can read whom you follow up with and why, and plain http lets "
        "others in the network read along; --rotate-token makes new addresses."
    )


def now() -> datetime:
    """The current time, with its zone."""
    return datetime.now(UTC)  # noqa: TID251  the serving loop reads the clock
