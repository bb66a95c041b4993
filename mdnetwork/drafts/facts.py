"""Drafts: the facts that a message to a person can use, taken from the notes and addressed to that person.

One of them is the occasion: a gift, news, a promise or an introduction.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.drafts.second_person import Tone, to_them
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.text import words
from mdnetwork.followups.things import thing
from mdnetwork.insight.exchanges import Exchange, exchanges
from mdnetwork.insight.references import good_work, words_of_work
from mdnetwork.insight.survey import Promise, Survey
from mdnetwork.kinds import KIND, DraftKind
from mdnetwork.model import Evidence, FollowUp, Person
from mdnetwork.vocabulary.channels import channel_in, is_talk
from mdnetwork.vocabulary.topics import is_sad

PITCHED = frozenset[DraftKind]({"first", "connect", "ask"})
"""The only kinds that mention the user's own work."""
Occasion = Literal[
    "",
    "got",
    "reference",
    "intro",
    "news",
    "sad",
    "birthday",
    "anniversary",
    "gave",
    "kept",
    "open",
    "waiting",
    "wrote",
    "asked",
    "work",
    "interest",
]
FRESH = 30
"""A kept promise may be mentioned for this many days."""
NEAR = 7
"""Days before and after a birthday for congratulations."""
_CLAUSES = re.compile(r"\s*(?:[;,.:→←—]|->|<-)\s+")
_RECEIVED: dict[str, Occasion] = {"got": "got", "was_recommended": "reference"}


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
    several: bool = False
    """Whether the person's note is about a couple."""


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """Everything a template gets, from the notes only. Texts are "" if unknown.

    `known_for` is in days; `talks` are contact days; `gave` counts things given to the person, `owed` the user's
    open promises. `wrote_last` is whether the last contact was a message by the user, `spoke` whether it was a talk,
    `thanked` the day of the last thanks. `topic` is the subject of a talk, and `told` something about the person, as a
    clause; `thing` is what the occasion is about, on the day `thing_on`. `why` is the person's field that matches
    `about`, and `other_why` the other person's.
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
    spoke: bool
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
        return tuple(each for each in (self.topic, self.told, self.thing) if each.text)


class FoundOccasion(NamedTuple):
    """An occasion: its kind, its subject, its day, and another person it concerns."""

    occasion: Occasion = ""
    thing: Phrase = Phrase()
    day: date | None = None
    other: str = ""


def occasion(history: PersonHistory, wish: Wish, survey: Survey) -> FoundOccasion:
    """The occasion of the message; empty if the notes have none."""
    rules = {
        "thank": _thank,
        "congratulate": _congratulate,
        "kept": _kept,
        "feedback": _feedback,
        "ask": _ask,
        "reply": _reply,
        "reference": _reference,
        "reconnect": _reconnect,
    }
    rule = rules.get(wish.kind)
    return next(rule(history, wish, survey), FoundOccasion()) if rule else FoundOccasion()


def _thank(history: PersonHistory, wish: Wish, survey: Survey) -> Iterator[FoundOccasion]:
    """The follow-up's occasion, else the latest gift, recommendation or introduction."""
    follow_up = wish.follow_up
    if follow_up and follow_up.kind == "thank" and follow_up.people[1:]:
        yield from _introduced(follow_up, survey)
    received = [each for each in exchanges(history) if each.kind in _RECEIVED and _may_quote(each, survey)]
    places = {(each.path, each.line) for each in follow_up.evidence} if follow_up else set()
    for each in sorted(received, key=lambda each: ((each.evidence.path, each.evidence.line) not in places, _age(each))):
        if "intro" in each.evidence.tags:
            yield FoundOccasion(
                "intro", Phrase("", (each.evidence,)), each.date, _other(each.evidence, history, survey)
            )
        elif each.kind == "was_recommended":
            yield FoundOccasion("reference", Phrase("", (each.evidence,)), each.date)
        else:
            yield FoundOccasion("got", phrase(thing(_given(each.words)), each.evidence, wish), each.date)


def _given(text: str) -> str:
    """What was given: "he gave me a name" of "coffee in town, he gave me a name". The talk is not the gift."""
    first, *rest = _CLAUSES.split(text, maxsplit=1)
    return _given(rest[0]) if rest and channel_in(first) else text


def _congratulate(history: PersonHistory, wish: Wish, survey: Survey) -> Iterator[FoundOccasion]:
    """The follow-up's birthday or anniversary, the latest news, or a birthday near today."""
    follow_up = wish.follow_up
    if follow_up and follow_up.kind == "birthday":
        yield FoundOccasion("birthday", Phrase("", follow_up.evidence), follow_up.due)
    if follow_up and follow_up.kind == "anniversary":
        words_of_key = follow_up.title.replace("_", " ").replace("-", " ")
        yield FoundOccasion("anniversary", Phrase(words_of_key, follow_up.evidence), follow_up.due)
    for line in sorted(_news(history, survey), key=lambda each: (each.date or date.min, each.line), reverse=True):
        if not survey.privacy.may_quote(line):
            continue
        if is_sad(line.text):
            yield FoundOccasion("sad", Phrase("", (line,)), line.date)
        else:
            yield FoundOccasion("news", phrase(_given(words(line.text, "news")), line, wish), line.date)
    birthday = history.person.birthday
    following = birthday.next_after(add_days(survey.today, -NEAR)) if birthday else None
    if following and following <= add_days(survey.today, NEAR):
        yield FoundOccasion("birthday", Phrase("", (history.field("birthday", birthday),)), following)


def _kept(history: PersonHistory, wish: Wish, survey: Survey) -> Iterator[FoundOccasion]:
    """The follow-up's promise; one kept lately; the open one due first; one kept long ago."""
    made = [each for each in survey.promises_to(history.person) if survey.privacy.may_quote(each.evidence)]
    asked = wish.follow_up.evidence if wish.follow_up and wish.follow_up.kind == "promise" else ()
    since = add_days(survey.today, -FRESH)

    def rank(each: Promise) -> tuple[bool, int, int]:
        when = each.kept or each.due or each.since or date.min
        lately = each.is_kept and when >= since
        nearness = -when.toordinal() if each.is_kept else when.toordinal()
        return each.evidence not in asked, 0 if lately else 2 if each.is_kept else 1, nearness

    for each in sorted(made, key=rank):
        promised = phrase(thing(each.words), each.evidence, wish)
        yield FoundOccasion("kept" if each.is_kept else "open", promised, each.kept if each.is_kept else each.since)


def _feedback(history: PersonHistory, wish: Wish, survey: Survey) -> Iterator[FoundOccasion]:
    """The follow-up's introduction, else the latest thing given."""
    follow_up = wish.follow_up
    if follow_up and follow_up.kind == "introduction":
        yield from _introduced(follow_up, survey)
    given = [each for each in exchanges(history) if each.kind == "gave" and _may_quote(each, survey)]
    for each in sorted(given, key=_age):
        yield FoundOccasion("gave", phrase(thing(each.words), each.evidence, wish), each.date)


def _reference(history: PersonHistory, wish: Wish, survey: Survey) -> Iterator[FoundOccasion]:
    """Good work for the person."""
    found = good_work(history, survey)
    if found:
        work = phrase(thing(_given(words_of_work(found.work))), found.work, wish) if found.work else Phrase()
        yield FoundOccasion("work", work, found.day)


def _reconnect(history: PersonHistory, wish: Wish, survey: Survey) -> Iterator[FoundOccasion]:
    """The interest of theirs that a note of the user is about, if the follow-up is for that."""
    lines = wish.follow_up.evidence if wish.follow_up and wish.follow_up.kind == "dormant" else ()
    fields = [each for each in lines if each.source == "field"]
    theirs = [each for each in fields if each.path == history.person.path]
    notes = [each for each in fields if each.date and each.path != history.person.path]
    if notes and theirs and survey.privacy.may_show(theirs[0].text):
        yield FoundOccasion("interest", Phrase(theirs[0].text, (notes[0], theirs[0])), notes[0].date)


def _ask(_case: PersonHistory, wish: Wish, survey: Survey) -> Iterator[FoundOccasion]:
    """What the user waits for, if the follow-up is about that."""
    follow_up = wish.follow_up
    if follow_up and follow_up.kind == "waiting" and all(map(survey.privacy.may_quote, follow_up.evidence)):
        line = follow_up.evidence[0]
        yield FoundOccasion("waiting", phrase(thing(follow_up.title), line, wish), line.date)


def _reply(_case: PersonHistory, wish: Wish, survey: Survey) -> Iterator[FoundOccasion]:
    """The question of the follow-up, in the person's own words: asked in a talk, or written."""
    follow_up = wish.follow_up
    if follow_up and all(map(survey.privacy.may_quote, follow_up.evidence)):
        line = follow_up.evidence[0]
        yield FoundOccasion("asked" if is_talk(line.channel) else "wrote", Phrase(follow_up.title, (line,)), line.date)


def _news(history: PersonHistory, survey: Survey) -> Iterator[Evidence]:
    """The person's news up to today. News in somebody's own note is about them, whoever else it links."""
    for line in (*history.evidence.counted, *history.evidence.rejected):
        owner = survey.context.owner(line.path)
        if "news" in line.tags and line.date and line.date <= survey.today and owner in {None, history.person}:
            yield line


def _introduced(follow_up: FollowUp, survey: Survey) -> Iterator[FoundOccasion]:
    """The other person of the introduction, if they may be named."""
    for other in follow_up.people[1:2]:
        if other.id in survey.histories:
            yield FoundOccasion("intro", Phrase("", follow_up.evidence), None, other.name)


def _other(line: Evidence, history: PersonHistory, survey: Survey) -> str:
    others = (each for each in line.people if each != history.person.id and each in survey.histories)
    return next((survey.histories[each].person.name for each in others), "")


def _may_quote(exchange: Exchange, survey: Survey) -> bool:
    return survey.privacy.may_quote(exchange.evidence)


def _age(exchange: Exchange) -> tuple[int, str, int]:
    """The sort key for latest first."""
    return -(exchange.date or date.min).toordinal(), exchange.evidence.path, -exchange.evidence.line


def phrase(quote: str, line: Evidence, wish: Wish) -> Phrase:
    """Words of a note addressed to the person; empty if that is not certain, or if they may hurt."""
    turned = "" if is_sad(quote) else to_them(quote, wish.language, wish.tone, several=wish.several)
    return Phrase(turned, (line,)) if turned else Phrase()


def chosen(follow_ups: Iterable[FollowUp]) -> tuple[DraftKind, FollowUp] | None:
    """The kind of message for the most urgent follow-up that asks for one, and that follow-up; or None."""
    for each in follow_ups:
        kind = KIND[each.kind].draft
        if kind and kind != "publish" and not each.superseded:
            return kind, each
    return None


def is_for(follow_up: FollowUp, kind: DraftKind) -> bool:
    """Whether the follow-up asks for a message of this kind."""
    return KIND[follow_up.kind].draft == kind
