"""People: combines the facts of all notes, resolves names and collects the evidence of contact. Pure."""

from mdnetwork.people.directory import People
from mdnetwork.people.gathering import gather
from mdnetwork.people.links import Links

__all__ = ["Links", "People", "gather"]
