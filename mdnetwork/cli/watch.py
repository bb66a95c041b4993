"""Command line: `mdnet watch` keeps a feed's file, or a folder of vCards, current as notes change."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mdnetwork.cli.feed import CALENDAR, name_option, privacy_option, written
from mdnetwork.cli.feeds import remember, selected
from mdnetwork.cli.keeping import Keeper, KeptCurrent, UpdateReport, poll_option
from mdnetwork.cli.options import Command, circles_option, kinds_option, tags_option
from mdnetwork.cli.run import Run
from mdnetwork.lazy import lazy
from mdnetwork.network import Network

if TYPE_CHECKING:
    from mdnetwork.exchange import exporting
else:
    exporting = lazy("mdnetwork.exchange.exporting")


class FeedFile:
    """A feed's file. `chosen` is what `selected` takes."""

    changes_elsewhere = False

    def __init__(self, run: Run, output: Path, chosen: dict[str, Any]) -> None:
        self._run, self._output, self._chosen = run, output, chosen

    def bring(self, network: Network) -> UpdateReport:
        """Write the file where it differs. Raises OutputError, and MdnetworkError for a feed that is not there."""
        today = self._run.today
        parts = network.calendar(today, selected(network, **self._chosen)).parts
        wrote = network.vault.write_if_changed(self._output, parts, kind=CALENDAR)
        remember(network, self._output, today)
        return UpdateReport(written(network, self._output, parts, wrote), wrote)


class CardFolder:
    """A folder of vCards, one for each person who is not private."""

    changes_elsewhere = False

    def __init__(self, run: Run, folder: Path) -> None:
        self._run, self._folder = run, folder

    def bring(self, network: Network) -> UpdateReport:
        """Write and delete what differs. Raises ExchangeError and OutputError."""
        today = self._run.today
        people = [each.person for each in network.for_others(network.directory(today).histories, today)]
        done = exporting.sync(self._folder, people)
        sentence = network.texts.count(
            "{folder}: {n} vCard, {written} written, {deleted} deleted.",
            "{folder}: {n} vCards, {written} written, {deleted} deleted.",
            done.written + done.kept,
            folder=self._folder,
            written=done.written,
            deleted=done.deleted,
        )
        return UpdateReport(sentence, bool(done.written or done.deleted))


class SeveralKept:
    """Things that are kept current together."""

    changes_elsewhere = False

    def __init__(self, kept: Sequence[KeptCurrent]) -> None:
        self._kept = kept

    def bring(self, network: Network) -> UpdateReport:
        """Bring each. Raises what the first that fails raises; those before it are current."""
        brought = [kept.bring(network) for kept in self._kept]
        return UpdateReport(" ".join(each.sentence for each in brought), any(each.news for each in brought))


@click.command(cls=Command)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="The calendar to keep current.")
@click.option(
    "--vcards",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="A folder of vCards to keep current, one a person, for khard, vdirsyncer and phones.",
)
@poll_option
@kinds_option
@tags_option
@circles_option
@privacy_option
@name_option
@click.pass_obj
def watch(run: Run, /, *, output: Path | None, vcards: Path | None, poll: float | None, **chosen: Any) -> None:
    """Keep the calendar in FILE, or vCards in DIR, current: written when notes change and at midnight, until Ctrl-C.

    Says on stderr what changed, a line each time. Whatever goes wrong, the last good state stays in place.
    """
    kept: list[KeptCurrent] = [FeedFile(run, output, chosen)] if output else []
    kept += [CardFolder(run, vcards)] if vcards else []
    if not kept:
        raise click.UsageError("Say what to keep current: -o FILE for the calendar, --vcards DIR for vCards.")
    keeper = Keeper(run, SeveralKept(kept))
    done = keeper.begin()
    run.say(run.network.texts.say("Watching {vault}; {done}", vault=run.network.root, done=done))
    keeper.keep(poll)
