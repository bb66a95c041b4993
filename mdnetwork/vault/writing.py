"""Writing a file completely or not at all."""

from __future__ import annotations

import errno
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from mdnetwork.errors import OutputError
from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.vault.locking import lock_now

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}

_NO_LINKS = {errno.EPERM, errno.EACCES, errno.EMLINK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
"""Errors of file systems on which a file cannot have a second name."""

_BEGINS, _ENDS = ".mdnet-", ".tmp"
_TEMPORARY_NAME = lazy_pattern(rf"{re.escape(_BEGINS)}[0-9a-f]{{16}}{re.escape(_ENDS)}")
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
_LOOK = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)

_CHUNK = 1 << 18
"""How many bytes are compared at once."""
_PARTS_AT_ONCE = 512
"""How many small parts are passed to the system at once."""
_HEAD = 4096
"""How many bytes show the kind of a file."""


class FileKind(NamedTuple):
    """The kind of file that may be replaced: its name in words, and a check of its first bytes."""

    words: str
    fits: Callable[[bytes], bool]


def write_if_changed(
    target: Path, data: bytes | Sequence[bytes], mode: int = 0o600, *, kind: FileKind | None = None
) -> bool:
    """Write `data`, whole or in parts, to `target`; returns whether anything was written.

    The file is replaced in one step: a reader sees the old content or the new one, and on any failure the old one
    stays. A new file gets the permissions `mode`, an existing one keeps its own. A link is written through. An existing
    file that is neither empty nor of this `kind` is left alone, such as a note whose name was typed by mistake. Raises
    OutputError with a sentence that says what to do.
    """
    try:
        real = Path(os.path.realpath(target))
        if kind is not None:
            _refuse_others(target, real, kind)
        return _write(real, _parts(data), mode)
    except OSError as error:
        raise OutputError(_sentence(target, error)) from error


def replace_file(
    target: Path,
    data: bytes | Sequence[bytes],
    mode: int = 0o600,
    *,
    like: Path | None = None,
    check: Callable[[], None] | None = None,
) -> None:
    """Replace `target` by a new file in the same folder. Raises OSError, and then leaves everything unchanged.

    The new file gets the permissions `mode`, or the permissions, extended attributes and owner of the file `like`.
    `check` is called directly before the rename; if it raises, nothing is replaced.
    """
    with _temporary(target.parent, _parts(data), mode) as beside:
        if like is not None:
            _make_alike(beside, like)
        if check is not None:
            check()
        beside.replace(target)


def create_file(target: Path, data: bytes) -> None:
    """Create a file with the permissions of new files. Raises OSError, also if it exists.

    The file has its full content as soon as it exists; on failure nothing is left behind.
    """
    with _temporary(target.parent, (data,), None) as beside:
        _rename_to_new(beside, target)


def move_file(source: Path, target: Path) -> None:
    """Rename a file. Raises OSError: FileExistsError if another file has the new name."""
    if not (os.path.lexists(target) and source.exists() and source.samefile(target)):
        _rename_to_new(source, target)
    elif _has_two_names(source, target):
        source.unlink()  # a process was killed between adding the new name and removing the old one
    else:
        source.rename(target)  # only the case changes, on a file system that ignores case


def is_temporary(name: str) -> bool:
    """Whether this is the name of a temporary file of `replace_file` or `create_file`."""
    return _TEMPORARY_NAME.fullmatch(name) is not None


def remove_leftover(file: Path) -> None:
    """Remove a temporary file, if its process was killed and no longer writes to it."""
    with suppress(OSError):  # locked by its writer, or already gone
        descriptor = os.open(file, _LOOK)
        try:
            is_free = lock_now(descriptor)
            if is_free and os.name == "posix":
                file.unlink()
        finally:
            os.close(descriptor)
        if is_free and os.name != "posix":  # Windows does not remove open files
            file.unlink()


@contextmanager
def _temporary(folder: Path, parts: Sequence[bytes], mode: int | None) -> Iterator[Path]:
    """A new file in the folder with these parts on disk; removed at the end if it still has this name.

    It stays locked meanwhile, so that no process takes it for a leftover. On Windows an open file cannot be renamed, so
    there it is closed.
    """
    descriptor, beside = _opened_beside(folder, mode)
    try:
        with os.fdopen(descriptor, "wb") as file:
            if mode is not None and hasattr(os, "fchmod"):
                os.fchmod(descriptor, mode)  # regardless of the umask
            file.writelines(_pieces(parts))
            file.flush()
            os.fsync(descriptor)
            if os.name != "posix":
                file.close()
            yield beside
    finally:
        with suppress(OSError):
            beside.unlink()


def _opened_beside(folder: Path, mode: int | None) -> tuple[int, Path]:
    while True:
        beside = folder / f"{_BEGINS}{os.urandom(8).hex()}{_ENDS}"
        descriptor = os.open(beside, _NEW, 0o666 if mode is None else mode)
        if _is_kept(descriptor, beside):
            return descriptor, beside
        os.close(descriptor)


def _is_kept(descriptor: int, file: Path) -> bool:
    """Whether the new file is still ours: another process may have removed it as a leftover before it was locked."""
    try:
        if not lock_now(descriptor):
            return False
    except OSError:
        return True  # locks do not work here, so no process removes leftovers either
    with suppress(FileNotFoundError):
        return os.path.samestat(os.fstat(descriptor), file.stat())
    return False


def _rename_to_new(source: Path, target: Path) -> None:
    """Rename a file without replacing another one. Raises OSError: FileExistsError if the target exists.

    It adds a second name and removes the first, since `rename` replaces an existing file, except on Windows.
    """
    if os.name != "posix":
        source.rename(target)
    elif source.is_symlink():  # some systems would link the target of the link
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(target))
        source.rename(target)
    else:
        try:
            os.link(source, target)
        except OSError as error:
            if error.errno not in _NO_LINKS:
                raise
            _rename_to_claimed(source, target)
        else:
            source.unlink()


def _rename_to_claimed(source: Path, target: Path) -> None:
    """The same on file systems without second names (FAT, some network drives): an empty file reserves the name."""
    os.close(os.open(target, _NEW, 0o666))
    try:
        source.replace(target)
    except BaseException:
        with suppress(OSError):
            if not target.stat().st_size:
                target.unlink()
        raise


def _has_two_names(source: Path, target: Path) -> bool:
    """Whether both names of the file are in their folders, rather than one name in two spellings."""
    places = {Path(os.path.realpath(each.parent)) / each.name for each in (source, target)}
    return len(places) > 1 and all(place in place.parent.iterdir() for place in places)


def _make_alike(new: Path, old: Path) -> None:
    """Give the new file permissions, owner and (where Python can) extended attributes of the old one, not its times."""
    written = new.stat()
    shutil.copystat(old, new)
    os.utime(new, ns=(written.st_atime_ns, written.st_mtime_ns))
    owner = old.stat()
    if hasattr(os, "chown") and (owner.st_uid, owner.st_gid) != (written.st_uid, written.st_gid):
        with suppress(OSError):  # only root may give files away
            os.chown(new, owner.st_uid, owner.st_gid)


def _parts(data: bytes | Sequence[bytes]) -> Sequence[bytes]:
    return (data,) if isinstance(data, bytes) else data


def _holds(target: Path, parts: Sequence[bytes]) -> bool:
    """Whether the file holds just these bytes, without a second copy of them all in memory."""
    with target.open("rb") as file:
        if os.fstat(file.fileno()).st_size != sum(map(len, parts)):
            return False
        chunks = (piece[start : start + _CHUNK] for piece in _pieces(parts) for start in range(0, len(piece), _CHUNK))
        return all(file.read(len(chunk)) == chunk for chunk in chunks)


def _pieces(parts: Sequence[bytes]) -> Iterator[bytes]:
    """The same bytes in fewer pieces: each is a call of the system, and all at once would be a second copy of them."""
    return (b"".join(parts[start : start + _PARTS_AT_ONCE]) for start in range(0, len(parts), _PARTS_AT_ONCE))


def _write(target: Path, parts: Sequence[bytes], mode: int) -> bool:
    try:
        kept = target.stat().st_mode
    except FileNotFoundError:
        replace_file(target, parts, mode)
        return True
    if stat.S_ISREG(kept):
        if _holds(target, parts):
            return False
        replace_file(target, parts, stat.S_IMODE(kept))
    else:
        target.write_bytes(b"".join(parts))  # a pipe or a device cannot be replaced; a folder says so itself
    return True


def _refuse_others(target: Path, real: Path, kind: FileKind) -> None:
    """Raises OutputError where a file lies there that holds something else, and OSError where it cannot be read."""
    if not real.is_file():  # nothing, a pipe, a device; of a folder the system says so
        return
    with real.open("rb") as file:
        head = file.read(_HEAD)
    if head.strip() and not kind.fits(head):
        raise OutputError(
            f"{target} already exists, is not {kind.words}, and was left alone. Name another file, or move it away."
        )


def _sentence(target: Path, error: OSError) -> str:
    if error.errno in _FULL:
        why = "the disk is full. The file is as it was; make room and try again."
    elif error.errno in _FORBIDDEN:
        why = f"you may not write in {target.parent}. Allow it, or name another file."
    elif error.errno in _NO_FOLDER:
        why = f"there is no folder {target.parent}. Make it, or name another file."
    elif error.errno == errno.EISDIR:
        why = "it is a folder. Name a file in it."
    else:
        why = f"{(error.strerror or str(error)).lower()}. Name another file, or fix that and try again."
    return f"{target} cannot be written: {why}"
