"""Reading: the settings that change what a note means. A change of any of them makes the index read anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DateOrder = Literal["", "dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class ReadingSettings:
    """What this vault's conventions add to the built-in ones. Folders are relative to the vault, with `/`."""

    people_folders: tuple[str, ...] = ()
    """Further folder names (or paths) that hold people."""
    keys: tuple[tuple[str, str], ...] = ()
    """Further front matter keys: (key as written, canonical meaning such as "last_contact")."""
    log_headings: tuple[str, ...] = ()
    """Further headings of a person's log."""
    date_order: DateOrder = ""
    """How `05/03/2026` reads; "" makes it a problem where it is ambiguous."""
    daily_folder: str = ""
    daily_format: str = "YYYY-MM-DD"
    """Moment format of daily notes' paths below `daily_folder`."""
    templates_folders: tuple[str, ...] = ()
