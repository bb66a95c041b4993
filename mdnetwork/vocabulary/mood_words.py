"""How people write that they mean to get in touch, think of somebody, or were not in touch.

Folded as `names.fold` does. Italian prepositions have no article: "a" for "alla".
"""

from __future__ import annotations

from typing import Literal, NamedTuple, cast

from mdnetwork.vocabulary.languages import entries, table, words_of

INTENTION = "an intention"
THOUGHT = "a thought"
NO_CONTACT = "no contact"
"""The reasons why a line is no contact."""
Place = Literal["anywhere", "start", "beside", "alone", "verb"]


class Mark(NamedTuple):
    """A meaning of a phrase that makes a line no contact, and the position that the phrase needs for it.

    "start": at the beginning of a clause; "beside": directly before the person; "alone": a clause of its own before
    a colon, or a heading; "verb": before a verb of contact.
    """

    reason: str
    place: Place = "anywhere"


_SECTIONS = {"moods.intention": INTENTION, "moods.thought": THOUGHT, "moods.no-contact": NO_CONTACT}
MARKS: dict[tuple[str, ...], tuple[Mark, ...]] = {}
"""Each phrase with its meanings."""
for _section, _reason in _SECTIONS.items():
    for _place, _phrases in entries(_section):
        _mark = Mark(_reason, cast("Place", _place))
        for _words in map(str.split, _phrases):
            MARKS[*_words,] = (*MARKS.get((*_words,), ()), _mark)
LONGEST = max(map(len, MARKS))
"""The number of words in the longest phrase."""


def _set(name: str) -> frozenset[str]:
    return words_of("moods.words", name)


NEGATIONS = _set("negations")
"""Words before a verb of contact that say it did not happen."""
BETWEEN = _set("between")
"""Words that may be between a negation, or "will", and that verb."""
FILLERS = _set("fillers")
"""Words without information about contact: subjects, adverbs, small words."""

BASE = _set("verbs")
"""Verbs of getting in touch, in the form after "must"; in Italian without a pronoun at the end."""
BARE = BASE - _set("verbs-and-nouns")
"""The ones that are not also nouns."""
HAPPENED = _set("happened")
"""Verbs for contact in the past or the present."""
STAYED_AWAY = _set("stayed-away")
"""Words after the person and a negation: "[[Ann]] didn't come"."""
OFF = _set("called-off")
"""Words after the person that say the meeting did not happen."""
PASSIVE = _set("to-be-done")
"""Words after the person and before a participle: "[[Ann]] must be called"."""
OWED_TO = _set("needs-a")
"""Words after the person and before a channel: "[[Ann]] needs a call"."""
AFTERWARDS = _set("needs-to")
"""Words after the person and before a verb: "[[Ann]] need to call back"."""
SPEECH = _set("to-say")
"""Verbs after "must" that are no plan ("must say the lunch was great"), unless SPOKEN_TO follows."""
SPOKEN_TO = _set("said-to")
"""Words after these verbs: "must say hello to [[Ann]]", "devo dire a [[Anna]]"."""

ENDS = frozenset({".", ";", "!", "?", "\n"})
"""Characters that end a sentence."""
STOPS = frozenset({",", ":", "|", "(", ")", "…", "—", "–", "-", "→", "←", "↔"})
"""Characters that end a clause."""
LISTING = _set("listing")
"""Words between clauses, or between two people."""
INDIRECT = _set("indirect")
"""Words before a clause that depends on the previous one: "need to ask [[Bo]] if [[Ann]] is coming"."""
APART = _set("apart")
"""Words before an independent clause."""
SUBJECTS = _set("subjects")
REPORTED = _set("reported")
"""A subject after such a verb starts a clause: "[[Bo]] said I should call [[Ann]]"."""
THEM = _set("them")
"""Pronouns for the person in a clause without a name."""
ITALIAN_THEM = _set("them-phrases")
"""The same as two words; l'ho and l'ha count as one."""
ELIDED_THEM = _set("them-joined")
JOINTS = _set("joints")
"""Small words between "not" and the person: "lunch with [[Bo]], not with [[Ann]]"."""
ABOUT = _set("about")
"""Words before a day that is only the subject: "call about tomorrow"."""
BY = _set("by")
"""Before a day to come: "before Friday"."""
LISTS = _set("lists")
"""Further words in a heading such as "People to call this week"."""
ARTICLED = table("contractions")
"""Italian prepositions with an article, each without it; and "e'" for "è"."""
