"""Insight: what a person looks for: the needs of their note, and those that a line of last year says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mdnetwork.dates import add_days
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import plain
from mdnetwork.frozen import NamedTuple
from mdnetwork.insight.survey import Survey
from mdnetwork.lazy import lazy_pattern
from mdnetwork.model import Evidence
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import pattern, words_of

RECENT = 365
"""The maximum age, in days, of a line that says what somebody needs."""
LONGEST = 60
"""The maximum length of a need, in characters. Longer text says more than a need."""
_NEAR = 60
"""How many characters before "need" are looked at. A pattern for the words before it would be slow in a long word."""
_SPOKEN = frozenset({"log", "link", "list"})


def _words(meaning: str) -> str:
    return pattern(words_of("needs", meaning))


_SAID = lazy_pattern(
    rf"\b{_words('needing')}\s+(?!{_words('doing')}\b)"
    rf"(?:{_words('somebody')}\s+)?(?P<need>[^.,;:!?#→←\n]+)",
    re.IGNORECASE,
)
_NOT_THEIRS = words_of("needs", "not-theirs")
"""Words before "need" after which it is mine, or none: "I need", "no longer needs"."""


class Need(NamedTuple):
    """What somebody looks for, and the field or line that says so."""

    text: str
    evidence: Evidence


def needs_of(history: PersonHistory, survey: Survey) -> tuple[Need, ...]:
    """The person's needs, those of their note first, without what names somebody who may not be named."""
    person = history.person
    line = person.line_of("needs")
    found = [Need(text, Evidence(None, person.path, line, text, source="field")) for text in person.needs]
    shown = [each for each in (*found, *_said(history, survey)) if survey.privacy.may_show(each.text)]
    return tuple({fold(each.text): each for each in reversed(shown)}.values())[::-1]


def _said(history: PersonHistory, survey: Survey) -> Iterator[Need]:
    since = add_days(survey.today, -RECENT)
    for line in reversed(history.evidence.counted):
        day = line.date
        recent = day is not None and since < day <= survey.today
        if recent and line.source in _SPOKEN and line.direction != "out" and survey.privacy.may_quote(line):
            for found in _SAID.finditer(line.text):
                need = plain(found["need"])
                before = fold(line.text[max(0, found.start() - _NEAR) : found.start()]).split()[-2:]
                if need and len(need) <= LONGEST and _NOT_THEIRS.isdisjoint(before):
                    yield Need(need, line)
