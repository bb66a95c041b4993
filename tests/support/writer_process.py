"""Run as a program, `writer_process.py ROOT WORKER OPERATIONS`: one of several processes that write at once.

It waits for a line on stdin, so that all begin together, and prints a line of JSON for each operation: what it was, the
step that was written or taken back (see `digest`), its mark in the notes, and the class of the error that stopped it.
"""

from __future__ import annotations

import hashlib
import json
import random
import sys
from collections.abc import Iterable
from pathlib import Path

from mdnetwork.editing.changes import Edit, Journal, Plan
from mdnetwork.errors import MdnetworkError
from mdnetwork.network import Network
from support.stressed_vault import TODAY

SHARED = ("Ada Loughton", "Bruno Neri", "Chiara Verdi")
"""Everybody writes to these."""
KEPT = 1_000
"""More steps than are usually kept."""
FOR_EVER = 100_000.0
"""Seconds to wait for the lock: no test fails because the machine is busy."""


def own(worker: int) -> str:
    """The person to whom one process writes alone."""
    return f"Person Number{worker}"


def digest(edits: Iterable[Edit]) -> str:
    """What tells one step from all others: every note with its bytes before and after."""
    told = [(edit.path, edit.to, edit.before, edit.after) for edit in edits]
    return hashlib.sha256(repr(told).encode()).hexdigest()


def opened(root: Path) -> Network:
    """The network of the vault, with a journal that forgets nothing meanwhile."""
    network = Network.open(root)
    network.edit.journal = Journal(root, network.lock.state / "undo", kept=KEPT)
    return network


def planned(network: Network, kind: str, name: str, mark: str) -> Plan:
    """A change of this kind that leaves the mark in the notes for good."""
    if kind == "log":
        return network.edit.log(f"call with {name}, topic {mark}", TODAY)
    if kind == "daily":
        return network.edit.log(f"call with {name}, topic {mark}", TODAY, daily=True)
    if kind == "set":
        return network.edit.set(name, {"tags+": mark}, TODAY)
    if kind == "add":
        return network.edit.add(f"Somebody {mark}", {}, TODAY)
    return network.edit.rename(name, f"{name.split(maxsplit=1)[0]} {mark}", TODAY)


def main(root: Path, worker: int, operations: int) -> None:
    """Write, and say what came of it."""
    dice = random.Random(worker)  # noqa: S311  the same operations each time
    kinds = ("log", "log", "daily", "set", "rename", "add", "undo", "undo")
    with opened(root) as network:
        sys.stdin.readline()
        for number in range(operations):
            kind, name, mark = dice.choice(kinds), dice.choice((*SHARED, own(worker))), f"q{worker}x{number}q"
            told = {"kind": kind, "mark": mark, "step": "", "error": ""}
            try:
                if kind == "undo":
                    step = network.edit.undo(patience=FOR_EVER)
                    told["step"] = digest(step.edits) if step else ""
                else:
                    network.refresh()
                    plan = planned(network, kind, name, mark)
                    told["step"] = digest(network.edit.write(plan, patience=FOR_EVER).edits)
            except MdnetworkError as error:
                told["error"] = f"{type(error).__name__}: {error}"
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
