"""Vault: a folder of notes. Reading never writes; the one thing that changes a note is `replace`."""

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
from mdnetwork.words.vault_files import COPIES, OURS, SETTINGS

_CHUNK = 65_536
"""Larger buffers, kept by the thousand, break the creation of threads."""
LARGEST_SETTINGS = 200_000
"""Bytes of a file of settings, or of a template of a draft."""
_REFUSES_LINKS = hasattr(os, "O_NOFOLLOW")
_LINKED = frozenset({errno.ELOOP, errno.EMLINK})
"""What systems say where a file that is to be opened is a link."""
_FLAGS = os.O_RDONLY
for _name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"):  # no link is followed and no pipe waited for
    _FLAGS |= getattr(os, _name, 0)


class Vanished(VaultError):
    """A note was there when the folder was listed and is there no more."""


class Unreadable(VaultError):
    """A file is there but cannot be read. `reason` is in lower case; `advice` is a sentence that says what to do."""

    def __init__(self, path: str, reason: str, advice: str = "Allow yourself to read it and try again.") -> None:
        super().__init__(f"{path} cannot be read: {reason}. {advice}")
        self.reason = reason


class Vault:
    """The folder at `root`. Raises VaultError where there is none, or it cannot be read."""

    def __init__(self, root: Path, *, now: Callable[[], int] = time.time_ns) -> None:
        self.root = Path(os.path.realpath(root.expanduser()))
        self._now = now
        self._odd: dict[str, str] = {}
        self._leftovers: set[str] = set()
        self._inside: set[str] = set()
        """Folders that were found to lie in the vault since the last scan began."""
        self._troubles: tuple[Problem, ...] = ()
        """What was wrong with files of settings when they were last read."""
        try:
            with os.scandir(self.root):
                pass
        except OSError as error:
            raise VaultError(_sentence(self.root, error)) from error

    write_if_changed = staticmethod(write_if_changed)

    def scan(self, ignore: tuple[str, ...] = (), only: frozenset[str] | None = None) -> Scan:
        """Every note with its stamp. `only` narrows the walk to these folders (relative; "" is the root).

        Raises VaultError when the vault itself cannot be read; a folder in it that cannot is a problem.
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
            raise VaultError(f"The vault {self.root} cannot be read any more. Mount it, or allow yourself to read it.")
        self._odd.update(walk.odd)
        narrowed = None if "" in folders else folders
        self._leftovers = walk.leftovers | (self._leftovers if narrowed else set())
        evicted, unread = frozenset(walk.evicted - walk.stamps.keys()), frozenset(walk.unread)
        return Scan(walk.stamps, evicted, unread, narrowed, (*walk.problems, *self._troubles), started)

    def canvases(self, ignore: tuple[str, ...] = ()) -> list[str]:
        """The paths of Obsidian's canvases, which link to notes too."""
        return list(canvases(str(self.root), Ignoring(ignore)))

    def read(self, path: str, most: int = 0) -> bytes:
        """The bytes of a regular file that lies in the vault, and not behind a link; of at most `most`, if it is told.

        Raises Vanished and Unreadable, both of them VaultErrors.
        """
        try:
            return self._bytes(path, most)
        except (FileNotFoundError, NotADirectoryError) as error:
            raise Vanished(f"{path} is there no more. Run the command again.") from error
        except OSError as error:
            if error.errno in _LINKED:
                raise Unreadable(path, "it is a link", "Put the file itself there.") from error
            raise Unreadable(path, (error.strerror or str(error)).lower()) from error

    def read_settings(self) -> dict[str, str]:
        """The text of each of `SETTINGS` that is there. Raises VaultError when `mdnetwork.toml` is unreadable.

        One of Obsidian's that is unreadable is a problem of the next scans, and left out.
        """
        found, troubles = {}, []
        for path in SETTINGS:
            try:
                found[path] = self.read(path, LARGEST_SETTINGS).decode("utf-8", "replace")
            except Vanished:
                continue
            except Unreadable as error:
                if path == SETTINGS[0]:  # it may ask for privacy: going on without it could tell too much
                    raise
                troubles.append(Problem(path, 0, "SETTINGS", str(error), "warning"))
        self._troubles = tuple(troubles)
        return found

    def exists(self, path: str) -> bool:
        """Whether a file, or anything else, lies there."""
        return os.path.lexists(self._file(path))

    def file(self, path: str) -> Path:
        """Where a file of this path lies, as the file system needs it. The path is absolute."""
        return self._file(path)

    def replace(self, path: str, before: bytes, after: bytes) -> None:
        """Make a note that holds `before` hold `after`, in one step. Raises VaultError when it holds something else.

        The note is compared once more when only the renaming is left to do, since writing to the disk takes long
        enough for an editor to save. Permissions and extended attributes stay as they are.
        """
        self._unchanged(path, before)
        with _told(path):
            try:
                replace_file(
                    self._file(path), after, like=self._file(path), check=lambda: self._unchanged(path, before)
                )
            except FileNotFoundError:
                self._unchanged(path, before)  # it went meanwhile
                raise

    def create(self, path: str, data: bytes) -> None:
        """Make a note that is not there yet, and the folders that it lies in. Raises VaultError where one is there."""
        target = self._within(path)
        with _told(path, "No note was made."):
            target.parent.mkdir(parents=True, exist_ok=True)
            create_file(target, data)

    def remove(self, path: str, before: bytes) -> None:
        """Delete a note that holds `before`. Raises VaultError when it holds something else."""
        self._unchanged(path, before)
        with _told(path):
            self._file(path).unlink()

    def move(self, path: str, to: str) -> None:
        """Call a note otherwise, or put it elsewhere. Raises VaultError where another one is there already."""
        source, target = self._within(path), self._within(to)
        with _told(to):
            target.parent.mkdir(parents=True, exist_ok=True)
            move_file(source, target)

    def is_same(self, path: str, other: str) -> bool:
        """Whether both are names of the same file, and of one that is there."""
        with suppress(OSError):
            return self._file(path).samefile(self._file(other))
        return False

    def missing_folders(self, paths: Iterable[str]) -> tuple[str, ...]:
        """The folders that have to be made for files at these paths, the inner ones first."""
        folders = {parent for path in paths for parent in _parents(path)}
        return tuple(sorted((each for each in folders if not self.exists(each)), key=lambda each: (-len(each), each)))

    def remove_folders(self, folders: Iterable[str]) -> None:
        """Remove those of the folders that are empty."""
        for folder in folders:
            with suppress(OSError, VaultError):  # it holds something, or is not there
                self._within(folder).rmdir()

    def sweep(self) -> None:
        """Remove temporary files that the last scans saw, left behind by processes that were killed."""
        for path in self._leftovers:
            remove_leftover(self.root / path)
        self._leftovers.clear()

    def _unchanged(self, path: str, before: bytes) -> None:
        self._within(path)
        if self.read(path) != before:
            raise VaultError(f"{path} changed in the meantime and was left alone. Run the command again.")

    def _within(self, path: str) -> Path:
        """The file at this path, whose folder really lies in the vault. Raises VaultError where a link leads out."""
        target = self._file(path)
        folder = Path(os.path.realpath(target.parent))
        if folder != self.root and self.root not in folder.parents:
            raise VaultError(f"{path} lies outside the vault, where a link leads, and was left alone.")
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
                raise Unreadable(path, "it is no file", "Move it away, or put a file there.")
            if most and seen.st_size > most:
                raise Unreadable(path, f"it has more than {most:,} bytes", "Make it shorter.")
            chunks = []
            while chunk := os.read(descriptor, _CHUNK):
                chunks.append(chunk)
            return b"".join(chunks)
        finally:
            os.close(descriptor)

    def _check_folder(self, file: str, path: str) -> None:
        """Raises Unreadable where the folder of a file does not lie in the vault, whatever `..` and links say."""
        folder = file.rpartition("/")[0]
        if folder not in self._inside:
            real = Path(os.path.realpath(folder))
            if real != self.root and self.root not in real.parents:
                raise Unreadable(path, "it lies outside the vault", "Move it into the vault.")
            self._inside.add(folder)

    def _is_walked(self, folder: str, ignoring: Ignoring) -> bool:
        """Whether a walk from the root would come to this folder."""
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
def _told(path: str, outcome: str = "It is as it was.") -> Iterator[None]:
    """An error of the system as a sentence about the note."""
    try:
        yield
    except FileExistsError as error:
        raise VaultError(f"{path} is there already and was left alone. Choose another name.") from error
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise VaultError(f"{path} cannot be written: {why}. {outcome}") from error


def _parents(path: str) -> Iterator[str]:
    """The folders above a path, the inner ones first."""
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _outermost(folders: frozenset[str] | set[str]) -> frozenset[str]:
    """The folders that lie in no other of them."""
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


_SUFFIX = ".canvas"


def canvases(root: str, ignoring: Callable[[str], bool]) -> Iterator[str]:
    """The path of each canvas of the vault, with `/`. A folder that cannot be read has none."""
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


MARKERS = (OURS, ".obsidian")
"""What makes a folder a vault: our settings file, or Obsidian's folder."""


def find_vault(start: Path) -> Path:
    """The nearest folder, from `start` upwards, that holds one of `MARKERS`. Raises VaultError where there is none."""
    here = start.expanduser().resolve()
    for folder in (here, *here.parents):
        if markers(folder):
            return folder
    raise VaultError(
        f"No vault was found in {here} or above it. Name your folder of notes with --vault DIR, "
        "or run `mdnet --vault DIR init` once to mark it."
    )


def markers(folder: Path) -> frozenset[str]:
    """Which of `MARKERS` the folder holds: a settings file must be a file, and `.obsidian` a folder."""
    try:
        held = [(folder / MARKERS[0]).is_file(), (folder / MARKERS[1]).is_dir()]
    except OSError:  # a folder above that we may not look into is no vault of ours
        return frozenset()
    return frozenset(name for name, there in zip(MARKERS, held, strict=True) if there)
