"""Insight: people to ask for a reference, because the notes show that the user did good work for them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import theirs, words
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.exchanges import exchanges
from mdnetwork.insight.survey import Suggestion, Survey
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Evidence
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import pattern, words_of

RECENT = 180
"""The number of days for which good work is fresh enough to be spoken of."""
AFTER = 60
"""The number of days after something was done in which thanks are thanks for it."""
_REFERENCES = words_of("tags", "reference")
_WORD = lazy_pattern(r"[^\W_]+")
_GOOD = lazy_pattern(rf"\b{pattern(words_of('praise', 'good'))}\b")
_BAD = lazy_pattern(rf"\b{pattern(words_of('praise', 'bad'))}\b")


class GoodWork(NamedTuple):
    """Work of the user that somebody praised, or thanked for: the day, their words, and the lines."""

    day: date
    words: str
    """Their words, or what was done for them."""
    is_praise: bool
    evidence: tuple[Evidence, ...]
    work: Evidence | None = None
    """The line about what was done, if there is one."""


def good_work(history: PersonHistory, survey: Survey) -> GoodWork | None:
    """The latest good work for a person within half a year; None without any that may be quoted.

    None too if they gave a reference, were asked for one since, or `next_contact: never` says to leave them alone.
    """
    person = history.person
    if person.next_never or person.status or any(each.kind == "was_recommended" for each in exchanges(history)):
        return None
    since = add_days(survey.today, -RECENT)
    found = [each for each in (*_praised(history), *_thanked(history)) if since < each.day <= survey.today]
    found = [each for each in found if all(map(survey.privacy.may_quote, each.evidence))]
    last = max(found, key=lambda each: (each.day, each.is_praise), default=None)
    asked = (line.date for line in history.lines("asked") if line.date and _asks_for_one(line))
    return None if last is None or any(day >= last.day for day in asked) else last


def _asks_for_one(line: Evidence) -> bool:
    """Whether the user asks for a reference: by its tag, or in words."""
    return "reference" in line.tags or not _REFERENCES.isdisjoint(_WORD.findall(fold(line.text)))


def worth_asking(survey: Survey) -> Iterator[Suggestion]:
    """People to ask for a reference, the latest work first."""
    work = [(history.person, found) for history in survey.histories.values() if (found := good_work(history, survey))]
    for person, found in sorted(work, key=lambda each: (-each[1].day.toordinal(), each[0].id)):
        values = {"name": person.name, "date": survey.context.phrases.day(found.day), "words": found.words}
        if found.is_praise:
            reason = survey.texts.say("Ask {name} for a reference: on {date} they said: “{words}”.", **values)
        else:
            reason = survey.texts.say("Ask {name} for a reference: on {date} they thanked you for: {words}.", **values)
        yield Suggestion("reference", (person,), reason, found.evidence)


def _praised(history: PersonHistory) -> Iterator[GoodWork]:
    """Feedback with praise and nothing against it."""
    for line in history.lines("feedback"):
        praise = words(line.text, "feedback")
        if line.date and _GOOD.search(fold(praise)) and not _BAD.search(fold(praise)):
            work = _done_before(history, line.date)
            yield GoodWork(line.date, praise, True, (line, *((work,) if work else ())), work)


def _thanked(history: PersonHistory) -> Iterator[GoodWork]:
    """What the user gave, or promised and did, and got thanks for."""
    for line in history.lines("thanked"):
        work = _done_before(history, line.date) if line.date and theirs(line, "thanked") else None
        if line.date and work:
            yield GoodWork(line.date, words_of_work(work), False, (line, work), work)


def _done_before(history: PersonHistory, day: date) -> Evidence | None:
    """The last thing that the user gave, or promised and did, in the time before that day."""
    done = (each for each in (*history.lines("kept"), *history.lines("gave")) if not theirs(each, "gave"))
    before = [each for each in done if each.date and each.date <= day <= add_days(each.date, AFTER)]
    return max(before, key=lambda each: (each.date or day, each.line), default=None)


def words_of_work(work: Evidence) -> str:
    """What was done, in the words of its line."""
    return words(work.text, "kept" if "kept" in work.tags else "gave")
