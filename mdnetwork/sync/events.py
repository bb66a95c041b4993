"""Watching: what file events hint at: folders. The events differ between systems and versions of watchdog."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler

from mdnetwork.vault import Ignoring, is_note
from mdnetwork.words.vault_files import SETTINGS

_OWN_READING = {"opened", "closed_no_write"}
"""Events that our own reading causes: to heed them would be to run in circles."""
_MAKING = {"created", "moved"}


class Hints(FileSystemEventHandler):
    """What the events of the last moments say. Fed by the watcher's thread, emptied by ours."""

    def __init__(self, root: Path, ignoring: Ignoring, clock: Callable[[], float]) -> None:
        self.arrived = threading.Condition()
        self.first: float | None = None
        self.last = 0.0
        self._root, self._ignoring, self._clock = str(root), ignoring, clock
        self._folders: set[str] = set()
        self._settings = False
        self._new = False

    def dispatch(self, event: FileSystemEvent) -> None:
        """Heed an event of any kind: every version of watchdog has other ones."""
        if event.event_type in _OWN_READING or (event.is_directory and event.event_type == "modified"):
            return  # what happened in a folder comes as an event of its own
        self._new |= event.is_directory and event.event_type in _MAKING
        for path in (event.src_path, event.dest_path):  # an atomic save is a move, and its destination the note
            if path:
                self._heed(os.path.relpath(os.fsdecode(path), self._root).replace(os.sep, "/"), event)

    def _heed(self, path: str, event: FileSystemEvent) -> None:
        folder, _, name = path.rpartition("/")
        if path in SETTINGS:
            self.hint(set(), settings=True)
        elif path == ".":
            self.hint({""})
        elif path.startswith("../") or any(part.startswith(".") for part in path.split("/")):
            return
        elif is_note(name) and not self._ignoring(path):
            self.hint({folder})
        elif (event.is_directory or event.event_type == "deleted") and not self._ignoring(path + "/"):
            self.hint({path})  # Windows cannot tell whether what was deleted was a folder

    def hint(self, folders: set[str], *, settings: bool = False) -> None:
        """Something may have changed in these folders, or in the settings."""
        with self.arrived:
            self.last = self._clock()
            self.first = self.last if self.first is None else self.first
            self._folders |= folders
            self._settings |= settings
            self.arrived.notify_all()

    def take_new(self) -> bool:
        """Whether there were new folders since this was last asked."""
        new, self._new = self._new, False
        return new

    def take(self) -> tuple[frozenset[str] | None, bool]:
        """Where to look and whether settings may have changed, and begin anew. A change of settings is everywhere."""
        with self.arrived:
            folders, settings = frozenset(self._folders), self._settings
            self._folders, self._settings, self.first = set(), False, None
        everywhere = settings or not all(folder.isprintable() and folder for folder in folders)  # odd names: see shown
        return (None if everywhere else folders), settings
