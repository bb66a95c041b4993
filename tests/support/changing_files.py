"""Files that come, change and go, under a store that is open, other processes, and processes that end in the middle."""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from types import FrameType

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from mdnetwork.parsing import ReadingSettings
from mdnetwork.store import Store
from mdnetwork.vault import Vault

FOLDERS = ("", "People", "People/Deep", "Daily", "Città 🏙")
NAMES = ("Ada.md", "Bob.md", "Niccolò.markdown", "2026-11-02.md", "#1 %20 'x'.MD", ".hidden.md", "note.txt")
PATHS = st.builds(lambda folder, name: f"{folder}/{name}".lstrip("/"), st.sampled_from(FOLDERS), st.sampled_from(NAMES))
IGNORES: tuple[tuple[str, ...], ...] = ((), ("Deep",), ("*.markdown", "/^Daily/"))
READINGS = (ReadingSettings(people_folders=("People",)), ReadingSettings(people_folders=("Daily",), date_order="dmy"))
ZONES = ("UTC", "Pacific/Auckland")
CROWD = 2
_AN_HOUR = 3_600_000_000_000


class Killed(BaseException):
    """The process ends here."""


class ChangingFiles(RuleBasedStateMachine):
    """A vault whose files change in every way that a file system allows, and its store.

    Files are settled from the start (a scan is an hour after them), so that their stamps alone must tell.
    """

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.root, self.cache = self.home / "vault", self.home / "cache"
        self.root.mkdir()
        self.ahead, self.reading, self.ignore = _AN_HOUR, READINGS[0], IGNORES[0]
        self.vault = Vault(self.root, now=lambda: time.time_ns() + self.ahead)
        self.store = self.opened()
        self._zone = os.environ.get("TZ")

    def opened(self) -> Store:
        return Store.open(self.root, self.reading, self.cache, crowd=CROWD)

    def teardown(self) -> None:
        self.store.close()
        self._live_in(self._zone)
        shutil.rmtree(self.home)

    def tick(self) -> None:
        """Let the file system's clock move on when files are settled; else changes come as fast as they can."""
        if not self.ahead:
            return
        probe = self.home / "probe"
        probe.write_bytes(b"")
        start = probe.stat().st_ctime_ns
        while probe.stat().st_ctime_ns == start:
            os.utime(probe)

    def files(self) -> list[Path]:
        return sorted(path for path in self.root.rglob("*") if path.is_file())

    def some(self, data: st.DataObject) -> Path:
        return data.draw(st.sampled_from(self.files()))

    def write(self, path: str, text: str) -> None:
        self.tick()
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="replace")

    @rule(path=PATHS, text=st.text(max_size=40))
    def write_anything(self, path: str, text: str) -> None:
        self.write(path, text)

    @precondition(lambda self: self.files())
    @rule(data=st.data(), replaced=st.booleans())
    def change_unseen(self, data: st.DataObject, *, replaced: bool) -> None:
        """Other bytes of the same length, with the old modification time."""
        self.tick()
        file = self.some(data)
        seen, content = file.stat(), file.read_bytes()
        target = file.with_name(".beside") if replaced else file
        target.write_bytes(content[::-1] if content[::-1] != content else content.swapcase())
        os.utime(target, ns=(seen.st_atime_ns, seen.st_mtime_ns))
        target.replace(file)

    @precondition(lambda self: self.files())
    @rule(data=st.data())
    def touch(self, data: st.DataObject) -> None:
        self.tick()
        os.utime(self.some(data))

    @precondition(lambda self: self.files())
    @rule(data=st.data(), path=PATHS)
    def move(self, data: st.DataObject, path: str) -> None:
        self.tick()
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        self.some(data).replace(self.root / path)

    @precondition(lambda self: self.files())
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self.some(data).unlink()

    @precondition(lambda self: (self.root / "People").is_dir())
    @rule(to=st.sampled_from(("Gente", "Daily/Moved", ".trash")))
    def move_folder(self, to: str) -> None:
        self.tick()
        shutil.rmtree(self.root / to, ignore_errors=True)
        (self.root / to).parent.mkdir(parents=True, exist_ok=True)
        (self.root / "People").rename(self.root / to)

    @rule()
    def settle(self) -> None:
        """From now on every file may have changed unseen; or no longer."""
        self.tick()  # what was settled in the last tick of the clock must not change unseen within it
        self.ahead = _AN_HOUR - self.ahead

    @rule(ignore=st.sampled_from(IGNORES))
    def ignore_others(self, ignore: tuple[str, ...]) -> None:
        self.ignore = ignore

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = self.opened()

    @rule(reading=st.sampled_from(READINGS))
    def read_otherwise(self, reading: ReadingSettings) -> None:
        self.reading = reading
        self.restart()

    @rule(zone=st.sampled_from(ZONES))
    def travel(self, zone: str) -> None:
        self._live_in(zone)
        self.restart()

    def _live_in(self, zone: str | None) -> None:
        if zone is None:
            os.environ.pop("TZ", None)
        else:
            os.environ["TZ"] = zone
        time.tzset()

    @rule()
    def rebuild(self) -> None:
        self.store.refresh(self.vault, self.ignore, rebuild=True)

    @rule(how=st.sampled_from(("empty", "noise", "gone", "strange")))
    def spoil(self, how: str) -> None:
        file = next(self.cache.glob("*.sqlite"), self.cache / "none")
        if not file.exists():
            return
        if how == "empty":
            os.truncate(file, 0)
        elif how == "noise":
            file.write_bytes(b"no database at all" * 1_000)
        elif how == "gone":
            file.unlink()
        else:
            _spoil_rows(file)

    def work_of_another_process(self, store: Store) -> None:
        """What another process does with its own `store`."""
        store.refresh(self.vault, self.ignore)

    @rule(reading=st.sampled_from(READINGS))
    def another_process(self, reading: ReadingSettings) -> None:
        """It may have other settings, while this one has the file open."""
        with Store.open(self.root, reading, self.cache, crowd=CROWD) as other:
            self.work_of_another_process(other)

    def kill(self, calls: int) -> None:
        """A process ends before a call of SQLite. It leaves its files as they are: it rolls nothing back."""
        self.store.close()
        left = self.home / "left"
        with Store.open(self.root, self.reading, self.cache, crowd=CROWD) as store:
            sys.setprofile(_before_call(calls, lambda: shutil.copytree(self.cache, left)))
            try:
                self.work_of_another_process(store)
            except Killed:
                pass
            finally:
                sys.setprofile(None)
        if left.exists():
            shutil.rmtree(self.cache)
            left.rename(self.cache)
        self.store = self.opened()


def _before_call(number: int, act: Callable[[], object]) -> Callable[[FrameType, str, object], None]:
    """A profile function that acts before the call of this number of SQLite's functions, and ends the work there."""
    left = number

    def count(_frame: FrameType, event: str, called: object) -> None:
        nonlocal left
        if event == "c_call" and getattr(called, "__name__", "") in {"execute", "executemany"}:
            left -= 1
            if left < 0:
                sys.setprofile(None)
                act()
                raise Killed

    return count


def _spoil_rows(file: Path) -> None:
    """What no version of ours ever wrote."""
    with closing(sqlite3.connect(file)) as connection, suppress(sqlite3.Error):  # it may be spoilt already
        connection.execute("UPDATE fact SET facts = '[[]]'")
        connection.commit()
