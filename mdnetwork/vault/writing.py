"""Vault: writing a file whole or not at all."""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from mdnetwork.errors import OutputError

_FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_NO_FOLDER = {errno.ENOENT, errno.ENOTDIR}

_CHUNK = 1 << 18
"""Bytes that are compared at once."""
_PARTS = 512
"""Small parts that are handed to the system at once."""
_HEAD = 4096
"""Bytes of a file that tell what it is."""


class Kind(NamedTuple):
    """What a file may be that is to be replaced: in words, and told by its first bytes."""

    words: str
    fits: Callable[[bytes], bool]


def write_if_changed(
    target: Path, data: bytes | Sequence[bytes], mode: int = 0o600, *, kind: Kind | None = None
) -> bool:
    """Make `target` hold `data`, in one piece or in parts; returns whether anything was written.

    The file is replaced in one step, so a reader sees all of the old or all of the new, and on any failure the old
    one stays. A new file gets the permissions `mode`, an existing one keeps its own. A link is written through. A file
    that is there and not of the `kind` is left alone: it is a note, say, and its name was a slip. An empty one is fine.
    Raises OutputError with a sentence that says what to do.
    """
    try:
        real = Path(os.path.realpath(target))
        if kind is not None:
            _refuse_others(target, real, kind)
        return _write(real, _parts(data), mode)
    except OSError as error:
        raise OutputError(_sentence(target, error)) from error


def replace_file(target: Path, data: bytes | Sequence[bytes], mode: int = 0o600, *, like: Path | None = None) -> None:
    """Replace `target` by a new file in the same folder. Raises OSError, and then leaves everything as it was.

    The new file gets the permissions `mode`, or permissions, extended attributes and owner of the file `like`.
    """
    beside = target.with_name(f".mdnet-{os.urandom(8).hex()}.tmp")
    try:
        _write_new(beside, _parts(data), mode)
        if like is not None:
            _make_alike(beside, like)
        beside.replace(target)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise


def create_file(target: Path, data: bytes) -> None:
    """Make a file that is not there yet, with the permissions that new files get. Raises OSError."""
    descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(descriptor)


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
    return (b"".join(parts[start : start + _PARTS]) for start in range(0, len(parts), _PARTS))


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


def _refuse_others(target: Path, real: Path, kind: Kind) -> None:
    """Raises OutputError where a file lies there that holds something else, and OSError where it cannot be read."""
    if not real.is_file():  # nothing, a pipe, a device; of a folder the system says so
        return
    with real.open("rb") as file:
        head = file.read(_HEAD)
    if head.strip() and not kind.fits(head):
        raise OutputError(
            f"{target} is there already, is not {kind.words}, and was left alone. Name another file, or move it away."
        )


def _write_new(path: Path, parts: Sequence[bytes], mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), mode)
    with os.fdopen(descriptor, "wb") as file:
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, mode)  # whatever the umask takes away
        file.writelines(_pieces(parts))
        file.flush()
        os.fsync(descriptor)


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
        why = f"{(error.strerror or str(error)).lower()}. Name another file, or mend that and try again."
    return f"{target} cannot be written: {why}"
