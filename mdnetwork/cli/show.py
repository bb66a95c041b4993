"""`mdnet show` and `mdnet open`: the page of a person or of a meeting with its attendees, and their note itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

import click

from mdnetwork.cli.due import follow_up_row, often_with_origin, status_name
from mdnetwork.cli.groups import GroupPage
from mdnetwork.cli.meetings import (
    OWED_BY_ME,
    OWED_TO_ME,
    afterwards_lines,
    known_lines,
    last_talks,
    last_touches,
    meeting_line,
    others_lines,
    preparation_lines,
    talk_row,
    touch_row,
)
from mdnetwork.cli.options import Command, name_argument
from mdnetwork.cli.page import Cell, Row, Section, TextPage
from mdnetwork.cli.people import KnownPerson, known_of
from mdnetwork.cli.run import Run
from mdnetwork.dates import Cadence, PartialDate
from mdnetwork.errors import AmbiguousName, UnknownName
from mdnetwork.fields import TEXTS, value_of
from mdnetwork.followups.cadences import cadence_of
from mdnetwork.followups.text import plain
from mdnetwork.frozen import dataclass
from mdnetwork.insight.exchanges import REFERENCES, Exchange
from mdnetwork.insight.groups import Membership, group_beginning, group_called
from mdnetwork.insight.introductions import Offer, Shared
from mdnetwork.insight.portrait import Portrait, blocks, portrait, seek_out
from mdnetwork.insight.preparation import Preparation
from mdnetwork.insight.references import GoodWork
from mdnetwork.insight.survey import Suggestion
from mdnetwork.insight.ties import tie_text
from mdnetwork.lazy import lazy
from mdnetwork.model import FollowUp, History, Meeting, Person
from mdnetwork.network import Network
from mdnetwork.people.privacy import is_gone
from mdnetwork.records import COUNTED, FORMS, Record, details_record, due_record, pick, promise_record

if TYPE_CHECKING:  # most pages are of people
    from mdnetwork.cli import goal, own_page
    from mdnetwork.cli.goal import GoalPage
    from mdnetwork.cli.own_page import ShownOwnPage
else:
    goal = lazy("mdnetwork.cli.goal")
    own_page = lazy("mdnetwork.cli.own_page")

_MOST_ROWS = 5
"""How many exchanges and shared people are shown."""


@click.command(cls=Command)
@name_argument
@click.pass_obj
def show(run: Run, name: tuple[str, ...]) -> None:
    """Show all about a person, a meeting, a goal or a group.

    Of a person: who they are, last talks, promises both ways, what was given, what to ask, what comes next. Of a
    meeting or an event: who comes, and at most three to seek out. Of a goal: its steps, who can help, and what is
    missing. Of a group: your part, its members, the last and the next time. With your own name: your pitch, your
    profile, and what you publish.
    """
    run.tell(page_of(run.network, " ".join(name), run.today))


def page_of(network: Network, name: str, today: date) -> Shown | GoalPage | GroupPage:
    """The page of the person, meeting, goal, group or own note of this name. Raises UnknownName and AmbiguousName."""
    if network.at(today).directory.is_me(name):
        own = network.at(today).own_page()
        return Shown((), (), None, today, own_page.ShownOwnPage(own) if own else None)
    groups = network.at(today).groups()
    group = group_called(groups, name)
    if group:
        return _page_of_group(network, group, today)
    try:
        return _page_of(network, name, today)
    except AmbiguousName:
        raise
    except UnknownName:
        outlook = network.at(today).goal(name)
        if outlook is not None:
            return goal.goal_page(network, outlook, today)
        group = group_beginning(groups, name)
        if group is None:
            raise
        return _page_of_group(network, group, today)


def _page_of(network: Network, name: str, today: date) -> Shown:
    subject = _found(network, name, today)
    meeting = subject if isinstance(subject, Meeting) else None
    people = (
        [each for each in subject.people if not is_gone(each)] if isinstance(subject, Meeting) else [subject.person]
    )
    histories = [network.at(today).directory.paths[person.path] for person in people]
    survey = network.at(today).survey()
    rows = known_of(network, histories, network.at(today).follow_ups_of(histories))
    cadences = [cadence_of(each, network.config.followups) or (None, "") for each in histories]
    before = meeting.note.date if meeting else None
    portraits = [portrait(each, survey) for each in histories]
    pages = [PersonPage(*each, before) for each in zip(rows, cadences, portraits, strict=True)]
    ahead = network.at(today).preparation(meeting) if meeting else None
    return Shown(pages, seek_out(meeting, survey) if meeting else (), meeting, today, ahead=ahead)


def _page_of_group(network: Network, group: Membership, today: date) -> GroupPage:
    histories = [network.at(today).directory.paths[each.person.path] for each in group.members]
    rows = known_of(network, histories, network.at(today).follow_ups_of(histories))
    return GroupPage(group, {each.person.id: each for each in rows}, network.at(today).survey().privacy)


def _found(network: Network, name: str, today: date) -> History | Meeting:
    """As `find`, with another error for a note that is neither a person's nor a dated meeting."""
    directory = network.at(today).directory
    try:
        return directory.find(name)
    except AmbiguousName:
        raise
    except UnknownName:
        path = directory.note(name, "")
        if path is None:
            raise
        sentence = f"{path} is not a note of a person, or of a dated meeting or event: `mdnet who` takes it as a topic."
        raise UnknownName(sentence) from None


@dataclass(frozen=True, slots=True)
class PersonPage:
    """What to read of a person before meeting them; with the day of a meeting (`before`) only talks before it."""

    known: KnownPerson
    cadence: tuple[Cadence | None, str]
    """The cadence and where it comes from."""
    portrait: Portrait
    before: date | None

    def record(self, today: date) -> Record:
        """The page as JSON."""
        known = self.known
        talks = [line for talk in last_talks(known, self.before) for line in talk.evidence]
        return {
            **pick(known, FORMS["KnownPerson"]),
            **details_record(known.person),
            "interactions": [pick(each, COUNTED) for each in talks],
            "touches": [pick(each, COUNTED) for each in last_touches(known, self.before)],
            "promises": [promise_record(each) for each in known.follow_ups if each.kind in OWED_BY_ME + OWED_TO_ME],
            "follow_ups": [due_record(each, today) for each in known.follow_ups],
            **pick(self.portrait, FORMS["Portrait"]),
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """The person's fields, then the lists."""
        person, (cadence, origin) = self.known.person, self.cadence
        often = often_with_origin(cadence, origin, page) if cadence and not is_gone(person) else ""
        details = _details(self.known, self.portrait, often, page)
        rows = [(Cell(label, "faint"), text) for label, text in details if text]
        yield from page.section(Section(person.name, rows, path=person.path))
        yield from page.sections(self._sections(page), "  ")

    def _sections(self, page: TextPage) -> Iterator[Section]:
        say, follow_ups, measured = page.texts.say, self.known.follow_ups, self.portrait
        yield Section(say("Recent contact"), [talk_row(talk, page) for talk in last_talks(self.known, self.before)])
        yield Section(say("Light touches"), [touch_row(each, page) for each in last_touches(self.known, self.before)])
        for title, kinds in ((say("You owe"), OWED_BY_ME), (say("They owe you"), OWED_TO_ME)):
            owed = [each for each in follow_ups if each.kind in kinds]
            yield Section(title, [_owed_row(each, page) for each in owed], follow_ups=owed)
        given = [each for each in reversed(measured.exchanges) if each.kind not in REFERENCES]
        yield Section(say("Given, got and asked"), [_exchange_row(each, page) for each in given[:_MOST_ROWS]])
        references = [each for each in reversed(measured.exchanges) if each.kind in REFERENCES]
        worth_asking = [_work_row(measured.good_work, page)] if measured.good_work else []
        yield Section(say("References"), [*worth_asking, *(_exchange_row(each, page) for each in references)])
        yield Section(say("You both know"), [_shared_row(each, page) for each in measured.shared_people[:_MOST_ROWS]])
        yield Section(say("You could offer"), [_offer_row(each, page) for each in measured.offers])
        yield Section(say("To ask"), [(each.text,) for each in measured.questions])
        others = [each for each in follow_ups if each.kind not in OWED_BY_ME + OWED_TO_ME]
        yield Section(say("Next"), [_next_row(each, page) for each in others], follow_ups=others)


@dataclass(frozen=True, slots=True)
class Shown:
    """The page of a person, of each attendee of a meeting with those to seek out, or of the user's own note."""

    pages: Sequence[PersonPage]
    seek_out: Sequence[Suggestion]
    meeting: Meeting | None
    today: date
    own: ShownOwnPage | None = None
    """The page of the user's own note."""
    ahead: Preparation | None = None
    """What to take to the meeting, if it is of today or later."""

    def data(self) -> Record:
        """The answer as JSON (schemas/show.json)."""
        people = [each.record(self.today) for each in self.pages]
        return {
            "meeting": self.meeting,
            "prepare": self.ahead,
            "goal": None,
            "group": None,
            "seek_out": self.seek_out,
            "people": people,
            "me": self.own.record() if self.own else None,
        }

    def lines(self, page: TextPage) -> Iterator[str]:
        """The people, one after the other, or the page of the user's own note."""
        if self.own:
            yield from self.own.lines(page)
        if self.meeting:
            yield meeting_line(self.meeting, page)
            yield from known_lines(self.meeting, page)
            yield from others_lines(self.meeting, page)
            if self.ahead:
                yield from preparation_lines(self.ahead, page)
            elif not self.meeting.note.has_text:
                yield from afterwards_lines(self.meeting, page)
        sought = Section(page.texts.say("To seek out"), [(each.reason,) for each in self.seek_out])
        yield from page.sections([sought], "  ")
        for each in self.pages:
            if self.meeting:
                yield ""
            yield from each.lines(page)


def _details(known: KnownPerson, measured: Portrait, often: str, page: TextPage) -> Iterator[tuple[str, str]]:
    person, say = known.history.person, page.texts.say
    yield say("also called"), ", ".join(person.aliases)
    yield say("work"), ", ".join(filter(None, (person.role, person.org)))
    yield from ((say(field.label), value_of(person, field.name) or "") for field in TEXTS if field.label)
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
    yield say("status"), status_name(person.status, page.texts)
    yield say("knows about"), ", ".join(person.expertise)
    yield say("looks for"), ", ".join(person.needs)
    yield say("interests"), ", ".join(person.interests)
    if measured.tie.level != "none" and not measured.is_gone:
        yield say("tie"), tie_text(measured.tie, page.texts)
        yield say("rhythm"), say("{blocks} in twelve months", blocks=blocks(measured.rhythm))
    yield say("you share"), ", ".join(measured.shared_interests)


def _coming(day: PartialDate | None, person: Person, page: TextPage) -> str:
    """A yearly day, and when it comes next; only the day for people who died or want no contact."""
    if day is None or day.day is None:
        return str(day or "")
    following = None if is_gone(person) else day.next_after(page.today)
    when = f"{page.phrases.yearly(day)}{'' if day.year is None else f' {day.year}'}"
    return f"{when}, {page.phrases.when(following)}" if following else when


def _met(known: KnownPerson) -> str:
    person = known.history.person
    through = f"← {person.introduced_by.target}" if person.introduced_by else ""
    return ", ".join(filter(None, (str(person.met or ""), plain(person.met_at or ""), through)))


def _owed_row(follow_up: FollowUp, page: TextPage) -> Row:
    """A promise: when it is due, and its text."""
    return (Cell(page.phrases.due(follow_up), page.phrases.urgency(follow_up)), follow_up.title or follow_up.reason)


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


def _work_row(work: GoodWork, page: TextPage) -> Row:
    return (str(work.day), Cell(page.texts.say("ask for a reference"), "faint"), work.words)


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
