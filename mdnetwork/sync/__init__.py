"""Sync: watching the vault for changes, and publishing to CalDAV and CardDAV servers."""

from mdnetwork.sync.events import Hints
from mdnetwork.sync.watch import Burst, Bursts

bursts = Bursts
"""`bursts(root, stop=…, today=…)`: see `Bursts`."""

__all__ = ["Burst", "Bursts", "Hints", "bursts"]
