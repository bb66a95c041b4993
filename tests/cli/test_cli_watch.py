"""`mdnet watch` as a process: it keeps the file current, survives what goes wrong, and ends cleanly."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest

from support.command import call
from support.patience import PATIENCE
from support.vaults import write
from support.watch_process import watching

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_watch_keeps_the_feed_current_and_ends_cleanly(vault: Path, tmp_path: Path, number: signal.Signals) -> None:
    target = tmp_path / "feed.ics"
    with watching(target) as watcher:
        assert watcher.line() == f"Watching {vault}; {target} written: 4 events."
        assert target.read_bytes() == call("feed").out
        write(vault, {"People/Carla Riva.md": "---\ntype: person\nbirthday: 1990-05-01\n---\n"})
        assert watcher.line() == f"added People/Carla Riva.md; {target} written: 5 events."
        assert target.read_bytes() == call("feed").out
        (vault / "People/Carla Riva.md").unlink()
        assert watcher.line() == f"removed People/Carla Riva.md; {target} written: 4 events."
        write(vault, {"Other.md": "nothing of people\n"})
        assert watcher.line() == f"added Other.md; {target} is current."
        assert watcher.end(number) == ("", 0)
    assert target.read_bytes() == call("feed").out


def test_watch_takes_in_what_another_command_has_read_first(vault: Path, tmp_path: Path) -> None:
    target = tmp_path / "feed.ics"
    with watching(target) as watcher:
        watcher.line()
        write(vault, {"People/Carla Riva.md": "---\ntype: person\nbirthday: 1990-05-01\n---\n"})
        assert call("index").status == 0
        assert watcher.line().endswith(f"{target} written: 5 events.")
        assert target.read_bytes() == call("feed").out
        assert watcher.end(signal.SIGTERM) == ("", 0)


def test_watch_takes_in_new_settings_and_outlives_wrong_ones(vault: Path, tmp_path: Path) -> None:
    target = tmp_path / "feed.ics"
    with watching(target, "--poll", "0.2") as watcher:
        watcher.line()
        good = target.read_bytes()
        write(vault, {"mdnetwork.toml": "langage = 1\n"})
        assert "did you mean language?" in watcher.line()
        assert target.read_bytes() == good
        write(vault, {"mdnetwork.toml": '[feed]\nkinds = ["birthday"]\n'})
        assert watcher.line() == f"{target} written: 1 event."
        assert watcher.end(signal.SIGTERM) == ("", 0)


def test_watch_says_at_once_that_it_cannot_write(vault: Path, tmp_path: Path) -> None:
    with watching(tmp_path / "none" / "feed.ics") as watcher:
        assert "cannot be written" in watcher.line()
        assert watcher.process.wait(PATIENCE) == 1
