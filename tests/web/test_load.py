"""Many clients at once: nobody sees an error or half a feed. `benchmarks/polling.py` does the same for a minute."""

from __future__ import annotations

from benchmarks.polling import Client, poll
from support.patience import PATIENCE


def until_all_have_asked(clients: list[Client], times: int = 5) -> None:
    """Wait until each has had so many answers from now on, however long that takes.

    The first may be of the feed before, one is the whole feed, and the others say that nothing has changed.
    """
    for client in clients:
        while client.answered.acquire(blocking=False):
            pass
    for client in clients:
        for _ in range(times):
            assert client.answered.acquire(timeout=PATIENCE)


def test_pollers_see_whole_feeds_and_mostly_304() -> None:
    told = poll(clients=10, changes=5, pause=until_all_have_asked)
    assert told.errors == 0
    assert told.torn == 0
    assert told.unchanged > told.whole > 0
