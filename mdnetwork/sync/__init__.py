"""Watching the vault for changes, and publishing to CalDAV and CardDAV servers."""

from mdnetwork.sync.watch import Burst, Bursts, Hints

bursts = Bursts
"""`bursts(root, stop=…, today=…)`: see `Bursts`."""

__all__ = ["Burst", "Bursts", "Hints", "bursts"]
