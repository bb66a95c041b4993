"""A folder of Markdown notes as a professional network: people, interactions, follow-ups and a calendar."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdnetwork.calendar.select import FeedSettings
    from mdnetwork.editing.changes import Edit, Plan
    from mdnetwork.errors import AmbiguousName, MdnetworkError, UnknownName
    from mdnetwork.followups import follow_ups
    from mdnetwork.followups.cadences import FollowUpSettings
    from mdnetwork.i18n import texts
    from mdnetwork.model import Facts, FollowUp, Person
    from mdnetwork.network import Network, Why
    from mdnetwork.parsing import ReadingSettings, read_note
    from mdnetwork.people import People, gather

__all__ = [
    "AmbiguousName",
    "Edit",
    "Facts",
    "FeedSettings",
    "FollowUp",
    "FollowUpSettings",
    "MdnetworkError",
    "Network",
    "People",
    "Person",
    "Plan",
    "ReadingSettings",
    "UnknownName",
    "Why",
    "follow_ups",
    "gather",
    "read_note",
    "texts",
]
_HOMES = {
    "errors": ("AmbiguousName", "MdnetworkError", "UnknownName"),
    "calendar.select": ("FeedSettings",),
    "followups": ("follow_ups",),
    "followups.context": ("FollowUpSettings",),
    "model": ("Facts", "FollowUp", "Person"),
    "network": ("Network", "Why"),
    "people": ("People", "gather"),
    "parsing": ("ReadingSettings", "read_note"),
    "i18n": ("texts",),
    "editing.changes": ("Edit", "Plan"),
}
"""The module of each name, which is imported on first access (PEP 562) to keep start-up fast."""


def __getattr__(name: str) -> object:
    for home, names in _HOMES.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"mdnetwork.{home}"), name)
            return found
    raise AttributeError(f"module 'mdnetwork' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
