"""Writing: what a command means to change, planned, shown, applied as one step, recorded, and taken back."""

from mdnetwork.writing.plan import Edit, Plan
from mdnetwork.writing.writer import Writer

__all__ = ["Edit", "Plan", "Writer"]
