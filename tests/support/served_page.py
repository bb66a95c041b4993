"""A vault that is served as pages, in this process: what the tests of pages ask."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from mdnetwork.editing.changes import Plan, Step
from mdnetwork.network import Network


class OneNetwork:
    """A site of one thread over one network."""

    def __init__(self, root: Path, day: date, folder: Path, *, read_only: bool = False) -> None:
        self.root, self.day, self.folder, self.read_only = root, day, folder, read_only
        self.generation = 0
        self.feeds: Iterable[str] = ("http://127.0.0.1:8321/secret/follow-ups.ics",)

    def today(self) -> date:
        return self.day

    def network(self) -> Network:
        return Network.open(self.root, cache_dir=self.folder / "cache", state_dir=self.folder / "state")

    def write(self, plan: Plan) -> Plan:
        self.generation += 1
        with self.network() as network:
            return network.edit.write(plan)

    def undo(self) -> Step | None:
        self.generation += 1
        with self.network() as network:
            return network.edit.undo()
