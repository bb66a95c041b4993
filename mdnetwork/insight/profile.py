"""Insight: my own profile's ladder, from being there to recognition, told from counted evidence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Literal, NamedTuple

from mdnetwork.insight.events import sayable_events
from mdnetwork.insight.period import Counted, Figure, Periods
from mdnetwork.insight.survey import Survey
from mdnetwork.model import Evidence
from mdnetwork.names import fold

Step = Literal["none", "there", "network", "took_part", "published", "recognised"]
STEPS: tuple[Step, ...] = ("none", "there", "network", "took_part", "published", "recognised")


class VisibilityLadder(NamedTuple):
    """The step reached: the highest one with evidence in the period, whatever is missing below it.

    `there`: the `me` note has a pitch or offers. `network`: people with whom there was contact. `took_part`,
    `published`, `recognised`: lines of the `me` note's log, and for the first, days of event notes too. `inbound` and
    `outbound` are that log's lines with `←` and without. `last_published` and `next_due` belong to the posting
    cadence: the day after which something more was meant to be published; None where there is no cadence.
    """

    step: Step
    there: bool
    network: Figure
    took_part: Figure
    published: Figure
    recognised: Figure
    inbound: Figure
    outbound: Figure
    last_published: date | None
    next_due: date | None
    evidence: tuple[Evidence, ...]
    """The period's lines of the log that tell of one of the steps."""


def ladder(survey: Survey, periods: Periods) -> VisibilityLadder:
    """How far the profile has come (docs/networking.md: "reputation is mine and dynamic")."""
    log = survey.directory.own_log
    profile = survey.directory.profile
    there = profile is not None and bool(profile.pitch or profile.offers)
    now, before = survey.active(periods.now), survey.active(periods.before)
    deeds: dict[Deed | None, list[Counted]] = {"took_part": list(_attended(survey)), "published": [], "recognised": []}
    for each in _counted(log):
        deeds.setdefault(deed_in(each.evidence[0].text), []).append(each)
    network = Figure(len(now), len(before), tuple(now.values()))
    took, published, recognised = (periods.figure(deeds[deed]) for deed in ("took_part", "published", "recognised"))
    last = max((each.date for each in log if each.date and deed_in(each.text) == "published"), default=None)
    cadence = profile.cadence if profile else None
    return VisibilityLadder(
        _step(there, network, took, published, recognised),
        there,
        network,
        took,
        published,
        recognised,
        periods.figure(_counted(each for each in log if each.direction == "in")),
        periods.figure(_counted(each for each in log if each.direction != "in")),
        last,
        cadence.late_after(last) if cadence and last and not cadence.never else None,
        tuple(each for each in log if each.date in periods.now and deed_in(each.text)),
    )


def _step(there: bool, *higher: Figure) -> Step:
    reached = [step for step, figure in zip(STEPS[2:], higher, strict=True) if figure.now]
    return reached[-1] if reached else "there" if there else "none"


def _counted(log: Iterable[Evidence]) -> list[Counted]:
    return [Counted(each.date, (each,)) for each in log if each.date]


def _attended(survey: Survey) -> Iterator[Counted]:
    """The events that have a note."""
    for each in sayable_events(survey):
        day, _, path = each.when
        yield Counted(day, (Evidence(day, path, each.line, each.note.title, source="attendee"),))


Deed = Literal["took_part", "published", "recognised"]

_DEEDS: dict[Deed, str] = {
    "recognised": (
        "invited, invitation, mentioned, mention, quoted, award, awarded, prize, interviewed, interview, keynote, cited, "
        "invitata, invitato, invito, menzionata, menzionato, menzione, citata, citato, citazione, premio, premiata, "
        "premiato, intervista, intervistata, intervistato"
    ),
    "published": (
        "post, posted, article, wrote, published, talk, gave a talk, paper, newsletter, podcast, video, slides, book(?! fair| club), blog, "
        "lecture, pubblicato, pubblicata, articolo, scritto, relazione, intervento, discorso, libro, lezione"
    ),
    "took_part": (
        "comment, commented, event, fair, fiera, attended, conference, meetup, workshop, panel, joined, volunteered, association, forum, "
        "community, commento, commentato, evento, partecipato, convegno, conferenza, incontro, volontariato, associazione, "
        "comunita"
    ),
}
"""What is looked for, the rarest first: an invitation to a talk is recognition."""
_TABLE = r"(?:\w+ ){0,2}(?:dinner|lunch|birthday|wedding|party|tea|coffee)"
_OTHERS = (
    "read",
    "reading",
    "listened",
    "watched",
    "declined",
    "subscribed",
    rf"invit(?:ed|ation) (?:\w+ ){{0,2}}to {_TABLE}",
    "letto",
    "ascoltato",
    "guardato",
    "declinato",
    "rifiutato",
    r"invit\w+ (?:a|al|alla) (?:cena|pranzo|compleanno|matrimonio|aperitivo)",
)
"""What I did with what others made, and invitations to their table: no deed of a profession."""
_JOINED = "comment, commented, attended, joined, volunteered, heard, commento, commentato, partecipato, assistito"
"""Taking part, whatever it was that one took part in: a comment on a post is no post."""
_MINE = re.compile(
    r"\b(?:mentioned|quoted|cited|interviewed|menzionato|citato|intervistato) (?!in\b|by\b|as\b|me\b|su\b|da\b|come\b)"
)
"""I mentioned somebody: theirs is the recognition."""
_PATTERNS = {deed: re.compile(rf"\b(?:{'|'.join(words.split(', '))})\b") for deed, words in _DEEDS.items()}
_NONE = re.compile(rf"\b(?:{'|'.join(_OTHERS)})\b")
_TAKING_PART = re.compile(rf"\b(?:{'|'.join(_JOINED.split(', '))})\b")


def deed_in(text: str) -> Deed | None:
    """What a line of one's own log tells of; None where no word of it says."""
    said = fold(text) if "←" in text else _MINE.sub(" ", fold(text))
    if _NONE.search(said):
        return None
    if _TAKING_PART.search(said):
        return "took_part"
    return next((deed for deed, pattern in _PATTERNS.items() if pattern.search(said)), None)
