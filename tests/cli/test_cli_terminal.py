"""What is asked on a terminal: whom one means, which follow-up, and the line itself."""

from __future__ import annotations

import os
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from support.paths import environment
from support.patience import PATIENCE
from support.vaults import write

pty = pytest.importorskip("pty", reason="terminals are POSIX's")


class Terminal:
    """A command on a terminal of its own."""

    def __init__(self, *arguments: str) -> None:
        self.text = ""
        self._end, theirs = pty.openpty()
        variables = environment(TERM="xterm", PYTHONUTF8="1")
        command = [sys.executable, "-m", "mdnetwork", *arguments]
        self._process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=variables)
        os.close(theirs)

    def until(self, words: str) -> Terminal:
        while words not in self.text:
            assert select.select([self._end], [], [], PATIENCE)[0], self.text
            self.text += os.read(self._end, 4096).decode(errors="replace")
        return self

    def type(self, text: str) -> Terminal:
        os.write(self._end, text.encode())
        return self

    def end(self) -> int:
        """Read to the end; the exit code."""
        while True:
            try:
                data = os.read(self._end, 4096)
            except OSError:  # Linux says so when the other end is closed
                break
            if not data:
                break
            self.text += data.decode(errors="replace")
        os.close(self._end)
        return self._process.wait(PATIENCE)


def log_of(root: Path, name: str) -> str:
    return (root / "People" / f"{name}.md").read_text(encoding="utf-8")


@pytest.fixture
def twins(vault: Path) -> Path:
    write(vault, {f"{folder}/Sam Reed.md": "---\ntype: person\n---\n" for folder in ("People", "People/Work")})
    return vault


def test_whom_a_name_means_is_asked(twins: Path) -> None:
    terminal = Terminal("log", "call", "with", "Sam Reed").until("[1-2] ")
    assert "fits several" in terminal.text
    assert terminal.type("7\n").until("7\r\n[1-2] ").type("2\n").end() == 0
    assert "## Log\n- 2026-11-23 call\n" in (twins / "People" / "Work" / "Sam Reed.md").read_text(encoding="utf-8")
    assert "Log" not in log_of(twins, "Sam Reed")


def test_no_answer_writes_nothing(twins: Path) -> None:
    before = log_of(twins, "Sam Reed")
    assert Terminal("snooze", "Sam Reed", "2w").until("[1-2] ").type("\n").end() == 1
    assert log_of(twins, "Sam Reed") == before


def test_a_short_name_is_asked_about_unless_it_is_a_word_of_one_name(vault: Path) -> None:
    assert Terminal("set", "Brun", "role=Smith").until("[1-1] ").type("1\n").end() == 0
    assert Terminal("set", "Bruno", "role=Smith").end() == 0
    assert "role: Smith\n" in log_of(vault, "Bruno Neri")


def test_which_follow_up_is_asked(vault: Path) -> None:
    write(
        vault, {"People/Dan.md": "---\ntype: person\n---\n## Tasks\n- [ ] one 📅 2026-11-01\n- [ ] two 📅 2026-11-02\n"}
    )
    terminal = Terminal("done", "Dan").until("[1-2] ")
    assert re.search(r"1  task: one\r\n  2  task: two", terminal.text)
    assert terminal.type("2\n").end() == 0
    assert "- [ ] one" in log_of(vault, "Dan")
    assert "- [x] two" in log_of(vault, "Dan")


def test_the_line_is_asked_for_and_completed(vault: Path) -> None:
    terminal = Terminal("log").until("›").type("yesterday coffee with Bru").until("Bruno Neri")
    assert terminal.type("\t, it's #got\r").end() == 0
    assert "2026-11-22: Bruno Neri, coffee." in terminal.text
    assert "- 2026-11-22 coffee, it's #got\n" in log_of(vault, "Bruno Neri")


def test_no_line_is_no_entry(vault: Path) -> None:
    before = log_of(vault, "Bruno Neri")
    assert Terminal("log").until("›").type("\x04").end() == 0
    assert log_of(vault, "Bruno Neri") == before


def test_a_terminal_shows_no_png(vault: Path) -> None:
    terminal = Terminal("map", "--format", "png")
    assert terminal.end() == 2
    assert "A terminal cannot show a PNG: name a file with -o map.png." in terminal.text


def test_a_doubt_of_an_import_is_asked_where_somebody_can_answer(vault: Path) -> None:
    table = vault.parent / "people.csv"
    table.write_text("Name,Email,Phone\nA. Loughton,ada@example.org,+39 333 5550111\n")
    before = log_of(vault, "Ada Loughton")
    terminal = Terminal("import", str(table), "--create", "all").until("Who is A. Loughton, ada@example.org?")
    assert terminal.until("[1-4, Enter: leave it] ").type("3\n").end() == 0
    assert "1 ambiguous; nothing was written." in terminal.text
    assert log_of(vault, "Ada Loughton") == before
    terminal = Terminal("import", str(table), "--create", "all").until("[1-4, Enter: leave it] ").type("1\n")
    assert terminal.until("[y/N] ").type("y\n").end() == 0
    assert "phone: +39 333 5550111\n" in log_of(vault, "Ada Loughton")


def test_whoever_has_enough_of_doubts_is_asked_no_more(vault: Path) -> None:
    table = vault.parent / "people.csv"
    table.write_text("Name,Email\nLoughton,ada@example.org\nAda Lane,ada@example.org\n")
    terminal = Terminal("import", str(table), "--create", "all").until("[1-4, Enter: leave it] ").type("4\n")
    assert terminal.end() == 0
    assert terminal.text.count("Who is") == 1
    assert "2 ambiguous; nothing was written." in terminal.text


def test_a_doubt_is_only_listed_where_the_user_said_yes_beforehand(vault: Path) -> None:
    table = vault.parent / "people.csv"
    table.write_text("Name,Email\nLoughton,ada@example.org\n")
    terminal = Terminal("import", str(table), "--create", "all", "--yes")
    assert terminal.end() == 0
    assert "the same address under another name: People/Ada Loughton.md" in " ".join(terminal.text.split())


@pytest.mark.parametrize(("answer", "is_written"), [("n", False), ("y", True), ("", False), ("sì", True)])
def test_it_is_asked_before_a_line_is_written_on_somebody_who_died(vault: Path, answer: str, is_written: bool) -> None:
    write(vault, {"People/Dan.md": "---\ntype: person\ndied: 2026-10-01\n---\n## Log\n"})
    terminal = Terminal("log", "coffee", "with", "Dan").until("[y/N] ")
    assert "Dan has died: nothing after 1 October counts as contact.\r\nWrite it down anyway?" in terminal.text
    assert terminal.type(f"{answer}\n").end() == 0
    assert ("- 2026-11-23 coffee\n" in log_of(vault, "Dan")) == is_written
