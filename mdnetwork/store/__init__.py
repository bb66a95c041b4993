"""The index: a cache of every note's facts in the user's cache folder, updated by comparing file stamps."""

from mdnetwork.store.refresh import Changes
from mdnetwork.store.search import Hit
from mdnetwork.store.store import Stats, Store

__all__ = ["Changes", "Hit", "Stats", "Store"]
