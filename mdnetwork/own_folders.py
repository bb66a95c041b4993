"""Ground: the folders that mdnetwork keeps for one user (state and cache), and the files in them.

Whoever can write there could plant a token, an answer or a step to undo. So each folder is made for the user alone, and
owner and mode are checked before anything in it is used. Windows has no such modes: there the folders lie in the user's
profile, which others cannot write to, and nothing is checked.
"""

from __future__ import annotations

import os
import stat

from mdnetwork.errors import OutputError

_WRITABLE = stat.S_IWGRP | stat.S_IWOTH
_FLAGS = os.O_RDONLY
for _name in ("O_BINARY", "O_CLOEXEC", "O_NOFOLLOW", "O_NONBLOCK"):  # a link is not followed, a pipe not waited for
    _FLAGS |= getattr(os, _name, 0)


class NotOurs(OutputError):
    """Somebody else may write there; the sentence says what to do."""


def make_own(folder: str | os.PathLike[str], base: str | os.PathLike[str] = "") -> None:
    """Make the folder and those above it that are missing, each for the user alone, and check them: see `check_own`.

    Raises OSError where that cannot be done, and NotOurs.
    """
    path = os.path.abspath(folder)
    missing = []
    while not os.path.lexists(path):
        missing.append(path)
        path = os.path.dirname(path)
    for each in reversed(missing):
        try:
            os.mkdir(each, 0o700)
        except FileExistsError:  # another process made it just now
            continue
    if not os.path.isdir(folder):
        raise NotADirectoryError(20, "a file lies in the way", os.fspath(folder))
    check_own(folder, base)


def check_own(folder: str | os.PathLike[str], base: str | os.PathLike[str] = "") -> None:
    """Raises NotOurs where others may write in the folder or in one above it, up to `base`, or own one of them.

    Those above `base` (by default the folder), up to the user's home, may be written by the user's group, and by
    everybody where the sticky bit keeps others from moving what is not theirs (/tmp). Raises OSError too.
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
    """What a file holds that only the user can have written, and where it is `secret` read. Raises OSError, NotOurs."""
    descriptor = os.open(file, _FLAGS)
    with os.fdopen(descriptor, "rb") as opened:
        seen = os.fstat(descriptor)
        if not stat.S_ISREG(seen.st_mode):
            raise NotOurs(f"{os.fspath(file)} is no file, so it is not used. Delete it.")
        if os.name == "posix":
            _check(os.fspath(file), seen, strictly=True)
            if secret and seen.st_mode & (stat.S_IRGRP | stat.S_IROTH):
                raise NotOurs(f"Others may read {os.fspath(file)}, which is a secret, so it is not used. Delete it.")
        return opened.read()


def _check(path: str, seen: os.stat_result, *, strictly: bool) -> None:
    """Raises NotOurs where others own it or may write there; `strictly` is for what we made."""
    mine = {os.geteuid()} if strictly else {os.geteuid(), 0}
    if seen.st_uid not in mine:
        raise NotOurs(f"{path} belongs to another user, so nothing in it is used. Move it away, or make it yours.")
    sticky = seen.st_mode & stat.S_ISVTX and not strictly
    if seen.st_mode & (_WRITABLE if strictly else stat.S_IWOTH) and not sticky:
        raise NotOurs(
            f"Others may write in {path}, so nothing in it is used. "
            f"Look at what it holds, and then take that right away: chmod go-w '{path}'"
        )
