"""Whose promise a line with `#promised` is; warnings for promises and deadlines that are not clear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from mdnetwork.days.deadlines import deadline_in, nearest_to
from mdnetwork.days.reader import day_said
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Direction, Mention, Owed, Problem, Task
from mdnetwork.names import fold
from mdnetwork.parsing.marks import direction_in, unread_signs
from mdnetwork.parsing.outline import BodyLine
from mdnetwork.vocabulary.languages import codes, words_of, written
from mdnetwork.vocabulary.people import OWED
from mdnetwork.vocabulary.sentences import MINE, PROMISE_ENDS, THEIRS, TO_ME
from mdnetwork.vocabulary.tags import around_tag, exchange_tags

_CLAUSE_ENDS = lazy_pattern(rf"[.,;:!?()→←—–\n]|<-|->|\b(?:{PROMISE_ENDS})\b", re.IGNORECASE)
_MY_ARROWS, _THEIR_ARROWS = ("→", "->"), ("←", "<-")
_ANY_DAY = date(2024, 1, 1)
_NO_SIGN = "{written} is not a date, so the line is never due; write it as YYYY-MM-DD."
_NO_DEADLINE = "“{written}” names no day that can be read; write it as YYYY-MM-DD."
_NO_START = "“{written}” counts from a day, and this line has none; write it as YYYY-MM-DD."
_ADVICE = (
    "Who promised is not said, so it counts as your promise, whatever the arrow says: "
    "write “they #promised” (or #waiting) if they did, “I #promised” if you did."
)


@lru_cache(1024)
def promised_by(text: str) -> Owed:
    """Who made the promise of a line with `#promised`: "mine", "theirs", or "" if the line does not say.

    The direction of the conversation does not matter. "" counts as the user's promise.
    """
    before, after = around_tag(text, "promised")
    if _is_waiting(before.split()[-1:]) or _is_waiting(after.split()[:1]):
        return "theirs"
    clause = fold(_CLAUSE_ENDS.split(before)[-1])
    if THEIRS.search(clause) or TO_ME.match(fold(after)):
        return "theirs"
    return "mine" if MINE.search(clause) else ""


def _is_waiting(words: list[str]) -> bool:
    return any("waiting" in exchange_tags(word) for word in words if "#" in word)


def after_their_arrow(text: str, direction: Direction, tag: str) -> bool:
    """Whether a tag comes after `←`, or after no arrow on a line with the direction "in"."""
    before, _ = around_tag(text, tag)
    mine, their = (max(before.rfind(arrow) for arrow in arrows) for arrows in (_MY_ARROWS, _THEIR_ARROWS))
    return direction == "in" if mine == their else their > mine


def is_unclear_promise(text: str, direction: Direction) -> bool:
    """Whether a line has `#promised` after `←` and does not say who promised. Earlier versions read it as "theirs"."""
    return not promised_by(text) and after_their_arrow(text, direction, "promised")


def as_mine(text: str) -> str:
    """The text with its first promise marked as the user's: "← I #promised", "← ho #promesso"."""
    before, after = around_tag(text, "promised")
    tag = text[len(before) : len(text) - len(after)]
    return f"{before}{_i_promised(tag)} {tag}{after}" if tag else text


def _i_promised(tag: str) -> str:
    """The words before the tag that say that the promise is the user's, in the language of the tag."""
    word = fold(tag[1:])
    language = next((code for code in codes() if word in words_of("tags", "promised", code)), "en")
    return written(language, "people", "i-promised")[0]


def unclear_promises(path: str, mentions: Iterable[Mention], tasks: Iterable[Task]) -> Iterator[Problem]:
    """A warning for each line that `is_unclear_promise`, so that no promise changes its owner unnoticed."""
    lines = {each.line: (each.text, each.direction) for each in mentions if _may_count(each)}
    lines |= {each.line: (each.text, direction_in(each.text)) for each in tasks if "promised" in each.tags}
    for number, (text, direction) in lines.items():
        if is_unclear_promise(text, direction):
            yield Problem(path, number, "WHOSE-PROMISE", _ADVICE, "warning")


def _may_count(mention: Mention) -> bool:
    return "promised" in mention.tags and mention.rejected is None and mention.source != "task"


def unread_days(
    path: str, day: date | None, lines: Iterable[BodyLine], mentions: Iterable[Mention], tasks: Iterable[Task]
) -> Iterator[Problem]:
    """A problem for each sign and each deadline of a note of this `day` that looks like a date and is none."""
    reported = set()
    for line in lines:
        if line.kind == "task" or (not line.text.isascii() and not line.inert and line.kind != "quote"):
            for sign in unread_signs(line.text):
                reported.add(line.number)
                yield Problem(path, line.number, "BAD-DATE", _NO_SIGN.format(written=sign))
    owing = {each.line: (each.text, each.date, True) for each in mentions if _owes(each)}
    owing |= {each.line: (each.text, day, False) for each in tasks if each.state == "open" and each.due is None}
    for number, (text, since, owed) in owing.items():
        found = deadline_in(text, since, owed=owed) if number not in reported else None
        if found is None or found.day is not None or (since is None and nearest_to(found.phrase, _ANY_DAY)):
            continue
        message = _NO_START if since is None and day_said(found.phrase, _ANY_DAY, ahead=True) else _NO_DEADLINE
        yield Problem(
            path, number, "BAD-DATE", message.format(written=text[found.start : found.end].strip()), "warning"
        )


def _owes(mention: Mention) -> bool:
    owed = not OWED.isdisjoint(mention.tags) and mention.due is None
    return owed and mention.rejected is None and mention.source != "task"
