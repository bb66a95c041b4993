"""The folder of notes. All access to notes in the file system goes through this package."""

from mdnetwork.vault.folder import Unreadable, Vanished, Vault, find_vault
from mdnetwork.vault.locking import VaultLock
from mdnetwork.vault.scanning import Ignoring, Scan, Stamp, is_note
from mdnetwork.vault.state import Renames, VaultState
from mdnetwork.vault.writing import FileKind, write_if_changed

__all__ = [
    "FileKind",
    "Ignoring",
    "Renames",
    "Scan",
    "Stamp",
    "Unreadable",
    "Vanished",
    "Vault",
    "VaultLock",
    "VaultState",
    "find_vault",
    "is_note",
    "write_if_changed",
]
