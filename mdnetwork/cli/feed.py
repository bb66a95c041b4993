"""Command line: `mdnet feed`, the calendar as bytes on stdout or in a file."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import click

from mdnetwork.calendar.details import is_ours
from mdnetwork.calendar.settings import Privacy
from mdnetwork.cli.feeds import remember, selected
from mdnetwork.cli.options import Command, circles_option, kinds_option, tags_option
from mdnetwork.cli.run import Run
from mdnetwork.network import Network
from mdnetwork.vault import FileKind

name_option = click.option("--name", metavar="FEED", help="The feed that mdnetwork.toml calls so: [feeds.FEED].")
privacy_option = click.option(
    "--privacy", type=click.Choice(get_args(Privacy)), help="How much leaves: full names, initials, or busy."
)

CALENDAR = FileKind("a calendar that mdnet wrote", is_ours)
_BEGINS = (b"BEGIN:VEVENT\r", b"BEGIN:VTODO\r")


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
    """The follow-ups as a calendar (iCalendar, RFC 5545).

    To stdout, or with -o into a file that is replaced in one step. A calendar program subscribes to that file.
    """
    network = run.network
    chosen = selected(network, name, kinds=kinds, tags=tags, circles=circles, privacy=privacy)
    parts = network.calendar(run.today, chosen).parts
    if output is None or str(output) == "-":
        sys.stdout.buffer.writelines(parts)
    else:
        wrote = network.vault.write_if_changed(output, parts, kind=CALENDAR)
        remember(network, output, run.today)
        run.say(written(network, output, parts, wrote))
    run.notice()


def written(network: Network, output: Path, parts: Sequence[bytes], wrote: bool) -> str:
    """What was written where, or that nothing had to be."""
    if not wrote:
        return network.texts.say("{path} is current.", path=output)
    events = sum(part.startswith(_BEGINS) for part in parts)
    count = network.texts.count
    return count("{path} written: {n} event.", "{path} written: {n} events.", events, path=output)
