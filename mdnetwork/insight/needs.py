"""Insight: what a person looks for: the needs of their note, and those that a line of last year says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import plain
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence, Person
from mdnetwork.names import fold
from mdnetwork.vocabulary.topics import NEED, NOT_THEIRS, may_say_need

RECENT = 365
"""The maximum age, in days, of a line that says what somebody needs."""
LONGEST = 60
"""The maximum length of a need, in characters. Longer text says more than a need."""
_NEAR = 60
"""How many characters before "need" are looked at. A pattern for the words before it would be slow in a long word."""
_SPOKEN = frozenset({"log", "link", "list"})


class Need(NamedTuple):
    """What somebody looks for, and the field or line that says so."""

    text: str
    evidence: Evidence


def needs_of(history: PersonHistory, survey: Survey) -> tuple[Need, ...]:
    """The person's needs, those of their note first, without what names somebody who may not be named."""
    return _shown((*_written(history.person), *_said(history, survey)), survey)


def all_needs(people: Iterable[Person], survey: Survey) -> Iterator[tuple[Person, Need]]:
    """The needs of these people. The lines of most of them say none, and are not read."""
    folk = list(people)
    saying = survey.directory.may_say_need(add_days(survey.today, 1 - RECENT))
    survey.directory.expect(each.id for each in folk if each.id in saying)
    for each in folk:
        found = needs_of(survey.histories[each.id], survey) if each.id in saying else _shown(_written(each), survey)
        yield from ((each, need) for need in found)


def _written(person: Person) -> Iterator[Need]:
    line = person.line_of("needs")
    return (Need(text, Evidence(None, person.path, line, text, source="field")) for text in person.needs)


def _shown(needs: Iterable[Need], survey: Survey) -> tuple[Need, ...]:
    """Each need once, without what names somebody who may not be named."""
    shown = [each for each in needs if survey.privacy.may_show(each.text)]
    return tuple({fold(each.text): each for each in reversed(shown)}.values())[::-1]


def _said(history: PersonHistory, survey: Survey) -> Iterator[Need]:
    since = add_days(survey.today, -RECENT)
    for line in reversed(history.evidence.counted):
        day = line.date
        recent = day is not None and since < day <= survey.today
        spoken = recent and line.source in _SPOKEN and line.direction != "out"
        if spoken and may_say_need(line.text) and survey.privacy.may_quote(line):
            for found in NEED.finditer(line.text):
                need = plain(found["need"])
                before = fold(line.text[max(0, found.start() - _NEAR) : found.start()]).split()[-2:]
                if need and len(need) <= LONGEST and NOT_THEIRS.isdisjoint(before):
                    yield Need(need, line)
