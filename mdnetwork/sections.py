"""What an answer consists of where people read it: sections of rows and sentences.

The terminal makes aligned columns of them (`cli/page.py`), and the web page makes lists and tables (`web/page/`).
"""

from __future__ import annotations

from collections.abc import Sequence

from mdnetwork.frozen import NamedTuple
from mdnetwork.model import FollowUp


class Cell(NamedTuple):
    """A cell's text and its style: "name", "faint", "late", "today" or "". A `place` is a path and line."""

    text: str
    look: str = ""
    place: bool = False


Row = Sequence[Cell | str]


class Section(NamedTuple):
    """A heading, with the path of its note if it has one; below it rows, and below these whole sentences."""

    heading: str
    rows: Sequence[Row] = ()
    sentences: Sequence[str] = ()
    path: str = ""
    follow_ups: Sequence[FollowUp] = ()
    """The follow-up of each row, if the rows are follow-ups."""
    level: int = 0
    """How deep it lies in the answer: a section of a section has 1."""
