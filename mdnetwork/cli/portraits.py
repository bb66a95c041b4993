"""What insight adds to a person's page: the tie, exchanges and shared contacts, what to ask and offer."""

from __future__ import annotations

import re
from datetime import date

from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.people import PersonRow
from mdnetwork.followups.text import ReasonPhrases as Reasons
from mdnetwork.followups.text import plain, unedged
from mdnetwork.model import Evidence, FollowUp, Interaction
from mdnetwork.names import fold

SHOWN = 5
"""How many exchanges and shared people are shown."""


TALKS = 5
"""How many of the last interactions are shown."""
OWED_BY_ME = ("promise",)
OWED_TO_ME = ("waiting",)
TO_DO = ("task",)
"""The kinds of open follow-ups. A task in a person's note need not be owed to them."""


def last_talks(known: PersonRow, before: date | None = None) -> tuple[Interaction, ...]:
    """The last interactions (before a day), the latest first."""
    talks = [talk for talk in known.history.interactions if before is None or talk.date < before]
    return tuple(talks[: -TALKS - 1 : -1])


def talk_row(talk: Interaction, page: TextPage) -> Row:
    """An interaction: the day, how long ago, the channel and the text."""
    channel = Reasons(page.texts).channel(talk.evidence)
    said = "; ".join(dict.fromkeys(filter(None, (_words(each, channel) for each in talk.evidence))))
    return (str(talk.date), Cell(page.phrases.when(talk.date), "faint"), channel, said)


def _words(evidence: Evidence, channel: str) -> str:
    """The text of a line without the channel at its start; "" for a field and for a list of names."""
    if evidence.source in {"field", "attendee"}:
        return ""
    said = plain(evidence.text)
    for word in filter(None, (channel, evidence.channel)):
        if re.match(rf"{re.escape(fold(word))}(?!\w)", fold(said)):
            return unedged(said[len(word) :])
    return said


def owed_row(follow_up: FollowUp, page: TextPage) -> Row:
    """A promise: when it is due, and its text."""
    return (Cell(page.phrases.due(follow_up), page.phrases.urgency(follow_up)), follow_up.title or follow_up.reason)
