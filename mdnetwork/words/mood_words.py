"""Words: how people write that they mean to get in touch, think of somebody, or were not in touch.

Folded as `names.fold` does. Italian prepositions stand without their article: "a" for "alla".
"""

from __future__ import annotations

from typing import Literal, NamedTuple, cast

from mdnetwork.words.languages import entries, table, words_of

INTENTION = "an intention"
THOUGHT = "a thought"
NO_CONTACT = "no contact"
"""The reasons for which a line is no contact."""
Place = Literal["anywhere", "start", "beside", "alone", "verb"]


class Mark(NamedTuple):
    """A word or words that tell of no contact, and where they must stand to do so.

    "start": at the beginning of a clause; "beside": directly before the person; "alone": a clause of its own before a
    colon, or a heading; "verb": before a verb of contact.
    """

    reason: str
    place: Place = "anywhere"


_SECTIONS = {"moods.intention": INTENTION, "moods.thought": THOUGHT, "moods.no-contact": NO_CONTACT}
MARKS: dict[tuple[str, ...], tuple[Mark, ...]] = {}
"""Each phrase with what it tells."""
for _section, _reason in _SECTIONS.items():
    for _place, _phrases in entries(_section):
        _mark = Mark(_reason, cast("Place", _place))
        for _words in map(str.split, _phrases):
            MARKS[*_words,] = (*MARKS.get((*_words,), ()), _mark)
LONGEST = max(map(len, MARKS))
"""How many words the longest phrase has."""


def _set(name: str) -> frozenset[str]:
    return words_of("moods.words", name)


NEGATIONS = _set("negations")
"""Before a verb of contact: it did not happen."""
BETWEEN = _set("between")
"""What may stand between a negation, or "will", and that verb."""
FILLERS = _set("fillers")
"""What says nothing of contact: subject, adverbs, small words."""

BASE = _set("verbs")
"""Verbs of getting in touch, as they follow "must"; in Italian without a pronoun at the end."""
BARE = BASE - _set("verbs-and-nouns")
"""Those that are no nouns too."""
HAPPENED = _set("happened")
"""Words that tell of contact in the past or the present."""
STAYED_AWAY = _set("stayed-away")
"""Behind the person and a negation: "[[Ann]] didn't come"."""
OFF = _set("called-off")
"""Behind the person: the lunch with them was none."""
PASSIVE = _set("to-be-done")
"""Behind the person and before a participle: "[[Ann]] must be called"."""
OWED_TO = _set("needs-a")
"""Behind the person and before a channel: "[[Ann]] needs a call"."""
AFTERWARDS = _set("needs-to")
"""Behind the person and before a verb: "[[Ann]] need to call back"."""
SPEECH = _set("to-say")
"""After "must": no intention ("must say the lunch was great"), unless it says to whom or what."""
SPOKEN_TO = _set("said-to")
"""After those: "must say hello to [[Ann]]", "devo dire a [[Anna]]"."""

ENDS = frozenset({".", ";", "!", "?", "\n"})
"""Signs at which a sentence ends."""
STOPS = frozenset({",", ":", "|", "(", ")", "…", "—", "–", "-", "→", "←", "↔"})
"""Signs at which a clause ends."""
LISTING = _set("listing")
"""Words between clauses, or between two people."""
INDIRECT = _set("indirect")
"""Words before a clause that hangs on the one before it: "need to ask [[Bo]] if [[Ann]] is coming"."""
APART = _set("apart")
"""Words before a clause of its own."""
SUBJECTS = _set("subjects")
REPORTED = _set("reported")
"""Such a subject behind such a verb begins a clause: "[[Bo]] said I should call [[Ann]]"."""
THEM = _set("them")
"""Those a clause without a name may tell of."""
ITALIAN_THEM = _set("them-phrases")
"""The same, as two words; as one, l'ho and l'ha."""
ELIDED_THEM = _set("them-joined")
JOINTS = _set("joints")
"""Small words between "not" and the person: "lunch with [[Bo]], not with [[Ann]]"."""
ABOUT = _set("about")
"""Before a day that is only talked about: "call about tomorrow"."""
BY = _set("by")
"""Before a day to come: "before Friday"."""
LISTS = _set("lists")
"""What a heading such as "People to call this week" may say besides."""
ARTICLED = table("contractions")
"""Italian prepositions with an article, each without it; and "e'" for "è"."""
