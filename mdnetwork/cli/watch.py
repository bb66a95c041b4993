"""`mdnet watch`: a feed's file, or a folder of vCards, kept current as notes change and at midnight.

`mdnet publish` and `mdnet serve` keep a server and their feeds current in the same way, with `Keeper`.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import click

from mdnetwork.cli.edits import keep_list
from mdnetwork.cli.feed import CALENDAR, feed_report, name_option, privacy_option, remember, selected
from mdnetwork.cli.options import Command, circles_option, kinds_option, tags_option
from mdnetwork.cli.run import Run
from mdnetwork.cli.streams import put
from mdnetwork.collecting import collect_again
from mdnetwork.errors import MdnetworkError, VaultBusy
from mdnetwork.i18n import Texts
from mdnetwork.lazy import lazy
from mdnetwork.model import Person
from mdnetwork.network import Network
from mdnetwork.store import Changes
from mdnetwork.sync import Burst, Bursts
from mdnetwork.vault.folder import markers

if TYPE_CHECKING:
    from mdnetwork.exchange import exporting
else:
    exporting = lazy("mdnetwork.exchange.exporting")


NAMED = 3
"""How many notes a line names; if there are more, it gives their number."""
_LOOKS = frozenset({"periodic", "poll"})
"""Bursts that come although nothing happened here."""

poll_option = click.option(
    "--poll",
    type=click.FloatRange(min=0.1),
    metavar="SECONDS",
    help="Check the files this often instead of waiting for the system: for network drives.",
)


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
    """Keep a calendar file, or a folder of vCards, up to date.

    They are written when notes change and at midnight, until Ctrl-C. It says on stderr what changed, a line each
    time. Whatever goes wrong, the last good state stays in place.
    """
    kept: list[KeptCurrent] = [FeedFile(run, output, chosen)] if output else []
    kept += [CardFolder(run, vcards)] if vcards else []
    if not kept:
        raise click.UsageError("Say what to keep current: -o FILE for the calendar, --vcards DIR for vCards.")
    keeper = Keeper(run, SeveralKept(kept))
    done = keeper.begin()
    run.say(run.network.texts.say("Watching {vault}; {done}", vault=run.network.root, done=done))
    keeper.keep(poll)


class UpdateReport(NamedTuple):
    """What was done to be current, as a sentence, and whether anything changed."""

    sentence: str
    news: bool


class KeptCurrent(Protocol):
    """Something that is kept current, such as a file."""

    changes_elsewhere: bool
    """Whether it can change elsewhere, so that it must be checked even if no note changed."""

    def bring(self, network: Network) -> UpdateReport:
        """Make it current. Raises MdnetworkError; the last good state then stays."""


class Keeper:
    """Keeps one thing current with notes, settings and the day."""

    def __init__(self, run: Run, kept: KeptCurrent) -> None:
        self._run, self._kept = run, kept
        self._network = run.network
        self._markers = markers(self._network.root)
        self._settings = self._network.vault.read_settings()
        self._day = run.today
        self._trouble = ""

    def begin(self) -> str:
        """Make it current for the first time; returns what was done. Raises MdnetworkError, as any command may."""
        done = self._bring().sentence
        collect_again()
        return done

    def keep(self, poll: float | None = None) -> None:
        """Keep it current until SIGINT or SIGTERM. Errors are reported once, and the last good state stays."""
        with until_signalled() as stop:
            while not stop.is_set():
                self._watch(stop, poll)

    def _watch(self, stop: threading.Event, poll: float | None) -> None:
        """Watch until `stop`, or until the settings change which notes are ignored."""
        ignore = self._network.config.ignore
        with Bursts(
            self._network.root,
            stop=stop,
            today=lambda: self._run.today,
            ignore=ignore,
            poll=poll,
            held=self._markers,
            say=self._run.say,
        ) as watched:
            watched.look()  # for what changed before the watch started
            for burst in watched:
                self._burst(burst, watched.again)
                if self._network.config.ignore != ignore:
                    return

    def _burst(self, burst: Burst, again: Callable[[], None]) -> None:
        """React to one burst, and say on a line what happened."""
        if burst.reason == "unmounted":
            self._complain(self._network.texts.say("{vault} is not there: waiting for it.", vault=self._network.root))
            return
        try:
            done = self._look(burst, again)
        except MdnetworkError as error:
            if isinstance(error, VaultBusy):
                again()  # the list could not be written now
            self._complain(str(error))
            return
        self._trouble = ""
        if done:
            self._run.say(done)

    def _look(self, burst: Burst, again: Callable[[], None]) -> str:
        """Bring everything up to date; returns what to say about it, "" if nothing changed."""
        reopened = burst.settings and self._reopened()
        changes = self._network.refresh(patient=True, only=burst.folders)
        if changes.missing:
            again()  # an editor may be saving it now
        news = [self._network.texts.say("a new day")] if self._day != self._run.today else []
        news += described(changes, self._network.texts)
        if news:
            news += keep_list(self._run, self._network)
        asked_elsewhere = self._kept.changes_elsewhere and burst.reason in _LOOKS
        if not (news or reopened or self._trouble or asked_elsewhere or changes.elsewhere):
            return ""
        brought = self._bring()
        self._day = self._run.today
        return "; ".join([*news, brought.sentence]) if news or brought.news else ""

    def _bring(self) -> UpdateReport:
        """Make it current, and keep nobody in memory until the next time. Raises MdnetworkError."""
        try:
            return self._kept.bring(self._network)
        finally:
            self._network.unload()

    def _reopened(self) -> bool:
        """Open the network again if the settings changed. Returns whether it did. Raises SettingsError.

        It does not if the vault's markers are gone: an empty mount point is not a vault without settings.
        """
        settings, held = self._network.vault.read_settings(), markers(self._network.root)
        if settings == self._settings or self._markers - held:
            return False
        self._markers = held
        old, self._network = self._network, self._run.opened(self._network.root)
        old.close()
        self._settings = settings
        return True

    def _complain(self, trouble: str) -> None:
        """Report a problem, once."""
        if trouble != self._trouble:
            put(self._network.texts.recognised(trouble), err=True)
        self._trouble = trouble


def described(changes: Changes, texts: Texts) -> list[str]:
    """What changed, as one phrase for each kind of change."""
    phrases = []
    if changes.added:
        phrases.append(texts.say("added {names}", names=_names(changes.added, texts)))
    if changes.changed:
        phrases.append(texts.say("changed {names}", names=_names(changes.changed, texts)))
    if changes.removed:
        phrases.append(texts.say("removed {names}", names=_names(changes.removed, texts)))
    return phrases


def _names(paths: tuple[str, ...], texts: Texts) -> str:
    return ", ".join(paths) if len(paths) <= NAMED else texts.count("{n:,} note", "{n:,} notes", len(paths))


@contextmanager
def until_signalled() -> Iterator[threading.Event]:
    """An event that SIGINT and SIGTERM set instead of ending the process."""
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


class FeedFile:
    """A feed's file. `chosen` are the arguments of `selected`."""

    changes_elsewhere = False

    def __init__(self, run: Run, output: Path, chosen: dict[str, Any]) -> None:
        self._run, self._output, self._chosen = run, output, chosen

    def bring(self, network: Network) -> UpdateReport:
        """Write the file if it changed. Raises OutputError, and MdnetworkError for an unknown feed."""
        today = self._run.today
        parts = network.at(today).calendar(selected(network, **self._chosen)).parts
        wrote = network.vault.write_if_changed(self._output, parts, kind=CALENDAR)
        remember(network, self._output, today)
        return UpdateReport(feed_report(network, self._output, parts, wrote), wrote)


def people_for_others(network: Network, today: date) -> list[Person]:
    """Everybody who is not private, without what their notes say about private people."""
    return [each.person for each in network.at(today).for_others(network.at(today).directory.histories)]


class CardFolder:
    """A folder of vCards, one for each person who is not private."""

    changes_elsewhere = False

    def __init__(self, run: Run, folder: Path) -> None:
        self._run, self._folder = run, folder

    def bring(self, network: Network) -> UpdateReport:
        """Write and delete what differs. Raises ExchangeError and OutputError."""
        done = exporting.sync(self._folder, people_for_others(network, self._run.today))
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
    """Several things that are kept current together."""

    changes_elsewhere = False

    def __init__(self, kept: Sequence[KeptCurrent]) -> None:
        self._kept = kept

    def bring(self, network: Network) -> UpdateReport:
        """Update each. Raises the first error; those before it are current."""
        brought = [kept.bring(network) for kept in self._kept]
        return UpdateReport(
            " ".join(each.sentence for each in brought if each.sentence), any(each.news for each in brought)
        )
