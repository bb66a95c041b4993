"""Drafts: the facts that a message to a person can use, from the notes and addressed to the person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.insight.second_person import Tone, to_them
from mdnetwork.kinds import KIND, DraftKind
from mdnetwork.model import Evidence, FollowUp, Person
from mdnetwork.vocabulary.topics import is_sad

PITCHED = frozenset[DraftKind]({"first", "connect", "ask"})
"""The only kinds that mention the user's own work."""

Occasion = Literal[
    "", "got", "reference", "intro", "news", "sad", "birthday", "anniversary", "gave", "kept", "open", "waiting"
]


class Phrase(NamedTuple):
    """Words of a note addressed to the person, and their evidence."""

    text: str = ""
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Wish:
    """What to draft: kind, language, tone, subject, and the follow-up it is for."""

    kind: DraftKind
    language: str
    tone: Tone
    about: str = ""
    about_words: tuple[str, ...] = ()
    """The words of the subject: `topics.heads` of a few words, `topics.words` of a note."""
    other: Person | None = None
    """The person to introduce."""
    follow_up: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """Everything a template gets, from the notes only. Texts are "" if unknown.

    `known_for` is in days; `talks` are contact days; `gave` counts things given to the person, `owed` the user's
    open promises. `wrote_last` is whether the last contact was a message by the user, `thanked` the day of the last
    thanks. `topic` is the subject of a talk, and `told` something about the person, as a clause; `thing` is what the
    occasion is about, on the day `thing_on`. `why` is the person's field that matches `about`, and `other_why` the
    other person's.
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
    """How the two match: "need" (the person looks for what the other knows), "offer", "interest", "same need"."""
    why: str
    why_from: str
    """The field that `why` comes from: expertise, interests…"""

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        """The words of notes among the facts."""
        return tuple(phrase for phrase in (self.topic, self.told, self.thing) if phrase.text)


def chosen(follow_ups: Iterable[FollowUp]) -> tuple[DraftKind, FollowUp] | None:
    """The kind of message for the most urgent follow-up that asks for one, and that follow-up; or None."""
    for each in follow_ups:
        kind = KIND[each.kind].draft
        if kind and not each.superseded:
            return kind, each
    return None


def is_for(follow_up: FollowUp, kind: DraftKind) -> bool:
    """Whether the follow-up asks for a message of this kind."""
    return KIND[follow_up.kind].draft == kind


def phrase(words: str, line: Evidence, wish: Wish) -> Phrase:
    """Words of a note addressed to the person; empty if that is not certain, or if they may hurt."""
    said = "" if is_sad(words) else to_them(words, wish.language, wish.tone)
    return Phrase(said, (line,)) if said else Phrase()
