"""Follow-ups, waiting: what they owe me, until they get in touch or it is ticked. A talk does not end it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdnetwork.followups.case import Case
from mdnetwork.followups.opening import Opening, from_errand, from_line, kind_of, told_apart
from mdnetwork.followups.round import Round
from mdnetwork.followups.wording import theirs
from mdnetwork.messages import Texts
from mdnetwork.model import Evidence, FollowUp

DAYS = 14
"""Days after the wait began where it bears no date."""
_FOR = re.compile(r"(?:for|per|me|us)\s+(?=\w)", re.IGNORECASE)


def find(case: Case, look: Round) -> Iterator[FollowUp]:
    """What is still waited for."""
    errands = look.errands.get(case.person.id, [])
    lines = [from_line(e, _tag(e), DAYS) for e in case.tagged if e.source != "task" and _tag(e)]
    tasks = [from_errand(e, DAYS) for e in errands if e.task.state == "open" and kind_of(e.task) == "waiting"]
    for opening in told_apart([*lines, *tasks]) if lines or tasks else ():
        if not _answered(case, opening):
            yield case.follow_up(
                "waiting",
                opening.due,
                [_clause(opening, look.texts)],
                [opening.evidence],
                discriminator=opening.key,
                title=opening.words,
            )


def _tag(line: Evidence) -> str:
    """The tag by which a line waits: `#waiting`, or what they promised; "" for other lines."""
    if "waiting" in line.tags:
        return "waiting"
    return "promised" if "promised" in line.tags and theirs(line, "promised") else ""


def _answered(case: Case, opening: Opening) -> bool:
    return opening.since is not None and case.last_reply is not None and case.last_reply > opening.since


def _clause(opening: Opening, texts: Texts) -> str:
    if opening.since is None:
        return texts.say("You are waiting for: {words}", words=_what(opening.words))
    return texts.say("Since {date} you have been waiting for: {words}", date=opening.since, words=_what(opening.words))


def _what(words: str) -> str:
    """What is waited for: of "#waiting for his budget" and "#promised me the budget", the budget."""
    found = _FOR.match(words)
    return words[found.end() :] if found else words
