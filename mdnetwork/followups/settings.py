"""Follow-ups: the settings for cadences and a fresh start."""

from __future__ import annotations

from datetime import date

from mdnetwork.dates import Cadence
from mdnetwork.frozen import dataclass


@dataclass(frozen=True, slots=True)
class FollowUpSettings:
    """Cadences that people inherit. Circles and tags are compared folded. A folder is a path relative to the vault."""

    circles: tuple[tuple[str, Cadence], ...] = ()
    tags: tuple[tuple[str, Cadence], ...] = ()
    folders: tuple[tuple[str, Cadence], ...] = ()
    default: Cadence | None = None
    fresh_from: date | None = None
    """"Start fresh": cadence and dormant count from this day if the last contact is older. Planned, first, thank,
    congratulate and introduction follow-ups due before it are dropped. Promises, waits and tasks stay.
    """
