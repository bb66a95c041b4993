"""Command line: `mdnet watch` keeps a feed's file current as notes change, and right again at midnight."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path
from types import FrameType
from typing import Any

import click

from mdnetwork.cli.feed import name_option, privacy_option, written
from mdnetwork.cli.feeds import remember, selected
from mdnetwork.cli.options import Command, circles_option, kinds_option, tags_option
from mdnetwork.cli.run import Run, seconds_to_midnight
from mdnetwork.errors import MdnetworkError
from mdnetwork.index import Changes
from mdnetwork.network import Network
from mdnetwork.texts import Texts
from mdnetwork.watching import Watch

NAMED = 3
"""As many notes a line names; of more it gives the number."""


class Keeper:
    """What one watch has to keep: the feed's file, in step with notes, settings and the day."""

    def __init__(self, run: Run, output: Path, chosen: dict[str, Any]) -> None:
        self._run = run
        self._output = output
        self._chosen = chosen
        self._network = run.network
        self._settings = self._network.vault.read_settings()
        self._day = run.today
        self._begun = False
        self._trouble = ""

    def burst(self, watching: Watch) -> None:
        """One look, and a line of what came of it. The first may fail as any command may; later ones go on."""
        try:
            said = self.look(watching)
        except MdnetworkError as error:
            if not self._begun:
                raise
            self._complain(str(error))
            return
        if not self._begun:
            said = self._network.texts.say("Watching {vault}; {done}", vault=self._network.root, done=said)
        self._begun, self._trouble = True, ""
        if said:
            self._run.say(said)

    def _complain(self, trouble: str) -> None:
        """Say what is wrong, once."""
        if trouble != self._trouble:
            click.echo(trouble, err=True)
        self._trouble = trouble

    def look(self, watching: Watch) -> str:
        """Bring everything up to date; returns what there is to say of it, "" where nothing changed.

        Raises MdnetworkError, and then the last good feed is still in place.
        """
        network = self._current()
        changes = _refreshed(network, watching)
        new_day, self._day = self._day != self._run.today, self._run.today
        data = network.feed(self._day, selected(network, **self._chosen))
        wrote = network.vault.write_if_changed(self._output, data)
        remember(network, self._output, self._day)
        said = [network.texts.say("a new day")] if new_day else []
        said += describe(changes, network.texts)
        return (
            "; ".join([*said, written(network, self._output, data, wrote)]) if said or wrote or not self._begun else ""
        )

    def _current(self) -> Network:
        """The network, opened anew when the settings changed."""
        settings = self._network.vault.read_settings()
        if settings != self._settings:
            old, self._network = self._network, self._run.opened(self._network.root)
            old.close()
            self._settings = settings
        return self._network


def _refreshed(network: Network, watching: Watch) -> Changes:
    """What changed. A note that vanished is looked for once more: an editor may be about to save it."""
    first = network.refresh(patient=True)
    if not first.missing:
        return first
    watching.settle()
    second = network.refresh(patient=True)
    return Changes(first.added + second.added, first.changed + second.changed, first.removed + second.removed)


def describe(changes: Changes, texts: Texts) -> list[str]:
    """What changed, in a few words for each way to change."""
    said = []
    if changes.added:
        said.append(texts.say("added {names}", names=_names(changes.added, texts)))
    if changes.changed:
        said.append(texts.say("changed {names}", names=_names(changes.changed, texts)))
    if changes.removed:
        said.append(texts.say("removed {names}", names=_names(changes.removed, texts)))
    return said


def _names(paths: tuple[str, ...], texts: Texts) -> str:
    return ", ".join(paths) if len(paths) <= NAMED else texts.count("{n:,} note", "{n:,} notes", len(paths))


@click.command(cls=Command)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", required=True, help="The file to keep current."
)
@click.option(
    "--poll",
    type=click.FloatRange(min=0.1),
    metavar="SECONDS",
    help="Look at the files so often instead of waiting for the system's word: for network drives.",
)
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
    keeper = Keeper(run, output, chosen)
    watching = Watch(run.network.root, _at_once_then(seconds_to_midnight), poll, say=run.say)
    with _ended_by_signals(watching):
        for _reason in watching.bursts():
            keeper.burst(watching)


def _at_once_then(seconds: Callable[[], float]) -> Callable[[], float]:
    """The first burst comes at once: what changed before the watch began must not wait for the next change."""
    waits = chain([0.0], (seconds() for _ in count()))
    return lambda: next(waits)


@contextmanager
def _ended_by_signals(watching: Watch) -> Iterator[None]:
    """SIGINT and SIGTERM end the watch, not the process."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        watching.stop()

    before = {number: signal.signal(number, stop) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
