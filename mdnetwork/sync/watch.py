"""Watching a vault: one report for each burst of changes, after it ends.

An event of the system only names a folder to scan, since events differ between systems and versions of watchdog.
`Index.refresh` finds what changed.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Protocol, Self

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver

from mdnetwork.vault import Ignoring, is_note
from mdnetwork.vault.folder import markers
from mdnetwork.vault_files import SETTINGS

_OWN_READING = {"opened", "closed_no_write"}
"""Events caused by our own reading: reacting to them would never end."""
_MAKING = {"created", "moved"}
_WHOLE = {"closed", "moved"}
"""Events after which a file is whole: its writer closed it, or put it in place. Not every system reports the first."""
Reason = Literal["change", "confirm", "midnight", "periodic", "poll", "unmounted", "mounted"]
_SLICE = 0.5
"""Seconds between checks of `stop`, the date and the watcher."""
_FALLBACK = 10.0
"""Seconds between scans if the system cannot report changes."""
_RESTARTS = 3
"""How often a watcher that died is restarted."""
_OURS = os.path.dirname(__file__)  # noqa: PTH120  strings, as watchdog wants
"""A folder that is not in a vault."""


class FileEvents(FileSystemEventHandler):
    """The recent events. Filled by the watcher's thread, emptied by ours."""

    def __init__(self, root: Path, ignoring: Ignoring, clock: Callable[[], float]) -> None:
        self.arrived = threading.Condition()
        self.first: float | None = None
        self.last = 0.0
        self._root, self._ignoring, self._clock = str(root), ignoring, clock
        self._folders: set[str] = set()
        self._unfinished: set[str] = set()
        self._settings = False
        self._new = False

    def dispatch(self, event: FileSystemEvent) -> None:
        """Handle an event of any type, since each version of watchdog has different ones."""
        if event.event_type in _OWN_READING or (event.is_directory and event.event_type == "modified"):
            return  # a change within a folder has its own event
        self._new |= event.is_directory and event.event_type in _MAKING
        for path in (event.src_path, event.dest_path):  # an atomic save is a move to the note's path
            if path:
                self._handle(os.path.relpath(os.fsdecode(path), self._root).replace(os.sep, "/"), event)

    def _handle(self, path: str, event: FileSystemEvent) -> None:
        folder, _, name = path.rpartition("/")
        finished = path if event.event_type in _WHOLE and not event.is_directory else None
        if path in SETTINGS:
            self.record(set(), settings=True, path=path, finished=finished)
        elif path == ".":
            self.record({""})
        elif path.startswith("../") or any(part.startswith(".") for part in path.split("/")):
            return
        elif is_note(name) and not self._ignoring(path):
            self.record({folder}, path=path, finished=finished)
        elif (event.is_directory or event.event_type == "deleted") and not self._ignoring(path + "/"):
            self.record({path})  # on Windows it is unknown whether a deleted path was a folder

    def record(self, folders: set[str], *, settings: bool = False, path: str = "", finished: str | None = None) -> None:
        """Record that something may have changed in these folders, or in the settings.

        `path` is what is being written, and `finished` the same if it is whole now.
        """
        with self.arrived:
            self._unfinished = {*self._unfinished, path} - {finished}
            self.last = self._clock()
            self.first = self.last if self.first is None else self.first
            self._folders |= folders
            self._settings |= settings
            self.arrived.notify_all()

    @property
    def are_whole(self) -> bool:
        """Whether each file that changed is whole."""
        return not self._unfinished

    def take_new_folders(self) -> bool:
        """Whether there were new folders since the last call."""
        new, self._new = self._new, False
        return new

    def drain(self) -> tuple[frozenset[str] | None, bool]:
        """The folders to look in, and whether settings may have changed; then start again. None means everywhere."""
        with self.arrived:
            folders, settings = frozenset(self._folders), self._settings
            self._folders, self._unfinished, self._settings, self.first = set(), set(), False, None
        everywhere = settings or not all(folder.isprintable() and folder for folder in folders)  # odd names: see shown
        return (None if everywhere else folders), settings


@dataclass(frozen=True, slots=True)
class Burst:
    """Why to look, and where: `folders` (relative, with all below) or, if None, everywhere.

    `settings`: a file that decides how the vault is read may have changed. "unmounted": keep everything as it is, since
    the vault will come back.
    """

    reason: Reason
    folders: frozenset[str] | None = None
    settings: bool = False


class Bursts(Iterator[Burst]):
    """The bursts of the vault at `root`, until `stop` is set; iterate over it in a `with` block.

        for burst in watched:
            if burst.reason != "unmounted":
                changes = index.refresh(vault, ignore, only=burst.folders, patient=True)
                if changes.missing:
                    watched.again()

    A burst comes `quiet` seconds after the last event, at most `at_most` seconds after the first; or `settled` seconds
    after it, if the writers of all files have closed them or put them in place. It also comes every `full_every`
    seconds, since kernels drop events, and when `today()` becomes another day. With `poll` events are not used, and
    there is a burst every `poll` seconds, as network drives report no events. A note that vanishes during a save is
    not gone: `again` requests a second burst to confirm it. `say` gets a sentence if the system cannot watch. `clock`
    is monotonic. The feed may be inside the vault: only notes and settings count. `held` are the vault's markers as
    they were seen earlier: it may have been unmounted since.
    """

    def __init__(
        self,
        root: Path,
        *,
        stop: threading.Event,
        today: Callable[[], date],
        ignore: tuple[str, ...] = (),
        poll: float | None = None,
        quiet: float = 0.3,
        settled: float = 0.1,
        at_most: float = 2.0,
        full_every: float = 300.0,
        held: frozenset[str] = frozenset(),
        say: Callable[[str], None] = lambda _message: None,
        clock: Callable[[], float] = time.monotonic,
        watcher: Callable[[], Watcher] = Observer,
    ) -> None:
        self._root = Path(os.path.realpath(root))
        self._stop, self._today, self._say, self._clock, self._new_watcher = stop, today, say, clock, watcher
        self._poll, self._quiet, self._settled = poll, quiet, settled
        self._at_most, self._full_every = at_most, full_every
        self.events = FileEvents(self._root, Ignoring(ignore), clock)
        self._day, self._markers, self._full_at = today(), held | markers(self._root), clock()
        self._again: tuple[float, frozenset[str] | None] | None = None
        self._last: Burst | None = None
        self._is_mounted = True
        self._restarts = _RESTARTS
        self._watcher: Watcher | None = None
        self._start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Stop watching."""
        watcher, self._watcher = self._watcher, None
        if watcher is not None:
            watcher.stop()
            if watcher.is_alive():
                watcher.join()

    def again(self) -> None:
        """Repeat the last burst after a quiet time, because notes were missing."""
        self._again = self._clock() + self._quiet, self._last.folders if self._last else None

    def look(self) -> None:
        """Look everywhere at once."""
        self._full_at = -math.inf

    def __next__(self) -> Burst:
        """Wait for the next burst. Raises StopIteration within half a second of `stop`."""
        while not self._stop.is_set():
            self._check_watcher()
            burst = self.ready(self._clock())
            if burst is not None:
                self._last = burst
                return burst
            with self.events.arrived:
                self.events.arrived.wait(max(0.0, min(_SLICE, self._next_look() - self._clock())))
        self.close()
        raise StopIteration

    def ready(self, now: float) -> Burst | None:
        """The burst that is due, if any. A vault that is not mounted only has the burst that says so."""
        if not self._is_mounted:
            return self._mounted(now)
        burst = self._due(now)
        if burst is None or self._is_there():
            return burst
        self._is_mounted = False
        return Burst("unmounted")

    def _due(self, now: float) -> Burst | None:
        if self._today() != self._day:
            return self._everywhere("midnight", now)
        if now - self._full_at >= (self._poll or self._full_every):
            return self._everywhere("poll" if self._poll else "periodic", now)
        if self.events.first is not None and now >= self._quiet_at():
            folders, settings = self.events.drain()
            if self._again is not None:
                folders = None if folders is None or self._again[1] is None else folders | self._again[1]
                self._again = None
            return Burst("change", folders, settings)
        if self._again is not None and now >= self._again[0]:
            folders, self._again = self._again[1], None
            return Burst("confirm", folders)
        return None

    def _everywhere(self, reason: Reason, now: float) -> Burst:
        self._day, self._full_at, self._again = self._today(), now, None
        self.events.drain()
        return Burst(reason, None, settings=True)

    def _quiet_at(self) -> float:
        """When the current burst of events ends: after a quiet time, but not later than `at_most`."""
        first, quiet = self.events.first, self._settled if self.events.are_whole else self._quiet
        return min(self.events.last + quiet, (self.events.last if first is None else first) + self._at_most)

    def _next_look(self) -> float:
        looks = [self._full_at + (self._poll or self._full_every)]
        looks += [self._again[0]] if self._again else []
        looks += [self._quiet_at()] if self.events.first is not None else []
        return min(looks) if self._is_mounted else self._clock() + _SLICE

    def _is_there(self) -> bool:
        """Whether the vault is mounted: its root and all markers that it had exist."""
        held = markers(self._root)
        if not self._root.is_dir() or self._markers - held:
            return False
        self._markers = held
        return True

    def _mounted(self, now: float) -> Burst | None:
        if not self._is_there():
            return None
        self._is_mounted = True
        self.close()  # the watched folders are not those that exist now
        self._start()
        return self._everywhere("mounted", now)

    def _start(self) -> None:
        """Start a watcher of the system; if that fails, look every few seconds."""
        if self._poll:
            return
        watcher: Watcher | None = None
        try:
            watcher = self._new_watcher()  # watchdog 7 uses inotify here already
            watcher.schedule(self.events, str(self._root), recursive=True)
            watcher.start()
            check_watch_limit(watcher)
        except OSError as error:  # no inotify watches or instances left (ENOSPC, EMFILE), or the vault is gone
            if watcher is not None:
                watcher.stop()
            self._look_regularly(limit_reached(error))
        else:
            self._watcher = watcher

    def _check_watcher(self) -> None:
        """Restart a watcher that died, and look everywhere, since it may have missed something."""
        if self._watcher is None or not self._is_there():
            return
        if is_alive(self._watcher):
            self._check_new_folders(self._watcher)
            return
        self.close()
        self._restarts -= 1
        if self._restarts > 0:
            self._start()
        else:
            self._look_regularly("the system stopped telling of changes")
        self.events.record({""})

    def _check_new_folders(self, watcher: Watcher) -> None:
        """If there are new folders, check whether they can be watched."""
        if not self.events.take_new_folders():
            return
        try:
            check_watch_limit(watcher)
        except OSError as error:
            self.close()
            self._look_regularly(limit_reached(error))
            self.events.record({""})

    def _look_regularly(self, why: str) -> None:
        self._poll = _FALLBACK
        self._say(f"Checking the files every {_FALLBACK:g} seconds, because {why}.")


class Watcher(Protocol):
    """The methods of a watchdog observer that are used."""

    def schedule(self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool) -> Any:
        """Send events at `path` to `event_handler`. Raises OSError."""

    def unschedule(self, watch: Any, /) -> None:
        """Remove the watch that `schedule` returned."""

    def start(self) -> None:
        """Start. Raises OSError."""

    def stop(self) -> None:
        """Stop soon."""

    def join(self) -> None:
        """Wait until it has stopped."""

    def is_alive(self) -> bool:
        """Whether its thread is running."""


def is_alive(watcher: Watcher) -> bool:
    """Whether it will report changes: its own thread runs, and those that listen to the system."""
    emitters = watcher.emitters if isinstance(watcher, BaseObserver) else ()
    return watcher.is_alive() and all(emitter.is_alive() for emitter in emitters)


def check_watch_limit(watcher: Watcher) -> None:
    """Make a running watcher watch one more folder, and remove that watch. Raises OSError if no watch is left.

    watchdog 7 silently skips folders below the first that cannot be watched (`_add_callback`), so this shows whether
    all of them are.
    """
    watcher.unschedule(watcher.schedule(FileSystemEventHandler(), _OURS, recursive=False))


def limit_reached(error: OSError) -> str:
    """The reason why the system does not watch."""
    return f"the system watches no more folders: {(error.strerror or str(error)).lower()}"
