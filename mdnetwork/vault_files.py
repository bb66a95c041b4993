"""Ground: the files of a vault: names that decide how it is read, and whether a modification time is reliable."""

from __future__ import annotations

OURS = "mdnetwork.toml"
"""The settings, at the top of the vault. The other names are relative to the vault too."""
OBSIDIAN = (
    ".obsidian/daily-notes.json",
    ".obsidian/templates.json",
    ".obsidian/app.json",
    ".obsidian/plugins/periodic-notes/data.json",
    ".obsidian/plugins/templater-obsidian/data.json",
)
"""Obsidian's files, all optional."""
LOGSEQ = "logseq/config.edn"
"""The settings of Logseq. Where it exists, `#Ada` is a link."""
SETTINGS = (OURS, *OBSIDIAN, LOGSEQ)
NOTES = (".md", ".markdown")
"""The suffixes of a note, in any case."""
COPIES = frozenset({"logseq/bak", "logseq/version-files"})
"""Folders in which Logseq keeps earlier versions of its notes."""
EVICTED = ".icloud"
"""The suffix of a placeholder for a note in the cloud."""

GRANULARITY = 2_000_000_000
"""Nanoseconds: the coarsest file system clock in use (FAT has steps of two seconds)."""


def is_mtime_reliable(newest: int, seen: int) -> bool:
    """Whether a change after `seen` certainly gets a later time than `newest` (both in ns since 1970).

    A file that changed within the clock's granularity before it was read could change again and keep its time:
    git's "racy" rule (Documentation/technical/racy-git.txt).
    """
    return newest < seen - GRANULARITY
