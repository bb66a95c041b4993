"""Watching the vault for changes, and publishing to CalDAV and CardDAV servers."""

from mdnetwork.sync.watch import Burst, Bursts

__all__ = ["Burst", "Bursts"]
