"""Watching: quiet bursts of change. Events only say that it is time to look; what changed is found by comparing stamps.

A 10,000-file burst with a slow handler leaves thousands of events unseen, and kernels drop events when their queue is
full; so a look from time to time does not wait for an event.
"""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver
from watchdog.observers.polling import PollingObserver

from mdnetwork.errors import VaultError
from mdnetwork.vault import SETTINGS_FILES, is_note
from mdnetwork.vault.finding import markers

Reason = Literal["change", "midnight", "look"]
_READS = frozenset({"opened", "closed_no_write"})
_LIMITS = frozenset({errno.ENOSPC, errno.EMFILE})
_POLL = 5.0
"""Seconds between looks where the kernel's watches have run out."""


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds: of quiet that end a burst, of patience with one that does not end, between looks without events."""

    quiet: float = 0.3
    at_most: float = 2.0
    look: float = 120.0


class Hints(FileSystemEventHandler):
    """Notes that something may have changed. Only files that are read count, wherever they came from or went."""

    def __init__(self, root: Path) -> None:
        self.changed = threading.Condition()
        self.last = 0.0
        """When the last hint came, on the monotonic clock; 0 when none is waiting."""
        self._root = root

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Take a hint. Our own reading opens files: that is none."""
        if event.event_type in _READS or not (event.is_directory or self._counts(event)):
            return
        self.hint()

    def hint(self) -> None:
        """Something may have changed now."""
        with self.changed:
            self.last = time.monotonic()
            self.changed.notify_all()

    def _counts(self, event: FileSystemEvent) -> bool:
        return any(self._is_read(str(path)) for path in (event.src_path, event.dest_path) if path)

    def _is_read(self, path: str) -> bool:
        name = path.replace("\\", "/").rpartition("/")[2]
        return is_note(name) or any(path.replace("\\", "/").endswith("/" + known) for known in SETTINGS_FILES)


@dataclass
class Watch:
    """The vault at `root`, watched until `stop` is called. `say` is told, in a sentence, what the user should know.

    `until_midnight` gives the seconds to the next midnight: the clock is the caller's. With `poll`, or where the
    kernel's watches have run out, files are looked at every so many seconds instead.
    """

    root: Path
    until_midnight: Callable[[], float]
    poll: float | None = None
    pace: Pace = Pace()
    say: Callable[[str], None] = print
    _stopped: bool = field(default=False, init=False)

    def __post_init__(self) -> None:
        self._hints = Hints(self.root)
        self._markers = markers(self.root)

    def stop(self) -> None:
        """End `bursts` soon. May be called from another thread or a signal handler."""
        self._stopped = True
        self._hints.last = time.monotonic()

    def bursts(self) -> Iterator[Reason]:
        """Why to look, each time that there is a reason to and the vault is there; ends after `stop`."""
        observer = self._observer()
        try:
            while not self._stopped:
                reason = self._wait()
                if not self._stopped and self.is_there():
                    yield reason
        finally:
            observer.stop()
            with suppress(RuntimeError):  # it never ran
                observer.join(self.pace.at_most)

    def is_there(self) -> bool:
        """Whether the vault is mounted: the folder is there, with the settings that it had."""
        try:
            return self.root.is_dir() and self._markers <= markers(self.root)
        except OSError:
            return False

    def settle(self) -> None:
        """Wait one quiet time: a note that vanished in the middle of a save is back by then."""
        with self._hints.changed:
            self._hints.changed.wait(self.pace.quiet)

    def _wait(self) -> Reason:
        """Until the end of a burst, midnight, or the time for a look."""
        midnight = max(0.0, self.until_midnight())
        end = time.monotonic() + min(midnight, self.pace.look)
        with self._hints.changed:
            while not self._hints.last and (left := end - time.monotonic()) > 0 and not self._stopped:
                self._hints.changed.wait(min(left, 0.5))  # a signal handler cannot notify, so stop is seen here
            if not self._hints.last:
                return "midnight" if midnight <= self.pace.look else "look"
            self._quiet_down()
            self._hints.last = 0.0
        return "change"

    def _quiet_down(self) -> None:
        patience = time.monotonic() + self.pace.at_most
        while not self._stopped:
            left = min(self._hints.last + self.pace.quiet, patience) - time.monotonic()
            if left <= 0:
                return
            self._hints.changed.wait(left)

    def _observer(self) -> BaseObserver:
        observer: BaseObserver = PollingObserver(timeout=self.poll) if self.poll else Observer()
        try:
            self._start(observer)
        except OSError as error:
            if error.errno not in _LIMITS or self.poll:
                raise VaultError(f"{self.root} cannot be watched ({error.strerror}); try --poll 5.") from error
            self.say(f"The system's file watches have run out; looking every {_POLL:g} seconds instead.")
            observer = PollingObserver(timeout=_POLL)
            self._start(observer)
        return observer

    def _start(self, observer: BaseObserver) -> None:
        observer.schedule(self._hints, str(self.root), recursive=True)
        observer.start()
