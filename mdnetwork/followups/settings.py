"""Follow-ups: the settings that decide whom to get back to and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from mdnetwork.dates import Cadence


@dataclass(frozen=True, slots=True)
class FollowUpSettings:
    """Cadences that people inherit. Circles and tags are compared folded; a folder is a path from the vault."""

    circles: tuple[tuple[str, Cadence], ...] = ()
    tags: tuple[tuple[str, Cadence], ...] = ()
    folders: tuple[tuple[str, Cadence], ...] = ()
    default: Cadence | None = None
    fresh_from: date | None = None
    """"Start fresh": cadence and dormant count from this day where the last contact is older; first, planned, thank,
    congratulate and introduction follow-ups that were due before it are silent. Promises, waits and tasks stay."""
