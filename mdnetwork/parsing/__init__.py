"""Reading: from text to facts, without side effects. `read_note` is the entry point."""

from typing import TYPE_CHECKING

from mdnetwork.days.reader import parse_date
from mdnetwork.days.spans import parse_cadence, parse_span
from mdnetwork.lazy import lazy
from mdnetwork.model import Facts
from mdnetwork.parsing.settings import ReadingSettings

if TYPE_CHECKING:
    from mdnetwork.parsing import document
else:
    document = lazy("mdnetwork.parsing.document")

__all__ = ["ReadingSettings", "parse_cadence", "parse_date", "parse_span", "read_note"]


def read_note(path: str, data: bytes, settings: ReadingSettings) -> Facts:
    """All facts of the note at `path` (relative to the vault, with `/`). Accepts any bytes."""
    return document.Document(data, path, settings).facts
