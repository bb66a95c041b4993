"""One lock per vault around every write. The operating system releases it when the process ends."""

from __future__ import annotations

import hashlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from platformdirs import user_state_path

from mdnetwork.errors import OutputError, VaultBusy, VaultError
from mdnetwork.own_folders import make_own

_PAUSE = 0.02
"""Seconds between attempts. The systems have no call that waits for a lock for a limited time."""
_DIGITS = 20
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0)

if sys.platform == "win32":
    import msvcrt

    _BEYOND = 1 << 30
    """The byte to lock: on Windows a locked byte cannot be read, so it is after the text."""

    def lock_now(descriptor: int) -> bool:
        """Lock an open file against other processes; False if it is locked already. Raises OSError."""
        try:
            _locking(descriptor, msvcrt.LK_NBLCK)
        except PermissionError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        _locking(descriptor, msvcrt.LK_UNLCK)

    def _locking(descriptor: int, mode: int) -> None:
        """`msvcrt` locks at the place where the file is read and written next, which stays as it was."""
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, mode, 1)
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)

else:
    import fcntl

    def lock_now(descriptor: int) -> bool:
        """Lock an open file against other processes; False if it is locked already. Raises OSError."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


class _Holder:
    """This process's hold on one lock file, shared by its networks and threads."""

    def __init__(self) -> None:
        self.thread = threading.RLock()
        self.depth = 0
        self.descriptor = -1

    def let_go(self) -> None:
        """Release the file, if this process still has it open."""
        descriptor, self.descriptor = self.descriptor, -1
        if descriptor >= 0:
            try:
                _unlock(descriptor)
            finally:
                os.close(descriptor)


_holders: dict[Path, _Holder] = {}
"""Holders by the path of their lock file. This is what makes the lock re-entrant."""


def _forget_all() -> None:
    """In a forked child, drop the locks: they belong to the parent."""
    for holder in _holders.values():
        descriptor, holder.descriptor = holder.descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)
    _holders.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)


class VaultLock:
    """The lock of the vault at `root`. Its file is in `state`, by default the user's state folder.

    The file also counts the writes, so that a planner can see whether the notes are unchanged.
    """

    patience = 10.0
    """How many seconds a writer waits for another one by default."""

    def __init__(self, root: Path, state: Path | None = None) -> None:
        self.state = state or user_state_path("mdnetwork")
        self._root = root
        self._folder = self.state / "locks"
        self._holder = _Holder()

    @contextmanager
    def held(self, patience: float | None = None) -> Iterator[None]:
        """Hold the lock. A thread that holds it can take it again.

        Raises VaultBusy after `patience` seconds, and OutputError if the lock file cannot be created.
        """
        patience = self.patience if patience is None else patience
        until = time.monotonic() + patience
        with self._file() as file:
            holder = _holders.setdefault(file, _Holder())
            if not holder.thread.acquire(timeout=max(patience, 0)):
                raise self._busy(patience)
            try:
                if not holder.depth:
                    holder.descriptor = self._locked(file, patience, until)
                self._holder = holder
                holder.depth += 1
                try:
                    yield
                finally:
                    holder.depth -= 1
                    if not holder.depth:
                        holder.let_go()
            finally:
                holder.thread.release()

    def writes(self) -> int:
        """A number that every write increases by two. It is odd during a write, and after one that was killed.

        It is -1 if it cannot be read.
        """
        try:
            with self._file() as file:
                text = file.read_bytes()
        except FileNotFoundError:
            return 0
        except (OSError, VaultError):
            return -1
        return _number(text)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count a write. The lock must be held. Raises OutputError if the count cannot be written."""
        descriptor = self._holder.descriptor
        try:
            os.lseek(descriptor, 0, os.SEEK_SET)
            now = max(_number(os.read(descriptor, _DIGITS)), 0)
            begun = now + 1 + now % 2
            _note(descriptor, begun)
        except OSError as error:
            raise self._unusable(error) from error
        try:
            yield
        finally:
            with suppress(OSError):  # this looks like a killed write, so others read the notes again
                _note(descriptor, begun + 1)

    @contextmanager
    def _file(self) -> Iterator[Path]:
        """The lock file, named after the folder itself, whatever path leads to it.

        The folder stays open meanwhile: some file systems number files only while they are in use.
        """
        descriptor = -1
        try:
            try:
                if os.name == "posix":
                    descriptor = os.open(self._root, _FOLDER)
                seen = self._root.stat() if descriptor < 0 else os.fstat(descriptor)
            except OSError as error:
                why = (error.strerror or str(error)).lower()
                message = f"The vault {self._root} cannot be read ({why}). Mount it, or allow yourself to read it."
                raise VaultError(message) from error
            # some Windows network drives do not number files
            mark = f"{seen.st_dev}:{seen.st_ino}" if seen.st_ino else os.path.normcase(self._root)
            yield self._folder / f"{hashlib.sha256(os.fsencode(mark)).hexdigest()[:16]}.lock"
        finally:
            if descriptor >= 0:
                os.close(descriptor)

    def _locked(self, file: Path, patience: float, until: float) -> int:
        """The lock file, open and locked. Raises VaultBusy and OutputError."""
        try:
            make_own(file.parent, self.state)
            descriptor = os.open(file, _FLAGS, 0o600)
        except OSError as error:
            raise self._unusable(error) from error
        try:
            while not (is_ours := lock_now(descriptor)) and time.monotonic() < until:
                time.sleep(_PAUSE)
        except OSError as error:
            os.close(descriptor)
            raise self._unusable(error) from error
        except BaseException:
            os.close(descriptor)
            raise
        if not is_ours:
            os.close(descriptor)
            raise self._busy(patience)
        return descriptor

    def _busy(self, patience: float) -> VaultBusy:
        return VaultBusy(
            f"Another mdnet is writing to {self._root} and did not finish within {patience:g} seconds, so nothing was "
            "written. Wait until it has finished, or stop it, and run the command again."
        )

    def _unusable(self, error: OSError) -> OutputError:
        why = (error.strerror or str(error)).lower()
        return OutputError(
            f"The lock of this vault cannot be kept in {self._folder} ({why}), so nothing was written. "
            "Make room there, or allow yourself to write there."
        )


def _number(text: bytes) -> int:
    if not text:
        return 0
    return int(text) if text.isdigit() else -1


def _note(descriptor: int, number: int) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    os.write(descriptor, f"{number:0{_DIGITS}}".encode("ascii"))
