"""Vault: the folder of notes, and the only door to the file system."""

from mdnetwork.vault.finding import find_vault
from mdnetwork.vault.folder import Unreadable, Vanished, Vault
from mdnetwork.vault.ignoring import Ignoring
from mdnetwork.vault.locking import VaultLock
from mdnetwork.vault.scanning import Scan, Stamp, is_note
from mdnetwork.vault.writing import Kind, write_if_changed

__all__ = [
    "Ignoring",
    "Kind",
    "Scan",
    "Stamp",
    "Unreadable",
    "Vanished",
    "Vault",
    "VaultLock",
    "find_vault",
    "is_note",
    "write_if_changed",
]
