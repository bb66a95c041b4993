"""Reading: text to facts, pure. `read_note` is the whole of it."""

from typing import TYPE_CHECKING

from mdnetwork.lazy import lazy
from mdnetwork.model import Facts
from mdnetwork.parsing.dates_written import parse_cadence, parse_date, parse_span
from mdnetwork.parsing.settings import ReadingSettings

if TYPE_CHECKING:
    from mdnetwork.parsing import notes
else:
    notes = lazy("mdnetwork.parsing.notes")

__all__ = ["ReadingSettings", "parse_cadence", "parse_date", "parse_span", "read_note"]


def read_note(path: str, data: bytes, settings: ReadingSettings) -> Facts:
    """All that the note at `path` (relative to the vault, with `/`) says by itself. Any bytes give facts."""
    return notes.read_note(path, data, settings)
