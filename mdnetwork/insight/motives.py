"""Insight: what a goal is for, and what that changes: who to begin with, and how.

The six motives are those of docs/networking.md: belonging, helping, standing, learning, a career, or that one does it.
"""

from __future__ import annotations

from collections.abc import Callable

from mdnetwork.frozen import NamedTuple
from mdnetwork.i18n import Texts
from mdnetwork.insight.survey import Survey
from mdnetwork.insight.ties import tie
from mdnetwork.model import Person
from mdnetwork.names import fold
from mdnetwork.vocabulary.languages import table, written

_MOTIVES = table("motives")
MOTIVES = tuple(dict.fromkeys(_MOTIVES.values()))
"""What a goal can be for."""


class Motive(NamedTuple):
    """How to go about a goal with this motive: who comes first (the lowest key), and what to do, with the reason."""

    first: Callable[[Person, Survey, bool], float]
    """Given the person, everybody, and whether the person knows about the goal."""
    begin: Callable[[Texts, str], str]
    asks_tie: bool = False
    """Whether `first` reads the histories of people."""


def motive_of(text: str) -> str:
    """The motive that a word of any language means; "" for another word."""
    return _MOTIVES.get(fold(text), "")


def motive_in_words(text: str, texts: Texts) -> str:
    """The motive in the language of the vault; a word that is no motive as it is written."""
    motive = motive_of(text)
    return written(texts.language, "motives", motive)[0] if motive else text


def _anybody(_person: Person, _survey: Survey, _knows: bool) -> float:
    return 0


def _strength(person: Person, survey: Survey, _knows: bool = False) -> float:
    return tie(survey.histories[person.id].evidence, survey.today).strength


def _nearest(person: Person, survey: Survey, _knows: bool) -> float:
    return -_strength(person, survey)


def _knowing(_person: Person, _survey: Survey, knows: bool) -> float:
    return 0 if knows else 1


def _needing(person: Person, _survey: Survey, _knows: bool) -> float:
    return 0 if person.needs else 1


HOW: dict[str, Motive] = {
    "belonging": Motive(
        _nearest,
        lambda texts, name: texts.say(
            "Begin with {name}: to belong, spend time with those who are close, without asking for anything.", name=name
        ),
        asks_tie=True,
    ),
    "helping": Motive(
        _needing,
        lambda texts, name: texts.say(
            "Begin with {name}: to help, first offer something, and ask what is needed.", name=name
        ),
    ),
    "standing": Motive(
        _anybody,
        lambda texts, name: texts.say(
            "Begin with {name}: for your standing, show useful work before you talk about yourself.", name=name
        ),
    ),
    "learning": Motive(
        _knowing,
        lambda texts, name: texts.say("Begin with {name}: to learn, ask how they do it.", name=name),
    ),
    "career": Motive(
        _strength,
        lambda texts, name: texts.say(
            "Begin with {name}: for a career, people you seldom see know of things that your own circle does not.",
            name=name,
        ),
        asks_tie=True,
    ),
    "norm": Motive(
        _anybody,
        lambda texts, name: texts.say(
            "Begin with {name}: where it is the custom, a few friendly words are enough.", name=name
        ),
    ),
}
"""What each motive changes. Career: weak ties bring what is new (Granovetter 1973)."""
