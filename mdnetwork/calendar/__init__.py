"""The feed: follow-ups as a calendar (RFC 5545). Pure: the same input gives the same bytes.

Import `mdnetwork.calendar.text` only when a calendar is needed: icalendar takes 150 ms to import.
"""

from __future__ import annotations

PRODID = "-//mdnetwork//mdnetwork//EN"
"""The name of this program in a calendar."""
_MARK = f"PRODID:{PRODID}".encode()


def is_ours(head: bytes) -> bool:
    """Whether a file that starts with these bytes is one of our calendars."""
    return head.startswith(b"BEGIN:VCALENDAR") and _MARK in head
