"""Edits of notes: planned, shown, applied as one step, recorded, and undone. No other bytes change."""

from mdnetwork.editing.changes import Edit, Plan, Splice
from mdnetwork.editing.fixes import FIXABLE, Fix, fixes
from mdnetwork.editing.participants import Ambiguity, Named, ParsedEntry
from mdnetwork.editing.writer import Writer

__all__ = ["FIXABLE", "Ambiguity", "Edit", "Fix", "Named", "ParsedEntry", "Plan", "Splice", "Writer", "fixes"]
