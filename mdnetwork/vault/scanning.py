"""Vault: one walk over the folder, strings only (10 µs a note): which notes there are, and when they changed."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from mdnetwork.model import Problem
from mdnetwork.vault.ignoring import Ignoring
from mdnetwork.vault.writing import is_temporary
from mdnetwork.words.vault_files import COPIES, EVICTED, NOTES

_LEFTOVER = "~syncthing~"
"""The only editors' and synchronisers' leftover that ends with `.md` and begins with no dot."""
_INT64 = 2**63 - 1
"""What SQLite can hold. Inodes of some network drives, and dates far from now, need more."""
_HAS_CTIME = os.name == "posix"
"""On Windows `st_ctime` is the day of creation, which tells nothing of changes."""


class Stamp(NamedTuple):
    """What tells that a file has changed. Times are nanoseconds since 1970; `ctime_ns` is 0 where there is none."""

    mtime_ns: int
    size: int
    inode: int
    ctime_ns: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What a walk saw. Paths are relative to the vault, with `/`, as the file system spells them."""

    stamps: dict[str, Stamp]
    evicted: frozenset[str] = frozenset()
    """Notes whose contents are in the cloud only: keep what was last known."""
    unread: frozenset[str] = frozenset()
    """Folders that could not be read: keep what was last known of the notes below."""
    only: frozenset[str] | None = None
    """The folders that were walked, with all below; None is the whole vault."""
    problems: tuple[Problem, ...] = ()
    started: int = 0
    """When the walk began, in nanoseconds since 1970."""

    def walked(self, path: str) -> bool:
        """Whether the walk came to where `path` lies."""
        return self.only is None or any(_below(path, folder) for folder in self.only)

    def covers(self, path: str) -> bool:
        """Whether the walk would have seen a note at `path`, so that its absence means something."""
        return self.walked(path) and not any(_below(path, folder) for folder in self.unread)


def _below(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(folder + "/")


def is_note(name: str) -> bool:
    """Whether a file of this name is a note: Markdown, neither hidden nor a leftover."""
    return name.lower().endswith(NOTES) and not name.startswith((".", _LEFTOVER))


def shown(path: str) -> str:
    r"""The path as it is stored and shown. Bytes that are no UTF-8 become `\xNN`, so that any program can hold it."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return os.fsencode(path).decode("utf-8", "backslashreplace")
    return path


class Walk:
    """One walk in progress. Links are not followed, as Obsidian follows none from one folder of a vault to another."""

    def __init__(self, root: str, ignoring: Ignoring) -> None:
        self.root = root
        self.ignoring = ignoring
        self.stamps: dict[str, Stamp] = {}
        self.odd: dict[str, str] = {}
        """Shown path -> path as the file system needs it, where the two differ."""
        self.evicted: set[str] = set()
        self.unread: set[str] = set()
        self.leftovers: set[str] = set()
        """Temporary files of ours: somebody is writing one, or was killed meanwhile."""
        self.problems: list[Problem] = list(ignoring.problems)
        self._hollow: dict[str, Stamp] = {}
        self._counts_blocks = sys.platform == "darwin"

    def folder(self, start: str) -> None:
        """Walk the folder at `start` (relative, "" for the root) and all below it."""
        waiting = [start]
        while waiting:
            folder = waiting.pop()
            try:
                self._entries(folder, waiting)
            except (FileNotFoundError, NotADirectoryError):
                continue  # it went while we walked: its notes are gone
            except OSError as error:
                self._cannot(folder, error)

    def _entries(self, folder: str, waiting: list[str]) -> None:
        prefix = f"{folder}/" if folder else ""
        with os.scandir(f"{self.root}/{folder}") as entries:
            for entry in entries:
                name = entry.name
                if name[0] == ".":
                    self._hidden(prefix, name)
                elif name.lower().endswith(NOTES) and entry.is_file(follow_symlinks=False):
                    self._note(prefix + name, entry)
                elif entry.is_symlink() or _is_junction(entry):
                    self._link(prefix + name, entry)
                elif entry.is_dir(follow_symlinks=False) and not self._is_left_out(prefix + name):
                    waiting.append(prefix + name)

    def _is_left_out(self, folder: str) -> bool:
        return folder in COPIES or (bool(self.ignoring) and self.ignoring(f"{folder}/"))

    def _note(self, path: str, entry: os.DirEntry[str]) -> None:
        if entry.name.startswith(_LEFTOVER) or (self.ignoring and self.ignoring(path)):
            return
        try:
            seen = entry.stat(follow_symlinks=False)
        except FileNotFoundError:
            return
        if not path.isascii():
            path = self._named(path)
        stamp = Stamp(
            seen.st_mtime_ns & _INT64,
            seen.st_size,
            seen.st_ino & _INT64,
            seen.st_ctime_ns & _INT64 if _HAS_CTIME else 0,
        )
        if getattr(seen, "st_blocks", 1):
            self._counts_blocks = True
        elif seen.st_size:
            self._hollow[path] = stamp
            return
        self.stamps[path] = stamp

    def finish(self) -> None:
        """Decide on notes that have a size but no blocks: their contents are elsewhere, in iCloud say.

        Unless the file system counts no blocks at all, as many that live in user space do.
        """
        if self._counts_blocks:
            self.evicted.update(self._hollow)
        else:
            self.stamps.update(self._hollow)

    def _named(self, path: str) -> str:
        name = shown(path)
        if name != path:
            self.odd[name] = path
            message = "The name is not written in UTF-8, so it is shown with \\x signs; rename the file or its folder."
            self.problems.append(Problem(name, 0, "FILE-NAME", message, "warning"))
        return name

    def _hidden(self, prefix: str, name: str) -> None:
        """A file whose name begins with a dot: `.Ada.md.icloud` is an evicted `Ada.md` (macOS before 14)."""
        if is_temporary(name):
            self.leftovers.add(prefix + name)
        note = name[1:].removesuffix(EVICTED)
        if name.endswith(EVICTED) and is_note(note) and not self.ignoring(prefix + note):
            self.evicted.add(shown(prefix + note))

    def _link(self, path: str, entry: os.DirEntry[str]) -> None:
        if not (is_note(entry.name) or Path(entry.path).is_dir()) or self.ignoring(path) or self.ignoring(path + "/"):
            return
        target = os.path.realpath(entry.path)
        inside = self.root.rstrip(os.sep) + os.sep
        if Path(target).exists() and not f"{target}{os.sep}".startswith(inside):
            message = "This link leads out of the vault and is not followed; move what it leads to into the vault."
            self.problems.append(Problem(shown(path), 0, "LINK-OUT", message, "warning"))

    def _cannot(self, folder: str, error: OSError) -> None:
        self.unread.add(shown(folder))
        why = (error.strerror or str(error)).lower()
        message = (
            f"The folder cannot be read ({why}); its notes stay as they were last known. Allow yourself to read it."
        )
        self.problems.append(Problem(shown(folder), 0, "UNREADABLE", message))


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """A Windows junction is a link under another name (Python 3.12 tells them apart)."""
    tell = getattr(entry, "is_junction", None)
    return tell is not None and bool(tell())
