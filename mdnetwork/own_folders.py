"""Ground: the folders that mdnetwork keeps for one user (state and cache), and the files in them.

Whoever can write to them could plant a token, an answer or an undo step. So each folder is created for the user alone,
and owner and mode are checked before anything in it is used. Windows has no such modes: there the folders are in the
user's profile, where others cannot write, and nothing is checked.
"""

from __future__ import annotations

import os
import stat

from mdnetwork.errors import OutputError

_WRITABLE = stat.S_IWGRP | stat.S_IWOTH
_FLAGS = os.O_RDONLY
for _name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"):  # do not follow a link, do not wait for a pipe
    _FLAGS |= getattr(os, _name, 0)


class NotOurs(OutputError):
    """Others may write there. The message says what to do."""


def make_own(folder: str | os.PathLike[str], base: str | os.PathLike[str] = "") -> None:
    """Create the folder and its missing parents, each for the user alone, and check them with `check_own`.

    Raises OSError if that fails, and NotOurs.
    """
    path = os.path.abspath(folder)
    missing = []
    while not os.path.lexists(path):
        missing.append(path)
        path = os.path.dirname(path)
    for each in reversed(missing):
        try:
            os.mkdir(each, 0o700)
        except FileExistsError:  # another process created it meanwhile
            continue
    if not os.path.isdir(folder):
        raise NotADirectoryError(20, "a file lies in the way", os.fspath(folder))
    check_own(folder, base)


def check_own(folder: str | os.PathLike[str], base: str | os.PathLike[str] = "") -> None:
    """Raise NotOurs if others own the folder or a parent up to `base`, or may write there.

    Parents above `base` (by default the folder), up to the user's home, may be writable by the user's group, and by
    everybody if the sticky bit protects other people's files (/tmp). Raises OSError too.
    """
    if os.name != "posix":
        return
    home = os.path.realpath(os.path.expanduser("~"))
    here, ours = os.path.realpath(folder), os.path.realpath(base or folder)
    is_ours = True
    while True:
        _check(here, os.stat(here), strictly=is_ours)
        is_ours = is_ours and here != ours
        above = os.path.dirname(here)
        if here in {above, home}:
            return
        here = above


def read_own(file: str | os.PathLike[str], *, secret: bool = False) -> bytes:
    """The content of a file that only the user can write, and if `secret` also read. Raises OSError and NotOurs."""
    descriptor = os.open(file, _FLAGS)
    with os.fdopen(descriptor, "rb") as opened:
        seen = os.fstat(descriptor)
        if not stat.S_ISREG(seen.st_mode):
            raise NotOurs(f"{os.fspath(file)} is not a file, so it is not used. Delete it.")
        if os.name == "posix":
            _check(os.fspath(file), seen, strictly=True)
            if secret and seen.st_mode & (stat.S_IRGRP | stat.S_IROTH):
                raise NotOurs(f"Others may read {os.fspath(file)}, which is a secret, so it is not used. Delete it.")
        return opened.read()


def _check(path: str, seen: os.stat_result, *, strictly: bool) -> None:
    """Raise NotOurs if others own the path or may write to it. `strictly` is for what mdnetwork created."""
    mine = {os.geteuid()} if strictly else {os.geteuid(), 0}
    if seen.st_uid not in mine:
        raise NotOurs(f"{path} belongs to another user, so nothing in it is used. Move it away, or make it yours.")
    sticky = seen.st_mode & stat.S_ISVTX and not strictly
    if seen.st_mode & (_WRITABLE if strictly else stat.S_IWOTH) and not sticky:
        raise NotOurs(
            f"Others may write in {path}, so nothing in it is used. "
            f"Look at what it holds, and then take that right away: chmod go-w '{path}'"
        )
