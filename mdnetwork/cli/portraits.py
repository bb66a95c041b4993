"""What insight adds to a person's page: the tie, exchanges and shared contacts, what to ask and offer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.people import PersonRow
from mdnetwork.cli.records import Record, iso, place_records
from mdnetwork.cli.review_records import who
from mdnetwork.followups.text import plain, unedged
from mdnetwork.insight.contact import Exchange
from mdnetwork.insight.introductions import Offer, Shared
from mdnetwork.insight.portrait import Portrait, blocks
from mdnetwork.insight.questions import Question
from mdnetwork.insight.ties import Tie, tie_text
from mdnetwork.model import Evidence, FollowUp, Interaction
from mdnetwork.names import fold

SHOWN = 5
"""How many exchanges and shared people are shown."""


def portrait_record(told: Portrait) -> Record:
    """The fields of schemas/show.json that do not come from the person's note."""
    return {
        "tie": tie_record(told.tie),
        "rhythm": [{"month": f"{month:%Y-%m}", "days": days} for month, days in told.rhythm],
        "exchanges": [
            {"kind": each.kind, "date": iso(each.date), "text": each.words, "evidence": place_records([each.evidence])}
            for each in told.exchanges
        ],
        "shared_people": [
            who(each.person) | {"days": each.days, "evidence": place_records(each.evidence)}
            for each in told.shared_people
        ],
        "shared_interests": list(told.shared_interests),
        "offers": [_offer_record(each) for each in told.offers],
        "questions": [question_record(each) for each in told.questions],
    }


def question_record(question: Question) -> Record:
    """A question and its evidence."""
    return {"text": question.text, "evidence": place_records(question.evidence)}


def tie_record(tie: Tie) -> Record:
    """The tie with its parts."""
    parts = {"frequency": tie.frequency, "recency": tie.recency, "reciprocity": tie.reciprocity}
    return {
        "strength": round(tie.strength, 3),
        "level": tie.level,
        **{name: round(value, 3) for name, value in parts.items()},
        "days": tie.days,
        "last": iso(tie.last),
        "silent": tie.silent,
        "ways": tie.ways or None,
    }


def portrait_details(told: Portrait, page: TextPage) -> Iterator[tuple[str, str]]:
    """The rows that do not come from the person's note."""
    say = page.texts.say
    if told.tie.last is not None and not told.is_gone:
        yield say("tie"), tie_text(told.tie, page.texts)
        yield say("rhythm"), say("{blocks} in twelve months", blocks=blocks(told.rhythm))
    yield say("you share"), ", ".join(told.shared_interests)


def portrait_sections(told: Portrait, page: TextPage) -> Iterator[tuple[str, Sequence[Row]]]:
    """The lists, each with its title."""
    say = page.texts.say
    latest_first = told.exchanges[: -SHOWN - 1 : -1]
    yield say("Given, got and asked"), [_exchange_row(each, page) for each in latest_first]
    yield say("You both know"), [_shared_row(each, page) for each in told.shared_people[:SHOWN]]
    yield say("You could offer"), [_offer_row(each, page) for each in told.offers]
    yield say("To ask"), [(each.text,) for each in told.questions]


def _offer_record(offer: Offer) -> Record:
    through = who(offer.person) if offer.person else None
    return {"need": offer.need, "offer": offer.offer, "through": through, "evidence": place_records(offer.evidence)}


def _exchange_row(exchange: Exchange, page: TextPage) -> Row:
    say = page.texts.say
    kind = {
        "gave": say("you gave"),
        "got": say("you got"),
        "asked": say("you asked"),
        "was_asked": say("they asked"),
        "introduced": say("introduction"),
        "thanked": say("you thanked"),
        "recommended": say("you recommended"),
        "was_recommended": say("they recommended"),
        "feedback": say("feedback"),
    }[exchange.kind]
    return (str(exchange.date or ""), Cell(kind, "faint"), exchange.words)


def _shared_row(shared: Shared, page: TextPage) -> Row:
    days = page.texts.count("{n} day together", "{n} days together", shared.days) if shared.days else ""
    return (Cell(shared.person.name, "name"), Cell(days, "faint"))


def _offer_row(offer: Offer, page: TextPage) -> Row:
    say = page.texts.say
    if offer.person:
        return (
            say("{name}, who knows about {offer}", name=offer.person.name, offer=offer.offer),
            Cell(_need(offer, page), "faint"),
        )
    return (offer.offer, Cell(_need(offer, page), "faint"))


def _need(offer: Offer, page: TextPage) -> str:
    return page.texts.say("for: {need}", need=offer.need)


TALKS = 5
"""How many of the last interactions are shown."""
OWED_BY_ME = ("promise",)
OWED_TO_ME = ("waiting",)
TO_DO = ("task",)
"""The kinds of open follow-ups. A task in a person's note need not be owed to them."""


def last_talks(known: PersonRow, before: date | None = None) -> tuple[Interaction, ...]:
    """The last interactions (before a day), the latest first."""
    talks = [talk for talk in known.history.interactions if before is None or talk.date < before]
    return tuple(talks[: -TALKS - 1 : -1])


def talk_row(talk: Interaction, page: TextPage) -> Row:
    """An interaction: the day, how long ago, the channel and the text."""
    channel = page.phrases.channel(talk.evidence)
    said = "; ".join(dict.fromkeys(filter(None, (_words(each, channel) for each in talk.evidence))))
    return (str(talk.date), Cell(page.phrases.when(talk.date), "faint"), channel, said)


def _words(evidence: Evidence, channel: str) -> str:
    """The text of a line without the channel at its start; "" for a field and for a list of names."""
    if evidence.source in {"field", "attendee"}:
        return ""
    said = plain(evidence.text)
    for word in filter(None, (channel, evidence.channel)):
        if re.match(rf"{re.escape(fold(word))}(?!\w)", fold(said)):
            return unedged(said[len(word) :])
    return said


def owed_row(follow_up: FollowUp, page: TextPage) -> Row:
    """A promise: when it is due, and its text."""
    return (Cell(page.phrases.due(follow_up), page.phrases.urgency(follow_up)), follow_up.title or follow_up.reason)
