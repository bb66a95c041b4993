"""Whether a line says that the user tried to reach somebody and did not: "called, no answer", "tried to ring her".

A message without an answer is contact, since it arrived. A call that nobody answers is none.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mdnetwork.vocabulary import sentences as words
from mdnetwork.vocabulary.channels import has_channel
from mdnetwork.vocabulary.people import TOGETHER

_SMALL = (words.FILLERS | words.THEM) - words.AWAITED
"""Words without which phrases are compared."""


def _phrases(spelt: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases without small words, by their first word, the longest first."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted((_said(each.split()) for each in spelt), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return {first: tuple(phrases) for first, phrases in found.items()}


def _said(clause: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in clause if word not in _SMALL and not word.startswith(words.LINK))


_TRIED = _phrases(words.TRIED)
_REACH = _phrases(words.REACH)
_UNREACHED = _phrases(words.UNREACHED)
_MISSED = _phrases(words.MISSED)
_STARTS = _TRIED.keys() | _UNREACHED.keys() | _MISSED.keys()


def may_try(tokens: Sequence[str]) -> bool:
    """Whether a line may be about an attempt: most lines have none of its words."""
    return not _STARTS.isdisjoint(tokens)


def attempts(clauses: Sequence[Sequence[str]]) -> frozenset[int]:
    """The positions of the clauses about an attempt, or about its reaching nobody.

    The words of clauses are folded, and each link is one sign. "no answer" belongs to the nearest clause before it that
    has a link or a word of contact.
    """
    found: set[int] = set()
    before: list[int] = []
    for at, clause in enumerate(clauses):
        said = _said(clause)
        rest = _besides(said)
        if _tries(said) or _misses(said) or (rest and _is_call(rest)):
            found.add(at)
        elif rest == () and before and _is_call(_said(clauses[before[0]])) and not _is_talk(clauses[before[0]]):
            found |= {*before, at}
        elif not said and clause:  # "called [[Ann]] and [[Bo]], no answer"
            before.append(at)
        elif len(said) < len(clause) or has_channel(said) or not words.HAPPENED.isdisjoint(said):
            before = [at]
    return frozenset(found)


def _length(phrases: dict[str, tuple[tuple[str, ...], ...]], said: tuple[str, ...], at: int) -> int:
    """The number of words of the phrase that begins there; 0 if there is none."""
    found = phrases.get(said[at], ()) if at < len(said) else ()
    return next((len(phrase) for phrase in found if said[at : at + len(phrase)] == phrase), 0)


def _tries(said: tuple[str, ...]) -> bool:
    """Whether it says that somebody tried to reach: "tried to call", "provato a chiamarla"."""
    for at in range(len(said)):
        length = _length(_TRIED, said, at)
        verb = said[at + length : at + length + 1]
        if length and verb and (_length(_REACH, said, at + length) or words.infinitive(verb[0]) in words.REACH):
            return words.HAPPENED.isdisjoint(said[:at])
    return False


def _misses(said: tuple[str, ...]) -> bool:
    """Whether it is about a call that was missed."""
    return words.HAPPENED.isdisjoint({*said} - words.CALLS) and any(
        _length(_MISSED, said, at) for at in range(len(said))
    )


def _besides(said: tuple[str, ...]) -> tuple[str, ...] | None:
    """What it says beside that nobody was reached, at its end or directly behind a call; None if it does not say so."""
    for at in range(len(said)):
        length = _length(_UNREACHED, said, at)
        if length and (at + length == len(said) or (at and said[at - 1] in words.CALLS)):
            return (*said[:at], *said[at + length :])
    return None


def _is_call(said: tuple[str, ...]) -> bool:
    """Whether its words of contact are about calling, and about nothing else."""
    others = [word for word in said if word not in words.CALLS and word not in words.CALLED_ON]
    return not words.CALLS.isdisjoint(said) and words.HAPPENED.isdisjoint(others) and not has_channel(others)


def _is_talk(clause: Sequence[str]) -> bool:
    """Whether somebody was there: "call with Ann"."""
    return any(word in words.CALLS and after in TOGETHER for word, after in pairwise(clause))
