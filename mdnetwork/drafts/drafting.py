"""Drafts: one draft, from the facts to its text, with what I remember above it and what is still to be done."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources

from mdnetwork.drafts.facts import DraftFacts
from mdnetwork.drafts.remembered import Remembered
from mdnetwork.drafts.rendering import Source, rendered
from mdnetwork.drafts.saying import values
from mdnetwork.i18n import Texts
from mdnetwork.insight.second_person import Tone, tongue
from mdnetwork.insight.survey import Survey
from mdnetwork.kinds import DraftKind
from mdnetwork.model import Person
from mdnetwork.text import one_line
from mdnetwork.words.languages import codes

LINKEDIN = 300
"""Characters of a LinkedIn request to connect; counted as UTF-16 units, so that an emoji is two."""
_NAME = re.compile(r"[\w-]+")
_BRIEFER = 3
Override = Callable[[str], Source | None]
"""The vault's own template of a name ("it/first"), or None."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to be read, changed and sent by hand. `remember` is for me alone; `template` is where it comes from."""

    person: Person
    kind: DraftKind
    language: str
    tone: Tone
    text: str
    remember: tuple[Remembered, ...]
    warnings: tuple[str, ...]
    template: str


def template(kind: str, language: str, override: Override) -> Source | None:
    """The template of a kind, or a part of one, in a language: the vault's own, else ours; None where there is none.

    A name is a word: a template that includes "../../letter" finds nothing.
    """
    return None if not _NAME.fullmatch(kind) else override(f"{language}/{kind}") or _ours(kind, language)


def write(
    person: Person,
    facts: DraftFacts,
    survey: Survey,
    override: Override,
    *,
    remember: tuple[Remembered, ...],
    cautions: tuple[str, ...],
) -> Draft:
    """The draft of these facts. Raises DraftError where its template cannot be used."""
    wish, texts, gaps = facts.wish, survey.texts, dict[str, None]()

    def find(name: str) -> Source | None:
        return template(name, wish.language, override)

    def gap(words: str) -> str:
        gaps[f"[{words}]"] = None
        return f"[{words}]"

    said = values(facts, survey.today, gap)
    text = ""
    for brief in range(_BRIEFER if wish.kind == "connect" else 1):
        gaps.clear()
        text = rendered(wish.kind, {**said, "brief": brief}, find)
        if units(text) <= LINKEDIN:
            break
    warnings = (
        *cautions,
        *(texts.say("Fill in {gap}.", gap=each) for each in gaps if each in text),
        *_foreign(facts, text, texts),
        *_too_long(wish.kind, text, texts),
    )
    source = find(wish.kind)
    where = source.path if source else ""
    return Draft(
        person, wish.kind, wish.language, wish.tone, text, (*remember, *_quoted(facts, text, texts)), warnings, where
    )


def units(text: str) -> int:
    """The length of a text as web forms count it: in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def _ours(kind: str, language: str) -> Source | None:
    if language not in codes():
        return None
    file = resources.files(__package__) / language / f"{kind}.txt"
    return (
        Source(file.read_text(encoding="utf-8"), f"mdnetwork/drafts/{language}/{kind}.txt") if file.is_file() else None
    )


def _quoted(facts: DraftFacts, text: str, texts: Texts) -> tuple[Remembered, ...]:
    """Which words of the notes the draft says, and where they stand: to be looked at before anybody else does."""
    said = [phrase for phrase in facts.phrases if one_line(phrase.text) in text]
    quoted = (each for each in said if not any(each.text != other.text and each.text in other.text for other in said))
    return tuple(Remembered(texts.say("In the draft: “{words}”", words=each.text), each.evidence) for each in quoted)


def _foreign(facts: DraftFacts, text: str, texts: Texts) -> tuple[str, ...]:
    """Words of the notes that stand in the draft in another language."""
    fields = (facts.pitch, facts.need, facts.interest, facts.why, facts.other_why, *facts.shared)
    said = dict.fromkeys([*(each.text for each in facts.phrases), *fields])
    language = facts.wish.language
    foreign = (one_line(each) for each in said if tongue(each) not in {"", language})
    return tuple(
        texts.say("“{words}” is in another language than the draft: put it into your own words.", words=each)
        for each in foreign
        if f"[{each}]" in text
    )


def _too_long(kind: DraftKind, text: str, texts: Texts) -> tuple[str, ...]:
    over = units(text) - LINKEDIN
    if kind != "connect" or over <= 0:
        return ()
    return (texts.say("LinkedIn takes {most} characters: shorten it by {n}.", most=LINKEDIN, n=over),)
