"""The settings that change what a note means. If one changes, the index reads every note again."""

from __future__ import annotations

from mdnetwork.dates import DateOrder
from mdnetwork.frozen import dataclass

VAULT = "."
"""The vault itself as a folder of people."""


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """What this vault's conventions add to the built-in ones. Folders are relative to the vault, with `/`."""

    people_folders: tuple[str, ...] = ()
    """Additional folders for people, by name or path."""
    keys: tuple[tuple[str, str], ...] = ()
    """Additional front matter keys: (key as written, canonical meaning such as "last_contact")."""
    log_headings: tuple[str, ...] = ()
    """Additional headings of a person's log."""
    date_order: DateOrder = ""
    """How `05/03/2026` is read; with "" an ambiguous date is a problem."""
    daily_folder: str = ""
    daily_format: str = "YYYY-MM-DD"
    """The format (Moment.js) of daily notes' paths below `daily_folder`."""
    templates_folders: tuple[str, ...] = ()
    logseq: bool = False
    """Whether Logseq keeps the notes: `#Ada` is a link to a page."""
