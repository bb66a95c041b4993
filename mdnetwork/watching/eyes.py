"""Watching: the system's watcher, whether it is alive, and whether the system has watches left."""

from __future__ import annotations

import os
from typing import Any, Protocol

from watchdog.events import FileSystemEventHandler
from watchdog.observers.api import BaseObserver

_OURS = os.path.dirname(__file__)  # noqa: PTH120  strings, as watchdog wants
"""A folder that lies in no vault."""


class Watcher(Protocol):
    """What is used of a watchdog observer."""

    def schedule(self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool) -> Any:
        """Have `event_handler` told of what happens at `path`. Raises OSError."""

    def unschedule(self, watch: Any, /) -> None:
        """Let go of what `schedule` returned."""

    def start(self) -> None:
        """Begin. Raises OSError."""

    def stop(self) -> None:
        """End, soon."""

    def join(self) -> None:
        """Wait for its end."""

    def is_alive(self) -> bool:
        """Whether its thread runs."""


def is_alive(watcher: Watcher) -> bool:
    """Whether it will tell of changes: its own thread and those that listen to the system."""
    emitters = watcher.emitters if isinstance(watcher, BaseObserver) else ()
    return watcher.is_alive() and all(emitter.is_alive() for emitter in emitters)


def ask_for_one_more(watcher: Watcher) -> None:
    """Ask a running watcher to watch another folder, and let go of it. Raises OSError where no watch is left.

    watchdog 7 passes in silence over folders below the first that could not be watched (`_add_callback`), so this is
    how to know that all of them are.
    """
    watcher.unschedule(watcher.schedule(FileSystemEventHandler(), _OURS, recursive=False))


def no_more(error: OSError) -> str:
    """Why the system does not watch."""
    return f"the system watches no more folders: {(error.strerror or str(error)).lower()}"
