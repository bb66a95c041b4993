"""Feed: the settings that shape a calendar."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mdnetwork.model import FollowUpKind

Privacy = Literal["full", "initials", "busy"]


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """One calendar feed. Empty `kinds` is all kinds but dormant; empty `tags` and `circles` is everybody."""

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
    privacy: Privacy = "full"
    horizon_back: int = 90
    """Days before today that the feed reaches back."""
    horizon_ahead: int = 365
    """Days after today that the feed reaches ahead."""
    vault_name: str = ""
    todo: bool = False
    """Emit VTODOs rather than VEVENTs."""
    alarm: int | None = None
    """Hour of the day (0-23) at which a VALARM rings; None for none."""
    source: str = ""
    """The feed's own URL, when it is known."""
