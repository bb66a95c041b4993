"""The names of files that decide how a vault is read, relative to the vault."""

from __future__ import annotations

OURS = "mdnetwork.toml"
OBSIDIAN = (
    ".obsidian/daily-notes.json",
    ".obsidian/templates.json",
    ".obsidian/app.json",
    ".obsidian/plugins/periodic-notes/data.json",
    ".obsidian/plugins/templater-obsidian/data.json",
)
"""Obsidian's files, all optional."""
SETTINGS = (OURS, *OBSIDIAN)
NOTES = (".md", ".markdown")
"""The suffixes of a note, in any case."""
COPIES = frozenset({"logseq/bak", "logseq/version-files"})
"""Folders in which Logseq keeps earlier versions of its notes."""
EVICTED = ".icloud"
"""The suffix of a placeholder for a note in the cloud."""
