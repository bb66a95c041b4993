"""The store: what notes say and what follows from it, as rows in the user's cache folder. It is the only cache."""

from mdnetwork.store.refresh import Changes
from mdnetwork.store.schema import SQLITE_VERSION
from mdnetwork.store.store import Stats, Store

__all__ = ["SQLITE_VERSION", "Changes", "Stats", "Store"]
