"""`mdnet show`: a person, or all attendees of a meeting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import click

from mdnetwork.cli.due import follow_up_row, often_with_origin
from mdnetwork.cli.meetings import meeting_line, others_lines
from mdnetwork.cli.options import AskingCommand, name_argument
from mdnetwork.cli.page import Cell, Row, TextPage
from mdnetwork.cli.people import PersonRow, known_of
from mdnetwork.cli.portraits import (
    OWED_BY_ME,
    OWED_TO_ME,
    last_talks,
    owed_row,
    portrait_details,
    portrait_record,
    portrait_sections,
    talk_row,
)
from mdnetwork.cli.records import Record, counted_record, details_record, due_record, meeting_record, promise_record
from mdnetwork.cli.review_records import suggestion_record
from mdnetwork.cli.run import Run
from mdnetwork.dates import Cadence, PartialDate
from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.fields import TEXTS, value_of
from mdnetwork.followups import cadence_of
from mdnetwork.followups.text import plain
from mdnetwork.i18n import Texts
from mdnetwork.insight.portrait import Portrait, portrait, seek_out
from mdnetwork.insight.survey import Suggestion
from mdnetwork.model import FollowUp, History, Interaction, Meeting, Person, Status
from mdnetwork.network import Network
from mdnetwork.people.privacy import is_gone


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
        meeting = meeting_record(self.meeting) if self.meeting else None
        pairs = zip(self.known, self.portraits, strict=True)
        people = [_record(each, self.today, self._before) | portrait_record(told) for each, told in pairs]
        seek_out = [suggestion_record(each) for each in self.seek_out]
        return {"meeting": meeting, "seek_out": seek_out, "people": people}

    @property
    def _before(self) -> date | None:
        """For a meeting, only interactions before it are shown."""
        return self.meeting.note.date if self.meeting else None

    def lines(self, page: TextPage) -> Iterator[str]:
        """The people, one after the other."""
        if self.meeting:
            yield meeting_line(self.meeting, page)
            yield from others_lines(self.meeting, page)
        yield from _section(page, page.texts.say("To seek out"), [(each.reason,) for each in self.seek_out])
        for known, (cadence, origin), told in zip(self.known, self.cadences, self.portraits, strict=True):
            if self.meeting:
                yield ""
            often = often_with_origin(cadence, origin, page) if cadence and not is_gone(known.history.person) else ""
            yield from _person(known, often, last_talks(known, self._before), told, page)


def _record(known: PersonRow, today: date, before: date | None) -> Record:
    talks = [e for talk in last_talks(known, before) for e in talk.evidence]
    return {
        **known.record(),
        **details_record(known.history.person),
        "interactions": [counted_record(each) for each in talks],
        "promises": [promise_record(each) for each in known.follow_ups if each.kind in OWED_BY_ME + OWED_TO_ME],
        "follow_ups": [due_record(each, today) for each in known.follow_ups],
    }


def _person(
    known: PersonRow, often: str, talks: Sequence[Interaction], told: Portrait, page: TextPage
) -> Iterator[str]:
    person = known.history.person
    yield f"{page.heading(person.name)}  {page.styled(person.path, 'faint')}"
    details = (*_details(known, often, page), *portrait_details(told, page))
    rows = [(Cell(label, "faint"), text) for label, text in details if text]
    yield from page.table(rows, indent="  ")
    yield from _section(page, page.texts.say("Last talks"), [talk_row(talk, page) for talk in talks])
    for title, kinds in ((page.texts.say("You owe"), OWED_BY_ME), (page.texts.say("They owe you"), OWED_TO_ME)):
        yield from _section(page, title, [owed_row(each, page) for each in known.follow_ups if each.kind in kinds])
    for title, some in portrait_sections(told, page):
        yield from _section(page, title, some)
    others = [each for each in known.follow_ups if each.kind not in OWED_BY_ME + OWED_TO_ME]
    yield from _section(page, page.texts.say("Next"), [_next_row(each, page) for each in others])


def _section(page: TextPage, title: str, rows: Sequence[Row]) -> Iterator[str]:
    if rows:
        yield f"  {page.styled(title, 'name')}"
    yield from page.table(rows, indent="    ")


def _details(known: PersonRow, often: str, page: TextPage) -> Iterator[tuple[str, str]]:
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
    yield say("status"), _status(person.status, page.texts)
    yield say("knows about"), ", ".join(person.expertise)
    yield say("looks for"), ", ".join(person.needs)
    yield say("interests"), ", ".join(person.interests)


def _coming(day: PartialDate | None, person: Person, page: TextPage) -> str:
    """A yearly day, and when it comes next; only the day for people who died or want no contact."""
    if day is None or day.day is None:
        return str(day or "")
    following = None if is_gone(person) else day.next_after(page.today)
    said = f"{page.phrases.yearly(day)}{'' if day.year is None else f' {day.year}'}"
    return f"{said}, {page.phrases.when(following)}" if following else said


def _met(known: PersonRow) -> str:
    person = known.history.person
    through = f"← {person.introduced_by.target}" if person.introduced_by else ""
    return ", ".join(filter(None, (str(person.met or ""), plain(person.met_at or ""), through)))


def _next_row(follow_up: FollowUp, page: TextPage) -> Row:
    when, _, kind, reason = follow_up_row(follow_up, page)
    return (when, kind, reason)


@click.command(cls=AskingCommand)
@name_argument
@click.pass_obj
def show(run: Run, name: tuple[str, ...]) -> None:
    """The page of a person: who they are, last talks, promises both ways, what was given, what to ask, what comes next.

    A meeting's or an event's name shows all who come, and whom to seek out: at most three.
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


def _status(status: Status, texts: Texts) -> str:
    """A status in one word; "" for none."""
    return {
        "": "",
        "paused": texts.say("paused"),
        "archived": texts.say("archived"),
        "dormant": texts.say("dormant"),
        "closed": texts.say("closed"),
        "inactive": texts.say("inactive"),
        "deceased": texts.say("deceased"),
        "no-contact": texts.say("no contact"),
    }[status]
