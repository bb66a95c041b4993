"""A table of thirty thousand people takes little memory: it is read as a stream."""

from __future__ import annotations

import sys

import pytest

from benchmarks.importing import MOST, ROWS, WAYS, taken


@pytest.mark.skipif(sys.platform != "linux", reason="only there a process tells its own peak")
def test_a_large_table_stays_small_in_memory() -> None:
    ((_, _, most),) = taken(ROWS, {"listed": WAYS["listed"]})
    assert most < MOST
