"""Run as a program, `killed_writing.py HOME WHAT LINKS`: kill a writer before every call that touches the world.

After each kill the next process takes the step back, if it was recorded: then every file and folder of the vault is as
it was before, and no temporary file is left. Prints how many kills there were, after how many a record was there, and
after how many a temporary file. With "no links" no file can have a second name, as on FAT.
"""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from mdnetwork.editing.changes import Edit, Plan
from mdnetwork.network import Network
from support.killed_at import before_call, ends
from support.stressed_vault import NOTES, TODAY, seen
from support.vaults import write

REAL_FSYNC = os.fsync
MUCH = Plan(
    "much",
    (
        Edit("Daily/2026-11-19.md", None, b"- a new note\n"),
        Edit("People/Bruno Neri.md", NOTES["People/Bruno Neri.md"].encode(), b"changed\n", to="New/deep/Bruno.md"),
        Edit("Meetings/Review.md", NOTES["Meetings/Review.md"].encode(), None),
        Edit("New/other/x.md", None, b"x\n"),
    ),
)


def opened(root: Path, home: Path) -> Network:
    return Network.open(root, cache_dir=home / "cache", state_dir=home / "state")


def contents(root: Path) -> dict[str, bytes]:
    """Every file and folder, hidden ones too."""
    return {path: data for path, (_, data) in seen(root).items()}


def prepared(home: Path, what: str) -> Plan | None:
    """The vault in `home/work` as the writer finds it, beside a copy of it; and its plan, None if it takes one back."""
    work = home / "work"
    write(work / "vault", NOTES)
    (work / "home").mkdir()
    with opened(work / "vault", work / "home") as network:
        plan = network.edit.rename("Bruno Neri", "Bruno Bianchi", TODAY) if what == "rename" else MUCH
        shutil.copytree(work / "vault", home / "before")
        if what == "undo":
            network.edit.write(plan)
    shutil.copytree(work, home / "start")
    return None if what == "undo" else plan


def killed(home: Path, plan: Plan | None, kill: Callable[[], None]) -> tuple[int, bool, bool]:
    """How the writer ended, whether the step was recorded, and whether a temporary file was left."""
    work, before = home / "work", contents(home / "before")
    shutil.rmtree(work)
    shutil.copytree(home / "start", work)
    root, mine = work / "vault", work / "home"

    def act() -> None:
        os.fsync = REAL_FSYNC
        with opened(root, mine) as network:
            kill()
            if plan is None:
                network.edit.undo()
            else:
                network.edit.write(plan)
            sys.setprofile(None)

    status = ends(act)
    assert status in {0, -signal.SIGKILL}, status
    there = contents(root)
    left = [path for path in there if ".mdnet-" in path]
    if not status:
        assert left == []
        assert (there == before) == (plan is None)
    with opened(root, mine) as network:
        step = network.edit.undo()
        assert contents(root) == before, (left, set(contents(root)) ^ set(before))
        assert network.edit.undo() is None
        if step is None:  # nothing was taken back, which sweeps and takes the lock too
            network.edit.write(network.edit.log("tea with Ada Loughton", TODAY), patience=0)
            network.edit.undo()
            assert contents(root) == before
    return status, step is not None, bool(left)


def kills(home: Path, what: str) -> tuple[int, int, int]:
    """Kill and look, until a writer gets through: how many kills, records and temporary files there were."""
    plan = prepared(home, what)
    number = recorded = leftovers = 0
    while True:
        status, was_recorded, left = killed(home, plan, lambda: before_call(number))  # noqa: B023  called at once
        if not status:
            return number, recorded, leftovers
        number, recorded, leftovers = number + 1, recorded + was_recorded, leftovers + left


def no_links(_source: object, _target: object) -> None:
    """As FAT answers."""
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


if __name__ == "__main__":
    if sys.argv[3] == "no links":
        os.link = no_links  # type: ignore[assignment]
    os.fsync = lambda fd: None  # noqa: ARG005  but in the process that is killed: the disk's time is most of the time
    print(*kills(Path(sys.argv[1]), sys.argv[2]))
