"""Insight: what to ask a person: open questions first, then what they would like to be asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import plain, words
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Person
from mdnetwork.names import fold
from mdnetwork.people.naming import names_of
from mdnetwork.words.channels import channel_in
from mdnetwork.words.languages import words_of
from mdnetwork.words.sad_words import is_sad

MOST = 3
RECENT = 365
"""Days for which a line of the log is worth coming back to."""
_TO_ASK = re.compile(r"(?:ask|(?:chieder|domandar)(?:e|gli|le)|(?:chiedi|domanda)(?:gli|le)?)\b")
_SPOKEN = frozenset({"log", "link", "list"})
_ENDS = " .,;:→←"
_SENTENCE = re.compile(r"[^.!?;]+[.!?;]?")
_PLACE = re.compile(r"@\S+")
_WORDS = re.compile(r"\w+")
_JOINING = words_of("people", "joining")


class Question(NamedTuple):
    """Something to ask, as a sentence or as it stands in the notes; the evidence is empty for a general one."""

    text: str
    evidence: tuple[Evidence, ...] = ()


def questions(case: PersonHistory, survey: Survey, most: int = MOST) -> tuple[Question, ...]:
    """At most so many: noted to be asked, asked in the log, their news, the last talk, their needs and interests.

    There is always one: whoever listens asks. None quotes a line that tells of somebody else who may not be named.
    """
    found: dict[str, Question] = {}
    for each in _all(case, survey):
        if not any(_is_hidden(line, case, survey) for line in each.evidence):
            found.setdefault(each.text, each)
    return tuple(islice(found.values(), most))


def _is_hidden(line: Evidence, case: PersonHistory, survey: Survey) -> bool:
    """Whether a line tells of somebody else who may not be named. Whose own page it is, may read it."""
    return case.person.id in survey.cases and survey.discretion.hides(line)


def _all(case: PersonHistory, survey: Survey) -> Iterator[Question]:
    yield from _noted(case, survey)
    yield from _open(case, survey)
    yield from _news(case, survey)
    yield from _last_talk(case, survey)
    say, person = survey.texts.say, case.person
    for need in person.needs:
        yield Question(say("Have you found what you were looking for: {need}?", need=need), _field(case, "needs", need))
    for interest in person.interests:
        yield Question(say("What is new in {interest}?", interest=interest), _field(case, "interests", interest))
    yield Question(say("What are you working on these days?"))


def _noted(case: PersonHistory, survey: Survey) -> Iterator[Question]:
    """Open tasks that begin with "ask"."""
    for errand in survey.round.errands.get(case.person.id, ()):
        task = errand.task
        if task.state == "open" and _TO_ASK.match(fold(task.text)):
            line = Evidence(errand.date, errand.path, task.line, task.text, source="task", due=task.due)
            yield Question(plain(task.text), (line,))


def _open(case: PersonHistory, survey: Survey) -> Iterator[Question]:
    """Questions in the log of the last year, the latest first; what they asked me is not asked back."""
    since = add_days(survey.today, -RECENT)
    for line in reversed(case.history.counted):
        if line.date is not None and since < line.date <= survey.today and line.direction != "in":
            sentences = (each for each in _SENTENCE.findall(line.text) if each.endswith("?"))
            yield from (Question(plain(asked), (line,)) for asked in sentences if len(asked.split()) > 1)


def _news(case: PersonHistory, survey: Survey) -> Iterator[Question]:
    """News after the last talk before today, the latest first; `#news` lines are about them, and no contact."""
    lines = (line for line in case.history.rejected if "news" in line.tags and line.date)
    for line in sorted(lines, key=lambda each: (each.date or survey.today, each.line), reverse=True):
        if line.date and not any(line.date < day < survey.today for day in case.days):
            said = words(line.text, "news")
            if is_sad(said):
                yield Question(
                    survey.texts.say("Their news: {words}. Say that you think of them.", words=said), (line,)
                )
            else:
                yield Question(survey.texts.say("Their news: {words}. How is it?", words=said), (line,))


def _last_talk(case: PersonHistory, survey: Survey) -> Iterator[Question]:
    """What the last talk that has words was about; what its tags say of promises is told elsewhere."""
    told = (line for line in reversed(case.history.counted) if line.date is not None and line.date < survey.today)
    for line in told:
        said = words(line.text.partition(" #")[0]).rstrip(_ENDS)
        tells = (
            line.source in _SPOKEN
            and "thanked" not in line.tags
            and not said.endswith("?")
            and _has_matter(said, case.person)
        )
        if tells and not _is_hidden(line, case, survey):
            yield Question(survey.texts.say("Last time: {words}. What became of it?", words=said), (line,))
            return


def _has_matter(said: str, person: Person) -> bool:
    """Whether more is said than that there was contact: who it was, how and where are nothing to come back to."""
    bare = _PLACE.sub(" ", fold(said))
    for name in sorted(names_of(person), key=len, reverse=True):
        bare = bare.replace(fold(name), " ")
    return sum(word not in _JOINING and channel_in(word) is None for word in _WORDS.findall(bare)) > 1


def _field(case: PersonHistory, key: str, value: str) -> tuple[Evidence, ...]:
    return (Evidence(None, case.person.path, case.person.line_of(key), value, source="field"),)
