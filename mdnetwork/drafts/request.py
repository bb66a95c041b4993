"""Drafts: from what was asked to a draft: who may get one, and which kind, language and tone it has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from mdnetwork.dates import add_days
from mdnetwork.drafts.address import language_code, tone_of
from mdnetwork.drafts.cautions import cautions
from mdnetwork.drafts.drafting import Draft, Override, template, write
from mdnetwork.drafts.facts import Wish, chosen, is_for
from mdnetwork.drafts.gathering import draft_facts
from mdnetwork.drafts.occasions import NEAR
from mdnetwork.drafts.remembered import Remembered, remembered
from mdnetwork.errors import DraftError
from mdnetwork.followups.history import PersonHistory, is_gone
from mdnetwork.insight.second_person import Tone
from mdnetwork.insight.suggestion import Suggestion
from mdnetwork.insight.survey import Survey
from mdnetwork.insight.topics import MOST, heads, words
from mdnetwork.kinds import DraftKind
from mdnetwork.model import Evidence, FollowUp, Person

AHEAD = 14
"""Days in which a follow-up that is not due yet is worth a message; a wish has its own, shorter time."""


class Introduction(NamedTuple):
    """Whom to introduce, why (where notes say it), and what tells that the two know each other already."""

    other: Person
    reason: Suggestion | None = None
    known: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftRequest:
    """What somebody wants to write. Without a kind the most urgent follow-up says it; "" and None are: as it fits.

    `topic` is what it is about, and `topic_text` all of it where that is a note; `to` is whom to introduce.
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
    """A draft to a person, whose `follow_ups` these are, the most urgent first; `default` is the vault's language.

    Raises DraftError for those who died, want no contact or are private, for nobody to introduce, for a language
    without a template, and where a template cannot be used.
    """
    case, say = _case(person, survey), survey.texts.say
    near = [each for each in follow_ups if each.due is None or each.due <= add_days(survey.today, _ahead(each))]
    kind, follow_up = _chosen(case, asked, near, survey.today)
    warnings = [] if asked.kind or follow_up else [say("Nothing is due: --kind says what to write.")]
    language = _language(person, asked, kind, override) or default
    if language_code(person.language) not in {"", language} and not asked.language:
        said = {"wanted": language_code(person.language), "language": language}
        warnings.append(say("There is no template in “{wanted}”, so that the draft is in “{language}”.", **said))
    wish = Wish(
        kind,
        language,
        asked.tone or tone_of(case),
        asked.topic,
        words(asked.topic_text)[:MOST] if asked.topic_text else heads(asked.topic),
        _other(case, asked, survey),
        follow_up,
    )
    facts = draft_facts(case, wish, survey)
    occasion = (*_why_now(follow_up), *_between(asked))
    memories = remembered(case, survey, follow_ups, occasion)
    notices = (*warnings, *_known(person, asked, survey), *cautions(facts, case, survey))
    return write(person, facts, survey, override, remember=memories, cautions=notices)


def _ahead(follow_up: FollowUp) -> int:
    """Days before it is due from which on it is worth a message."""
    return NEAR if follow_up.yearly else AHEAD


def _why_now(follow_up: FollowUp | None) -> tuple[Remembered, ...]:
    """The follow-up that the message is for."""
    return (Remembered(follow_up.reason, follow_up.evidence),) if follow_up else ()


def _between(asked: DraftRequest) -> tuple[Remembered, ...]:
    """Why the two should meet."""
    reason = asked.to.reason if asked.to else None
    return (Remembered(reason.reason, reason.evidence),) if reason else ()


def _known(person: Person, asked: DraftRequest, survey: Survey) -> tuple[str, ...]:
    """A word of care where the two know each other already."""
    known = [line for line in asked.to.known if not survey.discretion.hides(line)] if asked.to else []
    if asked.to is None or not known:
        return ()
    line = known[0]
    said = {"one": person.name, "other": asked.to.other.name, "place": f"{line.path}:{line.line}"}
    return (survey.texts.say("{one} and {other} may know each other already: see {place}.", **said),)


def _case(person: Person, survey: Survey) -> PersonHistory:
    """The case of somebody whom one may write to. Raises DraftError."""
    case, say = survey.cases.get(person.id), survey.texts.say
    if case:
        return case
    if person.status == "deceased":
        raise DraftError(say("{name} has died: there is no draft to write.", name=person.name))
    if is_gone(person):
        raise DraftError(say("{name} wants no contact: there is no draft to write.", name=person.name))
    raise DraftError(
        say("{name} is private and stays out of drafts: take `private` out of their note first.", name=person.name)
    )


def _chosen(
    case: PersonHistory, asked: DraftRequest, follow_ups: Sequence[FollowUp], today: date
) -> tuple[DraftKind, FollowUp | None]:
    """The kind asked for with the follow-up it answers, else what the most urgent follow-up is for.

    An ask that somebody asks for is about what they say, not about what is waited for. Where nothing is due, a
    request to whom one has not met, a word after a first meeting of these weeks, else one to wake the tie.
    """
    if asked.kind == "ask":
        return asked.kind, None
    if asked.kind:
        return asked.kind, next((each for each in follow_ups if is_for(each, asked.kind)), None)
    if not case.days:
        return chosen(follow_ups) or ("connect", None)
    is_new = case.days[0] >= add_days(today, -AHEAD)
    return chosen(follow_ups) or ("first" if is_new else "reconnect", None)


def _language(person: Person, asked: DraftRequest, kind: DraftKind, override: Override) -> str:
    """The language asked for, else the person's own if there is a template; "" for the vault's. Raises DraftError."""
    for written in (asked.language, person.language):
        language = language_code(written)
        if language and template(kind, language, override):
            return language
        if written and written == asked.language:
            raise DraftError(
                f"There is no template for “{kind}” in “{written}”: --language en or it has one, "
                f"or write your own (docs/networking.md)."
            )
    return ""


def _other(case: PersonHistory, asked: DraftRequest, survey: Survey) -> Person | None:
    """Whom to introduce, somebody else who may be named. Raises DraftError."""
    if asked.to is None:
        return None
    if asked.to.other.id == case.person.id:
        raise DraftError(survey.texts.say("An introduction takes two people: say the other one with --to."))
    return _case(asked.to.other, survey).person
