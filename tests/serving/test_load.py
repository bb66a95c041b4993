"""Many clients at once: nobody sees an error or half a feed. `benchmarks/polling.py` does the same for a minute."""

from __future__ import annotations

from benchmarks.polling import poll


def test_pollers_see_whole_feeds_and_mostly_304() -> None:
    told = poll(clients=10, seconds=1.0, changes=5)
    assert told.errors == 0
    assert told.torn == 0
    assert told.unchanged > told.whole > 0
