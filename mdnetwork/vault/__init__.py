"""The folder of notes. All access to notes in the file system goes through this package."""

from mdnetwork.vault.folder import Unreadable, Vanished, Vault, find_vault
from mdnetwork.vault.locking import VaultLock
from mdnetwork.vault.scanning import Ignoring, Scan, is_note
from mdnetwork.vault.stamps import Listing, Stamp, Stamps
from mdnetwork.vault.state import Renames, VaultState
from mdnetwork.vault.writing import FileKind, write_if_changed

__all__ = [
    "FileKind",
    "Ignoring",
    "Listing",
    "Renames",
    "Scan",
    "Stamp",
    "Stamps",
    "Unreadable",
    "Vanished",
    "Vault",
    "VaultLock",
    "VaultState",
    "find_vault",
    "is_note",
    "write_if_changed",
]
