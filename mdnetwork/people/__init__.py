"""People: the facts of all notes brought together. Who is who, and all evidence of contact with them. Pure."""

from mdnetwork.people.directory import People
from mdnetwork.people.gathering import gather
from mdnetwork.people.keeping import Everybody
from mdnetwork.people.links import Links

__all__ = ["Everybody", "Links", "People", "gather"]
