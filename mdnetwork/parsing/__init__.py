"""Reading: from text to facts, without side effects. `read_note` is the entry point."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mdnetwork.lazy import lazy
from mdnetwork.parsing.settings import ReadingSettings

if TYPE_CHECKING:
    from mdnetwork.model import Facts
    from mdnetwork.parsing import document
else:
    document = lazy("mdnetwork.parsing.document")

__all__ = ["ReadingSettings", "read_note"]


def read_note(path: str, data: bytes, settings: ReadingSettings) -> Facts:
    """All facts of the note at `path` (relative to the vault, with `/`). Accepts any bytes."""
    return document.Document(data, path, settings).facts
