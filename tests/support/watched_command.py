"""Run as a program, `watched_command.py VAULT REPORT ARGUMENTS…`: `mdnet`, and a look at every file that it writes.

Python tells an audit hook of each call that opens, renames or removes a file. Of those that touch the vault the report
lists which were made while nobody held the vault's lock, and how many there were at all.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mdnetwork.cli import main
from mdnetwork.vault import VaultLock
from mdnetwork.vault.locking import lock_now

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
_EVENTS = {
    f"os.{name}" for name in ("rename", "link", "remove", "mkdir", "rmdir", "chmod", "utime", "truncate", "symlink")
}


class Watch:
    """What was written to the vault, and what of it without the lock."""

    def __init__(self, root: Path) -> None:
        self.root = os.path.realpath(root)
        self.locks = VaultLock(root).state / "locks"
        self.touched: list[str] = []
        self.bypassed: list[str] = []
        self._is_looking = False

    def __call__(self, event: str, arguments: tuple[object, ...]) -> None:
        """An audit hook."""
        if self._is_looking or not (event in _EVENTS or event == "open"):
            return
        if event == "open" and not int(str(arguments[2] or 0)) & _WRITES:
            return
        named = arguments[: 2 if event in {"os.rename", "os.link"} else 1]
        paths = [os.fsdecode(each) for each in named if isinstance(each, str | bytes | os.PathLike)]
        self._is_looking = True
        try:
            inside = [path for path in paths if os.path.realpath(path).startswith(self.root + os.sep)]
            self.touched += inside
            if inside and not self.is_locked():
                self.bypassed += [f"{event} {path}" for path in inside]
        finally:
            self._is_looking = False

    def is_locked(self) -> bool:
        """Whether somebody holds the lock: it cannot be had through another descriptor, in the same process either."""
        for file in self.locks.glob("*.lock"):
            descriptor = os.open(file, os.O_RDWR)
            try:
                if not lock_now(descriptor):
                    return True
            finally:
                os.close(descriptor)
        return False


def watched(vault: Path, report: Path, arguments: Sequence[str]) -> int:
    """Run `mdnet` in this process, which is looked at from now on. Returns the exit code."""
    watch = Watch(vault)
    sys.addaudithook(watch)
    try:
        return main([*arguments])
    finally:
        report.write_text(json.dumps({"touched": watch.touched, "bypassed": watch.bypassed}), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(watched(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]))
