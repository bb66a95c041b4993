"""`mdnet serve`: the page and the feeds over HTTP, from this machine."""

from __future__ import annotations

import re
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import click

from mdnetwork.calendar.select import FeedSettings, calendar_name
from mdnetwork.cli.options import Command
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put
from mdnetwork.cli.watch import Keeper, SeveralKept, UpdateReport, poll_option
from mdnetwork.errors import MdnetworkError
from mdnetwork.lazy import lazy
from mdnetwork.network import Network
from mdnetwork.store.schema import code_mark
from mdnetwork.sync.credentials import MAIN, feed_names, is_everywhere, is_host, is_loopback, place, urls
from mdnetwork.sync.publishing import PUBLISHING, Destination, Destinations
from mdnetwork.sync.state import Since, Token, state_folder
from mdnetwork.web.application import application
from mdnetwork.web.aside import Aside, PageAsked, PageGiven, answer_aside
from mdnetwork.web.feeds import AsgiApplication, FeedApplication, ServedFeeds
from mdnetwork.web.once import OneTimeToken
from mdnetwork.web.safety import TOKEN, Guard, address_in_the_network, names_of_this_machine
from mdnetwork.web.site import Address, PublishedCalendar, Site

if TYPE_CHECKING:
    import webbrowser

    from mdnetwork.cli import contents
    from mdnetwork.web import page, server
else:
    webbrowser = lazy("webbrowser")
    contents = lazy("mdnetwork.cli.contents")
    page = lazy(
        "mdnetwork.web.page",
        extra="serve",
        need="Serving needs a web server that is not installed",
        error=MdnetworkError,
    )
    server = lazy("mdnetwork.web.server")

HOST, PORT = "127.0.0.1", 8321
_ELSEWHERE = re.compile(r"(?:https?|webcal)://(?:[^/@\s]*@)?(?P<host>\[[^\]\s]+\]|[^/:\s]+)")
"""The address of a feed on a server."""
TURN = 0.0005
"""Seconds for which a thread computes while others wait: a tenth of what is usual. A page asks the store a few hundred
times, and after each answer it waits for a turn."""


@click.command(cls=Command)
@click.option("--host", default=HOST, show_default=True, help="The address to listen at; 0.0.0.0 is the whole network.")
@click.option(
    "--port", default=PORT, show_default=True, type=click.IntRange(0, 65535), help="The port; 0 takes a free one."
)
@click.option("--rotate-token", is_flag=True, help="Make new addresses first; the old ones stop working.")
@click.option("--urls", "only_urls", is_flag=True, help="Print the addresses and end.")
@click.option("--open", "opens", is_flag=True, help="Open the page in your browser.")
@click.option("--read-only", is_flag=True, help="The page shows everything and changes nothing.")
@poll_option
@click.pass_obj
def serve(
    run: Run,
    /,
    *,
    host: str,
    port: int,
    rotate_token: bool,
    only_urls: bool,
    opens: bool,
    read_only: bool,
    poll: float | None,
) -> None:
    """Serve a page for your browser, and the calendar.

    Calendar programs subscribe to its address. It runs until Ctrl-C. It prints the address of each feed as http and
    as webcal, one a line, then the page's. Whoever knows an address can read that feed, and the page's lets them
    write: each holds a secret, kept in your state folder. Only this machine can reach them, unless --host says
    otherwise.
    """
    if not is_host(host):
        raise click.UsageError(f"--host takes an address such as {HOST}, or a name such as localhost, not “{host}”.")
    if only_urls and not port:
        raise click.UsageError("--urls needs the port that mdnet serve will have: name it with --port.")
    network = run.network
    folder = state_folder(network.root, "serve")
    token, key = Token(folder), Token(state_folder(network.root, "page"))
    if rotate_token:
        token.rotate()
        key.rotate()
    if only_urls:
        _print_urls(network, host, port, token.current())
        put(_page_url(host, port, key.current()))
        return

    shelf = ServedFeeds(Since(folder))
    once = OneTimeToken() if opens else None
    site = Site(lambda: Network.open(network.root, refresh=False), lambda: run.today, read_only=read_only)
    aside = Aside(__name__, make_pages_aside.__name__, AsideSettings(network.root, read_only, code_mark()))
    keeper = Keeper(run, SeveralKept([News(run, site), Feeds(run, shelf)]))  # who looks at the page waits

    def everything(bound: int) -> AsgiApplication:
        site.feeds = lambda: _addresses(site.network(), host, bound, token.current())
        site.published = lambda: _published(network.root)
        names = {host, *names_of_this_machine()}
        pages = page.application(site, contents.CommandContents(), aside)
        guard = Guard(pages, key.current, bound, hosts=names, once=once, read_only=read_only)
        return application(FeedApplication(shelf, token.current, now), guard)

    sys.setswitchinterval(TURN)
    with closing(site), closing(aside), server.listening(everything, host, port, run.say) as (bound, begin_to_answer):
        done = keeper.begin()
        begin_to_answer()
        _print_urls(network, host, bound, token.current())
        put(_page_url(host, bound, key.current()))
        if not is_loopback(host):
            put(_warning(network), err=True)
        run.say(network.texts.say("Serving {vault}; {done}", vault=network.root, done=done))
        if once:
            _open(_page_url(host, bound, once.text))
        keeper.keep(poll)


def _open(address: str) -> None:
    """Open the address in the browser that the user prefers. Some browsers end only when they are closed."""
    threading.Thread(target=lambda: webbrowser.open(address), daemon=True).start()


def _page_url(host: str, port: int, key: str) -> str:
    """The address of the page, with the token that becomes a cookie."""
    return f"http://{place(_shown(host), port)}/?{urlencode({TOKEN: key})}"


class AsideSettings(NamedTuple):
    """What the second process has to know of this one."""

    root: Path
    read_only: bool
    code: str


def make_pages_aside() -> None:
    """The main function of the second process, which makes the pages that take long.

    It ends if the program was replaced since the first process started: the two would clear each other's store.
    """

    def made(given: AsideSettings) -> Callable[[PageAsked], PageGiven]:
        if given.code != code_mark():
            raise EOFError
        return page.answering(
            lambda: Network.open(given.root, refresh=False).remember(),
            contents.CommandContents(),
            read_only=given.read_only,
        )

    answer_aside(made)


class News:
    """Notifies the page that something changed."""

    changes_elsewhere = False

    def __init__(self, run: Run, site: Site) -> None:
        self._run, self._site = run, site

    def bring(self, network: Network) -> UpdateReport:
        """Bring the follow-ups up to date, so that no page has to. Who looks at one asks for what is new."""
        network.at(self._run.today).count_due()
        self._site.news()
        return UpdateReport("", news=False)


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


def _addresses(network: Network, host: str, port: int, token: str) -> list[Address]:
    return [
        Address(
            calendar_name(settings, network.texts) if name == MAIN else name,
            tuple(urls(_shown(host), port, token, name)),
            for_phone(settings, host, port, token, name),
        )
        for name, settings in _feeds(network).items()
    ]


def _published(root: Path) -> list[PublishedCalendar]:
    return [
        PublishedCalendar(each.name, each.server, each.user, date.fromisoformat(each.day), account_address(each))
        for each in Destinations(state_folder(root, PUBLISHING)).read()
    ]


def account_address(published: Destination) -> str:
    """The address with which DAVx⁵ adds an account (caldavs://USER@HOST/PATH); "" if only this machine can reach it."""
    parts = urlsplit(published.server)
    if is_loopback(parts.hostname or ""):
        return ""
    scheme = "caldavs" if parts.scheme == "https" else "caldav"
    return urlunsplit((scheme, f"{quote(published.user, safe='')}@{parts.netloc}", parts.path, parts.query, ""))


def for_phone(settings: FeedSettings, host: str, port: int, token: str, name: str) -> str:
    """The address of a feed that a phone can reach: that of its settings, else ours in the local network; or ""."""
    elsewhere = _ELSEWHERE.match(settings.source)
    if elsewhere and not is_loopback(elsewhere["host"].strip("[]")):
        return settings.source
    reached = address_in_the_network() if is_everywhere(host) else "" if is_loopback(host) else host
    return [*urls(reached, port, token, name)][-1] if reached else ""


def _print_urls(network: Network, host: str, port: int, token: str) -> None:
    for address in _addresses(network, host, port, token):
        for url in address.urls:
            put(url)


def _shown(host: str) -> str:
    return socket.gethostname() if is_everywhere(host) else host


def _warning(network: Network) -> str:
    return network.texts.say(
        "Beyond this machine, whoever learns an address can read who you follow up with and why, and plain http lets "
        "others on the network read along; --rotate-token makes new addresses."
    )


def now() -> datetime:
    """The current time, with its zone."""
    return datetime.now(UTC)  # noqa: TID251  the serving loop reads the clock
