"""Saves as editors and synchronisers make them, under a running `mdnet watch`: told by the system, and looking."""

from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from support.stressed_vault import ADA, Stressed, seen
from support.vaults import write
from support.watch_process import Watcher, watching

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX's")
WAYS = pytest.mark.parametrize("how", [(), ("--poll", "0.2")], ids=["told by the system", "a poll-only file system"])


def vim(note: Path, text: str) -> None:
    """`backupcopy=auto`: try the folder, rename the note to its backup, write it anew, delete the backup."""
    swap, probe, backup = note.with_name(f".{note.name}.swp"), note.with_name("4913"), note.with_name(f"{note.name}~")
    swap.write_bytes(b"b0VIM 9.1" + bytes(4096))
    probe.write_bytes(b"")
    probe.unlink()
    note.rename(backup)
    with note.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    backup.unlink()
    swap.unlink()


def vim_copying(note: Path, text: str) -> None:
    """`backupcopy=yes`, and a backup that stays: copied beside, then written in place."""
    shutil.copy2(note, note.with_name(f"{note.name}~"))
    note.write_text(text, encoding="utf-8")


def emacs(note: Path, text: str) -> None:
    """A lock that is a link to nowhere, an auto-save file, and a backup by renaming."""
    lock, autosave = note.with_name(f".#{note.name}"), note.with_name(f"#{note.name}#")
    lock.symlink_to("ada@host.1234:1700000000")
    autosave.write_text(text[: len(text) // 2], encoding="utf-8")
    note.rename(note.with_name(f"{note.name}~"))
    note.write_text(text, encoding="utf-8")
    autosave.unlink()
    lock.unlink()


def obsidian(note: Path, text: str) -> None:
    """In place: cut to nothing, then written; and its own files beside."""
    workspace = note.parent.parent / ".obsidian" / "workspace.json"
    workspace.write_text('{"active": "1"}', encoding="utf-8")
    note.write_text(text, encoding="utf-8")
    workspace.write_text('{"active": "2"}', encoding="utf-8")


def vs_code(note: Path, text: str) -> None:
    """In place, in pieces and with fsync."""
    with note.open("wb", buffering=0) as file:
        data = text.encode()
        for start in range(0, len(data), 16):
            file.write(data[start : start + 16])
        os.fsync(file.fileno())


def atomic(note: Path, text: str) -> None:
    """A temporary file that ends with `.md` too, and takes the note's place."""
    beside = note.with_name(f"{note.stem}.tmp-4f2a.md")
    beside.write_text(text, encoding="utf-8")
    beside.replace(note)


def syncthing(note: Path, text: str) -> None:
    """A hidden temporary file with the other device's time, and a conflict copy beside that is nobody new."""
    beside = note.with_name(f".syncthing.{note.name}.tmp")
    beside.write_text(text, encoding="utf-8")
    os.utime(beside, (1_700_000_000, 1_700_000_000))
    shutil.copy2(note, note.with_name(f"{note.stem}.sync-conflict-20261123-101500-ABCDEFG.md"))
    beside.replace(note)


SAVES: tuple[Callable[[Path, str], None], ...] = (vim, vim_copying, emacs, obsidian, vs_code, atomic, syncthing)


def settled(watcher: Watcher, stressed: Stressed, feed: Path, words: str) -> None:
    """The line with these words has come, and then the file is what a rebuild makes it.

    Who only looks may look in the midst of a save, and says another line when it has ended.
    """
    before, wanted = seen(stressed.root), stressed.feed()
    assert words in watcher.until(words)
    while feed.read_bytes() != wanted:
        assert watcher.until(f"{feed} written")
    stressed.unharmed(before, feed.read_bytes())


@WAYS
def test_saves_of_every_editor(stressed: Stressed, how: tuple[str, ...], tmp_path: Path) -> None:
    feed, note = tmp_path / "feed.ics", stressed.root / "People" / "Ada Loughton.md"
    with watching(feed, *how) as watcher:
        watcher.until("Watching")
        for days, save in enumerate(SAVES, start=1):
            save(note, ADA.replace("cadence: 4w", f"cadence: {days + 10}w"))
            settled(watcher, stressed, feed, f"{feed} written")
        assert watcher.end(signal.SIGTERM)[1] == 0


@WAYS
def test_a_folder_that_is_renamed(stressed: Stressed, how: tuple[str, ...], tmp_path: Path) -> None:
    feed = tmp_path / "feed.ics"
    with watching(feed, *how) as watcher:
        watcher.until("Watching")
        for old, new in (("People", "Gente"), ("Gente", "Deep/Città 🏙/Gente"), ("Deep", ".trash")):
            (stressed.root / new).parent.mkdir(parents=True, exist_ok=True)
            (stressed.root / old).rename(stressed.root / new)
            settled(watcher, stressed, feed, "removed")
        assert stressed.unharmed(seen(stressed.root), feed.read_bytes()).data.count(b"BEGIN:VEVENT") == 0


@WAYS
def test_a_vault_that_is_unmounted_and_comes_back(stressed: Stressed, how: tuple[str, ...], tmp_path: Path) -> None:
    feed, away = tmp_path / "feed.ics", tmp_path / "away"
    with watching(feed, *how) as watcher:
        watcher.until("Watching")
        good = feed.read_bytes()
        stressed.root.rename(away)
        stressed.root.mkdir()  # the mount point alone
        assert "is not there" in watcher.until("is not there")
        assert feed.read_bytes() == good
        write(away, {"People/Carla Riva.md": ADA})
        before = seen(away)
        stressed.root.rmdir()
        away.rename(stressed.root)
        assert f"added People/Carla Riva.md; {feed} written" in watcher.until("added")
        stressed.unharmed(before, feed.read_bytes())
        write(stressed.root, {"People/Carla Riva.md": ADA.replace("4w", "2w")})  # it is watched again
        settled(watcher, stressed, feed, "changed People/Carla Riva.md")


def test_five_thousand_files_at_once(stressed: Stressed, tmp_path: Path) -> None:
    """Four events each are more than inotify keeps for who does not come to read them (16,384)."""
    feed = tmp_path / "feed.ics"
    with watching(feed) as watcher:
        watcher.until("Watching")
        for folder in range(5):
            (stressed.root / f"Inbox {folder}").mkdir()
            for number in range(1_000):
                cadence = "cadence: 4w\nlast_contact: 2026-10-01\n" if number % 50 == 0 else ""
                text = f"---\ntype: person\n{cadence}---\nsaid {number}\n"
                (stressed.root / f"Inbox {folder}" / f"P{folder}-{number}.md").write_text(text, encoding="utf-8")
        before, missed = seen(stressed.root), 5_000
        while missed:
            line = watcher.until("added")
            missed -= int(line.split()[1].replace(",", ""))
            assert line
        assert watcher.end(signal.SIGTERM)[1] == 0
    stressed.unharmed(before, feed.read_bytes())
