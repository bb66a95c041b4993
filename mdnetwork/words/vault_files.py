"""Words: the names of the files that say how a vault is to be read, as paths from the vault."""

from __future__ import annotations

OURS = "mdnetwork.toml"
OBSIDIAN = (
    ".obsidian/daily-notes.json",
    ".obsidian/templates.json",
    ".obsidian/app.json",
    ".obsidian/plugins/periodic-notes/data.json",
    ".obsidian/plugins/templater-obsidian/data.json",
)
"""Those of Obsidian, all optional."""
SETTINGS = (OURS, *OBSIDIAN)
NOTES = (".md", ".markdown")
"""How the name of a note ends, in whatever case."""
COPIES = frozenset({"logseq/bak", "logseq/version-files"})
"""Folders of a vault in which Logseq keeps earlier versions of its notes."""
EVICTED = ".icloud"
"""How the name of a placeholder ends that stands for a note in the cloud."""
