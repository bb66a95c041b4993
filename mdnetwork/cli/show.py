"""`mdnet show`: a person, or all attendees of a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import click

from mdnetwork.cli.due import follow_up_row, often_with_origin
from mdnetwork.cli.meetings import meeting_line, others_lines
from mdnetwork.cli.options import AskingCommand, name_argument
from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.cli.people import PersonRow, known_of
from mdnetwork.cli.phrases import status_said
from mdnetwork.cli.portraits import (
    OWED_BY_ME,
    OWED_TO_ME,
    last_talks,
    owed_row,
    talk_row,
)
from mdnetwork.cli.records import COUNTED, FORMS, Record, details_record, due_record, pick, promise_record
from mdnetwork.cli.run import Run
from mdnetwork.dates import Cadence, PartialDate
from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.fields import TEXTS, value_of
from mdnetwork.followups import cadence_of
from mdnetwork.followups.history import is_gone
from mdnetwork.followups.text import ReasonPhrases as Reasons
from mdnetwork.followups.text import plain
from mdnetwork.insight.contact import Exchange
from mdnetwork.insight.portrait import Portrait, blocks, portrait, seek_out
from mdnetwork.insight.shared import Offer, Shared
from mdnetwork.insight.survey import Suggestion
from mdnetwork.insight.ties import tie_said
from mdnetwork.model import FollowUp, History, Interaction, Meeting, Person
from mdnetwork.network import Network

SHOWN = 5
"""How many exchanges and shared people are shown."""


@dataclass(frozen=True)
class Shown:
    """People with what to read before meeting them; `meeting` is the one they attend."""

    known: Sequence[PersonRow]
    cadences: Sequence[tuple[Cadence | None, str]]
    portraits: Sequence[Portrait]
    seek_out: Sequence[Suggestion]
    meeting: Meeting | None
    today: date

    def data(self) -> Record:
        """The answer as JSON (schemas/show.json)."""
        pairs = zip(self.known, self.portraits, strict=True)
        people = [_record(each, told, self.today, self._before) for each, told in pairs]
        return {"meeting": self.meeting, "seek_out": self.seek_out, "people": people}

    @property
    def _before(self) -> date | None:
        """For a meeting, only interactions before it are shown."""
        return self.meeting.note.date if self.meeting else None

    def lines(self, page: TextPage) -> Iterator[str]:
        """The people, one after the other."""
        if self.meeting:
            yield meeting_line(self.meeting, page)
            yield from others_lines(self.meeting, page)
        sought = Section(page.texts.say("To seek out"), [(each.reason,) for each in self.seek_out])
        yield from page.sections([sought], "  ")
        for known, (cadence, origin), told in zip(self.known, self.cadences, self.portraits, strict=True):
            if self.meeting:
                yield ""
            often = (
                often_with_origin(cadence, origin, page.texts) if cadence and not is_gone(known.history.person) else ""
            )
            rows = [(Cell(label, "faint"), text) for label, text in _details(known, told, often, page) if text]
            yield from page.section(Section(known.person.name, rows, path=known.person.path))
            yield from page.sections(_sections(known, told, last_talks(known, self._before), page), "  ")


def _record(known: PersonRow, told: Portrait, today: date, before: date | None) -> Record:
    talks = [e for talk in last_talks(known, before) for e in talk.evidence]
    return {
        **pick(known, FORMS["PersonRow"]),
        **details_record(known.person),
        "interactions": [pick(each, COUNTED) for each in talks],
        "promises": [promise_record(each) for each in known.follow_ups if each.kind in OWED_BY_ME + OWED_TO_ME],
        "follow_ups": [due_record(each, today) for each in known.follow_ups],
        **pick(told, FORMS["Portrait"]),
    }


def _sections(known: PersonRow, told: Portrait, talks: Sequence[Interaction], page: TextPage) -> Iterator[Section]:
    """The lists of a person's page."""
    say = page.texts.say
    yield Section(say("Last talks"), [talk_row(talk, page) for talk in talks])
    for title, kinds in ((say("You owe"), OWED_BY_ME), (say("They owe you"), OWED_TO_ME)):
        yield Section(title, [owed_row(each, page) for each in known.follow_ups if each.kind in kinds])
    latest_first = told.exchanges[: -SHOWN - 1 : -1]
    yield Section(say("Given, got and asked"), [_exchange_row(each, page) for each in latest_first])
    yield Section(say("You both know"), [_shared_row(each, page) for each in told.shared_people[:SHOWN]])
    yield Section(say("You could offer"), [_offer_row(each, page) for each in told.offers])
    yield Section(say("To ask"), [(each.text,) for each in told.questions])
    others = [each for each in known.follow_ups if each.kind not in OWED_BY_ME + OWED_TO_ME]
    yield Section(say("Next"), [_next_row(each, page) for each in others])


def _details(known: PersonRow, told: Portrait, often: str, page: TextPage) -> Iterator[tuple[str, str]]:
    person, say = known.history.person, page.texts.say
    yield say("also called"), ", ".join(person.aliases)
    yield say("work"), ", ".join(filter(None, (person.role, person.org)))
    yield from ((field.label(page.texts), value_of(person, field.name) or "") for field in TEXTS if field.label)
    yield say("circle"), person.circle or ""
    yield say("tags"), ", ".join(person.tags)
    yield say("place"), person.place or ""
    yield say("e-mail"), ", ".join(person.emails)
    yield say("phone"), ", ".join(person.phones)
    yield from person.urls
    yield say("birthday"), _coming(person.birthday, person, page)
    yield from ((name, _coming(day, person, page)) for name, day in person.anniversaries)
    yield say("met"), _met(known)
    yield say("cadence"), often
    yield say("status"), status_said(person.status, page.texts)
    yield say("knows about"), ", ".join(person.expertise)
    yield say("looks for"), ", ".join(person.needs)
    yield say("interests"), ", ".join(person.interests)
    if told.tie.last is not None and not told.is_gone:
        yield say("tie"), tie_said(told.tie, page.texts)
        yield say("rhythm"), say("{blocks} in twelve months", blocks=blocks(told.rhythm))
    yield say("you share"), ", ".join(told.shared_interests)


def _coming(day: PartialDate | None, person: Person, page: TextPage) -> str:
    """A yearly day, and when it comes next; only the day for people who died or want no contact."""
    if day is None or day.day is None:
        return str(day or "")
    following = None if is_gone(person) else day.next_after(page.today)
    said = f"{Reasons(page.texts).day(day)}{'' if day.year is None else f' {day.year}'}"
    return f"{said}, {page.phrases.when(following)}" if following else said


def _met(known: PersonRow) -> str:
    person = known.history.person
    through = f"← {person.introduced_by.target}" if person.introduced_by else ""
    return ", ".join(filter(None, (str(person.met or ""), plain(person.met_at or ""), through)))


def _next_row(follow_up: FollowUp, page: TextPage) -> Row:
    when, _, kind, reason = follow_up_row(follow_up, page)
    return (when, kind, reason)


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


@click.command(cls=AskingCommand)
@name_argument
@click.pass_obj
def show(run: Run, name: tuple[str, ...]) -> None:
    """The page of a person: who they are, last talks, promises both ways, what was given, what to ask, what comes next.

    With the name of a meeting or an event: all who come, and at most three to seek out.
    """
    run.tell(shown(run.network, " ".join(name), run.today))


def _found(network: Network, name: str, today: date) -> History | Meeting:
    """As `find`, with another error for a note that is neither a person's nor a dated meeting."""
    directory = network.directory(today)
    try:
        return directory.find(name)
    except AmbiguousName:
        raise
    except UnknownName:
        path = directory.note(name, "")
        if path is None:
            raise
        sentence = f"{path} is no person's note, and of no dated meeting or event: `mdnet who` takes it for a topic."
        raise UnknownName(sentence) from None


def shown(network: Network, name: str, today: date) -> Shown:
    """The person or the meeting of this name. Raises UnknownName and AmbiguousName."""
    found = _found(network, name, today)
    meeting = found if isinstance(found, Meeting) else None
    people = [each for each in found.people if not is_gone(each)] if isinstance(found, Meeting) else [found.person]
    histories = [network.directory(today).paths[person.path] for person in people]
    survey = network.survey(today)
    return Shown(
        known_of(network, histories, network.follow_ups_of(histories, today)),
        [cadence_of(each, network.config.followups) or (None, "") for each in histories],
        [portrait(each, survey) for each in histories],
        seek_out(meeting, survey) if meeting else (),
        meeting,
        today,
    )
