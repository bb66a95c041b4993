"""Bursts on a clock of the test's own: quiet times, midnight, polling, and a vault that comes and goes."""

from __future__ import annotations

import errno
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from watchdog.events import (
    DirCreatedEvent,
    DirMovedEvent,
    FileClosedEvent,
    FileCreatedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)

from mdnetwork.sync import Burst, Bursts


class Clock:
    """Time that passes when it is told to."""

    now = 1000.0
    day = date(2026, 11, 23)

    def __call__(self) -> float:
        return self.now

    def pass_(self, seconds: float) -> None:
        self.now += seconds

    def midnight(self) -> None:
        self.day += timedelta(days=1)


class Eye:
    """A watcher as the system would give one, that sees what it is told."""

    made: int = 0
    failing = False

    def __init__(self) -> None:
        type(self).made += 1
        self.alive = False
        self.stopped = False

    def schedule(self, event_handler: FileSystemEventHandler, path: str, *, recursive: bool) -> object:
        if self.alive and self.failing:
            raise OSError(errno.ENOSPC, "No space left on device")
        if recursive:
            self.handler = event_handler
        return path, recursive

    def unschedule(self, watch: object) -> None: ...

    def start(self) -> None:
        if self.failing:
            raise OSError(errno.ENOSPC, "No space left on device")
        self.alive = True

    def stop(self) -> None:
        self.alive, self.stopped = False, True

    def join(self) -> None: ...

    def is_alive(self) -> bool:
        return self.alive


@pytest.fixture(autouse=True)
def fresh() -> Iterator[None]:
    Eye.made, Eye.failing = 0, False
    yield
    Eye.failing = False


@pytest.fixture
def root(tmp_path: Path) -> Path:
    root = tmp_path / "vault"
    (root / "People").mkdir(parents=True)
    (root / ".obsidian").mkdir()
    return root


class Watch:
    """Bursts with their clock, their eyes and what was said."""

    def __init__(self, root: Path, poll: float | None = None, held: frozenset[str] = frozenset()) -> None:
        self.root, self.clock = root, Clock()
        self.stop = threading.Event()
        self.said: list[str] = []
        self.eyes: list[Eye] = []
        self.bursts = Bursts(
            root,
            stop=self.stop,
            today=lambda: self.clock.day,
            say=self.said.append,
            clock=self.clock,
            watcher=self._eye,
            poll=poll,
            held=held,
        )

    def _eye(self) -> Eye:
        self.eyes.append(Eye())
        return self.eyes[-1]

    def see(self, event: FileSystemEvent) -> None:
        self.eyes[-1].handler.dispatch(event)

    def path(self, name: str) -> str:
        return str(self.root / name)

    def ready(self, seconds: float = 0.0) -> Burst | None:
        self.clock.pass_(seconds)
        return self.bursts.ready(self.clock.now)


def test_a_burst_comes_when_it_is_quiet(root: Path) -> None:
    watch = Watch(root)
    assert watch.ready(10) is None
    watch.see(FileModifiedEvent(watch.path("People/a.md")))
    assert watch.ready(0.2) is None
    watch.see(FileCreatedEvent(watch.path("Daily/b.md")))
    assert watch.ready(0.2) is None
    assert watch.ready(0.11) == Burst("change", frozenset({"Daily", "People"}))
    assert watch.ready(10) is None


def test_a_burst_comes_sooner_when_every_file_is_whole(root: Path) -> None:
    """A note that is half written is not read as soon as another is whole."""
    watch = Watch(root)
    watch.see(FileModifiedEvent(watch.path("People/a.md")))
    watch.see(FileClosedEvent(watch.path("People/a.md")))
    assert watch.ready(0.09) is None
    assert watch.ready(0.02) == Burst("change", frozenset({"People"}))
    watch.see(FileModifiedEvent(watch.path("People/a.md")))
    watch.see(FileMovedEvent(watch.path("Daily/.b.md.tmp"), watch.path("Daily/b.md")))
    assert watch.ready(0.2) is None
    watch.see(FileClosedEvent(watch.path("People/a.md")))
    watch.see(DirCreatedEvent(watch.path("New")))
    assert watch.ready(0.2) is None
    assert watch.ready(0.11) == Burst("change", frozenset({"Daily", "New", "People"}))


def test_a_change_at_the_root_is_looked_for_everywhere(root: Path) -> None:
    watch = Watch(root)
    watch.see(FileModifiedEvent(watch.path("a.md")))
    assert watch.ready(1) == Burst("change", None)


def test_a_burst_that_does_not_end_is_cut(root: Path) -> None:
    watch = Watch(root)
    seconds = 0.0
    while True:
        watch.see(FileModifiedEvent(watch.path("People/a.md")))
        if watch.ready(0.1):
            break
        seconds += 0.1
    assert 1.8 < seconds < 2.1


def test_an_atomic_save_is_seen_where_it_ends(root: Path) -> None:
    watch = Watch(root)
    watch.see(FileMovedEvent(watch.path("People/.a.md.tmp"), watch.path("People/a.md")))
    assert watch.ready(1) == Burst("change", frozenset({"People"}))


def test_a_folder_that_moves_is_looked_at_where_it_was_and_is(root: Path) -> None:
    watch = Watch(root)
    (root / "New" / "Deep").mkdir(parents=True)
    watch.see(DirMovedEvent(watch.path("People/Old"), watch.path("New/Deep")))
    assert watch.ready(1) == Burst("change", frozenset({"People/Old", "New/Deep"}))


@pytest.mark.parametrize("name", ["feed.ics", "People/photo.png", ".obsidian/workspace.json", ".trash/a.md", "x.md~"])
def test_what_is_no_note_is_not_looked_at(root: Path, name: str) -> None:
    watch = Watch(root)
    watch.see(FileModifiedEvent(watch.path(name)))
    watch.see(FileMovedEvent(watch.path(f"{name}.tmp"), watch.path(name)))
    assert watch.ready(10) is None


@pytest.mark.parametrize("name", ["mdnetwork.toml", ".obsidian/daily-notes.json"])
def test_settings_are_told(root: Path, name: str) -> None:
    watch = Watch(root)
    watch.see(FileModifiedEvent(watch.path(name)))
    burst = watch.ready(1)
    assert burst is not None
    assert burst.settings


def test_our_own_reading_is_no_change(root: Path) -> None:
    watch = Watch(root)
    event = FileClosedEvent(watch.path("People/a.md"))
    event.event_type = "closed_no_write"
    watch.see(event)
    assert watch.ready(10) is None


def test_midnight(root: Path) -> None:
    watch = Watch(root)
    watch.clock.midnight()
    assert watch.ready() == Burst("midnight", None, settings=True)
    assert watch.ready() is None


def test_the_clock_going_back_is_another_day(root: Path) -> None:
    watch = Watch(root)
    watch.clock.day -= timedelta(days=1)
    assert watch.ready() == Burst("midnight", None, settings=True)


def test_all_is_looked_at_from_time_to_time(root: Path) -> None:
    watch = Watch(root)
    assert watch.ready(299) is None
    assert watch.ready(2) == Burst("periodic", None, settings=True)
    assert watch.ready(299) is None


def test_polling_asks_for_no_events(root: Path) -> None:
    watch = Watch(root, poll=5)
    assert watch.eyes == []
    assert watch.ready(4.9) is None
    assert watch.ready(0.2) == Burst("poll", None, settings=True)


def test_a_note_that_is_missing_is_looked_for_again(root: Path) -> None:
    watch = Watch(root)
    watch.see(FileModifiedEvent(watch.path("People/a.md")))
    watch.clock.pass_(1)
    assert next(watch.bursts) == Burst("change", frozenset({"People"}))
    watch.bursts.again()
    assert watch.ready(0.2) is None
    assert watch.ready(0.2) == Burst("confirm", frozenset({"People"}))
    watch.bursts.again()
    watch.see(FileModifiedEvent(watch.path("Daily/b.md")))
    assert watch.ready(1) == Burst("change", frozenset({"Daily", "People"}))
    assert watch.ready(1) is None


def test_a_vault_that_goes_and_comes_back(root: Path, tmp_path: Path) -> None:
    watch = Watch(root)
    root.rename(tmp_path / "away")
    watch.see(FileModifiedEvent(watch.path("People/a.md")))
    assert watch.ready(1) == Burst("unmounted")
    watch.clock.midnight()
    assert watch.ready(1000) is None
    root.mkdir()  # the mount point alone, without the marker
    assert watch.ready(1) is None
    root.rmdir()
    (tmp_path / "away").rename(root)
    assert watch.ready(1) == Burst("mounted", None, settings=True)
    assert (len(watch.eyes), watch.eyes[0].stopped) == (2, True)


def test_where_the_system_cannot_watch_it_is_looked_at_regularly(root: Path) -> None:
    Eye.failing = True
    watch = Watch(root)
    assert watch.said == [
        "Checking the files every 10 seconds, because the system watches no more folders: no space left on device."
    ]
    assert watch.ready(9.9) is None
    assert watch.ready(0.2) == Burst("poll", None, settings=True)


def test_a_watcher_that_dies_is_started_again_three_times(root: Path) -> None:
    watch = Watch(root)
    for lives in (2, 3):
        watch.eyes[-1].alive = False
        watch.clock.pass_(1)
        watch.bursts._check_watcher()
        assert len(watch.eyes) == lives
        assert watch.ready(1) == Burst("change", None)
    watch.eyes[-1].alive = False
    watch.bursts._check_watcher()
    assert watch.said == ["Checking the files every 10 seconds, because the system stopped telling of changes."]


def test_it_ends(root: Path) -> None:
    watch = Watch(root)
    watch.stop.set()
    assert list(watch.bursts) == []
    assert watch.eyes[0].stopped


def test_a_vault_that_went_before_it_was_watched_is_waited_for(root: Path, tmp_path: Path) -> None:
    root.rename(tmp_path / "away")
    root.mkdir()
    watch = Watch(root, held=frozenset({".obsidian"}))
    watch.bursts.look()
    assert watch.ready() == Burst("unmounted")
    root.rmdir()
    (tmp_path / "away").rename(root)
    assert watch.ready() == Burst("mounted", None, settings=True)
    watch.bursts.look()
    assert watch.ready() == Burst("periodic", None, settings=True)
    assert watch.ready() is None


def test_a_new_folder_that_cannot_be_watched_is_looked_at_regularly(root: Path) -> None:
    watch = Watch(root)
    watch.see(DirCreatedEvent(watch.path("New")))
    watch.bursts._check_watcher()
    assert watch.said == []
    Eye.failing = True
    watch.see(DirCreatedEvent(watch.path("Newer")))
    watch.bursts._check_watcher()
    assert watch.said == [
        "Checking the files every 10 seconds, because the system watches no more folders: no space left on device."
    ]
    assert watch.eyes[0].stopped
    assert watch.ready(1) == Burst("change", None)
    assert watch.ready(10) == Burst("poll", None, settings=True)
