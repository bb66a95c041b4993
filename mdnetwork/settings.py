"""The settings of a vault as one value. `config` reads them."""

from __future__ import annotations

from mdnetwork.calendar.select import FeedSettings
from mdnetwork.followups.cadences import FollowUpSettings
from mdnetwork.frozen import dataclass
from mdnetwork.parsing.settings import ReadingSettings
from mdnetwork.verdicts import CROWD


@dataclass(frozen=True, slots=True)
class Config:
    """All settings of a vault, each part in the form that its layer uses."""

    reading: ReadingSettings = ReadingSettings()
    followups: FollowUpSettings = FollowUpSettings()
    feed: FeedSettings = FeedSettings()
    feeds: tuple[tuple[str, FeedSettings], ...] = ()
    ignore: tuple[str, ...] = ()
    dismissed: tuple[str, ...] = ()
    """Problems that are not reported: a code, or a code with a path or what the problem names."""
    crowd: int = CROWD
    language: str = "en"
    daily_template: str = ""
    """The path of the template of daily notes, from the vault; "" if there is none."""
    list_note: str = "Follow-ups.md"
    """The note with the list of `mdnet --write`; "daily" is a section of the day's note."""
    review_note: str = "Network review.md"
    """The note to which `mdnet review --write` adds reviews."""
    circle_sizes: tuple[tuple[str, int], ...] = ()
    drafts: str = ""
    """The folder of the vault's own templates for drafts; "" if there is none. Its notes are not read."""
    computed: bool = False
    """Whether `mdnet --write` writes computed values into people's notes."""
