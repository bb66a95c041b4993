"""Feed: the settings of a calendar feed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mdnetwork.model import FollowUpKind
from mdnetwork.people.privacy import Detail


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """One calendar feed. Empty `kinds` means all kinds but dormant; empty `tags` and `circles` mean everybody."""

    name: str = "Follow-ups"
    kinds: tuple[FollowUpKind, ...] = ()
    tags: tuple[str, ...] = ()
    circles: tuple[str, ...] = ()
    language: str = "en"
    per_day: int = 5
    overdue: Literal["roll", "pin"] = "roll"
    days: Literal["all", "mon-fri"] = "all"
    style: Literal["events", "digest"] = "events"
    details: Literal["reason", "full"] = "reason"
    privacy: Detail = "full"
    horizon_back: int = 90
    """Days before today that the feed includes."""
    horizon_ahead: int = 365
    """Days after today that the feed includes."""
    vault_name: str = ""
    todo: bool = False
    """Write VTODOs instead of VEVENTs."""
    alarm: int | None = None
    """The hour of the day (0-23) of a VALARM; None for no alarm."""
    source: str = ""
    """The feed's own URL, if known."""
