"""A folder of notes. Reading never writes; `replace` is the only way to change a note."""

from __future__ import annotations

import errno
import os
import stat
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from mdnetwork.errors import VaultError
from mdnetwork.model import Problem
from mdnetwork.vault.scanning import Ignoring, Scan, Walk
from mdnetwork.vault.writing import create_file, move_file, remove_leftover, replace_file, write_if_changed
from mdnetwork.vault_files import COPIES, OURS, SETTINGS

_CHUNK = 65_536
"""Thousands of larger buffers make the creation of threads fail."""
LARGEST_SETTINGS = 200_000
"""The most bytes of a settings file, or of a draft template."""
_REFUSES_LINKS = hasattr(os, "O_NOFOLLOW")
_LINKED = frozenset({errno.ELOOP, errno.EMLINK})
"""Error numbers that mean that the file to be opened is a link."""
_FLAGS = os.O_RDONLY
for _name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"):  # do not follow links, and do not wait for pipes
    _FLAGS |= getattr(os, _name, 0)
_SUFFIX = ".canvas"
MARKERS = (OURS, ".obsidian")
"""What makes a folder a vault: our settings file, or Obsidian's folder."""


class Vanished(VaultError):
    """The folder listing had this note, and it is gone now."""


class Unreadable(VaultError):
    """A file exists but cannot be read. `reason` is in lower case; `advice` is a sentence that says what to do."""

    def __init__(self, path: str, reason: str, advice: str = "Allow yourself to read it and try again.") -> None:
        super().__init__(f"{path} cannot be read: {reason}. {advice}")
        self.reason = reason


class Vault:
    """The folder at `root`. Raises VaultError if it does not exist or cannot be read."""

    def __init__(self, root: Path, *, now: Callable[[], int] = time.time_ns) -> None:
        self.root = Path(os.path.realpath(root.expanduser()))
        self._now = now
        self._odd: dict[str, str] = {}
        self._leftovers: set[str] = set()
        self._inside: set[str] = set()
        """Folders found to be inside the vault since the last scan started."""
        self._troubles: tuple[Problem, ...] = ()
        """The problems of settings files when they were last read."""
        try:
            with os.scandir(self.root):
                pass
        except OSError as error:
            raise VaultError(_sentence(self.root, error)) from error

    write_if_changed = staticmethod(write_if_changed)

    def scan(self, ignore: tuple[str, ...] = (), only: frozenset[str] | None = None) -> Scan:
        """All notes with their stamps. `only` restricts the walk to these folders (relative; "" is the root).

        Raises VaultError if the vault itself cannot be read; an unreadable folder in it is a problem.
        """
        started = self._now()
        self._inside.clear()
        walk = Walk(str(self.root), Ignoring(ignore))
        folders = _outermost(only if only is not None else {""})
        for folder in folders:
            if self._is_walked(folder, walk.ignoring):
                walk.folder(folder)
        walk.finish()
        if "" in walk.unread or not self.root.is_dir():
            raise VaultError(f"The vault {self.root} can no longer be read. Mount it, or allow yourself to read it.")
        self._odd.update(walk.odd)
        narrowed = None if "" in folders else folders
        self._leftovers = walk.leftovers | (self._leftovers if narrowed else set())
        stamps = walk.stamps
        evicted = frozenset([path for path in walk.evicted if path not in stamps])
        return Scan(stamps, evicted, frozenset(walk.unread), narrowed, (*walk.problems, *self._troubles), started)

    def canvases(self, ignore: tuple[str, ...] = ()) -> list[str]:
        """The paths of Obsidian's canvases, which can also link to notes."""
        return list(canvases(str(self.root), Ignoring(ignore)))

    def read(self, path: str, most: int = 0) -> bytes:
        """The bytes of a regular file inside the vault, not behind a link; at most `most` bytes, if given.

        Raises Vanished and Unreadable, which are VaultErrors.
        """
        try:
            return self._bytes(path, most)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise Vanished(f"{path} is gone. Run the command again.") from error
        except OSError as error:
            if error.errno in _LINKED:
                raise Unreadable(path, "it is a link", "Put the file itself there.") from error
            raise Unreadable(path, (error.strerror or str(error)).lower()) from error

    def read_settings(self) -> dict[str, str]:
        """The text of each existing file of `SETTINGS`. Raises VaultError if `mdnetwork.toml` is unreadable.

        An unreadable file of Obsidian's is left out, and is a problem of the next scans.
        """
        found, troubles = {}, []
        for path in SETTINGS:
            try:
                found[path] = self.read(path, LARGEST_SETTINGS).decode("utf-8", "replace")
            except Vanished:
                continue
            except Unreadable as error:
                if path == SETTINGS[0]:  # it may require privacy: without it, too much could be shown
                    raise
                troubles.append(Problem(path, 0, "SETTINGS", str(error), "warning"))
        self._troubles = tuple(troubles)
        return found

    def exists(self, path: str) -> bool:
        """Whether a file, or anything else, has this path."""
        return os.path.lexists(self._file(path))

    def file(self, path: str) -> Path:
        """The absolute path of a file, as the file system spells it."""
        return self._file(path)

    def replace(self, path: str, before: bytes, after: bytes) -> None:
        """Replace a note's content `before` by `after`, in one step. Raises VaultError if the content is not `before`.

        The note is compared again directly before the rename, since writing to disk takes long enough for an editor to
        save. Permissions and extended attributes stay.
        """
        self._unchanged(path, before)
        with _told(path):
            try:
                replace_file(
                    self._file(path), after, like=self._file(path), check=lambda: self._unchanged(path, before)
                )
            except FileNotFoundError:
                self._unchanged(path, before)  # it was deleted meanwhile
                raise

    def create(self, path: str, data: bytes) -> None:
        """Create a note, and the folders above it. Raises VaultError if it exists."""
        target = self._within(path)
        with _told(path, "No note was made."):
            target.parent.mkdir(parents=True, exist_ok=True)
            create_file(target, data)

    def remove(self, path: str, before: bytes) -> None:
        """Delete a note with the content `before`. Raises VaultError if its content is different."""
        self._unchanged(path, before)
        with _told(path):
            self._file(path).unlink()

    def move(self, path: str, to: str) -> None:
        """Rename or move a note. Raises VaultError if the new path exists."""
        source, target = self._within(path), self._within(to)
        with _told(to):
            target.parent.mkdir(parents=True, exist_ok=True)
            move_file(source, target)

    def is_same(self, path: str, other: str) -> bool:
        """Whether both paths are names of the same existing file."""
        with suppress(OSError):
            return self._file(path).samefile(self._file(other))
        return False

    def missing_folders(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The folders that do not exist yet for files at these paths, the innermost first."""
        folders = {parent for path in paths for parent in _parents(path)}
        return tuple(sorted((each for each in folders if not self.exists(each)), key=lambda each: (-len(each), each)))

    def remove_folders(self, folders: Iterable[str]) -> None:
        """Remove those of the folders that are empty."""
        for folder in folders:
            with suppress(OSError, VaultError):  # not empty, or it does not exist
                self._within(folder).rmdir()

    def sweep(self) -> None:
        """Remove temporary files seen by the last scans, left by processes that were killed."""
        for path in self._leftovers:
            remove_leftover(self.root / path)
        self._leftovers.clear()

    def _unchanged(self, path: str, before: bytes) -> None:
        self._within(path)
        if self.read(path) != before:
            raise VaultError(f"{path} changed in the meantime and was left alone. Run the command again.")

    def _within(self, path: str) -> Path:
        """The file at this path, if its folder is inside the vault. Raises VaultError if a link leads out."""
        target = self._file(path)
        folder = Path(os.path.realpath(target.parent))
        if folder != self.root and self.root not in folder.parents:
            raise VaultError(f"{path} is outside the vault, where a link leads, and was left alone.")
        return target

    def _file(self, path: str) -> Path:
        return Path(f"{self.root}/{self._odd.get(path, path)}")

    def _bytes(self, path: str, most: int) -> bytes:
        file = f"{self.root}/{self._odd.get(path, path)}"
        self._check_folder(file, path)
        if not _REFUSES_LINKS and os.path.islink(file):  # noqa: PTH114  strings
            raise OSError(errno.ELOOP, "")
        descriptor = os.open(file, _FLAGS)
        try:
            seen = os.fstat(descriptor)
            if not stat.S_ISREG(seen.st_mode):
                raise Unreadable(path, "it is not a file", "Move it away, or put a file there.")
            if most and seen.st_size > most:
                raise Unreadable(path, f"it has more than {most:,} bytes", "Make it shorter.")
            chunks = []
            while chunk := os.read(descriptor, _CHUNK):
                chunks.append(chunk)
            return b"".join(chunks)
        finally:
            os.close(descriptor)

    def _check_folder(self, file: str, path: str) -> None:
        """Raise Unreadable if a file's folder is not inside the vault, after resolving `..` and links."""
        folder = file.rpartition("/")[0]
        if folder not in self._inside:
            real = Path(os.path.realpath(folder))
            if real != self.root and self.root not in real.parents:
                raise Unreadable(path, "it is outside the vault", "Move it into the vault.")
            self._inside.add(folder)

    def _is_walked(self, folder: str, ignoring: Ignoring) -> bool:
        """Whether a walk from the root would reach this folder."""
        if not folder:
            return True
        if any(name.startswith(".") for name in folder.split("/")) or ignoring(folder + "/"):
            return False
        if any(f"{folder}/".startswith(f"{copies}/") for copies in COPIES):
            return False
        with suppress(OSError):
            return os.path.realpath(self._file(folder)) == os.path.join(self.root, *folder.split("/"))  # noqa: PTH118
        return False


@contextmanager
def _told(path: str, outcome: str = "It is unchanged.") -> Iterator[None]:
    """Turn an error of the operating system into a sentence about the note."""
    try:
        yield
    except FileExistsError as error:
        raise VaultError(f"{path} already exists and was left alone. Choose another name.") from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise VaultError(f"{path} cannot be written: {why}. {outcome}") from error


def _parents(path: str) -> Iterator[str]:
    """The folders above a path, the innermost first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _outermost(folders: frozenset[str] | set[str]) -> frozenset[str]:
    """The folders that are not inside another one of them."""
    if "" in folders:
        return frozenset({""})
    return frozenset(f for f in folders if not any(f.startswith(other + "/") for other in folders))


def _sentence(root: Path, error: OSError) -> str:
    match error:
        case FileNotFoundError():
            return f"There is no folder {root}. Name your folder of notes with --vault DIR."
        case NotADirectoryError():
            return f"{root} is a file, and a vault is a folder. Name your folder of notes with --vault DIR."
    return f"The vault {root} cannot be read ({(error.strerror or str(error)).lower()}). Allow yourself to read it."


def canvases(root: str, ignoring: Callable[[str], bool]) -> Iterator[str]:
    """The path of each canvas of the vault, with `/`. Unreadable folders are skipped."""
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(f"{root}/{folder}"), key=lambda entry: entry.name)
        except OSError:
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}".lstrip("/")
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False) and not ignoring(f"{path}/"):
                waiting.append(path)
            elif entry.name.lower().endswith(_SUFFIX) and entry.is_file(follow_symlinks=False) and not ignoring(path):
                yield path


def find_vault(start: Path) -> Path:
    """The nearest folder, from `start` upwards, with one of `MARKERS`. Raises VaultError if there is none."""
    here = start.expanduser().resolve()
    for folder in (here, *here.parents):
        if markers(folder):
            return folder
    raise VaultError(
        f"No vault was found in {here} or above it. Name your folder of notes with --vault DIR, "
        "or run `mdnet --vault DIR init` once to mark it."
    )


def markers(folder: Path) -> frozenset[str]:
    """The `MARKERS` in the folder: the settings file must be a file, and `.obsidian` a folder."""
    try:
        held = [(folder / MARKERS[0]).is_file(), (folder / MARKERS[1]).is_dir()]
    except OSError:  # a folder above that may not be read is not our vault
        return frozenset()
    return frozenset(name for name, there in zip(MARKERS, held, strict=True) if there)
