"""People: combines the facts of all notes, resolves names and collects the evidence of contact. Pure."""

from mdnetwork.people.directory import People
from mdnetwork.people.gathering import gather
from mdnetwork.people.keeping import Everybody
from mdnetwork.people.links import Links

__all__ = ["Everybody", "Links", "People", "gather"]
