"""Any commands, and as many undos: every byte is as it was."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from mdnetwork import Network
from mdnetwork.editing.changes import Plan
from mdnetwork.errors import MdnetworkError
from support.vaults import write

TODAY = date(2026, 11, 23)
NOTES = {
    "People/Ana Lima.md": (
        b"---\r\ntype: person # yes\r\naliases: [Ana]\r\n---\r\n# Ana Lima\r\n\r\n## Log\r\n- 2026-10-01 tea\r\n"
    ),
    "People/Bo Reed.md": b"\xef\xbb\xbf---\ntype: person\ntags:\n- x\n---\n\n- [ ] ask [[Ana Lima]] #promised",
    "Contacts/Cy Noto.md": "# Cy Noto\n\n| Data | Note |\n|---|---|\n\n### 2026-01-02 — caffè\nBello.\n".encode(),
    "Daily/2026-11-22.md": b"\t- lunch with [[Ana Lima|her]] and [Bo](../People/Bo%20Reed.md)\n- nothing",
    "Board.canvas": b'{"nodes":[{"type":"file","file":"People/Bo Reed.md"},{"type":"text","text":"by [[Ana Lima]]"}]}',
    "Templates/Person.md": b"---\ntype: person\n---\n# {{title}}\n",
}
NAMES = ("Ana Lima", "Bo Reed", "Cy Noto", "Dee Vale", "ana lima")
LINES = ("coffee with {}", "yesterday call with {} and Bo Reed", "email from {} #got the map", "#promised {} the book")
VALUES = ({"role": "CTO"}, {"tags+": "music"}, {"aliases+": "Zed"}, {"next_contact": "friday"}, {"cadence": ""})


class Days(RuleBasedStateMachine):
    """A vault on which one writes, and takes back."""

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.root = Path(self.home.name) / "vault"
        write(self.root, NOTES)
        home = Path(self.home.name)
        self.net = Network.open(self.root, cache_dir=home / "cache", state_dir=home / "state")
        self.states = [self.contents()]

    def contents(self) -> dict[str, bytes]:
        return {str(file.relative_to(self.root)): file.read_bytes() for file in self.root.rglob("*") if file.is_file()}

    def step(self, planned: Callable[[], Plan]) -> None:
        try:
            plan = planned()
        except MdnetworkError:
            return
        self.net.edit.write(plan)
        self.net.refresh()
        if plan:
            self.states.append(self.contents())

    @rule(name=st.sampled_from(NAMES), line=st.sampled_from(LINES), daily=st.booleans())
    def log(self, name: str, line: str, daily: bool) -> None:
        self.step(lambda: self.net.edit.log(line.format(name), TODAY, daily=daily))

    @rule(name=st.sampled_from(NAMES))
    def add(self, name: str) -> None:
        self.step(lambda: self.net.edit.add(name, {"org": "Acme", "met": "yesterday"}, TODAY))

    @rule(name=st.sampled_from(NAMES), values=st.sampled_from(VALUES))
    def set(self, name: str, values: dict[str, str]) -> None:
        self.step(lambda: self.net.edit.set(name, values, TODAY))

    @rule(name=st.sampled_from(NAMES), words=st.sampled_from(["", "book", "map"]))
    def done(self, name: str, words: str) -> None:
        self.step(lambda: self.net.edit.done(name, TODAY, words=words))

    @rule(name=st.sampled_from(NAMES), new=st.sampled_from(("Dee Vale", "Bo Reed", "Ana Lima-Duarte", "bo reed")))
    def rename(self, name: str, new: str) -> None:
        self.step(lambda: self.net.edit.rename(name, new, TODAY))

    @rule(kept=st.sampled_from(NAMES), other=st.sampled_from(NAMES))
    def merge(self, kept: str, other: str) -> None:
        self.step(lambda: self.net.edit.merge(kept, other, TODAY))

    @precondition(lambda self: len(self.states) > 1)
    @rule()
    def undo(self) -> None:
        assert self.net.edit.undo() is not None
        self.states.pop()

    @invariant()
    def every_byte_is_as_it_was(self) -> None:
        assert self.contents() == self.states[-1]

    def teardown(self) -> None:
        while len(self.states) > 1:
            self.undo()
            self.every_byte_is_as_it_was()
        assert self.net.edit.undo() is None
        self.net.close()
        self.home.cleanup()


Days.TestCase.settings = settings(max_examples=30, stateful_step_count=12)
TestDays = pytest.mark.slow(Days.TestCase)
