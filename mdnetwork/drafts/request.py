"""Drafts: answers a request for a draft: who may get one, of which kind, in which language, and from which facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.drafts.drafting import Draft, Override, given_name, language_code, language_of, tone_of, write
from mdnetwork.drafts.facts import NEAR, PITCHED, DraftFacts, Phrase, Wish, chosen, is_for, occasion, phrase
from mdnetwork.drafts.notices import Remembered, cautions, remembered
from mdnetwork.drafts.second_person import Tone
from mdnetwork.errors import DraftError
from mdnetwork.fields import value_of
from mdnetwork.followups.history import PersonHistory
from mdnetwork.followups.rules import first_meeting
from mdnetwork.followups.text import plain
from mdnetwork.followups.things import clause_about, topic
from mdnetwork.insight.contact import known_since
from mdnetwork.insight.exchanges import exchanges
from mdnetwork.insight.goals import TOPIC_FIELDS
from mdnetwork.insight.introductions import shared_interests
from mdnetwork.insight.survey import Suggestion, Survey
from mdnetwork.insight.topics import MOST
from mdnetwork.kinds import DraftKind
from mdnetwork.model import Evidence, FollowUp, Person
from mdnetwork.names import fold
from mdnetwork.people.links import stem
from mdnetwork.people.privacy import PrivacyFilter, is_gone
from mdnetwork.vocabulary.meaning import heads, is_part, meant, words
from mdnetwork.vocabulary.people import number_of

YEAR = 365
"""Older conversations, in days, are not mentioned."""
_SPOKEN = frozenset({"log", "link", "list"})
_WRITTEN = frozenset({"email", "message", "linkedin", "chat"})
_FIRST_MESSAGES = frozenset({"first", "connect"})
"""Kinds for which the earliest line counts as the first meeting. For others only `met` does: a log may start later."""
AHEAD = 14
"""Days before its due date in which a follow-up is worth a message. Yearly ones use the shorter `NEAR`."""


class Introduction(NamedTuple):
    """The person to introduce, the reason (if known), and evidence that the two know each other already."""

    other: Person
    reason: Suggestion | None = None
    known: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """A request for a draft. Without a kind, the most urgent follow-up decides. "" and None mean: choose.

    `topic` is the subject, and `topic_text` the text of a note about it; `to` is the person to introduce.
    """

    kind: DraftKind | None = None
    language: str = ""
    tone: Tone | None = None
    topic: str = ""
    topic_text: str = ""
    to: Introduction | None = None


def drafted(
    person: Person,
    asked: DraftRequest,
    survey: Survey,
    follow_ups: Sequence[FollowUp],
    *,
    override: Override,
    default: str,
) -> Draft:
    """A draft to a person. `follow_ups` are theirs, most urgent first; `default` is the vault's language.

    Raises DraftError for people who died, want no contact or are private, if there is nobody to introduce, for a
    language without a template, and for an unusable template.
    """
    history, say = _case(person, survey), survey.texts.say
    near = [each for each in follow_ups if each.due is None or each.due <= add_days(survey.today, _days_ahead(each))]
    kind, follow_up = _kind_of(history, asked, near, survey.today)
    warnings = [] if asked.kind or follow_up else [say("Nothing is due: --kind says what to write.")]
    language = language_of(asked.language, person.language, kind, override) or default
    if language_code(person.language) not in {"", language} and not asked.language:
        codes = {"wanted": language_code(person.language), "language": language}
        warnings.append(say("There is no template in “{wanted}”, so the draft is in “{language}”.", **codes))
    wish = Wish(
        kind,
        language,
        asked.tone or tone_of(history),
        asked.topic,
        words(asked.topic_text)[:MOST] if asked.topic_text else heads(asked.topic),
        _other(history, asked, survey),
        follow_up,
        several=number_of(person.name) > 1,
    )
    facts = draft_facts(history, wish, survey)
    reasons = (*_why_now(follow_up), *_between(asked))
    memories = remembered(history, survey, follow_ups, reasons)
    notices = (*warnings, *_known(person, asked, survey), *cautions(facts, history, survey))
    return write(person, facts, survey, override, remember=memories, cautions=notices)


def _case(person: Person, survey: Survey) -> PersonHistory:
    """The history of a person who may get a draft. Raises DraftError."""
    history, say = survey.histories.get(person.id), survey.texts.say
    if history:
        return history
    if person.status == "deceased":
        raise DraftError(say("{name} has died: there is no draft to write.", name=person.name))
    if is_gone(person):
        raise DraftError(say("{name} wants no contact: there is no draft to write.", name=person.name))
    raise DraftError(
        say("{name} is private and stays out of drafts: take `private` out of their note first.", name=person.name)
    )


def _kind_of(
    history: PersonHistory, asked: DraftRequest, follow_ups: Sequence[FollowUp], today: date
) -> tuple[DraftKind, FollowUp | None]:
    """The requested kind with its follow-up, else the kind of the most urgent follow-up.

    A requested "ask" has its own subject, so it ignores waits. If nothing is due: "connect" for somebody never met,
    "first" within two weeks of the first meeting, else "reconnect".
    """
    if asked.kind == "ask":
        return asked.kind, None
    if asked.kind:
        return asked.kind, next((each for each in follow_ups if is_for(each, asked.kind)), None)
    if not history.days:
        return chosen(follow_ups) or ("connect", None)
    is_new = history.days[0] >= add_days(today, -AHEAD)
    return chosen(follow_ups) or ("first" if is_new else "reconnect", None)


def _days_ahead(follow_up: FollowUp) -> int:
    """Days before the due date from which a message is worthwhile."""
    return NEAR if follow_up.yearly else AHEAD


def _other(history: PersonHistory, asked: DraftRequest, survey: Survey) -> Person | None:
    """The other person of an introduction, who may be named; None if nobody was requested. Raises DraftError."""
    if asked.to is None:
        return None
    if asked.to.other.id == history.person.id:
        raise DraftError(survey.texts.say("An introduction takes two people: say the other one with --to."))
    return _case(asked.to.other, survey).person


def _why_now(follow_up: FollowUp | None) -> tuple[Remembered, ...]:
    """The follow-up that the message is for."""
    return (Remembered(follow_up.reason, follow_up.evidence),) if follow_up else ()


def _between(asked: DraftRequest) -> tuple[Remembered, ...]:
    """The reason why the two should meet."""
    reason = asked.to.reason if asked.to else None
    return (Remembered(reason.reason, reason.evidence),) if reason else ()


def _known(person: Person, asked: DraftRequest, survey: Survey) -> tuple[str, ...]:
    """A warning if the two know each other already."""
    known = [line for line in asked.to.known if survey.privacy.may_quote(line)] if asked.to else []
    if asked.to is None or not known:
        return ()
    line = known[0]
    names = {"one": person.name, "other": asked.to.other.name, "place": f"{line.path}:{line.line}"}
    return (survey.texts.say("{one} and {other} may know each other already: see {place}.", **names),)


def draft_facts(history: PersonHistory, wish: Wish, survey: Survey) -> DraftFacts:
    """The facts for a draft of this kind to this person. They contain nobody who may not be named."""
    person, profile, privacy = history.person, survey.directory.profile, survey.privacy
    since, met = known_since(history), first_meeting(history)
    days = history.evidence.held(survey.today)
    lines = list(_lines(history, wish, survey.today, met, privacy))
    # a gift, an ask or feedback is a thing that happened, not what somebody told
    exchanged = {(each.evidence.path, each.evidence.line) for each in exchanges(history)}
    why_from, why = _why(person, wish, privacy)
    event = _event_met_at(history, met, survey)
    found = occasion(history, wish, survey)
    other_why_from, other_why = _meets(person, wish.other, privacy) if wish.other else ("", "")
    shared = privacy.showable(shared_interests(person, survey))
    return DraftFacts(
        wish=wish,
        name=person.name,
        given=given_name(person.name, person.given),
        me=profile.name if profile else "",
        pitch=profile.pitch if profile and wish.kind in PITCHED and privacy.may_show(profile.pitch) else "",
        met=met if person.met or wish.kind in _FIRST_MESSAGES else None,
        met_at=_met_at(person, privacy) or (event if privacy.may_show(event) else ""),
        at_event=_is_event(person, survey) if person.met_at else bool(event),
        introducer=_introducer(person, survey),
        known_for=(survey.today - since).days if since and since <= survey.today else None,
        talks=len(days),
        gave=sum(each.kind in {"gave", "introduced", "recommended"} for each in exchanges(history)),
        owed=sum(not each.is_kept for each in survey.promises_to(person)),
        wrote_last=bool(days) and all(map(_is_my_message, history.on(days[-1]))),
        spoke=bool(days) and not all(each.channel in _WRITTEN for each in history.on(days[-1])),
        thanked=history.last_tagged("thanked"),
        last=days[-1] if days else None,
        topic=_found_first(lines, topic, wish),
        told=_found_first((line for line in lines if (line.path, line.line) not in exchanged), clause_about, wish),
        shared=shared,
        need=next(iter(privacy.showable(person.needs)), ""),
        interest=next(iter((*shared, *privacy.showable(person.interests))), ""),
        occasion=found.occasion,
        thing=found.thing,
        thing_on=found.day,
        other=wish.other.name if wish.other else found.other,
        other_why=other_why,
        other_why_from=other_why_from,
        why=why,
        why_from=why_from,
    )


def _lines(
    history: PersonHistory, wish: Wish, today: date, met: date | None, privacy: PrivacyFilter
) -> Iterator[Evidence]:
    """The year's lines about conversations, latest first; for a first message, of the meeting and the next day."""
    since, only = add_days(today, -YEAR), met if wish.kind in _FIRST_MESSAGES else None
    for line in reversed(history.evidence.counted):
        if line.source in _SPOKEN and line.date and since < line.date <= today and privacy.may_quote(line):
            if only and line.date not in {only, add_days(only, 1)}:
                continue
            yield line


def _is_my_message(line: Evidence) -> bool:
    return line.direction == "out" and line.channel in _WRITTEN


def _found_first(lines: Iterable[Evidence], look: Callable[[str], str], wish: Wish) -> Phrase:
    """The first text that `look` finds in the lines and that can be addressed to the person."""
    for line in lines:
        # text after a tag is about a promise or a gift, which other facts cover
        words_found = look(plain(line.text.partition(" #")[0]))
        found = phrase(words_found, line, wish) if words_found else Phrase()
        if found.text:
            return found
    return Phrase()


def _met_at(person: Person, privacy: PrivacyFilter) -> str:
    """The place of the first meeting, without link brackets."""
    text = _bare(person.met_at)
    return text if privacy.may_show(text) else ""


def _bare(met_at: str | None) -> str:
    """The place without link syntax: `[[Places/Paper Salon|the salon]]` gives "the salon"."""
    return (met_at or "").replace("[[", "").replace("]]", "").rpartition("|")[2].rpartition("/")[2].strip()


def _event_met_at(history: PersonHistory, met: date | None, survey: Survey) -> str:
    """The title of the event whose note lists the person on the day of the first meeting; "" if there is none."""
    came = (survey.directory.meeting(line.path) for line in history.on(met) if line.source == "attendee")
    return next((each.note.title for each in came if each and each.note.kind == "event"), "") if met else ""


def _is_event(person: Person, survey: Survey) -> bool:
    """Whether `met_at` is a meeting or event that has a note."""
    titles = {fold(meeting.note.title) for meeting in survey.directory.meetings}
    return fold(_bare(person.met_at)) in titles | {
        fold(stem(path)) for path in (meeting.note.path for meeting in survey.directory.meetings)
    }


def _introducer(person: Person, survey: Survey) -> str:
    """The person who introduced them, if it is one who may be named; else ""."""
    who = survey.directory.who(person.introduced_by, person.path) if person.introduced_by else ()
    return who[0].person.name if len(who) == 1 and who[0].person.id in survey.histories else ""


def _why(person: Person, wish: Wish, privacy: PrivacyFilter) -> tuple[str, str]:
    """The person's field that matches the topic, and its text; empty strings if none does."""
    for field, _ in TOPIC_FIELDS:
        value = value_of(person, field) if field != "tags" else None
        for text in (value,) if isinstance(value, str) else value or ():
            if _is_about(wish.about_words, text) and privacy.may_show(text):
                return field, text
    return "", ""


def _is_about(wanted: tuple[str, ...], text: str) -> bool:
    """Whether one of the texts has all words of the other: one word of several is not enough."""
    own = words(text)
    whole = bool(wanted) and meant(wanted, text) == frozenset(wanted)
    return whole or (bool(own) and meant(own, " ".join(wanted)) == frozenset(own))


def _meets(person: Person, other: Person, privacy: PrivacyFilter) -> tuple[str, str]:
    """How the two people match, and the matching text in the person's note; help for a need comes first."""
    for how, mine, theirs in (
        ("need", person.needs, other.expertise),
        ("offer", person.expertise, other.needs),
        ("interest", person.interests, other.interests),
        ("same need", person.needs, other.needs),
    ):
        for text in privacy.showable(mine):
            if any(is_part(text, other) for other in theirs):
                return how, text
    return "", ""
