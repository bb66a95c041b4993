"""A large table takes little memory: it is read as a stream. `benchmarks.importing` measures thirty thousand people."""

from __future__ import annotations

import sys

import pytest

from benchmarks.importing import MOST, ROWS, WAYS, taken


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process tells its own peak")
def test_a_large_table_stays_small_in_memory() -> None:
    """What three thousand people add is at most their share of what thirty thousand may take, the program's own apart."""
    (_, _, few), (_, _, many) = (each for rows in (100, ROWS // 10) for each in taken(rows, {"listed": WAYS["listed"]}))
    assert many - few < (MOST - few) / 10
