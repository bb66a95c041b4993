"""Insight: what a message to a person can truly say: facts of the notes, turned to them, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.insight.second_person import Tone, to_them
from mdnetwork.kinds import KIND, DraftKind
from mdnetwork.model import Evidence, FollowUp, Person
from mdnetwork.words.sad_words import is_sad

PITCHED = frozenset[DraftKind]({"first", "connect", "ask"})
"""The only kinds that speak of what I do."""

Occasion = Literal[
    "", "got", "reference", "intro", "news", "sad", "birthday", "anniversary", "gave", "kept", "open", "waiting"
]


class Phrase(NamedTuple):
    """Words of a note, as one says them to the person, and where they stand."""

    text: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be drafted: the kind, the language, the tone, what it is about, and the follow-up it is for."""

    kind: DraftKind
    language: str
    tone: Tone
    about: str = ""
    about_words: tuple[str, ...] = ()
    """The words of what it is about: `topics.heads` of a few words, `topics.words` of a note."""
    other: Person | None = None
    """Whom to introduce."""
    follow_up: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """All that a template is given, of the notes alone. Texts are "" where nothing is known.

    `known_for` is in days; `talks` are days of contact; `gave` counts what I gave them, `owed` my open
    promises. `wrote_last` is whether the last contact was a message of mine, `thanked` when I thanked them last.
    `topic` is what a talk was about and `told` what they told, as a clause; `thing` is what the occasion is about, on
    the day `thing_on`.
    `why` is what of them meets `about`, and `other_why` what of the other.
    """

    wish: Wish
    name: str
    given: str
    me: str
    pitch: str
    met: date | None
    met_at: str
    at_event: bool
    introducer: str
    known_for: int | None
    talks: int
    gave: int
    owed: int
    wrote_last: bool
    thanked: date | None
    last: date | None
    topic: Phrase
    told: Phrase
    shared: tuple[str, ...]
    need: str
    interest: str
    occasion: Occasion
    thing: Phrase
    thing_on: date | None
    other: str
    other_why: str
    other_why_from: str
    """How the two meet in it: "need" (they look for what the other knows), "offer", "interest", "same need"."""
    why: str
    why_from: str
    """The field in which `why` stands: expertise, interests…"""

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The words of notes among the facts."""
        return tuple(phrase for phrase in (self.topic, self.told, self.thing) if phrase.text)


def chosen(follow_ups: Iterable[FollowUp]) -> tuple[DraftKind, FollowUp] | None:
    """What to write of a person's follow-ups, the most urgent first; None where none asks for a message."""
    for each in follow_ups:
        kind = KIND[each.kind].draft
        if kind and not each.superseded:
            return kind, each
    return None


def is_for(follow_up: FollowUp, kind: DraftKind) -> bool:
    """Whether a message of this kind is what the follow-up asks for."""
    return KIND[follow_up.kind].draft == kind


def phrase(words: str, line: Evidence, wish: Wish) -> Phrase:
    """Words of a note as one says them to the person; an empty one where they cannot be, or may hurt."""
    said = "" if is_sad(words) else to_them(words, wish.language, wish.tone)
    return Phrase(said, (line,)) if said else Phrase()
