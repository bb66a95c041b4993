"""`mdnet feed`: the calendar on stdout or in a file, and the state of the last one written."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import click

from mdnetwork.calendar import is_ours
from mdnetwork.calendar.select import Agenda, FeedSettings
from mdnetwork.cli.options import Command, circles_option, kinds_option, tags_option
from mdnetwork.cli.page import TextPage
from mdnetwork.cli.run import Run
from mdnetwork.errors import MdnetworkError
from mdnetwork.frozen import dataclass
from mdnetwork.model import Detail, FollowUpKind
from mdnetwork.network import Network
from mdnetwork.text import shell_word
from mdnetwork.vault import FileKind, VaultState

_KINDS: tuple[FollowUpKind, ...] = get_args(FollowUpKind)
_PRIVACIES: tuple[Detail, ...] = get_args(Detail)
name_option = click.option("--name", metavar="FEED", help="A feed of mdnetwork.toml: [feeds.FEED].")
privacy_option = click.option(
    "--privacy", type=click.Choice(get_args(Detail)), help="How much it shows: full names, initials, or busy."
)
CALENDAR = FileKind("a calendar that mdnet wrote", is_ours)
_BEGINS = (b"BEGIN:VEVENT\r", b"BEGIN:VTODO\r")


def selected(
    network: Network,
    name: str | None,
    *,
    kinds: Sequence[str] = (),
    tags: Sequence[str] = (),
    circles: Sequence[str] = (),
    privacy: str | None = None,
) -> FeedSettings:
    """The settings of the feed called `name` (by default `[feed]`), restricted by the options."""
    settings = _named(network, name) if name else network.config.feed
    return replace(
        settings,
        kinds=tuple(kind for kind in _KINDS if kind in kinds) or settings.kinds,
        tags=tuple(tags) or settings.tags,
        circles=tuple(circles) or settings.circles,
        privacy=next((each for each in _PRIVACIES if each == privacy), settings.privacy),
    )


def _named(network: Network, name: str) -> FeedSettings:
    feeds = dict(network.config.feeds)
    if name not in feeds:
        known = f"The feeds are {', '.join(feeds)}" if feeds else "There are none yet"
        raise MdnetworkError(f"No feed is called “{name}”. {known}; mdnetwork.toml names them as [feeds.NAME].")
    return feeds[name]


@dataclass(frozen=True, slots=True)
class FeedState:
    """The state of the calendar today: its content, and the file it was last written to."""

    today: date
    agenda: Agenda
    path: Path | None
    written: date | None

    def line(self, page: TextPage) -> str:
        """The state as one line."""
        file = self._file(page, page.texts.say("`mdnet feed -o FILE` writes it."))
        return f"{self.held(page)} {file}"

    def held(self, page: TextPage) -> str:
        """What the calendar contains."""
        count = page.texts.count
        _, today, waiting, ahead = self.agenda
        holds = [count("Calendar: {n:,} today", "Calendar: {n:,} today", today)]
        holds += [count("{n:,} waiting", "{n:,} waiting", waiting)] if waiting else []
        holds += [count("{n:,} other date", "{n:,} other dates", ahead)] if ahead else []
        return f"{', '.join(holds)}."

    def _file(self, page: TextPage, unknown: str) -> str:
        say = page.texts.say
        if self.path is None or self.written is None:
            return unknown
        if not self.path.exists():
            return say("{path} is gone.", path=self.path)
        if self.written >= page.today:
            return say("{path} is up to date.", path=self.path)
        when = page.phrases.when(self.written)
        typed = shell_word(str(self.path))
        return say(
            "{path} is from {when}; `mdnet watch -o {typed}` keeps it current.", path=self.path, when=when, typed=typed
        )


def feed_state(network: Network, today: date) -> FeedState:
    """The state of the vault's own feed today."""
    path, written = _recalled(network)
    return FeedState(today, network.at(today).agenda(), path, written)


def remember(network: Network, target: Path, today: date) -> None:
    """Record where the feed was written, for the morning's line."""
    _state(network).write([str(target.resolve()), today.isoformat()])


def _recalled(network: Network) -> tuple[Path | None, date | None]:
    try:
        path, written = _state(network).read()
        return Path(path), date.fromisoformat(written)
    except (ValueError, TypeError):
        return None, None


def _state(network: Network) -> VaultState:
    """Where the vault's feed was last written, and when."""
    return VaultState(network.lock.state, "feed", network.root)


@click.command(cls=Command)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help="Write to FILE, only when it changes; - is stdout.",
)
@kinds_option
@tags_option
@circles_option
@privacy_option
@name_option
@click.pass_obj
def feed(
    run: Run,
    /,
    *,
    output: Path | None,
    name: str | None,
    kinds: tuple[str, ...],
    tags: tuple[str, ...],
    circles: tuple[str, ...],
    privacy: str | None,
) -> None:
    """Write the follow-ups as a calendar (iCalendar).

    To stdout, or with -o into a file that is replaced in one step. A calendar program subscribes to that file.
    """
    network = run.network
    chosen = selected(network, name, kinds=kinds, tags=tags, circles=circles, privacy=privacy)
    parts = network.at(run.today).calendar(chosen).parts
    if output is None or str(output) == "-":
        sys.stdout.buffer.writelines(parts)
    else:
        wrote = network.vault.write_if_changed(output, parts, kind=CALENDAR)
        remember(network, output, run.today)
        run.say(feed_report(network, output, parts, wrote))
    run.notice()


def feed_report(network: Network, output: Path, parts: Sequence[bytes], wrote: bool) -> str:
    """What was written, or that the file is current."""
    if not wrote:
        return network.texts.say("{path} is current.", path=output)
    events = sum(part.startswith(_BEGINS) for part in parts)
    count = network.texts.count
    return count("{path} written: {n} event.", "{path} written: {n} events.", events, path=output)
