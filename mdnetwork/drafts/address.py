"""Insight: how a person is addressed: in which language, how formally, by which name."""

from __future__ import annotations

import re

from mdnetwork.followups.history import PersonHistory
from mdnetwork.insight.second_person import Tone
from mdnetwork.names import fold
from mdnetwork.people.naming import BEFORE
from mdnetwork.words.languages import table, words_of

WELL_KNOWN = 5
"""Days of contact from which on one says "tu" unasked."""
_NEAR = words_of("circles", "near")
"""Circles of people whom one knows well."""
_LANGUAGES = table("languages")
"""Names of languages, each with its code."""
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
_TONES: dict[str, Tone] = {
    **dict.fromkeys(words_of("tones", "informal"), "tu"),
    **dict.fromkeys(words_of("tones", "formal"), "lei"),
}
_HALVES = frozenset({"gian", "giovan", "pier", "jean", "karl", "hans"})
"""What is seldom a first name alone before two more names."""
_FIRST = frozenset({"anna", "maria", "marie", "rosa"})
_SECOND = frozenset(
    {
        *(
            "antonietta",
            "beatrice",
            "carla",
            "chiara",
            "claire",
            "clara",
            "cristina",
            "elena",
            "giulia",
            "grazia",
            "laura",
        ),
        *("louise", "lucia", "luisa", "maria", "novella", "paola", "pia", "rita", "rosa", "rosaria", "sole", "teresa"),
        *("therese", "vittoria", "laura"),
    }
)


def language_code(written: str | None) -> str:
    """The code of a language: "it" of "it", "it-IT" or "Italiano"; "" where it is none."""
    word = fold(written or "")
    found = _CODE.fullmatch(word)
    return _LANGUAGES.get(word) or (found[1] if found else "")


def tone_of(case: PersonHistory) -> Tone:
    """How a person is addressed: as their note says (`tone: tu` or `lei`), else by how well one knows them.

    "tu" from five days of contact on, in a near circle (core, close…) and with `network: personal`; else "lei".
    """
    written = _TONES.get(fold(case.person.tone or ""))
    if written:
        return written
    near = fold(case.person.network or "") in {"personal", "personale"} or fold(case.person.circle or "") in _NEAR
    return "tu" if near or len(case.days) >= WELL_KNOWN else "lei"


def given_name(name: str, given: str | None = None) -> str:
    """The first of a person's names, without titles: "Ada" of "Dr. Ada Marlow" and of "Marlow, Ada".

    `given` is what their note says it is. "Gian Piero" and "Maria Grazia" are one where a family name follows.
    """
    if given:
        return given
    words = name.split()
    while len(words) > 1 and fold(words[0]).replace(".", "") in BEFORE:
        words = words[1:]
    if len(words) > 1 and words[0].endswith(","):
        return words[1]
    if len(words) > 2 and (fold(words[0]) in _HALVES or (fold(words[0]) in _FIRST and fold(words[1]) in _SECOND)):  # noqa: PLR2004  and a family name
        return " ".join(words[:2])
    return words[0] if len(words) > 1 and len(words[0].rstrip(".")) > 1 else " ".join(words)
