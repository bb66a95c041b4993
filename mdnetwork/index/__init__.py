"""The index: a cache of every note's facts in the user's cache folder, updated by comparing file stamps."""

from mdnetwork.index.index import Index, Stats
from mdnetwork.index.refreshing import Changes
from mdnetwork.index.searching import Hit

__all__ = ["Changes", "Hit", "Index", "Stats"]
