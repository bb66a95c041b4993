"""People: combines the facts of all notes, resolves names and collects the evidence of contact. Pure."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mdnetwork.people.directory import People
    from mdnetwork.people.gathering import gather
    from mdnetwork.people.links import Links

__all__ = ["Links", "People", "gather"]
_HOMES = {"Links": "links", "People": "directory", "gather": "gathering"}
"""The module of each name, which is imported on first access: who asks for names needs nobody's history."""


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
