"""Index: the facts of every note, kept in the user's cache folder and brought up to date by one comparison."""

from mdnetwork.index.index import Index, Stats
from mdnetwork.index.refreshing import Changes
from mdnetwork.index.searching import Hit

__all__ = ["Changes", "Hit", "Index", "Stats"]
