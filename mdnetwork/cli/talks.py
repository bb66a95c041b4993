"""Command line: the last talks with a person, and what is open between us."""

from __future__ import annotations

import re
from datetime import date

from mdnetwork.cli.page import Cell, Page, Row
from mdnetwork.cli.people import Known
from mdnetwork.followups.phrases import Phrases as Reasons
from mdnetwork.followups.wording import plain, unedged
from mdnetwork.model import Evidence, FollowUp, Interaction
from mdnetwork.names import fold

TALKS = 5
"""As many of the last interactions are shown."""
OWED_BY_ME = ("promise",)
OWED_TO_ME = ("waiting",)
TO_DO = ("task",)
"""What is open, by the kind of its follow-up. A task in somebody's note need not be owed to them."""


def last_talks(known: Known, before: date | None = None) -> tuple[Interaction, ...]:
    """The last interactions (before a day), the latest first."""
    talks = [talk for talk in known.history.interactions if before is None or talk.date < before]
    return tuple(talks[: -TALKS - 1 : -1])


def talk_row(talk: Interaction, page: Page) -> Row:
    """An interaction: the day, how long ago, the channel and what was said."""
    channel = Reasons(page.texts).channel(talk.evidence)
    said = "; ".join(dict.fromkeys(filter(None, (_words(each, channel) for each in talk.evidence))))
    return (str(talk.date), Cell(page.phrases.when(talk.date), "faint"), channel, said)


def _words(evidence: Evidence, channel: str) -> str:
    """What a line says, without the channel that it begins with; a field and a list of names say nothing."""
    if evidence.source in {"field", "attendee"}:
        return ""
    said = plain(evidence.text)
    for word in filter(None, (channel, evidence.channel)):
        if re.match(rf"{re.escape(fold(word))}(?!\w)", fold(said)):
            return unedged(said[len(word) :])
    return said


def owed_row(follow_up: FollowUp, page: Page) -> Row:
    """A promise: how it stands, and its words."""
    return (Cell(page.phrases.due(follow_up), page.phrases.urgency(follow_up)), follow_up.title or follow_up.reason)
