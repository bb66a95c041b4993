"""Command line: `mdnet watch` keeps a feed's file current as notes change, and right again at midnight."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from mdnetwork.cli.feed import name_option, privacy_option, written
from mdnetwork.cli.feeds import remember, selected
from mdnetwork.cli.keeping import Brought, Keeper, poll_option
from mdnetwork.cli.options import Command, circles_option, kinds_option, tags_option
from mdnetwork.cli.run import Run
from mdnetwork.network import Network


class FeedFile:
    """A feed's file. `chosen` is what `selected` takes."""

    changes_elsewhere = False

    def __init__(self, run: Run, output: Path, chosen: dict[str, Any]) -> None:
        self._run, self._output, self._chosen = run, output, chosen

    def bring(self, network: Network) -> Brought:
        """Write the file where it differs. Raises OutputError, and MdnetworkError for a feed that is not there."""
        today = self._run.today
        data = network.feed(today, selected(network, **self._chosen))
        wrote = network.vault.write_if_changed(self._output, data)
        remember(network, self._output, today)
        return Brought(written(network, self._output, data, wrote), wrote)


@click.command(cls=Command)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", required=True, help="The file to keep current."
)
@poll_option
@kinds_option
@tags_option
@circles_option
@privacy_option
@name_option
@click.pass_obj
def watch(run: Run, /, *, output: Path, poll: float | None, **chosen: Any) -> None:
    """Keep the calendar in FILE current: written when notes change and at midnight, until Ctrl-C.

    Says on stderr what changed, a line each time. Whatever goes wrong, the last good calendar stays in place.
    """
    keeper = Keeper(run, FeedFile(run, output, chosen))
    done = keeper.begin()
    run.say(run.network.texts.say("Watching {vault}; {done}", vault=run.network.root, done=done))
    keeper.keep(poll)
