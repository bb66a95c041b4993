"""How people write that they mean to get in touch, think of somebody, or were not in touch, and who promised what.

Folded as `names.fold` does. Prepositions have no article: "a" for the Italian "alla".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product
from typing import Literal, cast

from mdnetwork.frozen import NamedTuple
from mdnetwork.lazy import lazy_pattern
from mdnetwork.names import fold
from mdnetwork.verdicts import INTENTION, NO_CONTACT, THOUGHT
from mdnetwork.vocabulary.languages import (
    codes,
    listed,
    longest_first,
    pattern,
    section,
    spellings,
    table,
    words_of,
)

Place = Literal["anywhere", "start", "beside", "alone", "verb"]

NEGATIONS = words_of("moods.words", "negations")
"""Words before a verb of contact that say it did not happen."""
BETWEEN = words_of("moods.words", "between")
"""Words that may be between a negation, or "will", and that verb."""
FILLERS = words_of("moods.words", "fillers")
"""Words without information about contact: subjects, adverbs, small words."""

BASE = words_of("moods.words", "verbs")
"""Verbs of getting in touch, in the form after "must", without a pronoun at the end."""
BARE = BASE - words_of("moods.words", "verbs-and-nouns")
"""The ones that are not also nouns."""
HAPPENED = words_of("moods.words", "happened")
"""Verbs for contact in the past or the present."""
STAYED_AWAY = words_of("moods.words", "stayed-away")
"""Words after the person and a negation: "[[Ann]] didn't come"."""
OFF = words_of("moods.words", "called-off")
"""Words after the person that say the meeting did not happen."""
PASSIVE = words_of("moods.words", "to-be-done")
"""Words after the person and before a participle: "[[Ann]] must be called"."""
OWED_TO = words_of("moods.words", "needs-a")
"""Words after the person and before a channel: "[[Ann]] needs a call"."""
AFTERWARDS = words_of("moods.words", "needs-to")
"""Words after the person and before a verb: "[[Ann]] need to call back"."""
TOLD_OF_THEM = words_of("moods.words", "news")
"""Words after the person about their life alone: "[[Ann]] published a book", "[[Ann]] got promoted"."""
BEFORE_NEWS = words_of("moods.words", "before-news")
"""Words between the person and these."""
OF_US = words_of("moods.words", "of-us")
"""Words that make it an exchange after all: "[[Ann]] launched it with me"."""
HARMLESS = words_of("moods.words", "no-imperative")
"""Verbs after "don't" at the start of a clause that forbid nothing: "don't know", "non saprei"."""
SPEECH = words_of("moods.words", "to-say")
"""Verbs after "must" that are no plan ("must say the lunch was great"), unless SPOKEN_TO follows."""
SPOKEN_TO = words_of("moods.words", "said-to")
"""Words after these verbs: "must say hello to [[Ann]]", "devo dire a [[Anna]]"."""

ENDS = frozenset({".", ";", "!", "?", "\n"})
"""Characters that end a sentence."""
STOPS = frozenset({",", ":", "|", "(", ")", "…", "—", "–", "-", "→", "←", "↔"})
"""Characters that end a clause."""
LISTING = words_of("moods.words", "listing")
"""Words between clauses, or between two people."""
INDIRECT = words_of("moods.words", "indirect")
"""Words before a clause that depends on the previous one: "need to ask [[Bo]] if [[Ann]] is coming"."""
APART = words_of("moods.words", "apart")
"""Words before an independent clause."""
SUBJECTS = words_of("moods.words", "subjects")
REPORTED = words_of("moods.words", "reported")
"""A subject after such a verb starts a clause: "[[Bo]] said I should call [[Ann]]"."""
THEM = words_of("moods.words", "them")
"""Pronouns for the person in a clause without a name."""
THEM_PHRASES = words_of("moods.words", "them-phrases")
"""The same as two words."""
THEM_JOINED = words_of("moods.words", "them-joined")
"""The same joined to a verb: l'ho, l'ha."""
JOINTS = words_of("moods.words", "joints")
"""Small words between "not" and the person: "lunch with [[Bo]], not with [[Ann]]"."""
ABOUT = words_of("moods.words", "about")
"""Words before a day that is only the subject: "call about tomorrow"."""
BY = words_of("moods.words", "by")
"""Before a day to come: "before Friday"."""
LISTS = words_of("moods.words", "lists")
"""Further words in a heading such as "People to call this week"."""
ARTICLED = table("contractions")
"""Prepositions joined to an article, each without it; and "e'" for the Italian "è"."""
BEFORE_INFINITIVES = words_of("moods.words", "before-infinitives")
"""Words before an infinitive that make it a plan: `da richiamare`."""
BEFORE_VERBS = words_of("moods.words", "before-verbs")
"""The same at the start of a clause, before a verb of getting in touch: `to call`."""
AVOIDING = words_of("moods.words", "avoiding")
"""Infinitives that say there shall be no contact: "da evitare"."""
OWN = words_of("moods.words", "own")
"""Words that do not count beside a mark that is a clause of its own: "my ideas"."""
BEFORE_THOUGHTS = words_of("moods.words", "before-thoughts")
"""Words between a person and a thought of them: "[[Ann]] was always in my thoughts"."""
WEAK = words_of("moods.words", "weak")
"""First words of marks that also mean something else, so that they do not start a statement."""
NEXT_BEHIND = words_of("moods.words", "next-behind")
"""Words for "next" that may follow a weekday or a unit: "settimana prossima"."""
WAS = words_of("moods.words", "was")

LINK = "\x00"
"""Replaces a link in the words of a line, since names do not matter there. Texts with it keep none of their own."""
TRIED = words_of("attempts", "tried")
"""Words before a verb of reaching that say it did not succeed."""
REACH = words_of("attempts", "reach")
"""These verbs, in the form behind TRIED."""
CALLS = words_of("attempts", "calls")
"""Words for what reaches nobody if nobody answers: a call, a ring at the door."""
CALLED_ON = words_of("attempts", "called-on")
"""Channels by which one may call, that are others without a word for calling."""
UNREACHED = words_of("attempts", "unreached")
"""What people write of such a call: "no answer"."""
MISSED = words_of("attempts", "missed")
"""Calls that nobody took."""
REACHED = words_of("attempts", "reached")
"""Words of a clause beside it for an attempt that succeeded after all."""
AWAITED = words_of("attempts", "awaited")
"""Words that make it an answer to come: "no answer yet" may be about a question."""

ACCENTED: dict[str, str] = {
    word: meaning for code in codes() for meaning, words in section(code, "accented").items() for word in listed(words)
}
"""Words that would be others without their accent: "è" would be "and"."""
_INFINITIVE_ENDINGS = tuple(
    (ending, tuple(words_of("verb-forms", "joined", code)))
    for code in codes()
    for ending in words_of("verb-forms", "infinitive", code)
)
PROMISE_ENDS = "|".join(map(re.escape, longest_first(spellings("promises", "clause"))))
"""A pattern for words that end the clause of a promise, as they are written."""


class Mark(NamedTuple):
    """A meaning of a phrase that makes a line no contact, and the position that the phrase needs for it.

    "start": at the beginning of a clause; "beside": directly before the person; "alone": a clause of its own before
    a colon, or a heading; "verb": before a verb of contact.
    """

    reason: str
    place: Place = "anywhere"


_SECTIONS = {"moods.intention": INTENTION, "moods.thought": THOUGHT, "moods.no-contact": NO_CONTACT}
MARKS: dict[tuple[str, ...], tuple[Mark, ...]] = {}
"""Each phrase with its meanings, which are those of the first language that has it."""


def _marks(code: str) -> Iterator[tuple[tuple[str, ...], Mark]]:
    """The phrases of one language, each with a meaning. A phrase may come with more than one."""
    for name, reason in _SECTIONS.items():
        for place, phrases in section(code, name).items():
            for phrase in listed(fold(phrases)):
                yield tuple(phrase.split()), Mark(reason, cast("Place", place))


for _code in codes():
    _own: dict[tuple[str, ...], tuple[Mark, ...]] = {}
    for _phrase, _mark in _marks(_code):
        _own[_phrase] = (*_own.get(_phrase, ()), _mark)
    MARKS = _own | MARKS
MARK_LENGTHS: dict[str, tuple[int, ...]] = {}
for _phrase in sorted(MARKS, key=len, reverse=True):
    _lengths = MARK_LENGTHS.get(_phrase[0], ())
    if len(_phrase) not in _lengths:
        MARK_LENGTHS[_phrase[0]] = (*_lengths, len(_phrase))
"""By the first word of phrases: their numbers of words, longest first."""


def _futures() -> Iterator[str]:
    """Verbs of getting in touch in the future, in languages that have a form for it: "chiamerò"."""
    for code in codes():
        parts = [words_of("verb-forms", f"future-{part}", code) for part in ("prefixes", "stems", "ends")]
        yield from map("".join, product(parts[0] | {""}, *parts[1:]))


FUTURE = frozenset(_futures())


def infinitive(word: str) -> str | None:
    """The infinitive in a word of a language that joins pronouns to it: "richiamare" in "richiamarla", or None."""
    for ending, joined in _INFINITIVE_ENDINGS:
        if len(word) > len(ending) and word.endswith(ending) and word.isalpha():
            return word
        for end in joined:
            if len(word) > len(end) and word.endswith(end) and word.isalpha():
                return word.removesuffix(end) + ending
    return None


def _promise(*keys: str) -> str:
    """The pattern for the words of some keys of `[promises]`."""
    return pattern(frozenset[str]().union(*(words_of("promises", key) for key in keys)))


_ADVERBS = f"(?: {_promise('adverbs')})*"
THEIRS = lazy_pattern(
    rf"(?:^| )(?:{_promise('they')}(?: {_promise('adverbs', 'they-between')})*|{_promise('they-have')}{_ADVERBS})$"
    rf"|(?:^|(?:^| ){_promise('i')} ){_promise('i-was')}$|(?:^| ){_promise('to-me-was')}$"
)
"""At the end of the text before the tag: "she #promised", "Gus has #promised", "mi ha #promesso", "I was #promised"."""
MINE = lazy_pattern(
    rf"(?:^| )(?:{_promise('i')}(?: {_promise('adverbs', 'i-between')})*|{_promise('i-have')}{_ADVERBS})$"
)
"""In the same position: "I #promised", "le ho #promesso"."""
TO_ME = lazy_pattern(rf"{_promise('to-me')}\b")
"""Directly after the tag: "#promised me the deck", "#promised to send us it", "#promesso di mandarmi la bozza"."""
