"""Linux as another system, for a process of its own: what that system lacks is taken away before `mdnet` is imported.

`python -m support.other_system SYSTEM VAULT` reads commands from stdin (JSON: a list of lists of words), runs them one
after the other, and writes what each said and its exit code as JSON. `linux` takes nothing away.
"""

from __future__ import annotations

import builtins
import errno
import fcntl
import importlib
import io
import json
import os
import re
import shutil
import struct
import sys
import types
import unicodedata
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

POSIX_MODULES = ("fcntl", "grp", "posix_ipc", "pty", "pwd", "resource", "syslog", "termios", "tty")
NOT_EVERYWHERE = (
    *("chown", "fchmod", "fork", "forkpty", "getegid", "geteuid", "getgid", "getuid", "getpgid", "getxattr", "killpg"),
    *("listxattr", "register_at_fork", "removexattr", "sched_getaffinity", "setsid", "setxattr", "statvfs", "uname"),
    *("O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK"),
)
"""What Python's `os` lacks on Windows."""
RESERVED = re.compile(
    r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?|.*[<>:\"|?*\\\x00-\x1f].*|.*[. ]", re.IGNORECASE
)
"""Names of files that Windows does not take."""
READS = ("access", "chmod", "listdir", "lstat", "mkdir", "open", "readlink", "remove", "rmdir", "scandir", "stat")
CHANGES = ("truncate", "unlink", "utime")
TWO_PATHS = ("link", "rename", "replace")
BEFORE = (
    *("asyncio", "click", "platformdirs", "socket", "sqlite3", "subprocess", "tempfile", "watchdog.observers"),
    *("frontmatter", "icalendar", "logging", "random", "concurrent.futures", "email.message", "yaml", "zoneinfo"),
)
"""Libraries that look at the system when they are imported."""


def pretend(system: str, folder: Path) -> None:
    """Make this process one of that system, with `folder` on one of its disks."""
    for name in BEFORE:
        importlib.import_module(name)
    if system == "windows":
        _ignore_case(folder)
        _share_nothing()
        _lack_posix()
        _be_windows()
    elif system == "macos":
        _ignore_case(folder)
        _lack("sched_getaffinity", "listxattr", "getxattr", "setxattr")
        sys.platform = "darwin"
        importlib.import_module("mdnetwork.vault")
        sys.platform = "linux"
    warnings.filterwarnings("error", category=EncodingWarning, module="mdnetwork")


def _lack(*names: str) -> None:
    for name in names:
        if hasattr(os, name):
            delattr(os, name)
    if "listxattr" in names:  # Python's `shutil` has looked already
        vars(shutil)["_copyxattr"] = lambda *_, **__: None


def _lack_posix() -> None:
    _lack(*NOT_EVERYWHERE)
    for name in POSIX_MODULES:
        sys.modules[name] = cast("types.ModuleType", None)  # importing it raises ModuleNotFoundError


class _Windows(types.ModuleType):
    """The module `os` as it is there, for modules that ask which system it is."""

    name = "nt"

    def __getattr__(self, name: str) -> Any:
        return getattr(os, name)


def _be_windows() -> None:
    """Modules that look at the system see Windows. They lock with `msvcrt`, which is made of Linux' locks of ranges."""
    msvcrt = types.ModuleType("msvcrt")
    msvcrt.__dict__.update(LK_NBLCK=2, LK_UNLCK=0, locking=_locking)
    sys.modules |= {"msvcrt": msvcrt, "os": _Windows("os")}
    sys.platform = "win32"
    for name in ("mdnetwork.own_folders", "mdnetwork.vault"):
        importlib.import_module(name)
    sys.platform = "linux"
    sys.modules["os"] = os


def _locking(descriptor: int, mode: int, length: int) -> None:
    """Locks of Windows belong to the open file. The range begins where the file is read."""
    kind = fcntl.F_UNLCK if mode == 0 else fcntl.F_WRLCK
    at = os.lseek(descriptor, 0, os.SEEK_CUR)
    try:
        fcntl.fcntl(descriptor, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", kind, os.SEEK_SET, at, length, 0))
    except (BlockingIOError, PermissionError) as error:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES)) from error


def _refuse_open(*paths: Any) -> None:
    own = {os.path.realpath(each) for each in Path("/proc/self/fd").iterdir()}
    for path in paths:
        if os.path.realpath(path) in own and Path(path).is_file():
            raise PermissionError(errno.EACCES, "The file is used by another process", os.fspath(path))


def _refuse_name(path: Any) -> None:
    if RESERVED.fullmatch(Path(path).name):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), os.fspath(path))


def _share_nothing() -> None:
    """A file that is open can be neither moved nor removed, `rename` replaces nothing, and some names are refused."""
    rename, replace, unlink, mkdir, opened = os.rename, os.replace, os.unlink, os.mkdir, os.open

    def rename_(source: Any, target: Any, **_: Any) -> None:
        _refuse_open(source, target)
        _refuse_name(target)
        if os.path.lexists(target) and not Path(source).samefile(target):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), os.fspath(target))
        rename(source, target)

    def replace_(source: Any, target: Any, **_: Any) -> None:
        _refuse_open(source, target)
        _refuse_name(target)
        replace(source, target)

    def unlink_(path: Any, **_: Any) -> None:
        _refuse_open(path)
        unlink(path)

    def mkdir_(path: Any, mode: int = 0o777, **_: Any) -> None:
        _refuse_name(path)
        mkdir(path, mode)

    def open_(path: Any, flags: int, mode: int = 0o777, **_: Any) -> int:
        if flags & os.O_CREAT:
            _refuse_name(path)
        return opened(path, flags, mode)

    _put(rename=rename_, replace=replace_, unlink=unlink_, remove=unlink_, mkdir=mkdir_, open=open_)


def _put(**functions: Callable[..., Any]) -> None:
    for name, function in functions.items():
        setattr(os, name, function)


def _ignore_case(folder: Path) -> None:
    """Below `folder` a name finds the file that is spelled otherwise, and a new file keeps its spelling."""
    root, listdir, lstat = os.fspath(folder), os.listdir, os.lstat

    def there(path: str) -> bool:
        try:
            lstat(path)
        except OSError:
            return False
        return True

    def found(path: Any) -> Any:
        text = os.fspath(path) if isinstance(path, str | os.PathLike) else None
        if not isinstance(text, str) or not _same(text[: len(root) + 1]).startswith(_same(root)) or there(text):
            return path
        at = root
        for part in text[len(root) :].strip("/").split("/"):
            exact = f"{at}/{part}"
            if part not in {"", ".", ".."} and not there(exact) and there(at) and Path(at).is_dir():
                exact = next((f"{at}/{each}" for each in listdir(at) if _same(each) == _same(part)), exact)
            at = exact
        return at

    def one(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda path=".", *more, **named: function(found(path), *more, **named)

    def two(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        def moved(source: Any, target: Any, **named: Any) -> Any:
            old, new = found(source), found(target)
            is_new_spelling = name == "rename" and _same(os.fspath(old)) == _same(os.fspath(new))
            return function(old, target if is_new_spelling else new, **named)

        return moved

    _put(**{name: one(getattr(os, name)) for name in (*READS, *CHANGES)})
    _put(**{name: two(name, getattr(os, name)) for name in TWO_PATHS})
    io.open = builtins.open = cast("Any", one(builtins.open))


def _same(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


def main() -> None:
    """Run the commands, and tell what they said."""
    system, vault = sys.argv[1], Path(sys.argv[2])
    commands: list[list[str]] = json.load(sys.stdin)
    pretend(system, vault.parent)
    call: Callable[..., Any] = importlib.import_module("support.command").call
    results = [call(*words, answer="y\ny\ny\n") for words in commands]
    # not `print`: what a console of that system cannot show is the commands' affair
    sys.__stdout__.buffer.write(json.dumps([[each.stdout, each.stderr, each.status] for each in results]).encode())  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
