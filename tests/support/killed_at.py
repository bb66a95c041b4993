"""Run as a program, `killed_at.py ROOT HOME`: kill `mdnet feed` at every call that touches the world, and look.

HOME holds the `cache` and the `feed.ics` to begin with; each run gets a copy. One process imports everything once
and forks a child for each run, which is killed before its n-th call of a function in C that writes, or by the clock in
the midst of one. Prints a line for each kind of kill: how many, and of them how many left the new feed behind.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from mdnetwork.network import Network
from support.stressed_vault import TODAY, Stressed, answers, seen

WORLDLY = frozenset(
    {
        "open",
        "close",
        "write",
        "flush",
        "fsync",
        "fchmod",
        "rename",
        "replace",
        "link",
        "unlink",
        "mkdir",
        "rmdir",
        "flock",
    }
    | {"connect", "execute", "executemany", "fetchall"}
)
"""Functions in C that the index and the feed are written with."""
_KILLS = 12
"""How many kills by the clock."""


def work(root: Path, home: Path) -> None:
    """What is interrupted: the index is brought up to date, and the feed is written."""
    with Network.open(root, cache_dir=home / "cache") as network:
        network.vault.write_if_changed(home / "feed.ics", network.at(TODAY).feed())


def answered(stressed: Stressed) -> dict[str, Any]:
    """All that the index says once it is up to date."""
    with stressed.network() as network:
        assert network.store.warning == ""
        network.refresh()
        return answers(network)


def before_call(number: int) -> None:
    """Die before the call of this number."""
    left = number

    def count(_frame: FrameType, event: str, called: object) -> None:
        nonlocal left
        if event == "c_call" and getattr(called, "__name__", "") in WORLDLY and not isinstance(_self(called), str):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(count)


def _self(called: object) -> object:
    return getattr(called, "__self__", None)


def after_seconds(seconds: float) -> None:
    """Die so much later: by a signal that nobody handles, so that no code of ours runs any more."""
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def ends(act: Callable[[], object]) -> int:
    """The signal, negative, or exit status with which a child ends that does this."""
    child = os.fork()
    if not child:
        try:
            act()
        except BaseException:  # noqa: BLE001  told and passed on as a status
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Scene:
    """The vault, what is there to begin with, and what the new feed has to be."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root, self.home, self.before = root, home, seen(root)
        self.old = (home / "feed.ics").read_bytes() if (home / "feed.ics").exists() else None
        with tempfile.TemporaryDirectory() as empty:
            work(root, Path(empty))
            self.new = (Path(empty) / "feed.ics").read_bytes()
            self.anew = answered(Stressed(root, Path(empty) / "cache"))

    def interrupted(self, kill: Callable[[], None]) -> tuple[int, bool]:
        """How a run ended that is to be killed so, and whether the new feed was there. All else is checked."""
        with tempfile.TemporaryDirectory() as copy:
            home = Path(copy) / "home"
            shutil.copytree(self.home, home)

            def killed() -> None:
                kill()
                work(self.root, home)

            status = ends(killed)
            feed = home / "feed.ics"
            left = feed.read_bytes() if feed.exists() else None
            assert left in {self.old, self.new}, "half a feed"
            assert status in {0, -signal.SIGKILL, -signal.SIGALRM}, status
            beside = {file.name for file in home.iterdir()} - {"cache", "feed.ics"}
            assert all(name.startswith(".mdnet-") for name in beside), beside
            assert answered(Stressed(self.root, home / "cache")) == self.anew
            assert seen(self.root) == self.before
            return status, left == self.new


def main(root: Path, home: Path) -> None:
    """Kill and look, until a run gets through."""
    scene = Scene(root, home)
    number, news = 0, 0
    while True:
        status, new = scene.interrupted(lambda: before_call(number))  # noqa: B023  called at once
        if not status:
            break
        number, news = number + 1, news + new
    print(f"calls {number} {news}")
    print(f"clock {by_the_clock(scene)}")


def by_the_clock(scene: Scene) -> int:
    """Kill at moments spread over a run, however long a run takes on this machine: who gets through has less time."""
    kills, seconds = 0, 1.0
    while kills < _KILLS:
        status, _ = scene.interrupted(lambda: after_seconds(seconds * (kills + 1) / _KILLS))  # noqa: B023  called at once
        if status:
            kills += 1
        else:
            seconds /= 2
    return kills


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
