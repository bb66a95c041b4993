"""Index: the facts of every note, kept in the user's cache folder and brought up to date by one comparison."""

from mdnetwork.index.index import Changes, Index, Stats
from mdnetwork.index.searching import Hit

__all__ = ["Changes", "Hit", "Index", "Stats"]
