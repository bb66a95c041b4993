"""Reading: text to facts, pure. Begin at `notes.read_note`; what costs start-up is imported from its own module."""

from mdnetwork.reading.cadences import parse_cadence, parse_span
from mdnetwork.reading.dates_written import parse_date
from mdnetwork.reading.settings import ReadingSettings

__all__ = ["ReadingSettings", "parse_cadence", "parse_date", "parse_span"]
