"""Drafts: writes the draft of a message from its facts, with a template in the person's language and tone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from importlib import resources
from typing import Any

from mdnetwork.drafts.facts import DraftFacts
from mdnetwork.drafts.notices import Remembered
from mdnetwork.drafts.rendering import Source, rendered
from mdnetwork.drafts.second_person import Tone, heard, requested
from mdnetwork.errors import DraftError
from mdnetwork.followups.articles import definite, indefinite
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.things import has_article, is_plural, noun_phrase, of_the
from mdnetwork.frozen import short_repr
from mdnetwork.i18n import Texts, further_languages
from mdnetwork.i18n import texts as texts_in
from mdnetwork.insight.survey import Survey
from mdnetwork.kinds import DraftKind, TextKind
from mdnetwork.model import Person
from mdnetwork.names import fold
from mdnetwork.parsing.marks import dated
from mdnetwork.people.links import TITLES_BEFORE
from mdnetwork.phrases import Phrases, joined
from mdnetwork.text import one_line
from mdnetwork.vocabulary.languages import codes, listed, pattern, section, table, words_of
from mdnetwork.vocabulary.people import couple_in
from mdnetwork.vocabulary.tongue import tongue

LATELY = 60
"""Days for which a contact is recent, so that a draft names its day and not its month."""
WELL_KNOWN = 5
"""The number of contact days from which "tu" is used by default."""
_NEAR = words_of("circles", "near")
"""Circles of close people."""
_PERSONAL = words_of("networks", "personal")
"""Networks of close people."""
_LANGUAGES = table("languages")
_CODE = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*")
_TONES: dict[str, Tone] = {
    **dict.fromkeys(words_of("tones", "informal"), "tu"),
    **dict.fromkeys(words_of("tones", "formal"), "lei"),
}
_HALVES = words_of("double-names", "halves")
"""First halves of double names: more often "Gian Piero" than a name on their own."""
_FIRST = words_of("double-names", "first")
_SECOND = words_of("double-names", "second")
Values = dict[str, Any]
_ONLINE = words_of("places", "online")
_LOOKED_FOR = frozenset({"need", "same need"})
"""How two people match in what the first one looks for."""
LINKEDIN = 300
"""The maximum length of a LinkedIn invitation, in UTF-16 code units: an emoji counts as two."""
_NAME = re.compile(r"[\w-]+")
_BRIEFER = 3
Override = Callable[[str], Source | None]
"""Returns the vault's own template with a name ("it/first"), or None."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message to edit and send by hand, or a text to publish. `remember` is for the user only.

    `template` is the template's path. A text to publish has the user as its person, and no tone.
    """

    person: Person
    kind: TextKind
    language: str
    tone: Tone | None
    text: str
    remember: tuple[Remembered, ...]
    warnings: tuple[str, ...]
    template: str

    __repr__ = short_repr("person.name", "kind")


def write(
    person: Person,
    facts: DraftFacts,
    survey: Survey,
    override: Override,
    *,
    remember: tuple[Remembered, ...],
    cautions: tuple[str, ...],
) -> Draft:
    """The draft of these facts. Raises DraftError if its template cannot be used."""
    wish, texts, gaps = facts.wish, survey.texts, dict[str, None]()

    def find(name: str) -> Source | None:
        return template(name, wish.language, override)

    def gap(words: str) -> str:
        gaps[f"[{words}]"] = None
        return f"[{words}]"

    given = values(facts, survey.today, gap)
    text = ""
    for brief in range(_BRIEFER if wish.kind == "connect" else 1):
        gaps.clear()
        text = rendered(wish.kind, {**given, "brief": brief}, find)
        if units(text) <= LINKEDIN:
            break
    warnings = (
        *cautions,
        *(texts.say("Fill in {gap}.", gap=each) for each in gaps if each in text),
        *_foreign(facts, text, texts),
        *_too_long(wish.kind, text, texts),
    )
    source = find(wish.kind)
    written_in = source.path if source else ""
    return Draft(
        person,
        wish.kind,
        wish.language,
        wish.tone,
        text,
        (*remember, *_quoted(facts, text, texts)),
        warnings,
        written_in,
    )


def template(kind: str, language: str, override: Override) -> Source | None:
    """The template of a kind, or a part of one, in a language: the vault's own, else the built-in one, or None.

    A name is a single word: a template that includes "../../letter" finds nothing.
    """
    return None if not _NAME.fullmatch(kind) else override(f"{language}/{kind}") or _ours(kind, language)


def _ours(kind: str, language: str) -> Source | None:
    if language not in codes():
        return None
    file = resources.files(__package__) / language / f"{kind}.txt"
    if file.is_file():
        return Source(file.read_text(encoding="utf-8"), f"mdnetwork/drafts/{language}/{kind}.txt")
    further = further_languages()
    other = further / "drafts" / language / f"{kind}.txt" if further else None
    return Source(other.read_text(encoding="utf-8"), str(other)) if other and other.is_file() else None


def _quoted(facts: DraftFacts, text: str, texts: Texts) -> tuple[Remembered, ...]:
    """Quotes from notes in the draft, with their places, to check before sending."""
    used = [phrase for phrase in facts.phrases if one_line(phrase.text) in text]
    quoted = (each for each in used if not any(each.text != other.text and each.text in other.text for other in used))
    return tuple(Remembered(texts.say("In the draft: “{words}”", words=each.text), each.evidence) for each in quoted)


def _foreign(facts: DraftFacts, text: str, texts: Texts) -> tuple[str, ...]:
    """Warnings about quotes from notes in another language than the draft."""
    fields = (facts.pitch, facts.need, facts.interest, facts.why, facts.other_why, *facts.shared)
    quotes = dict.fromkeys([*(each.text for each in facts.phrases), *fields])
    language = facts.wish.language
    foreign = (one_line(each) for each in quotes if tongue(each) not in {"", language})
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


def units(text: str) -> int:
    """The length of a text in UTF-16 code units, as web forms count it."""
    return len(text.encode("utf-16-le")) // 2


def values(facts: DraftFacts, today: date, gap: Callable[[str], str]) -> Values:
    """The values for a template, listed in docs/networking.md. Quotes in another language become gaps."""
    language, wish = facts.wish.language, facts.wish

    def own(text: str) -> str:
        line = one_line(text)
        return f"[{line}]" if tongue(line) not in {"", language} else line

    def forms(day: date | None) -> Values | str:
        return day_forms(day, language, today) if day else ""

    def wanted(need: str) -> str:
        return indefinite(need) if language == "en" and tongue(need) in {"", "en"} else need

    thing, place = own(facts.thing.text), own(facts.met_at)
    # English articles are for English words: a quote in another language is a gap as it is
    noun = thing if thing.startswith("[") else noun_phrase(thing)
    return {
        "kind": wish.kind,
        "tone": wish.tone,
        "language": language,
        "name": one_line(facts.name),
        "polite_name": one_line(_joined_in(language, polite_name(facts.name, language))),
        "first_name": one_line(_joined_in(language, facts.given)),
        "me": one_line(facts.me),
        "my_first_name": one_line(given_name(facts.me)),
        "pitch": own(facts.pitch),
        "met": forms(facts.met),
        "where": place if place.startswith("[") else where(place, language, at_event=facts.at_event),
        "met_at": one_line(facts.met_at),
        "introducer": one_line(facts.introducer),
        "known_for": facts.known_for,
        "talks": facts.talks,
        "gave": facts.gave,
        "wrote_last": facts.wrote_last,
        "spoke": facts.spoke,
        "last": forms(facts.last),
        "topic": own(facts.topic.text),
        "told": own(facts.told.text),
        "shared": own(facts.shared[0]) if facts.shared else "",
        "all_shared": [own(each) for each in facts.shared],
        "need": own(wanted(facts.need)),
        "interest": own(facts.interest),
        "occasion": facts.occasion,
        "thing": thing,
        "the_thing": thing if thing.startswith("[") else definite(thing, language),
        "heard": own(heard(facts.thing.text, language, wish.tone)),
        "requested": requested(facts.thing.text, language, wish.tone),
        "noun": noun,
        "noun_is_plural": is_plural(noun),
        "thing_on": forms(facts.thing_on),
        "belated": facts.thing_on is not None and facts.thing_on < today,
        "about": one_line(wish.about),
        "why": own(wanted(facts.why) if facts.why_from == "needs" else facts.why),
        "why_from": facts.why_from,
        "other": one_line(facts.other),
        "other_why": own(wanted(facts.other_why) if facts.other_why_from in _LOOKED_FOR else facts.other_why),
        "other_why_from": facts.other_why_from,
        "several": wish.several,
        "you": lambda formal, informal, several: (
            several if wish.several else formal if wish.tone == "lei" else informal
        ),
        "has_article": has_article,
        "named": texts_in(language).named,
        "of": of_the,
        "brief": 0,
        "gap": gap,
    }


def day_forms(day: date, language: str, today: date) -> Values:
    """A day as `on` ("on 21 November", "il 21 novembre"), `of` ("of …", "del …"), `month` ("in March") and `iso`,
    with the year if it is not this year's; and whether it `is_recent`.

    A language without names of months gets the ISO date.
    """
    iso, texts = day.isoformat(), texts_in(language)
    phrases = Phrases(texts, today)
    written, is_recent = phrases.day(day), (today - day).days <= LATELY
    forms = {"on": texts.say("on {date}", date=written), "of": texts.say("of {date}", date=written)}
    if not texts.writes_days:
        forms = dict.fromkeys(forms, iso)
    return {**forms, "month": phrases.month(day), "is_recent": is_recent, "iso": iso}


def where(place: str, language: str, *, at_event: bool) -> str:
    """The place of a meeting with its preposition: "at the Book fair", "(fiera del libro)"; "" if unknown.

    In parentheses in a language in which the name does not determine the preposition and article.
    """
    found = dated(place)
    name = found.rest if found else place
    ways = section(language, "places")
    prepositions = pattern(words_of("places", "prepositions", language))
    if not name or not ways or re.match(rf"{prepositions}(?:(?<=')|\b)", name, re.IGNORECASE):
        return name
    if name.lower() in _ONLINE:
        return ways["on"].format(place=name)
    words = [word for word in name.lower().split() if not word.isdigit()]
    named = at_event or (bool(words) and words[-1] in words_of("places", "events", language))
    articled = words[:1] != [] and words[0] in words_of("places", "articles", language)
    is_event = named and not articled and "'" not in name  # no article before "Translators' day"
    return ways["event" if is_event and "event" in ways else "at"].format(place=name)


def polite_name(name: str, language: str) -> str:
    """The name after "Gentile": "dottoressa Rizzi" of "Dott.ssa Elena Rizzi"; the whole name if it has no title."""
    words = name.split()
    titles = {word: title for title, short in section(language, "polite-titles").items() for word in listed(short)}
    title = titles.get(fold(words[0]).replace(".", "")) if len(words) > 1 else None
    if title is None:
        return name
    family = name.removeprefix(words[0]).strip().removeprefix(given_name(name)).strip()
    return f"{title} {family or ' '.join(words[1:])}"


def _joined_in(language: str, name: str) -> str:
    """The name with the draft's word between the two of a couple: "Anna and Marco" of "Anna e Marco". A sign stays."""
    couple = couple_in(name)
    return joined((couple[0], couple[2]), texts_in(language)) if couple and couple[1].isalpha() else name


def given_name(name: str, given: str | None = None) -> str:
    """The first name without titles: "Ada" of "Dr. Ada Marlow" and of "Marlow, Ada".

    `given` is the first name in the person's note. "Gian Piero" and "Maria Grazia" count as one name before a
    family name.
    """
    if given:
        return given
    couple = couple_in(name)
    if couple:
        return f"{given_name(couple[0])} {couple[1]} {given_name(couple[2])}"
    words = name.split()
    while len(words) > 1 and fold(words[0]).replace(".", "") in TITLES_BEFORE:
        words = words[1:]
    if len(words) > 1 and words[0].endswith(","):
        return words[1]
    if len(words) > 2 and (fold(words[0]) in _HALVES or (fold(words[0]) in _FIRST and fold(words[1]) in _SECOND)):  # noqa: PLR2004  followed by a family name
        return " ".join(words[:2])
    return words[0] if len(words) > 1 and len(words[0].rstrip(".")) > 1 else " ".join(words)


def language_code(written: str | None) -> str:
    """The code of a language: "it" of "it", "it-IT" or "Italiano"; "" if it is not a language."""
    word = fold(written or "")
    found = _CODE.fullmatch(word)
    return _LANGUAGES.get(word) or (found[1] if found else "")


def language_of(asked: str, own: str | None, kind: TextKind, override: Override) -> str:
    """The requested language, else the own one if there is a template; "" for the vault's. Raises DraftError."""
    for written in (asked, own):
        language = language_code(written)
        if language and template(kind, language, override):
            return language
        if written and written == asked:
            raise DraftError(
                f"There is no template for “{kind}” in “{written}”: --language en or it has one, "
                f"or write your own (`mdnet help networking`)."
            )
    return ""


def capitalised(text: str) -> str:
    """The text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def tone_of(history: PersonHistory) -> Tone:
    """The tone for a person: from their note (`tone: tu` or `lei`), else by acquaintance.

    "tu" from five contact days on, for close circles (core, close…) and for `network: personal`; else "lei".
    """
    written = _TONES.get(fold(history.person.tone or ""))
    if written:
        return written
    near = fold(history.person.network or "") in _PERSONAL or fold(history.person.circle or "") in _NEAR
    return "tu" if near or len(history.days) >= WELL_KNOWN else "lei"
