"""Follow-ups: what somebody asked the user, until the user answers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from itertools import takewhile

from mdnetwork.dates import add_days
from mdnetwork.followups.context import FollowUpContext, Rule
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.promises import Opening, by_age, from_words, with_keys
from mdnetwork.followups.text import plain, theirs, words
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Evidence, FollowUp, FollowUpKind
from mdnetwork.vocabulary.languages import pattern, words_of

REPLY_DAYS = 2
"""Days from the question to the answer, if the line has no date."""
PAST = 90
"""Days after which a question without a tag needs no answer any more. One with `#asked` waits for its answer."""
_ARROW = lazy_pattern(r"←|<-")
_MY_ARROW = lazy_pattern(r"→|->")
_QUESTION = lazy_pattern(r"[^.!?;:\n]*\w[^.!?;:\n]*\?")
_ASKING = lazy_pattern(
    rf"\W*(?:{pattern(words_of('promises', 'they'))}\s+)?{pattern(words_of('questions', 'asking'))}\s+(?=\w)",
    re.IGNORECASE,
)
"""At the start of what they wrote: "asked for the list", "mi chiede se posso"."""
_SPOKEN = frozenset({"log", "link", "list"})


def find_replies(history: PersonHistory, context: FollowUpContext) -> Iterator[FollowUp]:
    """The questions of this person that the user has not answered."""
    asked = questions(history, context)
    for opening in with_keys(asked, context) if asked else ():
        if opening.since is not None:
            said = context.texts.say(
                "Since {date} this has been waiting for your answer: {words}",
                date=context.day(opening.since),
                words=opening.words,
            )
            yield history.follow_up(
                "reply", opening.due, [said], [opening.evidence], discriminator=opening.key, title=opening.words
            )


def questions(history: PersonHistory, context: FollowUpContext) -> list[Opening]:
    """What this person asked and the user has not answered, oldest first. They have no keys."""
    last = history.last_outreach or date.min
    newest = reversed(history.evidence.counted)
    since = [*takewhile(lambda line: line.date is None or line.date >= last, newest)]
    written = {(line.path, line.line) for line in since if line.direction == "out" and line.date == last}
    return by_age(
        filter(None, (_question(line, history, context) for line in since if not _is_answered(line, last, written)))
    )


def _is_answered(line: Evidence, last: date, written: AbstractSet[tuple[str, int]]) -> bool:
    """Whether the user wrote in another line of the same day, which is then the `last` on which they wrote."""
    return line.date == last and not written <= {(line.path, line.line)}


def _question(line: Evidence, history: PersonHistory, context: FollowUpContext) -> Opening | None:
    """What the line asks the user; None for other lines."""
    is_theirs = line.source in _SPOKEN and line.people[:1] in {(), (history.person.id,)}
    if line.date is None or not is_theirs or "promised" in line.tags:
        return None
    if "asked" in line.tags:
        asked = words(line.text, "asked")
        wish = _ASKING.match(asked)
        said = asked[wish.end() :] if wish else asked
        return from_words(line, said, REPLY_DAYS) if theirs(line, "asked") else None
    said = asked_in(line)
    is_past = bool(said) and context.clock.is_after(add_days(line.date, PAST))
    return from_words(line, said, REPLY_DAYS) if said and not is_past else None


def asked_in(line: Evidence) -> str:
    """The question or the wish in what they wrote: after `←`, or the whole of an incoming line; "" if there is none."""
    arrows = list(_ARROW.finditer(line.text))
    if not arrows and line.direction != "in":
        return ""
    said = _MY_ARROW.split(line.text[arrows[-1].end() if arrows else 0 :])[0]
    question = _QUESTION.search(said) if "?" in said else None  # the pattern begins again at every letter
    wish = _ASKING.match(said)
    return plain(question[0] if question else said[wish.end() :] if wish else "")


RULES: dict[FollowUpKind, Rule] = {"reply": find_replies}
"""The rule of each kind that waits for the user's answer."""
