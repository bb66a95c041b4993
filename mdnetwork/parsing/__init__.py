"""Reading: text to facts, pure. `read_note` is the whole of it."""

from mdnetwork.model import Facts
from mdnetwork.parsing.cadences import parse_cadence, parse_span
from mdnetwork.parsing.dates_written import parse_date
from mdnetwork.parsing.settings import ReadingSettings

__all__ = ["ReadingSettings", "parse_cadence", "parse_date", "parse_span", "read_note"]


def read_note(path: str, data: bytes, settings: ReadingSettings) -> Facts:
    """All that the note at `path` (relative to the vault, with `/`) says by itself. Any bytes give facts."""
    from mdnetwork.parsing.notes import read_note as read  # noqa: PLC0415  yaml costs start-up, and a warm command reads nothing

    return read(path, data, settings)
