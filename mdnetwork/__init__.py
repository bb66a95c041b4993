"""A folder of Markdown notes as a professional network: people, interactions, follow-ups and a calendar."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdnetwork.answers import Answers, SearchResult, Why
    from mdnetwork.calendar.select import FeedSettings
    from mdnetwork.calendar.text import Calendar
    from mdnetwork.dates import Cadence, PartialDate, Span
    from mdnetwork.drafts.drafting import Draft
    from mdnetwork.editing.changes import Edit, Plan, Step
    from mdnetwork.editing.fixes import Fix
    from mdnetwork.editing.meeting_line import MeetingLine
    from mdnetwork.editing.typed_line import ParsedEntry
    from mdnetwork.editor import Editor
    from mdnetwork.errors import (
        AmbiguousName,
        DraftError,
        EditRefused,
        ExchangeError,
        IndexUnavailable,
        MdnetworkError,
        OutputError,
        SettingsError,
        UnknownName,
        VaultBusy,
        VaultError,
    )
    from mdnetwork.exchange.duplicates import Twins
    from mdnetwork.exchange.importing import Choices, Import
    from mdnetwork.followups import follow_ups
    from mdnetwork.followups.cadences import FollowUpSettings
    from mdnetwork.i18n import texts
    from mdnetwork.insight.edges import Bridge, Edges
    from mdnetwork.insight.goals import Outlook
    from mdnetwork.insight.reach import Route
    from mdnetwork.insight.review import Review
    from mdnetwork.insight.survey import Suggestion, Survey
    from mdnetwork.map.chart import Chart
    from mdnetwork.model import Evidence, Facts, FollowUp, History, Interaction, Meeting, Note, Person, Problem
    from mdnetwork.network import Network
    from mdnetwork.parsing import ReadingSettings, read_note
    from mdnetwork.people import People, gather
    from mdnetwork.records import Results
    from mdnetwork.store import Changes

__all__ = [
    "AmbiguousName",
    "Answers",
    "Bridge",
    "Cadence",
    "Calendar",
    "Changes",
    "Chart",
    "Choices",
    "Draft",
    "DraftError",
    "Edges",
    "Edit",
    "EditRefused",
    "Editor",
    "Evidence",
    "ExchangeError",
    "Facts",
    "FeedSettings",
    "Fix",
    "FollowUp",
    "FollowUpSettings",
    "History",
    "Import",
    "IndexUnavailable",
    "Interaction",
    "MdnetworkError",
    "Meeting",
    "MeetingLine",
    "Network",
    "Note",
    "Outlook",
    "OutputError",
    "ParsedEntry",
    "PartialDate",
    "People",
    "Person",
    "Plan",
    "Problem",
    "ReadingSettings",
    "Results",
    "Review",
    "Route",
    "SearchResult",
    "SettingsError",
    "Span",
    "Step",
    "Suggestion",
    "Survey",
    "Twins",
    "UnknownName",
    "VaultBusy",
    "VaultError",
    "Why",
    "follow_ups",
    "gather",
    "read_note",
    "texts",
]
_HOMES = {
    "answers": ("Answers", "SearchResult", "Why"),
    "calendar.select": ("FeedSettings",),
    "calendar.text": ("Calendar",),
    "dates": (
        "Cadence",
        "PartialDate",
        "Span",
    ),
    "drafts.drafting": ("Draft",),
    "editing.changes": (
        "Edit",
        "Plan",
        "Step",
    ),
    "editing.fixes": ("Fix",),
    "editing.meeting_line": ("MeetingLine",),
    "editing.typed_line": ("ParsedEntry",),
    "editor": ("Editor",),
    "errors": (
        "AmbiguousName",
        "DraftError",
        "EditRefused",
        "ExchangeError",
        "IndexUnavailable",
        "MdnetworkError",
        "OutputError",
        "SettingsError",
        "UnknownName",
        "VaultBusy",
        "VaultError",
    ),
    "exchange.duplicates": ("Twins",),
    "exchange.importing": (
        "Choices",
        "Import",
    ),
    "followups": ("follow_ups",),
    "followups.cadences": ("FollowUpSettings",),
    "i18n": ("texts",),
    "insight.edges": (
        "Bridge",
        "Edges",
    ),
    "insight.goals": ("Outlook",),
    "insight.reach": ("Route",),
    "insight.review": ("Review",),
    "insight.survey": (
        "Suggestion",
        "Survey",
    ),
    "map.chart": ("Chart",),
    "model": (
        "Evidence",
        "Facts",
        "FollowUp",
        "History",
        "Interaction",
        "Meeting",
        "Note",
        "Person",
        "Problem",
    ),
    "network": (
        "Network",
        "SearchResult",
        "Why",
    ),
    "parsing": (
        "ReadingSettings",
        "read_note",
    ),
    "people": (
        "People",
        "gather",
    ),
    "records": ("Results",),
    "store": ("Changes",),
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
