"""Editing: text and intent to text, pure; only the bytes that are meant change."""

from mdnetwork.editing.capture import Capture, Doubt, Named
from mdnetwork.editing.fixes import FIXABLE, Fix, fixes
from mdnetwork.editing.splice import Splice

__all__ = ["FIXABLE", "Capture", "Doubt", "Fix", "Named", "Splice", "fixes"]
