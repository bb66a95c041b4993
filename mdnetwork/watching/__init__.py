"""Watching: when to look at the vault again, and where."""

from mdnetwork.watching.bursts import Burst, Bursts
from mdnetwork.watching.hints import Hints

bursts = Bursts
"""`bursts(root, stop=…, today=…)`: see `Bursts`."""

__all__ = ["Burst", "Bursts", "Hints", "bursts"]
