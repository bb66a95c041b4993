"""The property that matters most: whatever happens, the incremental index equals a rebuild."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.store import Store
from mdnetwork.vault import Vault

FOLDERS = ("", "People", "People/Deep", "Daily", "Città 🏙")
NAMES = ("Ada.md", "Bob.md", "Niccolò.markdown", "2026-11-02.md", "#1 %20 'x'.MD", ".hidden.md", "note.txt")
IGNORES: tuple[tuple[str, ...], ...] = ((), ("Deep",), ("*.markdown", "/^Daily/"))
SETTINGS = (ReadingSettings(), ReadingSettings(people_folders=("Daily",)), ReadingSettings(date_order="dmy"))
PATHS = st.builds(lambda folder, name: f"{folder}/{name}".lstrip("/"), st.sampled_from(FOLDERS), st.sampled_from(NAMES))
LINES = st.sampled_from(
    ("## Log", "- 2026-01-02 call about grants", "- 2026-02-03 lunch with [[Bob]]", "- [ ] ask [[Ada]] 📅 2026-03-04")
)
TEXTS = st.one_of(
    st.builds(
        lambda circle, lines: "\n".join(["---", "type: person", f"circle: {circle}", "---", *lines, ""]),
        st.sampled_from(("core", "wide", "'")),
        st.lists(LINES, max_size=4),
    ),
    st.lists(LINES, max_size=4).map("\n".join),
    st.text(max_size=40),
)


def answers(index: Store) -> dict[str, Any]:
    """Everything an index answers."""
    return {
        "facts": list(index.facts()),
        "problems": index.problems(),
        "grants": index.search("grants"),
        "ada call": index.search("ada call"),
        "notes": index.stats().notes,
    }


def spoil_rows(file: Path) -> None:
    """What no version of ours ever wrote."""
    with closing(sqlite3.connect(file)) as connection, suppress(sqlite3.Error):  # it may be spoilt already
        connection.execute("UPDATE fact SET facts = '[[]]'")
        connection.commit()


class Files(RuleBasedStateMachine):
    """Files that come, change and go, under one index that is open, and another process's."""

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.root, self.cache, self.probe = self.home / "vault", self.home / "cache", self.home / "probe"
        self.root.mkdir()
        self.ahead, self.settings, self.ignore = 0, SETTINGS[0], IGNORES[0]
        self.vault = Vault(self.root, now=lambda: time.time_ns() + self.ahead)
        self.index, self.other = self.opened(), self.opened()

    def opened(self) -> Store:
        return Store.open(self.root, self.settings, self.cache)

    def teardown(self) -> None:
        self.index.close()
        self.other.close()
        shutil.rmtree(self.home)

    def tick(self) -> None:
        """Let the file system's clock move on when files are settled; else changes come as fast as they can."""
        if not self.ahead:
            return
        self.probe.write_bytes(b"")
        start = self.probe.stat().st_ctime_ns
        while self.probe.stat().st_ctime_ns == start:
            os.utime(self.probe)

    def notes(self) -> list[Path]:
        return sorted(path for path in self.root.rglob("*") if path.is_file())

    def some(self, data: st.DataObject) -> Path:
        return data.draw(st.sampled_from(self.notes()))

    @rule(path=PATHS, text=TEXTS)
    def write(self, path: str, text: str) -> None:
        self.tick()
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", errors="replace")

    @precondition(lambda self: self.notes())
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

    @precondition(lambda self: self.notes())
    @rule(data=st.data())
    def touch(self, data: st.DataObject) -> None:
        self.tick()
        os.utime(self.some(data))

    @precondition(lambda self: self.notes())
    @rule(data=st.data(), path=PATHS)
    def rename(self, data: st.DataObject, path: str) -> None:
        self.tick()
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        self.some(data).replace(self.root / path)

    @precondition(lambda self: self.notes())
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
    def restart(self) -> None:
        self.index.close()
        self.index = self.opened()

    @rule(chosen=st.sampled_from(SETTINGS))
    def change_settings(self, chosen: ReadingSettings) -> None:
        self.settings = chosen
        self.restart()

    @rule(ignore=st.sampled_from(IGNORES))
    def change_ignore(self, ignore: tuple[str, ...]) -> None:
        self.ignore = ignore

    @rule()
    def settle(self) -> None:
        """From now on a scan is an hour after the files: their stamps alone must tell. Or no longer."""
        self.tick()  # what was settled in the last tick of the clock must not change unseen within it
        self.ahead = 3_600_000_000_000 - self.ahead

    @rule()
    def another_process(self) -> None:
        """It may have been opened with settings that have changed since."""
        self.other.refresh(self.vault, self.ignore)

    @rule()
    def another_process_starts(self) -> None:
        self.other.close()
        self.other = self.opened()

    @rule()
    def rebuild(self) -> None:
        self.index.refresh(self.vault, self.ignore, rebuild=True)

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
            spoil_rows(file)

    @invariant()
    def equals_a_rebuild(self) -> None:
        self.index.refresh(self.vault, self.ignore)
        with tempfile.TemporaryDirectory() as empty, Store.open(self.root, self.settings, Path(empty)) as anew:
            anew.refresh(self.vault, self.ignore)
            assert answers(self.index) == answers(anew)


TestFiles = pytest.mark.slow(Files.TestCase)
TestFiles.settings = settings(max_examples=40, stateful_step_count=20, suppress_health_check=list(HealthCheck))
