"""A vault under stress, and the three things that must hold whatever happened to it: `unharmed`."""

from __future__ import annotations

import datetime as dt
import os
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mdnetwork.calendar.text import Calendar
from mdnetwork.network import Network
from support.feeds import judged

TODAY = dt.date(2026, 11, 23)
ADA = "---\ntype: person\ncircle: core\ncadence: 4w\nbirthday: 1985-12-10\n---\n## Log\n- 2026-10-01 call about looms\n"
NOTES = {
    ".obsidian/app.json": "{}",
    "People/Ada Loughton.md": ADA,
    "People/Bruno Neri.md": "---\ntype: person\ncadence: monthly\nlast_contact: 2026-09-01\n---\nKnows bridges.\n",
    "Meetings/Review.md": '---\ntype: meeting\ndate: 2026-11-25\nattendees: ["[[Ada Loughton]]"]\n---\n',
    "Daily/2026-11-20.md": "- call with [[Bruno Neri]] about looms\n- [ ] send [[Bruno Neri]] the plans\n",
}


Sight = dict[str, tuple[int, bytes]]


def seen(root: Path) -> Sight:
    """Every file, folder and link below `root`: its modification time, and what it holds or where it leads."""
    found: Sight = {}
    for folder, folders, files in os.walk(root):
        for name in (*folders, *files):
            path = Path(folder, name)
            status = path.lstat()
            match stat.S_IFMT(status.st_mode):
                case stat.S_IFREG:
                    held = path.read_bytes()
                case stat.S_IFLNK:
                    held = os.fsencode(path.readlink())
                case _:
                    held = b""
            found[os.fspath(path.relative_to(root))] = status.st_mtime_ns, held
    return found


def answers(network: Network, words: str = "looms") -> dict[str, Any]:
    """Everything that hangs on the index, the calendar's bytes last."""
    return {
        "facts": list(network.store.facts()),
        "problems": network.at(TODAY).problems(),
        "found": network.store.search(words),
        "notes": network.store.stats().notes,
        "feed": network.at(TODAY).calendar()._replace(events={}),  # keyed by the numbers of one store's notes
    }


@dataclass(frozen=True)
class Stressed:
    """A vault, and the cache in which its index is kept."""

    root: Path
    cache: Path

    def network(self) -> Network:
        return Network.open(self.root, cache_dir=self.cache)

    def read(self) -> None:
        """Have an index that knows the vault as it is now."""
        self.network().close()

    def feed(self) -> bytes:
        """The calendar of the vault as it is now, without the index."""
        with tempfile.TemporaryDirectory() as empty, Network.open(self.root, cache_dir=Path(empty)) as network:
            return network.at(TODAY).feed()

    def unharmed(self, before: Sight, feed: bytes | None = None) -> Calendar:
        """The index equals one made anew, every judge reads the feed, and the vault is as it was seen `before`.

        `feed` is what some command wrote, to be the same bytes.
        """
        with self.network() as network, tempfile.TemporaryDirectory() as empty:
            assert network.store.warning == ""
            kept = answers(network)
            with Network.open(self.root, cache_dir=Path(empty)) as other:
                anew = answers(other)
        assert [name for name in kept if kept[name] != anew[name]] == []
        calendar: Calendar = kept["feed"]
        judged(calendar)
        assert feed is None or feed == calendar.data, f"{len(feed)} bytes for {len(calendar.data)}"
        assert seen(self.root) == before
        return calendar

    def after(self, act: Callable[[Path], object]) -> Calendar:
        """What holds once the index that knew the vault has met what `act` did to it."""
        self.read()
        act(self.root)
        return self.unharmed(seen(self.root))
