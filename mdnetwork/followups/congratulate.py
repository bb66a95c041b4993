"""Follow-ups, congratulate: the day after news of them (`#news`), until there is contact."""

from __future__ import annotations

from collections.abc import Iterator

from mdnetwork.dates import add_days
from mdnetwork.followups.case import Case
from mdnetwork.followups.opening import from_line, told_apart
from mdnetwork.followups.round import Round
from mdnetwork.model import Evidence, FollowUp

DAYS = 1
NEWS = "news"


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """A word on each piece of news after which there was no contact yet."""
    news = [line for line in case.history.rejected if line.rejected == NEWS and _is_about(case, look, line)]
    for opening in told_apart(from_line(line, NEWS, DAYS) for line in news) if news else ():
        day = opening.since
        if day is not None and not case.contact_after(day):
            yield case.follow_up(
                "congratulate",
                add_days(day, DAYS),
                [look.texts.say("There was news on {date}: {words}", date=day, words=opening.words)],
                [opening.evidence],
                discriminator=opening.key,
                title=opening.words,
            )


def _is_about(case: Case, look: Round, line: Evidence) -> bool:
    """News in somebody's own note is theirs, whoever else it links."""
    return look.owner(line.path) in {None, case.person}
