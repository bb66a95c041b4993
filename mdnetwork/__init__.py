"""A folder of Markdown notes as one's professional network: people, interactions, follow-ups, a calendar."""

from mdnetwork.errors import AmbiguousName, MdnetworkError, UnknownName
from mdnetwork.feed.settings import FeedSettings
from mdnetwork.followups import follow_ups
from mdnetwork.followups.settings import FollowUpSettings
from mdnetwork.model import Facts, FollowUp, Person
from mdnetwork.network import Network, Why
from mdnetwork.people import Directory, gather
from mdnetwork.reading import ReadingSettings, read_note
from mdnetwork.texts import texts
from mdnetwork.writing import Edit, Plan

__all__ = [
    "AmbiguousName",
    "Directory",
    "Edit",
    "Facts",
    "FeedSettings",
    "FollowUp",
    "FollowUpSettings",
    "MdnetworkError",
    "Network",
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
